"""Guess the language of a text from its letters and its commonest words; good enough to choose the rules of inflection."""

from collections import Counter
from collections.abc import Iterable
from functools import cache

from registry.text.data import read_table
from registry.text.normalise import form
from registry.text.tokens import tokenise

__all__ = ["SAMPLE", "function_words_besides", "guess_language", "language_of", "other_language"]

SAMPLE = 2_000
"""Characters looked at: some 300 words, of which a third are function words in any European language."""
_ENOUGH = 3
"""Function words that a guess needs; a headline has too few, and no guess is better than a wrong one."""
_CLEARLY = 3
"""Times as many function words of another language as of the text's own that a paragraph needs to be in that language: Tajik and
Persian, Russian and Ukrainian share a third of theirs, a quoted title brings two or three."""


@cache
def _languages_of() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for lang, words in read_table("function_words").items():
        for word in words:
            found.setdefault(form(word).folded, set()).add(lang)
    return {word: frozenset(langs) for word, langs in found.items()}


def guess_language(text: str) -> str | None:
    """The BCP 47 code of the language whose function words are most frequent; None if there are too few or it is a tie.

    >>> guess_language("The drills will take place at the training ground near the border, the ministry said.")
    'en'
    >>> guess_language("Учения пройдут на полигоне у границы, как сообщили в министерстве, и продлятся до августа.")
    'ru'
    """
    return language_of(form(token.raw).folded for token in tokenise(text[:SAMPLE]))


def language_of(words: Iterable[str]) -> str | None:
    """The same, from the folded words of a text's first `SAMPLE` characters."""
    ranked = _counted(words).most_common(2)
    if not ranked or ranked[0][1] < _ENOUGH or (len(ranked) > 1 and ranked[1][1] == ranked[0][1]):
        return None
    return ranked[0][0]


@cache
def function_words_besides(lang: str | None) -> frozenset[str]:
    """The folded function words that are none of a language; a paragraph without any of them is in no other.

    >>> "der" in function_words_besides("en"), "the" in function_words_besides("en")
    (True, False)
    """
    return frozenset(word for word, langs in _languages_of().items() if lang not in langs)


def _counted(words: Iterable[str]) -> Counter[str]:
    """How many of the words are function words of each language."""
    counts: Counter[str] = Counter()
    for langs, count in Counter(filter(None, map(_languages_of().get, words))).items():
        for lang in langs:
            counts[lang] += count
    return counts


def other_language(words: Iterable[str], lang: str | None) -> str | None:
    """The language that the folded words of a paragraph are in if it is clearly not `lang`, the text's own; else `lang`.

    >>> other_language("как сообщили в министерстве и на базе".split(), "en")
    'ru'
    >>> other_language("die Zeitung".split(), "en")
    'en'
    """
    words = list(words)
    known = list(filter(None, map(_languages_of().get, words)))
    own = sum(lang in langs for langs in known)
    if len(known) < max(_ENOUGH, _CLEARLY * own):
        return lang
    ranked = _counted(words).most_common(2)
    tied = len(ranked) > 1 and ranked[1][1] == ranked[0][1]
    if not ranked or tied or ranked[0][1] < max(_ENOUGH, _CLEARLY * own):
        return lang
    return ranked[0][0]
