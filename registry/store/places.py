"""Places in the text of one entity: where a node ends, which lines are a row's own, and how its neighbours are written."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from registry.errors import EditError, Problem, RegistryFileError, Severity, Source
from registry.records import Entity
from registry.store.read import Mapping, Node, Scalar, parse
from registry.store.read import Sequence as Rows
from registry.store.render import PLAIN_STYLE, Style
from registry.store.schema import Reader

__all__ = [
    "Part",
    "Splice",
    "after_line",
    "end_of",
    "field",
    "is_flow",
    "line_end",
    "line_start",
    "open_part",
    "read_part",
    "spliced",
    "style_of",
    "without_lines",
]

Splice = tuple[int, int, str]
"""From, to, and what shall stand there instead."""

_NEWLINE: Final = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of one entity, parsed by themselves; marks count from their first character."""

    text: str
    key: Scalar
    value: Mapping
    path: str
    line: int
    """Lines of the file above the part."""
    newline: str

    def at(self, node: Node) -> str:
        """The place of a node, for a message."""
        return f"{self.path}:{self.line + node.start_mark.line + 1}:{node.start_mark.column + 1}"


def open_part(text: str, path: str, line: int, newline: str) -> Part:
    """Parse the lines of one entity. Raises RegistryFileError if they are no YAML, or other than an id and its fields."""
    try:
        tree = parse(text, path)
    except RegistryFileError as error:
        raise RegistryFileError([shifted(problem, line) for problem in error.problems]) from None
    if type(tree) is Mapping and len(tree.flat) == 2:
        key, value = tree.flat
        if type(key) is Scalar and type(value) is Mapping:
            return Part(text, key, value, path, line, newline)
    raise EditError(f"{path}:{line + 1}:1: this is no entity, its id and its fields; mend it first")


def read_part(part: Part) -> Entity:
    """The record of an entity. Raises RegistryFileError with its errors."""
    reader = Reader()
    reader.path = part.path
    reader.entity(part.key, part.value)
    errors = [shifted(problem, part.line) for problem in reader.problems if problem.severity is Severity.ERROR]
    if errors:
        raise RegistryFileError(errors)
    return reader.book(part.path).entities[0]


def shifted(problem: Problem, lines: int) -> Problem:
    """A problem of a part, at its place in the file."""
    source = problem.source
    return Problem(Source(source.path, source.line + lines, source.column), problem.rule, problem.message, problem.severity)


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """The text with its splices made; they do not overlap."""
    for start, end, new in sorted(splices, key=lambda splice: splice[:2], reverse=True):
        text = text[:start] + new + text[end:]
    return text


def is_flow(text: str, node: Node) -> bool:
    """Whether a list or mapping stands in brackets."""
    return type(node) is not Scalar and text[node.start_mark.index] in "[{"


def end_of(text: str, node: Node) -> int:
    """Where the last character of a node has been; the parser lets what has no bracket end where the next begins."""
    start, end = node.start_mark.index, node.end_mark.index
    if type(node) is Scalar:
        return max(start, len(text[:end].rstrip())) if node.style and node.style in "|>" else end
    if is_flow(text, node):
        return end
    last = node.flat[-1] if type(node) is Mapping else node.items[-1] if type(node) is Rows else None
    return end if last is None else end_of(text, last)


def line_start(text: str, position: int) -> int:
    """Where the line of a position begins."""
    return max(text.rfind("\n", 0, position), text.rfind("\r", 0, position)) + 1


def line_end(text: str, position: int) -> int:
    """Where the line below that of a position begins; the end of the text below the last."""
    found = _NEWLINE.search(text, position)
    return found.end() if found else len(text)


def after_line(part: Part, position: int, lines: Sequence[str]) -> Splice:
    """Put lines below the line of a position; a text without a last line end still has none."""
    end = line_end(part.text, position)
    if part.text[:end].endswith(("\n", "\r")):
        return end, end, "".join(line + part.newline for line in lines)
    return end, end, "".join(part.newline + line for line in lines)


def without_lines(text: str, start: int, end: int) -> Splice:
    """Take out the lines from that of `start` to that of `end`; a text without a last line end still has none."""
    first, last = line_start(text, start), line_end(text, end)
    if first and last == len(text) and not text.endswith(("\n", "\r")):
        above = text[:first]
        return len(above) - (2 if above.endswith("\r\n") else 1), last, ""
    return first, last, ""


def field(mapping: Mapping, name: str) -> tuple[Scalar, Node] | None:
    """The key and value of a field."""
    return next(((key, value) for key, value in mapping.items if type(key) is Scalar and key.value == name), None)


def style_of(text: str, rows: Sequence[Node]) -> Style:
    """How the rows of a list are written, by the majority; the last one where there is none."""
    if not rows:
        return PLAIN_STYLE
    scalars = [node for row in rows for node in _scalars(row)]
    quotes = Counter(node.style for node in scalars if node.style in ('"', "'"))
    mappings = [row for row in rows if type(row) is Mapping]
    flows = [row for row in mappings if is_flow(text, row)]
    padded = sum(text[row.start_mark.index + 1] == " " for row in flows)
    start = rows[-1].start_mark.index
    dash = re.search(r"-( +)$", text[line_start(text, start) : start])
    return Style(
        "'" if quotes["'"] > quotes['"'] else '"',
        " " if padded * 2 > len(flows) else "",
        tall=len(mappings) > 2 * len(flows),
        gap=dash.group(1) if dash else " ",
    )


def _scalars(node: Node) -> list[Scalar]:
    if type(node) is Scalar:
        return [node]
    children = node.flat if type(node) is Mapping else node.items if type(node) is Rows else []
    return [found for child in children for found in _scalars(child)]
