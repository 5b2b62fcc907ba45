"""Undo inflection by rule: from a word as it stands in a sentence to the forms that a dictionary would list.

The rules are data (`data/inflections.yaml`). Each yields a possible lemma and the name of the case; which lemma is a word, the
caller's vocabulary decides. No rule leaves fewer than three letters, so that no short name turns into another.
"""

from collections.abc import Iterator
from functools import cache, lru_cache

from registry.text.data import read_table
from registry.text.normalise import fold

__all__ = ["undo_inflection"]

_MIN_STEM = 3  # below three letters an ending is as likely part of the name: "Xi", "Ана"
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
def _endings_for(group: str, lang: str | None) -> dict[str, list[tuple[str, str]]]:
    """The endings of a group without those whose label names other languages than `lang`."""
    if lang is None:
        return _endings()[group]
    kept: dict[str, list[tuple[str, str]]] = {}
    for ending, rules in _endings()[group].items():
        fitting = [(replacement, label) for replacement, label in rules if lang in _LANGUAGES_OF.get(label.rpartition(", ")[2], (lang,))]
        if fitting:
            kept[ending] = fitting
    return kept


@cache
def _prefixes() -> dict[str, tuple[tuple[str, str], ...]]:
    return {
        script: tuple((prefix, label) for label, prefix in rows.items()) for script, rows in read_table("inflections")["prefixes"].items()
    }


@cache
def _after_apostrophe() -> dict[str, str]:
    return {ending: label for label, row in read_table("inflections")["after_apostrophe"].items() for ending in row.split()}


def _groups(word: str, lang: str | None) -> tuple[str, ...]:
    letter = word[-1]
    if "\u0400" <= letter <= "\u052f":
        return ("cyrillic",)
    if "\u0600" <= letter <= "\u06ff":
        return ("arabic",)
    if "\uac00" <= letter <= "\ud7a3":
        return ("hangul",)
    if letter.isascii() and lang in _endings():
        return (lang,)
    return ()


@lru_cache(maxsize=100_000)
def undo_inflection(word: str, lang: str | None = None) -> tuple[tuple[str, str], ...]:
    """Possible lemmas of a folded word, each with the name of the form it stood in; longest ending first.

    lang: the language of the text; Latin-script endings are undone only for a language named, since English has none of them.

    >>> dict(undo_inflection("рахмоном"))["рахмон"]
    'instrumental'
    >>> dict(undo_inflection("rachmonows", "de"))["rachmonow"], undo_inflection("rachmonows", "en")
    ('genitive', ())
    """
    return tuple(dict(_lemmas(word, lang)).items()) if word else ()


def _lemmas(word: str, lang: str | None) -> Iterator[tuple[str, str]]:
    stem, apostrophe, ending = word.rpartition("'")
    if apostrophe and len(stem) > 1 and fold(ending) in _after_apostrophe():
        yield stem, _after_apostrophe()[fold(ending)]
    for group in _groups(word, lang):
        rules = _endings_for(group, lang)
        for size in range(min(6, len(word) - _MIN_STEM), 0, -1):
            for replacement, label in rules.get(word[-size:], ()):
                if len(word) - size + len(replacement) >= _MIN_STEM and replacement != word[-size:]:
                    yield word[:-size] + replacement, label
        for replacement, label in rules.get("", ()) if len(word) >= _MIN_STEM else ():
            yield word + replacement, label
    script = "arabic" if "\u0600" <= word[0] <= "\u06ff" else "hebrew" if "\u0590" <= word[0] <= "\u05ff" else None
    for prefix, label in _prefixes().get(script or "", ()):
        if word.startswith(prefix) and len(word) - len(prefix) >= _MIN_AFTER_PREFIX:
            rest = word[len(prefix) :]
            yield rest, f"with the prefix {label!r}"
            if prefix == "لل" or prefix == "ال":
                yield "ال" + rest, f"with the prefix {label!r}"
