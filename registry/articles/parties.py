"""Whether a capital possesses what only a state has, is a party to its dealings, or is asked, backed or quoted as one."""

from registry.articles.agents import predicate_of
from registry.articles.spot import CASE_LANGUAGES, VERB_LAST, Spot
from registry.text.acting import PERSIAN_PLURAL, clause_phrases, is_acting, is_doing, is_verb

__all__ = ["addressed", "asked", "dealing_before", "is_party_word", "owed", "party", "possessor", "quoted"]

_REACH = 5
"""Words between a possessor and what it possesses: adjectives."""
_DEALING_REACH = 6
"""Words between "talks" and "with", or "between" and the second party."""
_OWED_REACH = 3
"""Words between "obligations" and "to"."""
_BEHIND_REACH = 3
"""Words between a party and the talks behind it: Turkish "ile yürütülen görüşmeler"."""
_DASHES = ("-", "\u2010", "\u2011", "\u2013", "\u2014", " \u2013 ", " \u2014 ", " - ")
_OF = frozenset(["de", "du", "del", "d"])
_BACKERS = frozenset("backed led brokered sponsored supported aligned friendly installed leaning".split())
_PARTICIPLE = ("нный", "нная", "нное", "нные", "нного", "нной", "нному", "нным", "нных", "нную", "тый", "тая", "тое", "тые", "мый", "мая",
               "мое", "мые", "мой", "мого", "мым", "мых", "ен", "ена", "ено", "ены", "ан", "ана", "ано", "аны", "нои", "ныи", "тыи", "мыи",
               "ється", "ется")  # fmt: skip
"""How Russian passives end after folding: "подписанное Москвой", "было предложено Москвой"."""


def is_party_word(spot: Spot) -> bool:
    """Whether the word before the name may lead to a party: "with", "between"; "by" and, of what is owed, "to"."""
    return spot.said("with", spot.first - 1) or spot.said("between", spot.first - 1) or spot.before == "by"


def quoted(spot: Spot) -> str | None:
    """ "according to Moscow", "по мнению Москвы", "ба гуфтаи Маскав", "Moskova'ya göre"."""
    if spot.follows("sources") or (spot.page.adjoins(spot.last) and spot.said("sources_after", spot.last)):
        return "quoted as a source"
    return None


def possessor(spot: Spot) -> str | None:
    """What only a state possesses: "Moscow's military base", "позиция Москвы", "нерӯҳои Маскав", "Moskova'nın tutumu"."""
    if spot.lang in CASE_LANGUAGES or spot.lang in ("tg", "fa", "ar", "fr", "es", "de"):
        return _owned_before(spot)
    if not spot.page.form(spot.last - 1).possessive and "genitive" not in spot.cases:
        return None
    for at in range(spot.last, min(spot.last + _REACH, spot.end)):
        if at > spot.last and "," in spot.page.gap(at):
            break
        word = spot.word(at)
        if _is_owned(word, spot.lang):
            return f"possessor of {spot.page.tokens.raws[at]!r}"
        if is_acting("city_things", word, spot.lang) or is_acting("literal_prepositions", word, spot.lang):
            return None
    return None


def _is_owned(word: str, lang: str | None) -> bool:
    return bool(word) and (is_acting("institutions", word, lang) or is_acting("dealings", word, lang))


def _owned_before(spot: Spot) -> str | None:
    """The owner follows, in the genitive or behind "of"; a first owner and an adjective may stand between."""
    page, at = spot.page, spot.first - 1
    if spot.lang == "de" and "genitive" not in spot.cases:
        return None
    if spot.lang in CASE_LANGUAGES and not spot.bare and "genitive or accusative" not in spot.cases:
        return None
    if spot.lang in ("fr", "es"):
        if spot.before not in _OF:
            return None
        at -= 1
    elif spot.pair is not None and spot.pair < spot.first:
        at = spot.pair - 1
    if at < spot.start or not page.adjoins(at + 1):
        return None
    at -= spot.word(at) in PERSIAN_PLURAL
    if spot.lang == "tg" and spot.word(at).endswith("и") and spot.word(at - 1).endswith("и") and page.adjoins(at):
        owned = _is_owned(spot.word(at - 1), "tg")  # an adjective between: "мавқеи расмии Душанбе"
        at -= owned
    word = spot.word(at)
    if spot.lang in CASE_LANGUAGES and is_doing(word, spot.lang):
        return None
    if _is_owned(word, spot.lang) and not is_acting("city_things", word, spot.lang):
        return f"possessor of {page.tokens.raws[at]!r}"
    return None


