"""netzsite.engine.artifact: two artifacts never become the same file unnoticed."""

import pytest

from netzsite.engine.artifact import Artifact, collisions


def artifact(path, medium="website", entry=None):
    """Make an artifact of a path."""
    return Artifact(path, medium, lambda library, theme: None, (), lambda view, workshop: b"", entry)


@pytest.mark.parametrize(
    ("paths", "clashes"),
    [
        (["de/a.html", "de/b.html", "de/a/c.html"], []),
        (["de/a.html", "de/a.html"], ["de/a.html"]),
        (["de/A.html", "de/a.html"], ["de/a.html"]),
        (["de/a", "de/a/b.html"], ["de/a/b.html"]),
        (["a", "a/b/c.html"], ["a/b/c.html"]),
        (["a.html", "a.html", "a.html"], ["a.html", "a.html"]),
    ],
)
def test_paths_that_collide_are_found(paths, clashes):
    """The same path, one that differs in case only, and a file that another needs as a folder collide."""
    found = list(collisions([artifact(path) for path in paths], str))
    assert [problem.spot.path for problem in found] == clashes


def test_a_collision_names_the_file_of_the_editor():
    """Where an entry takes part, the message points to its file and says what else is written there."""
    page, home = artifact("de/index.html", entry=("page", "index")), artifact("de/index.html")
    files = {("page", "index"): "content/pages/index.de.md"}
    for order in ([page, home], [home, page]):
        (problem,) = collisions(order, files.__getitem__)
        assert str(problem) == (
            "content/pages/index.de.md: error[output-collision]: page:index and the website itself "
            "would both be written to 'de/index.html'\n  hint: give the file another name"
        )
