"""The consonants of a word in seven classes of sound: what a name keeps when it is written by another's rules, or mistyped.

Vowels, h and y come and go between spellings, and voice and aspiration are heard differently: p, b, f, v are one class, as are k, g, q.
The idea is that of Soundex (Russell, US patent 1261167, 1918), the classes those of consonants by their place, over `romanise`.
"""

import re
from itertools import product
from typing import Final

__all__ = ["skeletons", "sound_classes", "widened"]

_SOUNDS: Final = {"P": "pbfv", "K": "kgqc", "S": "szj", "T": "td", "L": "lr", "N": "n", "M": "m"}
_OF_LETTER: Final = {letter: sound for sound, letters in _SOUNDS.items() for letter in letters}
_CLASSES: Final = str.maketrans(_OF_LETTER)
_VOWELS: Final = re.compile("[^A-Z]")
_TOGETHER: Final = {
    "k": ("kh", "gh", "ck"),
    "s": ("tsch", "sch", "sh", "zh", "dz", "ts", "tz"),
    "f": ("ph",),
    "t": ("th",),
}
"""Letters that write one sound."""
_WRITES: Final = {letters: sound for sound, spellings in _TOGETHER.items() for letters in spellings}
_LETTERS_TOGETHER: Final = re.compile("|".join(sorted(_WRITES, key=len, reverse=True)))
_AMBIGUOUS: Final = re.compile("[jwx]|ch|[cg][eiy]")
_READ_TWO_WAYS: Final = tuple(
    (re.compile(pattern), readings)
    for pattern, readings in (("t?ch", "sk"), ("c(?=[eiy])", "sk"), ("g(?=[eiy])", "gs"), ("j", "sy"), ("w", "vy"), ("x", ("ks", "s")))
)
"""Spellings that languages read differently: Michelle and Michelangelo, Jürgen and José, Wałęsa and Owen, Alexander and Xinjiang."""
_REPEATED: Final = re.compile(r"(.)\1+")


def skeletons(romanised: str) -> tuple[str, ...]:
    """The skeletons of a romanised word, in every way that its letters may be read: one for most words, at most 64. Linear in its length.

    >>> skeletons("gentilini"), skeletons("dzhentilini")
    (('KNTLN', 'SNTLN'), ('SNTLN',))
    >>> skeletons("qadhafi") == skeletons("gaddafi"), skeletons("aoi")
    (True, ('',))
    """
    word = _LETTERS_TOGETHER.sub(_written, romanised)
    if not _AMBIGUOUS.search(word):
        return (_consonants(word),)
    spellings = [word]
    for pattern, readings in _READ_TWO_WAYS:
        if pattern.search(word):
            spellings = [pattern.sub(reading, spelling) for spelling, reading in product(spellings, readings)]
    return tuple(dict.fromkeys(map(_consonants, spellings)))


def _written(match: re.Match[str]) -> str:
    return _WRITES[match[0]]


def _consonants(word: str) -> str:
    return _VOWELS.sub("", _REPEATED.sub(r"\1", word.translate(_CLASSES)))


def sound_classes(romanised: str) -> str:
    """A romanised word with a class of sound for each consonant, its other letters as they are.

    >>> sound_classes("qadhafi"), sound_classes("gaddafi")
    ('KaThaPi', 'KaTTaPi')
    """
    return romanised.translate(_CLASSES)


def widened(skeleton: str) -> frozenset[str]:
    """A skeleton and those one consonant away: added, lost, changed, or two exchanged; some 14 for each of its consonants.

    >>> sorted(widened("T"))[:4], "LT" in widened("TL")
    (['', 'K', 'KT', 'L'], True)
    """
    found = {skeleton}
    for at in range(len(skeleton) + 1):
        head, tail = skeleton[:at], skeleton[at:]
        found.update([head + sound + tail for sound in _SOUNDS])
        if tail:
            found.update([head + sound + tail[1:] for sound in _SOUNDS])
            found.add(head + tail[1:])
            found.add(head + tail[1::-1] + tail[2:])
    return frozenset(found)
