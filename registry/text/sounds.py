"""How likely two spellings in different scripts are of one spoken name: a learned transducer.

A memoryless stochastic transducer (Ristad and Yianilos, IEEE PAMI 20(5), 1998) gives the probability that a Latin spelling and the
romanised spelling of another script were written for one name; divided by the probability that they just happen to stand side by side it
is an odds ratio, whose log2 is the weight of the evidence in bits. Long names give more of it than short ones, of themselves.

The costs of each script stand in `data/sounds.yaml`, estimated by `benchmarks/estimate_sounds.py`.
"""

import math
from functools import cache, lru_cache
from itertools import accumulate
from operator import mul
from typing import NamedTuple

from registry.text.data import read_table
from registry.text.romanise import romanise

__all__ = ["Likeness", "letters", "likeness", "log_odds", "script_of"]

_SCRIPTS = (
    ("cyrillic", "\u0400", "\u052f"),
    ("greek", "\u0370", "\u03ff"),
    ("armenian", "\u0530", "\u058f"),
    ("devanagari", "\u0900", "\u097f"),
    ("georgian", "\u10a0", "\u10ff"),
    ("hebrew", "\u0590", "\u05ff"),
    ("arabic", "\u0600", "\u06ff"),
    ("hangul", "\uac00", "\ud7a3"),
    ("kana", "\u3040", "\u30ff"),
    ("han", "\u3400", "\u9fff"),
)
_HANGUL_VOWELS = (("eo", "q"), ("eu", "x"), ("ae", "z"))
"""Vowels of the Revised Romanisation in two letters, each as one that it has no use for: their costs are learned as those of one sound
(85.0 to 87.3 and 80.1 to 81.6 in 100 names found first among 2,000, on two halves of the lists)."""
_UNLIKE = -20.0
"""Bits where nothing is left to compare; as unlike as two long names can be."""
_NOTHING = 26
"""The place behind z: a letter that nothing stands for."""
_LONGEST = 40
"""Letters of a word that are compared; the quadratic cost must have a bound."""


def script_of(word: str) -> str:
    """The script of a word's first letter that is not Latin: cyrillic, greek, armenian, georgian, devanagari, hebrew, arabic, hangul,
    kana or han; else latin.

    >>> script_of("рахмон"), script_of("rahmon"), script_of("ラフモン")
    ('cyrillic', 'latin', 'kana')
    """
    if not word.isascii():
        for letter in word:
            for name, first, last in _SCRIPTS:
                if first <= letter <= last:
                    return name
    return "latin"


_Joint = list[list[float]]


@cache
def _joint(script: str) -> _Joint:
    """Probabilities of writing letter i for letter j (26: for nothing)."""
    tables = read_table("sounds")
    table = tables.get(script, tables["cyrillic"])
    return [[10.0 ** -float(cell) if cell != "-" else 0.0 for cell in row.split()] for row in table["joint"]]


@cache
def _joint_of(one: str, other: str) -> _Joint:
    return _joint(other) if one == "latin" else _composed(_joint(one), _joint(other))


@cache
def _odds(one: str, other: str) -> _Joint:
    """The odds of letter i standing for letter j (26: for nothing), against the two standing side by side by chance."""
    joint = _joint_of(one, other)
    left = [*map(sum, joint[:_NOTHING]), 1.0]
    right = [*(math.fsum(row[j] for row in joint) for j in range(_NOTHING)), 1.0]
    return [[cell / (left[i] * right[j]) for j, cell in enumerate(row)] for i, row in enumerate(joint)]


def _composed(one: _Joint, other: _Joint) -> _Joint:
    """Two scripts that are both learned against Latin, joined by the Latin letter that either writes."""
    joint = [[0.0] * 27 for _ in range(27)]
    for latin in range(26):
        known = sum(one[latin])
        for i in range(27):
            share = one[latin][i] / known
            for j in range(27):
                joint[i][j] += share * other[latin][j]
    for letter in range(26):
        joint[letter][26] += one[26][letter]
        joint[26][letter] += other[26][letter]
    joint[26][26] = 0.0
    total = math.fsum(map(math.fsum, joint))
    return [[cell / total for cell in row] for row in joint]


