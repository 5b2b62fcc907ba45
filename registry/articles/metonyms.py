"""Whether a capital or a seat of government stands for its state: "Moscow announced", but not "flew to Moscow".

A seat of government (the Kremlin) does so wherever it is named. A capital does so only on a cue, and each cue is named in the
evidence: it is the subject of a verb of saying, deciding or acting; it possesses what only a state has; it is a party to talks,
ties or pressure; it stands beside another capital in such a part. After "in", "near", "from" it is a city, whatever follows.
"""

from registry.articles.page import Page
from registry.records import Entity, EntityType, Evidence, Rule
from registry.text.acting import is_acting, is_verb
from registry.text.lexicon import WordClass, phrase_at

__all__ = ["acts_for_state"]

_CUE_BITS = 4.0
"""A cue is right in some 15 of 16 cases that editors looked at; the text offers no second reading for the rest."""
_REACH = 5
"""Words between a subject and its verb, or a possessor and what it possesses: adverbs, auxiliaries, adjectives."""
_DEALING_REACH = 6
"""Words between "talks" and "with", or "between" and the second party."""
_PARTY = frozenset(
    {"with", "between", "against", "on", "toward", "towards", "and", "by", "with", "с", "со", "между", "против", "и", "на", "mit", "zwischen", "avec", "entre", "con"}
)
_AND = frozenset({"and", "и", "und", "et", "y", "ve", "та"})


def acts_for_state(first: int, last: int, entity: Entity, page: Page, other_capitals: frozenset[int] = frozenset()) -> Evidence | None:
    """The cue by which tokens `first` to `last` stand for a state, or None if they name the place itself.

    other_capitals: the first tokens of the article's other mentions of states or capitals, for "between Moscow and Tashkent".
    """
    name = page.text[page.tokens[first].start : page.tokens[last - 1].end]
    if entity.type is not EntityType.PLACE:
        return _evidence(name, "a seat of government")
    if _is_place_here(first, page):
        return None
    cue = _subject(first, last, page) or _possessor(last, page) or _party(first, page) or _of_state(first, last, page)
    return _evidence(name, cue) if cue else None


def _evidence(name: str, cue: str) -> Evidence:
    return Evidence(Rule.CONTEXT, name, cue, _CUE_BITS)


def _words(first: int, last: int, page: Page) -> list[str]:
    return [page.form(at).folded for at in range(max(first, 0), min(last, len(page.tokens)))]


def _is_place_here(first: int, page: Page) -> bool:
    """After a preposition of place or a designator ("the city of Moscow"), articles aside."""
    at = first - 1
    if at < page.sentence(first)[0] or page.gap(first).strip():
        return False
    before = page.form(at).folded
    if before in ("the", "of") and at > 0:
        width, phrases = phrase_at([page.tokens[at - 1].raw], 0)
        if width and any(p.word_class is WordClass.DESIGNATOR and "city" in p.tags for p in phrases):
            return True
    if is_acting("literal_prepositions", before, page.lang):
        return not (before in _PARTY and _dealing_before(at, page))
    width, phrases = phrase_at([page.tokens[at].raw], 0)
    return any(p.word_class is WordClass.DESIGNATOR and "city" in p.tags for p in phrases)


def _subject(first: int, last: int, page: Page) -> str | None:
    """A verb of saying, deciding or acting follows, at most auxiliaries and adverbs between; or precedes, as a quotation's tag."""
    end = page.sentence(first)[1]
    if page.form(last - 1).possessive:
        return None
    for at in range(last, min(last + _REACH, end)):
        if page.gap(at).strip():
            break
        word = page.form(at).folded
        if is_verb(word, page.lang):
            return f"subject of {page.tokens[at].raw!r}"
        if not (is_acting("acting_adverbs", word, page.lang) or word.endswith("ly")):
            break
        if at + 1 < end and word in ("was", "is", "were", "are") and is_acting("dealings", page.form(at + 1).folded, page.lang):
            return f"subject of {page.tokens[at].raw!r} {page.tokens[at + 1].raw!r}"
    if first and is_verb(page.form(first - 1).folded, page.lang) and page.text[page.tokens[first - 2].end : page.tokens[first - 1].start].strip(" ") != "":
        return f"subject of {page.tokens[first - 1].raw!r}"
    return None


def _possessor(last: int, page: Page) -> str | None:
    """'s and an institution within reach, before any preposition: "Moscow's military base"."""
    if not page.form(last - 1).possessive:
        return None
    for at in range(last, min(last + _REACH, page.sentence(last - 1)[1])):
        if at > last and "," in page.gap(at):
            break
        word = page.form(at).folded
        if is_acting("city_things", word, page.lang):
            return None
        if is_acting("institutions", word, page.lang) or is_acting("dealings", word, page.lang):
            return f"possessor of {page.tokens[at].raw!r}"
        if is_acting("literal_prepositions", word, page.lang):
            break
    return None


def _party(first: int, page: Page) -> str | None:
    """Party to talks, ties or pressure: "ready for talks with Washington", "relations between Moscow and Tashkent"."""
    at = first - 1
    if at < 0:
        return None
    word = page.form(at).folded
    if word in _AND and "between" in _words(first - _DEALING_REACH, at, page):
        return "one of two parties"
    dealing = _dealing_before(at, page) if word in _PARTY else None
    return f"party to {dealing!r}" if dealing else None


def _dealing_before(at: int, page: Page) -> str | None:
    start = page.sentence(at)[0]
    for before in range(at - 1, max(start, at - _DEALING_REACH) - 1, -1):
        if is_acting("dealings", page.form(before).folded, page.lang):
            return page.tokens[before].raw
    return None


def _of_state(first: int, last: int, page: Page) -> str | None:
    """ "according to Moscow", "the Moscow-backed government": nothing but a state is quoted or backs."""
    before = _words(first - 2, first, page)
    if before == ["according", "to"] or (before[-1:] in (["словам"], ["данным"])):
        return "quoted as a source"
    hyphened = last < len(page.tokens) and page.gap(last) in ("-", "\u2010", "\u2011")
    if hyphened and page.form(last).folded in ("backed", "led", "brokered", "sponsored", "supported", "aligned", "friendly", "installed"):
        return f"{page.tokens[last].raw!r} by a state"
    return None
