"""Names that the registry lacks: their types and groups, within an article and across articles, and finders from outside."""

import random
from types import SimpleNamespace

import pytest
from tables import Row, cases

import registry
from registry.articles.groups import NameGroup, one_name, pairs_of
from registry.articles.spacy_finder import spacy_finder
from registry.evidence import Rule
from registry.records import Article, Entity, EntityType, Mention, Status

EMPTY = registry.Registry([])


def nils(text: str, lang: str = "en", reg: registry.Registry = EMPTY) -> list[Mention]:
    return [mention for mention in reg.annotate(Article(text, lang=lang)).mentions if mention.status is Status.NIL]


def groups(*texts: str, lang: str = "en") -> list[NameGroup]:
    articles = [Article(text, id=f"a{number}", lang=lang, source=f"s{number % 2}") for number, text in enumerate(texts)]
    return list(EMPTY.unregistered([EMPTY.annotate(article) for article in articles]))


@pytest.mark.parametrize("case", cases("unregistered", needs="text name type lang", knows="group"))
def test_types(case: Row, shipped: registry.Registry) -> None:
    """The last mention of the name has the type, with a cue for it, and the group."""
    mention = next(m for m in reversed(nils(case["text"], case["lang"], shipped)) if m.text == case["name"])
    assert (mention.type.value if mention.type else "none") == case["type"]
    assert mention.group == case.get("group", case["name"])
    assert mention.evidence or case["type"] == "none"


def test_linked_mentions_have_the_type_of_their_entity(shipped: registry.Registry, articles: list[Article]) -> None:
    """So a reader of mentions needs no registry; a nil mention alone has a group."""
    for article in articles:
        for mention in shipped.annotate(article).mentions:
            assert article.text[mention.start : mention.end] == mention.text
            if mention.entity_id:
                assert mention.type is shipped[mention.entity_id].type
            assert (mention.group is not None) is (mention.status is Status.NIL)


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    from registry.articles.read import read_articles

    return list(read_articles(["seeds"]))


def test_a_defined_acronym_is_explained() -> None:
    mention = nils("The Upper Valley Growers' League (UVGL) met. Nobody saw UVGL.")[-1]
    assert [item.alias for item in mention.evidence if item.rule is Rule.DEFINED] == ["Upper Valley Growers' League"]


def test_the_definition_nearest_before_holds() -> None:
    """An article that gives one acronym to two: each use is that defined last."""
    reg = registry.Registry(
        [Entity("gvfu", "Green Valley Farmers Union", EntityType.ORGANIZATION, (registry.Alias("GVFU", registry.AliasKind.ACRONYM),))]
    )
    text = "Green Valley Farmers Union (GVFU) met. GVFU sang. Grand Vienna Fencing Usonians (GVFU) came. GVFU left."
    said = [(m.text, m.entity_id) for m in reg.annotate(Article(text, lang="en")).mentions if m.text == "GVFU"]
    assert said == [("GVFU", "gvfu"), ("GVFU", "gvfu"), ("GVFU", None), ("GVFU", None)]


def test_variants_across_articles_are_one_group() -> None:
    found = groups("Dr Zulfiya Odinaeva spoke. Odinaeva left.", "They met Zulfia Odinayeva there.", "They met Zulfiya Odinaeva there.")
    assert [(g.name, g.type, g.articles, g.sources) for g in found] == [("Zulfiya Odinaeva", EntityType.PERSON, 3, 2)]
    assert dict(found[0].forms) == {"Zulfiya Odinaeva": 2, "Zulfia Odinayeva": 1, "Odinaeva": 1}
    assert [place[0] for place in found[0].mentions] == ["a0", "a0", "a1", "a2"]


