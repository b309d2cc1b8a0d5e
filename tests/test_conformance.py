"""What the demonstration publishes keeps the rules of PDF/UA-1 and PDF/A-3u, as far as programs can look at them."""

import pytest

from tests.validation import ARCHIVAL, UNIVERSAL, breaches, further_breaches

pytestmark = pytest.mark.pdf


@pytest.fixture
def published(public):
    """Name the PDFs that readers get, with the profiles that they keep."""
    paths = sorted(public.glob("*/downloads/*.pdf"))
    archives = [path for path in paths if path.stem.endswith(("-archiv", "-archive"))]
    assert archives
    assert len(paths) > 2 * len(archives)  # the newsletters have none
    return [*((UNIVERSAL, path) for path in paths), *((ARCHIVAL, path) for path in archives)]


def test_the_demonstration_keeps_the_rules(published):
    """Archives keep both: they stay readable for everybody."""
    assert further_breaches(published) == []


def test_verapdf_agrees(published):
    """The largest of each sort, because it takes its time."""
    largest = {}
    for profile, path in sorted(published, key=lambda each: each[1].stat().st_size):
        largest[profile, "newsletter" in path.stem] = path
    assert breaches([(profile, path) for (profile, _), path in largest.items()]) == []
