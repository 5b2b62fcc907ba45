"""Entities with a name near a mention that no alias spells, weighed so that the nearest is shown and none is linked."""

from collections.abc import Iterator
from math import log2
from typing import Final

from registry.evidence import Evidence, Rule
from registry.match.decide import Asked
from registry.match.index import Index
from registry.match.near.names import WORD_UNKNOWN, NearName, NearNames
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
_LEAST: Final = -8.0
"""Bits below which a name is not shown: one in 250."""


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
        if not near:
            return []
        chance = log2(self._names.names)
        over = max(near[0].bits - chance - _AT_MOST, 0.0)
        found = []
        for name in near:
            if name.bits - chance >= _LEAST:
                entry = self._index.tables.entry(name.name)
                against = Evidence(Rule.CHANCE, mention, entry.alias.text, -chance - over)
                found.append(asked.weigh(entry, [*self._evidence(name, words, raws), against]))
        return found

    def _words(self, mention: str) -> tuple[list[str], list[str]]:
        """The symbols that the words of a mention may be, and the words; function words only if there are no others."""
        raws = Tokens(mention).raws
        raws = [raw for raw in raws if not is_function_word(raw)] or raws
        symbols = []
        for shape in map(form, raws):
            exact = "=" + shape.written.replace(".", "")
            symbols.append("#" + shape.number if shape.number is not None else exact if exact in self._index.vocabulary else shape.folded)
        return symbols, raws

    def _evidence(self, near: NearName, words: list[str], raws: list[str]) -> Iterator[Evidence]:
        symbols = self._index.symbols
        for at, symbol, bits in near.pairs:
            word, other = words[at], symbols[symbol]
            rule = Rule.FOLDED if word == other else Rule.TYPO if script_of(word) == script_of(other) else Rule.SOUND
            yield Evidence(rule, raws[at], other.lstrip("=#"), bits)
        for symbol, bits in near.left:
            yield Evidence(Rule.MISSING, "", symbols[symbol].lstrip("=#"), bits)
        taken = {at for at, _, _ in near.pairs}
        for at, raw in enumerate(raws):
            if at not in taken:
                yield Evidence(Rule.MISSING, raw, "", WORD_UNKNOWN)
