"""Corrections in place: the text of a row changes, every other byte of the file stays.

A problem says which text becomes which (`Fix`); where in the file that text stands, the tree's marks say. What was written is read
again, and a correction that would have changed anything else is not made.
"""

import codecs
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from registry.errors import Fix, Problem, RegistryFileError
from registry.store.read import Mapping as Pairs
from registry.store.read import Node, Scalar, decode, parse
from registry.store.read import Sequence as Items

__all__ = ["fix_contents", "fix_text"]

_ROUNDS = 10
"""Looks at a registry; a row has as many corrections as rules touch it, and each look makes one of them."""

_NAMING = ("text", "name")
"""The fields that hold what a row, or an entity, is called."""


@dataclass(frozen=True, slots=True)
class _Span:
    """A scalar that a correction can be about: its position among all scalars, and its place in the text."""

    position: int
    start: int
    end: int
    value: str
    style: str | None


def fix_contents(
    contents: Mapping[str, bytes], check: Callable[[Mapping[str, bytes]], Iterable[Problem]]
) -> tuple[dict[str, bytes], list[Problem]]:
    """The files after every correction, and the problems corrected; `check` finds the problems of such files."""
    fixed: list[Problem] = []
    now = dict(contents)
    for _ in range(_ROUNDS):
        wanted: dict[str, list[Problem]] = defaultdict(list)
        for problem in check(now):
            if problem.fix and problem.source.path in now:
                wanted[problem.source.path].append(problem)
        made = 0
        for path, problems in wanted.items():
            mark = codecs.BOM_UTF8 if now[path].startswith(codecs.BOM_UTF8) else b""
            text, done = fix_text(decode(now[path], path), problems)
            now[path] = mark + text.encode("utf-8")
            fixed += done
            made += len(done)
        if not made:
            break
    return now, fixed


def fix_text(text: str, problems: Iterable[Problem]) -> tuple[str, list[Problem]]:
    """The text of a file with what can be corrected corrected, one problem a row; and those problems.

    >>> from registry.errors import Source
    >>> slip = Problem(Source("a.yaml", 1, 3), "mixed-script", "…", fix=Fix("Рaхмон", "Рахмон"))
    >>> fix_text("- Рaхмон   # president", [slip])[0]
    '- Рахмон   # president'
    """
    spans = _spans(text)
    edits: dict[_Span, Problem] = {}
    for problem in sorted(problems):
        for span in spans.get((problem.source.line, problem.source.column), ()):
            if problem.fix and span.value == problem.fix.old:
                edits.setdefault(span, problem)
                break
    chosen = sorted(edits.items(), key=lambda edit: edit[0].start)
    new = _applied(text, chosen, quote=False)
    if new is not None:
        return new, [problem for _, problem in chosen]
    done: list[Problem] = []
    for span, problem in reversed(chosen):  # from the end: the spans before keep their places
        for quote in (False, True):
            new = _applied(text, [(span, problem)], quote=quote)
            if new is not None:
                text = new
                done.append(problem)
                break
    return text, done[::-1]


def _applied(text: str, edits: Sequence[tuple[_Span, Problem]], *, quote: bool) -> str | None:
    """The text with the edits made, if it then reads as before but for them."""
    wanted = _values(text)
    parts = [text]
    for span, problem in reversed(edits):
        assert problem.fix is not None
        wanted[span.position] = problem.fix.new
        head = parts.pop()
        parts += [head[span.end :], _written(head[span.start : span.end], span, problem.fix, quote), head[: span.start]]
    new = "".join(reversed(parts))
    try:
        return new if _values(new) == wanted else None
    except RegistryFileError:
        return None


def _written(raw: str, span: _Span, fix: Fix, quote: bool) -> str:
    """The scalar as it stood, with its text exchanged; in double quotes where its own cannot hold it, or it is written with escapes.

    One that runs over several lines is an editor's to break.
    """
    if "\n" in raw or "\r" in raw:
        return raw
    if not quote and fix.old in raw:
        return raw.replace(fix.old, fix.new)
    return json.dumps(fix.new, ensure_ascii=False) if quote or span.style in ('"', "'") else raw


def _values(text: str) -> list[str | None]:
    """Every scalar of a file in order, with None where a list or mapping begins and ends."""
    return [node.value if type(node) is Scalar else None for node in _walk(parse(text, ""))]


def _walk(tree: Node) -> Iterator[Node | None]:
    """Every node in the order of the text; None where a list or mapping ends."""
    stack: list[Node | None] = [tree]
    while stack:
        node = stack.pop()
        yield node
        if type(node) is Pairs:
            stack += [None, *reversed(node.flat)]
        elif type(node) is Items:
            stack += [None, *reversed(node.items)]


def _spans(text: str) -> dict[tuple[int, int], list[_Span]]:
    """The scalars that a problem at a place can mean: the one there, the text of the row or the name of the entity that begins there."""
    found: dict[tuple[int, int], list[_Span]] = defaultdict(list)
    nodes = list(_walk(parse(text, "")))
    positions = {id(node): position for position, node in enumerate(nodes)}
    for node in nodes:
        if type(node) is Items:
            for row in node.items:
                if type(row) is Scalar:
                    found[_place(row)].append(_span(row, positions))
        elif type(node) is Pairs:
            for key, value in node.items:
                if type(value) is Scalar:
                    found[_place(value)].append(_span(value, positions))
                    if type(key) is Scalar and key.value in _NAMING:
                        found[_place(node)].append(_span(value, positions))
                elif type(value) is Pairs:
                    names = (named for field, named in value.items if type(field) is Scalar and field.value == "name")
                    found[_place(key)] += [_span(name, positions) for name in names if type(name) is Scalar]
    return found


def _span(node: Scalar, positions: Mapping[int, int]) -> _Span:
    return _Span(positions[id(node)], node.start_mark.index, node.end_mark.index, node.value, node.style)


def _place(node: Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1
