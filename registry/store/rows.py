"""Rows and fields put into an entity's text or taken out of it: as few characters as will do, in the manner of what stands there.

Every function takes a parsed part and gives splices for its text. A list in brackets stays in brackets, one with dashes keeps its
indentation; a field that has nothing left goes, so that adding the first row and removing it again restores the bytes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from registry.store.places import Part, Splice, after_line, end_of, field, is_flow, line_end, line_start, style_of, without_lines
from registry.store.read import Mapping, Node, Scalar
from registry.store.read import Sequence as Rows
from registry.store.render import Pairs, Style, row, scalar, value
from registry.store.schema import ALIAS_FIELDS, ENTITY_FIELDS

__all__ = ["NewRow", "add_field", "add_rows", "nodes_of", "remove_row", "row_as_written", "set_row_field"]

_COMMA: Final = re.compile(r"[ ]*,")
_REST_OF_LINE: Final = re.compile(r"[ ]*(,?)[ ]*(?:(?<=[\s,])#[^\r\n]*)?(?=[\r\n])")
_LIST_FIELDS: Final = ("aliases", "never", "located_in")
_ORDER: Final = tuple(name for name in ENTITY_FIELDS if name not in ("aliases", "never", "note"))
"""Fields above the lists; a note stands where its editor put it."""


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row to be added; `written` is how it stood elsewhere, its comment included, and `above` the comments over it."""

    pairs: Pairs
    written: str | None = None
    above: tuple[str, ...] = ()


def nodes_of(part: Part, name: str) -> Sequence[Node]:
    """The rows of a list field; none if there is no such field."""
    found = field(part.value, name)
    return found[1].items if found and type(found[1]) is Rows else ()


def row_as_written(part: Part, name: str, position: int, pairs: Pairs, *, above: bool = False) -> NewRow:
    """A row that shall stand elsewhere as it does here, if it is a line of its own; with `above`, the comments over it too."""
    rows = nodes_of(part, name)
    node, text = rows[position], part.text
    found = field(part.value, name)
    start, end = node.start_mark.index, end_of(text, node)
    if found is None or is_flow(text, found[1]) or line_end(text, start) != line_end(text, end):
        return NewRow(pairs)
    comments: list[str] = []
    if above:
        before = end_of(text, rows[position - 1]) if position else found[0].end_mark.index
        between = text[line_end(text, before) : line_start(text, start)]
        comments = [line.strip() for line in between.splitlines() if line.strip().startswith("#")]
    return NewRow(pairs, text[start : line_end(text, end)].rstrip("\r\n"), tuple(comments))


def add_rows(part: Part, name: str, new: Sequence[NewRow], *, after: int | None = None, step: int = 2) -> list[Splice]:
    """Add rows behind that at position `after`, or at the end; the field is made where it is missing, its rows `step` deeper."""
    if not new:
        return []
    found, text, rows = field(part.value, name), part.text, nodes_of(part, name)
    style = style_of(text, rows or [node for other in _LIST_FIELDS for node in nodes_of(part, other)])
    if found is None:
        return _add_list(part, name, new, style, step)
    node = found[1]
    if is_flow(text, node):
        spans = [(item.start_mark.index, end_of(text, item)) for item in rows]
        written = [row(item.pairs, style, flow=True) for item in new]
        return _into_brackets(part, spans, len(spans) - 1 if after is None else after, node, written)
    last = rows[-1 if after is None else after]
    return [after_line(part, end_of(text, last), _dashed(part, new, style, node.start_mark.column))]


def _dashed(part: Part, new: Sequence[NewRow], style: Style, column: int) -> list[str]:
    lines: list[str] = []
    dash = f"{' ' * column}-{style.gap}"
    for item in new:
        lines += [" " * column + comment for comment in item.above]
        written = item.written or row(item.pairs, style, flow=False, indent=len(dash), newline=part.newline)
        lines.append(dash + written)
    return lines


def _add_list(part: Part, name: str, new: Sequence[NewRow], style: Style, step: int) -> list[Splice]:
    """A list field that is missing: aliases above `never`, `never` under the aliases, else at the end."""
    pairs = part.value.items
    names = [key.value if type(key) is Scalar else "" for key, _ in pairs]
    at = len(pairs) - 1
    if name == "aliases" and "never" in names[1:]:
        at = names.index("never") - 1
    elif name == "never" and "aliases" in names:
        at = names.index("aliases")
    if is_flow(part.text, part.value):
        written = f"{name}: [{', '.join(row(item.pairs, style, flow=True) for item in new)}]"
        return _add_pair(part, part.value, at, written)
    column = part.value.start_mark.column
    for other in _LIST_FIELDS:
        known = field(part.value, other)
        if known and type(known[1]) is Rows and not is_flow(part.text, known[1]):
            step = known[1].start_mark.column - column
    lines = [f"{' ' * column}{name}:", *_dashed(part, new, style, column + step)]
    return [after_line(part, end_of(part.text, pairs[at][1]), lines)]


def add_field(part: Part, name: str, written: str) -> list[Splice]:
    """Add a field of one value, behind those that the reference lists before it."""
    names = [key.value if type(key) is Scalar else "" for key, _ in part.value.items]
    if name in _ORDER:
        at = max((names.index(other) for other in _ORDER[: _ORDER.index(name)] if other in names), default=0)
    else:
        at = len(names) - 1
    return _add_pair(part, part.value, at, f"{name}: {written}")