def party(spot: Spot) -> str | None:
    """Party to talks, ties or pressure: "ready for talks with Washington", "rivalry between Moscow and Beijing"."""
    pair, page = spot.pair, spot.page
    if pair is not None:
        first, last = min(pair, spot.first), max(pair + 1, spot.last)
        if any(page.form(at).number is not None for at in range(last, min(last + _BEHIND_REACH, spot.end))):
            return None  # "between Moscow and Dushanbe there are 3,000 kilometres"
        if any(spot.said("between", at) for at in range(max(first - 2, spot.start), first)):
            return "one of two parties"
        if spot.said("behind_pair", last):
            return "one of two parties"
    at = spot.first - 1
    if any(spot.said(group, begin) for group in ("with", "between") for begin in {at, pair - 1 if pair else at}):
        dealing = dealing_before(spot)
        if dealing:
            return f"party to {dealing!r}"
    if (spot.lang in VERB_LAST and spot.said("with", at)) or (spot.last < spot.end and spot.said("with_after", spot.last)):
        behind = spot.last + spot.said("with_after", spot.last)
        for after in range(behind, min(behind + _BEHIND_REACH, spot.end)):
            if is_acting("dealings", spot.word(after), spot.lang):
                return f"party to {page.tokens.raws[after]!r}"
    return _hyphened(spot)


def _hyphened(spot: Spot) -> str | None:
    """ "Moscow-Beijing ties", "переговоры Душанбе – Бишкек": two names and a dealing beside them."""
    page = spot.page
    left = spot.first - 1 if spot.first - 1 >= spot.start and page.gap(spot.first) in _DASHES else None
    right = spot.last if spot.last < spot.end and page.gap(spot.last) in _DASHES else None
    partner = left if left is not None else right
    if partner is None or not page.form(partner).capitalised:
        return None
    first, last = min(partner, spot.first), max(partner + 1, spot.last)
    for at in (first - 1, last):
        if is_acting("dealings", spot.word(at), spot.lang) and not is_acting("ways", spot.word(at), spot.lang):
            return f"party to {page.tokens.raws[at]!r}"
    return None


def dealing_before(spot: Spot) -> str | None:
    """The dealing that a word for "with" before the name belongs to."""
    at = spot.first - 1
    for before in range(at - 1, max(spot.start, at - _DEALING_REACH) - 1, -1):
        if spot.page.form(before).number is not None:
            return None  # "the border, 100 km from Kabul"
        if is_acting("dealings", spot.word(before), spot.lang):
            return spot.page.tokens.raws[before]
    return None


def owed(spot: Spot) -> str | None:
    """What is due to a government or comes from one: "its obligations to Dushanbe", "обратился к Москве", "pressure from Moscow"."""
    for preposition, group, side in (("to", "owed", "to whom"), ("from", "from_whom", "from whom")):
        if not spot.before or not spot.said(preposition, spot.first - 1):
            continue
        words = {phrase[-1] for phrase in clause_phrases(group, spot.lang)}
        reach = _OWED_REACH if spot.lang in CASE_LANGUAGES and group == "owed" else 1
        for at in range(spot.first - 2, max(spot.first - 2 - reach, spot.start - 1), -1):
            if not spot.page.adjoins(at + 1) or spot.page.form(at).number is not None:
                break
            if spot.word(at) in words:
                return f"one {side} {spot.page.tokens.raws[at]!r} goes"
    return None


def asked(spot: Spot) -> str | None:
    """In languages with the verb last: "аз Маскав кумак хост", "Moskova'yı suçladı"; the name is no subject."""
    if spot.lang not in VERB_LAST:
        return None
    marked = "accusative" in spot.cases or "dative" in spot.cases or spot.word(spot.last) in ("ро", "را")
    if not marked and not (spot.lang in ("tg", "fa") and spot.before in ("аз", "از", "ба", "به")):
        return None
    at = predicate_of(spot, "asking")
    return f"object of {spot.page.tokens.raws[at]!r}" if at is not None else None


def addressed(spot: Spot) -> str | None:
    """Told, urged or backed: "accused Moscow", "the Moscow-backed government"; or the one by whom: "подписанное Москвой"."""
    page, lang = spot.page, spot.lang
    before = spot.before
    earlier = spot.word(spot.first - 2)
    if before == "by" and (earlier == "for" or any(_is_passive(spot.word(at), lang) for at in (spot.first - 2, spot.first - 3))):
        return "the one who does it"
    if lang in CASE_LANGUAGES:
        return _in_a_case(spot)
    if before and is_acting("addressing", before, lang):
        return f"object of {page.tokens.raws[spot.first - 1]!r}"
    hyphened = spot.last < page.count and page.gap(spot.last) in ("-", "\u2010", "\u2011")
    if hyphened and page.form(spot.last).folded in _BACKERS:
        return f"{page.tokens.raws[spot.last]!r} by a state"
    return None


def _is_passive(word: str, lang: str | None) -> bool:
    return (word.endswith("ed") and len(word) > 4) or is_verb(word, lang)


def _in_a_case(spot: Spot) -> str | None:
    before, raw = spot.before, spot.page.tokens.raws[spot.first - 1] if spot.first else ""
    accusative = spot.bare or "accusative" in spot.cases or "genitive or accusative" in spot.cases
    if before and accusative and is_acting("addressing", before, spot.lang):
        return f"object of {raw!r}"
    if spot.opens_clause and "accusative" in spot.cases and is_acting("addressing", spot.after, spot.lang):
        return f"object of {spot.page.tokens.raws[spot.last]!r}"
    if before and "dative" in spot.cases and (is_doing(before, spot.lang) or _is_owned(before, spot.lang)):
        return f"one to whom {raw!r} goes"
    if "instrumental" in spot.cases and before.endswith(_PARTICIPLE):
        return f"by whom: {raw!r}"
    return None
