"""Unknown names inside quotation marks, behind a noun that says what they name: газета «Голос долины», the ferry "Blue Heron"."""

import re
from collections.abc import Iterator, Sequence

from registry.articles.page import Page
from registry.match.walk import Hit
from registry.records import EntityType
from registry.text.cues import noun_type
from registry.text.name_words import class_at
from registry.text.tokens import INVISIBLE

__all__ = ["is_quoted", "quoted_names", "without_namesakes"]

_PAIRS = {
    "\u00ab": "\u00bb", "\u201c": "\u201d", "\u201e": "\u201c\u201d", '"': '"', "\u2039": "\u203a",
    "\u300a": "\u300b", "\u300c": "\u300d", "\u300e": "\u300f", "\u00bb": "\u00ab",
}  # fmt: skip
_OPENER = re.compile(f"[{''.join(_PAIRS)}]")
_LENDERS = (EntityType.PLACE, EntityType.PERSON)
_LONGEST = 6
"""Words; what is longer is something said."""


def quoted_names(page: Page) -> Iterator[tuple[int, int]]:
    """Token spans, without the marks. In scripts with case the first word has a capital."""
    behind = {page.token_from(match.end()) for match in _OPENER.finditer(page.text)} - {0, page.count}
    for at in sorted(behind):
        gap = page.gap(at).strip(INVISIBLE)
        if gap[-1:] not in _PAIRS or gap[:-1].strip(" \u00a0") or not _noun(page.form(at - 1).folded, page.lang):
            continue
        last = _closing(at, _PAIRS[gap[-1]], page)
        first = page.form(at).written[:1]
        if last is not None and (first.isupper() or first.lower() == first.upper()):
            yield at, last


def is_quoted(first: int, last: int, page: Page) -> bool:
    """Whether tokens `first` to `last` are all that stands between quotation marks."""
    opening = page.gap(first).strip(INVISIBLE)[-1:]
    return opening in _PAIRS and _closing(first, _PAIRS[opening], page) == last


def without_namesakes(hits: Sequence[Hit], page: Page, quoted: Sequence[tuple[int, int]]) -> list[Hit]:
    """The hits without places and persons whose names quoted things bear: паром «Памир» is no mountain."""
    if not quoted:
        return list(hits)
    things = {span for span in quoted if noun_type(page.form(span[0] - 1).folded, page.lang) != "place"}
    return [hit for hit in hits if (hit.first, hit.last) not in things or hit.entry.entity.type not in _LENDERS]


def _noun(folded: str, lang: str | None) -> bool:
    return noun_type(folded, lang) is not None or (class_at([folded], 0) or ("",))[0] == "legal_forms"


def _closing(at: int, closers: str, page: Page) -> int | None:
    for last in range(at + 1, min(at + _LONGEST, page.count) + 1):
        behind = page.gap(last) if last < page.count else page.text[page.tokens.ends[-1] :]
        if behind[:1] in closers and behind:
            return last
        if behind.strip() and behind.strip() not in ("-", "\u2010", "\u2011", "&"):
            return None
    return None
