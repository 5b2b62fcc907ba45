"""A reference must name an entity of the registry.

`stands_for`, `country`, `part_of`, `located_in` and the targets of `redirects` are ids. A redirect may lead to another redirect;
an entity names the id in use.
"""

from collections.abc import Iterator

from registry.errors import Problem
from registry.store.book import Book
from registry.store.checks.forms import Fold, casefold
from registry.store.spelling import did_you_mean

__all__ = ["FAIL", "PASS", "RULE", "check"]

RULE = "unknown-reference"

PASS = """\
version: 1
entities:
  moscow: {name: Moscow, type: place, feature: city, part_of: russia, stands_for: russia}
  russia: {name: Russia, type: place, feature: state}
redirects:
  russian-federation: russia
"""

FAIL = """\
version: 1
entities:
  moscow: {name: Moscow, type: place, feature: city, part_of: rusia, stands_for: russian-federation}
  russia: {name: Russia, type: place, feature: state}
redirects:
  russian-federation: russia
  muscovy: grand-duchy
"""


def check(book: Book, fold: Fold = casefold, /) -> Iterator[Problem]:
    """References to no entity, at the reference."""
    ids = {entity.id: None for entity in book.entities}
    for entity in book.entities:
        single = (("stands_for", entity.stands_for), ("country", entity.country), ("part_of", entity.part_of))
        for name, target in single:
            if target is not None and target not in ids:
                yield Problem(book.place(entity, name), RULE, _message(name, target, ids, book))
        for position, target in enumerate(entity.located_in):
            if target not in ids:
                yield Problem(book.place(entity, "located_in", position), RULE, _message("located_in", target, ids, book))
    for old, target in book.redirects.items():
        if target not in ids and target not in book.redirects:
            yield Problem(book.redirect_place(old), RULE, _message("redirects", target, ids, book))


def _message(name: str, target: str, ids: dict[str, None], book: Book) -> str:
    if target in book.redirects:
        return f"{name!r} names {target!r}, which redirects to {book.redirects[target]!r}; write that"
    return f"{name!r} names {target!r}, which is no entity; {did_you_mean(target, ids, 'the ids are')}"
