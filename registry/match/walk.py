"""Walk the tries over a tokenised text and return every stretch that an alias spells.

The walk steps over what may stand inside a name without being of it: articles, number signs, and the adjective of the entity's
own country ("the 201st *Russian* military base"). It does not step over a comma, a bracket or the end of a sentence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from registry.evidence import Evidence, Rule
from registry.match import weights
from registry.match.index import END, Index, Node
from registry.match.lookup import Edge, Lookup
from registry.match.names import Entry
from registry.text.lexicon import is_skipped
from registry.text.normalise import fold_case, form
from registry.text.numerals import read_numeral, read_roman, write_roman
from registry.text.tokens import Token, is_wrapped

__all__ = ["Hit", "find_hits"]

_HYPHENS = "-\u2010\u2011"
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


@dataclass(frozen=True, slots=True)
class _Step:
    node: Node
    at: int
    taken: tuple[tuple[int, Edge], ...]
    country: frozenset[str] | None
    skips: int
    comma: bool


def find_hits(text: str, tokens: Sequence[Token], index: Index, lookup: Lookup) -> list[Hit]:
    """Every hit, plain and by pattern, in no particular order; overlaps are the caller's to settle."""
    edges = _with_hyphens(text, tokens, [lookup(token.raw) for token in tokens], lookup)
    walker = _Walker(text, tokens, index)
    hits = list(walker.run(index.trie, _with_numerals(tokens, edges, index)))
    if hits and index.patterns:
        slots: dict[int, list[Edge]] = {}
        for hit in hits:
            entity = hit.entry.entity
            for id in (entity.id, entity.stands_for):
                symbol = index.slots.get(id or "")
                cost = sum((item.bits for item in hit.evidence), 0.0)
                if symbol is not None and not any(_guessed(item) for item in hit.evidence):
                    name = text[tokens[hit.first].start : tokens[hit.last - 1].end]
                    slots.setdefault(hit.first, []).append(Edge(symbol, hit.last - hit.first, min(cost, 0.0), Rule.WRITTEN, name))
        with_slots = [(*row, *slots[i]) if i in slots else row for i, row in enumerate(edges)]
        hits += walker.run(index.patterns, with_slots)
    return hits


def _guessed(item: Evidence) -> bool:
    """Whether a word was taken for a mistake, heard in an unlisted script, or respelt and inflected at once: that fills no slot."""
    return item.rule is Rule.TYPO or (item.rule is Rule.SOUND and item.bits <= weights.SOUND + weights.INFLECTED)


def _with_hyphens(text: str, tokens: Sequence[Token], edges: list[tuple[Edge, ...]], lookup: Lookup) -> list[tuple[Edge, ...]]:
    """Edges, with those of two words that a hyphen parts and the registry writes as one: Co-operation."""
    for at in range(len(tokens) - 1):
        if tokens[at].end + 1 == tokens[at + 1].start and text[tokens[at].end] in _HYPHENS:
            whole = [edge for edge in lookup(tokens[at].raw + tokens[at + 1].raw) if edge.rule is not Rule.TYPO]
            edges[at] = (*edges[at], *(replace(edge, width=2, bits=edge.bits + weights.GLUED) for edge in whole))
    return edges


def _with_numerals(tokens: Sequence[Token], edges: list[tuple[Edge, ...]], index: Index) -> list[tuple[Edge, ...]]:
    """Edges, with those of numbers in words and in Roman figures added: двести первая is #201, XIV is #14, and 14 may be XIV."""
    for i, token in enumerate(tokens):
        wanted, width = _respelt_number(tokens, i)
        symbol = index.vocabulary.get(wanted)
        if symbol is not None:
            edges[i] = (*edges[i], Edge(symbol, width, 0.0, Rule.NUMBER, token.raw))
    return edges


