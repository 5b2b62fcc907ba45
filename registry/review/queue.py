"""A review queue as a YAML file that an editor fills in: written whole, read with the place of every slip.

Machines write all of it but `decision` and `because`; these are read as people type them, in whatever case and spacing.
"""

import math
import re
from collections.abc import Collection, Iterator
from typing import Final, TypeVar

from registry.errors import Problem, RegistryFileError
from registry.records import EntityType
from registry.review.items import Decision, Item, ItemKind, Option, Queue, Snippet, Verb
from registry.store.fields import FieldReader, shown
from registry.store.load import read_bytes
from registry.store.read import Node, Scalar, decode, is_null, parse, source
from registry.store.render import scalar
from registry.store.replace import replace_bytes
from registry.store.spelling import did_you_mean

__all__ = [
    "parse_queue",
    "queue_of",
    "queue_text",
    "read_queue",
    "write_queue",
]

_HEAD: Final = """\
# What the articles have and the registry does not, the most important first. Fill in `decision`; leave empty what is undecided.
#
#   decision: same ENTITY        it is this entity: the forms become its aliases
#   decision: new ID             an entity of its own, under this new id (small letters, digits and hyphens)
#   decision: different ENTITY   it is not this entity; say why in `because`
#   decision: weak ENTITY        it can be this entity, but says too little alone: weak aliases
#   decision: unsure             nobody can say yet
#   because: …                   the reason, in your words; always welcome, and a must for `different`
#
# Everything else is for you to read; a form that is wrong may be deleted from its list.
"""
_QUEUE: Final = ("registry", "items")
_ITEM: Final = (
    *("key", "kind", "name", "type", "forms", "articles", "sources", "snippets", "options", "evidence"),
    *("decision", "because"),
)
_SNIPPET: Final = ("text", "article", "date", "source")
_OPTION: Final = ("entity", "name", "score", "why")
_COUNTED: Final = re.compile(r"\s*(\d{1,9})\s*[×xX*] (.*)", re.DOTALL)
_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
"""Halves of characters, which no file in UTF-8 holds."""
_KINDS: Final = {kind.value: kind for kind in ItemKind}
_TYPES: Final = {type.value: type for type in EntityType}
_VERBS: Final = {verb.value: verb for verb in Verb}

N = TypeVar("N", int, float)


def write_queue(queue: Queue, path: str) -> None:
    """Write a queue; the old file or the new one is there at any moment. Raises RegistryFileError if it cannot be written."""
    replace_bytes(path, queue_text(queue).encode())


def queue_text(queue: Queue) -> str:
    """A queue as YAML. Halves of surrogate pairs become U+FFFD."""
    lines = [_HEAD, f"registry: {_text(queue.registry)}"]
    lines.append("items:" if queue.items else "items: []")
    for item in queue.items:
        lines += ["", *_item_lines(item)]
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    return scalar(_SURROGATE.sub("\ufffd", text), flow=False)


def _line(name: str, text: str | None) -> str:
    return f"{name}:" if text is None else f"{name}: {_text(text)}"


def _item_lines(item: Item) -> Iterator[str]:
    yield f"  - {_line('key', item.key)}"
    yield f"    kind: {item.kind.value}"
    yield f"    {_line('name', item.name)}"
    yield f"    type: {item.type.value}" if item.type else "    type:"
    yield "    forms:" if item.forms else "    forms: []"
    for text, count in item.forms.items():
        yield f"      - {_text(f'{count} × {text}')}"
    yield f"    articles: {item.articles}"
    yield f"    sources: {item.sources}"
    yield "    snippets:" if item.snippets else "    snippets: []"
    for snippet in item.snippets:
        yield f"      - {_line('text', snippet.text)}"
        yield f"        {_line('article', snippet.article)}"
        for name, value in (("date", snippet.date), ("source", snippet.source)):
            if value is not None:
                yield f"        {_line(name, value)}"
    yield "    options:" if item.options else "    options: []"
    for option in item.options:
        yield f"      - {_line('entity', option.entity)}"
        yield f"        {_line('name', option.name)}"
        yield f"        score: {option.score!r}"
        if option.why:
            yield "        why:"
        for reason in option.why:
            yield f"          - {_text(reason)}"
    yield f"    {_line('evidence', item.evidence)}"
    yield f"    {_line('decision', str(item.decision) if item.decision else None)}"
    yield f"    {_line('because', item.decision.because if item.decision and item.decision.because else None)}"


