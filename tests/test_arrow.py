"""Arrow in, Arrow out: the rows and the counts are those of one process, and what cannot be read is a row with its error."""

import datetime
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

pa = pytest.importorskip("pyarrow")

from archives import made_articles, networks, single_network  # noqa: E402

import registry  # noqa: E402
from registry.arrow import annotate, schema, ties, ties_schema  # noqa: E402
from registry.articles.mention_file import from_row, to_row  # noqa: E402
from registry.articles.parquet import AT_ONCE, with_lists, write_batches  # noqa: E402
from registry.errors import ArticleError, RegistryFileError  # noqa: E402
from registry.records import Article  # noqa: E402

PATH = Path(__file__).parents[1] / "aliases.yaml"


def batches(rows: list[dict[str, Any]], size: int = 100) -> Iterator[Any]:
    """The rows as Arrow has them, as an engine would hand them over."""
    yield from pa.Table.from_pylist(rows).to_batches(max_chunksize=size)


def rows_of(found: Iterable[Any]) -> list[Mapping[str, Any]]:
    """Rows as JSON would have them."""
    return [with_lists(row) for some in found for row in some.to_pylist()]


def test_rows_are_those_of_one_process(shipped: registry.Registry) -> None:
    """Each field, in order, from batches of any size; a batch holds few, as an annotated article is large."""
    articles = made_articles(AT_ONCE + 9)
    expected = [{**to_row(shipped.annotate(Article(**article))), "error": None} for article in articles]
    for size in (1, 7, 1000):
        found = list(annotate(batches(articles, size), PATH))
        assert rows_of(found) == expected
        assert {some.schema for some in found} == {schema()}
        assert max(some.num_rows for some in found) <= AT_ONCE
    assert rows_of(annotate([], PATH)) == []
    assert rows_of(annotate([pa.RecordBatch.from_pylist([], schema=pa.schema([("text", pa.string())]))], PATH)) == []


NOT_UTF8 = pa.array([b"The \xff met."]).cast(pa.string(), safe=False)
BROKEN = [
    pytest.param({"text": pa.nulls(1, pa.string())}, "article 7: no string under 'text'", id="no text"),
    pytest.param({"text": pa.array([5])}, "article 7: no string under 'text'", id="a number"),
    pytest.param({"text": NOT_UTF8}, "article 7: 'text' cannot be read ('utf-8' codec can't decode byte 0xff", id="not UTF-8"),
    pytest.param({"title": NOT_UTF8}, "article 7: 'title' cannot be read", id="a title that is not UTF-8"),
    pytest.param({"date": pa.array(["May"])}, "article 7: the date 'May' is not ISO 8601; write a year", id="no date"),
    pytest.param({"lang": pa.array([["en"]])}, "article 7: 'lang' is ['en'], not a string", id="a list"),
]


@pytest.mark.parametrize(("columns", "words"), BROKEN)
def test_what_cannot_be_read_is_a_row_that_says_so(columns: dict[str, Any], words: str) -> None:
    """With its id and what of it are strings; the articles around it are read."""
    good = {"id": "1", "text": "The CSTO met."}
    bad = {"id": pa.array([7]), "text": pa.array(["The CSTO met."]), **columns}
    broken = pa.RecordBatch.from_arrays(list(bad.values()), names=list(bad))
    first, found, last = rows_of(annotate([*batches([good]), broken, *batches([good])], PATH))
    assert first == last
    assert (first["error"], first["mentions"][0]["entity"]) == (None, "csto")
    assert words in found["error"]
    assert found["id"] == "7"
    assert [found[name] for name in ("mentions", "paragraphs", "sentences", "chrome")] == [None] * 4
    assert rows_of(ties([pa.RecordBatch.from_pylist([found], schema=schema())], PATH)) == []


def test_one_that_is_not_utf8_among_others() -> None:
    """In one batch."""
    texts = pa.array([b"The CSTO met.", b"The \xff met.", b"Russia met."]).cast(pa.string(), safe=False)
    found = rows_of(annotate([pa.RecordBatch.from_arrays([texts], names=["text"])], PATH))
    assert [bool(row["error"]) for row in found] == [False, True, False]
    assert found[1]["error"].startswith("an article without an id: 'text' cannot be read")


def test_ids_and_dates_may_be_what_tables_have() -> None:
    """Numbers and dates; one without an id goes by its text, the same on every machine."""
    day, moment = datetime.date(2021, 7, 6), datetime.datetime(2021, 7, 6, 18, 30)
    told = [(5, day), (Decimal(6), day), (None, moment), ("", "2021-07"), (2.5, None)]
    found = [row for id, date in told for row in rows_of(annotate(batches([{"id": id, "date": date, "text": "The CSTO met."}]), PATH))]
    assert [row["error"] for row in found] == [None] * 5
    assert [row["date"] for row in found] == ["2021-07-06", "2021-07-06", "2021-07-06T18:30:00", "2021-07", None]
    assert [row["id"] for row in found] == ["5", "6", found[2]["id"], found[2]["id"], "2.5"]
    assert found[2]["id"].startswith("article-")


