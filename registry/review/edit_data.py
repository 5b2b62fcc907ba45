"""Edits as plain data and back: what a history keeps of them."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final

from registry.edits import AddAlias, AddEntity, Edit, RejectAlias, RemoveAlias, RemoveNever
from registry.records import Alias, AliasKind, Entity, EntityType

__all__ = ["edit_from", "edit_to"]

_KINDS: Final[dict[str, type[AddAlias] | type[AddEntity] | type[RejectAlias] | type[RemoveAlias] | type[RemoveNever]]] = {
    "add-alias": AddAlias,
    "add-entity": AddEntity,
    "reject-alias": RejectAlias,
    "remove-alias": RemoveAlias,
    "remove-never": RemoveNever,
}
"""The edits that decisions lead to, by the name they have in a history."""


def edit_to(edit: Edit) -> dict[str, Any]:
    """An edit as JSON can hold it; what says nothing is left out.

    >>> edit_to(AddAlias("csto", Alias("ОДКБ", AliasKind.ACRONYM, weak=True)))
    {'edit': 'add-alias', 'entity': 'csto', 'alias': {'text': 'ОДКБ', 'kind': 'acronym', 'weak': True}}
    """
    name = next((name for name, kind in _KINDS.items() if isinstance(edit, kind)), None)
    if name is None:
        raise TypeError(f"{edit!r} is no edit that a decision makes")
    return {"edit": name} | _plain(edit)


def _plain(record: Any) -> dict[str, Any]:
    """The fields that say something; a place in a file is none of them."""
    found: dict[str, Any] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name == "place" or value is None or value is False or value in ((), {}):
            continue
        if isinstance(value, Alias | Entity):
            found[field.name] = _plain(value)
        elif isinstance(value, tuple):
            found[field.name] = [_plain(row) if isinstance(row, Alias) else row for row in value]
        elif value is not AliasKind.VARIANT:
            found[field.name] = value if isinstance(value, bool) else str(value)
    return found


def edit_from(data: Mapping[str, Any]) -> Edit:
    """The edit that `edit_to` made data of. Raises KeyError, TypeError or ValueError on other data.

    >>> edit_from(edit_to(RejectAlias("csto", "CTO", "an officer")))
    RejectAlias(entity='csto', text='CTO', because='an officer')
    """
    rest = dict(data)
    kind = _KINDS[rest.pop("edit")]
    if kind is AddAlias:
        rest["alias"] = _alias(rest["alias"])
    elif kind is AddEntity:
        entity = dict(rest["entity"])
        rest["entity"] = Entity(**entity | {"type": EntityType(entity["type"]), "aliases": tuple(map(_alias, entity.get("aliases", ())))})
    return kind(**rest)


def _alias(data: Mapping[str, Any]) -> Alias:
    return Alias(**data | {"kind": AliasKind(data.get("kind", AliasKind.VARIANT))})  # type: ignore[operator]