def read_queue(path: str, *, known: Collection[str] | None = None) -> Queue:
    """Read a queue. `known` are the ids that a decision may name, beside those that other decisions of the queue make new.

    Raises RegistryFileError with every problem: unknown fields and verbs, decisions without an entity or a reason, unknown entities,
    keys given twice.
    """
    return parse_queue(decode(read_bytes(path), path), path, known=known)


def parse_queue(text: str, path: str, *, known: Collection[str] | None = None) -> Queue:
    """As `read_queue`, from a text in hand; `path` is what the problems name."""
    return queue_of(parse(text, path), path, known=known)


def queue_of(tree: Node, path: str, *, known: Collection[str] | None = None) -> Queue:
    """As `parse_queue`, from the tree of a text."""
    reader = _Reader(path)
    queue = reader.queue(tree)
    if known is not None:
        reader.check_entities(queue, known)
    if reader.problems:
        raise RegistryFileError(reader.problems)
    return queue


class _Reader(FieldReader):
    """Nodes to items."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self._decided: list[tuple[Decision, Scalar]] = []

    def queue(self, node: Node) -> Queue:
        fields = self.fields(node, _QUEUE, "a queue")
        self.require(fields, _QUEUE, node.start_mark, "the queue")
        items: dict[str, Item] = {}
        for row in [] if _is_empty(fields.get("items")) else self.rows(fields.get("items"), "items"):
            item = self._item(row)
            if item.key in items:
                first = items[item.key].place
                line = first.line if first else 1
                self.problem(
                    row.start_mark, "duplicate-item", f"the key {item.key!r} is that of line {line} too; keep one of the two items"
                )
            items.setdefault(item.key, item)
        return Queue(self._written(fields.get("registry"), "registry") or "", tuple(items.values()), self.path)

    def _item(self, node: Node) -> Item:
        fields = self.fields(node, _ITEM, "an item")
        self.require(fields, ("key", "kind", "name"), node.start_mark, "the item")
        key = self._written(fields.get("key"), "key") or ""
        type = None if _is_empty(fields.get("type")) else self.one_of(fields.get("type"), _TYPES, "type")
        forms: dict[str, int] = {}
        for row in self._list(fields, "forms"):
            counted = _COUNTED.fullmatch(self._written(row, "form") or "")
            if counted:
                forms[counted[2]] = forms.get(counted[2], 0) + int(counted[1])
            else:
                self.problem(row.start_mark, "bad-value", f"a form is {shown(row)}; write how often and what, as in '2 × Rahmon'")
        return Item(
            key,
            self.one_of(fields.get("kind"), _KINDS, "kind") or ItemKind.UNREGISTERED,
            self._written(fields.get("name"), "name") or "",
            type,
            forms,
            self._number(fields.get("articles"), "articles", int),
            self._number(fields.get("sources"), "sources", int),
            tuple(self._snippet(row) for row in self._list(fields, "snippets")),
            tuple(self._option(row) for row in self._list(fields, "options")),
            self._written(fields.get("evidence"), "evidence") or "",
            self._decision(fields.get("decision"), fields.get("because")),
            source(self.path, node.start_mark),
        )

    def _list(self, fields: dict[str, Node], name: str) -> list[Node]:
        node = fields.get(name)
        return [] if _is_empty(node) else self.rows(node, name)

    def _written(self, node: Node | None, what: str) -> str | None:
        """A text as it was written, blank or not."""
        if node is None or (type(node) is Scalar and is_null(node)):
            return None
        if type(node) is Scalar:
            return node.value
        return self.text(node, what)

    def _number(self, node: Node | None, what: str, number: type[N]) -> N:
        written = self._written(node, what)
        if node is None or written is None:
            return number(0)
        try:
            value = number(written)
        except ValueError:
            value = number(-1)
        if not (math.isfinite(value) and value >= 0):
            self.problem(node.start_mark, "bad-value", f"{what!r} cannot be {written!r}; write a number")
        return value

    def _snippet(self, node: Node) -> Snippet:
        fields = self.fields(node, _SNIPPET, "a snippet")
        text, article, date, origin = (self._written(fields.get(name), name) for name in _SNIPPET)
        return Snippet(article or "", text or "", date, origin)

    def _option(self, node: Node) -> Option:
        fields = self.fields(node, _OPTION, "an option")
        self.require(fields, ("entity",), node.start_mark, "the option")
        return Option(
            self._written(fields.get("entity"), "entity") or "",
            self._written(fields.get("name"), "name") or "",
            self._number(fields.get("score"), "score", float),
            tuple(self._written(row, "why") or "" for row in self._list(fields, "why")),
        )

    def _decision(self, node: Node | None, reason: Node | None) -> Decision | None:
        because = "" if _is_empty(reason) else " ".join((self.text(reason, "because", lines=True) or "").split())
        if node is None or _is_empty(node):
            if because and reason is not None:
                self._bad(reason, "a reason without a decision; write the decision above it, at least 'unsure', or remove it")
            return None
        if type(node) is not Scalar:
            self.text(node, "decision")
            return None
        verb, *rest = node.value.replace(",", " ").split() or [""]
        found = _VERBS.get(verb.lower().rstrip(":"))
        if found is None:
            hint = did_you_mean(verb.lower(), tuple(_VERBS), "it is one of")
            self._bad(node, f"{node.value!r} is no decision; {hint}")
            return None
        wanted = "an id" if found is Verb.NEW else "the entity's id"
        if found is Verb.UNSURE:
            if rest:
                self._bad(node, f"{node.value!r} says more than 'unsure'; leave {' '.join(rest)!r} out, or write it in 'because'")
            return Decision(found, None, because)
        if len(rest) != 1:
            what = "names nothing" if not rest else f"names {len(rest)} things"
            self._bad(node, f"{node.value!r} {what}; write {found.value!r} and {wanted}, as in '{found.value} emomali-rahmon'")
            return None
        entity = rest[0].lower()
        if not _ID.fullmatch(entity):
            self._bad(node, f"{rest[0]!r} is no id; write small letters, digits and hyphens, as in 'emomali-rahmon'")
            return None
        if found is Verb.DIFFERENT and not because:
            self._bad(node, f"{node.value!r} wants a reason; write it under the decision: 'because: …'")
        decision = Decision(found, entity, because)
        self._decided.append((decision, node))
        return decision

    def _bad(self, node: Node, message: str) -> None:
        self.problem(node.start_mark, "bad-decision", message)

    def check_entities(self, queue: Queue, known: Collection[str]) -> None:
        """Report decisions that name entities which are not there."""
        made = {decision.entity for decision, _ in self._decided if decision.verb is Verb.NEW}
        for decision, node in self._decided:
            if decision.verb is not Verb.NEW and decision.entity not in known and decision.entity not in made:
                hint = did_you_mean(decision.entity or "", known, "there are")
                message = f"{decision.entity!r} is no entity of {queue.registry or 'the registry'}; {hint}"
                self.problems.append(Problem(source(self.path, node.start_mark), "unknown-entity", message))


def _is_empty(node: Node | None) -> bool:
    return node is None or (type(node) is Scalar and (is_null(node) or not node.value.strip()))
