"""A graph written to files that other programs open.

`flatten` makes a graph fit for all of them (`scalars`: one value); `graphml` and `gexf` share their `markup`, `lifetimes` says when an edge
of a dynamic GEXF is there, `parquet` writes tables, `files` replaces files whole or not at all.
"""
