"""Whether a capital is the subject of what governments do, wherever the verb stands: "заявили в Москве", "Маскав эълон кард"."""

from registry.articles.spot import CASE_LANGUAGES, LONGEST_CLAUSE, VERB_LAST, Spot
from registry.text.acting import clause_phrases, clause_stem, is_acting, is_doing, is_speech, is_verb

__all__ = ["for_its_part", "predicate", "predicate_of", "subject", "they_there"]

_REACH = 5
"""Words between a subject and its verb, or a possessor and what it possesses: adverbs, auxiliaries, adjectives."""
_FAR = 7
"""Words between a Russian subject that opens its clause and its verb: "и в этот раз", "в рамках прежних договоренностей"."""
_FINITE = ("л", "ла", "ло", "ли", "лся", "лась", "лось", "лись", "ет", "ит", "ется", "ится", "в", "ила", "ає", "ує", "ить")
"""Endings of past and third person, after folding."""
_ASIDE = 5
"""Words of an aside between commas: "in turn", "however", "for its part"."""
_LIGHT_REACH = 2
"""Words before a light verb of which one makes the verb: Tajik "изҳори нигаронӣ кард"."""
_POSSESSED_REACH = 3
"""Words from a name to what bears it: Uzbek "Moskva davlat universiteti"."""
_SPEECH_REACH = 3
"""Words between "in Moscow" and "they say": "not", an adverb, the object."""
_BE = frozenset("is was were are ist war sei est était був была".split())
_HAVE = frozenset(["has", "had", "have"])
_MODALS = frozenset("would will could may might must should shall can cannot wont would".split())
_PREFIXES = frozenset(["می", "نمی"])
"""Of Persian verbs, which are tokens of their own."""
_GERMAN_AUXILIARIES = frozenset("hat habe hatte hätte will wolle wird werde würde ist sei kann könne muss müsse soll solle darf".split())
_IN = frozenset(["в", "во", "у", "дар", "در"])
_THESE = frozenset("эти все такие свои ці всі такі свої".split())
"""Beside an object as beside a subject."""
_NOMINATIVE_PLURAL = ("ы", "и", "ие", "ые", "і", "ї")


def subject(spot: Spot) -> str | None:
    """What governments do, of which the name is the subject: "subject of 'announced'"."""
    page = spot.page
    if page.form(spot.last - 1).possessive:
        return _tag_of_quotation(spot)
    if spot.lang in VERB_LAST:
        return _at_the_end(spot)
    opens = spot.opens_clause
    if spot.lang in CASE_LANGUAGES and (not spot.bare or not (opens or spot.word(spot.last - 1).endswith(("а", "я")))):
        return _tag_of_quotation(spot) if spot.bare else None
    begin = _past_aside(spot)
    minds = spot.lang != "en"
    for at in range(begin, min(begin + _REACH, spot.end)):
        if at > begin and page.gap(at).strip():
            break
        word, following = spot.word(at), spot.word(at + 1)
        if _of_a_city(spot, at) or _of_a_city(spot, at + 1):
            return None
        acts = is_doing(word, spot.lang) and _agrees(spot, word)
        acts = acts or (spot.lang in (None, "en") and opens and (_may_act(spot, at) or (word.endswith("ed") and len(word) > 4)))
        acts = acts or (at > begin and word.endswith("ing") and is_acting("addressing", word, spot.lang))
        minded = is_acting("minded", word, spot.lang) and (at > begin or minds)
        if acts or minded or (opens and word in _HAVE and following not in ("a", "an", "the", "been", "no")):
            return f"subject of {page.tokens.raws[at]!r}"
        if word not in _BE and not is_acting("acting_adverbs", word, spot.lang) and not word.endswith("ly"):
            break
    return _tag_of_quotation(spot) or _behind_a_frame(spot) or _far_behind(spot, begin)


def _may_act(spot: Spot, at: int) -> bool:
    """A modal, but of a passive: "could be seen from the hill"."""
    acting = spot.word(at + 2).endswith("ing") or is_acting("minded", spot.word(at + 2), "en")
    return spot.word(at) in _MODALS and (spot.word(at + 1) != "be" or acting)


def _of_a_city(spot: Spot, at: int) -> bool:
    """Whether a verb is one that cities do, and no "that", no decision and no mood follows: "Москва отметила, что", "remained silent"."""
    if not is_doing(spot.word(at), spot.lang, "city_verbs"):
        return False
    stops = at + 1 < spot.end and "," in spot.page.gap(at + 1)
    return not (stops or spot.said("decisions", at + 1) or is_acting("minded", spot.word(at + 1), spot.lang))


