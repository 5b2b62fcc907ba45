"""What an entity is never called cannot be one of its forms.

A `never` row and an alias of the same form contradict each other. An alias with `case: exact` contradicts only the same case.
"""

from collections.abc import Iterator

from registry.errors import Problem
from registry.store.book import Book
from registry.store.checks.forms import Fold, fold, forms, place_of

__all__ = ["FAIL", "PASS", "RULE", "check"]

RULE = "never-own-alias"

PASS = """\
version: 1
entities:
  united-states:
    name: United States
    type: place
    aliases: [{text: US, kind: acronym, case: exact}]
    never: [{text: US Steel, because: a company}]
"""

FAIL = """\
version: 1
entities:
  emomali-rahmon:
    name: Emomali Rahmon
    type: person
    aliases: [Rustam Emomali]
    never: [{text: rustam emomali, because: his son}]
"""


def check(book: Book, fold: Fold = fold, /) -> Iterator[Problem]:
    """Contradictions, at the `never` row."""
    for entity in book.entities:
        for never in entity.never:
            key = fold(never.text)
            for form in forms(entity):
                if never.text == form.text or (not form.exact_case and fold(form.text) == key):
                    message = f"never {never.text!r}, but line {place_of(form, book.path).line} says {form.text!r}; remove one of the rows"
                    yield Problem(place_of(never, book.path), RULE, message)
                    break
