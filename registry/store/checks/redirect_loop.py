"""A redirect leads to an entity: it does not come back to itself, and its old id is no longer in use."""

from collections.abc import Iterator

from registry.errors import Problem
from registry.store.book import Book
from registry.store.checks.forms import Fold, fold
from registry.store.checks.loops import loops

__all__ = ["FAIL", "PASS", "RULE", "check"]

RULE = "redirect-loop"

PASS = """\
version: 1
entities:
  taliban: {name: Taliban, type: group}
redirects:
  taleban: taliban-movement
  taliban-movement: taliban
"""

FAIL = """\
version: 1
entities:
  taliban: {name: Taliban, type: group}
  taleban: {name: Taleban, type: group}
redirects:
  taleban: taliban
  islamic-emirate: taliban-movement
  taliban-movement: islamic-emirate
"""


def check(book: Book, fold: Fold = fold, /) -> Iterator[Problem]:
    """Loops and old ids still in use, at the redirect."""
    for entity in book.entities:
        if entity.id in book.redirects:
            message = f"{entity.id!r} redirects to {book.redirects[entity.id]!r} but is an entity too; remove one of them"
            yield Problem(book.redirect_place(entity.id), RULE, message)
    for loop in loops(book.redirects):
        message = f"{loop[0]!r} redirects to {', which redirects to '.join(map(repr, loop[1:]))}; end at an entity"
        yield Problem(book.redirect_place(loop[0]), RULE, message)
