"""Parquet, for pandas, DuckDB, Polars and Spark: the same columns as CSV, typed, and under their own names.

The ids are `source` and `target` of edges and `id` of nodes. The graph's own attributes stand in the metadata of both files, as JSON under
the key "graph". The same graph gives the same bytes as long as pyarrow is the same, whose version the format holds.
"""

import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

from registry.errors import ExportError
from registry.graph.formats.files import PathLike
from registry.graph.formats.flatten import Flat, Row

if TYPE_CHECKING:
    import pyarrow as pa

GROUP = 65_536
"""Rows held and written at a time: enough to compress well, some tens of megabytes."""


def parquet(flat: Flat, path: PathLike) -> tuple[Iterator[bytes], Iterator[bytes]]:
    """The edges and the nodes, in pieces. Raises ExportError without pyarrow; `path` is named in its message."""
    try:
        import pyarrow as pa
    except ImportError:
        raise ExportError(f'{os.fspath(path)}: Parquet needs pyarrow; pip install "alias-registry[parquet]"') from None
    columns = {bool: pa.bool_(), int: pa.int64(), float: pa.float64(), str: pa.string()}
    about = {"graph": json.dumps({"directed": flat.directed, **flat.attributes}, ensure_ascii=False, sort_keys=True)}

    def schema(ids: list[str], types: Mapping[str, type]) -> "pa.Schema":
        fields = [*((name, pa.string()) for name in ids), *((name, columns[kind]) for name, kind in types.items())]
        return pa.schema(fields, metadata=about)

    edges: Iterable[Row] = ({"source": source, "target": target, **row} for source, target, row in flat.edges)
    nodes: Iterable[Row] = ({"id": ident, **row} for ident, row in flat.nodes)
    return _pieces(schema(["source", "target"], flat.edge_types), edges), _pieces(schema(["id"], flat.node_types), nodes)


def _pieces(schema: "pa.Schema", rows: Iterable[Row]) -> Iterator[bytes]:
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    rows = iter(rows)
    sink = _Sink()
    with ParquetWriter(sink, schema, compression="zstd") as writer:
        while some := list(islice(rows, GROUP)):
            writer.write_table(pa.Table.from_pylist(some, schema=schema))
            yield sink.taken()
    yield sink.taken()


class _Sink(io.RawIOBase):
    """What has been written since it was last taken; it knows how far the whole is."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._position = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def write(self, data: Any) -> int:
        self._parts.append(bytes(data))
        self._position += len(self._parts[-1])
        return len(self._parts[-1])

    def taken(self) -> bytes:
        taken, self._parts = b"".join(self._parts), []
        return taken
