"""Turns editions into letters: what goes out as mail, and the feeds that mail services read."""
