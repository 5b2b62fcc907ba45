"""How a record is spelt in YAML: quotes only where another reader would need them, in the manner of the rows around it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import yaml

from registry.records import Alias, AliasKind, Entity, Never

__all__ = ["PLAIN_STYLE", "Style", "alias_pairs", "entity_lines", "never_pairs", "row", "scalar"]

Pairs = list[tuple[str, str]]

_OPENERS: Final = frozenset(",[]{}#&*!|>'\"%@`:?")
"""Characters that begin something else than a text; : and ? do so only here and there, which no reader should have to know."""
_FLOW_ENDS: Final = re.compile(r"[,\[\]{}?]|:(?=$|[,\[\]{}])")
"""What ends a text inside brackets; `?` in the eyes of one of PyYAML's two parsers."""
_ESCAPED: Final = re.compile('[^\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|["\\\\\t]')
"""What double quotes show by an escape: what YAML 1.2 section 5.1 leaves out, line breaks, and quotes and backslashes themselves."""
_SHORT: Final = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_AS_TYPED: Final = frozenset(["since", "until", "weak"])
"""Fields whose values are written as dates and truth are; no quotes."""


@dataclass(frozen=True, slots=True)
class Style:
    """The manner of a list: its quotes, the spaces inside its braces, whether its rows take a line a field, the gap after its dash."""

    quote: str = '"'
    pad: str = ""
    tall: bool = False
    gap: str = " "


PLAIN_STYLE: Final = Style()


@cache
def _resolver() -> Any:
    return yaml.resolver.Resolver()


def scalar(text: str, *, flow: bool, quote: str = '"') -> str:
    r"""A text as YAML; `flow` if it will stand inside brackets. What others read as a number, a date, a truth or nothing is quoted.

    >>> [scalar(text, flow=True) for text in ("Rahmon", "NO", "007", "a, b", "Боку: столица", "", " x")]
    ['Rahmon', '"NO"', '"007"', '"a, b"', '"Боку: столица"', '""', '" x"']
    >>> scalar("a, b", flow=False), scalar('the "Wagner" group:', flow=False), scalar("it's {x}", flow=True, quote="'")
    ('a, b', '\'the "Wagner" group:\'', "'it''s {x}'")
    """
    if _is_plain(text, flow=flow):
        return text
    odd = [match for match in _ESCAPED.findall(text) if match not in '"\\']
    if not odd and (quote == "'" or (('"' in text or "\\" in text) and "'" not in text)):
        return "'" + text.replace("'", "''") + "'"
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def _is_plain(text: str, *, flow: bool) -> bool:
    if not text or text != text.strip() or text[0] in _OPENERS or text.startswith(("---", "...")) or text.endswith(":"):
        return False
    if text[0] == "-" and not text[1:2].isalnum():
        return False
    if ": " in text or " #" in text or any(match not in '"\\' for match in _ESCAPED.findall(text)):
        return False
    if flow and _FLOW_ENDS.search(text):
        return False
    return bool(_resolver().resolve(yaml.ScalarNode, text, (True, False)) == "tag:yaml.org,2002:str")


def _escape(match: "re.Match[str]") -> str:
    character = match.group()
    code = ord(character)
    return _SHORT.get(character) or (f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")


def alias_pairs(alias: Alias) -> Pairs:
    """The fields of a row in the order of the reference; those that say nothing are left out."""
    found = [
        ("text", alias.text),
        ("kind", "" if alias.kind is AliasKind.VARIANT else alias.kind.value),
        ("lang", alias.lang),
        ("since", alias.since),
        ("until", alias.until),
        ("weak", "true" if alias.weak else None),
        ("case", "exact" if alias.exact_case else None),
        ("note", alias.note),
        ("source", alias.source),
    ]
    return [(name, value) for name, value in found if value or (name == "text" and value is not None)]


def never_pairs(never: Never) -> Pairs:
    """The two fields of a `never` row."""
    return [("text", never.text), ("because", never.because)]


def value(name: str, text: str, *, flow: bool, quote: str = '"') -> str:
    """The value of a field."""
    return text if name in _AS_TYPED else scalar(text, flow=flow, quote=quote)


def row(pairs: Pairs, style: Style, *, flow: bool, indent: int = 0, newline: str = "\n") -> str:
    """A row without its dash; a plain text if it has one field. `indent`: where the fields of a row of several lines begin.

    >>> row([("text", "Rahmon"), ("kind", "surname")], PLAIN_STYLE, flow=False)
    '{text: Rahmon, kind: surname}'
    """
    if len(pairs) == 1:
        return scalar(pairs[0][1], flow=flow, quote=style.quote)
    if style.tall and not flow:
        lines = [f"{name}: {value(name, text, flow=False, quote=style.quote)}" for name, text in pairs]
        return (newline + " " * indent).join(lines)
    inside = ", ".join(f"{name}: {value(name, text, flow=True, quote=style.quote)}" for name, text in pairs)
    return f"{{{style.pad}{inside}{style.pad}}}"


def entity_lines(entity: Entity, style: Style, *, depth: int, step: int, rows_at: int, braces: bool) -> list[str]:
    """An entity as lines without their ends: its key `depth` deep, its fields `step` deeper, rows `rows_at` deeper than these.

    With `braces` it takes one line.
    """
    if braces:
        inside = ", ".join(f"{name}: {text}" for name, text in _flow_fields(entity, style))
        return [f"{' ' * depth}{entity.id}: {{{style.pad}{inside}{style.pad}}}"]
    margin = " " * (depth + step)
    lines = [f"{' ' * depth}{entity.id}:"]
    for name, text in _plain_fields(entity, style, flow=False):
        lines.append(f"{margin}{name}: {text}")
    aliases, nevers = [alias_pairs(alias) for alias in entity.aliases], [never_pairs(never) for never in entity.never]
    for name, rows in (("aliases", aliases), ("never", nevers)):
        if rows:
            dash = margin + " " * rows_at + "-" + style.gap
            lines += [f"{margin}{name}:", *(dash + row(pairs, style, flow=False) for pairs in rows)]
    if entity.note is not None:
        lines.append(f"{margin}note: {scalar(entity.note, flow=False, quote=style.quote)}")
    return lines


def _plain_fields(entity: Entity, style: Style, *, flow: bool) -> Iterator[tuple[str, str]]:
    """The fields above the lists, in the order of the reference."""
    texts = (
        ("name", entity.name),
        ("type", entity.type.value),
        ("feature", entity.feature.value if entity.feature else None),
        ("description", entity.description),
        ("country", entity.country),
        ("part_of", entity.part_of),
    )
    for name, text in texts:
        if text is not None:
            yield name, scalar(text, flow=flow, quote=style.quote)
    if entity.located_in:
        yield "located_in", f"[{', '.join(scalar(id, flow=True) for id in entity.located_in)}]"
    if entity.stands_for is not None:
        yield "stands_for", scalar(entity.stands_for, flow=flow)
    if entity.ids:
        yield "ids", f"{{{', '.join(f'{key}: {scalar(text, flow=True, quote=style.quote)}' for key, text in entity.ids.items())}}}"


def _flow_fields(entity: Entity, style: Style) -> Iterator[tuple[str, str]]:
    yield from _plain_fields(entity, style, flow=True)
    if entity.aliases:
        yield "aliases", f"[{', '.join(row(alias_pairs(alias), style, flow=True) for alias in entity.aliases)}]"
    if entity.never:
        yield "never", f"[{', '.join(row(never_pairs(item), style, flow=True) for item in entity.never)}]"
    if entity.note is not None:
        yield "note", scalar(entity.note, flow=True, quote=style.quote)
