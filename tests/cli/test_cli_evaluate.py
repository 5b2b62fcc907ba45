"""The gold read, the measures, and the command that prints them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from registry.articles.evaluate import Slice, evaluate_mentions, gold_annotations, pair_slice
from registry.articles.gold import Gold, GoldMention, read_gold
from registry.errors import GoldError
from registry.graph.cooccurrence import cooccurrence
from registry.records import Annotation, Article, Entity, EntityType, Feature, Mention, MentionKind, Status

ROOT = Path(__file__).parents[2]
TEXT = "Moscow sent the troops of the CSTO. Rahmon met Roku, and the country rejoiced."
"""Offsets: Moscow 0, the CSTO 26, Rahmon 36, Roku 47, the country 57."""

GOLD = Gold(
    articles={"a": Article(TEXT, id="a")},
    mentions={
        "a": (
            GoldMention(0, 6, "moscow", MentionKind.METONYM, stands_for="russia"),
            GoldMention(30, 34, "csto", MentionKind.ACRONYM),
            GoldMention(36, 42, "emomali-rahmon", MentionKind.SURNAME),
            GoldMention(47, 51, None, MentionKind.NAME),
            GoldMention(57, 68, "tajikistan", MentionKind.DESCRIPTION, inferable=True),
        )
    },
    entities=frozenset({"moscow", "csto", "emomali-rahmon", "tajikistan", "russia"}),
)


def said(start: int, end: int, entity: str | None, kind: MentionKind, stands_for: str | None = None) -> Mention:
    """A mention as the annotator would give it."""
    return Mention(start, end, TEXT[start:end], entity, Status.LINKED if entity else Status.NIL, kind, 0.9, stands_for)


def measured(*mentions: Mention) -> dict[str, tuple[int, int, int]]:
    """Gold, predicted and right, by slice."""
    report = evaluate_mentions(GOLD, {"a": Annotation(GOLD.articles["a"], mentions)})
    return {part.name: (part.gold, part.predicted, part.right) for part in report.slices}


def test_spans_are_those_of_the_text() -> None:
    """The offsets above are right."""
    assert ["Moscow", "CSTO", "Rahmon", "Roku", "the country"] == [TEXT[m.start : m.end] for m in GOLD.mentions["a"]]


def test_a_perfect_reader() -> None:
    """All slices are full, and the stranger is found and not linked."""
    (annotation,) = gold_annotations(GOLD)
    report = evaluate_mentions(GOLD, {"a": annotation})
    assert all(part.gold == part.predicted == part.right and part.f1 == 1.0 for part in report.slices)
    names = [part.name for part in report.slices]
    assert ["everything", "all but anaphoric", "anaphoric", "acronym", "surname", "metonym", "metonyms with stands_for"] == names
    assert (report.strangers, report.strangers_found, report.strangers_linked) == (1, 1, 0)


def test_nobody_reads() -> None:
    """Without predictions precision is 1, recall 0 and F1 0."""
    report = evaluate_mentions(GOLD, {})
    assert [(1.0, 0.0, 0.0)] == sorted({(part.precision, part.recall, part.f1) for part in report.slices})


def test_a_leading_article_is_no_difference() -> None:
    """A span with its article equals the span without, and both together count once."""
    assert measured(said(26, 34, "csto", MentionKind.NAME))["everything"] == (4, 1, 1)
    assert measured(said(26, 34, "csto", MentionKind.NAME), said(30, 34, "csto", MentionKind.ACRONYM))["everything"] == (4, 1, 1)
    assert measured(said(61, 68, "tajikistan", MentionKind.DESCRIPTION))["anaphoric"] == (1, 1, 1)


def test_wrong_links_count_where_they_are_said_to_be() -> None:
    """A wrong entity is against everything and against the kind that it claims; the anaphoric slice counts only the gold's."""
    slices = measured(said(36, 42, "csto", MentionKind.ACRONYM))
    assert slices["everything"] == (4, 1, 0)
    assert slices["all but anaphoric"] == (3, 1, 0)
    assert slices["acronym"] == (1, 1, 0)
    assert slices["surname"] == (1, 0, 0)
    assert slices["anaphoric"] == (1, 0, 0)


def test_entities_unknown_to_the_gold_are_left_out() -> None:
    """They are neither right nor wrong."""
    assert measured(said(47, 51, "roku", MentionKind.NAME))["everything"] == (4, 0, 0)


def test_a_link_on_a_stranger_is_wrong() -> None:
    """It is counted, and told apart."""
    mention = said(47, 51, "csto", MentionKind.NAME)
    report = evaluate_mentions(GOLD, {"a": Annotation(GOLD.articles["a"], (mention,))})
    assert (report.strangers_found, report.strangers_linked) == (0, 1)
    assert report.slices[0].predicted == 1


def test_metonyms_want_the_right_state() -> None:
    """The span alone is not enough, and one too many counts against precision."""
    name = "metonyms with stands_for"
    assert measured(said(0, 6, "moscow", MentionKind.METONYM, "russia"))[name] == (1, 1, 1)
    assert measured(said(0, 6, "moscow", MentionKind.METONYM, "tajikistan"))[name] == (1, 1, 0)
    assert measured(said(0, 6, "moscow", MentionKind.NAME))[name] == (1, 0, 0)


