"""Whether a capital or a seat of government stands for its state: "Moscow announced", but not "flew to Moscow".

A seat of government (the Kremlin) does so wherever it is named. A capital does so only on a cue, and each cue is named in the
evidence: it is the subject of a verb that governments do, or of a modal; it possesses what only a state has; it is a party to
talks, ties or pressure; it is told, urged or backed; it is quoted as a source. After "in", "near", "from" it is a city.
"""

from registry.articles.page import Page
from registry.records import Entity, EntityType, Evidence, Rule
from registry.text.acting import is_acting, is_verb
from registry.text.frequent import is_calendar
from registry.text.lexicon import WordClass, phrase_at

__all__ = ["acts_for_state"]

_CUE_BITS = 4.0
"""A cue is right in some 15 of 16 cases that editors looked at; the text offers no second reading for the rest."""
_REACH = 5
"""Words between a subject and its verb, or a possessor and what it possesses: adverbs, auxiliaries, adjectives."""
_ASIDE = 5
"""Words of an aside between commas: "in turn", "however", "for its part"."""
_DEALING_REACH = 6
"""Words between "talks" and "with", or "between" and the second party."""
_PARTY = frozenset("with between against on toward towards and by с со между против и на mit zwischen avec entre con".split())
_AND = frozenset(["and", "и", "und", "et", "y", "ve", "та"])
_BETWEEN = frozenset("between между zwischen entre".split())
_BE = frozenset(["is", "was", "were", "are"])
_HAVE = frozenset(["has", "had", "have"])
_MODALS = frozenset("would will could may might must should shall can cannot wont would".split())
_CLAUSE_OPENERS = frozenset(
    (
        "that when because as while if whether after before but and although though since until unless where which who whom why how so yet "
        "meanwhile что когда если пока хотя но а и поскольку чтобы"
    ).split()
)
"""After these words a subject may stand, as it may at the start of a sentence or after a comma."""
_CASE_LANGUAGES = frozenset({"ru", "uk", "be", "bg"})
"""Languages in which the possessor follows what it possesses: "позиция Москвы"."""
_IN = frozenset({"в", "во", "у"})
_PLURAL_VERB = ("ли", "ют", "ят", "ут", "ат")
_BACKERS = frozenset("backed led brokered sponsored supported aligned friendly installed leaning".split())


def acts_for_state(first: int, last: int, entity: Entity, page: Page) -> Evidence | None:
    """The cue by which tokens `first` to `last` stand for a state, or None if they name the place itself."""
    name = page.text[page.tokens[first].start : page.tokens[last - 1].end]
    if entity.type is not EntityType.PLACE:
        return _evidence(name, "a seat of government")
    if _in_a_longer_name(first, last, page):
        return None
    if _quoted(first, page):
        return _evidence(name, "quoted as a source")
    if _is_place_here(first, page) and not page.form(last - 1).possessive:
        cue = _they_there(first, last, page)
        return _evidence(name, cue) if cue else None
    if _end_of_a_way(first, page):
        return None
    cue = _subject(first, last, page) or _possessor(first, last, page) or _party(first, last, page) or _addressed(first, last, page)
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
    """What follows is done by governments: a verb of saying, deciding, acting, a modal, a state of mind."""
    end = page.sentence(first)[1]
    if page.form(last - 1).possessive:
        return _tag_of_quotation(first, page)
    opens = _opens_clause(first, page)
    begin = _past_aside(last, end, page)
    for at in range(begin, min(begin + _REACH, end)):
        if at > begin and page.gap(at).strip():
            break
        word = page.form(at).folded
        following = page.form(at + 1).folded if at + 1 < end else ""
        if is_acting("city_verbs", word, page.lang) or is_acting("city_verbs", following, page.lang):
            return None
        acts = is_verb(word, page.lang) or (opens and (word in _MODALS or (word.endswith("ed") and len(word) > 4)))
        acts = acts or (at > begin and word.endswith("ing") and is_acting("addressing", word, page.lang))
        minded = is_acting("minded", word, page.lang) and (at > begin or page.lang != "en")
        if acts or minded or (opens and word in _HAVE and following not in ("a", "an", "the", "been")):
            return f"subject of {page.tokens[at].raw!r}"
        if word not in _BE and not is_acting("acting_adverbs", word, page.lang) and not word.endswith("ly"):
            break
    return _tag_of_quotation(first, page)


def _they_there(first: int, last: int, page: Page) -> str | None:
    """ "В Москве заявили": the verb in the plural without a subject is how Russian quotes a government."""
    if page.lang not in _CASE_LANGUAGES or page.form(first - 1).folded not in _IN:
        return None
    at = last + (last < len(page.tokens) and page.form(last).folded == "не")
    if at < page.sentence(first)[1] and page.form(at).folded.endswith(_PLURAL_VERB) and is_verb(page.form(at).folded, page.lang):
        return f"those in it are the subject of {page.tokens[at].raw!r}"
    return None


