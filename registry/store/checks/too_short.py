"""A form of one or two letters, or of one Han character, does not link alone.

Ob, Xi and 习 are words, syllables and initials everywhere. Mark such an alias `weak: true`, or `case: exact` where the case tells it from
the word. Acronyms and forms in capitals are matched in their own case and may be as short as they are.
"""

import re
import unicodedata
from collections.abc import Iterator

from registry.errors import Problem, Severity
from registry.records import Alias, AliasKind
from registry.store.book import Book
from registry.store.checks.forms import Fold, fold, forms, place_of

__all__ = ["FAIL", "PASS", "RULE", "check"]

RULE = "too-short"

PASS = """\
version: 1
entities:
  xi-jinping:
    name: Xi Jinping
    type: person
    aliases: [{text: Xi, kind: surname, weak: true}, 习近平]
  european-union: {name: EU, type: organization}
"""

FAIL = """\
version: 1
entities:
  xi-jinping:
    name: Xi Jinping
    type: person
    aliases: [{text: Xi, kind: surname}, 习]
  ob: {name: Ob, type: place}
"""

_SHORT = 2
"""Letters of an alphabet; a syllable or a character of East Asia counts double, as it carries as much."""

_WIDE = re.compile("[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]")
"""Hangul, kana and Han."""


def check(book: Book, fold: Fold = fold, /) -> Iterator[Problem]:
    """Such forms, at their row."""
    for entity in book.entities:
        for form in forms(entity):
            if len(form.text) <= 2 * _SHORT and not _excused(form) and 0 < _length(form.text) <= _SHORT:
                remedy = "give the entity a longer name" if form.kind is AliasKind.PREFERRED else "mark it `weak: true` or `case: exact`"
                yield Problem(place_of(form, book.path), RULE, f"{form.text!r} is too short to link alone; {remedy}", Severity.WARNING)


def _excused(form: Alias) -> bool:
    return form.weak or form.exact_case or form.kind is AliasKind.ACRONYM or form.text.isupper()


def _length(text: str) -> int:
    """Letters, digits and the vowel signs of Indic scripts, which are letters too; other marks are not."""
    counted = (c for c in text if c.isalnum() or (unicodedata.category(c)[0] == "M" and not unicodedata.combining(c)))
    return sum(2 if _WIDE.match(c) else 1 for c in counted)
