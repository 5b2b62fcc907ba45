"""Whether an acronym stands for the words of a name, in the same language or in another one."""

from collections.abc import Sequence

from registry.match.parts import NamePart, PartKind
from registry.text.name_words import initials_of
from registry.text.romanise import romanise

__all__ = ["spelt_out"]

_LEAST = 2
_LEAST_TRANSLATED = 3
"""Letters that must be accounted for when languages order their words at will: any two letters begin some words of a name."""
_TABLES = {PartKind.COUNTRY: "countries", PartKind.GENERIC: "generic", PartKind.FIELD: "fields"}


def spelt_out(acronym: NamePart, words: Sequence[NamePart]) -> str | None:
    """How the letters of an acronym begin `words`, as the key of its weight: in their order, or as the words are in its own script.

    OSCE begins the words of Organization for Security and Co-operation in Europe. ШОС does not begin those of Shanghai Cooperation
    Organisation, but sh- sounds like its first letter, and сотрудничество and организация begin with the others.
    """
    letters = acronym.folded
    if len(letters) != len(words) or len(letters) < _LEAST:
        return None
    if all(_begins(letter, word) for letter, word in zip(letters, words, strict=True)):
        return "acronym spelt out"
    if len(letters) >= _LEAST_TRANSLATED and acronym.script != words[0].script and _assigned(letters, words):
        return "acronym spelt out in another language"
    return None


def _begins(letter: str, word: NamePart) -> bool:
    sound = romanise(letter)
    return word.raw[:1].casefold() == letter or (not letter.isascii() and bool(sound) and romanise(word.word).startswith(sound))


def _assigned(letters: str, words: Sequence[NamePart]) -> bool:
    """Whether each letter begins a word of its own, itself or what the word is in the language of the acronym."""
    if not letters:
        return True
    return any(
        (_begins(letters[0], word) or letters[0] in _translated(word)) and _assigned(letters[1:], [*words[:at], *words[at + 1 :]])
        for at, word in enumerate(words)
    )


def _translated(word: NamePart) -> frozenset[str]:
    table = _TABLES.get(word.kind)
    return initials_of(table, word.folded) if table else frozenset()
