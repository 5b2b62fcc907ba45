"""A word is written in one script.

A Latin a in a Cyrillic name looks right and is another letter: no article spells it so. Where each stray letter has a look-alike in the
word's main script it is a slip, and an error; otherwise somebody may spell it so, and it is a warning. A brand that is glued of two parts,
as АКИpress, is left alone.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from registry.errors import Fix, Problem, Severity, Source
from registry.store.book import Book
from registry.store.checks.forms import Fold, fold, place_of, rows

__all__ = ["FAIL", "PASS", "RULE", "check"]

RULE = "mixed-script"

PASS = """\
version: 1
entities:
  emomali-rahmon:
    name: Emomali Rahmon
    type: person
    aliases: [Рахмон, IT-компания Рахмона, РАХМОНnews]
"""

FAIL = """\
version: 1
entities:
  emomali-rahmon:
    name: Emomali Rahmon
    type: person
    aliases:
      - "Р\\u0061хмон"
      - Рахmон
"""

_LATIN = "ABCEHIJKMOPQSTWXYaceijopqswxyəÄËÏÖäëïöĂăĔĕ"
_CYRILLIC = "АВСЕНІЈКМОРԚЅТԜХУасеіјорԛѕԝхуәӒЁЇӦӓёїӧӐӑӖӗ"
"""Letters drawn alike in most typefaces, in the order of `_LATIN`; and of Greek those below."""
_GREEK_LATIN = "ABEHIKMNOPTXYZov"
_GREEK = "ΑΒΕΗΙΚΜΝΟΡΤΧΥΖον"

_TWINS = {
    ("LATIN", "CYRILLIC"): dict(zip(_LATIN, _CYRILLIC, strict=True)),
    ("CYRILLIC", "LATIN"): dict(zip(_CYRILLIC, _LATIN, strict=True)),
    ("LATIN", "GREEK"): dict(zip(_GREEK_LATIN, _GREEK, strict=True)),
    ("GREEK", "LATIN"): dict(zip(_GREEK, _GREEK_LATIN, strict=True)),
}
"""(script of a stray letter, main script) -> its look-alikes there."""

_PART = 3
"""Letters of a part of a brand; fewer are a slip of the keyboard."""

_WORD = re.compile(r"[^\W\d_]+")


def check(book: Book, fold: Fold = fold, /) -> Iterator[Problem]:
    """The first such word of each text, at its row."""
    for entity in book.entities:
        for row in rows(entity):
            if not row.text.isascii():
                for word in _WORD.findall(unicodedata.normalize("NFC", row.text)):
                    if len(set(map(_script, word)) - {""}) > 1:
                        problem = _problem(row.text, word, place_of(row, book.path))
                        if problem.severity is Severity.ERROR or not _glued(word):
                            yield problem
                            break


def _glued(word: str) -> bool:
    """Whether it is one part in one script and one in another."""
    runs = [len(list(letters)) for _, letters in groupby(word, _script)]
    return len(runs) == 2 and min(runs) >= _PART


def _problem(text: str, word: str, place: Source) -> Problem:
    main, sure = _main(word, text)
    stray = next(c for c in word if _script(c) not in ("", main))
    new = "".join(_TWINS.get((_script(c), main), {}).get(c, c) for c in word)
    said = f"{text!r} mixes scripts in {word!r}: {stray!r} is U+{ord(stray):04X} {unicodedata.name(stray).lower()}"
    if len(set(map(_script, new)) - {""}) > 1:
        return Problem(place, RULE, f"{said}; write the word in one script", Severity.WARNING)
    twin = new[word.index(stray)]
    meant = f"{twin!r}, U+{ord(twin):04X} {unicodedata.name(twin).lower()}"
    if not sure:
        return Problem(place, RULE, f"{said}; write {meant}, or the rest in the script of {stray!r}")
    return Problem(place, RULE, f"{said}; write {meant}", fix=Fix(text, text.replace(word, new)) if word in text else None)


def _main(word: str, text: str) -> tuple[str, bool]:
    """The script of most letters of the word, and whether it is sure.

    Of as many, that of those without a twin in the other script counts, then that of more letters in the whole text.
    """
    here, there = Counter(map(_script, word)), Counter(map(_script, text))
    single = Counter(_script(c) for c in word if not any(c in twins for twins in _TWINS.values()))
    ranked = sorted(((here[script], single[script], there[script]), script) for script in here if script)
    return ranked[-1][1], ranked[-1][0] > ranked[-2][0]


@lru_cache(maxsize=10_000)  # the letters of any registry
def _script(letter: str) -> str:
    """LATIN, CYRILLIC or GREEK; nothing for what may stand beside any letter, and for scripts that no letter of these resembles."""
    name = unicodedata.name(letter, "").split(" ")
    return name[0] if name[0] in ("LATIN", "CYRILLIC", "GREEK") else ""
