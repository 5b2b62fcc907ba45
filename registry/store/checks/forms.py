"""The forms of an entity, and when two are the same."""

from collections.abc import Callable

from registry.errors import Source
from registry.records import Alias, AliasKind, Entity, Never

__all__ = ["Fold", "casefold", "forms", "place_of"]

Fold = Callable[[str], str]
"""A text to the text by which it is compared."""


def casefold(text: str) -> str:
    """The fold of a registry read by itself: case alone. The matcher's own normalisation bridges more."""
    return text.casefold()


def forms(entity: Entity) -> tuple[Alias, ...]:
    """The name, as its preferred alias, and the aliases."""
    return (Alias(entity.name, AliasKind.PREFERRED, place=entity.place), *entity.aliases)


def place_of(row: Alias | Entity | Never, path: str) -> Source:
    """Where a record was written; the top of the file for one that was not read from it."""
    return row.place or Source(path, 1, 1)