def _far_behind(spot: Spot, begin: int) -> str | None:
    """ "Москва в очередной раз напомнила": in a language whose verb agrees, words about when and how may stand between."""
    if spot.lang not in CASE_LANGUAGES or not spot.opens_clause:
        return None
    for at in range(begin, min(begin + _FAR, spot.end)):
        if at > begin and spot.page.gap(at).strip():
            return None
        if _of_a_city(spot, at):
            return None
        if spot.word(at).endswith(_FINITE) and is_doing(spot.word(at), spot.lang) and _agrees(spot, spot.word(at)):
            return f"subject of {spot.page.tokens.raws[at]!r}"
    return None


def for_its_part(spot: Spot) -> str | None:
    """ "Kabul, for its part, has": only somebody who acts has a part."""
    for phrase in clause_phrases("asides", spot.lang):
        if spot.opens_clause and tuple(spot.word(spot.last + at) for at in range(len(phrase))) == phrase:
            return " ".join(spot.page.tokens.raws[spot.last + at] for at in range(len(phrase)))
    return None


def they_there(spot: Spot) -> str | None:
    """ "В Москве заявили": the verb in the plural without a subject is how Russian quotes a government; Tajik and Persian alike."""
    at, page = spot.first - 1, spot.page
    if spot.word(at) not in _IN:
        return None
    if at > spot.start and page.adjoins(at) and is_speech(spot.word(at - 1), spot.lang) and spot.lang in CASE_LANGUAGES:
        opens = _without_subject(spot, at - 1)
        closes = spot.last >= spot.end or page.gap(spot.last).strip() or is_acting("literal_prepositions", spot.after, spot.lang)
        return f"those in it are the subject of {page.tokens.raws[at - 1]!r}" if opens and closes else None
    if not _without_subject(spot, at):
        return None
    for verb in range(spot.last, min(spot.last + _SPEECH_REACH, spot.end)):
        if page.gap(verb).strip():
            return None
        word = spot.word(verb)
        compound = spot.lang in VERB_LAST and word.endswith(("анд", "ند")) and predicate(spot, verb, "preverbs")
        if compound or is_speech(word, spot.lang):
            return f"those in it are the subject of {page.tokens.raws[verb]!r}"
        if word in _THESE:
            continue
        if page.form(verb).capitalised or (spot.lang in CASE_LANGUAGES and word.endswith(_NOMINATIVE_PLURAL) and len(word) > 2):
            return None
    return None


def _without_subject(spot: Spot, until: int) -> bool:
    """Whether no word of the clause before token `until` may be a subject in the plural."""
    for at in range(until - 1, max(spot.start, until - LONGEST_CLAUSE) - 1, -1):
        if any(c in ",;:\u2014\u2013\u201c\u00ab\u00bb\u201d\u060c" for c in spot.page.gap(at + 1)):
            return True
        word = spot.word(at)
        if len(word) > 2 and word.endswith((*_NOMINATIVE_PLURAL, "ҳо", "он")) and not is_acting("acting_adverbs", word, spot.lang):
            return False
    return True


def _agrees(spot: Spot, verb: str) -> bool:
    """Whether a Russian or Ukrainian past or plural can have this subject: "Кабул захватили талибы" is not what Kabul did."""
    if spot.lang not in CASE_LANGUAGES or spot.pair is not None:
        return True
    name, bare = spot.word(spot.last - 1), verb.removesuffix("ся").removesuffix("сь")
    if bare.endswith(("ли", "ют", "ят", "ут", "ють", "уть")):
        return False
    return not (bare.endswith("ла") and name[-1:] not in "аяеиуі") and not (bare.endswith("л") and name[-1:] in "ая")


def _past_aside(spot: Spot) -> int:
    """Where the predicate may begin: behind an aside (", however,") or a second subject ("and Moscow")."""
    if spot.pair == spot.last + 1:
        return spot.last + 2
    if spot.last < spot.end and spot.page.gap(spot.last).strip() == ",":
        closing = [at for at in range(spot.last + 1, min(spot.last + _ASIDE + 1, spot.end)) if spot.page.gap(at).strip() == ","]
        return closing[0] if closing else spot.last
    return spot.last


