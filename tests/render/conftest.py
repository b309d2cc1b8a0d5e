"""Builds of the website for tests that look at one file of it."""

import pytest


@pytest.fixture
def quick_website(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the fonts out of a website: packing them takes longer than all else."""
    monkeypatch.setattr("netzsite.media.website.font_files", tuple)
