"""Two names, no registry: align their words and add up what agrees, what is missing and what contradicts.

In the manner of Fellegi and Sunter (JASA 64, 1969): every finding adds its bits, log2 of how much more often it is seen in two names of
one bearer than in two names of two, and the sum with a prior is the probability. The weights stand in `registry/text/data/comparison.yaml`;
those estimated come from `benchmarks/estimate_comparison.py`, jointly, because the words of one name do not agree independently.
"""

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache

from registry.evidence import Evidence, Rule
from registry.match.acronyms import spelt_out
from registry.match.agreement import SOUNDS_AT_MOST, Level
from registry.match.alignment import Alignment, align
from registry.match.parts import CutName, NamePart, PartKind, cut
from registry.records import Comparison, EntityType
from registry.text.acting import is_acting
from registry.text.data import read_table
from registry.text.sounds import script_of

__all__ = ["compare_names", "findings"]

_SHORT_AT_MOST = 20.0
"""Bits below the usual beyond which two sounds are no less alike."""
_CAP = 60.0
"""Bits beyond which a probability is 0 or 1 to the last digit of a float."""
_MOST = {"further word": 1, "common word": 1, "missing word": 3, "further contradiction": 2}
"""How often a finding counts: the third agreeing word of a name says nothing that two have not."""
_PATRONYMIC = re.compile(r"(?:[oe]vich|[oe]vych|[oe]vna|ович|евич|овна|евна|ович|івна)$")
_OUTRIGHT = (Level.SAME, Level.SOUND, Level.INFLECTED, Level.SCRIPT)
_SPARE = (PartKind.PARTICLE, PartKind.KINSHIP)
_SYLLABLES = 3
"""Of a Korean or Chinese name, as nearly all have; with fewer, a word that is left over may be one that the name lacks."""
_COMMON = (PartKind.GENERIC, PartKind.INITIAL)

Finding = tuple[str, Rule, str, str, float]
"""The key of its weight, the rule, what either side has, and how much of the weight counts."""


def compare_names(left: str, right: str, type: EntityType | None = None) -> Comparison:
    """The comparison of two names; its score does not depend on their order.

    >>> compare_names("Embassy of Russia in Tajikistan", "Embassy of Tajikistan in Russia").score < 0.5
    True
    """
    weights = _weights()
    evidence = [Evidence(rule, one, other, weights[key] * share) for key, rule, one, other, share in findings(left, right, type)]
    bits = max(-_CAP, min(_CAP, math.fsum(item.bits for item in evidence)))
    return Comparison(left, right, 1.0 / (1.0 + 2.0**-bits), tuple(evidence))


@cache
def _weights() -> dict[str, float]:
    return {key: float(row["bits"]) for key, row in read_table("comparison").items()}


def findings(left: str, right: str, type: EntityType | None) -> list[Finding]:
    """Everything that is found when two names are put side by side, in a fixed order of the two."""
    if right < left:
        return [(key, rule, other, one, share) for key, rule, one, other, share in findings(right, left, type)]
    one, other = cut(left, type), cut(right, type)
    if one.empty or other.empty:
        return [("nothing to compare", Rule.VETO, left, right, 1.0)]
    person = type is EntityType.PERSON
    perhaps_person = person or (type is None and one.names_alone and other.names_alone)
    prior = "prior, two scripts" if one.scripts != other.scripts else "prior, person" if perhaps_person else "prior, other"
    found: list[Finding] = [(prior, Rule.PRIOR, left, right, 1.0)]
    if one.numbers or other.numbers or one.legal_forms or other.legal_forms:
        found += _keys(one, other)
    found += _initials_alone(one, other)
    aligned = align(one.words, other.words)
    found += _agreements(aligned)
    if len(aligned.pairs) > 1:
        found += _order(aligned, one.kinship and other.kinship and person)
    found += _left_over(aligned, person, perhaps_person, whole=bool(one.numbers) is bool(other.numbers))
    return _capped(found)


def _capped(found: list[Finding]) -> list[Finding]:
    """Without repetitions beyond those that count."""
    counts: dict[str, int] = {}
    kept = []
    for finding in found:
        key = finding[0]
        counts[key] = counts.get(key, 0) + 1
        if key not in _MOST or counts[key] <= _MOST[key]:
            kept.append(finding)
    return kept


