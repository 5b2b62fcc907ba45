"""A mention that no alias spells exactly: walk over its words and weigh what stands beside every stretch that an alias spells."""

import re
from collections import defaultdict
from collections.abc import Sequence

from registry.evidence import Evidence, Rule
from registry.match import weights
from registry.match.decide import Asked
from registry.match.index import Index
from registry.match.lookup import Lookup
from registry.match.modifiers import Beside, weigh_beside
from registry.match.walk import Hit, find_hits
from registry.records import Candidate, EntityType
from registry.text.lexicon import is_function_word
from registry.text.sounds import script_of
from registry.text.tokens import Token, Tokens

__all__ = ["MentionReader"]

_LONGEST = 60
"""Tokens of a mention that are looked at; the longest official names of news have some twenty."""
_LONG_ENOUGH = 9
"""Letters of a one-word name that may hold a mistake: Tajikstan; in shorter ones it makes another name (Astara, Angara, Georgina)."""
_UNWRITTEN_VOWELS = 2
"""Letters that a word of a script without vowels is reckoned longer."""
_BRACKETED = re.compile(r"[(\[（][^()\[\]（）]*[)\]）]")


class MentionReader:
    """Mention -> weighed candidates, over one index; look-ups are kept between mentions."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._lookups: dict[str | None, Lookup] = {}

    def candidates(self, mention: str, asked: Asked) -> list[tuple[float, Candidate]]:
        """(bits, candidate) for every alias that stands in the mention, several to an entity possible."""
        words = Tokens(mention)
        tokens = words[:_LONGEST]
        if not tokens:
            return []
        hits = find_hits(words, self._index, self._lookup(asked.lang), 0, len(tokens))
        hits += self._rearranged(mention, tokens, hits, asked.lang)
        beside = Beside(mention, tokens, hits, _brackets(mention, tokens))
        refused = [hit for hit in hits if hit.entry.never]
        found = []
        for hit in hits:
            if any(_within(hit, other) for other in hits) or _mistaken_alone(hit):
                continue
            if not hit.entry.never and any(_holds(never, hit) for never in refused):
                continue
            found.append(asked.weigh(hit.entry, [*_spelt(hit, beside), *hit.evidence, *weigh_beside(hit, beside, self._index)]))
        return found

    def _lookup(self, lang: str | None) -> Lookup:
        if lang not in self._lookups:
            self._lookups[lang] = Lookup(self._index, lang, loose=True)
        return self._lookups[lang]

    def _rearranged(self, mention: str, tokens: Sequence[Token], hits: Sequence[Hit], lang: str | None) -> list[Hit]:
        """An alias whose words are all there in another order, with none left but names of the entity's own places."""
        edges = {at: self._lookup(lang)(token.raw) for at, token in enumerate(tokens)}
        places = {at for hit in hits if hit.entry.entity.type is EntityType.PLACE for at in range(hit.first, hit.last)}
        kept = [at for at in edges if edges[at] and at not in places and not is_function_word(tokens[at].raw)]
        symbols = frozenset(edge.symbol for at in kept for edge in edges[at][:1])
        if len(kept) < 2 or len(symbols) != len(kept):
            return []
        moved = [Evidence(edge.rule, tokens[at].raw, edge.alias, edge.bits) for at in kept for edge in edges[at][:1] if edge.bits]
        return [
            Hit(kept[0], kept[-1] + 1, entry, len(kept), (Evidence(Rule.REORDERED, mention, entry.alias.text, weights.REORDERED), *moved))
            for entry in self._index.bags.get(symbols, ())
            if not any(
                hit.entry.entity is entry.entity and (not hit.entry.alias.weak or hit.last - hit.first == len(tokens)) for hit in hits
            )
        ]


def _mistaken_alone(hit: Hit) -> bool:
    """Whether one word, a letter off, is all there is: it is taken for a mistake only in a long name, and never in a person's."""
    mistakes = [item for item in hit.evidence if item.rule is Rule.TYPO]
    if not mistakes or hit.words > 1:
        return False
    letters = len(hit.entry.alias.text) + (_UNWRITTEN_VOWELS if script_of(mistakes[0].mention) in ("arabic", "hebrew") else 0)
    return hit.entry.entity.type is EntityType.PERSON or letters < _LONG_ENOUGH


def _holds(never: Hit, hit: Hit) -> bool:
    return never.entry.entity is hit.entry.entity and never.first <= hit.first and hit.last <= never.last


def _within(hit: Hit, other: Hit) -> bool:
    """Whether a longer alias of the same entity holds this one, whose other words would otherwise count a second time."""
    if hit.entry.entity is not other.entry.entity or other.entry.never or hit.entry.never:
        return False
    return other.first <= hit.first and hit.last <= other.last and other.last - other.first > hit.last - hit.first


def _spelt(hit: Hit, beside: Beside) -> list[Evidence]:
    tokens = beside.tokens
    words = beside.text[tokens[hit.first].start : tokens[hit.last - 1].end]
    evidence = [hit.spelt(words)]
    if words.islower() and not hit.entry.alias.text.islower():
        guessed = hit.words == 1 and any(item.rule in (Rule.SOUND, Rule.TYPO) for item in hit.evidence)
        evidence.append(Evidence(Rule.FOLDED, words, hit.entry.alias.text, weights.UNEXPLAINED if guessed else weights.LOOSE_CASE))
    return evidence


def _brackets(mention: str, tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """The token ranges that stand in brackets."""
    ranges: dict[tuple[int, int], list[int]] = defaultdict(list)
    for match in _BRACKETED.finditer(mention):
        for at, token in enumerate(tokens):
            if match.start() <= token.start < match.end():
                ranges[match.span()].append(at)
    return [(inside[0], inside[-1] + 1) for inside in ranges.values()]
