"""Words that stand with a capital without being names: at the start of sentences, in headlines, in datelines."""

from functools import cache

from registry.text.data import read_table
from registry.text.normalise import form
from registry.text.tokens import tokenise

__all__ = ["is_calendar", "is_frequent"]


@cache
def _words(lang: str | None) -> frozenset[str]:
    tables = (*read_table("frequent").values(), read_table("function_words"))
    rows = [row for table in tables for key, words in table.items() if lang in (None, key) for row in words]
    return frozenset(form(token.raw).folded for row in rows for token in tokenise(row))


@cache
def _calendar() -> frozenset[str]:
    return frozenset(form(row).folded for rows in read_table("frequent")["calendar"].values() for row in rows)


def is_frequent(folded: str, lang: str | None = None) -> bool:
    """Whether a folded word is one of them in a language; in any, if none is named (Tom is a pronoun in Czech).

    >>> is_frequent("monday"), is_frequent("rahmon"), is_frequent("tom", "en")
    (True, False, False)
    """
    return folded in _words(lang)


def is_calendar(folded: str) -> bool:
    """Whether a folded word is a day or a month.

    >>> is_calendar("monday"), is_calendar("bridge")
    (True, False)
    """
    return folded in _calendar()
