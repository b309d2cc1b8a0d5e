"""Every page, style sheet and drawing, read by the Nu HTML checker."""

import json
import shutil
import subprocess

import pytest

from tests.quality.conftest import tool


@pytest.fixture(scope="module")
def validate():
    """Give a function: files -> what the checker says of them."""
    java, checker = shutil.which("java"), tool("vnu-jar/build/dist/vnu.jar")
    if java is None:
        pytest.skip("needs Java, on which the Nu HTML checker runs")

    def run(*files):
        options = ["--format", "json", "--skip-non-html", "--also-check-css", "--also-check-svg"]
        command = [java, "-Xss1m", "-jar", str(checker), *options, *map(str, files)]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        messages = json.loads(ran.stderr)["messages"]
        return [f"{told['url']}:{told.get('lastLine')}: {told['message']}" for told in messages]

    return run


def test_every_file_is_valid(validate, public, pages):
    """No error and no warning in any page, style sheet or drawing."""
    files = [public / page.path for page in pages]
    files += sorted(path for path in public.rglob("*") if path.suffix in (".css", ".svg"))
    assert validate(*files) == []
    assert {path.suffix for path in files} == {".html", ".css", ".svg"}


def test_the_checker_reads_all_three(validate, tmp_path):
    """The check would notice a mistake in a page, a style sheet and a drawing."""
    page = "<!doctype html><html lang=en><title>A</title><p><div></div></p>"
    texts = {
        "a.html": page,
        "a.css": "p { colour: red }",
        "a.svg": "<svg xmlns='http://www.w3.org/2000/svg'><p/></svg>",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = validate(*sorted(tmp_path.iterdir()))
    assert {line.split("/")[-1].partition(":")[0] for line in found} == set(texts)