@lru_cache(maxsize=50_000)
def log_odds(one: str, other: str) -> float:
    """log2 of the odds that two folded words of two scripts are one name, against chance; the Latin one first, if one is Latin.

    Returns bits, some -20 to 40; above 0 speaks for it. O(letters times letters). Scripts without costs are romanised and compared
    with those of Cyrillic, whose romanisation is closest to plain spelling. Two scripts that are not Latin meet in the Latin letters
    that either may stand for, so that neither needs the vowels of the other.

    >>> log_odds("rahmon", "рахмон") > 5, log_odds("rahmon", "назаров") < 0
    (True, True)
    >>> log_odds("мирзиеев", "میرضیایف") > 5, log_odds("путин", "میرضیایف") < 0
    (True, True)
    """
    script, script_other = script_of(one), script_of(other)
    odds = _odds(script, script_other)
    x, y = letters(one, script), letters(other, script_other)
    if not x or not y:
        return _UNLIKE
    inserted = [odds[_NOTHING][j] for j in y]
    row = [*accumulate(inserted, mul, initial=1.0)]
    for i in x:
        stands_for = odds[i]
        dropped = stands_for[_NOTHING]
        diagonal = row[0]
        row[0] = value = diagonal * dropped
        for place, j in enumerate(y, 1):
            above = row[place]
            row[place] = value = above * dropped + value * inserted[place - 1] + diagonal * stands_for[j]
            diagonal = above
    return max(_UNLIKE, math.log2(row[-1])) if row[-1] > 0 else _UNLIKE


class Likeness(NamedTuple):
    """How alike two words of two scripts sound."""

    bits: float
    """`log_odds`: long names that agree in part have many as well."""
    short: float
    """How many bits that is below what two spellings of one name give with these letters on average: about 0, seldom beyond 10."""


def likeness(one: str, other: str) -> Likeness:
    """The bits of two folded words, the Latin one first, and by how much they fall short of those of one name.

    >>> likeness("rahmonov", "рахмонов").short < 3 < likeness("rahmonov", "рахимов").short
    True
    """
    script, script_other = script_of(one), script_of(other)
    left, right = _usual(script, script_other)
    usual = (math.fsum([left[i] for i in letters(one, script)]) + math.fsum([right[j] for j in letters(other, script_other)])) / 2
    bits = log_odds(one, other)
    return Likeness(bits, usual - bits)


@cache
def _usual(one: str, other: str) -> tuple[list[float], list[float]]:
    """The bits that a letter of either side gives on average in two spellings of one name."""
    joint, odds = _joint_of(one, other), _odds(one, other)
    bits = [[cell * math.log2(ratio) if cell else 0.0 for cell, ratio in zip(*rows, strict=True)] for rows in zip(joint, odds, strict=True)]
    left = [math.fsum(bits[i]) / math.fsum(joint[i]) for i in range(_NOTHING)]
    right = [math.fsum(row[j] for row in bits) / math.fsum(row[j] for row in joint) for j in range(_NOTHING)]
    return left, right


@lru_cache(maxsize=100_000)
def letters(word: str, script: str) -> list[int]:
    """The places in the alphabet of a folded word's letters, romanised.

    >>> letters("рахмон", "cyrillic")[:3], letters("정", "hangul")
    ([17, 0, 10], [9, 16, 13, 6])
    """
    text = romanise(word)
    if script == "hangul":
        for pair, letter in _HANGUL_VOWELS:
            text = text.replace(pair, letter)
    return [ord(c) - 97 for c in text[:_LONGEST] if "a" <= c <= "z"]
