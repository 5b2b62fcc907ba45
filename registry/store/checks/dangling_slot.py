"""A slot, {id}, must name an entity of the registry.

Slots stand in aliases and `never` rows, for any name or demonym of the other entity; a name has none. Braces serve nothing else.
"""

import re
from collections.abc import Iterator

from registry.errors import Problem, Source
from registry.records import Alias, Never
from registry.store.book import Book
from registry.store.checks.forms import Fold, casefold, place_of
from registry.store.spelling import did_you_mean

__all__ = ["FAIL", "PASS", "RULE", "check"]

RULE = "dangling-slot"

PASS = """\
version: 1
entities:
  russia: {name: Russia, type: place}
  russian-army:
    name: Russian Army
    type: organization
    aliases: ["{russia}'s army"]
"""

FAIL = """\
version: 1
entities:
  russia: {name: Russia, type: place}
  russian-army:
    name: Army of {russia}
    type: organization
    aliases:
      - "{rusia}'s army"
      - "{russia army"
    never:
      - {text: "{prussia}'s army", because: it is no more}
"""

_SLOT = re.compile(r"\{([^{}]*)\}")


def check(book: Book, fold: Fold = casefold, /) -> Iterator[Problem]:
    """Slots that name no entity and braces without a partner, at their row."""
    ids = {entity.id: None for entity in book.entities}
    for entity in book.entities:
        if "{" in entity.name or "}" in entity.name:
            message = f"the name {entity.name!r} holds a brace; slots are for aliases: write the name out"
            yield Problem(place_of(entity, book.path), RULE, message)
        rows: tuple[Alias | Never, ...] = (*entity.aliases, *entity.never)
        for row in rows:
            if "{" in row.text or "}" in row.text:
                yield from _slots(row.text, place_of(row, book.path), ids, book)


def _slots(text: str, place: Source, ids: dict[str, None], book: Book) -> Iterator[Problem]:
    for target in _SLOT.findall(text):
        if target in book.redirects:
            yield Problem(place, RULE, f"{text!r} names {target!r}, which redirects to {book.redirects[target]!r}; write that")
        elif target not in ids:
            yield Problem(place, RULE, f"{text!r} names {target!r}, which is no entity; {did_you_mean(target, ids, 'the ids are')}")
    rest = _SLOT.sub("", text)
    if "{" in rest or "}" in rest:
        yield Problem(place, RULE, f"{text!r} has a brace without its partner; write a slot as {{id}}")
