"""The sections of the website; `all_sections` lists them, so that one can be had without the others."""
