"""The articles that are counted: each once, and of the copies of one text the earliest.

An article is known by its id or, lacking one, by its text: the same article handed over twice is one. Different articles that are one
text (`registry.text.copies`; their chrome left out) are one story; its earliest dated article stands for it, of equals the one read
first, and an article without a date stands for it only where none has one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from registry.graph.counting.actors import Cast, Casting
from registry.graph.counting.distinct import Distinct
from registry.graph.periods import Period, Sieve
from registry.graph.ties import Citation
from registry.records import Annotation
from registry.text.copies import Copies

__all__ = ["Story", "stories"]

_UNDATED = "\uffff"  # sorts behind every date


@dataclass(frozen=True, slots=True)
class Story:
    """An article under an id of its own, its actors, and the ids of the copies that it stands for, in the order read."""

    id: str
    cast: Cast
    copies: tuple[str, ...] = ()

    @property
    def date(self) -> str:
        """ISO 8601, or "" without one."""
        return self.cast.article.date or ""

    @property
    def citation(self) -> Citation:
        """The article as a tie names it."""
        article = self.cast.article
        return Citation(self.id, article.title or "", self.date, article.source or "")


def stories(annotations: Iterable[Annotation], casting: Casting, *, sieve: Sieve | None = None, copies_once: bool) -> Iterator[Story]:
    """The stories in the order in which each was first read; a sieve lets only the articles of a period through, and counts the others.

    Where copies count once, nothing is handed on before all is read, as a later article may be the earlier dated, and the texts are kept
    until then; else each article comes as it is read.
    """
    finder = Copies()
    found: dict[int, Story] = {}
    if sieve is not None and sieve.period != Period():
        annotations = (annotation for annotation in annotations if sieve.passes(annotation.article.date))
    for ident, annotation in _distinct(annotations):
        story = Story(ident, casting.cast(annotation))
        if not copies_once:
            yield story
            continue
        number = finder.add(_told(annotation))
        found[number] = _earlier(found[number], story) if number in found else story
    yield from found.values()


def _earlier(one: Story, other: Story) -> Story:
    """The earlier of two copies, which stands for both."""
    first, second = (other, one) if (other.date or _UNDATED) < (one.date or _UNDATED) else (one, other)
    return replace(first, copies=(*one.copies, second.id))


def _distinct(annotations: Iterable[Annotation]) -> Iterator[tuple[str, Annotation]]:
    """Each article once, under an id of its own."""
    distinct = Distinct()
    for annotation in annotations:
        ident = distinct.ident(annotation.article)
        if ident is not None:
            yield ident, annotation


def _told(annotation: Annotation) -> str:
    """The text without its chrome."""
    text, position, parts = annotation.article.text, 0, []
    for start, end, _ in annotation.chrome:
        parts.append(text[position:start])
        position = end
    return " ".join([*parts, text[position:]])
