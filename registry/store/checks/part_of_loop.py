"""No place or body is part of itself, directly or by way of others."""

from collections.abc import Iterator

from registry.errors import Problem
from registry.store.book import Book
from registry.store.checks.forms import Fold, fold
from registry.store.checks.loops import loops

__all__ = ["FAIL", "PASS", "RULE", "check"]

RULE = "part-of-loop"

PASS = """\
version: 1
entities:
  khorog: {name: Khorog, type: place, part_of: badakhshan}
  badakhshan: {name: Badakhshan, type: place, part_of: tajikistan}
  tajikistan: {name: Tajikistan, type: place}
"""

FAIL = """\
version: 1
entities:
  khorog: {name: Khorog, type: place, part_of: badakhshan}
  badakhshan: {name: Badakhshan, type: place, part_of: tajikistan}
  tajikistan: {name: Tajikistan, type: place, part_of: badakhshan}
"""


def check(book: Book, fold: Fold = fold, /) -> Iterator[Problem]:
    """Loops, each once, at the `part_of` of the member that stands first."""
    entities = {entity.id: entity for entity in book.entities}
    for loop in loops({entity.id: entity.part_of for entity in book.entities if entity.part_of is not None}):
        message = f"{loop[0]!r} is part of {', which is part of '.join(map(repr, loop[1:]))}; remove the one that is wrong"
        yield Problem(book.place(entities[loop[0]], "part_of"), RULE, message)
