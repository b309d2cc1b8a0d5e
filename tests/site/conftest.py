"""A website built from a dictionary, and its pages as trees."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import Files, Run


@dataclass(frozen=True)
class Website:
    """A built website."""

    run: Run

    def page(self, path: str):
        """Give a page as a tree."""
        return self.run.page(path)

    def words(self, path: str, xpath: str = "//main") -> list[str]:
        """Give the words of what an XPath finds, with single blanks."""
        return [" ".join(found.text_content().split()) for found in self.page(path).xpath(xpath)]

    def titles(self, path: str) -> list[str]:
        """Give the titles of the entries that a page lists."""
        return self.words(path, "//main//article//*[contains(@class, 'nz-card__title')]")

    def sections(self, path: str) -> dict[str, list[str]]:
        """Give the titles of the entries that a page lists, by the headings above them."""
        return {
            " ".join(section.xpath("string(.//h2)").split()): [
                " ".join(title.text_content().split()) for title in section.xpath(".//article//h3")
            ]
            for section in self.page(path).xpath("//main//section[.//h2]")
        }

    def has(self, path: str) -> bool:
        """Tell whether there is a file."""
        return (self.run.output / path).is_file()


@pytest.fixture
def make_website(
    make_site: Callable[[Files], Path], build_site: Callable[..., Run], quick_website: None
) -> Callable[..., Website]:
    """Build a website: `make_website({"news/2026/x.de.md": "..."}, "--today", "2026-12-01")`."""

    def make(files: Files, *arguments: str) -> Website:
        run = build_site(make_site(files), "--only", "website", *arguments)
        assert run.code == 0, run.lines
        return Website(run)

    return make


def text(title: str, body: str = "Text.", **fields: object) -> str:
    """Write a Markdown file; fields as YAML writes them in a line."""
    head = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"---\ntitle: {title}\n{head}---\n{body}\n"


def news(title: str, day: str, body: str = "Text.", **fields: object) -> dict[str, str]:
    """Write a piece of news: path -> text."""
    name = title.lower().replace(" ", "-")
    fields = {"form": "company-news", "date": day, **fields}
    return {f"news/{day[:4]}/{day}-{name}.de.md": text(title, body, **fields)}


def event(name: str, start: str, **fields: object) -> dict[str, str]:
    """Write an event: path -> text."""
    fields = {"form": "workshop", "start": start, "place": "Hannover", **fields}
    return {f"events/{start[:4]}/{name}.de.md": text(name.title(), "Text.", **fields)}


def member(name: str, **fields: object) -> dict[str, str]:
    """Write a member: path -> text."""
    head = "".join(f"{field}: {value}\n" for field, value in fields.items())
    facts = f"name: {name.upper()}\ntype: institute\nsector: biotech\naddress: {{town: Köln}}\n"
    return {f"members/{name}.yaml": facts + head}
