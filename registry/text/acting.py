"""The vocabulary of states that act: what they do, what they possess, what is done with them (`data/acting.yaml`).

The prepositions that speak for the place stand apart (`data/literal_prepositions.yaml`), since names of organisations have them too;
so do the small words of each language's clause (`data/clauses.yaml`).
"""

from functools import cache, lru_cache

from registry.text.data import read_table
from registry.text.inflect import undo_inflection
from registry.text.normalise import form
from registry.text.tokens import tokenise

__all__ = ["PERSIAN_PLURAL", "clause_phrases", "clause_stem", "is_acting", "is_doing", "is_speech", "is_verb"]

_WHOLE = frozenset({"verbs", "literal_prepositions", "addressing", "city_verbs", "ways", "minded"})
"""Groups of single words; in the others, of adverbs every word of a phrase counts and of nouns the last."""

PERSIAN_PLURAL = frozenset({"های", "ها"})
"""Endings that are tokens of their own, a zero-width non-joiner being no letter."""


@cache
def _words(group: str) -> frozenset[str]:
    words: set[str] = set()
    table = read_table(group) if group == "literal_prepositions" else read_table("acting")[group]
    for rows in table.values():
        for row in rows:
            phrase = [form(token.raw).folded for token in tokenise(row)]
            if group == "acting_adverbs":
                words.update(phrase)
            elif len(phrase) == 2 and phrase[1] in PERSIAN_PLURAL:
                words.add(phrase[0])
            elif len(phrase) == 1 or (phrase and group not in _WHOLE):
                words.add(phrase[-1])
    return frozenset(words)


def is_verb(folded: str, lang: str | None = None) -> bool:
    """Whether a folded word is a form of a verb of saying, deciding or acting.

    >>> is_verb("announced"), is_verb("denies"), is_verb("planned"), is_verb("заявила"), is_verb("river")
    (True, True, True, True, False)
    """
    return is_acting("verbs", folded, lang)


@lru_cache(maxsize=20_000)
def is_acting(group: str, folded: str, lang: str | None = None) -> bool:
    """Whether a folded word, or what it is inflected from, stands in a group of the table; the groups are explained there."""
    words = _words(group)
    if folded in words or group == "literal_prepositions":
        return folded in words
    if folded.isascii():
        return any(stem in words for stem in _english_stems(folded))
    past = folded[:-1] if folded[-1:] in "аои" else folded
    return past in words or any(lemma in words for lemma, _ in undo_inflection(folded, lang))


def _english_stems(word: str) -> list[str]:
    """What -s, -ed and -ing may have been added to."""
    stems: list[str] = []
    for ending in ("s", "es", "ed", "d", "ing"):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            stem = word[: -len(ending)]
            stems += [stem, stem + "e"]
            if stem[-1] == stem[-2]:
                stems.append(stem[:-1])
            if stem[-1] == "i":
                stems.append(stem[:-1] + "y")
    return stems


_INFINITIVES = {
    "ает": "ать", "яет": "ять", "еет": "еть", "ует": "овать", "юет": "евать", "ит": "ить", "ет": "ать", "ают": "ать", "яют": "ять",
    "еют": "еть", "уют": "овать", "ют": "ать", "ят": "ить", "ат": "ать", "ут": "уть", "л": "ть", "ла": "ть", "ло": "ть", "ли": "ть",
    "є": "ти", "ає": "ати", "ює": "ювати", "ує": "увати", "ють": "ти", "ують": "увати", "ять": "ити", "ить": "ити", "в": "ти",
}  # fmt: skip
"""What the commonest endings of Russian and Ukrainian verbs have instead in the infinitive (Shvedova 1980, the productive classes);
read after folding. "ли" and the like come after the rest, so that no shorter ending is taken for a longer one: every ending is tried."""


@lru_cache(maxsize=20_000)
def _infinitives(word: str) -> frozenset[str]:
    """The infinitives that a folded finite form may belong to, reflexive ones with their particle."""
    for particle, whole in (("ся", "ся"), ("сь", "ся")):
        if word.endswith(particle) and len(word) > 4:
            return frozenset(stem + whole for stem in _infinitives(word[:-2]))
    found = {word[: -len(end)] + put for end, put in _INFINITIVES.items() if word.endswith(end)}
    return frozenset(found | {word[:-2] + "ти"} if word.endswith(("ла", "ли", "ло")) else found)


@lru_cache(maxsize=20_000)
def is_doing(folded: str, lang: str | None = None, group: str = "verbs") -> bool:
    """Whether a folded word is what governments do (or cities, by another group).

    Finite forms of listed Russian and Ukrainian infinitives and German plurals are included.

    >>> is_doing("согласует", "ru"), is_verb("согласует", "ru"), is_doing("растет", "ru")
    (True, False, False)
    """
    if is_acting(group, folded, lang) or (lang == "de" and _german_plural(group, folded)):
        return True
    return any(verb in _words(group) for verb in _infinitives(folded))


def _german_plural(group: str, word: str) -> bool:
    """Whether the singular of a plural stands in a group: "einigten", "fordern"."""
    return word.endswith("n") and any(one in _words(group) for one in (word[:-1], word[:-1] + "t", word[:-2] + "t"))


@cache
def clause_phrases(group: str, lang: str | None) -> frozenset[tuple[str, ...]]:
    """The phrases of a group of `data/clauses.yaml` as folded words; those of every language if the language is not known.

    >>> ("according", "to") in clause_phrases("sources", "en"), clause_phrases("light", "en")
    (True, frozenset())
    """
    table = read_table("clauses")[group]
    rows = table.get(lang, ()) if lang else [row for rows in table.values() for row in rows]
    return frozenset(tuple(form(token.raw).folded for token in tokenise(row)) for row in rows)


@lru_cache(maxsize=20_000)
def clause_stem(group: str, folded: str, lang: str | None) -> bool:
    """Whether a folded word begins with a stem of a group; the prefixes of Tajik verbs (на-, ме-) are passed over.

    >>> clause_stem("light", "намекунад", "tg"), clause_stem("predicates", "acikladi", "tr")
    (True, True)
    """
    stems = _stems(group, lang)
    words = {folded, *(folded.removeprefix(prefix) for prefix in ("на", "ме", "наме", "ن", "می", "نمی"))}
    return any(word.startswith(stems) for word in words)


@cache
def _stems(group: str, lang: str | None) -> tuple[str, ...]:
    return tuple(phrase[-1] for phrase in clause_phrases(group, lang))


@lru_cache(maxsize=20_000)
def is_speech(folded: str, lang: str | None) -> bool:
    """Whether a folded word is a plural that says or judges, with nobody named as its subject: "заявили", "считают".

    >>> is_speech("заявили", "ru"), is_speech("заявил", "ru"), is_speech("построили", "ru")
    (True, False, False)
    """
    words = {phrase[-1] for phrase in clause_phrases("speech", lang)}
    bare = folded.removesuffix("сь").removesuffix("ся")
    plural = bare.endswith(("ли", "ют", "ят", "ут", "ат", "ють", "ять", "уть"))
    return folded in words or (plural and not words.isdisjoint(_infinitives(folded)))
