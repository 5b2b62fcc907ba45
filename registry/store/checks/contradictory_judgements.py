"""What editors decided does not contradict itself.

One form is refused once, with one reason. An id that redirects says that both were one; a `never` row of that name on the entity it leads
to says that they are not. (A `never` row against an own alias is the rule `never-own-alias`.)
"""

import re
from collections.abc import Iterator, Mapping

from registry.errors import Problem, Severity
from registry.records import Never
from registry.store.book import Book
from registry.store.checks.forms import Fold, fold, place_of
from registry.store.redirects import ends

__all__ = ["FAIL", "PASS", "RULE", "check"]

RULE = "contradictory-judgements"

PASS = """\
version: 1
entities:
  emomali-rahmon:
    name: Emomali Rahmon
    type: person
    never: [{text: Rustam Emomali, because: his son}]
redirects:
  emomali-rakhmon: emomali-rahmon
"""

FAIL = """\
version: 1
entities:
  emomali-rahmon:
    name: Emomali Rahmon
    type: person
    never:
      - {text: Rustam Emomali, because: his son}
      - {text: rustam emomali, because: his brother}
redirects:
  rustam-emomali: emomali-rahmon
"""


def check(book: Book, fold: Fold = fold, /) -> Iterator[Problem]:
    """Contradictions, at the later `never` row and at the redirect."""
    merged: dict[str, dict[str, str]] = {}
    for old, end in ends(book.redirects).items():
        merged.setdefault(end, {})[old] = end
    for entity in book.entities:
        seen: dict[str, Never] = {}
        for never in entity.never:
            first = seen.setdefault(fold(never.text), never)
            if first is not never:
                said = "again" if first.because == never.because else f"{first.because!r} and {never.because!r}"
                line = place_of(first, book.path).line
                message = f"never {never.text!r} stands in line {line} already ({said}); keep one"
                yield Problem(place_of(never, book.path), RULE, message, Severity.WARNING)
            else:
                yield from _against(never, merged.get(entity.id, {}), book, fold)


def _against(never: Never, merged: Mapping[str, str], book: Book, fold: Fold) -> Iterator[Problem]:
    old = re.sub(r"[^a-z0-9]+", "-", fold(never.text)).strip("-")
    if old in merged:
        line = place_of(never, book.path).line
        message = f"{old!r} redirects to {merged[old]!r}, of which line {line} says never {never.text!r}; remove one of the rows"
        yield Problem(book.redirect_place(old), RULE, message)
