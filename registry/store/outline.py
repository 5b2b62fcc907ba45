"""Where each entity begins and ends in the text of a file, without reading the file.

Looking for lines that begin with an id is a hundred times as fast as parsing, and wrong where a quoted text or a pair of brackets runs
over several lines and holds such a line. So every line that could open one is held against a grammar of lines that close all they
open; a file with any other is parsed. A test holds the two ways together.
"""

import re
from collections.abc import Iterator
from typing import Final

from registry.errors import EditError, Problem, RegistryFileError, Source
from registry.store.read import Mapping, Mark, Scalar, is_null, parse, source

__all__ = ["Span", "outline"]

Span = tuple[str, int, int]
"""An id, and from where to where in the text: from the start of the line of its key to that of the next entity's key."""

_DOUBLE: Final = r'"(?:[^"\\\r\n]|\\[^\r\n])*+"'
_SINGLE: Final = r"'(?:[^'\r\n]|'')*+'"
_PLAIN: Final = r"""(?:[^\s"'{}\[\]&*!|>%@`#,?:-]|[-?:](?=\S))(?:[^:#\r\n]|:(?=\S)|(?<=\S)\#)*+"""
"""A text without quotes: quotes and brackets inside it mean nothing."""
_PLAIN_IN_FLOW: Final = (
    r"""(?:[^\s"'{}\[\]&*!|>%@`#,?:-]|-(?=[^\s,\[\]{}]))(?:[^,\[\]{}:#?\r\n]|:(?=[^\s,\[\]{}])|(?<=\S)[#?](?=[^\s,\[\]{}]))*+"""
)
_DEPTH: Final = 3
"""Brackets in one line: an entity, its list of aliases, a row."""


def _flow() -> str:
    item = f"(?:{_DOUBLE}|{_SINGLE}|{_PLAIN_IN_FLOW})"
    flow = ""
    for _ in range(_DEPTH):
        inner = f"(?:{flow}|{item})" if flow else item
        flow = rf"[{{\[][ ]*+(?:{inner}[ ]*+(?:,[ ]*+|:[ ]++|(?=[}}\]])))*+[}}\]]"
    return flow


_CLOSED_LINE: Final = re.compile(
    rf"[ ]*+(?:-[ ]++)*+(?:(?:[\w.-]+|{_DOUBLE}|{_SINGLE})[ ]*:(?:[ ]+|(?=\r?$)))?(?:{_DOUBLE}|{_SINGLE}|{_flow()}|{_PLAIN})?[ ]*"
    r"(?:(?<=\s)\#.*)?\r?$",
    re.MULTILINE,
)
"""A line that leaves nothing open."""
_BLOCK_TEXT: Final = re.compile(r"([ ]*)[\w.-]+:[ ]+[|>][+\-1-9]*[ ]*\r?$", re.MULTILINE)
"""A key whose text is every deeper line below."""
_OPENING: Final = re.compile(r"""^(?![ ]*\#)[^"'{\[|>\n]*+["'{\[|>]""", re.MULTILINE)
"""A line with a character that could open something."""
_STRANGE: Final = re.compile(r"^(?:[ ]*\t|---|\.\.\.|%|[ ]*\?(?:\s|$)|\r?\ufeff)|\r(?!\n)|[\x85\u2028\u2029]", re.MULTILINE)
"""Tabs, markers of documents, keys of several lines, line breaks of other kinds."""
_TOP: Final = re.compile(r"^(?![ #\r\n])(.+)$", re.MULTILINE)
_TOP_KEY: Final = re.compile(r"([a-z]+):(?:\s|$)")
_FIRST: Final = re.compile(r"(?:[ ]*(?:\#.*)?\r?\n)*?([ ]+)[^ #\r\n]")
_BARE: Final = re.compile(r"entities:[ ]*(?:#.*)?\r?$")


