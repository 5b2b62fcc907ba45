"""The forms of an entity, and when two are the same."""

from collections.abc import Callable

from registry.errors import Source
from registry.records import Alias, AliasKind, Entity, Never
from registry.text.normalise import fold

__all__ = ["Fold", "fold", "forms", "place_of", "rows"]

Fold = Callable[[str], str]
"""A text to the text by which it is compared; `fold` bridges what the matcher bridges: case, accents, invisible characters."""


def forms(entity: Entity) -> tuple[Alias, ...]:
    """The name, as its preferred alias, and the aliases."""
    return (Alias(entity.name, AliasKind.PREFERRED, place=entity.place), *entity.aliases)


def rows(entity: Entity) -> tuple[Alias | Never, ...]:
    """The name, the aliases and the `never` rows: all texts that are compared with articles."""
    return (*forms(entity), *entity.never)


def place_of(row: Alias | Entity | Never, path: str) -> Source:
    """Where a record was written; the top of the file for one that was not read from it."""
    return row.place or Source(path, 1, 1)
