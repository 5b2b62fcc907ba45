"""What only the whole registry can show: one rule, one module.

Each module has the `RULE` that its problems carry, a docstring for the reference, a registry that passes (`PASS`) and one that fails
(`FAIL`), and `check`. `CHECKS` is the list of them; the order is that of the reference, as problems are sorted by place.
"""

from collections.abc import Iterator
from typing import Final, Protocol

from registry.errors import Problem
from registry.store.book import Book
from registry.store.checks import (
    dangling_slot,
    duplicate_alias,
    never_own_alias,
    part_of_loop,
    redirect_loop,
    shared_alias,
    unknown_reference,
)
from registry.store.checks.forms import Fold, casefold

__all__ = ["CHECKS", "Check", "Fold", "casefold"]


class Check(Protocol):
    """What every module here offers."""

    RULE: str
    PASS: str
    FAIL: str

    def check(self, book: Book, fold: Fold = ..., /) -> Iterator[Problem]:
        """The problems of a book; `fold` brings forms together that the matcher holds to be one."""


CHECKS: Final[tuple[Check, ...]] = (
    unknown_reference,
    dangling_slot,
    duplicate_alias,
    shared_alias,
    never_own_alias,
    part_of_loop,
    redirect_loop,
)
