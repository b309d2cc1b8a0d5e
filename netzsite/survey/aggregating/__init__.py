"""Turns what companies have answered into what is published of it."""
