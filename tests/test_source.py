"""netzsite.source and netzsite.yaml_text: every value stays the text that the editor wrote, and knows its place."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from netzsite.checks.letters import UNCOMMON, may_have_uncommon
from netzsite.errors import Code, NetzsiteError, Severity
from netzsite.source import MAX_BYTES, VISIBLE, digest, read_source, read_table
from netzsite.yaml_text import CONTROL_CHARACTER, MAX_DEPTH


@pytest.fixture
def read(tmp_path):
    """Read a text or bytes as a file of a name."""

    def read(content, name="x.yaml"):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_table(path, name) if name.endswith(".csv") else read_source(path, name)

    return read


def problem_of(read, content, name="x.yaml"):
    """Give the one problem that a file has."""
    with pytest.raises(NetzsiteError) as caught:
        read(content, name)
    assert len(caught.value.problems) == 1
    return caught.value.problems[0]


# -- Values ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    ["no", "yes", "on", "18:30", "1.10", "007", "1e3", "0x1F", "2026-13-01", "null", "1_000", ".inf", "=", "<<"],
)
def test_a_value_stays_what_the_editor_wrote(read, written):
    """`no` is no falsehood, `18:30` no number of seconds and `1.10` not 1.1: a value is the text that was written."""
    assert read(f"value: {written}\nlist: [{written}]\n").values == {"value": written, "list": [written]}


def test_a_field_without_a_value_counts_as_not_given(read):
    """A name with nothing or ~ behind it is left out; an empty text in quotation marks is a text."""
    assert read("a:\nb: ~\nc: ''\nd: '~'\n").values == {"c": "", "d": "~"}


def test_long_texts_are_folded_or_kept(read):
    """`>-` joins lines to one, `|-` keeps them."""
    assert read("a: >-\n  eins\n  zwei\nb: |-\n  eins\n  zwei\n").values == {"a": "eins zwei", "b": "eins\nzwei"}


def test_a_comment_is_no_value(read):
    """What follows a blank and # is for editors only."""
    assert read("# oben\na: b # dahinter\nc: d#e\n").values == {"a": "b", "c": "d#e"}


def test_a_file_of_comments_holds_no_fields(read):
    """A file in which everything is commented out is read as a file without fields."""
    assert read("# nichts\n").values == {}
    assert read("---\n# nichts\n---\nText\n", "x.md").values == {}


# -- Front matter and body ---------------------------------------------------------------------------------------------


def test_a_text_is_split_at_its_hyphens(read):
    """The fields stand between two lines of ---, the text below; a line of --- within the text belongs to the text."""
    source = read("---\ntitle: Titel\n---\n\nErster Satz.\n\n---\n\nZweiter Satz.\n", "x.md")
    assert source.values == {"title": "Titel"}
    assert source.body == "\nErster Satz.\n\n---\n\nZweiter Satz.\n"
    assert str(source.body_spot(1)) == "x.md:5:1"


def test_a_text_may_be_missing(read):
    """A file with front matter and no text below has an empty text."""
    assert read("---\ntitle: Titel\n---", "x.md").body == ""


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_places_are_right_with_every_kind_of_line_end(read, line_end):
    """Files from Windows and from old Macs are read alike, and their places are those that an editor shows."""
    text = "---\ntitle: Über uns\naddress:\n  town: Hannover\n  list: [a, b]\n---\nSatz.\nZweiter.\n"
    source = read(text.replace("\n", line_end), "x.md")
    assert source.body == "Satz.\nZweiter.\n"
    assert str(source.spot(("title",))) == "x.md:2:8"
    assert str(source.spot(("address", "town"))) == "x.md:4:9"
    assert str(source.spot(("address", "town"), of_key=True)) == "x.md:4:3"
    assert str(source.spot(("address", "list", 1))) == "x.md:5:13"
    assert [str(source.body_spot(start)) for start in (0, 5, 6, 8)] == ["x.md:7:1", "x.md:7:6", "x.md:8:1", "x.md:8:3"]


def test_a_place_that_is_not_there_is_that_of_its_group(read):
    """What is missing is reported where it belongs: at its group, or at the top of the file."""
    source = read("name: a\naddress:\n  town: b\n")
    assert str(source.spot(("address", "street"))) == "x.yaml:3:3"
    assert str(source.spot(("website",))) == "x.yaml:1:1"
    assert str(read("---\nname: a\n---\n", "x.md").spot()) == "x.md:1:1"


def test_columns_count_characters(read):
    """Umlauts and emoji count as one character, and lines end where editors end them, not at U+2028."""
    source = read('a: {ü: "😀\u2028", b: c}\nd: e\n')
    assert str(source.spot(("a", "b"))) == "x.yaml:1:17"
    assert str(source.spot(("d",))) == "x.yaml:2:4"


# -- Encoding ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"])
def test_a_file_in_another_encoding_names_its_first_foreign_byte(read, line_end):
    """A file saved as Latin-1 is answered with the place of the first umlaut and with how to save it."""
    problem = problem_of(read, b"name: a" + line_end + "town: ä Köln".encode()[:8] + "ß".encode("latin-1"))
    assert str(problem) == (
        "x.yaml:2:8: error[bad-encoding]: byte 0xDF is not UTF-8\n"
        "  hint: save the file as UTF-8 (in most editors: Save with encoding)"
    )


