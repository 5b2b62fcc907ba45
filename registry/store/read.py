"""YAML text to a tree of nodes that keep their places; every scalar stays the string that was written.

The tree is built from parser events and not by `yaml.compose`: composing recurses in C and ends the process on a few thousand
brackets, resolves types that nobody here wants, hides anchors, and takes over half as long again. YAML that would read otherwise than
it looks is refused: anchors, aliases, tags, second documents, line breaks that editors do not show.
"""

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, Protocol

import yaml

from registry.errors import Problem, RegistryFileError, Source

__all__ = ["COMPILED", "Mapping", "Mark", "Node", "Scalar", "Sequence", "decode", "is_null", "parse", "paused_gc", "source"]

LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml where the wheel carries it: about ten times as fast."""

COMPILED: Final = b"\x89REGIDX\n"
"""How a compiled registry begins: as no text does, with a line end that a transfer as text would change."""

MAX_DEPTH: Final = 20
"""A registry nests six deep; the room beyond lets the schema report the row that went astray, and hostile brackets end here."""

NULLS: Final = frozenset(["", "~", "null", "Null", "NULL"])
"""Plain scalars that YAML 1.2 reads as no value at all."""

_HIDDEN_BREAKS: Final = {"\x85": "NEXT LINE", "\u2028": "LINE SEPARATOR", "\u2029": "PARAGRAPH SEPARATOR"}
"""Line breaks to libyaml but not to editors: every line number after one would be wrong."""

_UNPRINTABLE: Final = "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
"""What YAML 1.2 section 5.1 leaves out, with the hidden breaks and a byte order mark that is not at the start; compiled when one is met."""

_CONFLICT: Final = re.compile(r"^<{7}(?: |$)", re.MULTILINE)
"""The first line of what git could not merge."""

_REMEDIES: Final = (
    (r"'\\t'|\\t|tab", "indent with spaces, not tabs"),
    (r"mapping values are not allowed", "quote a text that holds ': ', or line the key up with its neighbours"),
    (r"cannot start any token", "quote the text"),
    (r"escape", "quote the text with '…', where \\ is a letter like any other"),
    (
        r"<document start>|<block end>|expected key|'-' indicator",
        "line it up with its neighbours; quote a text that begins with {, [ or a quote",
    ),
    (r"expected ',' or|unexpected end of stream|quoted scalar", "close the bracket or quote, and quote a text that holds one"),
    (r"could not find expected ':'", "write 'key: value', with a space after the colon"),
)
"""What libyaml and PyYAML say, by pattern, and what an editor can do about it."""


class Mark(Protocol):
    """A place in the text; all three count code points from 0."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...
    @property
    def index(self) -> int: ...


if TYPE_CHECKING:

    class Scalar:
        """What `yaml.ScalarEvent` is here: its marks are always there."""

        value: str
        style: str | None
        start_mark: Mark
        end_mark: Mark
else:
    Scalar = yaml.ScalarEvent
"""A text: `value` as written but for quotes, escapes and folding, `style` the quotes ("" or None without), `start_mark`, `end_mark`.

libyaml's own event is the node: a copy of each would take a fifth of the loading time.
"""


def is_null(node: Scalar) -> bool:
    """Whether YAML would read no value: nothing, ~ or null, unquoted."""
    return not node.style and node.value in NULLS


class Sequence:
    """A list."""

    __slots__ = ("end_mark", "items", "start_mark")

    def __init__(self, items: "list[Node]", start: Mark, end: Mark) -> None:
        self.items = items
        self.start_mark = start
        self.end_mark = end


class Mapping:
    """Pairs of key and value in the order written, repeated keys included."""

    __slots__ = ("end_mark", "flat", "start_mark")

    def __init__(self, flat: "list[Node]", start: Mark, end: Mark) -> None:
        self.flat = flat
        self.start_mark = start
        self.end_mark = end

    @property
    def items(self) -> "list[tuple[Node, Node]]":
        """The pairs; `flat` has keys and values in turn."""
        return list(zip(self.flat[::2], self.flat[1::2], strict=True))


Node = Scalar | Sequence | Mapping


def source(path: str, mark: Mark) -> Source:
    """The place of a mark, as editors count."""
    return Source(path, mark.line + 1, mark.column + 1)


