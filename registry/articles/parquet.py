"""Articles and their mentions in Parquet: the columns are the fields of JSON Lines (`registry.articles.mention_file`).

Spans are lists of two numbers; a stretch of chrome, which JSON writes as a list, is a struct of start, end and kind.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from registry.errors import ArticleError

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["AT_ONCE", "ERROR", "batch", "check_installed", "rows_of", "schema", "with_lists", "write_batches"]

_COLUMNS = ("id", "title", "date", "lang", "source", "text", "mentions", "paragraphs", "sentences", "chrome")
ERROR = "error"
"""A column more, where articles are rows of an engine's table and one that cannot be read has to stay one (`registry.arrow`)."""
AT_ONCE = 64
"""Rows that are turned into objects at a time: a row may be a megabyte."""
_GROUP = 1 << 25
"""Bytes of a row group: enough to compress well, little enough to hold."""


def check_installed() -> None:
    """Raise ArticleError without pyarrow."""
    try:
        import pyarrow as pa
    except ImportError:
        raise ArticleError('Parquet needs pyarrow; pip install "alias-registry[parquet]"') from None
    del pa


def rows_of(path: str) -> Iterator[tuple[int, int, Mapping[str, Any]]]:
    """The number of each row, counted from 1, the number of all, and the row. Raises ArticleError if the file is damaged or has no text."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

    try:
        with ParquetFile(path, pre_buffer=False, buffer_size=1 << 20) as file:
            columns = [name for name in (*_COLUMNS, ERROR) if name in file.schema_arrow.names]
            if "text" not in columns:
                raise ArticleError(f"{path}: no column 'text'; the columns that are read are {', '.join(_COLUMNS[:6])}")
            number = 0
            for some in file.iter_batches(AT_ONCE, columns=columns, use_threads=False):
                for row in some.to_pylist():
                    number += 1
                    yield number, file.metadata.num_rows, with_lists(row)
    except pa.ArrowException as error:
        raise ArticleError(f"{path}: not Parquet, or damaged ({str(error).splitlines()[0]}); write it anew") from None


def with_lists(row: dict[str, Any]) -> Mapping[str, Any]:
    """A row as Arrow gives it, as JSON would have it; its chrome is changed in place."""
    if isinstance(row.get("chrome"), list):
        row["chrome"] = [list(told.values()) if isinstance(told, dict) else told for told in row["chrome"]]
    return row


def schema() -> "pa.Schema":
    """The columns of a mention file."""
    import pyarrow as pa

    text, whole, number = pa.string(), pa.int32(), pa.float64()
    spans = pa.list_(pa.list_(whole))
    evidence = pa.struct([("rule", text), ("mention", text), ("alias", text), ("bits", number)])
    mention = pa.struct(
        [
            *(("start", whole), ("end", whole), ("text", text), ("entity", text), ("stands_for", text), ("status", text), ("kind", text)),
            *(("score", number), ("nested", pa.bool_()), ("candidates", pa.list_(text)), ("evidence", pa.list_(evidence))),
            *(("type", text), ("group", text), ("chrome", pa.bool_())),
        ]
    )
    chrome = pa.list_(pa.struct([("start", whole), ("end", whole), ("kind", text)]))
    kinds = {"mentions": pa.list_(mention), "paragraphs": spans, "sentences": spans, "chrome": chrome}
    return pa.schema([(name, kinds.get(name, text)) for name in _COLUMNS])


def batch(rows: Sequence[Mapping[str, Any]]) -> "pa.RecordBatch":
    """Rows of a mention file as Arrow has them; what a row has not is null."""
    import pyarrow as pa

    told = [{**row, "chrome": _structs(row["chrome"])} if "chrome" in row else row for row in rows]
    return pa.RecordBatch.from_pylist(told, schema=schema())


def _structs(chrome: Iterable[Sequence[Any]]) -> list[dict[str, Any]]:
    return [dict(zip(("start", "end", "kind"), part, strict=True)) for part in chrome]


def write_batches(path: str | os.PathLike[str], batches: Iterable["pa.RecordBatch"], columns: "pa.Schema | None" = None) -> None:
    """Write batches one after another, a row group held at a time. columns: of the batches, unless they are those of a mention file."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    columns = columns or schema()
    held: list[pa.RecordBatch] = []
    size = 0
    with ParquetWriter(os.fspath(path), columns, compression="zstd") as writer:
        for some in batches:
            held.append(some)
            size += some.nbytes
            if size >= _GROUP:
                writer.write_table(pa.Table.from_batches(held, columns).combine_chunks())
                held, size = [], 0
        writer.write_table(pa.Table.from_batches(held, columns).combine_chunks())