def test_utf16_is_another_encoding(read):
    """A file saved as UTF-16 ("Unicode" on Windows) is not UTF-8."""
    assert problem_of(read, "name: a".encode("utf-16")).code is Code.BAD_ENCODING


@pytest.mark.parametrize("name", ["x.yaml", "x.md", "x.csv"])
def test_invisible_characters_are_named(read, name):
    """A control character, pasted from elsewhere, would break feeds and PDFs; it is named with its place."""
    problem = problem_of(read, "---\ntitle: Ein\x0bTitel\n---\n", name)
    assert str(problem).splitlines()[0] == f"{name}:2:11: error[bad-encoding]: the character U+000B is not allowed"


def test_invisible_characters_are_found_behind_a_backslash(read):
    r"""A control character written as "\0" is one all the same."""
    problem = problem_of(read, 'title: "a\\0b"\n')
    assert str(problem).splitlines()[0] == "x.yaml:1:8: error[bad-yaml]: the character U+0000 is not allowed"


def test_a_byte_order_mark_is_a_warning(read):
    """A file that begins with a byte-order mark is read; the editor is told how to save it."""
    source = read("\ufeff---\ntitle: Ä\n---\n", "x.md")
    assert source.values == {"title": "Ä"}
    (warning,) = source.warnings
    assert warning.code is Code.BYTE_ORDER_MARK
    assert warning.severity is Severity.WARNING
    assert str(source.spot(("title",))) == "x.md:2:8"


def test_a_table_from_a_spreadsheet_may_have_a_byte_order_mark(read):
    """The mark that spreadsheets write is no part of the first column's name."""
    assert read("\ufeffyear,sales\n2025,1\n", "x.csv").columns == ("year", "sales")


def test_a_file_that_is_too_large_is_not_read(read):
    """A file of more than two megabytes is a mistake or an attack."""
    problem = problem_of(read, b"a: " + b"x" * MAX_BYTES)
    assert problem.code is Code.UNREADABLE_FILE
    assert problem.message == "larger than 2 MB"


def test_a_file_that_cannot_be_opened_is_named(tmp_path):
    """A file that the system does not open is a problem, not a traceback."""
    with pytest.raises(NetzsiteError) as caught:
        read_source(tmp_path, "x.yaml")
    assert str(caught.value).startswith("x.yaml: error[unreadable-file]: cannot be read: ")


# -- Attacks -----------------------------------------------------------------------------------------------------------


def test_a_bomb_of_aliases_is_refused_at_once(read):
    """Nine lines of aliases that would unfold to a billion texts are refused before they are unfolded."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    with pytest.raises(NetzsiteError) as caught:
        read("\n".join(lines))
    assert {problem.code for problem in caught.value.problems} == {Code.YAML_ALIAS}


def test_an_alias_of_itself_is_refused(read):
    """A list that contains itself is refused."""
    with pytest.raises(NetzsiteError, match=r"x.yaml:1:8: error\[yaml-alias\]: the alias '\*a' is not allowed"):
        read("a: &a [*a]\n")


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "-\t", "? ", "a:\n"])
def test_deep_nesting_is_refused(read, opening):
    """A hundred thousand brackets would end the process: nesting is counted before anything is built."""
    nested = "".join(" " * depth + "a:\n" for depth in range(900)) if opening == "a:\n" else opening * 100_000
    problem = problem_of(read, f"x: y\n{nested}" if opening == "a:\n" else nested)
    assert problem.code in (Code.YAML_TOO_DEEP, Code.BAD_YAML)


def test_content_may_be_nested_as_deep_as_it_needs(read):
    """A few levels are no problem, however many fields there are."""
    assert read("a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1) + "\n" + "".join(f"b{n}: c\n" for n in range(99)))


# -- Tables ------------------------------------------------------------------------------------------------------------


def test_a_table_holds_texts_and_lines(read):
    """Cells stay as written; blanks around them go; each row knows its line, also after a cell of several lines."""
    table = read('year, sales\n2024,"1.10"\n\n"two\nlines",2\n2026,\n', "x.csv")
    assert table.columns == ("year", "sales")
    assert table.rows == (("2024", "1.10"), ("two\nlines", "2"), ("2026", ""))
    assert table.lines == (2, 4, 6)


def test_a_digest_is_short_and_the_same_everywhere():
    """The digest of a text is twelve digits that change with the text and with nothing else."""
    assert digest("Über uns") == "b7defbf9cff0"
    assert digest("Über uns") != digest("Über Uns")


# -- Properties --------------------------------------------------------------------------------------------------------

WORDS = ["a: b\n", "  ", "- ", "\n---\n", "&a", "*a", "!!x ", "é", "\u2028", "\ufeff", "\x85"]
SNIPPETS = st.sampled_from([*"[]{}:,-?&*!|>'\"%@`#~\\\n\t \r", *WORDS])
YAML_LIKE = st.lists(SNIPPETS, max_size=30).map("".join)


def check_text_is_survived(read, content, name):
    """Read a file; anything that is wrong must be a problem that lies in it and speaks an editor's language."""
    try:
        source = read(content, name)
    except NetzsiteError as error:
        for problem in error.problems:
            check_place(problem.spot, content)
            assert problem.hint
            assert not re.search(
                r"token|scalar|mapping|node|expected|None|scanning", re.sub("'.*'", "", problem.message)
            )
        return
    check_values(source.values, (), source, content)


