"""Resolve one mention: the only place that knows the order of the steps.

exact alias → the words of the mention → names near it → policy. A curated alias written as it is listed takes a dictionary look-up,
and the rest of the room is not even imported for it.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from registry.evidence import Evidence, Rule
from registry.match import weights
from registry.match.decide import Asked, decide
from registry.match.names import Entry, Names
from registry.records import Candidate, EntityType, Resolution

if TYPE_CHECKING:
    from registry.match.index import Index
    from registry.match.mention import MentionReader
    from registry.match.near.candidates import NearReader

__all__ = ["Resolver"]

_UNLIKELY = -4.0
"""Bits of candidates so unlikely that others, only near the mention, are worth showing beside them."""


class Resolver:
    """Mention -> Resolution, over the names of one registry."""

    def __init__(self, names: Names, index: "Callable[[], Index] | None" = None) -> None:
        """index: what opens the tries of names that have them already; else they are built."""
        self._names = names
        self._open_index = index

    def resolve(
        self, mention: str, *, type: EntityType | None = None, lang: str | None = None, date: str | None = None, context: Iterable[str] = ()
    ) -> Resolution:
        """The decision for one mention; `context` holds ids of entities named near by."""
        asked = Asked(self._names, type, lang, date, frozenset(context))
        return decide(mention, self.weigh(mention, asked))

    def weigh(self, mention: str, asked: Asked) -> list[tuple[float, Candidate]]:
        """(bits, candidate) for every reading of the mention, before any is chosen."""
        exact = self._names.spelt(mention)
        found = [asked.weigh(entry, [Evidence(Rule.WRITTEN, mention, entry.alias.text, weights.ALIAS)]) for entry in exact]
        if not (_clear(exact) and asked.plain):
            found += self._reader.candidates(mention, asked)
            if all(bits < _UNLIKELY for bits, _ in found):
                found += self._near.candidates(mention, asked)
        return found

    @cached_property
    def index(self) -> "Index":
        """The tries, opened or built when first needed."""
        if self._open_index:
            return self._open_index()
        from registry.match.index import Index

        return Index(self._names)

    @cached_property
    def _reader(self) -> "MentionReader":
        from registry.match.mention import MentionReader  # a cold `resolve` of a curated alias does without it

        return MentionReader(self.index)

    @cached_property
    def _near(self) -> "NearReader":
        from registry.match.near.candidates import NearReader

        return NearReader(self.index)


def _clear(entries: Sequence[Entry]) -> bool:
    """Whether the exact alias leaves nothing to weigh: one entity, not weak."""
    return len({entry.entity.id for entry in entries}) == 1 and not entries[0].alias.weak
