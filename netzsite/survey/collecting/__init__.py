"""Turns files that came back into answers that are kept, and into what must be asked back."""
