"""What is made of a batch of entries, here or in another process: for each article what a command needs of it, and no more."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from registry.api import Registry
from registry.articles.current import current
from registry.articles.entry import Entry
from registry.articles.mention_file import to_row
from registry.cli.output import json_line
from registry.errors import ArticleError
from registry.records import Annotation, Article, Status

if TYPE_CHECKING:
    from registry.graph.counting.gist import Gist, Reader

__all__ = ["Counts", "Noted", "annotations", "counts_of", "gists", "lines", "tables"]

T = TypeVar("T")
Counts = tuple[int, ...]
"""The mentions of an article of each status, in the order of `Status`."""


def annotations(registry: Registry, batch: Sequence[Entry]) -> list[Annotation | ArticleError]:
    """The annotation of each article."""
    return _made(batch, lambda entry: registry.annotate(entry.article()))


def lines(registry: Registry, batch: Sequence[Entry]) -> list[tuple[str, Counts] | ArticleError]:
    """A line of a mention file for each article."""

    def made(entry: Entry) -> tuple[str, Counts]:
        annotation = registry.annotate(entry.article())
        return json_line(to_row(annotation)), counts_of(annotation)

    return _made(batch, made)


def tables(registry: Registry, batch: Sequence[Entry]) -> list[tuple[Any, Counts] | ArticleError]:
    """Rows of a mention file as an Arrow batch, with the last article; None with the others."""
    from registry.articles.parquet import batch as arrow

    made = annotations(registry, batch)
    rows = [to_row(one) for one in made if isinstance(one, Annotation)]
    last = max((at for at, one in enumerate(made) if isinstance(one, Annotation)), default=-1)
    return [one if isinstance(one, ArticleError) else (arrow(rows) if at == last else None, counts_of(one)) for at, one in enumerate(made)]


@dataclass(frozen=True, slots=True)
class Noted:
    """What a graph needs of an article, and what is told of its reading."""

    gist: "Gist"
    mentions: int
    unresolved: tuple[tuple[str, Status, tuple[str, ...]], ...]
    """Text, status and candidates of each mention that is not linked."""
    unknown: tuple[str, ...] = ()
    """Ids in mentions read from a file that the registry does not hold."""


def gists(registry: Registry, batch: Sequence[Entry], *, reader: "Reader") -> list[Noted | ArticleError]:
    """What a graph needs of each article; one whose mentions are in the file is not annotated again."""

    def made(entry: Entry) -> Noted:
        found = entry.annotation()
        unknown: tuple[str, ...] = ()
        if isinstance(found, Article):
            found = registry.annotate(found)
        else:
            found, unknown = current(found, registry)
        unresolved = tuple((m.text, m.status, m.candidates) for m in found.mentions if m.status is not Status.LINKED)
        return Noted(reader.gist(found), len(found.mentions), unresolved, unknown)

    return _made(batch, made)


def counts_of(annotation: Annotation) -> Counts:
    """How many mentions of each status."""
    found = [mention.status for mention in annotation.mentions]
    return tuple(found.count(status) for status in Status)


def _made(batch: Sequence[Entry], make: Callable[[Entry], T]) -> list[T | ArticleError]:
    made: list[T | ArticleError] = []
    for entry in batch:
        try:
            made.append(make(entry))
        except ArticleError as error:
            made.append(error)
    return made