@pytest.mark.parametrize("options", networks())
def test_the_ties_add_up_to_the_network_of_one_process(shipped: registry.Registry, options: dict[str, Any]) -> None:
    """Article by article, those handed over twice once, by every unit; from rows that have been annotated."""
    articles = made_articles(40)
    articles += [articles[3], {**articles[4], "text": articles[5]["text"]}, {**articles[6], "id": None}, {**articles[6], "id": None}]
    rows = list(annotate(batches(articles), PATH))
    counted: dict[tuple[str, str], list[Any]] = {}
    once = {(row["id"], row["digest"]): row for row in rows_of(ties(rows, PATH, **options))}
    for row in once.values():
        for pair in row["pairs"]:
            counted.setdefault((pair["source"], pair["target"]), []).append({**pair, "early": row["early"], "late": row["late"]})
    sums = {}
    for ids, pairs in counted.items():
        if any(pair["weight"] for pair in pairs):
            numbers = [sum(pair[name] for pair in pairs) for name in ("weight", "paragraphs", "sentences")]
            first, last = min(tuple(p["early"].values()) for p in pairs)[2], max(tuple(p["late"].values()) for p in pairs)[2]
            sums[ids] = (numbers[0], len(pairs), *numbers[1:], first, last)
    assert sums == single_network(shipped, articles, options)
    assert {some.schema for some in ties(rows, PATH)} == {ties_schema()}


def test_ids_merged_since_are_followed(tmp_path: Path) -> None:
    """The rows may be older than the registry."""
    rows = rows_of(annotate(batches([{"id": "a", "text": "The CSTO met Vladimir Putin."}]), PATH))
    for mention in rows[0]["mentions"]:
        mention["entity"] = {"csto": "old-csto"}.get(mention["entity"], mention["entity"])
    target = tmp_path / "aliases.yaml"
    target.write_text(PATH.read_text("utf-8") + "redirects: {old-csto: csto}\n", "utf-8")
    older = pa.RecordBatch.from_pylist([{**row, "chrome": []} for row in rows], schema=schema())
    (found,) = rows_of(ties([older], target))
    assert [(pair["source"], pair["target"]) for pair in found["pairs"]] == [("csto", "vladimir-putin")]


def test_a_registry_is_opened_once_and_again_when_it_has_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that lives on does not answer by an old one."""
    opened = []
    monkeypatch.setattr("registry.arrow.load", lambda path: opened.append(path) or registry.load(path))
    path = tmp_path / "mine.yaml"
    one = "version: 1\nentities: {unhcr: {name: UNHCR, type: organization}}\n"
    for text in (one, one, one.replace("unhcr:", "refugee-agency:")):
        if not path.exists() or path.read_text() != text:
            path.write_text(text)
            os.utime(path, ns=(0, len(opened)))
        found = rows_of(annotate(batches([{"text": "The UNHCR met."}]), path))
    assert found[0]["mentions"][0]["entity"] == "refugee-agency"
    assert opened == [str(path)] * 2


def test_what_is_handed_over_wrongly_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Columns, options, registry, extra."""
    with pytest.raises(ArticleError, match=r"no column 'text' among id, body; rename the column"):
        list(annotate(batches([{"id": 1, "body": "The CSTO met."}]), PATH))
    with pytest.raises(ArticleError, match=r"no column 'date' among id, text; hand over rows that `annotate` has made"):
        list(ties(batches([{"id": 1, "text": "The CSTO met."}]), PATH))
    with pytest.raises(ValueError, match="unit 'page' is none of"):
        list(ties([], PATH, unit="page"))
    with pytest.raises(ValueError, match="window 1 holds no two names"):
        list(ties([], PATH, unit="tokens", window=1))
    with pytest.raises(RegistryFileError, match="no such file"):
        list(annotate([], tmp_path / "none.yaml"))
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "pyarrow", None)
        with pytest.raises(ArticleError, match=r'pip install "alias-registry\[parquet\]"'):
            list(annotate([], PATH))


def test_a_graph_leaves_out_what_is_in_error(tmp_path: Path) -> None:
    """Rows written as Parquet are a file of mentions; `error` says of an article why it has none."""
    from registry.articles.corpus import Corpus

    path = tmp_path / "rows.parquet"
    write_batches(path, annotate(batches([{"id": "a", "text": "The CSTO met."}, {"id": "b", "text": None}]), PATH), schema())
    good, bad = Corpus([path])
    assert good.annotation() == from_row(next(iter(rows_of(annotate(batches([{"id": "a", "text": "The CSTO met."}]), PATH)))))
    with pytest.raises(ArticleError, match=r"rows\.parquet:2: article b: no string under 'text'"):
        bad.annotation()