def _add_pair(part: Part, mapping: Mapping, at: int, written: str) -> list[Splice]:
    text = part.text
    if is_flow(text, mapping):
        spans = [(key.start_mark.index, end_of(text, node)) for key, node in mapping.items]
        return _into_brackets(part, spans, at, mapping, [written])
    line = " " * mapping.start_mark.column + written
    return [after_line(part, end_of(text, mapping.items[at][1]), [line])]


def set_row_field(part: Part, name: str, position: int, key: str, text: str) -> list[Splice]:
    """Set a field of a row; a plain text becomes a row in braces."""
    node = nodes_of(part, name)[position]
    style = replace(style_of(part.text, nodes_of(part, name)), tall=False)
    start, end = node.start_mark.index, end_of(part.text, node)
    if type(node) is not Mapping:
        written = part.text[start:end]
        quoted = type(node) is Scalar and node.style in ('"', "'") and "\n" not in written and "\r" not in written
        old = written if quoted else scalar(node.value, flow=True, quote=style.quote)  # type: ignore[union-attr]
        return [(start, end, f"{{{style.pad}text: {old}, {key}: {value(key, text, flow=True)}{style.pad}}}")]
    flow = is_flow(part.text, node)
    written = value(key, text, flow=flow, quote=style.quote)
    if known := field(node, key):
        return [(known[1].start_mark.index, end_of(part.text, known[1]), written)]
    names = [name.value if type(name) is Scalar else "" for name, _ in node.items]
    at = max(names.index(other) for other in ALIAS_FIELDS[: ALIAS_FIELDS.index(key)] if other in names)  # `text` at least is there
    return _add_pair(part, node, at, f"{key}: {written}")


def remove_row(part: Part, name: str, position: int) -> list[Splice]:
    """Take out a row with the comment on its line, and the field with its last row."""
    found, text, rows = field(part.value, name), part.text, nodes_of(part, name)
    assert found is not None
    node = rows[position]
    if len(rows) == 1:
        return _remove_field(part, name)
    if is_flow(text, found[1]):
        return _out_of_brackets(part, [(item.start_mark.index, end_of(text, item)) for item in rows], position)
    return [without_lines(text, node.start_mark.index, end_of(text, node))]


def _remove_field(part: Part, name: str) -> list[Splice]:
    pairs = part.value.items
    at = next(number for number, (key, _) in enumerate(pairs) if type(key) is Scalar and key.value == name)
    key, node = pairs[at]
    if is_flow(part.text, part.value):
        return _out_of_brackets(part, [(first.start_mark.index, end_of(part.text, second)) for first, second in pairs], at)
    start, end = key.start_mark.index, end_of(part.text, node)
    below, row_start = line_end(part.text, start), line_start(part.text, node.start_mark.index)
    comments = part.text[below:row_start]
    if is_flow(part.text, node) or not comments.strip():
        return [without_lines(part.text, start, end)]
    above = pairs[at - 1][1] if at else None
    if type(above) is Scalar and above.style and above.style in "|>":  # a comment deeper than the key would now be part of this text
        comments = re.sub(r"(?m)^[ ]+(?=#)", " " * key.start_mark.column, comments)
    if not part.text[: line_end(part.text, end)].endswith(("\n", "\r")):
        comments = comments.removesuffix("\n").removesuffix("\r")
    return [(line_start(part.text, start), line_end(part.text, end), comments)]


def _into_brackets(part: Part, spans: Sequence[tuple[int, int]], at: int, node: Node, new: Sequence[str]) -> list[Splice]:
    """Put items behind the one at `at`: on lines of their own if that has one."""
    text = part.text
    if not spans:
        inside = node.end_mark.index - 1
        return [(inside, inside, ", ".join(new))]
    start, end = spans[at]
    margin = text[line_start(text, start) : start]
    if margin.strip(" ") or not line_start(text, start):
        return [(end, end, "".join(f", {item}" for item in new))]
    rest = _REST_OF_LINE.match(text, end)
    if rest is None or (not rest.group(1) and at < len(spans) - 1):
        return [(end, end, "".join(f",{part.newline}{margin}{item}" for item in new))]
    below = line_end(text, end)
    if rest.group(1):
        return [(below, below, "".join(f"{margin}{item},{part.newline}" for item in new))]
    lines = [f"{margin}{item}," for item in new]
    return [(end, end, ","), (below, below, (part.newline.join(lines)).removesuffix(",") + part.newline)]


def _out_of_brackets(part: Part, spans: Sequence[tuple[int, int]], at: int) -> list[Splice]:
    """Take the item at `at` out, with one comma; comments on other lines stay."""
    text = part.text
    start, end = spans[at]
    rest = _REST_OF_LINE.match(text, end)
    last = at == len(spans) - 1
    own_line = bool(line_start(text, start)) and not text[line_start(text, start) : start].strip(" ") and rest is not None
    comma_before = _COMMA.match(text, spans[at - 1][1]) if at else None
    if own_line and rest is not None:
        lines = (line_start(text, start), line_end(text, end), "")
        if rest.group(1) or comma_before is None:
            return [lines]
        return [(comma_before.start(), comma_before.end(), ""), lines]
    if at and "#" not in text[spans[at - 1][1] : start]:
        return [(spans[at - 1][1], end, "")]
    if not at and not last and not set("#\r\n") & set(text[end : spans[1][0]]):
        return [(start, spans[1][0], "")]
    comma = _COMMA.match(text, end)
    if comma or comma_before is None:
        return [(start, comma.end() if comma else end, "")]
    return [(comma_before.start(), comma_before.end(), ""), (start, end, "")]
