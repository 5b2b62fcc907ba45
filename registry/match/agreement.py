"""How far two words agree: a closed list of levels, from the same word to two words that stand against each other."""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

from registry.evidence import Rule
from registry.match.parts import NamePart, PartKind
from registry.text.east_asian_names import is_hiragana, is_pinyin_of, one_korean_name, spells
from registry.text.inflect import undo_inflection
from registry.text.name_words import short_for
from registry.text.romanise import romanise, sound_key
from registry.text.sounds import Likeness, likeness, script_of

__all__ = ["RANK", "SOUNDS_AT_MOST", "Level", "agree", "sounds_of"]

_LEAST = 2  # in words of two letters, each is half the word: Xi, Xu
_SHORT = 5  # letters of a sound key; in shorter words a letter often makes another name
_TWO = 6  # letters that may hold two mistakes
_THREE = 10  # and three
_CROSS = 1.5
"""Bits of sound evidence from which words of two scripts are taken for one name (chosen on the development pairs)."""
_ENDING = -8.0
"""Bits for an ending undone before two scripts are compared: some ending fits any word (smaller costs lose Russian development pairs)."""
SOUNDS_AT_MOST = 10.0
"""Bits of sound evidence of a word that count: names of a thousand-fold rarer sound are no better agreement."""
_BY_SYLLABLES = ("hangul", "han", "kana")
_PREFIXING = ("arabic", "hebrew")
"""Scripts in which an inflected form may begin otherwise than its lemma."""
_SHORT_OF_SURE = 5.0
"""Bits below the usual that an ending or an article may account for."""
_NOTHING = Likeness(0.0, 0.0)
_NAME = PartKind.NAME  # looked up once: most words are names
_ARTICLE = "ال"
_SERVANT = "abd"
"""The servant of God by one of his names, romanised: two such names agree if what follows it does."""
_SERVANTS_ARTICLE = re.compile(r"^(?:ال|[aeiouаеиуэ](?:[lл]ь?|(\w)(?=\1)))")
"""The article behind it, also where it is said like the next letter: Abdurrahman, Абдуссалом."""
_LEAST_WITH_ARTICLE = 5
"""Letters of a word with the article; in shorter ones ا and ل are of the name (الیا)."""
_ARTICLE_CUT = -1.0
"""Bits for leaving the Arabic article out: one choice in two, as romanised names write it apart or not at all."""
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


def agree(left: NamePart, right: NamePart) -> tuple[Level, Likeness]:
    """The level, and how alike the sounds are if the words are of two scripts, else nothing."""
    one, other = left.kind, right.kind
    if one is other is _NAME:
        return _words(left.folded, right.folded, left.script, right.script, False)
    if _NAME in (one, other) and (one in _LISTED or other in _LISTED):
        return _words(left.word, right.word, left.script, right.script, False)
    if one in _EXACT_KINDS or other in _EXACT_KINDS:
        same = one is other and left.folded == right.folded
        return (Level.SAME, _NOTHING) if same else (Level.NONE, _NOTHING)
    if PartKind.INITIAL in (one, other) and one is not other:
        letter = romanise(left.word)[:1]
        return (Level.INITIAL if letter and letter == romanise(right.word)[:1] else Level.NONE), _NOTHING
    return _words(left.folded, right.folded, left.script, right.script, one is other is PartKind.ACRONYM)


@lru_cache(maxsize=50_000)
def _words(left: str, right: str, left_script: str, right_script: str, acronyms: bool) -> tuple[Level, Likeness]:
    if left == right:
        return Level.SAME, _NOTHING
    if acronyms or (left_script == right_script == "han"):
        return Level.NONE, _NOTHING
    korean = one_korean_name(left, right) if left_script == right_script == "hangul" else None
    if korean is not None:
        return (Level.SOUND if korean else Level.NONE), _NOTHING
    one, other = sound_key(left), sound_key(right)
    if one and one == other:
        return Level.SOUND, _NOTHING
    if _inflected(left, one, other) or _inflected(right, other, one):
        return Level.INFLECTED, _NOTHING
    if left_script != right_script:
        if _by_syllables(left, left_script, right, right_script):
            return Level.SOUND, _NOTHING
        if "kana" in (left_script, right_script) and (is_hiragana(left) or is_hiragana(right)):
            return _by_edits(one, other), _NOTHING
        sounds = sounds_of(left, right)
        return (Level.SCRIPT if sounds.bits >= _CROSS else Level.NONE), sounds
    if _compound(left, right) or _compound(right, left):
        return Level.EDIT, _NOTHING
    if short_for(left, right):
        return Level.SHORT_FORM, _NOTHING
    return (_by_edits(one, other) if one and other else Level.NONE), _NOTHING


def _by_syllables(left: str, left_script: str, right: str, right_script: str) -> bool:
    """Whether every syllable of an East Asian word is spelt by the other word, in any usual romanisation."""
    if left_script in _BY_SYLLABLES or right_script in _BY_SYLLABLES:
        return spells((left,), right) or spells((right,), left)
    if right_script == "latin":
        left, left_script, right, right_script = right, right_script, left, left_script
    return left_script == "latin" and right_script == "cyrillic" and is_pinyin_of(left, right)


@lru_cache(maxsize=50_000)
def sounds_of(one: str, other: str) -> Likeness:
    """The likeness of two folded words of two scripts, with or without an ending or the Arabic article of either.

    >>> sounds_of("rahman", "الرحمن").bits > 5, sounds_of("عبدالرحیم", "abdulrahman").bits < 0
    (True, True)
    """
    if other.isascii() or (not one.isascii() and other < one):  # costs have a Latin side first; of two others, either may stand there
        one, other = other, one
    behind, behind_other = _behind_servant(one), _behind_servant(other)
    if behind and behind_other:
        one, other = behind, behind_other
    best = likeness(one, other)
    if best.bits < SOUNDS_AT_MOST or best.short > _SHORT_OF_SURE:
        cut = [(likeness(one, bare), cost) for bare, cost in _bare(other)] + [(likeness(bare, other), cost) for bare, cost in _bare(one)]
        best = max([best, *(Likeness(found.bits + cost, found.short) for found, cost in cut)])
    return best


def _behind_servant(word: str) -> str:
    """What a name says behind Abd and the article, in the spelling of the word; empty if it is no such name."""
    if not romanise(word).startswith(_SERVANT):
        return ""
    behind = word[len(_SERVANT) :]
    bare = _SERVANTS_ARTICLE.sub("", behind, count=1)
    return bare if len(bare) >= _LEAST else ""


def _bare(word: str) -> Iterator[tuple[str, float]]:
    """What a word is without its ending or the Arabic article, and what the cut costs; nothing for a Latin word."""
    if word.startswith(_ARTICLE) and len(word) >= _LEAST_WITH_ARTICLE:
        yield word[len(_ARTICLE) :], _ARTICLE_CUT
    for lemma, _ in undo_inflection(word):
        if len(lemma) <= len(word):
            yield lemma, _ENDING


def _inflected(word: str, own: str, key: str) -> bool:
    """Whether a word, whose sound key is `own`, is an inflected form of one whose sound key is `key`."""
    if own[:1] != key[:1] and script_of(word) not in _PREFIXING:
        return False
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
