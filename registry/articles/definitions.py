"""Acronyms that an article defines in brackets: "Green Valley Farmers' Union (GVFU)", "ГКНБ (Государственный комитет …)".

The letters are matched with the words before the bracket, or in it, from the last backwards, small words left out at will, in the
manner of Schwartz and Hearst (PSB 2003). What the article defines holds for the article, whatever a registry has under the letters.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from registry.articles.page import Page
from registry.evidence import Evidence, Rule
from registry.match import weights
from registry.match.compare import compare_names
from registry.match.names import full_names
from registry.match.walk import Hit
from registry.records import Entity, EntityType, Mention, MentionKind, Status
from registry.text.lexicon import is_function_word

__all__ = ["Definition", "by_definition", "definitions", "is_acronym", "without_redefined"]

_LETTERS = re.compile(r"[^\W\d_]{2,8}")
_SMALL_WORDS = 4
"""Small words in one name, beyond which words are no longer those of one name."""
_SAME_NAME = 0.5
"""The probability from which the words in full are a spelling of the registered name, so that nothing is defined anew."""
_LEAST_FOR_ANOTHER = 3
"""Letters of an acronym that takes it away from a registered entity: two letters begin some words of any sentence."""


@dataclass(frozen=True, slots=True)
class Definition:
    """An acronym and the tokens `first` to `last` that spell it out; `at` is the token of the acronym beside the bracket."""

    acronym: str
    """Folded."""
    at: int
    first: int
    last: int


def definitions(page: Page) -> list[Definition]:
    """Every definition of the article, in text order."""
    if "(" not in page.text:
        return []
    found = []
    for at in dict.fromkeys(page.tokens.behind("(")):
        if not at or not page.gap(at).endswith("("):
            continue
        definition = _acronym_in_brackets(at, page) or _words_in_brackets(at, page)
        if definition:
            found.append(definition)
    return found


def _acronym_in_brackets(at: int, page: Page) -> Definition | None:
    if not _closes(at, page) or not is_acronym(at, page) or page.gap(at).strip("\"'\u201d\u2019\u00bb ") != "(":
        return None
    first = _spelt_back(_letters(at, page), at, page)
    return None if first is None else Definition(page.form(at).folded, at, first, at)


def _words_in_brackets(at: int, page: Page) -> Definition | None:
    """The acronym stands before the bracket, its words in it."""
    if not is_acronym(at - 1, page) or page.gap(at).strip() != "(":
        return None
    last = at
    while last < page.count and not _closes(last, page) and last - at < len(page.form(at - 1).folded) + _SMALL_WORDS:
        last += 1
    last = min(last + 1, page.count)
    if _spelt_back(_letters(at - 1, page), last, page) != at:
        return None
    return Definition(page.form(at - 1).folded, at - 1, at, last)


def is_acronym(at: int, page: Page) -> bool:
    """Whether token `at` is written in capitals alone, as acronyms are: CSTO, U.N., ОДКБ."""
    letters = _letters(at, page)
    return page.form(at).written.isupper() and bool(_LETTERS.fullmatch(letters))


def _letters(at: int, page: Page) -> str:
    return page.form(at).written.replace(".", "")


def _closes(at: int, page: Page) -> bool:
    behind = page.tokens.ends[at]
    return page.text[behind : behind + 1] == ")"


def _spelt_back(letters: str, end: int, page: Page) -> int | None:
    """The first of the tokens up to `end` whose words begin with the letters, each with one, the first with a capital; else None."""
    at, left, small = end - 1, list(letters.casefold()), 0
    sentence = page.sentence(end - 1)[0]
    while at >= sentence:
        shape = page.form(at)
        if shape.written[:1].casefold() == left[-1] and not (is_function_word(shape.written) and _better_before(at, left, page, sentence)):
            left.pop()
            if not left:
                return at if shape.upper else None
        elif is_function_word(shape.written) and small < _SMALL_WORDS:
            small += 1
        else:
            return None
        if page.gap(at).strip() not in ("", "-", "\u2010", "\u2011", "\u00ab", "\u201c", '"', "&", ",", "'", "\u2019"):
            return None
        at -= 1
    return None


def _better_before(at: int, left: Sequence[str], page: Page, sentence: int) -> bool:
    """Whether the word before a small word begins with the letter too: the O of "Organisation of Farmers"."""
    return at > sentence and page.form(at - 1).written[:1].casefold() == left[-1] and page.form(at - 1).upper


def without_redefined(hits: Sequence[Hit], page: Page, defined: Sequence[Definition]) -> list[Hit]:
    """The hits without those on acronyms that the article defines for somebody else than the entity.

    Where an article gives one acronym to two, the nearest definition holds.
    """
    if not defined:
        return list(hits)
    by_letters: dict[str, list[Definition]] = {}
    for definition in defined:
        if len(definition.acronym) >= _LEAST_FOR_ANOTHER:
            by_letters.setdefault(definition.acronym, []).append(definition)
    ends: dict[tuple[int, str], int] = {}
    for hit in hits:
        key = hit.last, hit.entry.entity.id
        ends[key] = max(ends.get(key, 0), hit.last - hit.first)
    verdicts: dict[tuple[int, str], bool] = {}
    kept = []
    for hit in hits:
        options = by_letters.get(page.form(hit.first).folded, ()) if hit.last - hit.first == 1 else ()
        if options and is_acronym(hit.first, page):
            nearest = _nearest(options, hit.first)
            key = id(nearest), hit.entry.entity.id
            if key not in verdicts:
                verdicts[key] = _is_another(nearest, hit.entry.entity, page, ends)
            if verdicts[key]:
                continue
        kept.append(hit)
    return kept


def by_definition(
    found: Sequence[tuple[int, int, Mention]], strangers: Iterable[tuple[int, int, Mention]], page: Page, defined: Sequence[Definition]
) -> Iterator[tuple[int, int, Mention]]:
    """The strangers, but for acronyms that the article gives to an entity which the words in full name: they are linked.

    found: the mentions so far, with their tokens.
    """
    by_letters: dict[str, list[Definition]] = {}
    for definition in defined:
        by_letters.setdefault(definition.acronym, []).append(definition)
    linked = {(first, last): mention for first, last, mention in found if mention.entity_id}
    for first, last, mention in strangers:
        options = by_letters.get(page.form(first).folded, ()) if mention.kind is MentionKind.ACRONYM else ()
        nearest = _nearest(options, first) if options else None
        holder = linked.get((nearest.first, nearest.last)) if nearest else None
        if holder is None or holder.entity_id is None:
            yield first, last, mention
            continue
        score = min(holder.score, weights.CONTEXT_AT_MOST)
        why = Evidence(Rule.DEFINED, mention.text, holder.text, weights.BRACKET_AGREES)
        ids, where = (holder.entity_id,), (mention.start, mention.end, mention.text)
        entity, kind = holder.entity_id, MentionKind.ACRONYM
        yield first, last, Mention(*where, entity, Status.LINKED, kind, score, candidates=ids, evidence=(why,), type=holder.type)


def _nearest(options: Sequence[Definition], at: int) -> Definition:
    """The definition that holds at a token: the last before it, else the first."""
    return options[max(bisect_right(options, at, key=attrgetter("at")) - 1, 0)]


def _is_another(definition: Definition, entity: Entity, page: Page, ends: Mapping[tuple[int, str], int]) -> bool:
    """Whether what spells the acronym out is no name of the entity: no alias ends there, and none is likely to be the same name."""
    if ends.get((definition.last, entity.id), 0) > 1:
        return False
    start, end = page.span(definition.first, definition.last)
    names = full_names(entity)
    type = None if entity.type is EntityType.PERSON else entity.type
    return not any(compare_names(page.text[start:end], name, type).score >= _SAME_NAME for name in names)
