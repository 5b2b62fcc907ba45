"""Articles from files: what is read, with which ids, and what is refused, where and why."""

import gzip
import io
import os
import sys
from pathlib import Path

import pytest

from registry.articles.corpus import Corpus
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
        pytest.param(
            "a.jsonl.gz",
            gzip.compress(b'{"text": "Kabul"}\n{"text": "Doha"}'),
            [Article("Kabul", id="a:1"), Article("Doha", id="a:2")],
            id="packed",
        ),
        pytest.param("a.jsonl", b'\xef\xbb\xbf{"text": "Kabul"}\r\n', [Article("Kabul", id="a:1")], id="a mark and line ends of Windows"),
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
        pytest.param("a.jsonl", b'{"text": "a \\ud83d b"}', "a.jsonl:1: ", "U+D83D, at character 2", id="half a surrogate pair"),
        pytest.param("a.jsonl", b'{"text": "a"}\n{"text": "\xff"}', "a.jsonl:2: ", "the byte 0xFF", id="a line that is not UTF-8"),
        pytest.param("a.jsonl", b"[" * 100_000, "a.jsonl:1: ", "not JSON", id="too deep"),
        pytest.param(
            "a.jsonl.gz", gzip.compress(b'{"text": "a"}\n' * 99)[:-9], "a.jsonl.gz: ", "are read", id="a packed file that ends early"
        ),
        pytest.param("a.jsonl.gz", b"plain", "a.jsonl.gz: ", "gzip", id="not packed"),
        pytest.param("a.parquet", b"PAR1 nothing", "a.parquet: ", "not Parquet", id="not Parquet"),
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


def test_parquet(tmp_path: Path) -> None:
    """Columns are fields; a date may be one, and columns of other names are let be."""
    pa = pytest.importorskip("pyarrow")
    import datetime

    from pyarrow.parquet import write_table

    columns = {"text": ["Kabul", None], "id": [7, 8], "date": [datetime.date(2021, 7, 28), None], "more": [[1], []]}
    write_table(pa.table(columns), tmp_path / "a.parquet")
    first, second = Corpus([tmp_path])
    assert first.article() == Article("Kabul", id="7", date="2021-07-28")
    with pytest.raises(ArticleError, match=r"a\.parquet:2: no string under 'text'"):
        second.article()
    write_table(pa.table({"body": ["Kabul"]}), tmp_path / "b.parquet")
    with pytest.raises(ArticleError, match=r"b\.parquet: no column 'text'"):
        list(read_articles([tmp_path / "b.parquet"]))


def test_parquet_wants_its_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the extra."""
    (tmp_path / "a.parquet").touch()
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ArticleError, match=r"alias-registry\[parquet\]"):
        Corpus([tmp_path])


def test_paths_are_looked_at_before_anything_is_read(tmp_path: Path) -> None:
    """A slip in the last path costs nobody the reading of the first."""
    (tmp_path / "a.txt").write_text("Kabul")
    with pytest.raises(ArticleError):
        Corpus([tmp_path / "a.txt", tmp_path / "missing.txt"])


def test_one_broken_entry_is_no_reason_to_stop(tmp_path: Path) -> None:
    """What comes after it is read, of the same file and of the next."""
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "a"}\nnothing\n{"text": "b"}\n')
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(b'{"text": "c"}\n')[:-4])
    (tmp_path / "c.txt").write_bytes(b"\xff")
    (tmp_path / "d.txt").write_text("d")
    texts, told = [], []
    for entry in Corpus([tmp_path]):
        try:
            texts.append(entry.article().text)
        except ArticleError as error:
            told.append(str(error).removeprefix(str(tmp_path) + os.sep).split(":")[0])
    assert texts == ["a", "b", "c", "d"]
    assert told == ["a.jsonl", "b.jsonl.gz", "c.txt"]


def test_how_far_the_reading_is(tmp_path: Path) -> None:
    """It grows to the size of the files, whatever they are; a mark of all of them changes with each."""
    pa = pytest.importorskip("pyarrow")
    from pyarrow.parquet import write_table

    (tmp_path / "a.jsonl").write_text('{"text": "a"}\n' * 3)
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(b'{"text": "c"}\n' * 3))
    write_table(pa.table({"text": ["a", "b"]}), tmp_path / "c.parquet")
    (tmp_path / "d.txt").write_text("d")
    corpus = Corpus([tmp_path])
    size, mark = corpus.measure()
    read = [entry.read for entry in corpus]
    assert read == sorted(read)
    assert read[-1] == size == sum(path.stat().st_size for path in tmp_path.iterdir())
    (tmp_path / "d.txt").write_text("dd")
    assert Corpus([tmp_path]).measure()[1] != mark


def test_what_is_read_is_not_written(tmp_path: Path) -> None:
    """A corpus knows its files by whatever way they are named."""
    (tmp_path / "a.txt").write_text("a")
    (tmp_path / "b.txt").write_text("b")
    for corpus in (Corpus([tmp_path]), Corpus([tmp_path / "a.txt"])):
        assert corpus.holds(tmp_path / ".." / tmp_path.name / "a.txt")
        assert not corpus.holds(tmp_path / "c.txt")
