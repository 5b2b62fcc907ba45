"""Annotation and counting for engines that work on many machines: Arrow record batches in, Arrow record batches out.

Spark, Ray Data and Dask all hand such batches over, and each runs the same two functions (`registry.spark`, and
docs/how-to/many-machines.md for the others):

    annotate    articles in, rows of a mention file out (`registry.articles.mention_file`), with one column more: `error`
    ties        rows of a mention file in, what each article adds to the ties of a network out

A process opens the registry once and keeps it, so a path is handed over, best of a compiled one: it opens at once, and the processes of a
machine share its memory. An article that cannot be read is a row with its `error` and without mentions; it ends nothing.
"""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Any

from registry.api import Registry, load
from registry.articles.current import current
from registry.articles.entry import Entry
from registry.articles.mention_file import is_annotated, to_row
from registry.articles.parquet import AT_ONCE, batch, check_installed, with_lists
from registry.articles.parquet import schema as mention_schema
from registry.errors import ArticleError
from registry.graph.counting.actors import Cast, Casting
from registry.graph.counting.distinct import digest, named
from registry.graph.counting.windows import TOKENS, Window
from registry.graph.options import Unit, member
from registry.graph.periods import early, late
from registry.records import Annotation, Article, Entity

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["ARTICLE", "NOTED", "annotate", "checked_unit", "schema", "ties", "ties_schema"]

ARTICLE = ("id", "title", "date", "lang", "source", "text")
"""The columns of articles; only `text` must be there."""
NOTED = ("id", "date", "text", "mentions", "paragraphs", "sentences", "chrome")
"""The columns of a mention file that ties are counted from."""
_KEPT = 2
"""Registries of a process that outlives a job: the one in use and the one before it."""

Path = str | os.PathLike[str]


def schema() -> "pa.Schema":
    """The columns of a mention file and `error`, a string: what is wrong with the article, null if nothing is."""
    import pyarrow as pa

    columns: pa.Schema = mention_schema()
    return columns.append(pa.field("error", pa.string()))


def annotate(batches: "Iterable[pa.RecordBatch]", registry: Path) -> "Iterator[pa.RecordBatch]":
    """Annotate articles: a row each, in the order of the input, with the columns of `schema`, a few dozen a batch.

    batches: with the columns `ARTICLE`, as strings, numbers or dates; `text` must be there, others are let be. An article without an id is
    given one made from its text. registry: of any form that `registry.load` reads. Raises RegistryFileError, and ArticleError without
    pyarrow or a column `text`.

    >>> import pyarrow as pa
    >>> articles = pa.RecordBatch.from_pydict({"id": [1, 2], "text": ["Emomali Rahmon spoke.", None]})
    >>> for rows in annotate([articles], "aliases.yaml"):
    ...     for row in rows.to_pylist():
    ...         print(row["id"], row["mentions"] and row["mentions"][0]["entity"], row["error"])
    1 emomali-rahmon None
    2 None article 2: no string under 'text'; write an object with at least {"text": …}
    """
    check_installed()
    opened = _opened(*_as_it_is(registry))
    for some in _pieces(batches, ARTICLE, needed=("text",), remedy="rename the column that holds the articles"):
        yield _annotated(some, opened)


def _pieces(batches: "Iterable[pa.RecordBatch]", wanted: Sequence[str], *, needed: Sequence[str], remedy: str) -> Iterator[Any]:
    """The wanted columns, a few rows at a time: an annotated row is many times as large in Python as in Arrow."""
    for some in batches:
        there = some.schema.names
        if missing := [name for name in needed if name not in there]:
            raise ArticleError(f"no column {missing[0]!r} among {', '.join(there)}; {remedy}")
        chosen = some.select([name for name in wanted if name in there])
        for first in range(0, chosen.num_rows, AT_ONCE):
            yield chosen.slice(first, AT_ONCE)


def _annotated(articles: "pa.RecordBatch", registry: Registry) -> "pa.RecordBatch":
    import pyarrow as pa

    rows: list[Mapping[str, Any]] = []
    errors: list[str | None] = []
    for told in _rows(articles):
        try:
            article = _article(told)
        except ArticleError as error:
            rows.append({name: value if isinstance(value, str) else None for name, value in told.items()} | {"id": _ident(told)})
            errors.append(str(error))
        else:
            rows.append(to_row(registry.annotate(article)))
            errors.append(None)
    return pa.RecordBatch.from_arrays([*batch(rows).columns, pa.array(errors, pa.string())], schema=schema())


def _rows(articles: "pa.RecordBatch") -> Iterator[dict[str, Any]]:
    names = articles.schema.names
    for values in zip(*(_values(column) for column in articles.columns), strict=True):
        yield dict(zip(names, values, strict=True))


def _values(column: "pa.Array") -> Sequence[Any]:
    """The values of a column, and an error in place of one that cannot be read: engines do not look whether strings are UTF-8."""
    try:
        values: list[Any] = column.to_pylist()
    except ValueError:
        return [_value(scalar) for scalar in column]
    return values


def _value(scalar: "pa.Scalar") -> Any:
    try:
        return scalar.as_py()
    except ValueError as error:
        return error


def _article(told: Mapping[str, Any]) -> Article:
    ident = _ident(told)
    place = "an article without an id" if ident is None else f"article {ident}"
    for name, value in told.items():
        if isinstance(value, ValueError):
            raise ArticleError(f"{place}: {name!r} cannot be read ({value}); write it anew, in UTF-8")
    text = told["text"]
    return Entry(place, named("", digest(text)) if isinstance(text, str) else "", {**told, "id": ident}, 0).article()


