"""netzsite.composing.editing: items are added to a list, and nothing else in the file changes."""

import pytest

from netzsite.composing.editing import UneditableError, add_items

FILE = """\
# The editor's own words
parts:
  - section: news   # first
    items:
      - news:a   # good
      - "news:b"

  # before the dates
  - section: dates
    items: []
  - section: jobs
date: 2026-03-10
"""


def test_adds_to_the_end_of_a_list():
    """A new item stands below the last one; comments and blank lines stay where they are."""
    added = add_items(FILE, ("parts", 0, "items"), ["- news:c  # new"])
    assert added == FILE.replace('"news:b"\n', '"news:b"\n      - news:c  # new\n')


def test_adds_in_the_middle_of_a_list():
    """A part of several lines is put between two others, indented as they are."""
    added = add_items(FILE, ("parts",), ["- section: deals\n  items:\n    - news:d"], 1)
    part = "  - section: deals\n    items:\n      - news:d\n"
    assert added == FILE.replace('"news:b"\n', f'"news:b"\n{part}')


def test_begins_a_list():
    """A list that is empty or missing is begun, also at the end of a file without a last line end."""
    assert "    items:\n      - event:x\n  - section: jobs" in add_items(FILE, ("parts", 1, "items"), ["- event:x"])
    assert "  - section: jobs\n    items:\n      - job:x\ndate" in add_items(FILE, ("parts", 2, "items"), ["- job:x"])
    assert add_items(FILE.rstrip(), ("considered",), ["- news:x"]) == f"{FILE}considered:\n  - news:x\n"


@pytest.mark.parametrize("text", ["parts: [{section: news, items: [a, b]}]\n", "parts: {items: a}\n", "parts: words\n"])
def test_leaves_alone_what_it_does_not_understand(text):
    """What is written in brackets, or is no list, is for the editor."""
    with pytest.raises(UneditableError):
        add_items(text, ("parts", 0, "items"), ["- c"])
