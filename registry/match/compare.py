"""Two names, no registry: align their words and add up what agrees, what is missing and what contradicts.

In the manner of Fellegi and Sunter (JASA 64, 1969): each aligned pair of words adds bits by how well it agrees and how rare the
word is; a word that only one name has costs little, two words that stand against each other cost much; numbers and acronyms
agree wholly or veto. The sum and a prior give the probability.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from registry.records import Comparison, EntityType, Evidence, Rule
from registry.text.inflect import undo_inflection
from registry.text.lexicon import SKIPPED, WordClass, phrase_at
from registry.text.normalise import form
from registry.text.numerals import read_numeral
from registry.text.romanise import romanise, sound_key
from registry.text.tokens import Token, tokenise

__all__ = ["compare_names"]

_PRIOR = -5.0  # bits before any evidence: names put side by side are of one bearer in 1 of 32
_RARE = 7.0  # bits of agreement on a word that few names have
_COMMON = 3.0  # on a word of two or three letters, which many names have
_SOUND, _INFLECTED, _SKELETON = -1.0, -0.5, -1.5  # what the weaker kinds of agreement take off
_EDIT = -3.0  # for each letter changed, added, lost or swapped
_EDITS = ((4, 0), (8, 1), (99, 2))  # letters of the shorter word, and the edits that still count as the same word
_INITIAL = 1.0  # an initial agrees with one name in some ten
_CONTRADICTION = -9.0  # two words that stand against each other
_MISSING = -1.5  # a word that one name has and the other leaves out
_ORDER = -0.5  # words in another order
_VETO = -30.0
_LEGAL = frozenset(
    (
        "inc incorporated ltd limited llc llp plc corp corporation co company gmbh ag sa srl spa bv nv ab as oy kg ooo ao oao zao pao "
        "jsc ojsc pjsc kk ооо ао оао зао пао тоо чп ип holding holdings group"
    ).split()
)
"""Legal forms and the like: no evidence either way."""
_CONSONANTS = str.maketrans("", "", "aeiouyAEIOUY'")
_UNVOWELLED = ("\u0590", "\u08ff")  # Hebrew to Arabic Extended-A: scripts that write few vowels


@dataclass(frozen=True, slots=True)
class _Word:
    raw: str
    folded: str
    roman: str
    key: str
    number: str | None
    acronym: bool

    @property
    def weight(self) -> float:
        return _RARE if len(self.folded) > 3 or not self.folded.isascii() else _COMMON


def compare_names(left: str, right: str, type: EntityType | None = None) -> Comparison:
    """The comparison of two names; symmetric in its score.

    >>> compare_names("Embassy of Russia in Tajikistan", "Embassy of Tajikistan in Russia").score < 0.5
    True
    """
    one, other = _words(left, type), _words(right, type)
    evidence = [Evidence(Rule.PRIOR, left, right, _PRIOR), *_numbers(one, other)]
    evidence += _aligned([w for w in one if w.number is None], [w for w in other if w.number is None], type)
    if not one or not other:
        evidence.append(Evidence(Rule.VETO, left, right, _VETO))
    bits = max(-60.0, min(60.0, math.fsum(item.bits for item in evidence)))
    return Comparison(left, right, 1.0 / (1.0 + 2.0**-bits), tuple(evidence))


def _words(name: str, type: EntityType | None) -> list[_Word]:
    tokens = tokenise(name)
    words: list[_Word] = []
    at = 0
    while at < len(tokens):
        numeral = read_numeral([token.raw for token in tokens[at : at + 6]])
        width, phrases = phrase_at([token.raw for token in tokens], at)
        classes = {phrase.word_class for phrase in phrases}
        if numeral:
            words.append(_Word(tokens[at].raw, str(numeral[0]), "", "", str(numeral[0]), acronym=False))
            at += numeral[1]
        elif classes and _silent(classes, type, len(tokens) - width):
            at += width
        else:
            words += _word(tokens[at])
            at += 1
    return words


def _silent(classes: set[WordClass], type: EntityType | None, others: int) -> bool:
    """Whether a phrase of the lexicon is no evidence: function words always, titles beside a person's name."""
    if not others:
        return False
    return (WordClass.FUNCTION in classes and type is not EntityType.PERSON) or (
        type is EntityType.PERSON and WordClass.HONORIFIC in classes
    )


