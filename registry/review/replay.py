"""A history made again: what a registry is once every decision has been taken, and whether one has been."""

import os
from collections.abc import Iterable, Mapping

from registry.edits import AddAlias, AddEntity, Edit, RejectAlias, RemoveAlias, RemoveNever
from registry.errors import EditError
from registry.review.history import UNDO, Entry
from registry.review.hunks import taken_back
from registry.store.page import Page
from registry.store.patch import apply_all
from registry.store.render import alias_pairs
from registry.store.shelf import Shelf

__all__ = ["is_made", "replay", "undone"]


def replay(entries: Iterable[Entry], texts: Mapping[str, str]) -> dict[str, str]:
    """The texts of a registry, by path, with a history made in them: every decision and every undoing, in the order of their times.

    A decision that is made already, as after a merge of two histories that both have it, changes nothing. On the texts that a history
    began with, this gives the registry as it is, byte for byte if all changes came from the history of one branch; of merged
    branches git may have put the same rows in another order. Raises EditError if a decision does not fit.
    """
    ordered = sorted(entries, key=lambda entry: entry.order)
    known = {entry.id: entry for entry in ordered}
    now = dict(texts)
    for entry in ordered:
        if entry.verb == UNDO:
            now = undone(known[entry.undoes or ""], now) if entry.hunks else now
        else:
            for edit in entry.edits:
                if not _made(edit, _shelf(now)):
                    now = apply_all(now, [edit])
    return now


def undone(entry: Entry, texts: Mapping[str, str]) -> dict[str, str]:
    """The texts without what one decision changed, its lines as they were before.

    If other rows now stand beside an alias that it added, that row is taken out by itself, provided that it is as it was written.
    Raises EditError if the lines have changed since.
    """
    now = dict(texts)
    files = {os.path.basename(path): path for path in texts}
    try:
        for file in dict.fromkeys(hunk.file for hunk in entry.hunks):
            path = files.get(file)
            if path is None:
                raise EditError(f"{file}: the file of {_told(entry)} is gone; restore it, or edit by hand")
            now[path] = taken_back(now[path], [hunk for hunk in entry.hunks if hunk.file == file], path, _told(entry))
    except EditError:
        if not _can_remove(entry, texts):
            raise
        return apply_all(texts, [RemoveAlias(edit.entity, edit.alias.text) for edit in entry.edits if isinstance(edit, AddAlias)])
    return now


def _told(entry: Entry) -> str:
    return f"'{entry}' [{entry.id}]"


def _can_remove(entry: Entry, texts: Mapping[str, str]) -> bool:
    """Whether all that was done is rows that still stand there, each on the line that was written."""
    shelf = _shelf(texts)
    written = {line.strip() for hunk in entry.hunks for line in hunk.new if line.strip() != "aliases:"}
    for edit in entry.edits:
        if not isinstance(edit, AddAlias):
            return False
        try:
            _, part, entity = shelf.open(edit.entity)
        except EditError:
            return False
        rows = [alias for alias in entity.aliases if alias_pairs(alias) == alias_pairs(edit.alias)]
        if len(rows) != 1 or not written <= {line.strip() for line in part.text.split("\n")}:
            return False
    return not any(hunk.old for hunk in entry.hunks)


def is_made(entry: Entry, past: Iterable[Entry], texts: Mapping[str, str]) -> bool:
    """Whether a registry shows what a line of history says: its edits made, or those of the decision that it undoes not made."""
    shelf = _shelf(texts)
    if entry.verb != UNDO:
        return all(_made(edit, shelf) for edit in entry.edits)
    found = [one for one in past if one.id == entry.undoes]
    return bool(found) and not any(_made(edit, shelf) for edit in found[0].edits)


def _shelf(texts: Mapping[str, str]) -> Shelf:
    return Shelf([Page.cut(text, path) for path, text in texts.items()])


def _made(edit: Edit, shelf: Shelf) -> bool:
    if isinstance(edit, AddEntity):
        return any(edit.entity.id in page.places or edit.entity.id in page.redirects() for page in shelf.pages)
    if not isinstance(edit, AddAlias | RejectAlias | RemoveAlias | RemoveNever):
        return False
    try:
        _, _, entity = shelf.open(edit.entity)
    except EditError:
        return False
    if isinstance(edit, AddAlias):
        row = edit.alias
        return any((alias.text, alias.since, alias.until) == (row.text, row.since, row.until) for alias in entity.aliases)
    if isinstance(edit, RemoveAlias):
        return all(alias.text != edit.text for alias in entity.aliases)
    return any(never.text == edit.text for never in entity.never) is isinstance(edit, RejectAlias)