def _past_aside(last: int, end: int, page: Page) -> int:
    """Where the predicate may begin: behind an aside (", however,") or a second subject ("and Moscow")."""
    if last + 1 < end and page.form(last).folded in _AND and page.form(last + 1).capitalised and not page.gap(last).strip():
        return last + 2
    if last < end and page.gap(last).strip() == ",":
        closing = [at for at in range(last + 1, min(last + _ASIDE + 1, end)) if page.gap(at).strip() == ","]
        return closing[0] if closing else last
    return last


def _opens_clause(first: int, page: Page) -> bool:
    at = first - 1
    return (
        page.opens_sentence(first)
        or any(c in ',;:\u2014\u2013\u201c\u00ab"' for c in page.gap(first))
        or page.form(at).folded in _CLAUSE_OPENERS
    )


def _tag_of_quotation(first: int, page: Page) -> str | None:
    """ "…," said Moscow: the verb stands before, behind a quotation or a comma."""
    if first >= 2 and page.gap(first - 1).strip() and page.gap(first).isspace() and is_verb(page.form(first - 1).folded, page.lang):
        return f"subject of {page.tokens[first - 1].raw!r}"
    return None


def _possessor(first: int, last: int, page: Page) -> str | None:
    """What only a state possesses follows within reach, before any preposition: "Moscow's military base", "позиция Москвы"."""
    if page.lang in _CASE_LANGUAGES:
        before = page.form(first - 1).folded if first and page.adjoins(first) else ""
        owned = before and (is_acting("institutions", before, page.lang) or is_acting("dealings", before, page.lang))
        return f"possessor of {page.tokens[first - 1].raw!r}" if owned else None
    if not page.form(last - 1).possessive:
        return None
    for at in range(last, min(last + _REACH, page.sentence(last - 1)[1])):
        if at > last and "," in page.gap(at):
            break
        word = page.form(at).folded
        if is_acting("institutions", word, page.lang) or is_acting("dealings", word, page.lang):
            return f"possessor of {page.tokens[at].raw!r}"
        if is_acting("city_things", word, page.lang) or is_acting("literal_prepositions", word, page.lang):
            return None
    return None


def _in_a_longer_name(first: int, last: int, page: Page) -> bool:
    """ "CSKA Moscow", "the Moscow Times": a capitalised word beside it that is no title and opens no sentence."""
    if page.in_title_case(first):
        return False
    beside = [at for at, edge in ((first - 1, first), (last, last)) if page.adjoins(edge) and not page.form(edge - 1).possessive]
    return any(
        page.form(at).written[:1].isupper()
        and not page.opens_sentence(at)
        and not page.phrase(at)[0]
        and not is_verb(page.form(at).folded, page.lang)
        and not is_calendar(page.form(at).folded)
        for at in beside
    ) or any(page.form(at).written.isupper() and len(page.form(at).written) > 1 and at == first - 1 for at in beside)


def _end_of_a_way(first: int, page: Page) -> bool:
    """ "flights between Nur-Sultan and Beijing": a way has places at its ends."""
    before = _words(first - _DEALING_REACH, first, page)
    return any(w in _BETWEEN for w in before) and any(is_acting("ways", w, page.lang) for w in before)


def _party(first: int, last: int, page: Page) -> str | None:
    """Party to talks, ties or pressure: "ready for talks with Washington", "rivalry between Moscow and Beijing"."""
    at = first - 1
    if at < 0:
        return None
    word = page.form(at).folded
    between = _words(first - _DEALING_REACH, first, page)
    paired = word in _AND and any(w in _BETWEEN for w in between)
    opens_pair = (
        word in ("between", "между") and last + 1 < len(page.tokens) and page.form(last).folded in _AND and page.form(last + 1).capitalised
    )
    if paired or opens_pair:
        return "one of two parties"
    dealing = _dealing_before(at, page) if word in _PARTY else None
    return f"party to {dealing!r}" if dealing else None


def _dealing_before(at: int, page: Page) -> str | None:
    start = page.sentence(at)[0]
    for before in range(at - 1, max(start, at - _DEALING_REACH) - 1, -1):
        if is_acting("dealings", page.form(before).folded, page.lang):
            return page.tokens[before].raw
    return None


def _quoted(first: int, page: Page) -> bool:
    """ "according to Moscow", "по словам Москвы"."""
    before = _words(first - 2, first, page)
    return before == ["according", "to"] or before[-1:] in (["словам"], ["данным"], ["мнению"])


def _addressed(first: int, last: int, page: Page) -> str | None:
    """Told, urged or backed: "accused Moscow", "the Moscow-backed government"."""
    before = _words(first - 2, first, page)
    if before[-1:] == ["by"] and (before[0].endswith("ed") or before[0] == "for" or is_verb(before[0], page.lang)):
        return "the one who does it"
    if before and page.adjoins(first) and is_acting("addressing", before[-1], page.lang):
        return f"object of {page.tokens[first - 1].raw!r}"
    hyphened = last < len(page.tokens) and page.gap(last) in ("-", "\u2010", "\u2011")
    if hyphened and page.form(last).folded in _BACKERS:
        return f"{page.tokens[last].raw!r} by a state"
    return None
