"""An entity lists a form once, and its name not again among the aliases.

The same text is the same form, unless the rows give different dates, as for an office held twice. Rows that differ in language alone
are a warning: one does the work of both.
"""

from collections.abc import Iterator

from registry.errors import Problem, Severity
from registry.records import Alias, AliasKind
from registry.store.book import Book
from registry.store.checks.forms import Fold, fold, forms, place_of

__all__ = ["FAIL", "PASS", "RULE", "check"]

RULE = "duplicate-alias"

PASS = """\
version: 1
entities:
  vladimir-putin:
    name: Vladimir Putin
    type: person
    aliases:
      - Wladimir Putin
      - {text: President of Russia, kind: title, since: 2000, until: 2008}
      - {text: President of Russia, kind: title, since: 2012}
"""

FAIL = """\
version: 1
entities:
  vladimir-putin:
    name: Vladimir Putin
    type: person
    aliases:
      - Vladimir Putin
      - Wladimir Putin
      - {text: Wladimir Putin, lang: de}
      - Wladimir Putin
"""


def check(book: Book, fold: Fold = fold, /) -> Iterator[Problem]:
    """Repeated forms, at the later row."""
    for entity in book.entities:
        if len({alias.text for alias in entity.aliases} | {entity.name}) > len(entity.aliases):
            continue
        seen: dict[str, list[Alias]] = {}
        for form in forms(entity):
            earlier = seen.setdefault(form.text, [])
            again = [other for other in earlier if _same_time(other, form)]
            if again:
                first = next((other for other in again if other.lang == form.lang or other.kind is AliasKind.PREFERRED), again[0])
                yield _problem(form, first, book.path)
            earlier.append(form)


def _same_time(one: Alias, other: Alias) -> bool:
    return AliasKind.PREFERRED in (one.kind, other.kind) or (one.since, one.until) == (other.since, other.until)


def _problem(form: Alias, first: Alias, path: str) -> Problem:
    place = place_of(form, path)
    if first.kind is AliasKind.PREFERRED:
        return Problem(place, RULE, f"the alias {form.text!r} is the entity's name; remove it")
    if first.lang != form.lang:
        message = f"the alias {form.text!r} stands in line {place_of(first, path).line} for another language; one row does for both"
        return Problem(place, RULE, message, Severity.WARNING)
    return Problem(place, RULE, f"the alias {form.text!r} stands in line {place_of(first, path).line} already; keep one")
