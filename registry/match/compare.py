"""Two names, no registry: align their words and add up what agrees, what is missing and what contradicts.

In the manner of Fellegi and Sunter (JASA 64, 1969): every finding adds its bits, log2 of how much more often it is seen in two names of
one bearer than in two names of two, and the sum with a prior is the probability. The weights stand in `registry/text/data/comparison.yaml`;
those estimated come from `benchmarks/estimate_comparison.py`, jointly, because the words of one name do not agree independently.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from registry.match.agreement import RANK, Level, agree
from registry.match.parts import NamePart, PartKind, cut
from registry.records import Comparison, EntityType, Evidence, Rule
from registry.text.data import read_table
from registry.text.romanise import sound_key

__all__ = ["compare_names", "findings"]

_CAP = 60.0
"""Bits beyond which a probability is 0 or 1 to the last digit of a float."""
_MOST = {"further word": 1, "common word": 1, "missing word": 3, "further contradiction": 2}
"""How often a finding counts: the third agreeing word of a name says nothing that two have not."""
_PATRONYMIC = re.compile(r"(?:[oe]vich|[oe]vych|[oe]vna|ович|евич|овна|евна|ович|івна)$")
_OUTRIGHT = (Level.SAME, Level.SOUND, Level.INFLECTED, Level.SCRIPT)
_NEARLY = (Level.EDIT, Level.EDIT_SHORT, Level.EDITS, Level.EDITS_SHORT)
_ALONE = 7
"""Letters that a word must have to stand for another by itself with a letter off: Iran is not Iraq, CTO not CSTO."""
_SPARE = (PartKind.PARTICLE, PartKind.KINSHIP)
_PASSED = (PartKind.LEGAL,)

Finding = tuple[str, Rule, str, str, float]
"""The key of its weight, the rule, what either side has, and how much of the weight counts."""


def compare_names(left: str, right: str, type: EntityType | None = None) -> Comparison:
    """The comparison of two names; its score does not depend on their order.

    >>> compare_names("Embassy of Russia in Tajikistan", "Embassy of Tajikistan in Russia").score < 0.5
    True
    """
    evidence = [
        Evidence(rule, one, other, round(_weights()[key] * share, 2)) for key, rule, one, other, share in findings(left, right, type)
    ]
    bits = max(-_CAP, min(_CAP, math.fsum(item.bits for item in evidence)))
    return Comparison(left, right, 1.0 / (1.0 + 2.0**-bits), tuple(evidence))


@cache
def _weights() -> dict[str, float]:
    return {key: float(row["bits"]) for key, row in read_table("comparison").items()}


def findings(left: str, right: str, type: EntityType | None) -> list[Finding]:
    """Everything that is found when two names are put side by side, in a fixed order of the two."""
    if (right, left) < (left, right):
        return [(key, rule, other, one, share) for key, rule, one, other, share in findings(right, left, type)]
    one, other = cut(left, type), cut(right, type)
    if not one or not other:
        return [("nothing to compare", Rule.VETO, left, right, 1.0)]
    person = type is EntityType.PERSON
    foreign = {part.script for part in one if part.script} != {part.script for part in other if part.script}
    prior = "prior, two scripts" if foreign else "prior, person" if person else "prior, other"
    found: list[Finding] = [(prior, Rule.PRIOR, left, right, 1.0)]
    found += _numbers(one, other)
    found += _legal_forms(one, other)
    found += _Alignment(one, other, person).findings()
    counts: Counter[str] = Counter()
    kept = []
    for finding in found:
        counts[finding[0]] += 1
        if counts[finding[0]] <= _MOST.get(finding[0], 99):
            kept.append(finding)
    return kept


def _numbers(one: Sequence[NamePart], other: Sequence[NamePart]) -> Iterator[Finding]:
    left, right = (sorted(part.folded for part in parts if part.kind is PartKind.NUMBER) for parts in (one, other))
    if left and right:
        key, rule = ("same number", Rule.NUMBER) if left == right else ("other number", Rule.VETO)
        yield key, rule, ", ".join(left), ", ".join(right), 1.0
    elif left or right:
        yield "missing number", Rule.MISSING, ", ".join(left), ", ".join(right), 1.0


def _legal_forms(one: Sequence[NamePart], other: Sequence[NamePart]) -> Iterator[Finding]:
    left, right = ({part.folded for part in parts if part.kind is PartKind.LEGAL} for parts in (one, other))
    if left and right and not left & right:
        yield "other legal form", Rule.CONTRADICTS, ", ".join(sorted(left)), ", ".join(sorted(right)), 1.0


_Row = tuple[int, float, int, int, int, Level]
"""The rank of a level, minus the bits of its sounds, how far apart the words stand, their places, the level: best first."""


class _Alignment:
    """The words of two names in pairs, best agreement first."""

    def __init__(self, one: Sequence[NamePart], other: Sequence[NamePart], person: bool) -> None:
        self.person = person
        self.one = [part for part in one if part.kind not in (PartKind.NUMBER, *_PASSED)]
        self.other = [part for part in other if part.kind not in (PartKind.NUMBER, *_PASSED)]
        self.left = set(range(len(self.one)))
        self.right = set(range(len(self.other)))
        self.pairs: list[tuple[int, int, Level, float]] = []
        self.glued: list[tuple[str, str]] = []
        levels: list[_Row] = []
        for i, a in enumerate(self.one):
            for j, b in enumerate(self.other):
                level, value = agree(a, b)
                if level is not Level.NONE:
                    levels.append((RANK[level], -value, abs(i - j), i, j, level))
        if len(self.one) == len(self.other) == 1 and levels and levels[0][-1] in _NEARLY and len(self.one[0].key) < _ALONE:
            levels = []
        levels.sort()
        certain = sum(row[0] <= RANK[Level.SOUND] for row in levels)
        self._take(levels[:certain])
        if self.left and self.right:
            self._glue()
            self._take(levels[certain:])
        self.pairs.sort()

    def _take(self, levels: Sequence[_Row]) -> None:
        for _, value, _, i, j, level in levels:
            if i in self.left and j in self.right:
                self.left.discard(i)
                self.right.discard(j)
                self.pairs.append((i, j, level, -value))

    def _glue(self) -> None:
        """A word of one name that is two or three of the other's run together."""
        for words, spare, parts, free in ((self.one, self.left, self.other, self.right), (self.other, self.right, self.one, self.left)):
            for i in sorted(spare):
                for j in sorted(free):
                    for size in (2, 3):
                        run = range(j, j + size)
                        joined = "".join(parts[k].folded for k in run if k < len(parts))
                        if free.issuperset(run) and words[i].key and words[i].key == sound_key(joined):
                            spare.discard(i)
                            free.difference_update(run)
                            self.glued.append((words[i].raw, " ".join(parts[k].raw for k in run)))
                            break
                    if i not in spare:
                        break

    def findings(self) -> Iterator[Finding]:
        """Agreements, then order, contradictions and what only one side has."""
        first = True
        for i, j, level, value in self.pairs:
            a, b = self.one[i], self.other[j]
            if a.kind in _SPARE:
                continue
            if level is Level.SCRIPT:
                yield "word in another script", Rule.SOUND, a.raw, b.raw, 1.0
                yield "bits of its sounds", Rule.SOUND, a.raw, b.raw, min(value, 10.0) / 10.0
            elif level in (Level.SAME, Level.SOUND, Level.INFLECTED):
                common = a.frequent or a.kind in (PartKind.GENERIC, PartKind.INITIAL)
                yield ("common word" if common else "first word" if first else "further word"), level.rule, a.raw, b.raw, 1.0
                first = first and common
            else:
                yield level.value, level.rule, a.raw, b.raw, 1.0
        if self.pairs and first and not self.glued and not any(level in _OUTRIGHT for _, _, level, _ in self.pairs):
            yield "no word agrees outright", Rule.TYPO, self.one[0].raw, self.other[0].raw, 1.0
        for one, other in self.glued:
            yield ("first word" if first else "further word"), Rule.FOLDED, one, other, 1.0
            first = False
        yield from self._order()
        yield from self._left_over()

    def _order(self) -> Iterator[Finding]:
        places = [(i, j) for i, j, _, _ in self.pairs if self.one[i].kind not in _SPARE]
        if [j for _, j in places] == sorted(j for _, j in places):
            return
        one, other = (
            " ".join(self.one[i].raw for i, _ in places),
            " ".join(self.other[j].raw for _, j in sorted(places, key=lambda p: p[1])),
        )
        countries = [j for i, j in places if self.one[i].kind is PartKind.COUNTRY]
        kin = any(part.kind is PartKind.KINSHIP for part in self.one) and any(part.kind is PartKind.KINSHIP for part in self.other)
        if countries != sorted(countries) or (kin and self.person and not self._rotated(places)):
            yield "roles exchanged", Rule.VETO, one, other, 1.0
        else:
            yield "other order", Rule.ORDER, one, other, 1.0

    def _rotated(self, places: list[tuple[int, int]]) -> bool:
        """Whether one order is the other begun at another word, as when the family name comes first."""
        order = [j for _, j in places]
        start = order.index(min(order))
        return order[start:] + order[:start] == sorted(order)

    def _left_over(self) -> Iterator[Finding]:
        left = [self.one[i] for i in sorted(self.left) if self.one[i].kind not in _SPARE]
        right = [self.other[j] for j in sorted(self.right) if self.other[j].kind not in _SPARE]
        yield from self._acronym(left, right)
        if not left or not right:  # a name said twice is no further name
            said = {part.folded for i, j, *_ in self.pairs for part in (self.one[i], self.other[j])}
            left, right = [[part for part in parts if part.folded not in said] for parts in (left, right)]
        fathers = [part for part in (*left, *right) if _PATRONYMIC.search(part.word)]
        if len(fathers) == len(left) + len(right) == 1:
            yield "missing patronymic", Rule.MISSING, fathers[0].raw, "", 1.0
            left, right = [], []
        if not left and not right and (self.pairs or self.glued):
            yield "nothing left over", Rule.TOKEN, self.one[0].raw, self.other[0].raw, 1.0
        heavy_left = sorted(left, key=_lightness)
        heavy_right = sorted(right, key=_lightness)
        both = min(len(heavy_left), len(heavy_right))
        for number, (a, b) in enumerate(zip(heavy_left, heavy_right, strict=False)):
            key = "contradiction" if not number else "further contradiction"
            if a.kind is b.kind is PartKind.COUNTRY:
                key = "other country"
            elif _lightness(a) and _lightness(b):
                key = "light contradiction"
            elif a.script != b.script:
                key = "contradiction, two scripts"
            yield key, Rule.CONTRADICTS, a.raw, b.raw, 1.0
        for part in (*heavy_left[both:], *heavy_right[both:]):
            yield self._missing(part), Rule.MISSING, part.raw, "", 1.0
        shorter = min(len(self.one), len(self.other))
        if (left or right) and shorter == 1 and len(self.one) != len(self.other) and not self.glued:
            yield ("one word of many, person" if self.person else "one word of many"), Rule.MISSING, self.one[0].raw, self.other[0].raw, 1.0
        elif self.person and shorter >= 2 and self._first_missing():
            yield "given name missing", Rule.MISSING, self.one[0].raw, self.other[0].raw, 1.0

    def _missing(self, part: NamePart) -> str:
        if part.kind is PartKind.COUNTRY:
            return "missing country"
        return "missing light word" if _lightness(part) else "missing word"

    def _first_missing(self) -> bool:
        """Whether the longer name has a word before all that the shorter one has: Rustam Emomali Rahmon beside Emomali Rahmon."""
        return (0 in self.left and not self.right) or (0 in self.right and not self.left)

    def _acronym(self, left: list[NamePart], right: list[NamePart]) -> Iterator[Finding]:
        """An acronym of one side whose letters begin the words of the other."""
        for short, long in ((left, right), (right, left)):
            for part in [part for part in short if part.kind is PartKind.ACRONYM]:
                letters = "".join(word.raw[:1].casefold() for word in long)
                if len(part.folded) > 1 and part.folded == letters:
                    yield "acronym spelt out", Rule.EXPANDS, part.raw, " ".join(word.raw for word in long), 1.0
                    short.remove(part)
                    long.clear()
                    return


def _lightness(part: NamePart) -> int:
    """0 for a word that names, 1 for one that many organisations share."""
    return int(part.kind is PartKind.GENERIC)
