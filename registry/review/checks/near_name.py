"""Names of two entities that one slip of a letter turns into each other are pointed out.

Nothing is wrong with them. Acronyms and words of up to five letters are matched exactly, never nearly: CTO is not the CSTO. In a longer
word that is asked of alone one letter may be wrong, and such a mistake names both. An entity is told of each other one before it once.
Scripts that write syllables or words are left out, and so are surnames.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from operator import itemgetter

from rapidfuzz.distance import OSA

from registry.errors import Problem, Severity
from registry.match.resolver import Resolver
from registry.records import Alias, AliasKind
from registry.store.book import Book
from registry.store.checks.forms import fold, forms, place_of
from registry.text.sounds import script_of

__all__ = ["FAIL", "PASS", "RULE", "check"]

RULE = "near-name"

PASS = """\
version: 1
entities:
  csto: {name: CSTO, type: organization}
  nato: {name: NATO, type: organization}
"""

FAIL = """\
version: 1
entities:
  csto: {name: CSTO, type: organization}
  cto: {name: CTO, type: organization}
  pyanj: {name: Pyandj, type: place}
  pyanja: {name: Pyandja, type: place}
"""

_SHORTEST = 3
"""Letters of a name that is compared: any two of two letters are nearly the same."""

_LONGEST = 24
"""Letters beyond which a name is no acronym and its word no place where one letter is overlooked; keeps the time linear."""

_FORGIVEN = 6
"""Letters from which the resolver forgives a mistake in a mention that is asked of alone (`registry.match.lookup`)."""

_TOLD = 5
"""Rivals that a line names."""

_SYLLABIC = frozenset(["han", "hangul", "kana"])

_Row = tuple[int, Alias]
"""A form, with the position of its entity in the book."""


def check(book: Book, resolver: Resolver, /) -> Iterator[Problem]:
    """Entities with such names, at the first such row of the later ones."""
    borne: dict[str, list[_Row]] = defaultdict(list)
    for at, entity in enumerate(book.entities):
        for form in forms(entity):
            if form.weak or form.kind is AliasKind.SURNAME:
                continue
            word = fold(form.text)
            if _SHORTEST <= len(word) <= _LONGEST and word.isalpha() and script_of(word) not in _SYLLABIC:
                borne[word].append((at, form))
    found: dict[int, dict[int, tuple[Alias, Alias]]] = defaultdict(dict)
    for one, other in _near(borne):
        for (first, row), (later, form) in (sorted(pair, key=itemgetter(0)) for pair in product(borne[one], borne[other])):
            found[later].setdefault(first, (form, row))
    for _, rivals in sorted(found.items()):
        told: dict[Alias, list[str]] = defaultdict(list)
        for first, (form, row) in sorted(rivals.items()):
            told[form].append(f"{row.text!r} ({book.entities[first].id})")
        for form, rows in told.items():
            exact = len(fold(form.text)) < _FORGIVEN or form.kind is AliasKind.ACRONYM
            remedy = "exact only" if exact else "a mistake in a mention can name both"
            message = f"{form.text!r} is one edit from {', '.join(rows[:_TOLD])}{' and others' if len(rows) > _TOLD else ''}; {remedy}"
            yield Problem(place_of(form, book.path), RULE, message, Severity.NOTICE)


def _near(borne: Mapping[str, Sequence[_Row]]) -> Iterator[tuple[str, str]]:
    """Words one slip apart that no entity bears both of. Such words meet where one letter, or none, is left out of each."""
    meeting: dict[str, list[str]] = defaultdict(list)
    for word in borne:
        for key in {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}:
            meeting[key].append(word)
    told = set()
    for words in meeting.values():
        for pair in combinations(sorted(words), 2):
            if pair not in told and OSA.distance(*pair, score_cutoff=1) <= 1:
                told.add(pair)
                if not {at for at, _ in borne[pair[0]]} & {at for at, _ in borne[pair[1]]}:
                    yield pair