def test_scripts_meet_in_a_group() -> None:
    articles = [Article("They met Farida Saidova there.", lang="en"), Article("Вчера он встретил Фариду Саидову дома.", lang="ru")]
    found = EMPTY.unregistered([EMPTY.annotate(article) for article in articles])
    assert [group.articles for group in found] == [2]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("They met Ahmad Nazarov there.", "They met Anvar Nazarov there.", id="two given names"),
        pytest.param("They met Rustam Nazarov there.", "They met Nazar Rustamov there.", id="father and son"),
        pytest.param("Governor Nazarov spoke.", "Minister Nazarov spoke.", id="a surname alone"),
        pytest.param("They rested near Tavar there.", "They asked a spokesman of Tavar there.", id="two types"),
    ],
)
def test_others_are_two_groups(one: str, other: str) -> None:
    assert [group.articles for group in groups(one, other)] == [1, 1]


def test_two_numbers_are_two_names() -> None:
    assert one_name([("Tavar Brigade 21", None), ("Tavar Brigade 34", None), ("Tavar Brigade No. 21", None)]) == [0, 1, 0]


def test_an_initial_makes_no_chain() -> None:
    """A. Nazarov may be either, and does not make one of two."""
    found = groups("They met Ahmad Nazarov there.", "They met A. Nazarov there.", "They met Anvar Nazarov there.")
    assert not any({"Ahmad Nazarov", "Anvar Nazarov"} <= dict(group.forms).keys() for group in found)


def test_groups_stand_in_the_order_of_their_impact() -> None:
    found = groups("They met Farida Saidova there.", "They met Olim Barotov and Farida Saidova there.", "They met Farida Saidova there.")
    assert [(group.name, group.articles) for group in found] == [("Farida Saidova", 3), ("Olim Barotov", 1)]


def test_grouping_is_near_to_linear() -> None:
    """Names that all begin alike are compared with their neighbours, not with one another."""
    chance = random.Random(7)

    def pairs(count: int) -> int:
        names = ["Na" + "".join(chance.choices(["ba", "ko", "mi", "ru", "ta"], k=4)) + " Nazarov" for _ in range(count)]
        return len(pairs_of([(name, None) for name in names]))

    assert pairs(800) < 4.5 * pairs(200) < 200 * 200 / 2


def test_a_finder_adds_names_and_types() -> None:
    """It sees what the rules do not; a known entity stays linked, and where both see a name its bounds hold."""
    reg = registry.Registry([Entity("riga", "Riga", EntityType.PLACE)])
    text = "riga tavar met Jonas Baratek of Riga there"

    def finder(text: str, lang: str | None) -> list[tuple[int, int, EntityType | None]]:
        return [(5, 10, EntityType.GROUP), (15, 20, EntityType.PERSON), (32, 36, EntityType.PERSON)]

    said = [(m.text, m.entity_id, m.type) for m in reg.annotate(Article(text, lang="en"), finder=finder).mentions]
    assert ("tavar", None, EntityType.GROUP) in said
    assert ("Jonas", None, EntityType.PERSON) in said
    assert ("Riga", "riga", EntityType.PLACE) in said


def test_a_finder_that_leaves_the_text_is_told() -> None:
    with pytest.raises(ValueError, match="finder names 0:99"):
        EMPTY.annotate("A text.", finder=lambda text, lang: [(0, 99, None)])


def test_spacy_finder_reads_any_pipeline() -> None:
    """Anything with `ents` serves; dates are no names."""
    ents = [("PERSON", 5, 15), ("DATE", 19, 25), ("PRODUCT", 0, 4)]
    made = SimpleNamespace(ents=[SimpleNamespace(label_=label, start_char=start, end_char=end) for label, start, end in ents])
    assert list(spacy_finder(lambda _: made)("", "en")) == [(5, 15, EntityType.PERSON), (0, 4, None)]
    assert list(spacy_finder(lambda _: made, {"DATE": EntityType.MEDIA})("", None)) == [(19, 25, EntityType.MEDIA)]


def test_spacy_pipeline() -> None:
    """A real pipeline, without a model."""
    spacy = pytest.importorskip("spacy")
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": "blue tavar"}])
    mentions = EMPTY.annotate("They work for blue tavar now.", finder=spacy_finder(nlp)).mentions
    assert [(m.text, m.type) for m in mentions] == [("blue tavar", EntityType.ORGANIZATION)]
