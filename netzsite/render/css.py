"""Turns a style sheet into a shorter one that means the same; the only module that imports rcssmin."""


def minified(css: str) -> str:
    """Leave out comments and spaces that browsers do not need; the same text each time."""
    from rcssmin import cssmin  # needed only where a style sheet is made

    return f"{cssmin(css)}\n"
