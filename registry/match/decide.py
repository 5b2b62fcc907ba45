"""From bits to a decision: what the caller knows is added, then one candidate is likely enough, or none is."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from registry.evidence import Evidence, Rule
from registry.match import weights
from registry.match.dates import weigh_date
from registry.match.names import Entry, Names
from registry.records import Candidate, EntityType, Resolution, Status

__all__ = ["Asked", "decide"]

_MAX_CANDIDATES = 10
_RIVAL_AT = 0.1
"""A candidate as likely as this beside another is worth an editor's look."""
_WORTH_SHOWING = 1e-4
"""Below it a candidate only clutters the explanation, unless it is the best there is."""
_BY_CONTEXT = (Rule.CONTEXT, Rule.CONTEXT_AGAINST)
_NIL_ODDS = 1.0
"""Odds of "none of these" against a candidate of 0 bits."""


class Asked:
    """What the caller says of a mention besides its words."""

    def __init__(self, names: Names, type: EntityType | None, lang: str | None, date: str | None, near: frozenset[str]) -> None:
        self._names = names
        self.type = type
        self.lang = lang
        self.date = date
        self.near = near

    @property
    def plain(self) -> bool:
        """Whether nothing is said that could decide against an exact alias."""
        return not (self.type or self.date or self.near)

    def weigh(self, entry: Entry, evidence: list[Evidence]) -> tuple[float, Candidate]:
        """Add it to what the words say; the bits are the sum of the evidence."""
        reasons = (*evidence, *self._extra(entry, evidence))
        return math.fsum(item.bits for item in reasons), Candidate(entry.entity, 0.0, entry.alias, reasons)

    def _extra(self, entry: Entry, evidence: list[Evidence]) -> Iterable[Evidence]:
        alias, entity = entry.alias, entry.entity
        if entry.never:
            yield Evidence(Rule.NEVER, entry.never, "", weights.NEVER)
        if alias.weak:
            yield Evidence(Rule.WEAK, alias.text, "", weights.WEAK)
            placed = any(item.rule in (Rule.COUNTRY, Rule.DESIGNATOR) and item.bits > 0 for item in evidence)
            if placed and entity.type is not EntityType.PERSON:
                yield Evidence(Rule.COUNTRY, entity.country or entity.part_of or "", alias.text, weights.WEAK_LICENCE)
        if self.type and entity.type is not self.type:
            yield Evidence(Rule.TYPE, self.type.value, entity.type.value, weights.TYPE)
        if self.lang and alias.lang == self.lang:
            yield Evidence(Rule.LANGUAGE, self.lang, alias.text, weights.LANGUAGE)
        yield from weigh_date(alias, self.date)
        close = self.near & (self._names.containers(entity) | {entity.id}) if self.near else frozenset()
        if close:
            yield Evidence(Rule.CONTEXT, min(close), entity.name, weights.CONTEXT)


def decide(mention: str, found: Iterable[tuple[float, Candidate]]) -> Resolution:
    """Turn bits into probabilities over the candidates and "none of them", and link only where one is likely enough.

    found: (bits, candidate) pairs, several to an entity allowed: the best counts, since two aliases of one entity are no two reasons.
    """
    best: dict[str, tuple[float, Candidate]] = {}
    for bits, candidate in found:
        if candidate.entity.id not in best or bits > best[candidate.entity.id][0]:
            best[candidate.entity.id] = (bits, candidate)
    ranked = sorted(best.values(), key=lambda pair: (-pair[0], pair[1].entity.id))[:_MAX_CANDIDATES]
    odds = [2.0 ** max(bits, -60.0) for bits, _ in ranked]
    total = math.fsum([_NIL_ODDS, *odds])
    candidates = tuple(
        Candidate(c.entity, share / total, c.alias, c.evidence)
        for place, (share, (_, c)) in enumerate(zip(odds, ranked, strict=True))
        if not place or share / total >= _WORTH_SHOWING
    )
    if not candidates:
        return Resolution(mention, Status.NIL, 0.0)
    score = candidates[0].score
    if score >= weights.LINK_AT:
        contextual = any(item.rule in _BY_CONTEXT for _, candidate in ranked for item in candidate.evidence)
        if score > weights.CONTEXT_AT_MOST and contextual and not _linked_without_context(ranked):
            score = weights.CONTEXT_AT_MOST
            candidates = (replace(candidates[0], score=score), *candidates[1:])
        return Resolution(mention, Status.LINKED, score, candidates)
    rivals = [candidate for candidate in candidates if candidate.score >= _RIVAL_AT]
    status = Status.AMBIGUOUS if len(rivals) > 1 or _refused_as_weak(candidates[0]) else Status.NIL
    return Resolution(mention, status, score, candidates)


def _linked_without_context(ranked: Sequence[tuple[float, Candidate]]) -> bool:
    """Whether the first candidate would be linked by its own words, had nobody read what stands around them."""
    context = [math.fsum(item.bits for item in candidate.evidence if item.rule in _BY_CONTEXT) for _, candidate in ranked]
    odds: list[float] = [2.0 ** max(bits - extra, -60.0) for (bits, _), extra in zip(ranked, context, strict=True)]
    return odds[0] / math.fsum([_NIL_ODDS, *odds]) >= weights.LINK_AT


def _refused_as_weak(candidate: Candidate) -> bool:
    """Whether nothing speaks against it but that the alias never links alone, or that somebody else here bears the name."""
    strong = [item.rule for item in candidate.evidence if item.bits <= weights.TYPO]
    return bool(strong) and set(strong) <= {Rule.WEAK, Rule.BEARERS}
