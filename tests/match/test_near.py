"""Names near a mention: what is offered, that nothing of it links, and that the short way finds what the long one finds."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA
from tables import Row, cases

import registry
from registry import Alias, AliasKind, Entity, EntityType, Never, Registry
from registry.evidence import Rule
from registry.match.near.names import NearNames
from registry.match.near.words import NearWords
from registry.records import Status
from registry.text.skeleton import skeletons, widened

GIVEN = "Gulnora Bakhtiyor Parviz Zulfiya Farrukh Nigora Daler Manizha Khurshed Tahmina".split()
SURNAMES = "Saidova Karimov Latipova Qosimov Umarova Yatimov Odinaeva Sharifzoda Nazarova Hakimov".split()
PEOPLE = [Entity(f"{one}-{two}".lower(), f"{one} {two}", EntityType.PERSON) for one in GIVEN for two in SURNAMES]


@pytest.fixture(scope="module")
def people() -> Registry:
    """A hundred persons who share their names."""
    return Registry(PEOPLE)


@pytest.mark.parametrize("case", cases("near", needs="mention first"))
def test_offered(case: Row, shipped: Registry) -> None:
    """The nearest entity comes first, or none, and it is no link."""
    found = shipped.resolve(case["mention"])
    assert found.status is Status.NIL, found.explain()
    assert case["first"] == (found.candidates[0].entity.id if found.candidates else ""), found.explain()


@pytest.mark.parametrize(
    ("mention", "first"),
    [
        ("Khurshet Yatimof", "khurshed-yatimov"),
        ("Yatimof Khurshet", "khurshed-yatimov"),
        ("Хуршет Йатимоф", "khurshed-yatimov"),
        ("Tahmina A. Sharivzodda", "tahmina-sharifzoda"),
        ("Maniza Odinajewa", "manizha-odinaeva"),
        ("Zulfija bint Qosimow", "zulfiya-qosimov"),
    ],
)
def test_words_in_any_order_and_number(people: Registry, mention: str, first: str) -> None:
    """Letters off, another script, words exchanged, one too many."""
    found = people.resolve(mention)
    assert [candidate.entity.id for candidate in found.candidates[:1]] == [first], found.explain()


def test_a_word_too_few() -> None:
    """A patronymic that the mention leaves out; who has none is nearer than who has another."""
    names = ("Olga Ivanovna Petrenko", "Olga Petrenko", "Petrenko")
    full, *others = (Entity(name, name, EntityType.PERSON) for name in names)
    offered = [candidate.entity.id for candidate in Registry([full, *others]).resolve("Olgha Petrenkko").candidates]
    assert offered[0] == "Olga Petrenko"
    assert Registry([full]).resolve("Olgha Petrenkko").candidates[0].entity is full


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from([*GIVEN, *SURNAMES, "of", "the", "201"]), min_size=1, max_size=4), st.randoms())
def test_a_likeness_never_links(people: Registry, words: list[str], drawn: "registry.records.Any") -> None:
    """Whatever is offered by its likeness alone is no link, no rival, and says that it may be chance."""
    spelt = [word[:at] + drawn.choice(string.ascii_lowercase) + word[at + 1 :] for word in words for at in [drawn.randrange(len(word))]]
    found = people.resolve(" ".join(spelt))
    alike = [candidate for candidate in found.candidates if any(item.rule is Rule.CHANCE for item in candidate.evidence)]
    assert all(candidate.score <= 1 / 17 + 1e-9 for candidate in alike), found.explain()
    assert not (alike and found.status is Status.LINKED and found.candidates[0] in alike)


def test_what_is_known_of_an_entity_is_not_overruled() -> None:
    """An editor's `never`, and what stands beside the name, hold: the entity is not offered for its likeness."""
    street = Entity("rahmonov", "Abdulla Rahmonov", EntityType.PERSON, never=(Never("Rahmonov Street", "a street"),))
    found = Registry([street, Entity("avenue", "Rahmanov Strait", EntityType.PLACE)]).resolve("Rahmonov Street")
    assert [candidate.entity.id for candidate in found.candidates if any(item.rule is Rule.CHANCE for item in candidate.evidence)] == [
        "avenue"
    ]


