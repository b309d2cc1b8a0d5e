"""YAML files that were drafted stay the editors' own: only groups that are named are brought up to date."""

from decimal import Decimal

import pytest

from netzsite.aggregates.classes import class_bounds, class_of
from netzsite.fields import Localised
from netzsite.kinds.survey import Asked, QuestionType
from netzsite.survey.aggregating.writing import with_block, with_keys, write_yaml
from netzsite.yaml_text import read_values

TEXT = "# Kopf\ntitle: Alt  # bleibt\nbase:\n  asked: 1\n\n  answered: 1\n\n# Fuß\nnote: |\n  Zeile\n"


def test_a_block_takes_the_place_of_the_one_that_is_there():
    """Comments and all other keys stay where they are."""
    text = with_block(TEXT, "base", {"asked": 2})
    assert text == "# Kopf\ntitle: Alt  # bleibt\nbase:\n  asked: 2\n\n# Fuß\nnote: |\n  Zeile\n"
    assert with_block(text, "base", {"asked": 2}) == text


def test_a_block_that_is_missing_comes_last():
    """The file still ends with one line end."""
    assert with_block("title: A\n", "base", {"asked": 2}) == "title: A\nbase:\n  asked: 2\n"


def test_keys_that_are_there_stay_as_they_are_worded():
    """Only new ones are added."""
    text = "cells:\n  up: hinauf  # schöner\nnote: x\n"
    assert with_keys(text, "cells", {"up": "mehr", "down": "weniger"}) == (
        "cells:\n  up: hinauf  # schöner\n  down: weniger\nnote: x\n"
    )


@pytest.mark.parametrize(
    "value", ["einfach", "Zwei: drei", "no", "1.10", 'a "b" \\ c', "- x", "Zeile\nzwei", "{a}", "#c", "", "ä, ö"]
)
def test_what_is_written_is_read_again(value):
    """Texts that YAML would take for something else are in quotes."""
    written = write_yaml({"a": {"b": value, "c": [value, "x"]}, "d": [{"e": value, "f": Localised({"de": value})}]})
    read = {"a": {"b": value, "c": [value, "x"]}, "d": [{"e": value, "f": {"de": value}}]}
    assert read_values(written, "x.yaml", 1) == read


def test_numbers_below_the_first_class_have_one_of_their_own():
    """Unless they are not possible."""
    bounds = (Decimal(10), Decimal(50))
    assert list(class_bounds(bounds, Decimal(0), is_whole=True)) == ["under-10", "10-49", "50-up"]
    assert list(class_bounds(bounds, Decimal(10), is_whole=True)) == ["10-49", "50-up"]
    asked = Asked(type=QuestionType.INTEGER, label=Localised({"": "x"}), answered=0, classes=bounds, least=Decimal(0))
    assert [class_of(Decimal(number), asked) for number in (0, 9, 10, 49, 50)] == [
        *("under-10", "under-10", "10-49", "10-49"),
        "50-up",
    ]