@contextmanager
def paused_gc(*, aged: bool = False) -> Iterator[None]:
    """Keep the garbage collector off while many objects are built that all stay: loading takes a third of the time.

    aged: they then count as old, as they would after two collections, which take a tenth of the time again and find nothing to free;
    unless something is frozen, which the way there would thaw.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
        if aged and not gc.get_freeze_count():
            gc.freeze()
            gc.unfreeze()
    finally:
        if was_enabled:
            gc.enable()


def decode(data: bytes, path: str) -> str:
    """The text of a file. Raises RegistryFileError if it is not UTF-8, or a compiled registry; a byte order mark is dropped."""
    if data.startswith(COMPILED):
        message = "this is a compiled registry, which answers and cannot be read back; name the files it was compiled from"
        raise RegistryFileError([Problem(Source(path, 1, 1), "compiled-file", message)])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8")  # error.object is the data behind any byte order mark
        byte = error.object[error.start]
        raise _refusal(path, before, "not-utf8", f"byte 0x{byte:02X} is not UTF-8; save the file as UTF-8") from None


def parse(text: str, path: str) -> Node:
    """The tree of one YAML document; O(n) in the text. Raises RegistryFileError with one problem: what follows it cannot be trusted.

    >>> tree = parse("alias: NO", "aliases.yaml")
    >>> [(key.value, value.value) for key, value in tree.items]
    [('alias', 'NO')]
    """
    for character in _HIDDEN_BREAKS:
        if character in text:
            raise _unprintable(text, path)
    try:
        with paused_gc():
            return _build(LOADER(text).get_event, path)
    except yaml.MarkedYAMLError as error:
        raise RegistryFileError([_syntax(error, text, path)]) from None
    except (yaml.YAMLError, UnicodeError):
        raise _unprintable(text, path) from None


def _build(next_event: Any, path: str) -> Node:
    """Assemble the events of one document. A loop and a stack of its own: hostile depth costs no recursion."""
    scalar, alias = yaml.ScalarEvent, yaml.AliasEvent
    mapping_start, mapping_end = yaml.MappingStartEvent, yaml.MappingEndEvent
    sequence_start, sequence_end = yaml.SequenceStartEvent, yaml.SequenceEndEvent
    root: list[Node] = []
    children = root
    stack: list[tuple[list[Node], Mark]] = []
    while (event := next_event()) is not None:
        kind = type(event)
        if kind is scalar:
            if event.anchor is not None or event.tag is not None:
                raise _indirect(event, path)
            children.append(event)
        elif kind is mapping_start or kind is sequence_start:
            if event.anchor is not None or event.tag is not None:
                raise _indirect(event, path)
            if len(stack) == MAX_DEPTH:
                message = f"nested more than {MAX_DEPTH} deep; remove brackets"
                raise RegistryFileError([Problem(source(path, event.start_mark), "too-deep", message)])
            stack.append((children, event.start_mark))
            children = []
        elif kind is mapping_end:
            parent, start = stack.pop()
            parent.append(Mapping(children, start, event.end_mark))
            children = parent
        elif kind is sequence_end:
            parent, start = stack.pop()
            parent.append(Sequence(children, start, event.end_mark))
            children = parent
        elif kind is alias:
            raise _indirect(event, path)
        elif kind is yaml.DocumentStartEvent and root:
            message = "a second document begins; one file holds one document: remove the line or split the file"
            raise RegistryFileError([Problem(source(path, event.start_mark), "second-document", message)])
    if not root or (type(root[0]) is Scalar and is_null(root[0])):
        raise RegistryFileError([Problem(Source(path, 1, 1), "empty-file", "the file is empty; begin with 'version: 1' and 'entities:'")])
    return root[0]


def _indirect(event: Any, path: str) -> RegistryFileError:
    """Anchors, aliases and tags: what stands here would be decided elsewhere."""
    if isinstance(event, yaml.AliasEvent):
        message = f"'*{event.anchor}' is a YAML alias; write the value out, or quote the text"
    elif event.anchor is not None:
        message = f"'&{event.anchor}' is a YAML anchor; remove it, or quote the text"
    else:
        message = (
            f"the tag {event.tag.replace('tag:yaml.org,2002:', '!!')!r} is not read, every scalar is a text; remove it, or quote the text"
        )
    return RegistryFileError([Problem(source(path, event.start_mark), "anchor-or-tag", message)])


def _syntax(error: yaml.MarkedYAMLError, text: str, path: str) -> Problem:
    """What the parser said, where, and what usually helps.

    What is never closed is noticed far below, at the latest behind the last line; its beginning is where the slip is.
    """
    if conflict := _CONFLICT.search(text):
        message = "git left a conflict here; keep the rows that are right, often those of both sides, and delete the lines of marks"
        return Problem(Source(path, text.count("\n", 0, conflict.start()) + 1, 1), "not-yaml", message)
    lines = text.splitlines() or [""]
    mark: Mark | None = error.problem_mark
    begun: Mark | None = error.context_mark
    if mark is None or (begun is not None and mark.line >= len(lines)):
        mark = begun
    place = source(path, mark) if mark else Source(path, 1, 1)
    if place.line > len(lines):
        place = Source(path, len(lines), len(lines[-1]) + 1)
    line = lines[place.line - 1]
    said = " ".join(part for part in (error.problem, error.context) if part)
    if "\t" in line[: len(line) - len(line.lstrip())]:
        said += " (tab)"
    remedy = next((remedy for pattern, remedy in _REMEDIES if re.search(pattern, said)), "quote the text if it is one")
    within = f" in what begins in line {begun.line + 1}" if begun is not None and begun.line + 1 != place.line else ""
    return Problem(place, "not-yaml", f"{error.problem or 'not YAML'}{within}; {remedy}")


def _unprintable(text: str, path: str) -> RegistryFileError:
    found = re.search(_UNPRINTABLE, text)
    if found is None:
        return RegistryFileError([Problem(Source(path, 1, 1), "not-yaml", "this is not YAML; begin with 'version: 1' and 'entities:'")])
    character = found.group()
    named = f" ({_HIDDEN_BREAKS[character]})" if character in _HIDDEN_BREAKS else ""
    return _refusal(path, text[: found.start()], "control-character", f"character U+{ord(character):04X}{named} cannot be seen; remove it")


def _refusal(path: str, before: str, rule: str, message: str) -> RegistryFileError:
    """One problem at the place that the text `before` leads to."""
    lines = re.split(r"\r\n|\r|\n", before)
    return RegistryFileError([Problem(Source(path, len(lines), len(lines[-1]) + 1), rule, message)])
