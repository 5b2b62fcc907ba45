"""An alias among the other rows of its entity: where it belongs, which one a text means, what cannot stand beside it."""

import unicodedata
from collections.abc import Sequence

from registry.errors import EditError
from registry.records import Alias, Entity
from registry.store.places import Part
from registry.store.rows import nodes_of
from registry.store.spelling import did_you_mean

__all__ = ["found_alias", "place_for", "refuse_alias", "script"]


def place_for(alias: Alias, rows: Sequence[Alias]) -> int | None:
    """The position of the row to stand behind: the last of its script, language and kind; else of the first two; else of its script.

    Editors group rows so, under comments that name the group; a row at the end of the list would read as one of the last group. None,
    the end of the list, if no row is in its script.
    """
    written = script(alias.text)
    same = [number for number, row in enumerate(rows) if script(row.text) == written]
    for likes in (
        [number for number in same if (rows[number].lang, rows[number].kind) == (alias.lang, alias.kind)],
        [number for number in same if rows[number].lang == alias.lang],
        same,
    ):
        if likes:
            return likes[-1]
    return None


def script(text: str) -> str:
    """The script of the first letter, as the first word of its Unicode name; slots do not count.

    >>> script("{russia} армия"), script("201st")
    ('CYRILLIC', 'LATIN')
    """
    depth = 0
    for character in text:
        depth += (character == "{") - (character == "}")
        if depth <= 0 and character.isalpha():
            return unicodedata.name(character, "").split(" ")[0]
    return ""


def found_alias(entity: Entity, text: str, part: Part) -> int:
    """The position of the only row with this text. Raises EditError if there is none or more than one."""
    found = [number for number, alias in enumerate(entity.aliases) if alias.text == text]
    if not found:
        place = part.at(part.key)
        if text == entity.name:
            raise EditError(f"{place}: {text!r} is the name of {entity.id} and no alias; edit the name by hand")
        texts = [alias.text for alias in entity.aliases]
        remedy = did_you_mean(text, texts, "it has") if texts else "it has none"
        raise EditError(f"{place}: {entity.id} has no alias {text!r}; {remedy}")
    if len(found) > 1:
        places = ", ".join(str(part.line + nodes_of(part, "aliases")[number].start_mark.line + 1) for number in found)
        raise EditError(f"{part.at(part.key)}: {entity.id} lists {text!r} more than once, in lines {places}; edit them by hand")
    return found[0]


def refuse_alias(entity: Entity, alias: Alias, part: Part) -> None:
    """Raise EditError if a form cannot be added: it is the name, stands there for the same time, or is refused by a `never` row."""
    text, place = alias.text, part.at(part.key)
    if text == entity.name:
        raise EditError(f"{place}: {text!r} is the name of {entity.id}, which its aliases do not repeat")
    for number, row in enumerate(entity.aliases):
        if row.text == text and (row.since, row.until) == (alias.since, alias.until):
            where = part.at(nodes_of(part, "aliases")[number])
            raise EditError(f"{where}: {entity.id} has the alias {text!r} already; date or remove that row instead")
    for number, never in enumerate(entity.never):
        if never.text == text or (not alias.exact_case and never.text.casefold() == text.casefold()):
            where = part.at(nodes_of(part, "never")[number])
            raise EditError(f"{where}: {entity.id} is never {never.text!r}, because: {never.because}; remove that row first")
