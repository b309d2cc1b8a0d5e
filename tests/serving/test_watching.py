"""netzsite.serving.watching: what is saved together is one batch, and nothing is lost."""

import shutil
import signal
from threading import Event

import pytest

from netzsite.serving.watching import batches
from tests.conftest import write_files

pytestmark = pytest.mark.slow  # talks to real servers and processes


@pytest.fixture
def content(tmp_path):
    """Make a content folder."""
    return write_files(tmp_path / "content", {"network.yaml": "name: x", "news/a.de.md": "a", "old.yaml": "o"})


@pytest.fixture
def watch():
    """Watch folders; what is given waits for the next batch, and fails after a while."""
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    started = []

    def start(*folders):
        watched = batches(folders, Event())
        started.append(watched)

        def changes():
            signal.alarm(20)
            try:
                return next(watched)
            except KeyboardInterrupt:
                pytest.fail("nothing has changed")
            finally:
                signal.alarm(0)

        return changes

    yield start
    for watched in started:
        watched.close()
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def changes(watch, content, tmp_path):
    """Watch the content, and a theme."""
    (tmp_path / "theme").mkdir()
    return watch(content, tmp_path / "theme")


def test_what_is_saved_is_named(changes, content):
    """The first batch is empty: from then on, each change is in one."""
    assert changes() == frozenset()
    write_files(content, {"news/a.de.md": "b"})
    assert changes() == {content / "news/a.de.md"}
    (content / "old.yaml").unlink()
    assert changes() == {content / "old.yaml"}


def test_what_is_saved_together_is_one_batch(changes, content):
    """As when a branch is checked out."""
    changes()
    write_files(content, {f"news/{number}.de.md": "x" for number in range(200)})
    assert changes() >= {content / f"news/{number}.de.md" for number in range(200)}


def test_what_happens_meanwhile_is_in_the_next_batch(changes, content, tmp_path):
    """A build takes longer than a thought."""
    changes()
    write_files(content, {"news/a.de.md": "b"})
    changes()
    write_files(content, {"news/a.de.md": "c"})
    write_files(tmp_path / "theme", {"tokens.yaml": "x"})
    assert changes() == {content / "news/a.de.md", tmp_path / "theme/tokens.yaml"}


def test_hidden_and_backup_files_are_passed_over(changes, content):
    """Editors and git keep theirs in the same folder."""
    changes()
    write_files(content, {".git/index": "x", "news/.a.de.md.swp": "x", "news/a.de.md~": "x"})
    write_files(content, {"news/a.de.md": "b"})
    found = changes()
    while content / "news/a.de.md" not in found:
        assert found <= {content / "news"}
        found = changes()
    assert found <= {content / "news/a.de.md", content / "news"}


def test_a_folder_that_is_hidden_itself_is_watched(watch, tmp_path):
    """Only what lies below the content folder is looked at."""
    content = write_files(tmp_path / ".work~" / "content", {"a.yaml": "a"})
    changes = watch(content)
    changes()
    write_files(content, {"a.yaml": "b"})
    assert changes() == {content / "a.yaml"}


def test_paths_are_written_as_the_folder_was_given(watch, content, monkeypatch):
    """Relative, or through a link."""
    monkeypatch.chdir(content.parent)
    link = content.parent / "link"
    link.symlink_to(content)
    relative = link.relative_to(content.parent)
    changes = watch(relative)
    changes()
    write_files(content, {"old.yaml": "b"})
    assert changes() == {relative / "old.yaml"}


def test_a_folder_that_is_made_anew_is_watched_on(changes, content):
    """It stands for all that it holds, because nobody knows what has changed."""
    changes()
    shutil.rmtree(content)
    write_files(content, {"news/b.de.md": "b"})
    while not changes() >= {content, content.parent / "theme"}:
        pass
    write_files(content, {"news/b.de.md": "c"})
    while content / "news/b.de.md" not in changes():
        pass


def test_a_folder_that_is_not_there_yet_is_waited_for(watch, tmp_path):
    """The first build says that it is missing; when it appears, there is something to do."""
    content = tmp_path / "content"
    changes = watch(content)
    assert changes() == frozenset()
    write_files(content, {"a.yaml": "a"})
    assert content in changes()
