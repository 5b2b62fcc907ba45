"""The names of an article that no entity explains, as nil mentions with a type guess and the group of their name."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Protocol

from registry.articles.definitions import Definition, is_acronym
from registry.articles.groups import Name, fullest, lemmas_of, one_name, words_of
from registry.articles.guess import Cue, best_guess, cues
from registry.articles.page import Page
from registry.articles.quoted import quoted_names
from registry.articles.strangers import find_strangers
from registry.articles.uncased import german_names, names_by_title, repeated
from registry.evidence import Evidence, Rule
from registry.records import EntityType, Mention, MentionKind, Status

__all__ = ["Finder", "name_unregistered"]

_FINDER = 4.0
"""Bits of a finder's type: statistical models are right on some 15 of 16 entities of news that they find."""
_IN_FULL = 6.0
"""Bits of the full form that the article has for a short one, as for one written right beside it."""

Span = tuple[int, int]


class Finder(Protocol):
    """Finds names in a text: start and end in code points, and a type if it has one; for instance a statistical model's."""

    def __call__(self, text: str, lang: str | None) -> Iterable[tuple[int, int, EntityType | None]]:
        """The names of `text`, which is in the language `lang` (BCP 47) as far as is known."""


def name_unregistered(
    page: Page, explained: Sequence[Span], defined: Sequence[Definition], finder: Finder | None
) -> Iterator[tuple[int, int, Mention]]:
    """The nil mentions of an article with their token spans; `explained` are those of the accepted mentions.

    What the article defines goes before what a finder finds, and that before what the rules do.
    """
    told = _told(page, explained, finder) if finder else {}
    spans = sorted(_disjoint([_of_definitions(page, defined), told, _by_rules(page, explained)], explained))
    found = {span: list(_all_cues(span, page, told)) for span in spans}
    texts = {span: page.text[slice(*page.span(*span))] for span in spans}
    groups = _grouped(spans, texts, found, page, defined)
    for name, members in groups.items():
        shared = [cue for span in members for cue in found[span]]
        type = best_guess(shared)
        for span in members:
            evidence = [item for _, item in found[span]] or [item for cue, item in shared if cue is type][:1]
            if texts[span] != name:
                rule = Rule.DEFINED if len(words_of(texts[span])) == 1 and is_acronym(span[0], page) else Rule.ARTICLE
                evidence.append(Evidence(rule, texts[span], name, _IN_FULL))
            start, end = page.span(*span)
            kind = _kind(span, page)
            mention = Mention(start, end, texts[span], None, Status.NIL, kind, 0.0, evidence=tuple(evidence), type=type, group=name)
            yield *span, mention


def _kind(span: Span, page: Page) -> MentionKind:
    return (
        MentionKind.ACRONYM
        if span[1] - span[0] == 1 and is_acronym(span[0], page) and not page.in_title_case(span[0])
        else MentionKind.NAME
    )


def _by_rules(page: Page, explained: Sequence[Span]) -> Iterator[Span]:
    covered = {at for span in explained for at in range(*span)}
    yield from quoted_names(page)
    marked = list(names_by_title(page, covered))
    if page.lang == "de":
        marked += german_names(page, covered)
    yield from marked
    yield from repeated(marked, page, covered)
    if page.lang != "de":
        yield from find_strangers(page, explained)


def _of_definitions(page: Page, defined: Sequence[Definition]) -> Iterator[Span]:
    """The words in full, and every acronym that the article defines."""
    if not defined:
        return
    letters = {definition.acronym for definition in defined}
    yield from ((definition.first, definition.last) for definition in defined)
    yield from ((at, at + 1) for at in page.where(letters) if is_acronym(at, page))


def _told(page: Page, explained: Sequence[Span], finder: Finder) -> dict[Span, EntityType | None]:
    """What the finder finds, in tokens."""
    starts = page.tokens.starts
    ends = page.tokens.ends
    found: dict[Span, EntityType | None] = {}
    for start, end, type in finder(page.text, page.lang):
        if not 0 <= start <= end <= len(page.text):
            raise ValueError(f"the finder names {start}:{end} in a text of {len(page.text)} characters; give code points of the text")
        span = bisect_right(ends, start), bisect_left(starts, end)
        if span[0] < span[1]:
            found.setdefault(span, EntityType(type) if type else None)
    return found


