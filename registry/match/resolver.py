"""Resolve one mention: the only place that knows the order of the steps.

exact alias → the words of the mention → names near it → policy. A curated alias written as it is listed takes a dictionary look-up,
and the rest of the room is not even imported for it.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from registry.evidence import Evidence, Rule
from registry.match import weights
from registry.match.decide import Asked, decide
from registry.match.names import Entry, Names
from registry.records import Alias, Candidate, Entity, EntityType, Resolution

if TYPE_CHECKING:
    from registry.match.index import Index
    from registry.match.mention import MentionReader
    from registry.match.near.candidates import NearReader

__all__ = ["Resolver"]

_UNLIKELY: Final = -4.0
"""Bits of candidates so unlikely that others, only near the mention, are worth showing beside them."""
_KEPT: Final = 20_000
"""Answers kept, as many as a compiled registry keeps of its entities; each takes some 400 bytes."""

_WRITTEN: Final = Rule.WRITTEN
"""Kept here, as asking the class for it takes as long as looking an alias up."""

_SOLE: Final = decide("", [(weights.ALIAS, Candidate(Entity("", "", EntityType.PERSON), 0.0, Alias("")))])
_STATUS: Final = _SOLE.status
_SCORE: Final = _SOLE.score
"""What is decided of an alias spelt that has one bearer, is not weak and never ends: the same for all of them."""


class Resolver:
    """Mention -> Resolution, over the names of one registry."""

    def __init__(self, names: Names, index: "Callable[[], Index] | None" = None) -> None:
        """index: what opens the tries of names that have them already; else they are built."""
        self._names = names
        self._open_index = index
        self.plain = _Plain(names, self)
        """Mention -> its decision, when nothing else is said of it."""

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
                known = {candidate.entity.id for _, candidate in found}
                found += [row for row in self._near.candidates(mention, asked) if row[1].entity.id not in known]
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


class _Plain(dict[str, Resolution]):
    """Mention -> its decision when nothing else is said of it; what an alias spells is kept, so that it costs a look-up next time."""

    def __init__(self, names: Names, resolver: Resolver) -> None:
        self._bearers = names.bearers
        self._resolver = resolver

    def __missing__(self, mention: str) -> Resolution:
        bearers = self._bearers(mention)
        if not bearers:
            return self._resolver.resolve(mention)
        if len(self) >= _KEPT:
            self.clear()
        entity, alias = bearers[0]
        if len(bearers) > 1 or alias.weak or alias.until:
            answer = self._resolver.resolve(mention)
        else:
            evidence = (Evidence(_WRITTEN, mention, alias.text, weights.ALIAS),)
            answer = Resolution(mention, _STATUS, _SCORE, (Candidate(entity, _SCORE, alias, evidence),))
        self[mention] = answer
        return answer


def _clear(entries: Sequence[Entry]) -> bool:
    """Whether the exact alias leaves nothing to weigh: one entity, not weak."""
    return len({entry.entity.id for entry in entries}) == 1 and not entries[0].alias.weak
