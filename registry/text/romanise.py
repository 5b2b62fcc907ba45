"""Latin letters for any script, and one key for the ways of writing the same sound.

`romanise` has rules for Cyrillic, Greek, Arabic, Hebrew, Georgian, Armenian and Devanagari (`data/romanisation.yaml`), takes Hangul, kana
and Han from `registry.text.east_asian`, and leaves every other script to Unidecode. Arabic and Hebrew come out as skeletons, for their
vowels are hardly written: such words are compared by the learned costs of their sounds (`registry.text.sounds`).

`sound_key` then collapses what romanisations disagree on: kh/h/x, dzh/dj/j/zh, y/i/ii, ou/oo/u, q/k/c, w/v, ts/tz/z, doubled letters.
Equal keys are a reason to compare two names, not a proof that they are one.
"""

import re
from functools import cache, lru_cache

from unidecode import unidecode

from registry.text.data import read_table
from registry.text.east_asian import han_readings, romanise_hangul, romanise_kana

__all__ = ["romanise", "sound_key", "sound_key_once"]

_BLOCK = 4
"""Bits of a code point within a row of the Unicode charts; no two scripts of the table share a row of sixteen."""
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
_BEYOND_LATIN, _EAST_ASIAN = "\u0370", "\u3040"

_DEVANAGARI, _AFTER_DEVANAGARI = 0x0900, "\u0980"
# Devanagari, the word turned round, so that the mute vowels are found from the end.
_VOWELS = "\u0904-\u0914\u093e-\u094c\u0962\u0963ə"
_INHERENT = re.compile("(?<=[\u0915-\u0939\u093c])(?![\u093c\u093e-\u094d\u0962\u0963])")
_MUTE = re.compile(f"([{_VOWELS}]\u093c?[\u0915-\u0939])ə(?=\u093c?[\u0915-\u0939][{_VOWELS}])")

_HANGUL = re.compile("[\uac00-\ud7a3]")
_KANA = re.compile("[\u3041-\u30ff]")
_HAN = re.compile("[\u3400-\u9fff]")

# In this order: longer spellings first, and a sound is written with a capital once it is decided, so that no later rule touches it.
_SPELLINGS_WITH_H = (
    ("dzh", "J"), ("dsch", "J"), ("zh", "J"),
    ("shch", "S"), ("sch", "S"), ("sh", "S"),
    ("tch", "C"), ("ch", "C"),
    ("gh", "g"), ("kh", "H"), ("ph", "f"),
)  # fmt: skip
_SPELLINGS = (
    ("ck", "K"),
    ("tz", "s"), ("ts", "s"), ("cz", "C"),
    ("ou", "U"), ("oo", "U"),
)  # fmt: skip
_SPELT_IN_MANY_WAYS = re.compile("[hjc]|t[sz]|o[ou]|ff")
_J = re.compile("dj|j(?=[aeiouy]|$)")
_HARD_C = re.compile("c(?![eiy])")
_LETTERS = str.maketrans("xhqkczwuyj", "HHKKssvUii")
_GLIDE = re.compile("(?<=.)ie(?=.)")
_DOUBLED = re.compile(r"([a-zA-Z])\1+")


_Rules = tuple[tuple[tuple[str, str], ...], tuple[tuple[re.Pattern[str], str], ...], dict[int, str]]
"""Pairs of letters, patterns and single letters, each with what is written for it."""


@cache
def _scripts() -> dict[int, str]:
    """Row of the Unicode charts -> the script of the table that stands there."""
    return {
        row: name
        for name, section in read_table("romanisation").items()
        for start, end in ((section["from"], section["to"]), *section.get("laid_out_alike", {}).items())
        for row in range(int(start, 16) >> _BLOCK, (int(end, 16) >> _BLOCK) + 1)
    }


@cache
def _rules(script: str) -> _Rules:
    section = read_table("romanisation")[script]
    rules = tuple((re.compile(pattern), spelling) for pattern, spelling in section.get("rules", {}).items())
    return tuple(section.get("pairs", {}).items()), rules, str.maketrans(section["letters"])


