"""Undo inflection by rule: from a word as it stands in a sentence to the forms that a dictionary would list.

The rules are data (`data/inflections.yaml`). Each yields a possible lemma and the name of the case; which lemma is a word, the
caller's vocabulary decides. No rule leaves fewer than three letters, so that no short name turns into another.
"""

from functools import cache, lru_cache

from registry.text.data import read_table
from registry.text.normalise import fold

__all__ = ["undo_inflection"]

_MIN_STEM = 3  # below three letters an ending is as likely part of the name: "Xi", "Ана"
_LONGEST = 6  # letters of an ending: "сының"
_LANGUAGES_OF = {
    "Serbian or Macedonian": ("sr", "mk", "bs"),
    "Bulgarian": ("bg", "mk"),
    "Ukrainian": ("uk", "be", "ru"),
    "Tajik": ("tg", "fa", "uz"),
    "Turkic": ("kk", "ky", "uz", "tk", "az", "tt", "ba", "ug", "tg"),
    "Kazakh": ("kk", "ky"),
}
"""What the end of a label says of the languages of its endings; others belong to every language of the script."""
_MIN_AFTER_PREFIX = 3  # Arabic "و" or "ل" are the first letters of too many two-letter words


@cache
def _endings() -> dict[str, dict[str, list[tuple[str, str]]]]:
    """Script or Latin-script language -> ending -> (replacement, label)."""
    table = read_table("inflections")
    groups = {script: table[script] for script in ("cyrillic", "arabic", "hangul")} | table["latin"]
    result: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for group, labels in groups.items():
        rules = result.setdefault(group, {})
        for label, row in labels.items():
            for rule in row.split():
                ending, replacement = rule.split(">")
                rules.setdefault(ending, []).append((replacement, label))
    return result


@cache
def _endings_behind(letter: str, lang: str | None) -> dict[str, list[tuple[str, str]]]:
    """The endings that a word with this last letter may have, without those whose label names other languages than `lang`.

    Nor those that change nothing.
    """
    group = _group(letter, lang)
    kept: dict[str, list[tuple[str, str]]] = {}
    for ending, rules in _endings().get(group or "", {}).items():
        fitting = [
            (replacement, label)
            for replacement, label in rules
            if replacement != ending and (lang is None or lang in _LANGUAGES_OF.get(label.rpartition(", ")[2], (lang,)))
        ]
        if fitting and letter.endswith(ending[-1:]):
            kept[ending] = fitting
    return kept


@cache
def _prefixes_before(letter: str) -> tuple[tuple[str, str], ...]:
    """The prefixes of the script of a word's first letter, each with its label."""
    script = "arabic" if "\u0600" <= letter <= "\u06ff" else "hebrew" if "\u0590" <= letter <= "\u05ff" else ""
    rows = read_table("inflections")["prefixes"].get(script, {})
    return tuple((prefix, f"with the prefix {label!r}") for label, prefix in rows.items())


@cache
def _after_apostrophe() -> dict[str, str]:
    return {ending: label for label, row in read_table("inflections")["after_apostrophe"].items() for ending in row.split()}


def _group(letter: str, lang: str | None) -> str | None:
    """The group of endings of words that end in a letter."""
    if "\u0400" <= letter <= "\u052f":
        return "cyrillic"
    if "\u0600" <= letter <= "\u06ff":
        return "arabic"
    if "\uac00" <= letter <= "\ud7a3":
        return "hangul"
    return lang if letter.isascii() and lang in _endings() else None


@lru_cache(maxsize=100_000)
def undo_inflection(word: str, lang: str | None = None) -> tuple[tuple[str, str], ...]:
    """Possible lemmas of a folded word, each with the name of the form it stood in; longest ending first.

    lang: the language of the text; Latin-script endings are undone only for a language named, since English has none of them.

    >>> dict(undo_inflection("рахмоном"))["рахмон"]
    'instrumental'
    >>> dict(undo_inflection("rachmonows", "de"))["rachmonow"], undo_inflection("rachmonows", "en")
    ('genitive', ())
    """
    if not word:
        return ()
    found: dict[str, str] = {}
    if "'" in word:
        stem, _, ending = word.rpartition("'")
        if len(stem) > 1 and fold(ending) in _after_apostrophe():
            found[stem] = _after_apostrophe()[fold(ending)]
    endings = _endings_behind(word[-1], lang)
    if endings and len(word) >= _MIN_STEM:
        for size in range(min(_LONGEST, len(word) - _MIN_STEM), -1, -1):
            stem = word[: len(word) - size]
            for replacement, label in endings.get(word[len(word) - size :], ()):
                found[stem + replacement] = label
    for prefix, label in _prefixes_before(word[0]):
        if word.startswith(prefix) and len(word) - len(prefix) >= _MIN_AFTER_PREFIX:
            rest = word[len(prefix) :]
            found[rest] = label
            if prefix == "لل" or prefix == "ال":
                found["ال" + rest] = label
    return tuple(found.items())
