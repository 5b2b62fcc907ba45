"""Entities with a name near a mention that no alias spells, weighed so that the nearest is shown and none is linked."""

from collections.abc import Iterator
from math import log2
from typing import Final

from registry.evidence import Evidence, Rule
from registry.match.arrange import is_word
from registry.match.decide import Asked
from registry.match.index import Index
from registry.match.near.cuttings import cuttings
from registry.match.near.names import NearName, NearNames, is_near
from registry.records import Candidate
from registry.text.lexicon import is_function_word
from registry.text.normalise import form
from registry.text.sounds import script_of
from registry.text.tokens import Tokens

__all__ = ["NearReader"]

_LONGEST: Final = 12
"""Words of a mention that is compared; a longer one is a phrase."""
_AT_MOST: Final = -4.0
"""Bits of the nearest name at most, one in seventeen: a likeness alone makes no link, and no rival either."""
_POOR: Final = 1.5
"""Bits a letter below which its words are cut in other ways."""
_RECUT: Final = 3
"""Words of a mention that may have been cut wrongly, at most."""


class NearReader:
    """Mention -> weighed candidates, over one index."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._names = NearNames(index.tables, index.near_words, index.vocabulary)

    def candidates(self, mention: str, asked: Asked) -> list[tuple[float, Candidate]]:
        """(bits, candidate) for the nearest names, the nearest first, several to an entity possible; bits are -4 at most.

        The bits of a likeness are against chance. Among n names one is as near by chance with log2(n) bits, which are taken off.
        """
        words, raws = self._words(mention)
        near = self._names.find(words) if 0 < len(words) <= _LONGEST else []
        if words and len(words) <= _RECUT and all(map(is_word, words)) and not is_near(near, words, _POOR):
            for parts in cuttings(words, self._index.vocabulary):
                other = self._names.find(parts, farther=False)
                if other and (not near or other[0].bits > near[0].bits):
                    words, raws, near = parts, parts, other
        rows = [(self._index.tables.entry(name.name), list(self._evidence(name, words, raws))) for name in near if name.bits > 0.0]
        likeliest = max((asked.weigh(entry, evidence)[0] for entry, evidence in rows), default=0.0)
        against = max(log2(max(self._names.names, 1)), likeliest - _AT_MOST)
        return [asked.weigh(entry, [*row, Evidence(Rule.CHANCE, mention, entry.alias.text, -against)]) for entry, row in rows]

    def _words(self, mention: str) -> tuple[list[str], list[str]]:
        """The symbols that the words of a mention may be, and the words; function words only if there are no others."""
        raws = Tokens(mention).raws
        raws = [raw for raw in raws if not is_function_word(raw)] or raws
        symbols = []
        for shape in map(form, raws):
            exact = "=" + shape.written.replace(".", "")
            symbols.append("#" + shape.number if shape.number is not None else exact if exact in self._index.vocabulary else shape.folded)
        pairs = [(symbol, raw) for symbol, raw in zip(symbols, raws, strict=True) if symbol]
        return [symbol for symbol, _ in pairs], [raw for _, raw in pairs]

    def _evidence(self, near: NearName, words: list[str], raws: list[str]) -> Iterator[Evidence]:
        symbols = self._index.symbols
        if not near.pairs:
            spelt = " ".join(map(symbols.__getitem__, self._index.tables.words_of(near.name)))
            yield Evidence(Rule.TYPO, " ".join(raws), spelt, near.bits)
        for at, symbol, bits in near.pairs:
            word, other = words[at], symbols[symbol]
            rule = Rule.FOLDED if word == other else Rule.TYPO if script_of(word) == script_of(other) else Rule.SOUND
            yield Evidence(rule, raws[at], other.lstrip("=#"), bits)
        for symbol, bits in near.left:
            yield Evidence(Rule.MISSING, "", symbols[symbol].lstrip("=#"), bits)
        for at, bits in near.lacking:
            yield Evidence(Rule.MISSING, raws[at], "", bits)
