"""From decisions to edits: what each decision of a queue asks of the registry, and what speaks against it.

Decisions are taken in the order of the queue, each on the registry as those before it leave it. What contradicts the registry, an earlier
decision of the history or one of the same queue is a problem at the place of the item, unless the editor overrules it with a reason.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from registry.edits import AddAlias, AddEntity, Edit, RejectAlias, RemoveNever
from registry.errors import Problem, RegistryFileError, Source
from registry.records import Alias, AliasKind, Entity, Never
from registry.review.history import Entry
from registry.review.items import Decision, Item, Verb
from registry.review.new_rows import held, needed, row_for
from registry.store.book import Book
from registry.store.checks.forms import fold, forms, place_of

__all__ = ["Step", "judge"]

_SHARED = frozenset([AliasKind.ACRONYM, AliasKind.SURNAME, AliasKind.DEMONYM, AliasKind.TITLE])
"""Kinds that several entities bear by their nature, as in the check `shared-alias`."""


@dataclass(frozen=True, slots=True)
class Step:
    """One decision with what follows from it."""

    item: Item
    decision: Decision
    edits: tuple[Edit, ...] = ()
    overrules: tuple[str, ...] = ()
    """What spoke against it, as the editor was told."""


def judge(items: Iterable[Item], book: Book, past: Sequence[Entry], *, overrule: str = "", file: str | None = None) -> list[Step]:
    """A step for each item that is decided. `past`: the decisions that hold. `file`: where new entities go, in a folder of files.

    Raises RegistryFileError with every contradiction, unless there is a reason to `overrule` them, and with whatever cannot be done.
    """
    judge = _Judge(book, past, overrule, file)
    steps = [judge.step(item, item.decision) for item in items if item.decision]
    if judge.problems:
        raise RegistryFileError(judge.problems)
    return steps


class _Judge:
    def __init__(self, book: Book, past: Sequence[Entry], overrule: str, file: str | None) -> None:
        self.book, self.overrule, self.file = book, overrule, file
        self.problems: list[Problem] = []
        self.entities = {entity.id: entity for entity in book.entities}
        self.bearers: defaultdict[str, list[tuple[str, Alias]]] = defaultdict(list)
        for entity in book.entities:
            for row in forms(entity):
                self.bearers[fold(row.text)].append((entity.id, row))
        self.said: dict[tuple[str, str], tuple[bool, str]] = {}
        """Whether a form (folded) was last said to be an entity's, and who said so."""
        self.made = {(entry.entity, entry.key) for entry in past if entry.verb == Verb.NEW.value}
        for entry in past:
            self._remember(entry.verb, entry.entity, entry.forms, f"{entry.by} on {entry.when[:10]}{_reason(entry.because)}")

    def _remember(self, verb: str, entity: str | None, forms: Iterable[str], who: str) -> None:
        if entity and verb != Verb.UNSURE.value:
            for form in forms:
                self.said[self._current(entity), fold(form)] = (verb != Verb.DIFFERENT.value, who)

    def _current(self, id: str) -> str:
        """The id that took the place of one merged since."""
        for _ in self.book.redirects:
            id = self.book.redirects.get(id, id)
        return id

    def step(self, item: Item, decision: Decision) -> Step:
        """The edits of one decision, which are made in the mind."""
        self.item, self.against = item, list[str]()
        wanted = tuple(item.forms) or (item.name,)
        id = self._current(decision.entity or "")
        edits: list[Edit] = []
        if decision.verb is Verb.NEW:
            edits = self._new(item, decision.entity or "", wanted)
        elif decision.verb is not Verb.UNSURE and id not in self.entities:
            self._problem(f"{id!r} is no entity of {self.book.path}; name another, or write 'new {id}'", "unknown-entity")
        elif decision.verb is Verb.DIFFERENT:
            edits = self._different(self.entities[id], wanted, decision.because)
        elif decision.verb is not Verb.UNSURE:
            edits = self._same(self.entities[id], wanted, weak=decision.verb is Verb.WEAK)
        self._remember(decision.verb.value, decision.entity, wanted, f"{item.place or 'this queue'}{_reason(decision.because)}")
        return Step(item, decision, tuple(edits), tuple(self.against))

    def _problem(self, message: str, rule: str) -> None:
        self.problems.append(Problem(self.item.place or Source(self.book.path, 1, 1), rule, message))

    def _contradiction(self, said: str, remedy: str) -> None:
        self.against.append(said)
        if not self.overrule:
            self._problem(f"{self.item.decision}: {said}; {remedy}, or overrule it with --overrule and a reason", "contradiction")

    def _source(self, form: str) -> str | None:
        """The first article whose snippet has the form, else the first."""
        found = [snippet.article for snippet in self.item.snippets if form in snippet.text]
        return next(iter([*found, *(snippet.article for snippet in self.item.snippets)]), None) or None

    def _same(self, entity: Entity, wanted: Sequence[str], *, weak: bool) -> list[Edit]:
        edits: list[Edit] = []
        for form in needed(entity, wanted):
            row = row_for(form, entity, weak=weak, source=self._source(form))
            for never in [never for never in entity.never if fold(never.text) == fold(form)]:
                where = place_of(never, self.book.path)
                self._contradiction(f"{entity.id} is never {never.text!r}{_reason(never.because)} ({where})", "decide otherwise")
                edits.append(RemoveNever(entity.id, never.text))
                entity = replace(entity, never=tuple(row for row in entity.never if row is not never))
                self.said.pop((entity.id, fold(form)), None)
            was, who = self.said.get((entity.id, fold(form)), (True, ""))
            if not was:
                self._contradiction(f"{form!r} was said to be different from {entity.id} by {who}", "decide otherwise")
            self._refuse_shared(entity, row)
            edits.append(AddAlias(entity.id, row))
            entity = replace(entity, aliases=(*entity.aliases, row))
            self.bearers[fold(form)].append((entity.id, row))
        self.entities[entity.id] = entity
        return edits

    def _refuse_shared(self, entity: Entity, row: Alias) -> None:
        """A form that another entity has is one row too many, unless it is of those that are shared."""
        for id, other in self.bearers[fold(row.text)]:
            bearer = self.entities[id]
            natural = row.kind in _SHARED and other.kind in _SHARED
            if id == entity.id or natural or row.weak or other.weak or id in entity.namesakes or entity.id in bearer.namesakes:
                continue
            what = "the name" if other.kind is AliasKind.PREFERRED else "an alias"
            self._contradiction(
                f"{row.text!r} is {what} of {id} ({place_of(other, self.book.path)})",
                f"decide 'same {id}', or 'weak {entity.id}' if both bear it",
            )

    def _different(self, entity: Entity, wanted: Sequence[str], because: str) -> list[Edit]:
        edits: list[Edit] = []
        for form in {fold(form): form for form in reversed(wanted)}.values():
            if any(never.text == form or fold(never.text) == fold(form) for never in entity.never):
                continue
            row = held(entity, form)
            was, who = self.said.get((entity.id, fold(form)), (False, ""))
            where = place_of(row, self.book.path) if row else ""
            if row and row.kind is AliasKind.PREFERRED:
                self._problem(f"{form!r} is the name of {entity.id} ({where}); give it another name first", "contradiction")
                continue
            if row or was:
                said = f"{form!r} is an alias of {entity.id} ({where})" if row else f"{form!r} was said to be {entity.id}"
                self._contradiction(said + (f", said by {who}" if was else ""), "decide otherwise")
            edits.append(RejectAlias(entity.id, form, because))
            gone = [alias for alias in entity.aliases if _is_taken(alias, form)]
            kept = tuple(alias for alias in entity.aliases if alias not in gone)
            entity = replace(entity, aliases=kept, never=(*entity.never, Never(form, because)))
            self.bearers[fold(form)] = [(id, row) for id, row in self.bearers[fold(form)] if id != entity.id or row not in gone]
        self.entities[entity.id] = entity
        return edits

    def _new(self, item: Item, id: str, wanted: Sequence[str]) -> list[Edit]:
        known = self.entities.get(id)
        if known and (id, item.key) in self.made:
            return self._same(known, wanted, weak=False)
        if known:
            where = place_of(known, self.book.path)
            self._problem(f"the id {id!r} is taken ({where}); write 'same {id}' if it is that one, else choose another id", "taken-id")
            return []
        if id in self.book.redirects:
            self._problem(f"{id!r} redirects to {self._current(id)!r}; write 'same {self._current(id)}', or choose another id", "taken-id")
            return []
        if item.type is None:
            self._problem(f"what {item.name!r} is, is not known; write it beside `type`: person, organization, place …", "missing-type")
            return []
        self.made.add((id, item.key))
        bare = Entity(id, item.name, item.type)
        self._refuse_shared(bare, Alias(item.name, AliasKind.PREFERRED))
        self.entities[id] = bare
        self.bearers[fold(item.name)].append((id, Alias(item.name, AliasKind.PREFERRED)))
        rows = [edit.alias for edit in self._same(bare, wanted, weak=False) if isinstance(edit, AddAlias)]
        return [AddEntity(replace(bare, aliases=tuple(rows)), file=self.file)]


def _is_taken(alias: Alias, form: str) -> bool:
    """Whether an alias goes when its form is refused."""
    return alias.text == form or (not alias.exact_case and alias.text.casefold() == form.casefold())


def _reason(because: str) -> str:
    return f", because: {because}" if because else ""
