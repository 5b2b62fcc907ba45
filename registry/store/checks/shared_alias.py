"""A form that names two entities links to neither without context.

It is either a row under the wrong entity, which is an error, or a name that both bear: then say so, with `namesakes: [id]` on one of them,
with `weak: true` on the rarer bearer's row, or with dates that do not overlap. Acronyms, surnames, demonyms and titles are shared by their
nature. What is declared or natural is told once for each two entities, as a warning; titles held one after the other not at all.

Forms are compared as the matcher does: without case, accents, punctuation marks inside words. An acronym or a form in `case: exact` is
another form in another case.
"""

from collections.abc import Iterator

from registry.errors import Problem, Severity
from registry.records import Alias, AliasKind, Entity
from registry.store.book import Book
from registry.store.checks.forms import Fold, fold, forms, place_of

__all__ = ["FAIL", "PASS", "RULE", "check"]

RULE = "shared-alias"

PASS = """\
version: 1
entities:
  ashraf-ghani:
    name: Ashraf Ghani
    type: person
    aliases: [{text: Afghan President, kind: title, since: 2014-09-29, until: 2021-08-15}]
  hamid-karzai:
    name: Hamid Karzai
    type: person
    aliases: [{text: Afghan President, kind: title, since: 2001-12-22, until: 2014-09-29}]
"""

FAIL = """\
version: 1
entities:
  georgia: {name: Georgia, type: place, feature: state}
  georgia-us:
    name: State of Georgia
    type: place
    feature: province
    aliases: [GEORGIA]
  kunduz-province: {name: Kunduz, type: place, feature: province}
  kunduz: {name: Kunduz, type: place, feature: city, part_of: kunduz-province, namesakes: [kunduz-province]}
"""

_NATURAL = frozenset([AliasKind.ACRONYM, AliasKind.SURNAME, AliasKind.DEMONYM, AliasKind.TITLE])
"""Kinds that several entities bear by their nature: fathers and sons, a state and its people, an office and its holders."""


def check(book: Book, fold: Fold = fold, /) -> Iterator[Problem]:
    """Forms of two entities or more: those not declared at each row but the first, the others at the first row of each two entities."""
    bearers: dict[str, tuple[Entity, Alias]] = {}
    others: dict[str, list[tuple[Entity, Alias]]] = {}
    declared: dict[tuple[str, str], list[tuple[Alias, Alias]]] = {}
    for entity in book.entities:
        reported: set[tuple[str, str]] = set()
        for form in forms(entity):
            key = fold(form.text)
            first = bearers.setdefault(key, (entity, form))
            if first[1] is form:
                continue
            earlier = others.setdefault(key, [first])
            for other, row in earlier:
                if other is entity or not _meet(form, row) or _in_turn(form, row):
                    continue
                if _declared(form, entity, row, other):
                    declared.setdefault((other.id, entity.id), []).append((form, row))
                elif (other.id, key) not in reported:
                    reported.add((other.id, key))
                    yield Problem(place_of(form, book.path), RULE, _undeclared(form, other, row))
            earlier.append((entity, form))
    for (other_id, _), pairs in declared.items():
        yield Problem(place_of(pairs[0][0], book.path), RULE, _told(other_id, pairs), Severity.WARNING)


def _meet(form: Alias, row: Alias) -> bool:
    """Whether one spelling can be both."""
    cased = any(one.exact_case or one.kind is AliasKind.ACRONYM for one in (form, row))
    return not cased or form.text == row.text


def _in_turn(form: Alias, row: Alias) -> bool:
    """Whether one was over before, or on the day that, the other began."""
    return _ended(form.until, row.since) or _ended(row.until, form.since)


def _ended(until: str | None, since: str | None) -> bool:
    """Compared as far as both dates go: a handover in 2004 is one."""
    return until is not None and since is not None and until[: len(since)] <= since[: len(until)]


def _declared(form: Alias, entity: Entity, row: Alias, other: Entity) -> bool:
    if other.id in entity.namesakes or entity.id in other.namesakes or form.weak or row.weak:
        return True
    return form.kind in _NATURAL and row.kind in _NATURAL


def _undeclared(form: Alias, other: Entity, row: Alias) -> str:
    return f"{_named(form, other.id, row)}; remove the wrong row, or declare `namesakes: [{other.id}]`, or mark the rarer `weak: true`"


def _told(other: str, pairs: list[tuple[Alias, Alias]]) -> str:
    more = len({form.text for form, _ in pairs}) - 1
    counted = f", and {more} more of its names {'does' if more == 1 else 'do'} so" if more else ""
    return f"{_named(*(pairs[0][0], other, pairs[0][1]))}{counted}; only context will decide between them"


def _named(form: Alias, other: str, row: Alias) -> str:
    return f"{form.text!r} names {other!r} too" + (f" (as {row.text!r})" if row.text != form.text else "")