def _respelt_number(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """The symbol of a number's other spelling, and how many tokens it takes; "" for none."""
    raw = tokens[at].raw
    if not raw[:1].isalpha():
        number = form(raw).number
        return (write_roman(int(number)) or "").lower() if number and len(number) < 3 else "", 1
    roman = read_roman(raw)
    if roman:
        return f"#{roman}", 1
    read = read_numeral([token.raw for token in tokens[at : at + 6]])
    return (f"#{read[0]}", read[1]) if read else ("", 1)


class _Walker:
    def __init__(self, text: str, tokens: Sequence[Token], index: Index) -> None:
        self._text = text
        self._tokens = tokens
        self._index = index

    def run(self, root: Node, edges: Sequence[tuple[Edge, ...]]) -> Iterator[Hit]:
        for first, row in enumerate(edges):
            for edge in row:
                if edge.symbol in root:
                    yield from self._from(first, edge, root[edge.symbol], edges)

    def _from(self, first: int, edge: Edge, node: Node, edges: Sequence[tuple[Edge, ...]]) -> Iterator[Hit]:
        stack = [_Step(node, first + edge.width, ((first, edge),), None, 0, comma=False)]
        while stack:
            step = stack.pop()
            alone = len(step.taken) == 1 and step.taken[0][1].inner
            for entry in step.node.get(END, ()) if not alone else ():
                if self._allowed(entry, step):
                    yield self._hit(first, entry, step)
            if step.at >= len(self._tokens) or len(step.node) == (END in step.node):
                continue
            gap = self._gap(step.at)
            if gap == "end":
                continue
            comma = step.comma or gap == "comma"
            for edge in edges[step.at]:
                child = step.node.get(edge.symbol)
                if child is not None:
                    taken = (*step.taken, (step.at, edge))
                    stack.append(_Step(child, step.at + edge.width, taken, step.country, step.skips, comma))
            if step.skips < _MAX_SKIPS:
                stack += self._skip(step, edges[step.at], comma)

    def _skip(self, step: _Step, row: tuple[Edge, ...], comma: bool) -> Iterator[_Step]:
        """The step over an article or number sign, or over the adjective of a country, which the entity must then belong to."""
        behind = self._tokens[step.at + 1].raw if step.at + 1 < len(self._tokens) else ""
        if is_skipped(form(self._tokens[step.at].raw).folded, self._tokens[step.at - 1].raw, behind):
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
        if short and fold_case(self._tokens[at].raw) != fold_case(entry.alias.text):
            return False
        if entry.alias.exact_case and self._tokens[step.taken[0][0]].raw[:1].isupper() != entry.alias.text[:1].isupper():
            return False
        return not step.comma or entry.rearranged or "," in entry.alias.text

    def _hit(self, first: int, entry: Entry, step: _Step) -> Hit:
        last_at, last_edge = step.taken[-1]
        evidence = []
        for at, edge in step.taken:
            if edge.bits or edge.rule in (Rule.INFLECTED, Rule.SOUND, Rule.TYPO):
                span = self._text[self._tokens[at].start : self._tokens[at + edge.width - 1].end]
                evidence.append(Evidence(edge.rule, span, edge.alias, edge.bits))
        if entry.glued:
            evidence.append(Evidence(Rule.FOLDED, self._tokens[first].raw, entry.alias.text, weights.GLUED))
        if step.country is not None:
            evidence.append(Evidence(Rule.COUNTRY, entry.entity.country or "", "", weights.COUNTRY))
        return Hit(first, last_at + last_edge.width, entry, len(step.taken), tuple(evidence))

    def _gap(self, at: int) -> str:
        """What stands before token `at`: "" nothing that matters, "comma", or the "end" of what a name can span."""
        before = self._tokens[at - 1]
        gap = self._text[before.end : self._tokens[at].start]
        if gap == " " or not gap:
            return ""
        if any(c in "()[]{};:!?\u2026\u3002\uff0c\uff1b\uff1a\uff08\uff09\u061b\u061f\u06d4" for c in gap):
            return "end"
        if gap.splitlines() != [gap] and not is_wrapped(self._text, before.end, self._tokens[at].start):
            return "end"
        if "." in gap and len(before.raw) > _MAX_ABBREVIATION and not before.raw.isdigit():
            return "end"
        return "comma" if "," in gap or "\u060c" in gap or "\u3001" in gap else ""
