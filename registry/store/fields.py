"""What a node of the tree may be: a mapping with known fields, a list, a text, one of a few words. What it is not, is reported."""

import re
from collections.abc import Iterable
from collections.abc import Mapping as Options
from enum import StrEnum
from functools import cache
from typing import Final, TypeVar

from registry.errors import Fix, Problem
from registry.store.read import Mapping, Mark, Node, Scalar, Sequence, is_null, source
from registry.store.spelling import did_you_mean

__all__ = ["FieldReader", "shown"]

_UNSEEN: Final = "[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]"
"""Control characters, breaks and halves of characters: none can be part of a name; compiled when needed."""

_LANG: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
"""BCP 47: a language of two or three letters, then script, region or variant."""

E = TypeVar("E", bound=StrEnum | bool)


@cache
def _as_set(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(names)


class FieldReader:
    """Reads nodes of the file at `path`; what is wrong with them goes to `problems` and reads as absent."""

    def __init__(self) -> None:
        self.path = ""
        self.problems: list[Problem] = []
        self._langs: set[str] = set()

    def fields(self, node: Node, allowed: tuple[str, ...], what: str) -> dict[str, Node]:
        """The fields of a record by name; unknown and repeated ones are reported and left out."""
        if type(node) is Mapping:
            flat = node.flat
            fields = {key.value: value for key, value in zip(flat[::2], flat[1::2], strict=True) if type(key) is Scalar}
            if len(fields) * 2 == len(flat) and fields.keys() <= _as_set(allowed):
                return fields  # nearly every record leaves here
        fields = {}
        for key, value in self.pairs(node, what):
            name = key.value
            if name not in allowed:
                self.problem(key.start_mark, "unknown-field", f"unknown field {name!r}; {did_you_mean(name, allowed, f'{what} has')}")
            elif name in fields:
                self.problem(key.start_mark, "duplicate-key", f"{name!r} is given twice; keep one")
            else:
                fields[name] = value
        return fields

    def pairs(self, node: Node, what: str) -> Iterable[tuple[Scalar, Node]]:
        """The pairs of a mapping whose keys are texts."""
        if type(node) is not Mapping:
            message = f"{what} must be a mapping, 'key: value' a line, and is {_shape(node)}; {_emptied(node)}"
            self.problem(node.start_mark, "wrong-shape", message)
            return
        for key, value in node.items:
            if type(key) is Scalar:
                yield key, value
            else:
                self.problem(key.start_mark, "wrong-shape", f"a key must be a text and is {_shape(key)}; quote it if it is one")

    def rows(self, node: Node | None, what: str) -> list[Node]:
        if node is None:
            return []
        if type(node) is Sequence:
            return node.items
        self.problem(node.start_mark, "wrong-shape", f"{what!r} must be a list, '- …' a line, and is {_shape(node)}; {_emptied(node)}")
        return []

    def require(self, fields: dict[str, Node], names: tuple[str, ...], mark: Mark, what: str) -> bool:
        missing = [name for name in names if name not in fields]
        for name in missing:
            self.problem(mark, "missing-field", f"{what} has no {name!r}; add it")
        return not missing

    def text(self, node: Node | None, what: str, *, lines: bool = False) -> str | None:
        """A text that is not blank; with `lines` it may run over several, as notes do."""
        if node is None:
            return None
        if type(node) is not Scalar:
            self.problem(node.start_mark, "wrong-shape", f"{what!r} must be a text and is {_shape(node)}; quote it if it is one")
            return None
        value = node.value
        if value.isprintable() and value and value[0] != " " and value[-1] != " " and value != "~" and value.lower() != "null":
            return value  # nearly every text leaves here
        if lines:
            value = value.strip()
        unseen = re.search(_UNSEEN, value.replace("\n", " ").replace("\t", " ") if lines else value)
        if is_null(node):
            message = f"{what!r} has no value ({node.value or 'nothing'}); write a text, quote it, or remove the line"
            self.problem(node.start_mark, "empty-text", message)
        elif not value.strip():
            self.problem(node.start_mark, "empty-text", f"{what!r} is blank; write a text or remove the line")
        elif unseen:
            message = f"{what!r} {value!r} holds U+{ord(unseen.group()):04X}, which cannot be seen; remove it"
            self.problem(node.start_mark, "control-character", message)
        elif value != value.strip():
            message = f"{what!r} {value!r} begins or ends with a space; remove it"
            self.problem(node.start_mark, "outer-space", message, Fix(value, value.strip()))
        else:
            return value
        return None

    def matching(self, node: Node | None, pattern: re.Pattern[str], what: str, rule: str, noun: str, wanted: str) -> str | None:
        text = self.text(node, what)
        if node is None or text is None or pattern.fullmatch(text):
            return text
        self.problem(node.start_mark, rule, f"{what} {text!r} is no {noun}; write {wanted}")
        return None

    def language(self, node: Node | None, what: str) -> str | None:
        if type(node) is Scalar and node.value in self._langs:
            return node.value
        lang = self.matching(node, _LANG, what, "bad-lang", "language", "a BCP 47 code such as ru, tg or uz-Cyrl")
        if lang:
            self._langs.add(lang)
        return lang

    def one_of(self, node: Node | None, values: Options[str, E], what: str) -> E | None:
        if node is None:
            return None
        if type(node) is Scalar and (value := values.get(node.value)) is not None:
            return value
        names = tuple(dict.fromkeys(name.lower() for name in values))
        written = node.value if type(node) is Scalar else ""
        self.problem(node.start_mark, "bad-value", f"{what!r} cannot be {shown(node)}; {did_you_mean(written, names, 'it is one of')}")
        return None

    def problem(self, mark: Mark, rule: str, message: str, fix: Fix | None = None) -> None:
        self.problems.append(Problem(source(self.path, mark), rule, message, fix=fix))


def _shape(node: Node) -> str:
    if type(node) is Scalar:
        return "empty" if is_null(node) else f"the text {node.value!r}"
    return "a list" if type(node) is Sequence else "a mapping"


def shown(node: Node) -> str:
    return repr(node.value) if type(node) is Scalar and not is_null(node) else _shape(node)


def _emptied(node: Node) -> str:
    return "fill it or remove the line" if type(node) is Scalar and is_null(node) else "rewrite it so"
