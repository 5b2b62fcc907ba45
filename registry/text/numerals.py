"""Numbers in words: "two hundred and first", "двести первая", "ikki yuz birinchi" are 201 and 201st (`data/numerals.yaml`).

And in Roman figures, as armies and monarchs are counted.
"""

import re
from collections.abc import Sequence
from functools import cache

from registry.text.data import read_table
from registry.text.inflect import undo_inflection
from registry.text.normalise import form

__all__ = ["read_numeral", "read_roman", "write_roman"]

_AND = frozenset({"and", "und", "et", "и", "у", "ва", "y", "e", "و", "i"})

_ROMAN = re.compile(r"(?=[IVX]{2,})X{0,3}(?:IX|IV|V?I{0,3})")
"""2 to 39, of two letters and more: a lone I, V or X is an initial as often, and beyond stand CD, DC, LI and MD, which are words."""
_ROMAN_UNITS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


def read_roman(raw: str) -> int | None:
    """The value of a Roman numeral of two letters or more, up to 39; None for anything else.

    >>> read_roman("XIV"), read_roman("VIII"), read_roman("V"), read_roman("VIX")
    (14, 8, None, None)
    """
    if not _ROMAN.fullmatch(raw):
        return None
    tens = len(raw) - len(raw.lstrip("X"))
    return 10 * tens + _ROMAN_UNITS.index(raw[tens:])


def write_roman(value: int) -> str | None:
    """The Roman numeral that `read_roman` reads as `value`; None for a value that it reads in no spelling.

    >>> write_roman(14), write_roman(10), write_roman(201)
    ('XIV', None, None)
    """
    roman = "X" * (value // 10) + _ROMAN_UNITS[value % 10] if 0 < value < 40 else ""
    return roman if len(roman) > 1 else None


@cache
def _words() -> dict[str, tuple[int, str]]:
    """Folded word -> value and class (unit, ten, hundred, thousand, ordinal)."""
    return {
        form(word).folded: (int(value), kind)
        for kinds in read_table("numerals")["words"].values()
        for kind, values in kinds.items()
        for word, value in values.items()
    }


def _value(raw: str) -> tuple[int, str] | None:
    folded = form(raw).folded
    found = _words().get(folded)
    if found is None and not folded.isascii():
        found = next((_words()[lemma] for lemma, _ in undo_inflection(folded) if lemma in _words()), None)
    return found


def read_numeral(words: Sequence[str], *, small: bool = False) -> tuple[int, int] | None:
    """The number that `words` begins with and how many words it takes, or None.

    A single cardinal below a hundred is no number key in running text ("one day"); with `small` it is (Three Percenters).

    >>> read_numeral(["two", "hundred", "and", "first", "base"]), read_numeral(["двести", "первая", "база"])
    ((201, 4), (201, 2))
    >>> read_numeral(["one", "day"]) is None
    True
    """
    total = current = taken = 0
    ordinal = False
    for at, raw in enumerate(words):
        value = _value(raw)
        if value is None:
            if taken and at == taken and form(raw).folded in _AND and at + 1 < len(words) and _value(words[at + 1]):
                continue
            break
        number, kind = value
        if kind == "thousand":
            total, current = total + max(current, 1) * number, 0
        elif kind == "hundred" and number == 100:
            current = max(current, 1) * 100
        else:
            current += number
        taken = at + 1
        if kind == "ordinal":
            ordinal = True
            break
    if not taken or (taken == 1 and not ordinal and not small and total + current < 100):
        return None
    return total + current, taken
