"""Whether a stretch that spells an alias can be that name where it stands: the tests a reader makes without thinking.

Each test returns True if the hit may stand; a hit that fails one is not a mention at all.
"""

import re
from collections.abc import Set

from registry.articles.page import Page
from registry.evidence import Rule
from registry.match.names import full_names
from registry.match.walk import Hit
from registry.records import AliasKind, EntityType
from registry.text.acting import is_verb
from registry.text.cues import is_given_name
from registry.text.frequent import is_frequent
from registry.text.lexicon import WordClass, is_function_word
from registry.text.neighbours import begins
from registry.text.normalise import fold
from registry.text.romanise import romanise

__all__ = ["bearer_is_another", "is_elsewhere", "is_somebodys_name", "may_be_noun", "plausible"]

_BODIES_OF_MEN = frozenset(
    "troops forces soldiers servicemen militants fighters troopers войска войск войсками войскам силы сил солдаты солдат".split()
)
"""Plurals that denote an armed force when a nationality stands before them, and mere men when they are counted or shared out."""

_COUNTS = frozenset(
    (
        "some several few many most hundreds thousands dozens scores tens more fewer about around both two three four five six seven "
        "eight nine ten combined joint несколько сотни тысячи десятки около более"
    ).split()
)

_INDEFINITE = frozenset({"a", "an"})
_COPULAS = frozenset("is are was were be been being become became remain remains as".split())
_SLOT = re.compile(r"\{[^{}]*\}")
_LONGEST_TITLE = 4
"""Words of a title that may stand before its last: "Deputy Minister of Foreign | Affairs"."""
_AND = frozenset("and or и или und et ve y e va ва та".split())

_ADJECTIVE_OR_NOUN = frozenset({"military"})
"""Heads that are adjectives as often as nouns: "the Russian military said", but "Russian military equipment"."""


def plausible(hit: Hit, page: Page, nationalities: Set[int]) -> bool:
    """Whether the hit passes every test; `nationalities` are the tokens that are demonyms.

    A name is written with a capital where the script has them; a body of men is not counted or shared between nations; a head
    such as "military" is not the adjective of the next word.
    """
    alias = hit.entry.alias.kind
    if alias is AliasKind.TITLE:
        return not _before_a_name(hit, page)
    if alias is AliasKind.DESCRIPTION:
        return not (_counted(hit, page, nationalities) or _adjective(hit, page) or _predicate(hit, page) or _before_a_name(hit, page))
    return _has_capital(hit, page)


def bearer_is_another(hit: Hit, page: Page, explained: Set[int]) -> bool:
    """Whether a surname stands beside a given name or second surname that is not this person's: "Hasan Rahmon", "Xi Zhongxun".

    explained: the tokens that name something other than a person, so no part of one's name.
    """
    if hit.entry.entity.type is not EntityType.PERSON or hit.words > 1 or hit.entry.alias.kind in (AliasKind.TITLE, AliasKind.DESCRIPTION):
        return False
    return (
        _foreign_initial(hit, page)
        or (hit.first - 1 not in explained and _name_like(hit.first - 1, page, hit.first) and not _governed(hit, page))
        or (hit.last not in explained and _name_like(hit.last, page, hit.last))
        or (hit.last < page.count and page.gap(hit.last) in ("-", "\u2010", "\u2011") and page.form(hit.last).capitalised and _single(hit))
    )


def _governed(hit: Hit, page: Page) -> bool:
    """ "Встречу Рахмона", "Сафари Раҳмон": the capital is the sentence's, whose first word, no given name, governs the name."""
    at = hit.first - 1
    word = page.form(at).folded
    if not (page.opens_sentence(at) or page.gap(at).rstrip().endswith(":")) or is_given_name(word):
        return False
    izofat = page.lang_at(at) == "tg" and word.endswith("и")
    return izofat or any(item.rule is Rule.INFLECTED for item in hit.evidence)


def _foreign_initial(hit: Hit, page: Page) -> bool:
    """ "O. Rahmon", "А. Путин": an initial before a surname that is none of this person's."""
    at = hit.first - 1
    if (
        at < 0
        or hit.words > 1
        or len(page.tokens.raws[at]) != 1
        or not page.tokens.raws[at].isupper()
        or page.gap(hit.first).strip() != "."
    ):
        return False
    person = hit.entry.entity
    letter = romanise(page.form(at).folded)[:1]
    return not any(romanise(fold(name))[:1] == letter for name in full_names(person))


def is_somebodys_name(hit: Hit, page: Page, explained: Set[int]) -> bool:
    """Whether a name of one word is part of a person's here: Paris Hilton, Georgia Meloni, Jack London.

    A given name stands before it; or behind a place one capitalised word that nothing explains, and no second, as would in the name of a
    body (Afghanistan Cricket Board).
    """
    if hit.entry.entity.type is EntityType.PERSON or hit.last - hit.first != 1 or hit.entry.alias.kind is AliasKind.DEMONYM:
        return False
    if hit.first - 1 not in explained and _after_given_name(hit.first, page):
        return True
    return hit.entry.entity.type is EntityType.PLACE and (
        hit.last not in explained
        and _name_like(hit.last, page, hit.last)
        and not _name_like(hit.last + 1, page, hit.last + 1)
        and hit.last + 1 not in explained
    )