def _romanised(folded: str) -> str:
    """What `romanise` keeps."""
    if folded.isascii():
        return folded
    for letter in folded:
        if letter >= _BEYOND_LATIN:
            script = _scripts().get(ord(letter) >> _BLOCK)
            if script:
                folded = _spell(folded, script)
            elif letter >= _EAST_ASIAN:
                folded = _east_asian(folded)
            break
    latin = folded if folded.isascii() else unidecode(_LONE_SURROGATES.sub("", folded)).lower()
    return latin if latin.isalnum() else "".join(c for c in latin if c.isalnum())


@lru_cache(maxsize=100_000)
def romanise(folded: str) -> str:
    """Lower-case ASCII for a folded word; the empty string where the script has no romanisation. Linear in its length.

    >>> romanise("раҳмон"), romanise("тоҷикистон"), romanise("рахмон")
    ('rahmon', 'tojikiston', 'rakhmon')
    >>> romanise("سلیمان"), romanise("სააკაშვილი"), romanise("नरेन्द्र")
    ('sliman', 'saakashvili', 'narendra')
    """
    return _romanised(folded)


def _east_asian(folded: str) -> str:
    """Hangul, kana and the Han characters that Unidecode misreads, in Latin letters."""
    if _HANGUL.search(folded):
        folded = romanise_hangul(folded)
    if _KANA.search(folded):
        folded = romanise_kana(folded)
    if _HAN.search(folded):
        readings = han_readings()
        folded = "".join(readings.get(c, c) for c in folded)
    return folded


def _spell(word: str, script: str) -> str:
    if script == "devanagari":
        word = _without_mute_vowels(word)
    pairs, rules, letters = _rules(script)
    for pair, spelling in pairs:
        word = word.replace(pair, spelling)
    for pattern, spelling in rules:
        word = pattern.sub(spelling, word)
    return word.translate(letters)


def _without_mute_vowels(word: str) -> str:
    """A Devanagari word, or one of a chart laid out alike, with ə for each inherent vowel that is heard."""
    if word[0] >= _AFTER_DEVANAGARI:
        chart = ord(word[0]) & ~0x7F
        word = "".join(chr(ord(c) - chart + _DEVANAGARI) if ord(c) & ~0x7F == chart else c for c in word)
    word = _INHERENT.sub("ə", word)
    if word.endswith("ə") and word[-3:-2] != "\u094d" and len(word) > 2:
        word = word[:-1]
    return _MUTE.sub(r"\1", word[::-1])[::-1]


def sound_key_once(folded: str) -> str:
    """`sound_key`, not kept: for the many words that are asked for once.

    >>> sound_key_once("harb")
    'Harb'
    """
    key = _romanised(folded)
    if _SPELT_IN_MANY_WAYS.search(key):
        key = _J.sub("J", key) if "j" in key else key
        if "h" in key:
            for spelling, sound in _SPELLINGS_WITH_H:
                key = key.replace(spelling, sound)
        for spelling, sound in _SPELLINGS:
            key = key.replace(spelling, sound)
        key = _HARD_C.sub("K", key) if "c" in key else key
        if key.endswith("ff"):
            key = key[:-2] + "v"
    key = key.translate(_LETTERS).replace("ee", "i").replace("ii", "i")
    if key.endswith("ei"):
        key = key[:-2] + "i"
    if "ie" in key:
        key = _GLIDE.sub("e", key)
    return _DOUBLED.sub(r"\1", key) if _DOUBLED.search(key) else key


@lru_cache(maxsize=100_000)
def sound_key(folded: str) -> str:
    """One key for the spellings of one sound; empty where nothing is left to compare.

    >>> sound_key("kharb") == sound_key("harb"), sound_key("emomalii") == sound_key("эмомали")
    (True, True)
    >>> sound_key("rakhmon") == sound_key("рахмон") == sound_key("rahmon")
    True
    """
    return sound_key_once(folded)
