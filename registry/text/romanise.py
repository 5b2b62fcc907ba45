"""Latin letters for any script, and one key for the ways of writing the same sound.

`romanise` knows the Cyrillic letters on which Unidecode errs for Tajik, Uzbek, Kazakh, Kyrgyz and Ukrainian (ҷ is j, not ch) and how
modern Greek writes its consonants (ντ is d); it leaves Hangul, kana and Han to `registry.text.east_asian`, every other script to Unidecode,
whose readings of Arabic and Hebrew are compared with learned costs (`registry.text.sounds`).

`sound_key` then collapses what romanisations disagree on: kh/h/x, dzh/dj/j/zh, y/i/ii, ou/oo/u, q/k/c, w/v, ts/tz/z, doubled letters.
Equal keys are a reason to compare two names, not a proof that they are one.
"""

import re
from functools import lru_cache

from unidecode import unidecode

from registry.text.east_asian import han_readings, romanise_hangul, romanise_kana

__all__ = ["romanise", "sound_key"]

# Folded letters, so those that a breve, a macron or a diaeresis makes (й, ӣ, ӯ, ё, ї) have lost it already.
_CYRILLIC = str.maketrans(
    {
        "х": "kh", "ж": "zh", "ҷ": "j", "ҳ": "h", "қ": "q", "ғ": "gh", "ъ": "", "ь": "", "э": "e", "і": "i", "є": "ye", "ґ": "g",
        "ә": "a", "ө": "o", "ү": "u", "ұ": "u", "ң": "ng", "һ": "h", "џ": "dzh", "љ": "l", "њ": "n", "ћ": "ch", "ђ": "dj", "ј": "y",
        "щ": "sch", "ы": "y",
    }
)  # fmt: skip

# As modern Greek is spoken: it writes b, d and g with two letters, and i with five.
_GREEK_PAIRS = (
    ("μπ", "b"),
    ("ντ", "d"),
    ("γκ", "g"),
    ("γγ", "ng"),
    ("ου", "u"),
    ("ει", "i"),
    ("οι", "i"),
    ("αι", "e"),
    ("αυ", "av"),
    ("ευ", "ev"),
)
_GREEK = str.maketrans({"β": "v", "η": "i", "υ": "i", "χ": "kh", "ω": "o", "θ": "th", "φ": "f", "ξ": "ks"})

_HANGUL = re.compile("[\uac00-\ud7a3]")
_KANA = re.compile("[\u3041-\u30ff]")
_HAN = re.compile("[\u3400-\u9fff]")

# In this order: longer spellings first, and a sound is written with a capital once it is decided, so that no later rule touches it.
_SOUNDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"dzh|dsch|dj|zh|j(?=[aeiouy]|$)", "J"),
        (r"shch|sch|sh|š|ş", "S"),
        (r"tch|tsh|ch", "C"),
        (r"gh", "g"),
        (r"kh|x|h", "H"),
        (r"ck|q|k|c(?![eiy])", "K"),
        (r"ph", "f"),
        (r"tz|ts|cz|c", "s"),
        (r"z", "s"),
        (r"w", "v"),
        (r"ff\b", "v"),
        (r"ou|oo|u", "U"),
        (r"iy|ij|yi|yy|ii|ee|ei(?=$)|y|j", "i"),
        (r"(?<=[a-zA-Z])ie(?=[a-zA-Z])", "e"),
        (r"([a-zA-Z])\1+", r"\1"),
    )
)


@lru_cache(maxsize=100_000)
def romanise(folded: str) -> str:
    """Lower-case ASCII for a folded word; the empty string where the script has no romanisation.

    >>> romanise("раҳмон"), romanise("тоҷикистон"), romanise("рахмон")
    ('rahmon', 'tojikiston', 'rakhmon')
    """
    if folded.isascii():
        return folded
    if "\u0370" <= folded[0] <= "\u03ff":
        for pair, sound in _GREEK_PAIRS:
            folded = folded.replace(pair, sound)
        folded = folded.translate(_GREEK)
    elif max(folded) >= "\u3040":
        folded = _east_asian(folded)
    return "".join(c for c in unidecode(folded.translate(_CYRILLIC)).lower() if c.isalnum())


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


@lru_cache(maxsize=100_000)
def sound_key(folded: str) -> str:
    """One key for the spellings of one sound; empty where nothing is left to compare.

    >>> sound_key("kharb") == sound_key("harb"), sound_key("emomalii") == sound_key("эмомали")
    (True, True)
    >>> sound_key("rakhmon") == sound_key("рахмон") == sound_key("rahmon")
    True
    """
    key = romanise(folded)
    for pattern, sound in _SOUNDS:
        key = pattern.sub(sound, key)
    return key
