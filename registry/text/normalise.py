"""How a word becomes comparable: the one order of normalisation, the same for registry and article.

A token passes these steps, each feeding the next, and keeps its offsets because the string itself is never rewritten:

1. *invisible*: soft hyphens, zero-width characters, direction marks and tatweel go.
2. *compatibility*: Unicode NFKC (full width, ligatures, presentation forms); every apostrophe becomes U+0027.
3. *possessive*: English 's goes and the token remembers it. The result is the **written** form.
4. *case*: Unicode case folding.
5. *marks*: accents and vowel points go (NFD, then combining classes 10 to 36 and 200 upwards; the vowel signs of Indic and
   Thai scripts are letters and stay); letters that only look composed (ł, ø, ı, ß) and the rival forms of one Arabic letter
   (ي ی ى, ك ک, ة ه, أ إ آ ا) and of one Han character (習 习) become one; apostrophes go, but for the Hebrew geresh, which makes another
   letter (צ׳ is ch).
6. *spelling*: regular variants (defence, organisation) become one. The result is the **folded** form.
7. *number*: digits of any script, with or without an ordinal suffix, become the **number** key ("201").
8. *sound*: romanised and collapsed to the **sound** key (`registry.text.romanise`), only where the folded form found nothing.

Inflection is undone on the folded form (`registry.text.inflect`), titles and articles are recognised beside a name, never cut off
(`registry.match.modifiers`).
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from registry.text.data import read_table
from registry.text.east_asian import simplify
from registry.text.tokens import APOSTROPHES, INVISIBLE

__all__ = ["Form", "fold", "fold_case", "form", "forms", "written"]

_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_APOSTROPHE = re.compile(f"[{re.escape(APOSTROPHES)}]")
_ODD = re.compile(f"[{INVISIBLE}{re.escape(APOSTROPHES)}]")
_POSSESSIVE = re.compile(f"[{re.escape(APOSTROPHES)}][sS]$")
_DIGITS = re.compile(r"\d+(?:[.,\u00a0\u202f]\d{3}(?!\d))*")
_LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ə": "a",
        "ي": "ی", "ى": "ی", "ئ": "ی", "ې": "ی", "ۍ": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه", "ۂ": "ه", "ە": "ه", "ھ": "ه", "ہ": "ه", "ۃ": "ه",
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و", "ګ": "گ",
    }
)  # fmt: skip
_NO_GERESH = re.compile("(?<![גדזצץת])['\u05f3]")  # behind other Hebrew letters it marks an abbreviation or a number
_FIRST_HAN = 0x3400
_KEPT = 200_000
"""Distinct forms kept, as many as of look-ups: 20 MB of news in five languages have about as many; a form costs some 300 bytes."""
_MIN_RESPELT = 3  # letters before an ending that is respelt: "size" and "prize" are no variants


def written(raw: str) -> str:
    """Steps 1 and 2: what was meant to be typed.

    >>> written("Tali\\u00adban\u2019s")
    "Taliban's"
    """
    if raw.isascii():
        return raw.replace("`", "'")
    if not _ODD.search(raw) and unicodedata.is_normalized("NFKC", raw):
        return raw
    marked = _APOSTROPHE.sub("'", _INVISIBLE.sub("", raw))  # before NFKC, which makes a blank and an accent of the acute sign
    return _APOSTROPHE.sub("'", unicodedata.normalize("NFKC", marked))


def fold_case(raw: str) -> str:
    """Steps 1, 2, possessive and 4: accents stay.

    >>> fold_case("Oş"), fold_case("OSH\u2019s")
    ('oş', 'osh')
    """
    return _POSSESSIVE.sub("", written(raw)).casefold()


@lru_cache(maxsize=100_000)  # a news archive repeats its words; a form costs some 300 bytes
def fold(text: str) -> str:
    """Steps 1 to 5 (without the possessive): case, marks and rival letters gone.

    >>> fold("Ҷумҳурии Тоҷикистон"), fold("Şahr‑i Duşanbe"), fold("İSTANBUL")
    ('ҷумҳурии тоҷикистон', 'sahr-i dusanbe', 'istanbul')
    """
    if text.isascii():
        return text.lower().replace("'", "")
    plain = unicodedata.normalize("NFC", written(text).translate(_FOLDED))
    if "\u05d0" <= plain[:1] <= "\u05ea":
        return _NO_GERESH.sub("", plain).replace("'", "\u05f3")
    return plain.replace("'", "")


class _Folded(dict[int, str]):
    """Code point -> what is left of its letter, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        letters = unicodedata.normalize("NFD", chr(code).casefold())
        kept = "".join(c for c in letters if not _is_mark(unicodedata.combining(c))).translate(_LETTERS)
        self[code] = found = simplify(kept) if code >= _FIRST_HAN else kept
        return found


