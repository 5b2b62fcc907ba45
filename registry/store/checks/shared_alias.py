"""A form that names two entities links to neither without context.

Acronyms, surnames, demonyms, titles and weak rows are shared honestly and context decides; any other shared form is either a namesake that
both bear or a row under the wrong entity. Both are warnings: only the editor knows.
"""

from collections.abc import Iterator

from registry.errors import Problem, Severity
from registry.records import Alias, AliasKind, Entity
from registry.store.book import Book
from registry.store.checks.forms import Fold, casefold, forms, place_of

__all__ = ["FAIL", "PASS", "RULE", "check"]

RULE = "shared-alias"

PASS = """\
version: 1
entities:
  georgia: {name: Georgia, type: place, feature: state}
  georgia-us: {name: State of Georgia, type: place, feature: province}
"""

FAIL = """\
version: 1
entities:
  georgia: {name: Georgia, type: place, feature: state}
  georgia-us:
    name: State of Georgia
    type: place
    feature: province
    aliases: [georgia]
"""

_HONEST = frozenset([AliasKind.ACRONYM, AliasKind.SURNAME, AliasKind.DEMONYM, AliasKind.TITLE])
"""Kinds that several entities bear by their nature: fathers and sons, a state and its people, an office and its holders."""


def check(book: Book, fold: Fold = casefold, /) -> Iterator[Problem]:
    """Forms of two entities or more, at each row but the first."""
    first: dict[str, tuple[Entity, Alias]] = {}
    for entity in book.entities:
        reported = set()
        for form in forms(entity):
            key = fold(form.text)
            other, row = first.setdefault(key, (entity, form))
            if other is not entity and key not in reported:
                reported.add(key)
                yield Problem(place_of(form, book.path), RULE, _message(form, other, row), Severity.WARNING)


def _message(form: Alias, other: Entity, row: Alias) -> str:
    said = f"{form.text!r} names {other.id!r} too" + (f" (as {row.text!r})" if row.text != form.text else "")
    if all(one.weak or one.kind in _HONEST for one in (form, row)):
        return f"{said}; only context will decide between them"
    return f"{said}; remove one, or mark the rarer `weak: true` if both bear it"
