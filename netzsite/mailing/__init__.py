"""Looks at mail before it goes out, and sends it so that everybody gets it once."""
