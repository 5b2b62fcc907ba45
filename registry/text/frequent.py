"""Words that stand with a capital without being names: at the start of sentences, in headlines, in datelines."""

from functools import cache

from registry.text.data import read_table
from registry.text.normalise import form
from registry.text.tokens import tokenise

__all__ = ["is_frequent"]


@cache
def _words() -> frozenset[str]:
    words = set()
    for group in ("frequent", "function_words"):
        for rows in read_table(group).values():
            words.update(form(token.raw).folded for row in rows for token in tokenise(row))
    return frozenset(words)


def is_frequent(folded: str) -> bool:
    """Whether a folded word is one of them.

    >>> is_frequent("monday"), is_frequent("rahmon")
    (True, False)
    """
    return folded in _words()
