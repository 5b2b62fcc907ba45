"""Walk the tries over a tokenised text and return every stretch that an alias spells.

The walk steps over what may stand inside a name without being of it: articles, number signs, and the adjective of the entity's
own country ("the 201st *Russian* military base"). It does not step over a comma, a bracket or the end of a sentence.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from registry.evidence import Evidence, Rule
from registry.match import weights
from registry.match.index import END, Index, Node
from registry.match.lookup import Edge, Lookup, Word
from registry.match.names import Entry
from registry.text.lexicon import is_skipped
from registry.text.normalise import fold_case, form
from registry.text.numerals import read_numeral
from registry.text.tokens import Tokens, is_wrapped

__all__ = ["Hit", "find_hits"]

_HYPHENS = "-\u2010\u2011"
_NOTHING = Word(())
_SHOWN = (Rule.INFLECTED, Rule.SOUND, Rule.TYPO)
"""Evidence even where it costs nothing."""
_LONGEST_NUMERAL = 6  # words: "двести тридцать первая", "two hundred and thirty first"
_MAX_SKIPS = 3  # "base militaire russe n° 201": the adjective, the sign and an article
_SHORT = 3  # letters of a name in which accents tell one word from another: Oş is not "os"
_MAX_ABBREVIATION = 3  # letters before a full stop that does not end a sentence: "No.", "Gen.", "D.C."


@dataclass(frozen=True, slots=True)
class Hit:
    """Tokens `first` to `last` (exclusive) spell an alias."""

    first: int
    last: int
    entry: Entry
    words: int
    """Symbols of the alias: its words, skipped ones aside."""
    evidence: tuple[Evidence, ...] = ()
    """What was not word for word: endings undone, sounds, mistakes, skipped adjectives."""

    def spelt(self, text: str) -> Evidence:
        """The evidence that `text` spells the alias, longer ones having fewer namesakes."""
        rule, bits = (Rule.WRITTEN, 0.0) if text == self.entry.alias.text else (Rule.FOLDED, weights.FOLDED)
        return Evidence(rule, text, self.entry.alias.text, weights.ALIAS + weights.TOKEN * (self.words - 1) + bits)


_Step = tuple[Node, int, tuple[tuple[int, Edge], ...], frozenset[str] | None, int, bool]
"""Where a walk stands: the node, the next token, the edges taken with their tokens, the country whose adjective was stepped over, how
many tokens were, and whether a comma was. A plain tuple, as three are made for each token that may begin a name."""


def find_hits(tokens: Tokens, index: Index, lookup: Lookup, first: int = 0, last: int | None = None) -> list[Hit]:
    """Every hit in tokens `first` to `last`, plain and by pattern, in no particular order; overlaps are the caller's to settle.

    Time linear in the tokens and the hits, whatever the size of the registry.
    """
    last = len(tokens) if last is None else last
    edges = _edges(tokens, first, last, index, lookup)
    walker = _Walker(tokens, last, index)
    hits = walker.run(index.trie, edges)
    if hits and index.patterns:
        slots: dict[int, list[Edge]] = {}
        for hit in hits:
            entity = hit.entry.entity
            for id in (entity.id, entity.stands_for):
                symbol = index.slots.get(id or "")
                if symbol is not None and not any(_guessed(item) for item in hit.evidence):
                    cost = sum((item.bits for item in hit.evidence), 0.0)
                    name = tokens.text[tokens.starts[hit.first] : tokens.ends[hit.last - 1]]
                    slots.setdefault(hit.first, []).append(Edge(symbol, hit.last - hit.first, min(cost, 0.0), Rule.WRITTEN, name))
        for at, row in slots.items():
            edges[at] = (*edges[at], *row)
        hits += walker.run(index.patterns, edges)
    return hits


def _guessed(item: Evidence) -> bool:
    """Whether a word was taken for a mistake, heard in an unlisted script, or respelt and inflected at once: that fills no slot."""
    return item.rule is Rule.TYPO or (item.rule is Rule.SOUND and item.bits <= weights.SOUND + weights.INFLECTED)


def _edges(tokens: Tokens, first: int, last: int, index: Index, lookup: Lookup) -> dict[int, tuple[Edge, ...]]:
    """The steps that a walk may take at tokens `first` to `last`, by token, in text order; most tokens have none.

    Besides those of each word form: two words that a hyphen parts and the registry writes as one (Co-operation), and numbers in words
    (двести первая is #201).
    """
    words = {at: word for at, word in enumerate(map(lookup.words.__getitem__, tokens.raws[first:last]), first) if word}
    glued = {at: row for at in _before_hyphens(tokens, first, last) if (row := _glued(tokens.raws[at] + tokens.raws[at + 1], lookup))}
    edges: dict[int, tuple[Edge, ...]] = {}
    for at in sorted(words.keys() | glued.keys()) if glued else words:
        word = words.get(at, _NOTHING)
        respelt = _numeral(tokens.raws[at : min(at + _LONGEST_NUMERAL, last)], index) if word.numeral else word.respelt
        edges[at] = (*word.edges, *glued.get(at, ()), *respelt) if glued or respelt else word.edges
    return edges


def _before_hyphens(tokens: Tokens, first: int, last: int) -> Iterator[int]:
    """The tokens with nothing but a hyphen between them and the next."""
    return (at - 1 for sign in _HYPHENS for at in tokens.behind(sign) if first < at < last and tokens.gaps[at] == sign)


def _glued(word: str, lookup: Lookup) -> list[Edge]:
    return [replace(edge, width=2, bits=edge.bits + weights.GLUED) for edge in lookup(word) if edge.rule is not Rule.TYPO]


def _numeral(words: Sequence[str], index: Index) -> tuple[Edge, ...]:
    read = read_numeral(words)
    symbol = index.vocabulary.get(f"#{read[0]}") if read else None
    return () if read is None or symbol is None else (Edge(symbol, read[1], 0.0, Rule.NUMBER, words[0]),)


class _Walker:
    """Walks over the tokens before token `last`."""

    def __init__(self, tokens: Tokens, last: int, index: Index) -> None:
        self._tokens = tokens
        self._last = last
        self._index = index

    def run(self, root: Node, edges: Mapping[int, tuple[Edge, ...]]) -> list[Hit]:
        hits: list[Hit] = []
        for first, row in edges.items():
            for edge in row:
                node = root.get(edge.symbol)
                if node is not None:
                    self._from(first, edge, node, edges, hits)
        return hits

    def _from(self, first: int, edge: Edge, node: Node, edges: Mapping[int, tuple[Edge, ...]], hits: list[Hit]) -> None:
        """Add what begins with an edge at token `first`."""
        stack: list[_Step] = [(node, first + edge.width, ((first, edge),), None, 0, False)]
        while stack:
            step = stack.pop()
            node, at, taken, country, skips, comma = step
            entries = node.get(END)
            if entries and (len(taken) > 1 or not edge.inner):
                hits += [self._hit(entry, step) for entry in entries if self._allowed(entry, step)]
            if at >= self._last or len(node) == (entries is not None):
                continue
            gap = self._gap(at)
            if gap == "end":
                continue
            comma = comma or gap == "comma"
            row = edges.get(at, ())
            for following in row:
                child = node.get(following.symbol)
                if child is not None:
                    stack.append((child, at + following.width, (*taken, (at, following)), country, skips, comma))
            if skips < _MAX_SKIPS:
                skipped, country = self._skipped(at, row, country)
                if skipped:
                    stack.append((node, at + 1, taken, country, skips + 1, comma))

    def _skipped(self, at: int, row: tuple[Edge, ...], country: frozenset[str] | None) -> tuple[bool, frozenset[str] | None]:
        """Whether token `at` is stepped over: an article, a number sign, or the adjective of a country, which the entity must belong to."""
        raws = self._tokens.raws
        if is_skipped(form(raws[at]).folded, raws[at - 1], raws[at + 1] if at + 1 < self._last else ""):
            return True, country
        if country is None:
            for edge in row:
                country = self._index.states_by_symbol.get(edge.symbol)
                if country:
                    return True, country
        return False, None

    def _allowed(self, entry: Entry, step: _Step) -> bool:
        _, _, taken, country, _, comma = step
        if country is not None and entry.entity.country not in country:
            return False
        at, edge = taken[0]
        alias = entry.alias
        short = len(taken) == 1 and len(alias.text) <= _SHORT and edge.rule is Rule.FOLDED
        if short and fold_case(self._tokens.raws[at]) != fold_case(alias.text):
            return False
        if alias.exact_case and self._tokens.raws[at][:1].isupper() != alias.text[:1].isupper():
            return False
        return not comma or entry.rearranged or "," in alias.text

    def _hit(self, entry: Entry, step: _Step) -> Hit:
        _, _, taken, country, _, _ = step
        first, (last_at, last_edge) = taken[0][0], taken[-1]
        evidence = []
        for at, edge in taken:
            if edge.bits or edge.rule in _SHOWN:
                span = self._tokens.text[self._tokens.starts[at] : self._tokens.ends[at + edge.width - 1]]
                evidence.append(Evidence(edge.rule, span, edge.alias, edge.bits))
        if entry.glued:
            evidence.append(Evidence(Rule.FOLDED, self._tokens.raws[first], entry.alias.text, weights.GLUED))
        if country is not None:
            evidence.append(Evidence(Rule.COUNTRY, entry.entity.country or "", "", weights.COUNTRY))
        return Hit(first, last_at + last_edge.width, entry, len(taken), tuple(evidence))

    def _gap(self, at: int) -> str:
        """What stands before token `at`: "" nothing that matters, "comma", or the "end" of what a name can span."""
        gap = self._tokens.gaps[at]
        if gap == " " or not gap:
            return ""
        kind, line, stop = _seen_as(gap)
        if line and not is_wrapped(self._tokens.text, self._tokens.ends[at - 1], self._tokens.starts[at]):
            return "end"
        if stop:
            before = self._tokens.raws[at - 1]
            if len(before) > _MAX_ABBREVIATION and not before.isdigit():
                return "end"
        return kind


@lru_cache(maxsize=10_000)  # an archive has some hundreds
def _seen_as(gap: str) -> tuple[str, bool, bool]:
    """What a gap is wherever it stands, and whether it holds the end of a line, and a full stop."""
    if any(c in "()[]{};:!?\u2026\u3002\uff0c\uff1b\uff1a\uff08\uff09\u061b\u061f\u06d4" for c in gap):
        return "end", False, False
    comma = "," in gap or "\u060c" in gap or "\u3001" in gap
    return "comma" if comma else "", gap.splitlines() != [gap], "." in gap