def _word(token: Token) -> list[_Word]:
    shape = form(token.raw)
    if shape.folded in SKIPPED or shape.folded in _LEGAL:
        return []
    acronym = shape.written.isupper() and 1 < len(shape.folded) <= 6 and shape.folded.isalpha()
    return [_Word(token.raw, shape.folded, romanise(shape.folded), sound_key(shape.folded), shape.number, acronym)]


def _numbers(one: Sequence[_Word], other: Sequence[_Word]) -> list[Evidence]:
    left, right = (sorted(w.number for w in words if w.number is not None) for words in (one, other))
    if left == right:
        return [Evidence(Rule.NUMBER, number, number, _RARE) for number in left]
    return [Evidence(Rule.VETO, ", ".join(left), ", ".join(right), _VETO if left and right else _CONTRADICTION)]


def _aligned(one: list[_Word], other: list[_Word], type: EntityType | None) -> list[Evidence]:
    """Pair the words greedily, best agreement first; what is left over on both sides contradicts, on one side is missing."""
    pairs = sorted(
        (
            (bits, -abs(i - j), i, j, rule)
            for i, a in enumerate(one)
            for j, b in enumerate(other)
            for bits, rule in [_agreement(a, b)]
            if bits > 0
        ),
        reverse=True,
    )
    left, right, evidence, placed = set(range(len(one))), set(range(len(other))), [], []
    for bits, _, i, j, rule in pairs:
        if i in left and j in right:
            left.discard(i)
            right.discard(j)
            placed.append((i, j))
            evidence.append(Evidence(rule, one[i].raw, other[j].raw, bits))
    evidence += _glued(one, other, left, right)
    if [j for _, j in sorted(placed)] != sorted(j for _, j in placed):
        roles = type is not EntityType.PERSON and len(placed) == len(one) == len(other)
        evidence.append(
            Evidence(Rule.ORDER, " ".join(w.raw for w in one), " ".join(w.raw for w in other), _CONTRADICTION * 2 if roles else _ORDER)
        )
    spare_left, spare_right = sorted(left), sorted(right)
    for i, j in zip(spare_left, spare_right, strict=False):
        evidence.append(Evidence(Rule.CONTRADICTS, one[i].raw, other[j].raw, _CONTRADICTION))
    for words, spare, used in ((one, spare_left, len(spare_right)), (other, spare_right, len(spare_left))):
        evidence += [Evidence(Rule.MISSING, words[i].raw, "", _MISSING) for i in spare[used:]]
    return evidence


def _glued(one: list[_Word], other: list[_Word], left: set[int], right: set[int]) -> list[Evidence]:
    """A word of one name that is two of the other's run together."""
    for words, spare, parts, free in ((one, left, other, right), (other, right, one, left)):
        for i in sorted(spare):
            for j in sorted(free):
                if j + 1 in free and words[i].key and words[i].key == sound_key(parts[j].folded + parts[j + 1].folded):
                    spare.discard(i)
                    free.difference_update({j, j + 1})
                    return [Evidence(Rule.FOLDED, words[i].raw, f"{parts[j].raw} {parts[j + 1].raw}", _RARE)]
    return []


def _agreement(a: _Word, b: _Word) -> tuple[float, Rule]:
    weight = min(a.weight, b.weight)
    if a.folded == b.folded:
        return weight, Rule.TOKEN
    if len(a.folded) == 1 or len(b.folded) == 1:
        return (_INITIAL, Rule.INITIAL) if a.key[:1] and a.key[:1] == b.key[:1] else (0.0, Rule.INITIAL)
    if a.acronym and b.acronym:
        return 0.0, Rule.VETO
    if a.key and a.key == b.key:
        return weight + _SOUND, Rule.SOUND
    for x, y in ((a, b), (b, a)):
        for lemma, _ in undo_inflection(x.folded):
            if sound_key(lemma) == y.key:
                return weight + _SOUND + _INFLECTED, Rule.INFLECTED
    skeleton = a.key.translate(_CONSONANTS)
    if _unvowelled(a) != _unvowelled(b) and len(skeleton) > 1 and skeleton == b.key.translate(_CONSONANTS):
        return weight + _SOUND + _SKELETON, Rule.SOUND
    shorter = min(len(a.key), len(b.key))
    allowed = next(edits for letters, edits in _EDITS if shorter <= letters)
    distance = OSA.distance(a.key, b.key, score_cutoff=allowed)
    return (weight + _SOUND + _EDIT * distance, Rule.TYPO) if distance <= allowed and shorter else (0.0, Rule.TYPO)


def _unvowelled(word: _Word) -> bool:
    return any(_UNVOWELLED[0] <= c <= _UNVOWELLED[1] for c in word.folded)
