"""What can be done to a registry file, as data: what is meant, not where it stands.

An edit names entities by id and aliases by their exact text, so that it can be tried again on a file that somebody else has changed
meanwhile. `registry.store.patch` finds the place.
"""

from dataclasses import dataclass

from registry.records import Alias, Entity, EntityType

__all__ = [
    "AddAlias",
    "AddEntity",
    "DateAlias",
    "Edit",
    "MergeEntities",
    "MoveAlias",
    "RejectAlias",
    "RemoveAlias",
    "RemoveNever",
    "SplitEntity",
]


@dataclass(frozen=True, slots=True)
class AddAlias:
    """List a form under an entity."""

    entity: str
    alias: Alias

    def __str__(self) -> str:
        return f"add {self.alias.text!r} to {self.entity}"


@dataclass(frozen=True, slots=True)
class RemoveAlias:
    """Take a form off an entity's list."""

    entity: str
    text: str

    def __str__(self) -> str:
        return f"remove {self.text!r} from {self.entity}"


@dataclass(frozen=True, slots=True)
class MoveAlias:
    """Take a form from one entity to another, with all that its row says."""

    text: str
    source: str
    target: str

    def __str__(self) -> str:
        return f"move {self.text!r} from {self.source} to {self.target}"


@dataclass(frozen=True, slots=True)
class DateAlias:
    """Say from when and to when a form is in use; what is None stays as it is."""

    entity: str
    text: str
    since: str | None = None
    until: str | None = None

    def __str__(self) -> str:
        span = " ".join(f"{word} {date}" for word, date in (("since", self.since), ("until", self.until)) if date)
        return f"date {self.text!r} of {self.entity} {span}"


@dataclass(frozen=True, slots=True)
class RejectAlias:
    """Say that a form is never this entity, and why; an alias of that text is removed."""

    entity: str
    text: str
    because: str

    def __str__(self) -> str:
        return f"reject {self.text!r} for {self.entity}: {self.because}"


@dataclass(frozen=True, slots=True)
class RemoveNever:
    """Take a `never` row back: whoever refused the form was wrong."""

    entity: str
    text: str

    def __str__(self) -> str:
        return f"no longer refuse {self.text!r} for {self.entity}"


@dataclass(frozen=True, slots=True)
class AddEntity:
    """Add an entity: behind the neighbour named, else at the end of the file named, else at the end of the only file."""

    entity: Entity
    after: str | None = None
    file: str | None = None

    def __str__(self) -> str:
        return f"add the entity {self.entity.id}"


@dataclass(frozen=True, slots=True)
class MergeEntities:
    """Make two entities one: `old` becomes a redirect, `into` gets its name, its rows and the fields that it lacks."""

    old: str
    into: str

    def __str__(self) -> str:
        return f"merge {self.old} into {self.into}"


@dataclass(frozen=True, slots=True)
class SplitEntity:
    """Take forms out of an entity and make them a new one, placed behind it.

    `name` and `type` are those of the new entity: the first plain text taken and the type of the old one, if left out.
    """

    entity: str
    new: str
    take: tuple[str, ...]
    name: str | None = None
    type: EntityType | None = None

    def __str__(self) -> str:
        return f"split {self.new} off {self.entity}"


Edit = AddAlias | RemoveAlias | MoveAlias | DateAlias | RejectAlias | RemoveNever | AddEntity | MergeEntities | SplitEntity
