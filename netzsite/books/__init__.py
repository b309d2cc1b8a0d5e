"""Composes what is bound as a book: the view of a report, part by part."""
