"""Which entities of an article are actors, and where they are named.

Actors are persons, organisations, groups and military units, and states. A state is an actor where it is named in any way
but by a demonym, or where a metonym stands for it: "Moscow announced" names the actor Russia, "Russian tanks" does not.
Media, facilities, former states and all other places are none. On request demonyms name their state, and places and facilities are
nodes beside the actors.

Who is named only where a report says who made it, where and for whom (byline, dateline, navigation, footer) is no actor of its story. A
linked headline tells of the world and a picture's credit who gave it, so what they name counts.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from registry.chrome import ChromeKind
from registry.graph.counting.quotable import quotable
from registry.graph.counting.windows import Naming, Window, token_windows, windows
from registry.records import Annotation, Entity, EntityType, Feature, Mention, MentionKind

__all__ = ["ACTING_TYPES", "APART", "PLACE_TYPES", "Cast", "Casting", "node"]

ACTING_TYPES = frozenset({EntityType.PERSON, EntityType.ORGANIZATION, EntityType.GROUP, EntityType.MILITARY_UNIT})
"""Those who decide and act; a place acts only as a state, a medium reports, a facility is used."""

PLACE_TYPES = frozenset({EntityType.PLACE, EntityType.FACILITY})
"""Where something happens."""

APART = frozenset({ChromeKind.BYLINE, ChromeKind.DATELINE, ChromeKind.NAVIGATION, ChromeKind.FOOTER})
"""Chrome in which nobody acts."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The actors of one article, and the passages that show them. Windows that name none are left out."""

    actors: tuple[str, ...]
    """Sorted ids."""
    mentions: Mapping[str, int]
    """How often each is named as an actor."""
    paragraphs: tuple[Window, ...]
    sentences: tuple[Window, ...]
    tokens: tuple[Window, ...] = ()
    """Stretches of tokens, if a length was asked for."""


class Casting:
    """Tells the actors of articles, by the entities of one registry."""

    def __init__(self, entities: Mapping[str, Entity], *, places: bool = False, demonyms: bool = False, tokens: int | None = None) -> None:
        """Take places as nodes too, and demonyms as names of their states; cut stretches of so many tokens."""
        acting = ACTING_TYPES | PLACE_TYPES if places else ACTING_TYPES
        self._acting = frozenset(ident for ident, entity in entities.items() if entity.type in acting)
        self._states = frozenset(ident for ident, entity in entities.items() if entity.feature is Feature.STATE)
        self._places = frozenset(ident for ident, entity in entities.items() if entity.type in PLACE_TYPES)
        self._demonyms = demonyms
        self._tokens = tokens

    def named_by(self, mention: Mention) -> tuple[str, ...]:
        """The ids of the actors that a mention names: none, one, or two ("the Kremlin said": the Kremlin, and Russia)."""
        ident = mention.entity_id
        if ident is None or (mention.kind is MentionKind.DEMONYM and not (self._demonyms and ident in self._states)):
            return () if ident is None or ident in self._places else self._acts(ident)
        state = mention.stands_for or ident
        if state not in self._states:
            return self._acts(ident)
        return (state,) if state == ident or ident in self._places else (*self._acts(ident), state)

    def _acts(self, ident: str) -> tuple[str, ...]:
        return (ident,) if ident in self._acting else ()

    def cast(self, annotation: Annotation) -> Cast:
        """The actors of an article and of its units; a mention belongs to the unit that holds its start."""
        apart = [(start, end) for start, end, kind in annotation.chrome if kind in APART]
        named: list[Naming] = [
            (mention.start, mention.end, ids)
            for mention in annotation.mentions
            if (ids := self.named_by(mention)) and not (mention.chrome and any(start <= mention.start < end for start, end in apart))
        ]
        mentions = Counter(ident for _, _, ids in named for ident in ids)
        text = annotation.article.text
        sentences, paragraphs = quotable(text, windows(annotation.sentences, named), windows(annotation.paragraphs, named))
        return Cast(
            actors=tuple(sorted(mentions)),
            mentions=mentions,
            paragraphs=paragraphs,
            sentences=sentences,
            tokens=token_windows(text, named, self._tokens) if self._tokens else (),
        )


def node(entity: Entity, articles: int, mentions: int) -> dict[str, str | int]:
    """What a graph says of an actor that so many articles name so often."""
    return {
        "label": entity.name,
        "name": entity.name,
        "type": entity.type.value,
        "country": entity.country or "",
        "articles": articles,
        "mentions": mentions,
    }