def _tag_of_quotation(spot: Spot) -> str | None:
    """ "…," said Moscow: the verb stands before, behind a quotation or a comma; in Russian also "об этом заявила Москва"."""
    first, page = spot.first, spot.page
    if first - 1 < spot.start or not page.gap(first).isspace():
        return None
    verb = spot.word(first - 1)
    behind = first >= 2 and bool(page.gap(first - 1).strip()) and is_verb(verb, spot.lang)
    quoting = spot.lang in CASE_LANGUAGES and spot.bare and _agrees(spot, verb) and _judges(verb, spot.lang) and not _in_the_plural(verb)
    return f"subject of {page.tokens.raws[first - 1]!r}" if behind or quoting else None


def _judges(verb: str, lang: str | None) -> bool:
    """Whether the plural of a singular verb says or judges."""
    plural = {
        verb.removesuffix(end) + put for end, put in (("л", "ли"), ("ла", "ли"), ("ает", "ают"), ("яет", "яют")) if verb.endswith(end)
    }
    return any(is_speech(word, lang) for word in plural)


def _in_the_plural(verb: str) -> bool:
    return verb.endswith(("ли", "ют", "ят", "ут"))


def _behind_a_frame(spot: Spot) -> str | None:
    """ "Moskau hat … verstärkt": in German the auxiliary stands second, the verb last."""
    if spot.lang != "de" or not spot.opens_clause or spot.after not in _GERMAN_AUXILIARIES:
        return None
    last = spot.clause_end - 1
    word = spot.word(last)
    return f"subject of {spot.page.tokens.raws[last]!r}" if last > spot.last and is_verb(word, "de") else None


def _at_the_end(spot: Spot) -> str | None:
    """The verb ends the clause: Tajik, Persian, Uzbek, Turkish. What follows the name must not be possessed by it."""
    follows = spot.last < spot.end and spot.page.gap(spot.last).strip() in ("", ",", "\u060c")
    if not (spot.bare and spot.opens_clause and follows):
        return None
    near = range(spot.last, min(spot.last + _POSSESSED_REACH, spot.end))
    if spot.page.form(spot.last).number is not None or any(is_acting("city_things", spot.word(at), spot.lang) for at in near):
        return None
    if _possessed(spot.after, spot.lang):
        return None
    at = predicate_of(spot)
    return f"subject of {spot.page.tokens.raws[at]!r}" if at is not None else None


def _possessed(word: str, lang: str | None) -> bool:
    """Whether a word bears the ending of what a bare name before it qualifies: Turkish "Ankara savcılığı", Uzbek "Toshkent hokimi"."""
    if (word,) in clause_phrases("unpossessed", lang):
        return False
    if lang == "tr":
        return word.endswith(("i", "u")) and not word.endswith(("lari", "leri", "ki", "li", "lu", "yi", "yu"))
    return lang == "uz" and word.endswith(("i", "и")) and not word.endswith(("dagi", "ni", "даги", "ни"))


def predicate_of(spot: Spot, group: str = "predicates") -> int | None:
    """The verb that ends the clause of a name, if governments do such things."""
    end = spot.clause_end
    for at in range(spot.last, end):
        word = spot.word(at)
        ends = at == end - 1 or spot.said("and", at + 1) or (word,) in clause_phrases(group, spot.lang)
        if ends and predicate(spot, at, group):
            return at
        if ends and at < end - 1 and clause_stem("light", spot.word(at), spot.lang):
            return None
    return None


def predicate(spot: Spot, at: int, group: str = "predicates") -> bool:
    """Whether token `at` is a verb of the group, or a light verb with a noun that makes it one: "эълон кард"."""
    lang, word = spot.lang, spot.word(at)
    if is_acting("minded", word, lang) or clause_stem(group, word, lang) or (group == "predicates" and is_verb(word, lang)):
        return True
    if not clause_stem("light", word, lang):
        return False
    nouns = {phrase[-1] for name in ({"predicates": "preverbs"}.get(group, group), group) for phrase in clause_phrases(name, lang)}
    near = [spot.word(before) for before in range(at - 1, max(at - 1 - _LIGHT_REACH - 1, spot.last - 1), -1)]
    near = [noun for noun in near if noun not in _PREFIXES]
    if any({noun, noun.removesuffix("и"), noun.removesuffix("а"), noun.removesuffix("ه")} & nouns for noun in near):
        return True
    of_cities = clause_phrases("city_preverbs", lang)
    acts = group == "predicates" and clause_stem("doing", word, lang)
    return acts and bool(near) and not any((noun,) in of_cities for noun in near)