def outline(text: str, path: str) -> list[Span]:
    """The entities of a file in its order.

    Raises EditError if the file has no place for them that lines can be put into, RegistryFileError if it is no YAML.
    """
    spans = quick_outline(text)
    return parsed_outline(text, path) if spans is None else spans


def quick_outline(text: str) -> list[Span] | None:
    """The outline by looking at lines; None if only parsing can tell. O(n), about 20 MB a second."""
    if _STRANGE.search(text) or not _all_closed(text):
        return None
    tops = list(_TOP.finditer(text))
    if not all(_TOP_KEY.match(top.group(1)) for top in tops):
        return None
    at = [number for number, top in enumerate(tops) if top.group(1).startswith("entities:")]
    if len(at) != 1 or not _BARE.match(tops[at[0]].group(1)):
        return None
    start = text.find("\n", tops[at[0]].start()) + 1 or len(text)
    end = tops[at[0] + 1].start() if at[0] + 1 < len(tops) else len(text)
    first = _FIRST.match(text, start, end)
    if first is None:
        return None
    depth = len(first.group(1))
    keys = list(re.compile(rf"^[ ]{{1,{depth}}}(?![ #\r\n]).+$", re.MULTILINE).finditer(text, start, end))
    id = re.compile(rf"[ ]{{{depth}}}([a-z0-9]+(?:-[a-z0-9]+)*):(?:\s|$)")
    ids = [match.group(1) for key in keys if (match := id.match(key.group()))]
    if len(ids) != len(keys):
        return None
    starts = [*(key.start() for key in keys), end]
    return list(zip(ids, starts, starts[1:], strict=False))


def _all_closed(text: str) -> bool:
    """Whether no quote or bracket is open at the end of any line."""
    position = 0
    while found := _OPENING.search(text, position):
        line = found.start()
        if block := _BLOCK_TEXT.match(text, line):
            deeper = re.compile(rf"\n(?:(?:[ ]*\r?\n)|[ ]{{{len(block.group(1)) + 1},}}[^\n]*(?:\n|\Z))*")
            below = deeper.match(text, block.end())
            position = below.end() if below else block.end()
        elif closed := _CLOSED_LINE.match(text, line):
            position = closed.end()
        else:
            return False
    return True


def parsed_outline(text: str, path: str) -> list[Span]:
    """The outline by parsing: as exact as YAML is, in a third of the time that loading takes."""
    tree = parse(text, path)
    pairs = tree.items if type(tree) is Mapping else []
    at = next((number for number, (key, _) in enumerate(pairs) if type(key) is Scalar and key.value == "entities"), None)
    if at is None:
        raise EditError(f"{path}:1:1: no 'entities'; list them under 'entities:', each under its id")
    key, entities = pairs[at]
    if is_null(entities) if type(entities) is Scalar else not entities.flat if type(entities) is Mapping else False:
        return []
    if type(entities) is not Mapping or text[entities.start_mark.index] == "{":
        raise EditError(f"{source(path, key.start_mark)}: the entities do not stand on lines of their own; write each id in a line")
    spans: list[tuple[str, int]] = []
    for name, _ in entities.items:
        spans.append((name.value if type(name) is Scalar else "", _line_start(text, name.start_mark, path)))
    end = _line_start(text, pairs[at + 1][0].start_mark, path) if at + 1 < len(pairs) else len(text)
    starts = [*(start for _, start in spans), end]
    return list(_zipped(spans, starts))


def _zipped(spans: list[tuple[str, int]], starts: list[int]) -> Iterator[Span]:
    for (name, start), end in zip(spans, starts[1:], strict=True):
        yield name, start, end


def _line_start(text: str, mark: Mark, path: str) -> int:
    start = mark.index - mark.column
    if text[start : mark.index].strip(" "):
        message = "something else begins in this line; give it a line of its own"
        raise RegistryFileError([Problem(Source(path, mark.line + 1, mark.column + 1), "wrong-shape", message)])
    return start
