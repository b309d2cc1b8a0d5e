"""The media; `all_media` lists them, so that one can be had without the others."""
