"""An identifier elsewhere belongs to one entity.

Two entities with one Wikidata item are one thing listed twice, or one of the identifiers is wrong.
"""

from collections.abc import Iterator

from registry.errors import Problem
from registry.store.book import Book
from registry.store.checks.forms import Fold, fold, place_of

__all__ = ["FAIL", "PASS", "RULE", "check"]

RULE = "shared-identifier"

PASS = """\
version: 1
entities:
  tajikistan: {name: Tajikistan, type: place, ids: {wikidata: Q863}}
  russia: {name: Russia, type: place, ids: {wikidata: Q159}}
"""

FAIL = """\
version: 1
entities:
  tajikistan: {name: Tajikistan, type: place, ids: {wikidata: Q863}}
  tadzhikistan: {name: Tadzhikistan, type: place, ids: {wikidata: Q863}}
"""


def check(book: Book, fold: Fold = fold, /) -> Iterator[Problem]:
    """Identifiers given again, at the later entity."""
    first: dict[tuple[str, str], str] = {}
    for entity in book.entities:
        for pair in entity.ids.items():
            other = first.setdefault(pair, entity.id)
            if other != entity.id and all(pair):
                scheme, id = pair
                message = f"{entity.id!r} has the {scheme} identifier {id!r} of {other!r}; merge the two, or correct one"
                yield Problem(place_of(entity, book.path), RULE, message)
