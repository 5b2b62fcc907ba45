"""A reference must name an entity of the registry.

`stands_for`, `country`, `part_of`, `located_in`, `namesakes` and the targets of `redirects` are ids. A redirect may lead to another
redirect. A reference to an old id is followed, with a warning: an entity should name the id in use.
"""

from collections.abc import Iterator

from registry.errors import Fix, Problem, Severity, Source
from registry.store.book import Book
from registry.store.checks.forms import Fold, fold
from registry.store.redirects import ends
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


def check(book: Book, fold: Fold = fold, /) -> Iterator[Problem]:
    """References to no entity or to an old id, at the reference."""
    ids = {entity.id: None for entity in book.entities}
    ways = ends(book.redirects)
    for entity in book.entities:
        single = (("stands_for", entity.stands_for), ("country", entity.country), ("part_of", entity.part_of))
        for name, target in single:
            if target is not None and target not in ids:
                yield _problem(book.place(entity, name), name, target, ids, ways)
        for name, targets in (("located_in", entity.located_in), ("namesakes", entity.namesakes)):
            for position, target in enumerate(targets):
                if target not in ids:
                    yield _problem(book.place(entity, name, position), name, target, ids, ways)
    for old, target in book.redirects.items():
        if target not in ids and target not in book.redirects:
            yield _problem(book.redirect_place(old), "redirects", target, ids, ways)


def _problem(place: Source, name: str, target: str, ids: dict[str, None], ways: dict[str, str]) -> Problem:
    if ways.get(target) in ids:
        message = f"{name!r} names {target!r}, which redirects to {ways[target]!r}; write that"
        return Problem(place, RULE, message, Severity.WARNING, Fix(target, ways[target]))
    return Problem(place, RULE, f"{name!r} names {target!r}, which is no entity; {did_you_mean(target, ids, 'the ids are')}")