def _disjoint(sources: Iterable[Iterable[Span]], explained: Sequence[Span]) -> Iterator[Span]:
    """The spans that explain more than the accepted mentions do and cross none, earlier sources first, each token once."""
    known: dict[int, Span] = {}
    for span in reversed(explained):  # outer spans stand before nested ones and win
        known.update((at, span) for at in range(*span))
    taken: set[int] = set()
    for spans in sources:
        for first, last in spans:
            outer, inner = known.get(first, (first, last)), known.get(last - 1, (first, last))
            crossing = outer[0] < first or inner[1] > last or known.get(first) == (first, last)
            if crossing or all(at in known for at in range(first, last)) or not taken.isdisjoint(range(first, last)):
                continue
            taken.update(range(first, last))
            yield first, last


def _all_cues(span: Span, page: Page, told: dict[Span, EntityType | None]) -> Iterator[Cue]:
    type = told.get(span)
    if type:
        yield type, Evidence(Rule.FINDER, page.text[slice(*page.span(*span))], type.value, _FINDER)
    yield from cues(*span, page)


def _grouped(
    spans: Sequence[Span], texts: dict[Span, str], found: dict[Span, list[Cue]], page: Page, defined: Sequence[Definition]
) -> dict[str, list[Span]]:
    """The spans by the fullest form of their name."""
    forms = list(dict.fromkeys(texts[span] for span in spans))
    heard: dict[str, list[Cue]] = {text: [] for text in forms}
    for span in spans:
        heard[texts[span]] += found[span]
    names: list[Name] = [(text, best_guess(heard[text])) for text in forms]
    whole = [name for name in names if len(words_of(name[0])) > 1]
    leader = {whole[at][0]: whole[first][0] for at, first in enumerate(one_name(whole))}
    spelt: dict[str, str] = {}
    for definition in defined:
        full = texts.get((definition.first, definition.last))
        if full:
            spelt.setdefault(definition.acronym, leader.get(full, full))
    bearers = _bearers(whole, leader)
    met: dict[str, tuple[int, str]] = {}  # the lemmas of single words, with the place and the leader of the first that has it
    for place, (text, type) in enumerate(names):
        if text not in leader:
            words = words_of(text)
            lemmas = lemmas_of(words[0]) if words else frozenset()
            same = min((met[lemma] for lemma in lemmas if lemma in met), default=(0, text))[1]
            leader[text] = (spelt.get(words[0]) if words else None) or _only_bearer(lemmas, type, bearers) or same
            for lemma in lemmas if len(words) == 1 else ():
                met.setdefault(lemma, (place, leader[text]))
    members: dict[str, list[str]] = {}
    for text in forms:
        members.setdefault(leader[text], []).append(text)
    counts = Counter(texts[span] for span in spans)
    title = {text: fullest({other: counts[other] for other in others}) for others in members.values() for text in others}
    groups: dict[str, list[Span]] = {}
    for span in spans:
        groups.setdefault(title[texts[span]], []).append(span)
    return groups


def _bearers(whole: Sequence[Name], leader: Mapping[str, str]) -> dict[str, set[Name]]:
    """The longer names, by their leaders, that begin or end with a word of which a lemma is the key."""
    found: dict[str, set[Name]] = defaultdict(set)
    for name, type in whole:
        for part in (words_of(name)[0], words_of(name)[-1]):
            for lemma in lemmas_of(part):
                found[lemma].add((leader[name], type))
    return found


def _only_bearer(lemmas: Set[str], type: EntityType | None, bearers: Mapping[str, Set[Name]]) -> str | None:
    """The one longer name that begins or ends with a single word; None if there are two, or it is of another type."""
    named = {name for lemma in lemmas for name, other in bearers.get(lemma, ()) if not (type and other and type is not other)}
    return named.pop() if len(named) == 1 else None
