"""What only the whole registry can show: one rule, one module.

Each module has the `RULE` that its problems carry, a docstring for the reference, a registry that passes (`PASS`) and one that fails
(`FAIL`), and `check`. `CHECKS` is the list of them; the order is that of the reference, as problems are sorted by place. `LOADING` are
those that decide what a file means; the others are for its editors, and a file that breaks them can be used. What only the matcher
knows is checked in `registry.review`.
"""

from collections.abc import Iterator
from typing import Final, Protocol

from registry.errors import Problem
from registry.store.book import Book
from registry.store.checks import (
    contradictory_judgements,
    dangling_slot,
    decomposed_letter,
    duplicate_alias,
    invisible_character,
    mixed_script,
    never_own_alias,
    part_of_loop,
    redirect_loop,
    shared_alias,
    shared_identifier,
    too_short,
    unknown_reference,
    unsorted_ids,
)
from registry.store.checks.forms import Fold

__all__ = ["CHECKS", "LOADING", "Check", "Fold"]


class Check(Protocol):
    """What every module here offers."""

    RULE: str
    PASS: str
    FAIL: str

    def check(self, book: Book, fold: Fold = ..., /) -> Iterator[Problem]:
        """The problems of a book; `fold` brings forms together that the matcher holds to be one."""


LOADING: Final[tuple[Check, ...]] = (
    unknown_reference,
    dangling_slot,
    duplicate_alias,
    never_own_alias,
    part_of_loop,
    redirect_loop,
)

CHECKS: Final[tuple[Check, ...]] = (
    *LOADING,
    shared_alias,
    shared_identifier,
    contradictory_judgements,
    too_short,
    mixed_script,
    invisible_character,
    decomposed_letter,
    unsorted_ids,
)
