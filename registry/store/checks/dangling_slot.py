"""A slot, {id}, must name an entity of the registry.

Slots stand in aliases and `never` rows, for any name or demonym of the other entity; a name has none. Braces serve nothing else.
"""

import re
from collections.abc import Iterator

from registry.errors import Fix, Problem, Severity, Source
from registry.records import Alias, Never
from registry.store.book import Book
from registry.store.checks.forms import Fold, fold, place_of
from registry.store.redirects import ends
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


def check(book: Book, fold: Fold = fold, /) -> Iterator[Problem]:
    """Slots that name no entity or an old id, and braces without a partner, at their row."""
    ids = {entity.id: None for entity in book.entities}
    ways = {old: end for old, end in ends(book.redirects).items() if end in ids}
    for entity in book.entities:
        if "{" in entity.name or "}" in entity.name:
            message = f"the name {entity.name!r} holds a brace; slots are for aliases: write the name out"
            yield Problem(place_of(entity, book.path), RULE, message)
        rows: tuple[Alias | Never, ...] = (*entity.aliases, *entity.never)
        for row in rows:
            if "{" in row.text or "}" in row.text:
                yield from _slots(row.text, place_of(row, book.path), ids, ways)


def _slots(text: str, place: Source, ids: dict[str, None], ways: dict[str, str]) -> Iterator[Problem]:
    for target in _SLOT.findall(text):
        if target in ways:
            message = f"{text!r} names {target!r}, which redirects to {ways[target]!r}; write that"
            yield Problem(place, RULE, message, Severity.WARNING, Fix(text, text.replace(f"{{{target}}}", f"{{{ways[target]}}}")))
        elif target not in ids:
            yield Problem(place, RULE, f"{text!r} names {target!r}, which is no entity; {did_you_mean(target, ids, 'the ids are')}")
    rest = _SLOT.sub("", text)
    if "{" in rest or "}" in rest:
        yield Problem(place, RULE, f"{text!r} has a brace without its partner; write a slot as {{id}}")