def test_pairs_have_no_direction() -> None:
    """A pair is the same either way round; pairs with an unknown end are left out."""
    part = pair_slice({("a", "b"), ("a", "c")}, [("b", "a"), ("b", "c"), ("a", "x")], {"a", "b", "c"})
    assert part == Slice("co-occurring pairs", gold=2, predicted=2, right=1)
    assert (part.precision, part.recall, part.f1) == (0.5, 0.5, 0.5)


def test_the_gold_of_the_seeds() -> None:
    """It reads without complaint, and the pairs derived from its mentions are those that it stores."""
    gold = read_gold(ROOT / "tests" / "gold", ROOT / "seeds")
    assert ["000", "001", "002", "003", "004"] == list(gold.articles)
    entities: dict[str, Entity] = {}
    for line in (ROOT / "tests" / "gold" / "entities.tsv").read_text("utf-8").splitlines()[1:]:
        key, kind, _, _, note = line.split("\t")
        state = Feature.STATE if kind == "place" and note.split(";")[0] == "state" else None
        entities[key] = Entity(key, key, EntityType(kind), feature=state)
    assert gold.entities == set(entities)
    assert gold.pairs == {(min(pair), max(pair)) for pair in cooccurrence(gold_annotations(gold), entities).edges}


ROW = {"doc": "one", "start": 0, "end": 14, "surface": "Emomali Rahmon", "entity": "emomali-rahmon", "kind": "name"}


@pytest.fixture
def gold(place: Path) -> Path:
    """A gold of one mention; its article lies in gold/articles."""
    folder = place / "gold"
    (folder / "articles").mkdir(parents=True)
    (folder / "articles" / "one-and-more.txt").write_bytes((place / "news" / "one.txt").read_bytes())
    (folder / "mentions.jsonl").write_text(json.dumps(ROW) + "\n")
    return folder


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"start": 1}, "mentions.jsonl:1: 1:14 is 'momali Rahmon', not 'Emomali Rahmon'"),
        ({"end": 1000}, "mentions.jsonl:1: the span 0:1000 is not in the article"),
        ({"end": 0}, "mentions.jsonl:1: the span 0:0"),
        ({"start": "0"}, "mentions.jsonl:1: 'start' is '0'; it must be a whole number"),
        ({"start": True}, "mentions.jsonl:1: 'start' is True"),
        ({"entity": 3}, "mentions.jsonl:1: 'entity' is 3; it must be a string or null"),
        ({"kind": "nickname"}, "mentions.jsonl:1: 'kind' is 'nickname'; use one of name, acronym"),
        ({"doc": "two"}, "no text file is named 'two'"),
        ({"doc": "on"}, "no text file is named 'on'"),
    ],
)
def test_gold_rows_that_are_wrong(gold: Path, change: dict[str, object], says: str) -> None:
    """Each is told with its line and a remedy."""
    (gold / "mentions.jsonl").write_text(json.dumps(ROW | change) + "\n")
    with pytest.raises(GoldError) as error:
        read_gold(gold)
    assert says in str(error.value)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("mentions.jsonl", "{", "mentions.jsonl:1: not JSON"),
        ("mentions.jsonl", "[]", "mentions.jsonl:1: not an object"),
        ("mentions.jsonl", "\n", "holds no mentions"),
        ("entities.tsv", "name\n", "entities.tsv:1: no column 'id'"),
        ("cooccurrence.json", "[]", "cooccurrence.json: not"),
        ("articles/one.md", "", None),
        ("articles/one+.md", "", "may both be the article 'one'"),
    ],
)
def test_gold_files_that_are_wrong(gold: Path, name: str, content: str, says: str | None) -> None:
    """So are files; one named exactly as the doc wins over names that go on."""
    (gold / name).write_text(content)
    with pytest.raises(GoldError) as error:
        read_gold(gold)
    assert (says or "is not in the article") in str(error.value)


def test_gold_without_mentions(run: Callable[..., Result]) -> None:
    """A folder that is no gold is one line and exit 1."""
    result = run("evaluate", "news")
    assert result.exit_code == 1
    assert result.stderr == "Error: news/mentions.jsonl: No such file or directory; name a folder that holds mentions.jsonl\n"


def test_evaluate_prints_slices(run: Callable[..., Result], gold: Path) -> None:
    """One line a slice with the counts and the three measures; exit 0 whatever they are."""
    result = run("evaluate", "gold")
    lines = [line.split("\t") for line in result.stdout.splitlines()]
    assert ["slice", "gold", "predicted", "right", "precision", "recall", "F1"] == lines[1]
    assert ["everything", "1", "1", "1", "1.000", "1.000", "1.000"] == lines[2]
    assert lines[-2][0] == "co-occurring pairs"
    assert lines[-1][0].startswith("strangers' names: 0")
    assert (result.exit_code, result.stderr) == (0, "")


def test_evaluate_finds_articles(run: Callable[..., Result], gold: Path) -> None:
    """In --articles, in GOLD/articles, or in GOLD."""
    (gold / "articles").rename(gold.parent / "elsewhere")
    assert run("evaluate", "gold").exit_code == 1
    assert run("evaluate", "gold", "--articles", "elsewhere").exit_code == 0
    (gold.parent / "elsewhere" / "one-and-more.txt").rename(gold / "one.txt")
    assert run("evaluate", "gold").exit_code == 0
