"""Numbers in words: "two hundred and first", "двести первая", "ikki yuz birinchi" are 201 and 201st (`data/numerals.yaml`).

And in Roman figures and Han characters, as armies and monarchs are counted.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import takewhile

from registry.text.data import read_table
from registry.text.inflect import undo_inflection
from registry.text.normalise import form

__all__ = ["begins_numeral", "read_numeral", "read_roman", "write_roman"]

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


_HAN_DIGITS = "〇一二三四五六七八九"
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
_HAN_ORDINAL = "第"
_HAN_BEGINS = frozenset(_HAN_DIGITS[1:]) | {"十", _HAN_ORDINAL}


def _read_han(words: Sequence[str]) -> tuple[int, int] | None:
    """A number in Han characters, one to a word: digits by place or with units; a lone one only behind 第, as names have them (三星)."""
    ordinal = words[0] == _HAN_ORDINAL
    figures = list(takewhile(lambda c: c in _HAN_UNITS or (len(c) == 1 and c in _HAN_DIGITS), words[ordinal:]))
    if len(figures) < (1 if ordinal else 2):
        return None
    if not any(c in _HAN_UNITS for c in figures):
        return int("".join(str(_HAN_DIGITS.index(c)) for c in figures)), len(figures) + ordinal
    total, digit = 0, 0
    for c in figures:
        if c in _HAN_UNITS:
            total, digit = total + max(digit, 1) * _HAN_UNITS[c], 0
        else:
            digit = _HAN_DIGITS.index(c)
    return total + digit, len(figures) + ordinal


@cache
def _words() -> dict[str, tuple[int, str]]:
    """Folded word -> value and class (unit, ten, hundred, thousand, ordinal)."""
    return {
        form(word).folded: (int(value), kind)
        for kinds in read_table("numerals")["words"].values()
        for kind, values in kinds.items()
        for word, value in values.items()
    }


_STEM = 3  # letters that undoing an ending leaves
_LAST_WITHOUT_PREFIXES = "\u058f"  # behind it come Hebrew and Arabic, whose prefixes are undone too


@cache
def _stems() -> frozenset[str]:
    """What the words begin with; a sieve."""
    return frozenset(word[:_STEM] for word in _words())


def _value(raw: str) -> tuple[int, str] | None:
    folded = form(raw).folded
    found = _words().get(folded)
    if found is None and not folded.isascii() and (folded[:_STEM] in _stems() or folded[0] > _LAST_WITHOUT_PREFIXES):
        found = next((_words()[lemma] for lemma, _ in undo_inflection(folded) if lemma in _words()), None)
    return found


def begins_numeral(raw: str) -> bool:
    """Whether `read_numeral` may read something that begins with a word; what it costs where nothing does.

    >>> begins_numeral("two"), begins_numeral("base")
    (True, False)
    """
    return raw in _HAN_BEGINS or _value(raw) is not None


def read_numeral(words: Sequence[str], *, small: bool = False) -> tuple[int, int] | None:
    """The number that `words` begins with and how many words it takes, or None.

    A single cardinal below a hundred is no number key in running text ("one day"); with `small` it is (Three Percenters).

    >>> read_numeral(["two", "hundred", "and", "first", "base"]), read_numeral(["двести", "первая", "база"])
    ((201, 4), (201, 2))
    >>> read_numeral(["one", "day"]) is None
    True
    >>> read_numeral(list("第七十二集团军")), read_numeral(list("二〇一基地")), read_numeral(list("三星"))
    ((72, 4), (201, 3), None)
    """
    if words and words[0] in _HAN_BEGINS:
        return _read_han(words)
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
