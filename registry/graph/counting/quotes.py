"""The passages that show two actors together: the shortest sentence that names both, else paragraph, else a sentence for each."""

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from registry.graph.counting.actors import Cast
from registry.graph.counting.packing import packed, unpacked
from registry.graph.ties import Citation, Snippet

__all__ = ["SNIPPETS", "Pair", "Quotes", "alone"]

Pair = tuple[str, str]
_Found = tuple[int, int, int, str]
"""How far apart the names are (a sentence, a paragraph), length, number of the article, text: the least is the best."""

SNIPPETS = 3
"""Enough to judge a tie by; more is what `article_ids` is for."""
CARRIERS = 3
"""Copies that are named beside a snippet; the others are counted."""


class Quotes:
    """Keeps the best passages of each pair, from at most three articles, as the articles come."""

    def __init__(self) -> None:
        self._best: defaultdict[Pair, list[_Found]] = defaultdict(list)
        self._alone: list[bytes] = []
        """By article: its shortest sentence for each actor and where that begins, packed; few are looked at again."""

    def add(self, cast: Cast) -> None:
        """Take the passages of one more article, the next in number."""
        number = len(self._alone)
        best: dict[Pair, _Found] = {}
        for far, windows in enumerate((cast.sentences, cast.paragraphs)):
            for window in windows:
                if not window.text:
                    continue
                found = (far, len(window.text), number, window.text)
                for pair in combinations(window.actors, 2):
                    if pair not in best or found < best[pair]:
                        best[pair] = found
        for pair, found in best.items():
            kept = self._best[pair]
            if len(kept) < SNIPPETS or found < kept[-1]:
                insort(kept, found)
                del kept[SNIPPETS:]
        self._alone.append(packed(_alone(cast)))

    def snippets(self, pair: Pair, numbers: Iterable[int], ids: Sequence[str], copies: dict[int, tuple[Citation, ...]]) -> list[Snippet]:
        """The best of a pair. numbers: of the articles that name both; ids: of all articles; copies: by the article they copy."""
        left, right = pair
        found = [(number, text) for _, _, number, text in self._best.get(pair, ())]
        if not found:
            for number in numbers:
                alone = unpacked(self._alone[number])
                if left in alone and right in alone:
                    first, second = sorted((alone[left], alone[right]))
                    found.append((number, f"{first[1]} … {second[1]}"))
                    if len(found) == SNIPPETS:
                        break
        return [Snippet(ids[number], text, _carriers(copies.get(number, ()))) for number, text in found]


def alone(cast: Cast) -> dict[str, str]:
    """The shortest sentence of an article for each of its actors that a sentence names."""
    return {actor: text for actor, (_, text) in _alone(cast).items()}


def _alone(cast: Cast) -> dict[str, tuple[int, str]]:
    found: dict[str, tuple[int, str]] = {}
    for window in cast.sentences:
        for actor in window.actors if window.text else ():
            if actor not in found or len(window.text) < len(found[actor][1]):
                found[actor] = window.start, window.text
    return found


def _carriers(copies: Sequence[Citation]) -> str:
    """The ids of the articles that carry the same text, in words."""
    more = f" and {len(copies) - CARRIERS} more" if len(copies) > CARRIERS else ""
    return ", ".join(copy.id for copy in copies[:CARRIERS]) + more
