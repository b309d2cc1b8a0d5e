"""Turns what is new in the content into a draft of an edition, and a draft into a file that keeps the editor's hand."""
