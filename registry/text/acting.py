"""The vocabulary of states that act: what they do, what they possess, what is done with them (`data/acting.yaml`).

The prepositions that speak for the place stand apart (`data/literal_prepositions.yaml`), since names of organisations have them too.
"""

from functools import cache, lru_cache

from registry.text.data import read_table
from registry.text.inflect import undo_inflection
from registry.text.normalise import form
from registry.text.tokens import tokenise

__all__ = ["is_acting", "is_verb"]

_WHOLE = frozenset({"verbs", "literal_prepositions", "addressing", "city_verbs", "ways", "minded"})
"""Groups of single words; in the others, of adverbs every word of a phrase counts and of nouns the last."""


@cache
def _words(group: str) -> frozenset[str]:
    words: set[str] = set()
    table = read_table(group) if group == "literal_prepositions" else read_table("acting")[group]
    for rows in table.values():
        for row in rows:
            phrase = [form(token.raw).folded for token in tokenise(row)]
            if group == "acting_adverbs":
                words.update(phrase)
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
    if folded in words:
        return True
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
