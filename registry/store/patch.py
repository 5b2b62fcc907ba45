"""Edits made in the text of registry files: only the lines concerned change.

`apply` is a function of texts and edits, and knows no disk. After each edit the entities that it touched are read again from the new
text and compared, field by field, with what the edit should have made of their records; a difference is an error and not a result.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from registry.edits import (
    AddAlias,
    AddEntity,
    DateAlias,
    Edit,
    MergeEntities,
    MoveAlias,
    RejectAlias,
    RemoveAlias,
    RemoveNever,
    SplitEntity,
)
from registry.errors import EditError
from registry.records import Alias, Never
from registry.store.merge import merge_entities, split_entity
from registry.store.page import Page
from registry.store.render import alias_pairs, never_pairs
from registry.store.rows import NewRow, add_rows, remove_row, row_as_written, set_row_field
from registry.store.shelf import Shelf
from registry.store.siblings import found_alias, place_for, refuse_alias

__all__ = ["apply", "apply_all"]


def apply(text: str, edits: Iterable[Edit], path: str = "aliases.yaml") -> str:
    """The text of a registry file with the edits made, in turn.

    Raises EditError if one does not fit, RegistryFileError if what it concerns cannot be read. Time grows with the length of the text
    as looking for a line in it does; only the entities concerned are parsed.

    >>> from registry.edits import RemoveAlias
    >>> text = "version: 1\\nentities:\\n  csto:\\n    name: CSTO\\n    type: organization\\n    aliases: [ODKB, ОДКБ] # both\\n"
    >>> apply(text, [RemoveAlias("csto", "ODKB")]).splitlines()[-1]
    '    aliases: [ОДКБ] # both'
    """
    return apply_all({path: text}, edits)[path]


def apply_all(texts: Mapping[str, str], edits: Iterable[Edit]) -> dict[str, str]:
    """`apply` for a registry of several files, by path."""
    shelf = Shelf([Page.cut(text, path) for path, text in texts.items()])
    for edit in edits:
        _make(shelf, edit)
    return {page.path: page.text for page in shelf.pages}


def _make(shelf: Shelf, edit: Edit) -> None:
    match edit:
        case AddAlias(entity, alias):
            add_alias(shelf, entity, alias)
        case RemoveAlias(entity, text):
            remove_alias(shelf, entity, text)
        case MoveAlias(text, source, target):
            _move(shelf, text, source, target)
        case DateAlias(entity, text, since, until):
            _date(shelf, entity, text, since, until)
        case RejectAlias(entity, text, because):
            _reject(shelf, entity, text, because)
        case RemoveNever(entity, text):
            _accept(shelf, entity, text)
        case AddEntity(entity, after, file):
            shelf.add(entity, after, file)
        case MergeEntities(old, into):
            merge_entities(shelf, old, into)
        case SplitEntity():
            split_entity(shelf, edit)


def add_alias(shelf: Shelf, id: str, alias: Alias, written: NewRow | None = None) -> None:
    """Add a row behind its like: see `place_for`."""
    page, part, entity = shelf.open(id)
    refuse_alias(entity, alias, part)
    after = place_for(alias, entity.aliases)
    at = len(entity.aliases) if after is None else after + 1
    splices = add_rows(part, "aliases", [written or NewRow(alias_pairs(alias))], after=after, step=page.step)
    shelf.change(id, splices, replace(entity, aliases=(*entity.aliases[:at], alias, *entity.aliases[at:])))


def remove_alias(shelf: Shelf, id: str, text: str) -> tuple[Alias, NewRow]:
    """Take a row out; what it said, and how."""
    _, part, entity = shelf.open(id)
    at = found_alias(entity, text, part)
    alias = entity.aliases[at]
    row = row_as_written(part, "aliases", at, alias_pairs(alias))
    shelf.change(id, remove_row(part, "aliases", at), replace(entity, aliases=_without(entity.aliases, at)))
    return alias, row


def _without(rows: Sequence[Alias], at: int) -> tuple[Alias, ...]:
    return (*rows[:at], *rows[at + 1 :])


def _move(shelf: Shelf, text: str, source: str, target: str) -> None:
    if source == target:
        raise EditError(f"{text!r} is to move from {source} to {target}, which is the same; name another entity")
    shelf.open(target)
    alias, row = remove_alias(shelf, source, text)
    add_alias(shelf, target, alias, row)


def _date(shelf: Shelf, id: str, text: str, since: str | None, until: str | None) -> None:
    if since is None and until is None:
        raise EditError(f"no date for {text!r} of {id}; give since or until")
    for key, date in (("since", since), ("until", until)):
        if date is None:
            continue
        _, part, entity = shelf.open(id)
        at = found_alias(entity, text, part)
        alias = replace(entity.aliases[at], since=date) if key == "since" else replace(entity.aliases[at], until=date)
        shelf.change(id, set_row_field(part, "aliases", at, key, date), replace(entity, aliases=_with(entity.aliases, at, alias)))


def _with(rows: Sequence[Alias], at: int, alias: Alias) -> tuple[Alias, ...]:
    return (*rows[:at], alias, *rows[at + 1 :])


def _reject(shelf: Shelf, id: str, text: str, because: str) -> None:
    page, part, entity = shelf.open(id)
    folded = text.casefold()
    if entity.name.casefold() == folded:
        raise EditError(f"{part.at(part.key)}: {text!r} is the name of {id}; give the entity another name first")
    for never in entity.never:
        if never.text == text:
            raise EditError(f"{part.at(part.key)}: {id} is never {text!r} already, because: {never.because}")
    contradicting = [
        number
        for number, alias in enumerate(entity.aliases)
        if alias.text == text or (not alias.exact_case and alias.text.casefold() == folded)
    ]
    for number in reversed(contradicting):
        entity = replace(entity, aliases=_without(entity.aliases, number))
        shelf.change(id, remove_row(part, "aliases", number), entity)
        _, part, _ = shelf.open(id)
    row = Never(text, because)
    splices = add_rows(part, "never", [NewRow(never_pairs(row))], step=page.step)
    shelf.change(id, splices, replace(entity, never=(*entity.never, row)))


def _accept(shelf: Shelf, id: str, text: str) -> None:
    _, part, entity = shelf.open(id)
    at = next((number for number, never in enumerate(entity.never) if never.text == text), None)
    if at is None:
        raise EditError(f"{part.at(part.key)}: {id} has no `never` row {text!r}; there is nothing to take back")
    shelf.change(id, remove_row(part, "never", at), replace(entity, never=(*entity.never[:at], *entity.never[at + 1 :])))
