"""Latin letters for Hangul, kana and Han, and one form for the rival characters of Chinese; the tables are `data/east_asian.yaml`.

Hangul is taken apart by arithmetic (the Unicode standard, chapter 3.12) and written after the Revised Romanisation, syllable by
syllable, but that ㄹㄹ is ll and a stop before a vowel is voiced; kana after Hepburn, long vowels short as in news; Han after pinyin.
Which of their many other spellings two names have is for `registry.text.east_asian_names`.
"""

import re
import unicodedata
from functools import cache
from typing import Any

from registry.text.data import read_table

__all__ = ["alternatives", "han_readings", "is_family", "jamo", "romanise_hangul", "romanise_kana", "simplify"]

_FIRST_SYLLABLE, _LAST_SYLLABLE = "\uac00", "\ud7a3"
_VOWELS, _CODAS = 21, 28  # of modern Hangul, no final consonant counted as one
_VOICED = {1: "g", 7: "d", 17: "b", 19: "s", 20: "ss", 22: "j", 23: "ch"}
"""Final consonants before a vowel, by their place: they begin the next syllable (liaison)."""
_SILENT = 11
"""The place of ㅇ among the initial consonants, where it is no sound."""
_L_FINAL, _L_INITIAL = 8, 5
_SMALL = "ァィゥェォャュョヮ"
_LONG = ((re.compile(r"ou(?!e)|oo"), "o"), (re.compile("uu"), "u"))
"""Long vowels as news writes them; -oue- is two morphemes as often (Inoue)."""
_HIRAGANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}


@cache
def _table(language: str) -> Any:
    return read_table("east_asian")[language]


@cache
def _families() -> frozenset[str]:
    chinese = "".join(_table("chinese")["families"].split())
    return frozenset([*chinese, *_table("chinese")["surnames"], *_table("korean")["surnames"]])


def is_family(written: str) -> bool:
    """Whether a character or syllable is a Chinese or Korean family's name.

    >>> is_family("王"), is_family("김"), is_family("的")
    (True, True, False)
    """
    return simplify(written) in _families()


def alternatives(cell: str, *, cyrillic: bool = False) -> list[str]:
    """The spellings in a cell of the tables, those of romanised Cyrillic only if asked for.

    >>> alternatives("j ch | dzh"), alternatives("- h")
    (['j', 'ch'], ['', 'h'])
    """
    latin, _, other = cell.partition("|")
    return ["" if word == "-" else word for word in (latin + " " + other if cyrillic else latin).split()]


def jamo(syllable: str) -> tuple[int, int, int]:
    """The places of a Hangul syllable's initial consonant, vowel and final consonant in the order of the Unicode standard.

    >>> jamo("김")
    (0, 20, 16)
    """
    rest, coda = divmod(ord(syllable) - ord(_FIRST_SYLLABLE), _CODAS)
    onset, vowel = divmod(rest, _VOWELS)
    return onset, vowel, coda


@cache
def _hangul() -> tuple[list[str], list[str], list[str]]:
    table = _table("korean")
    onsets, vowels, codas = ([alternatives(cell)[0] for cell in table[kind]] for kind in ("onsets", "vowels", "codas"))
    return onsets, vowels, codas


def romanise_hangul(word: str) -> str:
    """Revised Romanisation of every Hangul syllable; other characters stay.

    >>> romanise_hangul("정은"), romanise_hangul("블라디미르")
    ('jeongeun', 'beulladimireu')
    """
    onsets, vowels, codas = _hangul()
    written = []
    before = 0
    for c in word:
        if not _FIRST_SYLLABLE <= c <= _LAST_SYLLABLE:
            written.append(c)
            before = 0
            continue
        onset, vowel, coda = jamo(c)
        if onset == _SILENT and before in _VOICED:
            written[-1] = written[-1].removesuffix(codas[before]) + _VOICED[before]
        liquid = onset == _L_INITIAL and before == _L_FINAL
        written.append(("l" if liquid else onsets[onset]) + vowels[vowel] + codas[coda])
        before = coda
    return "".join(written)


def romanise_kana(word: str) -> str:
    """Hepburn of every kana, long vowels as short ones; other characters stay.

    >>> romanise_kana("プーチン"), romanise_kana("ウィッテ"), romanise_kana("しんぞう"), romanise_kana("ジェフ")
    ('puchin', 'witte', 'shinzo', 'jefu')
    """
    table = _table("kana")
    letters, stems, palatal = table["letters"], table["stems"], table["palatal"]
    text = unicodedata.normalize("NFC", word).translate(_HIRAGANA)
    written: list[str] = []
    doubled = False
    for at, c in enumerate(text):
        sound = letters.get(c, c)
        if c in _SMALL and at and text[at - 1] in stems:
            glide = c in "ャュョ"
            stem = palatal.get(text[at - 1], stems[text[at - 1]]) if glide else stems[text[at - 1]]
            written[-1] = written[-1].removesuffix(letters[text[at - 1]]) + stem + (sound[1:] if glide else sound)
        elif c == "ッ":
            doubled = True
            continue
        else:
            written.append(sound)
        if doubled:
            written[-1] = ("t" if written[-1].startswith("ch") else written[-1][:1]) + written[-1]
        doubled = False
    latin = "".join(written)
    for pattern, short in _LONG:
        latin = pattern.sub(short, latin)
    return latin


def han_readings() -> dict[str, str]:
    """Pinyin of the characters that Unidecode reads otherwise than names do."""
    readings: dict[str, str] = _table("chinese")["readings"]
    return readings


@cache
def _simplified() -> dict[int, str]:
    return {ord(pair[0]): pair[1] for pair in _table("chinese")["traditional"].split()}


def simplify(text: str) -> str:
    """Traditional characters of names as simplified ones; the table holds those that names use.

    >>> simplify("習近平"), simplify("馬英九")
    ('习近平', '马英九')
    """
    return text.translate(_simplified())