def _keys(one: CutName, other: CutName) -> Iterator[Finding]:
    """Numbers, which are equal or veto, and legal forms."""
    if one.numbers and other.numbers:
        key, rule = ("same number", Rule.NUMBER) if one.numbers == other.numbers else ("other number", Rule.VETO)
        yield key, rule, ", ".join(one.numbers), ", ".join(other.numbers), 1.0
    elif one.numbers or other.numbers:
        yield "missing number", Rule.MISSING, ", ".join(one.numbers), ", ".join(other.numbers), 1.0
    if one.legal_forms and other.legal_forms and not one.legal_forms & other.legal_forms:
        yield "other legal form", Rule.CONTRADICTS, ", ".join(sorted(one.legal_forms)), ", ".join(sorted(other.legal_forms)), 1.0


def _agreements(aligned: Alignment) -> Iterator[Finding]:
    first = True
    for i, j, level, sounds in aligned.pairs:
        a, b = aligned.one[i], aligned.other[j]
        if a.kind in _SPARE:
            continue
        if level is Level.SCRIPT:
            yield "word in another script", Rule.SOUND, a.raw, b.raw, 1.0
            yield "bits of its sounds", Rule.SOUND, a.raw, b.raw, min(sounds.bits, SOUNDS_AT_MOST) / SOUNDS_AT_MOST
            yield "sounds fall short", Rule.SOUND, a.raw, b.raw, min(max(sounds.short, 0.0), _SHORT_AT_MOST) / _SHORT_AT_MOST
        elif level in _OUTRIGHT:
            common = a.frequent or a.kind in _COMMON
            respelt = a.script != b.script and not common
            key = "respelt word" if respelt else "common word" if common else "first word" if first else "further word"
            yield key, level.rule, a.raw, b.raw, 1.0
            first = first and common
        else:
            yield level.value, level.rule, a.raw, b.raw, 1.0
    for one, other in aligned.glued:
        yield ("first word" if first else "further word"), Rule.FOLDED, one, other, 1.0
        first = False
        if _whole_name(one, other) or _whole_name(other, one):
            yield "further word", Rule.SOUND, one, other, 1.0


def _whole_name(written: str, spelt: str) -> bool:
    """Whether three characters of East Asia stand for three words, a family's name and two of the given one: 李家超 is Lee Ka-chiu."""
    return len(written) == len(spelt.split()) == _SYLLABLES and script_of(written) in ("hangul", "han")


def _order(aligned: Alignment, tied: bool) -> Iterator[Finding]:
    """Words in another place; `tied` by bin or ogly, they change places only as when the family name comes first."""
    places = [(i, j) for i, j, _, _ in aligned.pairs if aligned.one[i].kind not in _SPARE]
    order = [j for _, j in places]
    if order == sorted(order):
        return
    one = " ".join(aligned.one[i].raw for i, _ in places)
    other = " ".join(aligned.other[j].raw for j in sorted(order))
    countries = [j for i, j in places if aligned.one[i].kind is PartKind.COUNTRY]
    start = order.index(min(order))
    rotated = order[start:] + order[:start] == sorted(order)
    exchanged = countries != sorted(countries) or (tied and not rotated) or _seats_exchanged(aligned)
    yield ("roles exchanged", Rule.VETO, one, other, 1.0) if exchanged else ("other order", Rule.ORDER, one, other, 1.0)


def _seats_exchanged(aligned: Alignment) -> bool:
    """Whether the place that one name is in, or with, is another word of the other: of Iran in Herat, of Herat in Iran."""
    one = {i for i, *_ in aligned.pairs if _behind_preposition(aligned.one, i)}
    other = {i for i, j, *_ in aligned.pairs if _behind_preposition(aligned.other, j)}
    return bool(one and other) and not one & other


def _behind_preposition(words: Sequence[NamePart], at: int) -> bool:
    return at > 0 and words[at - 1].kind is PartKind.PARTICLE and is_acting("literal_prepositions", words[at - 1].folded)


