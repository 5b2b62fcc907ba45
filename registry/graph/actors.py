"""Which entities of an article are actors, and in which paragraphs and sentences they are named.

Actors are persons, organisations, groups and military units, and states. A state is an actor where it is named in any way
but by a demonym, or where a metonym stands for it: "Moscow announced" names the actor Russia, "Russian tanks" does not.
Media, facilities, former states and all other places are none.

Who is named only where a report says who made it, where and for whom (byline, dateline, navigation, footer) is no actor of its story. A
linked headline tells of the world and a picture's credit who gave it, so what they name counts.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from registry.chrome import ChromeKind
from registry.records import Annotation, Article, Entity, EntityType, Feature, Mention, MentionKind

ACTING_TYPES = frozenset({EntityType.PERSON, EntityType.ORGANIZATION, EntityType.GROUP, EntityType.MILITARY_UNIT})
"""Those who decide and act; a place acts only as a state, a medium reports, a facility is used."""

APART = frozenset({ChromeKind.BYLINE, ChromeKind.DATELINE, ChromeKind.NAVIGATION, ChromeKind.FOOTER})
"""Chrome in which nobody acts."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of an article and the actors named in it, ids sorted."""

    start: int
    end: int
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cast:
    """The actors of one article. Paragraphs and sentences that name none are left out."""

    article: Article
    actors: tuple[str, ...]
    """Sorted ids."""
    mentions: Mapping[str, int]
    """How often each is named as an actor."""
    paragraphs: tuple[Window, ...]
    sentences: tuple[Window, ...]


class Casting:
    """Tells the actors of articles, by the entities of one registry."""

    def __init__(self, entities: Mapping[str, Entity]) -> None:
        self._acting = frozenset(ident for ident, entity in entities.items() if entity.type in ACTING_TYPES)
        self._states = frozenset(ident for ident, entity in entities.items() if entity.feature is Feature.STATE)

    def named_by(self, mention: Mention) -> tuple[str, ...]:
        """The ids of the actors that a mention names: none, one, or two ("the Kremlin said": the Kremlin, and Russia)."""
        if mention.entity_id is None:
            return ()
        state = mention.stands_for or mention.entity_id
        acts = (mention.entity_id,) if mention.entity_id in self._acting else ()
        if state in self._states and mention.kind is not MentionKind.DEMONYM:
            return (*acts, state)
        return acts

    def cast(self, annotation: Annotation) -> Cast:
        """The actors of an article and of its units; a mention belongs to the unit that holds its start."""
        apart = [(start, end) for start, end, kind in annotation.chrome if kind in APART]
        named = [
            (mention.start, ids)
            for mention in annotation.mentions
            if (ids := self.named_by(mention)) and not (mention.chrome and any(start <= mention.start < end for start, end in apart))
        ]
        mentions = Counter(ident for _, ids in named for ident in ids)
        return Cast(
            article=annotation.article,
            actors=tuple(sorted(mentions)),
            mentions=mentions,
            paragraphs=_windows(annotation.paragraphs, named),
            sentences=_windows(annotation.sentences, named),
        )


def _windows(spans: Iterable[tuple[int, int]], named: Iterable[tuple[int, tuple[str, ...]]]) -> tuple[Window, ...]:
    """Sort the actors into the spans that hold where they are named; spans are in order and disjoint."""
    spans = list(spans)
    starts = [start for start, _ in spans]
    found: dict[int, set[str]] = {}
    for position, ids in named:
        number = bisect_right(starts, position) - 1
        if number >= 0 and position < spans[number][1]:
            found.setdefault(number, set()).update(ids)
    return tuple(Window(*spans[number], tuple(sorted(ids))) for number, ids in sorted(found.items()))