def check_problems(problems):
    """Every problem says what to do, in words of its own."""
    assert problems
    for problem in problems:
        assert problem.hint
        assert not re.search(r"token|scalar|mapping|node|expected|None|scanning", re.sub("'.*'", "", problem.message))


def check_values(values, location, source, content):
    """Every value is a text, a list or a dictionary, and its place lies in the file."""
    check_place(source.spot(location), content)
    assert isinstance(values, (str, list, dict)) or values is None
    items = values.items() if isinstance(values, dict) else enumerate(values) if isinstance(values, list) else ()
    for step, value in items:
        check_values(value, (*location, step), source, content)


def check_place(spot, content):
    """A place is a line of the file, and a column of it or the one after its end."""
    text = content if isinstance(content, str) else content.decode("utf-8", "replace")
    lines = re.split("\r\n|\r|\n", text.removeprefix("\ufeff"))
    assert 0 <= spot.line <= len(lines)
    assert 0 <= spot.column <= (len(lines[spot.line - 1]) + 1 if spot.line else 0)


@given(YAML_LIKE | st.text())
@example("a: b\n\u2028c: [")
@example("a: 'x\n\n")
@example("? a: b\n? [")
def test_any_text_is_read_or_is_a_problem(tmp_path_factory, content):
    """Whatever stands in a YAML file, netzsite reads it or says where and why not."""
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    check_text_is_survived(lambda text, name: written(path, text.encode("utf-8", "surrogatepass")), content, "any.yaml")


@given(YAML_LIKE | st.text(), st.text())
def test_any_front_matter_is_read_or_is_a_problem(tmp_path_factory, front, body):
    """Whatever stands between the hyphens and below, netzsite reads it or says where and why not."""
    path = tmp_path_factory.getbasetemp() / "any.md"
    content = f"---\n{front}\n---\n{body}"
    check_text_is_survived(lambda text, name: written(path, text.encode()), content, "any.md")


@given(st.binary())
@example(b"\xff\xfe")
@example(b"\xef\xbb\xbf\xef\xbb\xbf")
def test_any_bytes_are_read_or_are_a_problem(tmp_path_factory, content):
    """Whatever bytes a file holds, netzsite reads it or says where and why not."""
    for name in ("any.yaml", "any.md", "any.csv"):
        path = tmp_path_factory.getbasetemp() / name
        try:
            written(path, content)
        except NetzsiteError as error:
            check_problems(error.problems)


def written(path, data):
    """Write a file and read it."""
    path.write_bytes(data)
    return (read_table if path.suffix == ".csv" else read_source)(path, path.name)


@pytest.mark.slow
def test_every_character_is_read_or_refused(read):
    """Each character of Unicode is either text for YAML, or refused with its number."""
    characters = [chr(number) for number in range(0x11000) if not 0xD800 <= number < 0xE000]
    refused = [character for character in characters if CONTROL_CHARACTER.search(character)]
    lines = "".join(f"- '{character}'\n" for character in characters if character not in {*refused, *"\n\r'"})
    assert len(read(f"a:\n{lines}").values["a"]) > 65_000
    for character in refused:
        assert f"U+{ord(character):04X}" in problem_of(read, f"a: 'x{character}y'\n").message


@pytest.mark.parametrize(
    ("text", "columns"),
    [("a;b\n1;2,5\n", ("a", "b")), ("a,b\n1,2\n", ("a", "b")), ("a\tb\n1\t2\n", ("a", "b")), ("a\n1\n", ("a",))],
)
def test_a_table_may_be_divided_as_spreadsheets_do(tmp_path, text, columns):
    """Where that is asked for: by what stands in the first line; else by commas only."""
    path = tmp_path / "a.csv"
    path.write_text(text)
    assert read_table(path, "a.csv", ";,\t").columns == columns
    if ";" in text:
        with pytest.raises(NetzsiteError, match="divided by semicolons"):
            read_table(path, "a.csv")


# -- What is told quickly ----------------------------------------------------------------------------------------------


def test_what_is_looked_for_first_overlooks_nothing():
    """Every control character, and every letter that the fonts may lack, has bytes that are taken for a sign of it."""
    for letter in map(chr, (*range(0xD800), *range(0xE000, 0x11000), 0x1F600, 0x10FFFF)):
        if CONTROL_CHARACTER.search(letter):
            assert letter.encode().translate(None, VISIBLE), f"U+{ord(letter):04X}"
        if UNCOMMON.search(letter):
            assert may_have_uncommon(f"a{letter}b"), f"U+{ord(letter):04X}"
    assert not may_have_uncommon("„Größe“ – Łódź, Škoda … 5 €\n")
