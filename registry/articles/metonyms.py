"""Whether a capital or a seat of government stands for its state: "Moscow announced", but not "flew to Moscow".

A seat of government (the Kremlin) does so wherever it is named. A capital does so only on a cue, and each cue is named in the
evidence: it is the subject of a verb that governments do, or of a modal; it possesses what only a state has; it is a party to talks,
ties or pressure; it is told, urged or backed; it is quoted as a source. After "in", "near", "from" it is a city, unless unnamed
people there speak for it ("в Москве заявили") or what comes from it only a government gives ("pressure from Moscow").
"""

from registry.articles.agents import for_its_part, subject, they_there
from registry.articles.page import Page
from registry.articles.parties import addressed, asked, dealing_before, is_party_word, owed, party, possessor, quoted
from registry.articles.spot import Spot
from registry.evidence import Evidence, Rule
from registry.records import Entity, EntityType
from registry.text.acting import clause_phrases, is_acting, is_verb
from registry.text.frequent import is_calendar, is_frequent
from registry.text.lexicon import WordClass, phrase_at

__all__ = ["acts_for_state"]

_CUE_BITS = 4.0
"""A cue is right in some 15 of 16 cases that editors looked at; the text offers no second reading for the rest."""
_WAY_REACH = 6
"""Words between "flight" or "between" and the end of the way."""


def acts_for_state(first: int, last: int, entity: Entity, page: Page) -> Evidence | None:
    """The cue by which tokens `first` to `last` stand for a state, or None if they name the place itself."""
    name = page.text[page.tokens.starts[first] : page.tokens.ends[last - 1]]
    spot = Spot(first, last, entity, page)
    cue = _cue_of_a_capital(spot) if entity.type is EntityType.PLACE else "a seat of government"
    return Evidence(Rule.CONTEXT, name, cue, _CUE_BITS) if cue else None


def _cue_of_a_capital(spot: Spot) -> str | None:
    if cue := asked(spot):
        return cue
    if _in_a_longer_name(spot) or _is_dateline(spot):
        return None
    if cue := quoted(spot) or _official(spot) or owed(spot):
        return cue
    if _end_of_a_way(spot):
        return None
    if _is_place_here(spot) and not spot.page.form(spot.last - 1).possessive:
        return they_there(spot)
    return for_its_part(spot) or subject(spot) or possessor(spot) or party(spot) or addressed(spot)


def _official(spot: Spot) -> str | None:
    """ "official Moscow", "Маскави расмӣ"."""
    behind = spot.lang in ("tg", "fa") and spot.after and spot.said("official", spot.last)
    return "called official" if behind or (spot.lang not in ("tg", "fa") and spot.follows("official")) else None


def _is_dateline(spot: Spot) -> bool:
    """ "Москва, 5 июля": a number follows a comma."""
    return (
        spot.last < spot.end
        and spot.first == spot.start
        and spot.page.gap(spot.last).strip() in (",", "\u060c")
        and spot.page.form(spot.last).number is not None
    )


def _is_place_here(spot: Spot) -> bool:
    """After a preposition of place or a designator ("the city of Moscow"), articles aside, or in a case that says so."""
    page, at = spot.page, spot.first - 1
    if "place" in spot.cases:
        return True
    if at < spot.start or page.gap(spot.first).strip():
        return False
    before = spot.word(at)
    if before in ("the", "of") and at > 0:
        width, phrases = phrase_at([page.tokens.raws[at - 1]], 0)
        if width and any(p.word_class is WordClass.DESIGNATOR and "city" in p.tags for p in phrases):
            return True
    if is_acting("literal_prepositions", before, spot.lang):
        return not (is_party_word(spot) and dealing_before(spot))
    if spot.pair is not None and spot.pair < spot.first and is_acting("literal_prepositions", spot.word(spot.pair - 1), spot.lang):
        return not (dealing_before(spot) and spot.said("with", spot.pair - 1))  # "diplomats from Moscow and Tashkent"
    width, phrases = phrase_at([page.tokens.raws[at]], 0)
    return any(p.word_class is WordClass.DESIGNATOR and "city" in p.tags for p in phrases)


def _end_of_a_way(spot: Spot) -> bool:
    """ "flights between Nur-Sultan and Beijing": a way has places at its ends."""
    before = [spot.word(at) for at in range(max(spot.first - _WAY_REACH, spot.start), spot.first)]
    return any((w,) in clause_phrases("between", spot.lang) for w in before) and any(is_acting("ways", w, spot.lang) for w in before)


def _in_a_longer_name(spot: Spot) -> bool:
    """ "CSKA Moscow", "the Moscow Times": a capitalised word beside it that is no title and opens no sentence, unless it is a rare one."""
    page, first, last = spot.page, spot.first, spot.last
    if page.in_title_case(first) or spot.follows("official"):
        return False
    beside = [at for at, edge in ((first - 1, first), (last, last)) if page.adjoins(edge) and not page.form(edge - 1).possessive]
    return any(
        page.form(at).upper
        and not ((page.opens_sentence(at) or spot.lang == "de") and _is_known(spot, at))
        and not (at == last and _is_inflected(spot, at))
        and not page.phrase(at)[0]
        and not is_verb(page.form(at).folded, page.lang)
        and not is_calendar(page.form(at).folded)
        for at in beside
    ) or any(page.form(at).written.isupper() and len(page.form(at).written) > 1 and at == first - 1 for at in beside)


def _is_inflected(spot: Spot, at: int) -> bool:
    """Whether a Turkic or Tajik word behind the name bears a case and so begins another phrase: "Moskva Tojikistondagi bazasini"."""
    if spot.lang == "tr":
        return any(mark in spot.page.tokens.raws[at] for mark in "'\u2019")
    if spot.lang == "tg":
        return spot.word(at).endswith("ро")
    return spot.lang == "uz" and spot.word(at).endswith(("dagi", "ning", "ni", "ga", "dan", "даги", "нинг", "ни", "га", "дан"))


def _is_known(spot: Spot, at: int) -> bool:
    """Whether the word that opens the sentence has its capital from there: a common one, or one of what states have and do."""
    word = spot.word(at)
    return is_frequent(word, spot.lang) or any(
        is_acting(group, word, spot.lang)
        for group in ("acting_adverbs", "institutions", "dealings", "literal_prepositions", "city_things", "addressing")
    )