def _left_over(aligned: Alignment, person: bool, perhaps_person: bool, *, whole: bool) -> Iterator[Finding]:
    """What stands against each other, and what only one side has; not `whole` if a number is, which is told apart."""
    left = [aligned.one[i] for i in sorted(aligned.left) if aligned.one[i].kind not in _SPARE]
    right = [aligned.other[j] for j in sorted(aligned.right) if aligned.other[j].kind not in _SPARE]
    if left or right:
        yield from _acronym(left, right)
        left, right = _without_repetitions(left, right, aligned)
    only = [*left, *right]
    if len(only) == 1 and _PATRONYMIC.search(only[0].word):
        yield "missing patronymic", Rule.MISSING, only[0].raw, "", 1.0
        left = right = only = []
    if not only:
        if whole and (aligned.pairs or aligned.glued):
            scripts = {part.script for part in (*aligned.one, *aligned.other)}
            key = "nothing left over" if len(scripts) == 1 else "nothing left over, two scripts"
            yield key, Rule.WHOLE, aligned.one[0].raw, aligned.other[0].raw, 1.0
        return
    left.sort(key=_lightness)
    right.sort(key=_lightness)
    for number, (a, b) in enumerate(zip(left, right, strict=False)):
        yield _contradiction(a, b, number), Rule.CONTRADICTS, a.raw, b.raw, 1.0
    both = min(len(left), len(right))
    described = bool(aligned.pairs) and not any(aligned.one[i].kind is PartKind.NAME for i, *_ in aligned.pairs)
    for part in (*left[both:], *right[both:]):
        yield _missing(part, described), Rule.MISSING, part.raw, "", 1.0
    yield from _too_short(aligned, person, perhaps_person)


def _initials_alone(one: CutName, other: CutName) -> Iterator[Finding]:
    for name, beside in ((one, other), (other, one)):
        if name.words and all(part.kind is PartKind.INITIAL for part in name.words) and name.words != beside.words:
            yield "nothing but initials", Rule.MISSING, name.words[0].raw, beside.words[0].raw if beside.words else "", 1.0


def _without_repetitions(left: list[NamePart], right: list[NamePart], aligned: Alignment) -> tuple[list[NamePart], list[NamePart]]:
    """A name said twice is no further name, unless another stands against it."""
    if left and right:
        return left, right
    said = {part.folded for i, j, *_ in aligned.pairs for part in (aligned.one[i], aligned.other[j])}
    return [part for part in left if part.folded not in said], [part for part in right if part.folded not in said]


def _contradiction(a: NamePart, b: NamePart, number: int) -> str:
    if a.kind is b.kind is PartKind.COUNTRY:
        return "other country"
    if _lightness(a) and _lightness(b):
        return "light contradiction"
    if a.script != b.script:
        return "contradiction, two scripts"
    return "further contradiction" if number else "contradiction"


def _missing(part: NamePart, described: bool) -> str:
    if part.kind is PartKind.COUNTRY:
        return "missing country"
    if described:
        return "missing word of a description"
    return "missing light word" if _lightness(part) else "missing word"


def _too_short(aligned: Alignment, person: bool, perhaps_person: bool) -> Iterator[Finding]:
    """One word beside many, or a name without the word that stands first in the other: Emomali Rahmon, Rustam Emomali Rahmon."""
    one, other = aligned.one, aligned.other
    shorter = min(len(one), len(other))
    if shorter == 1 and len(one) != len(other) and not aligned.glued:
        yield ("one word of many, person" if person else "one word of many"), Rule.MISSING, one[0].raw, other[0].raw, 1.0
    elif perhaps_person and shorter >= 2 and ((0 in aligned.left and not aligned.right) or (0 in aligned.right and not aligned.left)):
        yield "given name missing", Rule.MISSING, one[0].raw, other[0].raw, 1.0


def _acronym(left: list[NamePart], right: list[NamePart]) -> Iterator[Finding]:
    """An acronym of one side whose letters begin the words of the other; both are then used up."""
    for short, long in ((left, right), (right, left)):
        for part in [part for part in short if part.kind is PartKind.ACRONYM]:
            key = spelt_out(part, long)
            if key:
                yield key, Rule.EXPANDS, part.raw, " ".join(word.raw for word in long), 1.0
                short.remove(part)
                long.clear()
                return


def _lightness(part: NamePart) -> int:
    """0 for a word that names, 1 for one that many organisations share."""
    return int(part.kind is PartKind.GENERIC)
