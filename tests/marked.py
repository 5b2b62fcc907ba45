"""Texts with their mentions marked inline, and a parser that turns them into plain text and what is expected.

[Moscow|moscow]                     a link
[Moscow|moscow>russia]              a metonym: the city, standing for the state
[U.S.|united-states:demonym]        a link of a kind
[Rahmon|?emomali-rahmon,other-id]   ambiguous; these are among the candidates
[Roku|-]                            a name that is nobody's: nil
[[Tajikistan|tajikistan]'s Defence Ministry|tajik-defence-ministry]     nested
"""

import re
from dataclasses import dataclass

_MARK = re.compile(r"\[|\|(?P<answer>[^\[\]|]*)\]")


@dataclass(frozen=True, slots=True)
class Marked:
    """An expected mention of the plain text."""

    start: int
    end: int
    entity: str | None
    stands_for: str | None = None
    kind: str | None = None
    rivals: tuple[str, ...] | None = None
    """The candidates of an ambiguous mention."""
    nested: bool = False


def parse(marked: str) -> tuple[str, list[Marked]]:
    """The text without marks, and the marks in text order, outer before nested.

    >>> parse("[[Moscow|moscow]'s army|a:name] and [x|-]")[0]
    "Moscow's army and x"
    """
    plain: list[str] = []
    length = position = 0
    opened: list[int] = []
    found: list[Marked] = []
    for match in _MARK.finditer(marked):
        plain.append(marked[position : match.start()])
        length += match.start() - position
        position = match.end()
        if match["answer"] is None:
            opened.append(length)
        else:
            assert opened, f"a mark ends that never began: {match.group()} in {marked!r}"
            start = opened.pop()
            found.append(_mention(start, length, match["answer"], nested=bool(opened)))
    assert not opened, f"a mark begins that never ends: {marked!r}"
    return "".join([*plain, marked[position:]]), sorted(found, key=lambda m: (m.start, -m.end))


def _mention(start: int, end: int, answer: str, *, nested: bool) -> Marked:
    answer, _, kind = answer.partition(":")
    if answer.startswith("?"):
        return Marked(start, end, None, kind=kind or None, rivals=tuple(filter(None, answer[1:].split(","))), nested=nested)
    entity, _, state = answer.partition(">")
    return Marked(start, end, None if entity == "-" else entity, state or None, kind or None, nested=nested)
