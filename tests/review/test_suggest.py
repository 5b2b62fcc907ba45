"""What is suggested to editors: which questions, in which order, with what beside them, and never twice."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from registry import Alias, AliasKind, Article, Entity, EntityType, Never, Registry, load
from registry.articles.read import read_articles
from registry.evidence import Evidence, Rule
from registry.records import Annotation, Mention, MentionKind, Status
from registry.review.history import Entry
from registry.review.items import Item, ItemKind, Verb
from registry.review.suggest import suggest

ENTITIES = [
    Entity("tajikistan", "Tajikistan", EntityType.PLACE),
    Entity("russia", "Russia", EntityType.PLACE),
    Entity(
        "emomali-rahmon",
        "Emomali Rahmon",
        EntityType.PERSON,
        country="tajikistan",
        aliases=(
            Alias("Rahmon", AliasKind.SURNAME),
            Alias("Эмомали Рахмон"),
            Alias("Emomali Rahmonov", AliasKind.FORMER, until="2007-03-20"),
        ),
        never=(Never("Emomali Rahmonzoda", "another man"),),
    ),
    Entity("csto", "Collective Security Treaty Organization", EntityType.ORGANIZATION),
    Entity("georgia", "Georgia", EntityType.PLACE, country="tajikistan"),
    Entity("georgia-us", "State of Georgia", EntityType.PLACE, aliases=(Alias("Georgia"),), namesakes=("georgia",)),
]
REGISTRY = Registry(ENTITIES)


def said_of(item: Item, verb: Verb) -> Entry:
    """A line of the history about an item."""
    return Entry("2026-01-01T00:00:00.000Z", "Ann", verb.value, key=item.key, evidence=item.evidence)


def asked(*texts: str | Article, registry: Registry = REGISTRY, history: Sequence[Entry] = ()) -> tuple[Item, ...]:
    """What is suggested for articles."""
    articles = [text if isinstance(text, Article) else Article(text, id=f"a{number}") for number, text in enumerate(texts, 1)]
    return suggest(registry, map(registry.annotate, articles), history=history)


@pytest.mark.parametrize(
    ("text", "kind", "name", "entities"),
    [
        ("Mr Emomali Rakhmon spoke.", ItemKind.SPELLING, "Emomali Rakhmon", ["emomali-rahmon"]),
        ("Mr Boris Okhlopkov spoke.", ItemKind.UNREGISTERED, "Boris Okhlopkov", []),
        ("Mr Emomali Rahmonovich spoke.", ItemKind.UNREGISTERED, "Emomali Rahmonovich", ["emomali-rahmon"]),
        ("The CSTO met.", ItemKind.UNREGISTERED, "CSTO", ["csto"]),
        ("They flew to Georgia.", ItemKind.AMBIGUOUS, "Georgia", ["georgia", "georgia-us"]),
    ],
)
def test_a_question_of_each_kind(text: str, kind: ItemKind, name: str, entities: list[str]) -> None:
    """What the articles have and the registry lacks, with whom it may be and why in words."""
    (item,) = asked(text)
    assert (kind, name, entities) == (item.kind, item.name, sorted(option.entity for option in item.options))
    assert all(option.why and 0 < option.score <= 1 for option in item.options)
    assert (item.articles, item.mentions, item.decision) == (1, 1, None)
    assert f"**{name}**" in item.snippets[0].text


@pytest.mark.parametrize(
    "text",
    [
        "Emomali Rahmon spoke.",
        "EMOMALI RAHMON spoke.",
        "Это сказал президент Эмомали Рахмон.",
        "Он встретился с Эмомали Рахмоном.",
        "Rahmon, Emomali",
    ],
)
def test_what_is_known_is_not_asked(text: str) -> None:
    """An alias as written, in capitals, inflected or surname first is no new spelling."""
    assert asked(text) == ()


def test_what_matters_most_comes_first() -> None:
    """Articles × sources, then mentions; forms of one name are one item, with a line from each source."""
    items = asked(
        Article("Dr Farida Saidova spoke. Farida Saidova left.", id="x1", source="X", date="2021-07-20"),
        Article("Boris Okhlopkov met Faridah Saidova.", id="y1", source="Y"),
        Article("Boris Okhlopkov was in Russia.", id="y2", source="Y"),
        Article("Mr Anton Zimin spoke.", id="y3", source="Y"),
    )
    assert [(item.name, item.articles, item.sources) for item in items] == [
        ("Farida Saidova", 2, 2),
        ("Boris Okhlopkov", 2, 1),
        ("Anton Zimin", 1, 1),
    ]
    assert {"Farida Saidova": 2, "Faridah Saidova": 1} == items[0].forms
    assert {("x1", "X"), ("y1", "Y")} == {(snippet.article, snippet.source) for snippet in items[0].snippets}
    assert items[0].snippets[0].text == "Dr **Farida Saidova** spoke."


def test_an_article_handed_over_twice_counts_once() -> None:
    """As in the network of the actors."""
    article = Article("Mr Anton Zimin spoke.", id="a")
    assert [item.articles for item in asked(article, article)] == [1]


def test_keys_outlive_other_articles() -> None:
    """A decision finds its item in the next run, whatever was read in between."""
    (one,) = asked("Mr Boris Okhlopkov spoke.")
    again = asked("Mr Anton Zimin spoke.", "Mr BORIS OKHLOPKOV spoke.", "Mr Boris Okhlopkov left.")
    assert one.key in {item.key for item in again}
    assert one.evidence in {item.evidence for item in again}


@pytest.mark.parametrize("verb", [Verb.DIFFERENT, Verb.UNSURE])
def test_what_was_rejected_is_asked_again_only_with_new_evidence(verb: Verb) -> None:
    """Another article with the same name is none; an entity that is like it now is."""
    (item,) = asked("Mr Boris Okhlopkov spoke.")
    said = [said_of(item, verb)]
    assert asked("Mr Boris Okhlopkov spoke.", "Mr Boris Okhlopkov left.", history=said) == ()
    nearer = Registry([*ENTITIES, Entity("b-okhlopkov", "Boris Okhlopkov Jr", EntityType.PERSON)])
    assert [found.key for found in asked("Mr Boris Okhlopkov spoke.", registry=nearer, history=said)] == [item.key]


def test_what_was_accepted_before_does_not_hide_a_question() -> None:
    """If it is still asked, the answer did not reach the registry."""
    (item,) = asked("Mr Boris Okhlopkov spoke.")
    assert asked("Mr Boris Okhlopkov spoke.", history=[said_of(item, Verb.SAME)]) == (item,)


def test_what_editors_said_never_to_is_no_option() -> None:
    """A `never` row of an entity keeps it from being suggested for that form."""
    assert [item.options for item in asked("Mr Emomali Rahmonzoda spoke.")] == [()]


def test_an_ambiguous_name_says_what_would_decide() -> None:
    """The full name, and the country that no rival has."""
    (item,) = asked("They flew to Georgia.")
    told = {option.entity: option.why[-1] for option in item.options}
    assert told == {
        "georgia": "would decide for it: 'Georgia' in full, Tajikistan near by",
        "georgia-us": "would decide for it: 'State of Georgia' in full",
    }


def test_a_name_outside_its_dates_is_a_conflict() -> None:
    """The alias was given up in 2007, and the article is of 2021."""
    items = asked(Article("Emomali Rahmonov spoke in Tajikistan.", id="a", date="2021-07-20"))
    found = [item for item in items if item.kind is ItemKind.CONFLICT]
    assert [(item.name, item.options[0].entity) for item in found] == [("Emomali Rahmonov", "emomali-rahmon")]
    assert "2007-03-20; used 2021-07-20" in found[0].options[0].why[0]


@pytest.mark.parametrize(("namesakes", "asks"), [((), True), (("russia",), False)])
def test_one_form_for_two_entities_is_a_conflict_unless_it_is_declared(namesakes: tuple[str, ...], asks: bool) -> None:
    """Context decided here for one and there for the other; editors who know of it have said so with `namesakes`."""
    registry = Registry([Entity("russia", "Russia", EntityType.PLACE), Entity("rus", "Rus", EntityType.PLACE, namesakes=namesakes)])

    def read(ident: str, entity: str, *evidence: Evidence) -> Annotation:
        mention = Mention(0, 4, "Rusi", entity, Status.LINKED, MentionKind.NAME, 0.9, evidence=evidence)
        return Annotation(Article("Rusi it is.", id=ident), (mention,))

    found = suggest(registry, [read("a", "russia"), read("b", "rus"), read("c", "rus")])
    told = [(item.kind, [(option.entity, option.score) for option in item.options]) for item in found]
    assert told == [(ItemKind.CONFLICT, [("rus", 0.667), ("russia", 0.333)])] * asks
    in_full = Evidence(Rule.ARTICLE, "Rusi", "Rus", 6.0)
    assert suggest(registry, [read("a", "russia"), read("b", "rus", in_full)]) == (), "the article names it in full"


def test_any_text_makes_a_queue() -> None:
    """Halves of characters, controls and marks of direction do not break a line."""
    items = asked("Mr Boris\u2028 Okhlopkov\u202e spoke.\x00 \udc80 Mr Anton Zimin\nleft.")
    assert all(snippet.text.isprintable() for item in items for snippet in item.snippets)


TEN = {
    "Badakhshan": "badakhshan",
    "Biden": "joe-biden",
    "CSTO": "csto",
    "Chinese": "china",
    "Gorno-Badakhshan": "gorno-badakhshan",
    "Kharb-Maidon": "harb-maidon",
    "Kyrgyz Republic": "kyrgyzstan",
    "Putin": "vladimir-putin",
    "Tajik": "tajikistan",
    "Uzbek": "uzbekistan",
}


def test_aliases_that_are_taken_out_are_asked_for() -> None:
    """Ten forms that the seeds have, taken out of the registry that ships: each is asked about, who lost it is the first option."""
    root = Path(__file__).parents[2]
    whole = load(root / "aliases.yaml")
    short = Registry(
        replace(entity, aliases=tuple(alias for alias in entity.aliases if TEN.get(alias.text) != entity.id)) for entity in whole
    )
    items = suggest(short, map(short.annotate, read_articles([str(root / "seeds")])))
    first = {text: item.options[0].entity for item in items if item.options for text in item.forms if text in TEN}
    assert first == TEN
