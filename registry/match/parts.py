"""A name cut into the words that are compared: each with what it is besides a name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from registry.records import EntityType
from registry.text.lexicon import WordClass, is_function_word, is_skipped, phrase_at
from registry.text.name_words import class_at, compound_of, is_article, is_frequent_name, is_kinship, is_preposition
from registry.text.normalise import form
from registry.text.numerals import read_numeral, read_roman
from registry.text.romanise import sound_key
from registry.text.sounds import script_of
from registry.text.tokens import Token, tokenise

__all__ = ["CutName", "NamePart", "PartKind", "cut"]

_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?")
_LONGEST = 40
"""Words that are compared; the pairing is quadratic."""
_SHORTEST_CARDINAL = 3  # two, три; Tajik се, ду and си are Se, Du and Xi as often
_LONGEST_NUMERAL = 6  # words: one thousand two hundred and first
_LONGEST_ACRONYM = 6  # UNESCO
_TITLE_AT_MOST = 3  # words of an office that is passed over beside a name


class PartKind(StrEnum):
    """What a word of a name is."""

    NAME = "name"
    INITIAL = "initial"
    NUMBER = "number"
    ACRONYM = "acronym"
    COUNTRY = "country"
    GENERIC = "generic"
    """A common word of organisations' names, by its class: bank, ministry."""
    FIELD = "field"
    """What an organisation is about, by its class: defence, oil; common, but it tells two apart."""
    LEGAL = "legal"
    """A legal form, by its class."""
    PARTICLE = "particle"
    """al, von, de: written or left out at will."""
    KINSHIP = "kinship"
    """bin, ogly: ties two names in an order that matters."""


_KIND_OF_TABLE = {"legal_forms": PartKind.LEGAL, "countries": PartKind.COUNTRY, "generic": PartKind.GENERIC, "fields": PartKind.FIELD}


class NamePart(NamedTuple):
    """One word, or one phrase that counts as one."""

    raw: str
    kind: PartKind
    folded: str
    """The folded word; of a country, a generic word or a legal form its class; of a number its digits."""
    word: str
    """The folded word in every case."""
    key: str
    """Its sound key."""
    script: str
    frequent: bool
    """A name or word so common that agreement on it says little."""


_OF_PERSONS = frozenset({PartKind.NAME, PartKind.INITIAL})
_APART = (PartKind.NUMBER, PartKind.LEGAL)
"""Compared as a whole, not in pairs."""


@dataclass(frozen=True, slots=True)
class CutName:
    """A name in parts: the words that are paired, and what is compared as a whole."""

    words: tuple[NamePart, ...]
    """In order, all but numbers and legal forms."""
    numbers: tuple[str, ...]
    legal_forms: frozenset[str]
    scripts: frozenset[str]
    kinship: bool
    """Whether bin, ogly or the like ties two of the words."""
    names_alone: bool
    """Whether it may be a person's, if nothing says what it names: no word of organisations, countries or numbers."""

    @property
    def empty(self) -> bool:
        """Whether nothing is left to compare."""
        return not (self.words or self.numbers or self.legal_forms)


@lru_cache(maxsize=20_000)  # screening puts one name beside many
def cut(name: str, type: EntityType | None) -> CutName:
    """Cut a name into its parts.

    >>> [(part.folded, part.kind.value) for part in cut("Embassy of Russia", EntityType.ORGANIZATION).words][-1]
    ('ru', 'country')
    """
    parts = _parts(name, type)
    kinds = {part.kind for part in parts}
    numbers = tuple(sorted(part.folded for part in parts if part.kind is PartKind.NUMBER)) if PartKind.NUMBER in kinds else ()
    legal = frozenset(part.folded for part in parts if part.kind is PartKind.LEGAL) if PartKind.LEGAL in kinds else frozenset()
    words = tuple(part for part in parts if part.kind not in _APART) if numbers or legal else parts
    scripts = frozenset([part.script for part in parts])
    return CutName(words, numbers, legal, scripts, PartKind.KINSHIP in kinds, kinds <= _OF_PERSONS)


def _parts(name: str, type: EntityType | None) -> tuple[NamePart, ...]:
    tokens = tokenise(name)[:_LONGEST]
    raws = [token.raw for token in tokens]
    person = type is EntityType.PERSON
    if person:
        tokens = [token for dotted in tokens for token in _initials(dotted)]
        raws = [token.raw for token in tokens]
    words = [form(raw).folded for raw in raws]
    capitals = len(raws) > 1 and all(raw.isupper() for raw in raws)
    hyphened = frozenset(at for at, token in enumerate(tokens[:-1]) if name[token.end : tokens[at + 1].start] == "-")
    parts: list[NamePart] = []
    at = 0
    while at < len(words):
        part, width = _special(raws, words, at, person, hyphened)
        if part:
            parts.append(part)
        elif width == 0:
            joined, width = _compound(words, at) if person else ("", 0)
            width = width or (1 if raws[at].isascii() else _han_run(tokens, words, at, person))
            raw = raws[at] if width == 1 else "".join(raws[at : at + width])
            parts.append(_plain(raw, joined or (words[at] if width == 1 else "".join(words[at : at + width])), person, capitals))
        at += width
    return tuple(parts) or tuple(_plain(raw, word, person, capitals) for raw, word in zip(raws, words, strict=True))


