"""Turns tables of confidential answers into tables that betray none of them, and attacks what has been published.

The mathematics of statistical disclosure control, and nothing else: no content, no surveys, no files.
"""
