"""How likely two spellings in different scripts are of one spoken name: a learned transducer.

A memoryless stochastic transducer (Ristad and Yianilos, IEEE PAMI 20(5), 1998) gives the probability that a Latin spelling and the
romanised spelling of another script were written for one name; divided by the probability that they just happen to stand side by side it
is an odds ratio, whose log2 is the weight of the evidence in bits. Long names give more of it than short ones, of themselves.

The costs of each script stand in `data/sounds.yaml`, estimated by `benchmarks/estimate_sounds.py`.
"""

import math
from functools import cache, lru_cache

from registry.text.data import read_table
from registry.text.romanise import romanise

__all__ = ["log_odds", "script_of"]

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
_UNLIKE = -20.0
"""Bits where nothing is left to compare; as unlike as two long names can be."""
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
def _costs(one: str, other: str) -> tuple[_Joint, list[float], list[float]]:
    """The joint probabilities of two scripts, and of each letter alone on either side."""
    joint = _joint(other) if one == "latin" else _composed(_joint(one), _joint(other))
    return joint, [sum(row) for row in joint[:26]], [sum(row[j] for row in joint) for j in range(26)]


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
    joint, left, right = _costs(script_of(one), script_of(other))
    x, y = _letters(romanise(one)), _letters(romanise(other))
    if not x or not y:
        return _UNLIKE
    row = [0.0] * (len(y) + 1)
    for i in range(len(x) + 1):
        above, row = row, [0.0] * (len(y) + 1)
        for j in range(len(y) + 1):
            probability = 1.0 if i == j == 0 else 0.0
            if i:
                probability += above[j] * joint[x[i - 1]][26]
            if j:
                probability += row[j - 1] * joint[26][y[j - 1]]
            if i and j:
                probability += above[j - 1] * joint[x[i - 1]][y[j - 1]]
            row[j] = probability
    together, apart = row[-1], math.fsum(math.log2(left[c]) for c in x) + math.fsum(math.log2(right[c]) for c in y)
    return max(_UNLIKE, math.log2(together) - apart) if together > 0 else _UNLIKE


def _letters(text: str) -> list[int]:
    return [ord(c) - 97 for c in text[:_LONGEST] if "a" <= c <= "z"]