def _ident(told: Mapping[str, Any]) -> str | None:
    """The id, a number as its digits."""
    ident = told.get("id")
    return None if ident is None or ident == "" or isinstance(ident, ValueError) else str(ident)


def ties_schema() -> "pa.Schema":
    """The columns of `ties`: the article, its date as a key whose least is the earliest and one whose greatest is the latest, its pairs."""
    import pyarrow as pa

    text, whole = pa.string(), pa.int32()
    date = pa.struct([("day", text), ("precision", whole), ("date", text)])
    pair = pa.struct([("source", text), ("target", text), *((name, whole) for name in ("weight", "paragraphs", "sentences"))])
    return pa.schema([("id", text), ("digest", text), ("early", date), ("late", date), ("pairs", pa.list_(pair))])


def ties(
    batches: "Iterable[pa.RecordBatch]",
    registry: Path,
    *,
    unit: Unit | str = Unit.ARTICLE,
    window: int = TOKENS,
    places: bool = False,
    demonyms: bool = False,
) -> "Iterator[pa.RecordBatch]":
    """Count in each article which actors are named together, with the columns of `ties_schema`; articles without a pair are left out.

    batches: rows of a mention file, with the columns `NOTED` at least; those without mentions, of articles that could not be read, are
    passed over. The options are those of `registry.graph.cooccurrence`. Group the articles by `id` and `digest`, which is that of the text,
    to count each once; how many then name a pair, and the sums of its `weight`, `paragraphs` and `sentences`, are the numbers of a network
    in which every copy of a text counts. Raises ValueError on an unknown unit and a `window` below 2, ArticleError on rows that are
    damaged.

    >>> import pyarrow as pa
    >>> articles = pa.RecordBatch.from_pydict({"id": ["a"], "text": ["Emomali Rahmon met Vladimir Putin. Putin thanked Rahmon."]})
    >>> [row["pairs"] for rows in ties(annotate([articles], "aliases.yaml"), "aliases.yaml") for row in rows.to_pylist()]
    [[{'source': 'emomali-rahmon', 'target': 'vladimir-putin', 'weight': 1, 'paragraphs': 1, 'sentences': 2}]]
    """
    check_installed()
    unit = checked_unit(unit, window)
    opened = _opened(*_as_it_is(registry))
    for some in _pieces(batches, NOTED, needed=NOTED, remedy="hand over rows that `annotate` has made"):
        read = [current(annotation, opened)[0] for annotation in _annotations(some)]
        casting = Casting(_named(read, opened), places=places, demonyms=demonyms, tokens=window if unit is Unit.TOKENS else None)
        yield _tied(read, casting, unit)


def checked_unit(unit: Unit | str, window: int) -> Unit:
    """The unit of that name. Raises ValueError if there is none, or if its windows hold no two names."""
    if window < 2:
        raise ValueError(f"window {window} holds no two names; give 2 tokens or more")
    return member(Unit, "unit", unit)


def _annotations(rows: "pa.RecordBatch") -> Iterator[Annotation]:
    for row in rows.to_pylist():
        read = Entry(f"article {row['id']}", "", with_lists(row), 0).annotation() if is_annotated(row) else None
        if isinstance(read, Annotation):
            yield read


def _named(read: Iterable[Annotation], registry: Registry) -> Mapping[str, Entity]:
    """The entities that are mentioned: each process would else look at all of a large registry, for a minute, to know the actors."""
    ids = {ident for annotation in read for mention in annotation.mentions for ident in (mention.entity_id, mention.stands_for)}
    return {ident: registry.entities[ident] for ident in ids if ident is not None and ident in registry.entities}


def _tied(read: Iterable[Annotation], casting: Casting, unit: Unit) -> "pa.RecordBatch":
    import pyarrow as pa

    tied = []
    for annotation in read:
        article = annotation.article
        if pairs := _pairs(casting.cast(annotation), unit):
            told = digest(article.text)
            dates = {"early": early(article.date), "late": late(article.date)}
            keys = {name: dict(zip(("day", "precision", "date"), key, strict=True)) for name, key in dates.items()}
            tied.append({"id": named(article.id, told), "digest": told.hex(), **keys, "pairs": pairs})
    return pa.RecordBatch.from_pylist(tied, schema=ties_schema())


def _pairs(cast: Cast, unit: Unit) -> list[dict[str, Any]]:
    paragraphs, sentences = _together(cast.paragraphs), _together(cast.sentences)
    units = {Unit.PARAGRAPH: paragraphs, Unit.SENTENCE: sentences, Unit.TOKENS: _together(cast.tokens)}
    found = units.get(unit)
    return [
        {
            "source": pair[0],
            "target": pair[1],
            "weight": 1 if found is None else found[pair],
            "paragraphs": paragraphs[pair],
            "sentences": sentences[pair],
        }
        for pair in combinations(cast.actors, 2)
    ]


def _together(windows: Iterable[Window]) -> Counter[tuple[str, str]]:
    """How many of the windows name each pair."""
    return Counter(pair for window in windows for pair in combinations(window.actors, 2))


def _as_it_is(path: Path) -> tuple[str, int, int]:
    """A registry and what changes when it does, so that a process that lives on does not answer by an old one."""
    try:
        about = os.stat(path)
    except (OSError, ValueError):
        return os.fspath(path), 0, 0  # to load it will say what is wrong
    return os.fspath(path), about.st_mtime_ns, about.st_size


@lru_cache(_KEPT)
def _opened(path: str, changed: int, size: int) -> Registry:
    return load(path)