def _initials(token: Token) -> list[Token]:
    """The letters of "R.A." one by one, any other token as it is."""
    if not _DOTTED.fullmatch(token.raw):
        return [token]
    return [Token(token.start + at, token.start + at + 1, letter) for at, letter in enumerate(token.raw) if letter != "."]


def _compound(words: Sequence[str], at: int) -> tuple[str, int]:
    """A name that begins with Abd or Abu and takes the next word in: "abd al-aziz", "abdul aziz" are "abdaziz"; ("", 0) if none.

    The article of عبد الرحمن goes like that of "abd al-rahman".
    """
    stem = compound_of(words[at])
    behind = at + 1
    while stem and behind < len(words) and is_article(words[behind]):
        behind += 1
    return (stem + words[behind].removeprefix("ال"), behind + 1 - at) if stem and behind < len(words) else ("", 0)


def _han_run(tokens: Sequence[Token], words: Sequence[str], at: int, person: bool) -> int:
    """How many tokens are one word: Han characters without anything between them, since no space parts name from name; else 1.

    A word that organisations' names have in common ends the run, unless the name is a person's.
    """
    end = at + 1
    while (
        end < len(tokens) and tokens[end].start == tokens[end - 1].end and script_of(tokens[end].raw) == script_of(tokens[at].raw) == "han"
    ):
        if not person and class_at(words, end):
            break
        end += 1
    return end - at


def _special(raws: Sequence[str], words: Sequence[str], at: int, person: bool, hyphened: frozenset[int]) -> tuple[NamePart | None, int]:
    """A part that is not a plain word and its width; (None, n) for n words that are no evidence, (None, 0) for a plain word.

    `hyphened` are the places of words with a hyphen behind: Tsai Ing-wen is no engineer.
    """
    counts = not person and (len(words[at]) >= _SHORTEST_CARDINAL or script_of(words[at]) == "han")
    numeral = read_numeral(raws[at : at + _LONGEST_NUMERAL], small=counts)
    if numeral:
        return _part(raws[at], PartKind.NUMBER, str(numeral[0])), numeral[1]
    digits = form(raws[at]).number if raws[at][0].isdigit() else None
    if digits:
        return _part(raws[at], PartKind.NUMBER, digits), 1
    roman = read_roman(raws[at])
    if roman:
        return _part(raws[at], PartKind.NUMBER, str(roman)), 1
    if not words[at] or is_skipped(words[at], raws[at - 1] if at else "", raws[at + 1] if at + 1 < len(raws) else ""):
        return None, 1
    if person:
        width, titled = _title(raws, at)
        part_of_name = (at + width - 1 in hyphened and not _title(raws, at + width)[1]) or _before_given(words, at, hyphened)
        return None, width if titled and not part_of_name and width <= _TITLE_AT_MOST and len(words) - width >= 2 else 0
    found = class_at(words, at)
    if found:
        table, name, width = found
        return _part(" ".join(raws[at : at + width]), _KIND_OF_TABLE[table], name, word="".join(words[at : at + width])), width
    if len(words) > 1 and raws[at].islower() and is_function_word(raws[at]):
        return _part(raws[at], PartKind.PARTICLE, words[at]), 1
    return None, 0


def _before_given(words: Sequence[str], at: int, hyphened: frozenset[int]) -> bool:
    """Whether a word that is a family's name as well stands before a hyphenated given name and nothing else: Pak Jong-chon."""
    return at == 0 and len(words) == 3 and 1 in hyphened and is_frequent_name(words[at])


def _title(raws: Sequence[str], at: int) -> tuple[int, bool]:
    """The width of the phrase at a place, and whether it is a title or an honorific."""
    width, phrases = phrase_at(raws, at)
    return width, any(phrase.word_class in (WordClass.TITLE, WordClass.HONORIFIC) for phrase in phrases)


def _plain(raw: str, word: str, person: bool, capitals: bool) -> NamePart:
    if len(word) == 1 and word.isascii():
        kind = PartKind.INITIAL
    elif person and is_kinship(word):
        kind = PartKind.KINSHIP
    elif person and (is_article(word) or is_preposition(word)):
        kind = PartKind.PARTICLE
    elif not person and not capitals and raw.isupper() and 1 < len(word) <= _LONGEST_ACRONYM and word.isalpha():
        kind = PartKind.ACRONYM
    else:
        kind = PartKind.NAME
    return _part(raw, kind, word, frequent=person and is_frequent_name(word))


def _part(raw: str, kind: PartKind, folded: str, *, word: str = "", frequent: bool = False) -> NamePart:
    word = word or folded
    return NamePart(raw, kind, folded, word, sound_key(word), script_of(word), frequent)
