"""Whether Latin or Cyrillic words spell a Korean, Japanese or Chinese name: every syllable has its own list of spellings.

A Korean name is a family's name and one or two syllables, a Chinese one likewise; both are written without a space, the family first,
while Latin letters part them, hyphenate them and may put the family last (Kim Jong-un, Jae-myung Lee, Jinping Xi). The spellings of a
syllable are those of its parts in any romanisation (Revised, McCune-Reischauer and what passports have; pinyin, Wade-Giles), those of a
family also the Cantonese, Hokkien and other ones that its bearers use. A name is spelt if its syllables are, all and in order; what is
spelt otherwise is left to the learned costs of sounds.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import product
from typing import Any

from registry.text.data import read_table
from registry.text.east_asian import alternatives, jamo
from registry.text.romanise import romanise

__all__ = ["is_hiragana", "is_pinyin_of", "one_korean_name", "spells"]

_HANGUL = re.compile("[\uac00-\ud7a3]+")
_HAN = re.compile("[\u3400-\u9fff]+")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fc]+")
_SYLLABLES, _LONGEST_SYLLABLE = 3, 6  # syllables of a word in pinyin, and letters of one: zhuang
_GIVEN = 2
"""Syllables of a given name; a few names have three, but so have most foreign ones."""
_HIRAGANA = re.compile("[\u3041-\u3096\u30fc]+")
_LONG_VOWEL = re.compile(r"ou(?!e)|o[oh](?![aeiou])|oo")
"""Of Japanese in Latin letters, all written for ō: Satou, Satoh, Ohno; -oue- is two morphemes as often (Inoue)."""
_L, _N, _SILENT = 5, 2, 11
_IOTATED = (2, 3, 6, 7, 12, 17, 20)
"""Places of the consonants ㄹ, ㄴ, ㅇ and of the vowels i and y-: in the South an l- at the front falls before these and else is n-."""


def spells(words: Sequence[str], name: str) -> bool:
    """Whether the folded `words`, Latin or Cyrillic, spell a folded word in Hangul, Han or kana: a whole name or a part of one.

    >>> spells(["lee", "jae", "myung"], "이재명"), spells(["jong", "un", "kim"], "김정은"), spells(["kim", "jong", "il"], "김정은")
    (True, True, False)
    >>> spells(["tsai", "ing", "wen"], "蔡英文"), spells(["shinzo", "abe"], "アベシンゾウ")
    (True, True)
    """
    cyrillic = not all(word.isascii() for word in words)
    spelt = [romanise(word) for word in words]
    if not all(spelt):
        return False
    if _KANA.fullmatch(name):
        sound = romanise(name)
        return any(_LONG_VOWEL.sub("o", "".join(spelt[at:] + spelt[:at])).replace("uu", "u") == sound for at in range(len(spelt)))
    text = "".join(spelt)
    return any(_spelt_by(text, syllables) for syllables in _ways(name, cyrillic))


def _spelt_by(text: str, syllables: Sequence[Sequence[str]]) -> bool:
    """Whether a text is one spelling of each syllable, in order."""
    places = {0}
    for spellings in syllables:
        places = {place + len(spelling) for place in places for spelling in spellings if text.startswith(spelling, place)}
    return len(text) in places


def is_hiragana(name: str) -> bool:
    """Whether a word is in hiragana, which Japanese names alone are written in and Hepburn spells letter by letter.

    >>> is_hiragana("こいずみ"), is_hiragana("プーチン")
    (True, False)
    """
    return bool(_HIRAGANA.fullmatch(name))


@cache
def _table(language: str) -> Any:
    return read_table("east_asian")[language]


_Syllables = tuple[tuple[str, ...], ...]
"""The spellings of each syllable."""


@lru_cache(maxsize=20_000)
def _ways(name: str, cyrillic: bool) -> tuple[_Syllables, ...]:
    """How a name may be spelt: its syllables as they stand, or with a family's spelling in front or behind."""
    if _HANGUL.fullmatch(name):
        table, syllable = _table("korean"), _korean
        families = frozenset(table["surnames"])
    elif _HAN.fullmatch(name):
        table, syllable = _table("chinese"), _chinese
        families = _chinese_families()
    else:
        return ()
    if len(name) > 2 + _GIVEN:
        return ()
    syllables = tuple(syllable(c, cyrillic) for c in name)
    ways = [syllables] if len(name) <= _GIVEN else []
    for size in (1, 2):
        family, given = name[:size], syllables[size:]
        if family in families and len(given) <= _GIVEN and (size == 1 or given):
            spellings = tuple(alternatives(table["surnames"].get(family, "")))
            ways += [(spellings, *given), (*given, spellings), syllables, (*given, *syllables[:size])]
    return tuple(dict.fromkeys(ways))


