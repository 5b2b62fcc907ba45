"""Annotate articles and count ties in Spark, on as many machines as it has.

    import registry.spark

    mentions = registry.spark.annotate(articles, "registry.idx")
    mentions.write.parquet("mentions")
    edges = registry.spark.edges(spark.read.parquet("mentions"), "registry.idx", unit="sentence")

The work is that of `registry.arrow`, done by `DataFrame.mapInArrow`. The compiled registry goes to each executor once, as a file; a Python
worker opens it once, and those of one executor share its memory. This package must be installed on every machine, in the same version.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from registry import arrow
from registry.compiled.opened import open_names
from registry.errors import ArticleError
from registry.graph.counting.windows import TOKENS
from registry.graph.options import Unit
from registry.store.load import fingerprint

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark import SparkContext
    from pyspark.sql import DataFrame

__all__ = ["annotate", "edges"]


def annotate(
    articles: "DataFrame",
    registry: arrow.Path,
    *,
    text: str = "text",
    id: str = "id",
    title: str = "title",
    date: str = "date",
    lang: str = "lang",
    source: str = "source",
) -> "DataFrame":
    """Annotate articles, a row each: the columns of a mention file (`registry.articles.mention_file`), and `error`.

    registry: a compiled one. The names are those of the columns; there must be a text, and whatever else is given another name than it has
    here. Ids may be numbers, and dates dates. An article that cannot be read is a row that says in `error` what is wrong with it and
    has no mentions; elsewhere `error` is null. The order is that of the rows, as far as Spark keeps one. Written as Parquet, the rows are
    files of mentions that `registry graph` reads. Raises RegistryFileError on a registry that is not compiled or damaged, ArticleError
    without what the extra `spark` brings.
    """
    _check_installed()
    from pyspark.sql.functions import col

    there = {name.lower() for name in articles.columns}
    asked = {"text": text, "id": id, "title": title, "date": date, "lang": lang, "source": source}
    chosen = [col(name).alias(field) for field, name in asked.items() if field == "text" or name != field or name in there]
    shipped = _shipped(articles.sparkSession.sparkContext, registry)
    return articles.select(*chosen).mapInArrow(partial(_annotated, shipped), _ddl(arrow.schema()))


def edges(
    mentions: "DataFrame",
    registry: arrow.Path,
    *,
    unit: Unit | str = Unit.ARTICLE,
    window: int = TOKENS,
    places: bool = False,
    demonyms: bool = False,
) -> "DataFrame":
    """Count who is named with whom: `source` and `target`, entity ids of which the first sorts before the second, a row a pair.

    mentions: what `annotate` gave, best as read from where it was written, since Spark annotates anew whenever it is asked for.
    The options are those of `registry.graph.cooccurrence`, and so are the columns: `weight`, the windows of the unit that name both;
    `articles`, `paragraphs` and `sentences` that do, whatever the unit; `first_date` and `last_date` of the articles, "" if none is
    dated. The numbers are those of `registry graph --copies`: an article that is there twice, with one id and one text, counts once, but
    articles that carry one text under several ids count each, as no machine sees all texts. Raises as `annotate` does, and ValueError on
    an unknown unit and a `window` below 2.
    """
    _check_installed()
    from pyspark.sql import functions as sql

    asked = {"unit": arrow.checked_unit(unit, window).value, "window": window, "places": places, "demonyms": demonyms}
    shipped = _shipped(mentions.sparkSession.sparkContext, registry)
    noted = mentions.select(*arrow.NOTED).where("mentions IS NOT NULL")
    articles = noted.mapInArrow(partial(_tied, shipped, asked), _ddl(arrow.ties_schema()))
    once = articles.groupBy("id", "digest").agg(sql.min(sql.struct("early", "late", "pairs")).alias("article"))
    pairs = once.select("article.early", "article.late", sql.explode("article.pairs").alias("pair"))
    return (
        pairs.groupBy("pair.source", "pair.target")
        .agg(
            sql.sum("pair.weight").alias("weight"),
            sql.count("*").alias("articles"),
            sql.sum("pair.paragraphs").alias("paragraphs"),
            sql.sum("pair.sentences").alias("sentences"),
            sql.min("early")["date"].alias("first_date"),
            sql.max("late")["date"].alias("last_date"),
        )
        .where("weight > 0")
    )


def _check_installed() -> None:
    try:
        import pandas  # mapInArrow wants it, though no row passes through it
        import pyarrow
        import pyspark
    except ImportError as error:
        raise ArticleError(f'Spark needs {error.name}; pip install "alias-registry[spark]"') from None
    del pandas, pyarrow, pyspark


def _annotated(shipped: str, batches: "Iterable[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
    """On an executor."""
    return arrow.annotate(batches, _here(shipped))


def _tied(shipped: str, asked: dict[str, Any], batches: "Iterable[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
    return arrow.ties(batches, _here(shipped), **asked)


def _here(shipped: str) -> str:
    from pyspark import SparkFiles

    path: str = SparkFiles.get(shipped)
    return path


def _shipped(context: "SparkContext", registry: arrow.Path) -> str:
    """The name under which the executors find the registry. It tells the content: Spark never ships a name twice, changed or not."""
    path = os.fspath(registry)
    open_names(path)  # what is wrong with it is said here and not on a thousand executors
    name = f"registry-{fingerprint(path)}.idx"
    if not any(url.endswith(f"/{name}") for url in context.listFiles):
        context.addFile(str(_kept(path, name)))
    return name


def _kept(path: str, name: str) -> Path:
    """The same file under a name of its own, there as long as executors may ask for it, also when another is put in its place."""
    target = Path(_room().name, name)
    if not target.exists():
        try:
            os.link(os.path.realpath(path), target)
        except OSError:  # another file system, or one without links
            shutil.copyfile(path, target)
    return target


@cache
def _room() -> "TemporaryDirectory[str]":
    """Gone when the process ends."""
    return TemporaryDirectory(prefix="registry-spark-")


def _ddl(schema: "pa.Schema") -> str:
    """Columns of Arrow as Spark writes them."""
    return ", ".join(f"`{field.name}` {_type(field.type)}" for field in schema)


_TYPES = {"string": "string", "int32": "int", "double": "double", "bool": "boolean"}


def _type(kind: "pa.DataType") -> str:
    from pyarrow import types

    if types.is_list(kind):
        return f"array<{_type(kind.value_type)}>"
    if types.is_struct(kind):
        return f"struct<{', '.join(f'`{field.name}`: {_type(field.type)}' for field in kind.fields)}>"
    return _TYPES[str(kind)]
