"""Recognise texts that are one text: a wire report that several papers carry, with another headline, another byline, a shorter tail.

A text is the set of its shingles, runs of four folded words, hashed. Two texts are copies if the shorter has most of its shingles in
common with the longer (containment, A. Z. Broder, "On the resemblance and containment of documents", SEQUENCES 1997) and is not a mere
fragment of it. A sample of the shingles, those whose hash falls in one of four classes, is indexed to find candidates, and a shingle
that many texts share is boilerplate and finds none; so time is near-linear in the texts, and memory is some ten bytes a word.

MinHash libraries (datasketch, which brings numpy) pay off from millions of texts; for the archive of a desk the exact sets are smaller
than what they would bring with them.
"""

from array import array
from collections import Counter
from collections.abc import Iterable
from zlib import crc32

from registry.text.holders import Holders
from registry.text.normalise import form
from registry.text.tokens import tokenise

__all__ = ["Copies", "shingles"]

_WIDTH = 4  # words: shorter runs are phrases that all reports share ("the president of Tajikistan"), longer ones break at every edit
_SHORTEST = 30  # shingles; two shorter bulletins may say the same by chance, or be formulas ("No further details were given")
_CONTAINED = 0.6  # of the shorter: an edit every ten words leaves 0.66; a background of half a report gives 0.5, different reports 0.05
_FRAGMENT = 0.25  # of the longer's shingles; a text of a quarter of another's length is a brief or a background, not the story
_SAMPLE = 0b11  # one shingle in four finds candidates: of 20 shingles that agree none is in the sample in three cases of a thousand
_LIKELY = 5  # candidates compared in full; the group of a copy has the most shingles of the sample, or nearly
_COMMON = 32  # texts that share a shingle; more share a formula


def shingles(text: str) -> frozenset[int]:
    """The hashes of the runs of four folded words in a text, equal in every process; numbers count, case, accents and spelling do not.

    >>> shingles("The defence ministry of Tajikistan said") == shingles("the Defense Ministry of TAJIKISTAN said")
    True
    """
    words = [form(token.raw).folded.encode("utf-8", "surrogatepass") for token in tokenise(text)]
    return frozenset(crc32(b" ".join(words[at : at + _WIDTH])) for at in range(len(words) - _WIDTH + 1))


class Copies:
    """Texts by number as they come, each in a group with those it is a copy of.

    >>> report = " ".join(f"word{n}" for n in range(60))
    >>> copies = Copies()
    >>> copies.add(report), copies.add("Another headline. " + report), copies.add(" ".join(f"other{n}" for n in range(60)))
    (0, 0, 2)
    """

    def __init__(self) -> None:
        self._sets: dict[int, array[int]] = {}
        self._index = Holders()
        self._count = 0

    def add(self, text: str) -> int:
        """The number of the first text of the group; its own if it opens one. A copy of two goes to the one it shares more with."""
        return self.place(shingles(text))

    def place(self, shingles: Iterable[int]) -> int:
        """The same for a text of these shingles."""
        number = self._count
        self._count += 1
        found = frozenset(shingles)
        if len(found) < _SHORTEST:
            return number
        sampled = [shingle for shingle in found if not shingle & _SAMPLE]
        votes: Counter[int] = Counter()
        for shingle in sampled:
            holders = self._index.of(shingle)
            if len(holders) <= _COMMON:
                votes.update(holders)
        best = max(((self._containment(found, other), -other) for other, _ in votes.most_common(_LIKELY)), default=(0.0, 0))
        if best[0] >= _CONTAINED:
            return -best[1]
        self._sets[number] = array("I", found)
        for shingle in sampled:
            if len(self._index.of(shingle)) <= _COMMON:
                self._index.add(shingle, number)
        return number

    def _containment(self, found: frozenset[int], other: int) -> float:
        """The share of the shorter that both have; 0.0 if it is a fragment of the longer."""
        there = self._sets[other]
        small, large = sorted((len(found), len(there)))
        if small < _FRAGMENT * large:
            return 0.0
        return sum(shingle in found for shingle in there) / small
