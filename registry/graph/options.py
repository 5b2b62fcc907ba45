"""What a network may be asked for: the words of its options."""

from enum import StrEnum
from typing import TypeVar

__all__ = ["Null", "Unit", "Weight", "member"]


class Unit(StrEnum):
    """The window in which two actors must be named to be tied."""

    ARTICLE = "article"
    PARAGRAPH = "paragraph"
    SENTENCE = "sentence"
    TOKENS = "tokens"


class Weight(StrEnum):
    """What a window adds to the weight of each pair that it names."""

    COUNT = "count"
    """1."""
    NEWMAN = "newman"
    """1/(k-1), where it names k actors."""


class Null(StrEnum):
    """What chance is, for `p_value`."""

    HYPERGEOMETRIC = "hypergeometric"
    """Each actor is in as many windows as it is, all windows alike."""
    DEGREES = "degrees"
    """And each window names as many actors as it does, on average: a long list makes nobody's tie."""


_Kind = TypeVar("_Kind", bound=StrEnum)


def member(kind: type[_Kind], name: str, value: str) -> _Kind:
    """The member of an option with this value. Raises ValueError that names those there are.

    >>> member(Unit, "unit", "page")
    Traceback (most recent call last):
    ValueError: unit 'page' is none of article, paragraph, sentence, tokens
    """
    try:
        return kind(value)
    except ValueError:
        raise ValueError(f"{name} {value!r} is none of {', '.join(kind)}") from None
