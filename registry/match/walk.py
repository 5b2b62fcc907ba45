"""Walk the tries over a tokenised text and return every stretch that an alias spells.

The walk steps over what may stand inside a name without being of it: articles, number signs, and the adjective of the entity's
own country ("the 201st *Russian* military base"). It does not step over a comma, a bracket or the end of a sentence.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

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


class _Step(NamedTuple):
    node: Node
    at: int
    taken: tuple[tuple[int, Edge], ...]
    country: frozenset[str] | None
    skips: int
    comma: bool


def find_hits(tokens: Tokens, index: Index, lookup: Lookup, first: int = 0, last: int | None = None) -> list[Hit]:
    """Every hit in tokens `first` to `last`, plain and by pattern, in no particular order; overlaps are the caller's to settle.

    Time linear in the tokens and the hits, whatever the size of the registry.
    """
    last = len(tokens) if last is None else last
    edges = _edges(tokens, first, last, index, lookup)
    walker = _Walker(tokens, last, index)
    hits = list(walker.run(index.trie, edges))
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
        edges[at] = (*word.edges, *glued.get(at, ()), *respelt)
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

    def run(self, root: Node, edges: Mapping[int, tuple[Edge, ...]]) -> Iterator[Hit]:
        for first, row in edges.items():
            for edge in row:
                if edge.symbol in root:
                    yield from self._from(first, edge, root[edge.symbol], edges)

    def _from(self, first: int, edge: Edge, node: Node, edges: Mapping[int, tuple[Edge, ...]]) -> Iterator[Hit]:
        stack = [_Step(node, first + edge.width, ((first, edge),), None, 0, comma=False)]
        while stack:
            step = stack.pop()
            alone = len(step.taken) == 1 and step.taken[0][1].inner
            for entry in step.node.get(END, ()) if not alone else ():
                if self._allowed(entry, step):
                    yield self._hit(first, entry, step)
            if step.at >= self._last or len(step.node) == (END in step.node):
                continue
            gap = self._gap(step.at)
            if gap == "end":
                continue
            comma = step.comma or gap == "comma"
            row = edges.get(step.at, ())
            for edge in row:
                child = step.node.get(edge.symbol)
                if child is not None:
                    taken = (*step.taken, (step.at, edge))
                    stack.append(_Step(child, step.at + edge.width, taken, step.country, step.skips, comma))
            if step.skips < _MAX_SKIPS:
                stack += self._skip(step, row, comma)

    def _skip(self, step: _Step, row: tuple[Edge, ...], comma: bool) -> Iterator[_Step]:
        """The step over an article or number sign, or over the adjective of a country, which the entity must then belong to."""
        raws = self._tokens.raws
        behind = raws[step.at + 1] if step.at + 1 < self._last else ""
        if is_skipped(form(raws[step.at]).folded, raws[step.at - 1], behind):
            yield _Step(step.node, step.at + 1, step.taken, step.country, step.skips + 1, comma)
        elif step.country is None:
            for edge in row:
                country = self._index.states_by_symbol.get(edge.symbol)
                if country:
                    yield _Step(step.node, step.at + 1, step.taken, country, step.skips + 1, comma)
                    return

    def _allowed(self, entry: Entry, step: _Step) -> bool:
        if step.country is not None and entry.entity.country not in step.country:
            return False
        at, edge = step.taken[0]
        short = len(step.taken) == 1 and len(entry.alias.text) <= _SHORT and edge.rule is Rule.FOLDED
        if short and fold_case(self._tokens.raws[at]) != fold_case(entry.alias.text):
            return False
        if entry.alias.exact_case and self._tokens.raws[step.taken[0][0]][:1].isupper() != entry.alias.text[:1].isupper():
            return False
        return not step.comma or entry.rearranged or "," in entry.alias.text

    def _hit(self, first: int, entry: Entry, step: _Step) -> Hit:
        last_at, last_edge = step.taken[-1]
        evidence = []
        for at, edge in step.taken:
            if edge.bits or edge.rule in (Rule.INFLECTED, Rule.SOUND, Rule.TYPO):
                span = self._tokens.text[self._tokens.starts[at] : self._tokens.ends[at + edge.width - 1]]
                evidence.append(Evidence(edge.rule, span, edge.alias, edge.bits))
        if entry.glued:
            evidence.append(Evidence(Rule.FOLDED, self._tokens.raws[first], entry.alias.text, weights.GLUED))
        if step.country is not None:
            evidence.append(Evidence(Rule.COUNTRY, entry.entity.country or "", "", weights.COUNTRY))
        return Hit(first, last_at + last_edge.width, entry, len(step.taken), tuple(evidence))

    def _gap(self, at: int) -> str:
        """What stands before token `at`: "" nothing that matters, "comma", or the "end" of what a name can span."""
        gap = self._tokens.gaps[at]
        if gap == " " or not gap:
            return ""
        before = self._tokens[at - 1]
        if any(c in "()[]{};:!?\u2026\u3002\uff0c\uff1b\uff1a\uff08\uff09\u061b\u061f\u06d4" for c in gap):
            return "end"
        if gap.splitlines() != [gap] and not is_wrapped(self._tokens.text, before.end, before.end + len(gap)):
            return "end"
        if "." in gap and len(before.raw) > _MAX_ABBREVIATION and not before.raw.isdigit():
            return "end"
        return "comma" if "," in gap or "\u060c" in gap or "\u3001" in gap else ""
