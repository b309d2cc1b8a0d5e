"""netzsite.engine.collecting: garbage is looked for less often, and as before when the work is done."""

import gc

import pytest

from netzsite.engine.collecting import seldom_collected, uncollected


def broken():
    raise ValueError("broken")


def test_garbage_is_looked_for_seldom_and_then_as_before():
    """Also if the work fails."""
    before = gc.get_threshold()
    with seldom_collected():
        assert gc.get_threshold()[0] > 100 * before[0]
    with pytest.raises(ValueError, match="broken"), seldom_collected():
        broken()
    assert gc.get_threshold() == before


def test_garbage_is_not_looked_for_while_everything_is_needed():
    """It is again afterwards, also if reading fails."""
    with uncollected():
        assert not gc.isenabled()
    with pytest.raises(ValueError, match="broken"), uncollected():
        broken()
    assert gc.isenabled()
