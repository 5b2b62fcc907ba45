"""Other ways to cut a mention into words: a blank too many, one lost, one mistyped as a letter."""

from collections.abc import Container, Iterator, Sequence
from typing import Final

__all__ = ["cuttings"]

_JOINED: Final = range(2, 4)
"""Words that may be one word of a name, written apart: Jamal pur."""
_SHORTEST: Final = 3
"""Letters of a part; shorter ones are words of some name nearly always."""
_SPLITS: Final = 2
"""Ways to split that are tried, those with the longest known parts."""


def cuttings(words: Sequence[str], known: Container[str]) -> Iterator[list[str]]:
    """The words as one word, if they are few; and with one of them in two, of which the registry knows one at least.

    >>> list(cuttings(["jamal", "pur"], {})), list(cuttings(["miamixshores"], {"miami", "shores", "mi"}))
    ([['jamalpur']], [['miami', 'shores'], ['miamix', 'shores']])
    """
    if len(words) in _JOINED:
        yield ["".join(words)]
    found: dict[tuple[str, ...], int] = {}
    for at, word in enumerate(words):
        for end in range(_SHORTEST, len(word) - _SHORTEST + 1):
            for left, right in ((word[:end], word[end:]), (word[:end], word[end + 1 :])):
                parts = [part for part in (left, right) if len(part) >= _SHORTEST and part in known]
                if parts:
                    found[(*words[:at], left, right, *words[at + 1 :])] = sum(map(len, parts))
    yield from (list(parts) for parts in sorted(found, key=lambda parts: (-found[parts], parts))[:_SPLITS])
