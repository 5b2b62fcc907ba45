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

__all__ = ["letters", "log_odds", "plainness", "script_of"]

_SCRIPTS = (
    ("cyrillic", "\u0400", "\u052f"),
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
_LONGEST = 40
"""Letters of a word that are compared; the quadratic cost must have a bound."""


def script_of(word: str) -> str:
    """The script of a word's first letter that is not Latin: one of cyrillic, hebrew, arabic, hangul, kana, han; else latin.

    >>> script_of("рахмон"), script_of("rahmon"), script_of("ラフモン")
    ('cyrillic', 'latin', 'kana')
    """
    if not word.isascii():
        for letter in word:
            for name, first, last in _SCRIPTS:
                if first <= letter <= last:
                    return name
    return "latin"


def plainness(script: str) -> int:
    """How plainly a script spells a foreign name once romanised: 0 for Latin, 1 for Cyrillic, and so on to Han.

    Of two scripts the plainer one takes the part of Latin in `log_odds`.

    >>> plainness("latin") < plainness("cyrillic") < plainness("kana")
    True
    """
    return next((place for place, (name, *_) in enumerate(_SCRIPTS, 1) if name == script), 0)


@cache
def _costs(script: str) -> tuple[list[list[float]], list[float], list[float]]:
    """Probabilities of writing letter i for letter j (26: for nothing), and of each letter alone on either side."""
    table = read_table("sounds")[script]
    joint = [[10.0 ** -float(cell) if cell != "-" else 0.0 for cell in row.split()] for row in table["joint"]]
    return joint, [sum(row) for row in joint[:26]], [sum(row[j] for row in joint) for j in range(26)]


@lru_cache(maxsize=50_000)
def log_odds(latin: str, other: str) -> float:
    """log2 of the odds that a folded Latin word and a folded word of another script are one name, against chance.

    Returns bits, some -20 to 40; above 0 speaks for it. O(letters times letters). Scripts without costs are romanised and compared
    with those of Cyrillic, whose romanisation is closest to plain spelling.

    >>> log_odds("rahmon", "рахмон") > 5, log_odds("rahmon", "назаров") < 0
    (True, True)
    """
    script = script_of(other)
    joint, left, right = _costs(script if script != "latin" else "cyrillic")
    x, y = letters(latin), letters(other, script)
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


def letters(word: str, script: str = "latin") -> list[int]:
    """The places in the alphabet of a folded word's letters, romanised.

    >>> letters("Рахмон".lower())[:3], letters("정", "hangul")
    ([17, 0, 10], [9, 16, 13, 6])
    """
    text = romanise(word)
    if script == "hangul":
        for pair, letter in _HANGUL_VOWELS:
            text = text.replace(pair, letter)
    return [ord(c) - 97 for c in text[:_LONGEST] if "a" <= c <= "z"]
