"""Each alias, read word by word as in an article, leads to its entity.

It is asked in its own language and within its own dates. A weak alias, a pattern, and an alias of an entity that has namesakes, against
these, need only name the entity among the candidates. A pattern is asked with names of its entities in the slots, until one of them leads
there. That an alias leads elsewhere is an error; that it is refused or ambiguous is a warning, since letter by letter it is still found.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import islice

from registry.errors import Problem, Severity
from registry.match.resolver import Resolver
from registry.records import Alias, AliasKind, Entity, Resolution, Status
from registry.store.book import Book
from registry.store.checks.forms import fold, forms, place_of

__all__ = ["FAIL", "PASS", "RULE", "check"]

RULE = "unreachable-alias"

PASS = """\
version: 1
entities:
  russia: {name: Russia, type: place, feature: state}
  russian-army:
    name: Russian Army
    type: organization
    country: russia
    aliases: ["{russia}'s armed forces"]
"""

FAIL = """\
version: 1
entities:
  akipress:
    name: AKIpress
    type: media
    aliases: [Akipress.org]
  wang-yi: {name: Wang Yi, type: person}
  yi-wang: {name: Yi Wang, type: person}
"""

_SLOT = re.compile(r"\{([^{}]*)\}")

_FILLERS = 8
"""Names tried in a slot: enough for one of the pattern's language and an acronym to be among them."""


def check(book: Book, resolver: Resolver, /) -> Iterator[Problem]:
    """Aliases that the resolver refuses or sends elsewhere, at their row."""
    entities = {entity.id: entity for entity in book.entities}
    namesakes = _namesakes(book)
    for entity in book.entities:
        if entity.place is not None and entity.place.path in book.beside:
            continue
        for form in forms(entity):
            answers = _answers(form, entities, resolver)
            first = next(answers)
            known = namesakes[entity.id]
            if not _right(first, form, entity, known) and not any(_right(answer, form, entity, known) for answer in answers):
                elsewhere = first.entity is not None and "{" not in form.text
                severity = Severity.ERROR if elsewhere else Severity.WARNING
                yield Problem(place_of(form, book.path), RULE, _said(form, entity, first), severity)


def _namesakes(book: Book) -> Mapping[str, Set[str]]:
    """By id, the entities that are declared to be namesakes or share a form, which is for `shared-alias` to report."""
    found: dict[str, set[str]] = defaultdict(set)
    first: dict[str, str] = {}
    for entity in book.entities:
        for other in (*entity.namesakes, *(first.setdefault(fold(form.text), entity.id) for form in forms(entity))):
            if other != entity.id:
                found[entity.id].add(other)
                found[other].add(entity.id)
    return found


def _answers(form: Alias, entities: Mapping[str, Entity], resolver: Resolver) -> Iterator[Resolution]:
    """What the resolver says of the form; of a pattern, with one name after another in its first slot."""
    for mention in islice(_filled(form, entities), _FILLERS):
        # The blank keeps the resolver from looking the text up whole, which finds any alias.
        yield resolver.resolve(f" {mention}", lang=form.lang, date=form.since or form.until)


def _filled(form: Alias, entities: Mapping[str, Entity]) -> Iterable[str]:
    slot = _SLOT.search(form.text)
    if slot is None or slot[1] not in entities:
        return [form.text]
    target = entities[slot[1]]
    names = [one for one in forms(target) if "{" not in one.text and not one.weak]
    names.sort(key=lambda one: (one.kind is not AliasKind.PREFERRED, one.lang != form.lang, one.kind is not AliasKind.ACRONYM))
    rest = _SLOT.sub(lambda other: entities[other[1]].name if other[1] in entities else other[0], form.text[slot.end() :])
    return [form.text[: slot.start()] + one.text + rest for one in names]


def _right(answer: Resolution, form: Alias, entity: Entity, namesakes: Set[str]) -> bool:
    ids = [candidate.entity.id for candidate in answer.candidates]
    if entity.id not in ids:
        return False
    if answer.entity is not None:
        return answer.entity.id == entity.id or (answer.entity.id in namesakes and form.text != entity.name) or form.weak
    rivals = {id for id in ids if id != entity.id}
    return answer.status is Status.AMBIGUOUS and (form.weak or "{" in form.text or rivals <= namesakes)


def _said(form: Alias, entity: Entity, answer: Resolution) -> str:
    """What the resolver did instead, and the remedy."""
    asked = repr(form.text) if answer.mention.strip() == form.text else f"{form.text!r}, read as {answer.mention.strip()!r},"
    ids = [candidate.entity.id for candidate in answer.candidates]
    if answer.entity is not None:
        return f"{asked} leads to {answer.entity.id!r}, by its alias {answer.candidates[0].alias.text!r}; remove the row there or here"
    if answer.status is Status.AMBIGUOUS and entity.id in ids:
        rivals = " and ".join(repr(id) for id in ids if id != entity.id)
        return f"{asked} could be {rivals} too; mark it `weak: true`, or write a longer form"
    return f"{asked} is refused when it is read word by word; write another form, or remove the row"
