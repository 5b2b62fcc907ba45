"""Articles from files: what is read, with which ids, and what is refused, where and why."""

import io
import sys
from pathlib import Path

import pytest

from registry.articles.read import read_articles
from registry.errors import ArticleError
from registry.records import Article


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        pytest.param("a.txt", b"Kabul\r\nTASS\r", [Article("Kabul\r\nTASS\r", id="a")], id="line ends are kept"),
        pytest.param("a.txt", b"\xef\xbb\xbfKabul", [Article("Kabul", id="a")], id="a byte order mark is no text"),
        pytest.param("a.txt", b"", [Article("", id="a")], id="an empty file is an empty article"),
        pytest.param("a", b"Kabul", [Article("Kabul", id="a")], id="a file without suffix is text"),
        pytest.param("a.md", "Рахмон".encode(), [Article("Рахмон", id="a")], id="markdown is text"),
        pytest.param(
            "a.jsonl",
            b'{"text": "Kabul"}\n\n{"text": "Doha", "id": "x", "date": "2021", "lang": "en", "title": "T", "source": "S", "more": 1}\n',
            [Article("Kabul", id="a:1"), Article("Doha", id="x", date="2021", lang="en", title="T", source="S")],
            id="JSON Lines: blank lines are skipped, unknown fields too, ids are line numbers",
        ),
        pytest.param("a.jsonl", b'{"text": "Kabul", "id": 7, "date": null}', [Article("Kabul", id="7")], id="a number as id"),
        pytest.param("a.jsonl", '{"text": "a\u2028b\\r\\nc"}'.encode(), [Article("a\u2028b\r\nc", id="a:1")], id="U+2028 ends no line"),
    ],
)
def test_read(tmp_path: Path, name: str, data: bytes, expected: list[Article]) -> None:
    """A file is read as it is."""
    path = tmp_path / name
    path.write_bytes(data)
    assert expected == list(read_articles([path]))


@pytest.mark.parametrize(
    ("name", "data", "place", "words"),
    [
        pytest.param("a.txt", b"Kabul \xff", "a.txt:1: the byte 0xFF", "convert the file to UTF-8", id="not UTF-8"),
        pytest.param("a.pdf", b"%PDF", "a.pdf: '.pdf'", "use ", id="another form"),
        pytest.param("a.jsonl", b'{"text": "Kabul"}\nnothing', "a.jsonl:2: ", "one object a line", id="not JSON"),
        pytest.param("a.jsonl", b"[1]", "a.jsonl:1: ", "'text'", id="no object"),
        pytest.param("a.jsonl", b'{"title": "T"}', "a.jsonl:1: ", "'text'", id="no text"),
        pytest.param("a.jsonl", b'{"text": 5}', "a.jsonl:1: ", "'text'", id="a text that is no string"),
        pytest.param("a.jsonl", b'{"text": "a", "date": ["2021"]}', "a.jsonl:1: ", "'date'", id="a date that is no string"),
    ],
)
def test_refused(tmp_path: Path, name: str, data: bytes, place: str, words: str) -> None:
    """What cannot be read is named with its place and the remedy."""
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ArticleError) as error:
        list(read_articles([tmp_path / name]))
    assert place in str(error.value)
    assert words in str(error.value)
    assert "\n" not in str(error.value)


def test_folder(tmp_path: Path) -> None:
    """A folder is its articles in the order of their names; other files in it are let be."""
    for name in ("b.txt", "a.txt", "notes.yaml"):
        (tmp_path / name).write_text(name)
    assert [("a", "a.txt"), ("b", "b.txt")] == [(article.id, article.text) for article in read_articles([tmp_path])]


@pytest.mark.parametrize("name", ["", "missing.txt", "missing"])
def test_nothing_there(tmp_path: Path, name: str) -> None:
    """An empty folder and a file that is not there are errors."""
    with pytest.raises(ArticleError):
        list(read_articles([tmp_path / name]))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"Kabul\r\n", [Article("Kabul\r\n", id="stdin")], id="text"),
        pytest.param(b'{"text": "Kabul"}\n', [Article("Kabul", id="stdin:1")], id="JSON Lines"),
        pytest.param(b" \n", [], id="nothing"),
    ],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes, expected: list[Article]) -> None:
    """A dash is standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert expected == list(read_articles(["-"]))
