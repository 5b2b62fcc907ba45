"""The articles that are counted: each once, and of the copies of one text the earliest.

An article is known by its id or, lacking one, by its text: the same article handed over twice is one. Different articles that are one
text (`registry.text.copies`; their chrome left out) are one story; its earliest dated article stands for it, of equals the one read
first, and an article without a date stands for it only where none has one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from registry.graph.counting.actors import Cast, Casting
from registry.graph.counting.distinct import Distinct
from registry.graph.counting.gist import Gist, Reader
from registry.graph.counting.packing import packed, unpacked
from registry.graph.periods import Period, Sieve, early
from registry.graph.ties import Citation
from registry.records import Annotation
from registry.text.copies import Copies

__all__ = ["Read", "Story", "stories"]

Read = Annotation | Gist
"""An article read; a gist must have been made with the same casting."""


@dataclass(frozen=True, slots=True)
class Story:
    """An article as it is cited, under an id of its own, its actors, and the copies that it stands for, in the order read."""

    citation: Citation
    cast: Cast
    copies: tuple[Citation, ...] = ()

    @property
    def id(self) -> str:
        """Its own."""
        return self.citation.id

    @property
    def date(self) -> str:
        """ISO 8601, or "" without one."""
        return self.citation.date


def stories(read: Iterable[Read], casting: Casting, *, sieve: Sieve | None = None, copies_once: bool) -> Iterator[Story]:
    """The stories in the order in which each was first read; a sieve lets only the articles of a period through, and counts the others.

    Where copies count once, nothing is handed on before all is read, as a later article may be the earlier dated; what is kept until then
    does not grow with the texts but for their shingles (four bytes a word). Else each article comes as it is read.
    """
    finder, distinct = Copies(), Distinct()
    reader = Reader(casting, copies_once)
    sifted = sieve is not None and sieve.period != Period()
    found: dict[int, _Held] = {}
    for one in read:
        date = one.citation.date if isinstance(one, Gist) else one.article.date
        if sieve is not None and sifted and not sieve.passes(date or None):
            continue
        gist = one if isinstance(one, Gist) else reader.gist(one)
        ident = distinct.ident_of(gist.citation.id, gist.digest)
        if ident is None:
            continue
        story = Story(replace(gist.citation, id=ident), gist.cast)
        if not copies_once:
            yield story
            continue
        number = finder.place(gist.shingles or ())
        held = _Held(story.citation, packed(story.cast))
        found[number] = _earlier(found[number], held) if number in found else held
    for number in list(found):
        held = found.pop(number)
        yield Story(held.citation, unpacked(held.cast), held.copies)


@dataclass(frozen=True, slots=True)
class _Held:
    """A story that waits until all are read."""

    citation: Citation
    cast: bytes
    copies: tuple[Citation, ...] = ()


def _earlier(one: _Held, other: _Held) -> _Held:
    """The earlier of two copies, which stands for both."""
    first, second = (other, one) if early(other.citation.date) < early(one.citation.date) else (one, other)
    return replace(first, copies=(*one.copies, second.citation))
