"""Forms as PDFs: to be filled in (ISO 32000-1, 12.7), and read when they come back."""
