"""What chance tries on tables takes seconds: it is no part of the quick tests."""

from pathlib import Path

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder that hypothesis makes the tables of."""
    for item in items:
        if Path(__file__).parent in item.path.parents and hasattr(getattr(item, "obj", None), "hypothesis"):
            item.add_marker(pytest.mark.slow)
