"""What a registry file holds once it is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from registry.errors import Problem, Source
from registry.records import Entity

__all__ = ["Book"]


@dataclass(frozen=True, slots=True)
class Book:
    """The entities of a file, or of a folder of files, in the order written.

    Each entity, alias and `never` row knows its own `place`.
    """

    path: str
    entities: tuple[Entity, ...] = ()
    problems: tuple[Problem, ...] = ()
    """In the order of the file; warnings only, unless it comes from `read_book`."""
    redirects: Mapping[str, str] = field(default_factory=dict)
    """Ids no longer in use, each with the id that took its place."""
    places: Mapping[tuple[str, str, int], Source] = field(default_factory=dict, repr=False)
    """Where a reference is written: (entity id, field, position in a list or 0); of a redirect: (old id, "redirects", 0)."""
    beside: frozenset[str] = frozenset()
    """Files read for what the others refer to; they are not reported on."""

    def place(self, entity: Entity, name: str, position: int = 0) -> Source:
        """The place of a reference: of its field if known, else of its entity, else the top of the file."""
        return self.places.get((entity.id, name, position)) or entity.place or Source(self.path, 1, 1)

    def redirect_place(self, old: str) -> Source:
        """The place of a redirect, else the top of the file."""
        return self.places.get((old, "redirects", 0)) or Source(self.path, 1, 1)
