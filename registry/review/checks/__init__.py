"""What only the resolver knows of a registry: one rule, one module, of the same form as those of `registry.store.checks`.

`check` is given a book whose references and rows are right, and the resolver over its entities.
"""

from collections.abc import Iterator
from typing import Final, Protocol

from registry.errors import Problem
from registry.match.resolver import Resolver
from registry.review.checks import near_name, unreachable_alias
from registry.store.book import Book

__all__ = ["CHECKS", "Check"]


class Check(Protocol):
    """What every module here offers."""

    RULE: str
    PASS: str
    FAIL: str

    def check(self, book: Book, resolver: Resolver, /) -> Iterator[Problem]:
        """The problems of a book."""


CHECKS: Final[tuple[Check, ...]] = (unreachable_alias, near_name)
