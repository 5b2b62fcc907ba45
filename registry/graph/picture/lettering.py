"""Words in a picture: fonts that can write them, and lines short enough to stand beside a dot.

A name in a script that no font of the machine has is written in Latin letters: a row of boxes names nobody. Only what draws
pictures imports this, as it needs matplotlib.
"""

import re
import unicodedata
from functools import cache

from matplotlib import font_manager

from registry.text.romanise import romanise

FAMILIES = (
    *("DejaVu Sans", "Noto Sans CJK SC", "Noto Sans CJK JP", "Source Han Sans SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei"),
    *("Droid Sans Fallback", "PingFang SC", "Hiragino Sans", "Apple SD Gothic Neo", "Microsoft YaHei", "Yu Gothic", "Malgun Gothic"),
    *("Noto Sans Devanagari", "Noto Sans Bengali", "Noto Sans Thai", "Nirmala UI", "Leelawadee UI", "Arial Unicode MS", "Unifont"),
)
"""In the order asked: matplotlib's own, which has Latin, Cyrillic, Greek, Arabic, Hebrew, Armenian and Georgian; then those that Linux,
macOS and Windows bring for China, Japan and Korea, for India and Thailand, and for what is left."""
COLUMNS, LINES = 24, 3
"""Of a label: half of the names of organisations fit into one line, nearly all into three."""

_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""What overrides the direction of text makes a name look like another."""


@cache
def families() -> tuple[str, ...]:
    """The fonts of the machine that can be fallen back upon, the first always there: matplotlib brings it."""
    here = {font.name for font in font_manager.fontManager.ttflist}
    return tuple(name for name in FAMILIES if name in here) or FAMILIES[:1]


@cache
def _letters() -> frozenset[int]:
    """The code points that those fonts have."""
    paths = (font_manager.findfont(font_manager.FontProperties(family=[name])) for name in families())
    return frozenset(code for path in paths for code in font_manager.get_font(path).get_charmap())


def legible(text: str) -> str:
    r"""The text on one line, words without letters in any font romanised, or left out if they have no romanisation either.

    >>> legible("Эмомалӣ\nРаҳмон"), legible("طالبان"), legible("a \u202eb \U0010fffd")
    ('Эмомалӣ Раҳмон', 'طالبان', 'a b')
    """
    return " ".join(filter(None, map(_legible, _TURNING.sub("", text).split())))


def _legible(word: str) -> str:
    known = _letters()
    if all(ord(letter) in known or unicodedata.category(letter) == "Cf" for letter in word):
        return word
    latin = romanise(word.lower())
    return latin.capitalize() if latin else "".join(letter for letter in word if ord(letter) in known)


def wrapped(text: str, columns: int = COLUMNS, lines: int = LINES) -> str:
    """The text in lines of so many columns, an East Asian letter two; long words are broken, and what is too much ends in "…".

    >>> wrapped("Collective Security Treaty Organization")
    'Collective Security\\nTreaty Organization'
    >>> wrapped("one two three four", columns=5, lines=2), wrapped("abcdefgh", columns=5), wrapped("北京北京", columns=4)
    ('one\\ntwo …', 'abcde\\nfgh', '北京\\n北京')
    """
    rows: list[str] = []
    for word in (piece for whole in text.split() for piece in _pieces(whole, columns)):
        if rows and _columns(rows[-1]) + 1 + _columns(word) <= columns:
            rows[-1] += f" {word}"
        else:
            rows.append(word)
    if len(rows) > lines:
        rows = rows[:lines]
        last = rows[-1]
        while _columns(last) > columns - 2:
            last = last.rpartition(" ")[0] or last[:-1]
        rows[-1] = f"{last} …"
    return "\n".join(rows)


def _pieces(word: str, columns: int) -> list[str]:
    """The word in pieces that fit into a line."""
    pieces = [""]
    for letter in word:
        if _columns(pieces[-1]) + _columns(letter) > columns:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else not unicodedata.combining(letter) for letter in text)
