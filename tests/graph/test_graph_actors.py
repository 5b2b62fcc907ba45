"""Who counts as an actor, and where."""

from typing import Any

import pytest

from registry.graph.counting.actors import Casting
from registry.records import Annotation, Article, Entity, EntityType, Feature, Mention, MentionKind, Status

ENTITIES = {
    entity.id: entity
    for entity in (
        Entity("putin", "Vladimir Putin", EntityType.PERSON),
        Entity("kremlin", "Kremlin", EntityType.ORGANIZATION),
        Entity("taliban", "Taliban", EntityType.GROUP),
        Entity("201st", "201st Military Base", EntityType.MILITARY_UNIT),
        Entity("russia", "Russia", EntityType.PLACE, feature=Feature.STATE),
        Entity("ussr", "Soviet Union", EntityType.PLACE, feature=Feature.FORMER_STATE),
        Entity("moscow", "Moscow", EntityType.PLACE, feature=Feature.CITY, stands_for="russia"),
        Entity("termez", "Termez airport", EntityType.FACILITY),
        Entity("tass", "TASS", EntityType.MEDIA),
    )
}


def mention(entity_id: str | None, kind: MentionKind = MentionKind.NAME, *, start: int = 0, stands_for: str | None = None) -> Mention:
    status = Status.NIL if entity_id is None else Status.LINKED
    return Mention(start, start + 1, "x", entity_id, status, kind, 1.0, stands_for)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (mention("putin", MentionKind.SURNAME), ("putin",)),
        (mention("putin", MentionKind.PRONOMINAL_TITLE), ("putin",)),
        (mention("taliban"), ("taliban",)),
        (mention("201st", MentionKind.DESCRIPTION), ("201st",)),
        (mention("kremlin"), ("kremlin",)),
        (mention("kremlin", MentionKind.METONYM, stands_for="russia"), ("kremlin", "russia")),
        (mention("moscow", MentionKind.METONYM, stands_for="russia"), ("russia",)),
        (mention("moscow"), ()),
        (mention("russia"), ("russia",)),
        (mention("russia", MentionKind.ACRONYM), ("russia",)),
        (mention("russia", MentionKind.DESCRIPTION), ("russia",)),
        (mention("russia", MentionKind.DEMONYM), ()),
        (mention("ussr"), ()),
        (mention("termez"), ()),
        (mention("tass", MentionKind.ACRONYM), ()),
        (mention(None), ()),
        (mention("unheard-of"), ()),
    ],
    ids=lambda value: f"{value.entity_id} {value.kind}" if isinstance(value, Mention) else None,
)
def test_named_by(said: Mention, expected: tuple[str, ...]) -> None:
    """A mention names an actor, a state as an actor, both or neither."""
    assert expected == Casting(ENTITIES).named_by(said)


def test_a_mention_belongs_to_the_unit_that_holds_its_start() -> None:
    """One that begins in one sentence and ends in the next is in the first, and one between units is in the article alone."""
    annotation = Annotation(
        Article("x" * 40),
        (mention("putin", start=9), mention("taliban", start=10), mention("kremlin", start=25)),
        paragraphs=((0, 20), (30, 40)),
        sentences=((0, 10), (10, 20), (30, 40)),
    )
    cast = Casting(ENTITIES).cast(annotation)
    assert cast.actors == ("kremlin", "putin", "taliban")
    assert [window.actors for window in cast.paragraphs] == [("putin", "taliban")]
    assert [window.actors for window in cast.sentences] == [("putin",), ("taliban",)]


def test_actors_of_each_article_equal_the_gold(annotations: list[Annotation], entities: dict[str, Entity], gold: dict[str, Any]) -> None:
    """Article by article, the same actors."""
    casting = Casting(entities)
    assert gold["documents"] == {annotation.article.id: list(casting.cast(annotation).actors) for annotation in annotations}


@pytest.mark.parametrize(
    ("said", "places", "demonyms", "expected"),
    [
        (mention("russia", MentionKind.DEMONYM), False, True, ("russia",)),
        (mention("russia", MentionKind.DEMONYM), True, False, ()),
        (mention("ussr"), True, False, ("ussr",)),
        (mention("termez"), True, False, ("termez",)),
        (mention("moscow"), True, False, ("moscow",)),
        (mention("moscow", MentionKind.METONYM, stands_for="russia"), True, False, ("russia",)),
        (mention("tass"), True, True, ()),
        (mention("kremlin", MentionKind.METONYM, stands_for="russia"), True, True, ("kremlin", "russia")),
        (mention("taliban", MentionKind.DEMONYM), False, False, ("taliban",)),
    ],
    ids=lambda value: f"{value.entity_id} {value.kind}" if isinstance(value, Mention) else None,
)
def test_places_and_demonyms_on_request(said: Mention, places: bool, demonyms: bool, expected: tuple[str, ...]) -> None:
    """A place is itself, a demonym its state, and a capital that acts is still not where something happens."""
    assert expected == Casting(ENTITIES, places=places, demonyms=demonyms).named_by(said)
