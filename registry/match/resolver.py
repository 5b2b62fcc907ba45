"""Resolve one mention: the only place that knows the order of the steps.

exact alias → walk over the words → what stands beside → policy. A curated alias written as it is listed takes a dictionary
look-up and none of the rest.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from registry.match import weights
from registry.match.dates import weigh_date
from registry.match.index import Entry, Index
from registry.match.lookup import Lookup
from registry.match.modifiers import Beside, containers, weigh_beside
from registry.match.walk import Hit, find_hits
from registry.records import Candidate, EntityType, Evidence, Resolution, Rule, Status
from registry.text.tokens import Token, tokenise

__all__ = ["Resolver", "decide"]

_LONGEST = 60
"""Tokens of a mention that are looked at; the longest official names of news have some twenty."""
_BRACKETED = re.compile(r"[(\[（][^()\[\]（）]*[)\]）]")
_MAX_CANDIDATES = 10
_RIVAL_AT = 0.1
"""A candidate as likely as this beside another is worth an editor's look."""
_NIL_ODDS = 1.0
"""Odds of "none of these" against a candidate of 0 bits."""


class Resolver:
    """Mention -> Resolution, over one index."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._lookups: dict[str | None, Lookup] = {}

    def resolve(
        self, mention: str, *, type: EntityType | None = None, lang: str | None = None, date: str | None = None, context: Iterable[str] = ()
    ) -> Resolution:
        """The decision for one mention; `context` holds ids of entities named near by."""
        near = frozenset(context)
        exact = self._index.exact.get(mention)
        found = [self._weigh(entry, weights.ALIAS, [_as_written(mention, entry)], type, lang, date, near) for entry in exact or ()]
        if not exact or not _clear(exact) or type or date:
            found += self._walked(mention, type, lang, date, near)
        return decide(mention, found)

    def _walked(
        self, mention: str, type: EntityType | None, lang: str | None, date: str | None, near: frozenset[str]
    ) -> list[tuple[float, Candidate]]:
        tokens = tokenise(mention)[:_LONGEST]
        if not tokens:
            return []
        hits = find_hits(mention, tokens, self._index, self._lookup(lang))
        beside = Beside(mention, tokens, hits, _brackets(mention, tokens))
        found = []
        refused = {hit.entry.entity.id: hit.last - hit.first for hit in hits if hit.entry.never}
        for hit in [*hits, *self._rearranged(mention, tokens, hits)]:
            if not hit.entry.never and hit.last - hit.first <= refused.get(hit.entry.entity.id, 0):
                continue
            whole, sides = _whole(hit, beside), weigh_beside(hit, beside, self._index)
            bits = weights.ALIAS + hit.bits + sum(item.bits for item in (*whole, *sides))
            found.append(self._weigh(hit.entry, bits, [*whole, *hit.evidence, *sides], type, lang, date, near))
        return found

    def _lookup(self, lang: str | None) -> Lookup:
        if lang not in self._lookups:
            self._lookups[lang] = Lookup(self._index, lang, loose=True)
        return self._lookups[lang]

    def _rearranged(self, mention: str, tokens: Sequence[Token], hits: Sequence[Hit]) -> list[Hit]:
        """An alias whose words are all there in another order, with none left but names of the entity's own places."""
        edges = {at: self._lookup(None)(token.raw) for at, token in enumerate(tokens)}
        places = {at for hit in hits if hit.entry.entity.type is EntityType.PLACE for at in range(hit.first, hit.last)}
        kept = [at for at in edges if edges[at] and at not in places]
        symbols = frozenset(edge.symbol for at in kept for edge in edges[at][:1])
        if len(kept) < 2 or len(symbols) != len(kept):
            return []
        bits = sum(edges[at][0].bits for at in kept) + weights.REORDERED
        return [
            Hit(kept[0], kept[-1] + 1, entry, bits, (Evidence(Rule.REORDERED, mention, entry.alias.text, weights.REORDERED),))
            for entry in self._index.bags.get(symbols, ())
            if not any(hit.entry.entity.id == entry.entity.id for hit in hits)
        ]

    def _weigh(
        self,
        entry: Entry,
        bits: float,
        evidence: list[Evidence],
        type: EntityType | None,
        lang: str | None,
        date: str | None,
        near: frozenset[str],
    ) -> tuple[float, Candidate]:
        """Add what the caller knows about the mention to what its words say."""
        alias, entity = entry.alias, entry.entity
        extra = []
        if entry.never:
            extra.append(Evidence(Rule.NEVER, entry.never, "", weights.NEVER))
        if alias.weak:
            extra.append(Evidence(Rule.WEAK, alias.text, "", weights.WEAK))
            own = {e.rule for e in evidence if e.bits > 0 and e.rule in (Rule.COUNTRY, Rule.DESIGNATOR)}
            if own and entity.type is not EntityType.PERSON:
                extra.append(Evidence(Rule.COUNTRY, entity.country or entity.part_of or "", alias.text, weights.WEAK_LICENCE))
        if type and entity.type is not type:
            extra.append(Evidence(Rule.TYPE, type.value, entity.type.value, weights.TYPE))
        if lang and alias.lang == lang:
            extra.append(Evidence(Rule.LANGUAGE, lang, alias.text, weights.LANGUAGE))
        extra += weigh_date(alias, date)
        close = near & (containers(entity, self._index) | {entity.id}) if near else frozenset()
        if close:
            extra.append(Evidence(Rule.CONTEXT, min(close), entity.name, weights.CONTEXT))
        return bits + sum(item.bits for item in extra), Candidate(entity, 0.0, alias, (*evidence, *extra))


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
    candidates = tuple(Candidate(c.entity, share / total, c.alias, c.evidence) for share, (_, c) in zip(odds, ranked, strict=True))
    if not candidates:
        return Resolution(mention, Status.NIL, 0.0)
    score = candidates[0].score
    if score >= weights.LINK_AT:
        return Resolution(mention, Status.LINKED, score, candidates)
    rivals = [candidate for candidate in candidates if candidate.score >= _RIVAL_AT]
    status = Status.AMBIGUOUS if len(rivals) > 1 or _refused_as_weak(candidates[0]) else Status.NIL
    return Resolution(mention, status, score, candidates)