@lru_cache(maxsize=4_000)
def _korean(syllable: str, cyrillic: bool) -> tuple[str, ...]:
    table = _table("korean")
    onset, vowel, coda = jamo(syllable)
    kinds = (("onsets", onset), ("vowels", vowel), ("codas", coda))
    parts = [alternatives(table[kind][place], cyrillic=cyrillic) for kind, place in kinds]
    if onset == _L and vowel in _IOTATED:
        parts[0] = [*parts[0], ""]
    return (*map("".join, product(*parts)), *alternatives(table["syllables"].get(syllable, "")))


@cache
def _chinese_families() -> frozenset[str]:
    table = _table("chinese")
    return frozenset(table["families"].replace(" ", "")) | frozenset(table["surnames"])


@lru_cache(maxsize=4_000)
def _chinese(character: str, cyrillic: bool) -> tuple[str, ...]:
    """Pinyin and what else its initial and final are written, and the character's spellings in given names."""
    given = alternatives(_table("chinese")["given"].get(character, ""))
    return (*given, *_spellings_of(romanise(character), cyrillic))


@lru_cache(maxsize=2_000)
def _spellings_of(pinyin: str, cyrillic: bool) -> tuple[str, ...]:
    """A syllable in pinyin and what else its initial and final are written."""
    table = _table("chinese")
    spellings = [pinyin]
    if pinyin in table["syllables"]:
        spellings += alternatives(table["syllables"][pinyin], cyrillic=cyrillic)
    else:
        initial = pinyin[:2] if pinyin[:2] in table["initials"] else pinyin[:1] if pinyin[:1] in table["initials"] else ""
        final = pinyin[len(initial) :]
        heads = [initial, *alternatives(table["initials"].get(initial, ""), cyrillic=cyrillic)]
        tails = [final, *alternatives(table["finals"].get(final, ""), cyrillic=cyrillic)]
        spellings += map("".join, product(heads, tails))
    return tuple(spellings)


def is_pinyin_of(latin: str, cyrillic: str) -> bool:
    """Whether a word of one to three syllables of pinyin is what Cyrillic writes by Palladius's rules.

    >>> is_pinyin_of("jinping", "цзиньпин"), is_pinyin_of("qiang", "цян"), is_pinyin_of("qiang", "кэцян")
    (True, True, False)
    """
    text = romanise(cyrillic)
    return any(_spelt_by(text, [_spellings_of(syllable, True) for syllable in syllables]) for syllables in _syllables(latin, _SYLLABLES))


@cache
def _finals() -> re.Pattern[str]:
    """What a syllable of pinyin may be."""
    table = _table("chinese")
    initials = "|".join(sorted(table["initials"], key=len, reverse=True))
    return re.compile(f"(?:{initials})?(?:{'|'.join(table['finals'])})|{'|'.join(table['syllables'])}")


def _syllables(word: str, most: int) -> Iterator[tuple[str, ...]]:
    """Every way to cut a word into at most so many syllables of pinyin."""
    if not word:
        yield ()
    for end in range(1, min(len(word), _LONGEST_SYLLABLE) + 1 if most else 0):
        if _finals().fullmatch(word[:end]):
            yield from ((word[:end], *rest) for rest in _syllables(word[end:], most - 1))


def one_korean_name(left: str, right: str) -> bool | None:
    """Whether two words of Hangul are one Korean name, in the spelling of the South or the North; None if either is no whole name.

    One syllable makes another name, while the words that are written variously are foreign ones.

    >>> one_korean_name("이용호", "리용호"), one_korean_name("김정은", "김정운"), one_korean_name("푸틴", "뿌찐")
    (True, False, None)
    """
    if not (_whole_korean(left) and _whole_korean(right)):
        return None
    return _southern(left) == _southern(right)


def _whole_korean(word: str) -> bool:
    families = _table("korean")["surnames"]
    return bool(_HANGUL.fullmatch(word)) and len(word) > 1 and any(word[:n] in families and len(word) - n <= _GIVEN for n in (1, 2))


def _southern(name: str) -> list[tuple[int, int, int]]:
    """Its syllables, l- at the front of the family's and of the given name as the South writes it."""
    syllables = [jamo(c) for c in name]
    for at, (onset, vowel, coda) in enumerate(syllables[:2]):
        if onset in (_L, _N):
            syllables[at] = (_SILENT if vowel in _IOTATED else _N, vowel, coda)
    return syllables