def test_context_makes_no_link_of_a_likeness(people: Registry) -> None:
    """What else is said of the mention cannot lift it above what a likeness may have."""
    city = Entity("city", "Khorugh", EntityType.PLACE, country="state")
    reg = Registry([city, Entity("state", "Tajikistan", EntityType.PLACE)])
    found = reg.resolve("Korogh", context=["state"], type="place")
    assert found.status is Status.NIL, found.explain()
    assert 0 < found.candidates[0].score <= 1 / 17 + 1e-9, found.explain()


def test_a_blank_is_a_letter_that_may_be_mistyped() -> None:
    """Changed for its neighbour, or for a letter: the words are others then, the name as a whole is near."""
    towns = [Entity(name, name, EntityType.PLACE) for name in ("New Hartford", "Hartford", "Miami Shores")]
    for mention, name in (("Newh artford", "New Hartford"), ("Newxharttford", "New Hartford"), ("Miamixshores", "Miami Shores")):
        found = Registry(towns).resolve(mention)
        assert found.candidates[0].entity.name == name, found.explain()


def test_rare_words_tell_more_than_common_ones() -> None:
    """Of two names with one of the words each, the one whose word few have."""
    banks = [Entity(f"bank{at}", f"Bank {name}", EntityType.ORGANIZATION) for at, name in enumerate([*GIVEN, *SURNAMES])]
    found = Registry([*banks, Entity("orien", "Orienbonk Holding", EntityType.ORGANIZATION)]).resolve("Bank Orienbunk")
    assert found.candidates[0].entity.id == "orien", found.explain()


def test_titles_and_descriptions_are_no_names() -> None:
    """A phrase of common nouns is near too many things."""
    aliases = (Alias("head of the chamber", AliasKind.TITLE), Alias("lower chamber speaker", AliasKind.DESCRIPTION))
    reg = Registry([Entity("one", "Zulfiya Odinaeva", EntityType.PERSON, aliases)])
    assert not reg.resolve("heat of a chamberr").candidates


WORDS = st.text("abdeghiklmnorstuvyz", min_size=4, max_size=12)


@settings(deadline=None, max_examples=100)
@given(st.lists(WORDS, min_size=1, max_size=30, unique=True), WORDS, st.integers(1, 2))
def test_mistakes_are_those_that_a_scan_finds(words: list[str], asked: str, mistakes: int) -> None:
    """Looked through one by one, all words that few mistakes off are found, and no others."""
    index = Registry([Entity(word, word, EntityType.PLACE) for word in words])._resolver.index
    found = {index.symbols[symbol]: distance for symbol, distance in index.near_words.mistaken(asked, mistakes)}
    assert found == {word: distance for word in words if (distance := OSA.distance(asked, word)) <= mistakes}


@settings(deadline=None, max_examples=100)
@given(WORDS, st.randoms())
def test_one_mistake_is_found_through_the_buckets(word: str, drawn: "registry.records.Any") -> None:
    """A letter changed, added, lost or swapped changes at most one consonant of the skeleton, or the words are not alike in sound."""
    at = drawn.randrange(1, len(word))
    spelt = drawn.choice([word[:at] + word[at + 1 :], word[:at] + "k" + word[at:], word[:at] + "a" + word[at + 1 :]])
    reached = {wide for skeleton in skeletons(spelt) for wide in widened(skeleton)}
    index = Registry([Entity(name, name, EntityType.PLACE) for name in {word, *GIVEN}])._resolver.index
    near = NearWords(index.tables, index.symbols, pays_at=0)
    found = {index.symbols[symbol] for symbol, _ in near.mistaken(spelt, 1)}
    assert (word in found) == bool(reached & set(skeletons(word)))


def test_buckets_and_all_words_agree(people: Registry) -> None:
    """Which way is taken is a matter of time: the first name is the same."""
    index = people._resolver.index
    ways = [NearNames(index.tables, NearWords(index.tables, index.symbols, pays_at=pays_at), index.vocabulary) for pays_at in (0, 10**9)]
    for mention in (["khurshet", "yatimof"], ["хуршет", "йатимоф"], ["שריפזודה", "תהמינה"], ["gulnoora", "umarowa"], ["nigora"]):
        buckets, everything = (way.find(mention)[0] for way in ways)
        assert buckets == everything, mention
