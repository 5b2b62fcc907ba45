"""Markdown for a comment in a code review, in which text from articles and registries stays text.

What somebody else wrote must not become a heading, a link, a picture or a call to a person: every mark of ASCII is written as a numeric
character reference, which CommonMark (section 2.5) never reads as structure. Inside <code> the hosts turn no @name, #number or address
into a link either.
"""

import re
from collections.abc import Iterable, Sequence

from registry.cli.output import Cell, printable

__all__ = ["escaped", "heading", "in_code", "table_lines"]

_MARKS = re.compile(r"[!-+./:-@\[-`{-~]")
"""All of ASCII's punctuation but the comma and the hyphen, which mean nothing inside a line."""


def escaped(text: str) -> str:
    """The text on one line, each mark as a character reference.

    >>> escaped("a|b @c\\n")
    'a&#124;b &#64;c&#92;n'
    """
    return _MARKS.sub(lambda match: f"&#{ord(match.group())};", printable(text))


def in_code(*parts: str, strong: int | None = None) -> str:
    """Parts side by side as code; one of them may be strong.

    >>> in_code("left ", "Kabul", " right", strong=1)
    '<code>left <strong>Kabul</strong> right</code>'
    """
    pieces = (f"<strong>{escaped(part)}</strong>" if at == strong else escaped(part) for at, part in enumerate(parts))
    return f"<code>{''.join(pieces)}</code>"


def heading(text: str) -> str:
    """The program's own words above a table, and the blank line after them."""
    return f"**{text}**\n"


def table_lines(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> list[str]:
    """A table; cells of text are Markdown already, numbers stand to the right."""
    rows = list(rows)
    right = [bool(rows) and not isinstance(rows[0][at], str) for at in range(len(columns))]
    rule = "|".join("---:" if number else "---" for number in right)
    head = [f"| {' | '.join(map(escaped, columns))} |", f"|{rule}|"]
    return [*head, *(f"| {' | '.join(f'{cell:,}' if isinstance(cell, int) else str(cell) for cell in row)} |" for row in rows), ""]
