"""The names of a registry as they are written: enough to answer a mention that an alias spells exactly."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from registry.match import weights
from registry.records import Alias, AliasKind, Entity

__all__ = ["Entry", "Names", "full_names", "has_slot"]

_SHORTEST_TITLE = 2
"""Letters that a word of a title must exceed to tell one office from another: "gen", but not "of"."""
_CONTAINERS = 6
"""District, province, state, region: no chain of containers is longer; guards against loops."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An alias of an entity, in one of the arrangements in which it is looked up."""

    entity: Entity
    alias: Alias
    rearranged: bool = False
    """Surname first: may hold a comma."""
    glued: bool = False
    """Its words run together, or a particle between them left out."""
    never: str | None = None
    """Set on an editors' `never` row: the reason why this form is not the entity."""


def full_names(person: Entity) -> list[str]:
    """The names of a person that have a given name."""
    kinds = (AliasKind.VARIANT, AliasKind.FORMER, AliasKind.MISSPELLING)
    return [name for name in (person.name, *(alias.text for alias in person.aliases if alias.kind in kinds)) if " " in name]


def has_slot(text: str) -> bool:
    """Whether an alias is a pattern over other entities' names."""
    return "{" in text


class Names:
    """Entities by id and aliases by their exact spelling."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.entities: Mapping[str, Entity] = {entity.id: entity for entity in entities}
        self._containers: dict[str, set[str]] = {}
        self._spelt: dict[str, list[tuple[Entity, Alias]]] = {}
        spelt = self._spelt.setdefault
        for entity in self.entities.values():
            for alias in (Alias(entity.name, AliasKind.PREFERRED), *entity.aliases):
                if not has_slot(alias.text):
                    spelt(alias.text, []).append((entity, alias))

    def spelt(self, text: str) -> list[Entry]:
        """The aliases that are this text, letter by letter."""
        return [Entry(entity, alias) for entity, alias in self.bearers(text)]

    def bearers(self, text: str) -> Sequence[tuple[Entity, Alias]]:
        """As `spelt`, in pairs of the entity and its alias."""
        return self._spelt.get(text, ())

    def title_licence(self, entity: Entity, title: str) -> float:
        """How far a title beside a weak surname speaks for this bearer: whether its description or an office of his has the word."""
        offices = [alias.text for alias in entity.aliases if alias.kind is AliasKind.TITLE]
        known = " ".join([entity.description or "", *offices]).casefold()
        told = any(word in known for word in title.casefold().replace(".", "").split() if len(word) > _SHORTEST_TITLE)
        return weights.WEAK_LICENCE if told else weights.TITLE_LICENCE

    def containers(self, entity: Entity) -> set[str]:
        """The ids of the entity's country and of every place or body that it is part of or located in; not to be changed."""
        known = self._containers.get(entity.id)
        if known is not None:
            return known
        found: set[str] = set()
        frontier = [entity.id]
        for _ in range(_CONTAINERS):
            following: list[str] = []
            for id in frontier:
                holder = self.entities.get(id)
                if holder:
                    following += [other for other in (holder.country, holder.part_of, *holder.located_in) if other and other not in found]
            found.update(following)
            frontier = following
        self._containers[entity.id] = found
        return found
