"""How far two words agree: a closed list of levels, from the same word to two words that stand against each other."""

from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

from registry.match.parts import NamePart, PartKind
from registry.records import Rule
from registry.text.east_asian_names import is_hiragana, one_korean_name, spells
from registry.text.inflect import undo_inflection
from registry.text.name_words import short_for
from registry.text.romanise import sound_key
from registry.text.sounds import log_odds, plainness

__all__ = ["RANK", "Level", "agree"]

_LEAST = 2  # in words of two letters, each is half the word: Xi, Xu
_SHORT = 5  # letters of a sound key; in shorter words a letter often makes another name
_TWO = 6  # letters that may hold two mistakes
_THREE = 10  # and three
_CROSS = 0.0
"""Bits of sound evidence from which words of two scripts are taken for one name (chosen on the development pairs)."""
_ENDING = -8.0
"""Bits for an ending undone before two scripts are compared: some ending fits any word (smaller costs lose Russian development pairs)."""
_LISTED = (PartKind.GENERIC, PartKind.FIELD, PartKind.COUNTRY)
"""Classes of words: beside a word that is in no list, the word itself is compared, as it may be a spelling that the list lacks."""
_EXACT_KINDS = (*_LISTED, PartKind.LEGAL, PartKind.NUMBER, PartKind.KINSHIP)


class Level(StrEnum):
    """A level of agreement, best first; the value is the key of its weight."""

    SAME = "same word"
    SOUND = "same sounds"
    INFLECTED = "inflected form"
    SCRIPT = "same sounds in another script"
    EDIT = "one letter off"
    EDIT_SHORT = "one letter off, short word"
    EDITS = "two letters off"
    EDITS_SHORT = "two letters off, short word"
    EDITS_LONG = "three letters off, long word"
    SHORT_FORM = "short form of a given name"
    INITIAL = "initial"
    NONE = "no agreement"

    @property
    def rule(self) -> Rule:
        """What an editor is told."""
        return _RULES[self]


_RULES = {
    Level.SAME: Rule.TOKEN,
    Level.SOUND: Rule.SOUND,
    Level.INFLECTED: Rule.INFLECTED,
    Level.SCRIPT: Rule.SOUND,
    Level.EDIT: Rule.TYPO,
    Level.EDIT_SHORT: Rule.TYPO,
    Level.EDITS: Rule.TYPO,
    Level.EDITS_SHORT: Rule.TYPO,
    Level.EDITS_LONG: Rule.TYPO,
    Level.SHORT_FORM: Rule.SHORT_FORM,
    Level.INITIAL: Rule.INITIAL,
    Level.NONE: Rule.CONTRADICTS,
}
RANK = {level: place for place, level in enumerate(Level)}
"""The place of a level, best first."""


def agree(left: NamePart, right: NamePart) -> tuple[Level, float]:
    """The level, and the bits of the sounds if the words are of two scripts, else 0."""
    if PartKind.NAME in (left.kind, right.kind) and (left.kind in _LISTED or right.kind in _LISTED):
        return _words(left.word, right.word, left.script, right.script, acronyms=False)
    if left.kind in _EXACT_KINDS or right.kind in _EXACT_KINDS:
        same = left.kind is right.kind and left.folded == right.folded
        return (Level.SAME, 0.0) if same else (Level.NONE, 0.0)
    if PartKind.INITIAL in (left.kind, right.kind) and left.kind is not right.kind:
        same = bool(left.roman) and left.roman[:1] == right.roman[:1]
        return (Level.INITIAL if same else Level.NONE), 0.0
    return _words(left.folded, right.folded, left.script, right.script, acronyms=left.kind is right.kind is PartKind.ACRONYM)


@lru_cache(maxsize=50_000)
def _words(left: str, right: str, left_script: str, right_script: str, *, acronyms: bool) -> tuple[Level, float]:
    if left == right:
        return Level.SAME, 0.0
    if acronyms or (left_script == right_script == "han"):
        return Level.NONE, 0.0
    korean = one_korean_name(left, right) if left_script == right_script == "hangul" else None
    if korean is not None:
        return (Level.SOUND if korean else Level.NONE), 0.0
    one, other = sound_key(left), sound_key(right)
    if one and one == other:
        return Level.SOUND, 0.0
    if _inflected(left, other) or _inflected(right, one):
        return Level.INFLECTED, 0.0
    if left_script != right_script:
        latin, foreign = (left, right) if plainness(left_script) <= plainness(right_script) else (right, left)
        if spells((latin,), foreign):
            return Level.SOUND, 0.0
        if is_hiragana(foreign):
            return _by_edits(one, other), 0.0
        lemmas = (log_odds(latin, lemma) + _ENDING for lemma, _ in undo_inflection(foreign))
        bits = max((log_odds(latin, foreign), *lemmas))
        return (Level.SCRIPT, bits) if bits >= _CROSS else (Level.NONE, bits)
    if _compound(left, right) or _compound(right, left):
        return Level.EDIT, 0.0
    if short_for(left, right):
        return Level.SHORT_FORM, 0.0
    return (_by_edits(one, other) if one and other else Level.NONE), 0.0


def _inflected(word: str, key: str) -> bool:
    return any(sound_key(lemma) == key for lemma, _ in undo_inflection(word))


def _compound(long: str, short: str) -> bool:
    """Abdul Hanif beside Hanif: the servant's name is used without the servant."""
    return long[3:] == short and long[:3] in ("abd", "abu")


def _by_edits(one: str, other: str) -> Level:
    longer = max(len(one), len(other))
    distance = OSA.distance(one, other, score_cutoff=3)
    if distance == 1 and longer > _LEAST:
        return Level.EDIT if longer >= _SHORT else Level.EDIT_SHORT
    if distance == 2 and longer >= _SHORT:
        return Level.EDITS if longer >= _TWO else Level.EDITS_SHORT
    return Level.EDITS_LONG if distance == 3 and longer >= _THREE else Level.NONE
