"""Whatever a file holds, the answer is a book or problems."""

import gc
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from registry.errors import RegistryFileError, Severity
from registry.store import Book, load_entities, read_book
from registry.store import read as reading
from registry.store.load import read_text

VALID = (
    'version: 1\nentities:\n  a:\n    name: A\n    type: place\n    aliases:\n      - {text: B, since: 2007, weak: true}\n      - "{a} c"\n'
)
YAML = [
    "\n",
    "  ",
    "    ",
    "- ",
    "{",
    "}",
    "[",
    "]",
    ", ",
    '"',
    "'",
    "&a",
    "*a",
    "!t ",
    "<<: ",
    "? ",
    "|",
    ">",
    "#",
    "---",
    "...",
    "%",
    "~",
    "\\x",
]
FIELDS = [
    "version: 1\n",
    "entities:",
    "name: ",
    "type: ",
    "place",
    "aliases:",
    "text: ",
    "redirects: ",
    "never: ",
    "because: ",
    "ids: ",
    "located_in: ",
]
VALUES = ["a", "b: ", "since: 2007", "part_of: a", "{a}", "😀", "\\ud800", "\t", "\r", "\x00", "\x85", "\u2028", "\ufeff", "\ud800"]
PIECES = st.sampled_from([*YAML, *FIELDS, *VALUES])


def answers(content: str | bytes) -> None:
    """Read it; every problem must lie in the file and print."""
    book = read_text(content, "a.yaml")
    assert isinstance(book, Book)
    text = content if isinstance(content, str) else content.decode("utf-8", "replace")
    for problem in book.problems:
        assert 1 <= problem.source.line <= 1 + text.count("\n") + text.count("\r")
        assert 1 <= problem.source.column <= 1 + len(text)
        assert "; " in problem.message
        assert str(problem).startswith("a.yaml:")


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join)))
@example("\x00")
@example("\ud800")
@example('version: 1\nentities: {a: {name: "\\ud800", type: place}}')
@example("{" * 30000)
def test_any_text(text: str) -> None:
    """Any text at all."""
    answers(text)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(VALID)), st.integers(0, 6), st.one_of(PIECES, st.text(max_size=3)))
def test_any_slip_in_a_good_file(start: int, length: int, piece: str) -> None:
    """A good file with one slip."""
    answers(VALID[:start] + piece + VALID[start + length :])


@settings(max_examples=300, deadline=None)
@given(st.binary())
def test_any_bytes(data: bytes) -> None:
    """Any bytes at all."""
    answers(data)


@settings(max_examples=100, deadline=None)
@given(st.binary())
def test_any_file(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """From the disk: a book or a RegistryFileError with problems, nothing else."""
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(data)
    book = read_book(path)
    if any(problem.severity is Severity.ERROR for problem in book.problems):
        with pytest.raises(RegistryFileError) as caught:
            load_entities(path)
        assert caught.value.problems
    else:
        assert isinstance(load_entities(path), Book)


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_without_libyaml(text: str) -> None:
    """PyYAML's own parser, where libyaml is missing, gives a book or problems too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "LOADER", yaml.SafeLoader)
        answers(text)


def test_without_libyaml_a_good_file_is_the_same() -> None:
    """Both parsers read the same entities at the same places."""
    expected = read_text(VALID, "a.yaml")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "LOADER", yaml.SafeLoader)
        actual = read_text(VALID, "a.yaml")
    assert len(expected.entities) == 1
    assert expected == actual
    assert [row.place for row in expected.entities[0].aliases] == [row.place for row in actual.entities[0].aliases]


@pytest.mark.parametrize("enabled", [True, False])
def test_collector_is_left_as_it_was(tmp_path: Path, enabled: bool) -> None:
    """The garbage collector is off while a file is read and afterwards what it was before, also after an error."""
    path = tmp_path / "a.yaml"
    path.write_text(VALID.replace("place", "plaice"), "utf-8")
    was_enabled = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        with pytest.raises(RegistryFileError):
            load_entities(path)
        assert enabled == gc.isenabled()
        with reading.paused_gc():
            assert not gc.isenabled()
        assert enabled == gc.isenabled()
    finally:
        (gc.enable if was_enabled else gc.disable)()