def _after_given_name(first: int, page: Page) -> bool:
    if not page.adjoins(first) or not page.form(first).capitalised:
        return False
    before = page.form(first - 1)
    return before.capitalised and not before.possessive and is_given_name(before.folded) and not is_frequent(before.folded, page.lang)


def is_elsewhere(hit: Hit, page: Page) -> bool:
    """Whether a place is its namesake in a state of North America, as the comma says: "Paris, Texas"."""
    if hit.entry.entity.type is not EntityType.PLACE or hit.entry.alias.kind is AliasKind.DEMONYM or hit.last >= page.count:
        return False
    words = page.tokens.raws[hit.last : hit.last + 2]
    if page.gap(hit.last) != ", " or not page.form(hit.last).capitalised:
        return False
    width = begins("states", words)
    behind = hit.last + width
    conjunction = behind + 1 < page.count and page.form(behind).folded in _AND
    listed = conjunction and page.form(behind + 1).capitalised  # Kabul, Texas and Ohio
    return bool(width) and not listed


def _single(hit: Hit) -> bool:
    return hit.last - hit.first == 1 and not is_frequent(hit.entry.alias.text.lower())


def _name_like(at: int, page: Page, boundary: int) -> bool:
    """Whether token `at` is part of somebody's name: capitalised, next to the hit, neither a title nor a word that opens a sentence."""
    if not 0 <= at < page.count or not page.adjoins(boundary) or page.form(boundary - 1).possessive:
        return False
    shape = page.form(at)
    if not shape.upper or len(shape.written) < 2 or shape.number is not None or _is_acronym(shape.written):
        return False
    if is_frequent(shape.folded, page.lang) or is_verb(shape.folded, page.lang) or (at > boundary - 1 and page.in_title_case(at)):
        return False
    return not any(_titled(start, at, page) for start in range(max(0, at - _LONGEST_TITLE), at + 1))


def _titled(start: int, at: int, page: Page) -> bool:
    """Whether a title or designator of the lexicon begins at `start` and reaches over `at`."""
    width, phrases = page.phrase(start)
    return start + width > at and any(phrase.word_class is not WordClass.FUNCTION for phrase in phrases)


def _is_acronym(written: str) -> bool:
    return written.isupper() and len(written) > 1


def _has_capital(hit: Hit, page: Page) -> bool:
    """Names keep a capital somewhere, but for those that their number marks as names ("the 201st military base")."""
    words = page.text[page.tokens.starts[hit.first] : page.tokens.ends[hit.last - 1]]
    if words[0].isupper() or any(c.isupper() or c.isdigit() for c in words) or words.lower() == words.upper():
        return True
    return not any(c.isupper() for c in _SLOT.sub("", hit.entry.alias.text))


def _before_a_name(hit: Hit, page: Page) -> bool:
    """ "Tajikistan President Emomali Rahmon", "Tajik capital Dushanbe": belongs to the name that follows, no mention of its own."""
    return page.adjoins(hit.last) and page.form(hit.last).upper and not is_frequent(page.form(hit.last).folded, page.lang)


def _predicate(hit: Hit, page: Page) -> bool:
    """ "…, a Russian-led military alliance": says what something is and names nothing."""
    if hit.first < 2 or page.form(hit.first - 1).folded not in _INDEFINITE:
        return False
    return "," in page.gap(hit.first - 1) or page.form(hit.first - 2).folded in _COPULAS


def _counted(hit: Hit, page: Page, nationalities: Set[int]) -> bool:
    """ "1,037 Afghan troops", "Tajik and Russian forces": men, not the force."""
    if page.form(hit.last - 1).folded not in _BODIES_OF_MEN or not hit.first:
        return False
    before = hit.first - 1
    shape = page.form(before)
    if shape.number is not None or shape.folded in _COUNTS:
        return True
    shared = shape.folded in _AND or page.gap(hit.first).strip() in (",", "-", "\u2013")
    other = before - 1 if shape.folded in _AND else before
    return shared and other in nationalities


def _adjective(hit: Hit, page: Page) -> bool:
    if page.form(hit.last - 1).folded not in _ADJECTIVE_OR_NOUN or page.form(hit.last - 1).possessive or not page.adjoins(hit.last):
        return False
    return may_be_noun(hit.last, page)


def may_be_noun(at: int, page: Page) -> bool:
    """Whether token `at` is none of what follows a name that stands for itself: no function word, verb or number."""
    following = page.form(at)
    return not is_function_word(following.raw) and not is_verb(following.folded, page.lang) and following.number is None
