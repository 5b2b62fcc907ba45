"""The vocabulary of phrases that point back: "the country", "эта группировка", "кишвар" (`data/anaphora.yaml` explains its groups)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from registry.text.data import read_table
from registry.text.normalise import form
from registry.text.tokens import tokenise

__all__ = [
    "Kind",
    "determiners",
    "heads_and_plurals",
    "heads_at",
    "is_pointing_word",
    "kind_named",
    "longest_head",
    "phrase_openers",
    "post_soviet",
    "wider_heads",
]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a phrase may denote, in words that the registry's types, features and descriptions can be asked for."""

    name: str
    types: frozenset[str]
    features: frozenset[str]
    words: re.Pattern[str] | None
    struck: re.Pattern[str] | None
    """Struck out of a description before `words` are looked for: a secretary general is no general."""
    prefers: re.Pattern[str] | None
    shared: bool
    """A body of many states, that belongs to none."""
    capital: bool
    """The capital of the state spoken of."""
    bare: bool
    """May stand without an adjective."""

    def described(self, text: str) -> bool:
        """Whether a name or description has a word that this kind asks for.

        >>> kind_named("general").described("Secretary General of the CSTO"), kind_named("general").described("American general")
        (False, True)
        """
        left = self.struck.sub(" ", text) if self.struck else text
        return self.words is None or self.words.search(left) is not None

    def preferred(self, text: str) -> bool:
        """Whether a name or description has a word that makes the entity the likelier one."""
        return self.prefers is not None and self.prefers.search(text) is not None


def _pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE) if words else None


@cache
def _kinds() -> Mapping[str, Kind]:
    rows = read_table("anaphora")["kinds"].items()
    return {
        name: Kind(
            name,
            frozenset(row["type"]),
            frozenset(row.get("feature", ())),
            _pattern(row.get("word", ())),
            _pattern(row.get("not", ())),
            _pattern(row.get("prefers", ())),
            row.get("country") == "none",
            "capital" in row,
            row.get("bare") != "none",
        )
        for name, row in rows
    }


def kind_named(name: str) -> Kind:
    """The kind of that name in the table; KeyError if there is none."""
    return _kinds()[name]


def _folded(row: str) -> tuple[str, ...]:
    return tuple(form(token.raw).folded for token in tokenise(row))


@cache
def _heads(lang: str) -> Mapping[str, tuple[tuple[tuple[str, ...], Kind], ...]]:
    """First word -> (all words, kind), the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Kind]]] = {}
    for name, languages in read_table("anaphora")["heads"].items():
        for row in languages.get(lang, ()):
            words = _folded(row)
            found.setdefault(words[0], []).append((words, _kinds()[name]))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in found.items()}


def heads_at(words: Sequence[str], at: int, lang: str) -> tuple[tuple[int, Kind], ...]:
    """The nouns of the table that begin at the folded `words[at]`: how many words each takes, and what it may denote; longest first.

    >>> [(width, kind.name) for width, kind in heads_at(["military", "base"], 0, "en")]
    [(2, 'base')]
    """
    rows = _heads(lang).get(words[at])
    return tuple((len(row), kind) for row, kind in rows if tuple(words[at : at + len(row)]) == row) if rows else ()


@cache
def longest_head(lang: str) -> int:
    """The most words that a noun of the table has in a language; 0 if the table does not know the language."""
    return max((len(row) for rows in _heads(lang).values() for row, _ in rows), default=0)


@cache
def _group(path: str, lang: str) -> frozenset[str]:
    table = read_table("anaphora")
    for step in path.split("/"):
        table = table[step]
    rows = table if isinstance(table, list) else table.get(lang, ())
    return frozenset(word for row in rows for word in _folded(row))


def is_pointing_word(group: str, folded: str, lang: str) -> bool:
    """Whether a folded word stands in a group of the table, such as "determiners/plain" or "leaving".

    >>> is_pointing_word("determiners/plain", "the", "en"), is_pointing_word("determiners/bare", "ru", "ru")
    (True, True)
    """
    return folded in _group(group, lang)


@cache
def determiners(lang: str) -> Mapping[str, str]:
    """Determiner -> the first of its groups: plain, joined or pointing."""
    return {word: group for group in ("pointing", "joined", "plain") for word in _group(f"determiners/{group}", lang)}


@cache
def phrase_openers(lang: str) -> frozenset[str]:
    """The words with which a phrase may begin: determiners, and the nouns of the table where the language has no article."""
    return frozenset(determiners(lang)).union(_heads(lang) if is_pointing_word("determiners/bare", lang, lang) else ())


@cache
def heads_and_plurals(lang: str) -> frozenset[str]:
    """The words with which the nouns of the table begin, and the plurals."""
    return _group("plurals", lang).union(_heads(lang))


def post_soviet(name: str) -> bool:
    """Whether a state of that English name was a part of the Soviet Union."""
    return name.casefold() in _group("soviet_states", "en")


def wider_heads(folded: str, lang: str) -> tuple[Kind, ...]:
    """What a folded noun may say in a superlative, though it does not point back alone: the largest *garrison* abroad."""
    return tuple(
        _kinds()[name] for name, languages in read_table("anaphora")["wider"].items() if folded in map(str, languages.get(lang, ()))
    )