def _is_mark(combining_class: int) -> bool:
    return combining_class >= 200 or 10 <= combining_class <= 36


_FOLDED = _Folded({0x2010: "-", 0x2011: "-"})


@dataclass(frozen=True, slots=True)
class Form:
    """A distinct word form after steps 1 to 7, with what every rule asks of it."""

    raw: str
    written: str
    folded: str
    number: str | None
    """The number key, as decimal ASCII digits without leading zeros."""
    length: int
    """How many code points of `raw` belong to the name: all but a possessive ending."""
    possessive: bool
    """Whether the word ended in 's."""
    upper: bool
    """Whether it begins with an upper-case letter."""
    case: int
    """0 to 3: 1 if its first letter has two cases, and 2 more if that is an upper-case one."""
    capitalised: bool
    """Whether it begins with an upper-case letter or, like a Han character, has no case at all but is a letter."""


class _Forms(dict[str, Form]):
    """Token -> form, worked out when it is first met; all are forgotten when they are too many."""

    def __missing__(self, raw: str) -> Form:
        if len(self) >= _KEPT:
            self.clear()
        self[raw] = found = _worked_out(raw)
        return found


_FORMS = _Forms()


def form(raw: str) -> Form:
    """The form of one token.

    >>> form("Rahmon\u2019s").written, form("201-я").number, form("۲۰۱").number, form("U.S.").folded
    ('Rahmon', '201', '201', 'us')
    """
    return _FORMS[raw]


def forms(raws: Iterable[str]) -> list[Form]:
    """The forms of tokens; in less than half the time that asking for one after the other takes."""
    return list(map(_FORMS.__getitem__, raws))


def _worked_out(raw: str) -> Form:
    text = written(raw)
    ending = _POSSESSIVE.search(text) if text[-1:] in "sS" else None
    length = len(raw)
    if ending:
        text = text[: ending.start()]
        length = max(raw.rfind(c) for c in APOSTROPHES)
    digits = _DIGITS.match(text) if text[:1].isdigit() else None
    number = None
    if digits:
        number = str(int(re.sub(r"\D", "", digits.group()))) if len(digits.group()) <= 18 else digits.group()
    folded = text.lower().replace("'", "") if text.isascii() else fold(text)
    if "." in folded:
        folded = folded.replace(".", "")
    first = text[:1]
    upper, cased = first.isupper(), first.lower() != first.upper()
    respelt = _respell(folded) if folded.isascii() else folded
    if respelt == raw:
        respelt = raw  # one string instead of two: less memory to hold, and to fetch for each token that is read
    return Form(raw, text, respelt, number, length, length < len(raw), upper, cased + 2 * upper, upper or (first.isalpha() and not cased))


@cache
def _spelling() -> tuple[dict[str, str], dict[str, str], re.Pattern[str]]:
    """Words as they are read, those kept among them; endings; and what finds an ending, the longest first."""
    table = read_table("spelling")
    endings: dict[str, str] = table["endings"]
    return table["words"] | {word: word for word in table["kept"]}, endings, re.compile(f"(?:{'|'.join(endings)})$")


def _respell(folded: str) -> str:
    """Step 6, for English: one of two regular spellings."""
    words, endings, ending = _spelling()
    if folded in words:
        return words[folded]
    found = ending.search(folded, _MIN_RESPELT) if folded.endswith(tuple(endings)) else None
    return folded[: found.start()] + endings[found.group()] if found else folded