def _refused_as_weak(candidate: Candidate) -> bool:
    """Whether nothing speaks against it but the editor's word that the alias never links alone."""
    strong = [item.rule for item in candidate.evidence if item.bits < weights.TYPO]
    return strong == [Rule.WEAK]


def _clear(entries: Sequence[Entry]) -> bool:
    """Whether the exact alias leaves nothing to weigh: one entity, not weak."""
    return len({entry.entity.id for entry in entries}) == 1 and not entries[0].alias.weak


def _as_written(mention: str, entry: Entry) -> Evidence:
    return Evidence(Rule.WRITTEN, mention, entry.alias.text, weights.ALIAS)


def _whole(hit: Hit, beside: Beside) -> list[Evidence]:
    tokens = beside.tokens
    words = beside.text[tokens[hit.first].start : tokens[hit.last - 1].end]
    rule = Rule.WRITTEN if words == hit.entry.alias.text else Rule.FOLDED
    evidence = [Evidence(rule, words, hit.entry.alias.text, 0.0 if rule is Rule.WRITTEN else weights.FOLDED)]
    if words.islower() and not hit.entry.alias.text.islower():
        evidence.append(Evidence(Rule.FOLDED, words, hit.entry.alias.text, weights.LOOSE_CASE))
    return evidence


def _brackets(mention: str, tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """The token ranges that stand in brackets."""
    ranges: dict[tuple[int, int], list[int]] = defaultdict(list)
    for match in _BRACKETED.finditer(mention):
        for at, token in enumerate(tokens):
            if match.start() <= token.start < match.end():
                ranges[match.span()].append(at)
    return [(inside[0], inside[-1] + 1) for inside in ranges.values()]

