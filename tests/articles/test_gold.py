"""The five seed articles against the gold: the numbers to hold, and that neither has changed."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import registry
from registry.articles.evaluate import Report, evaluate_mentions
from registry.articles.gold import Gold, read_gold
from registry.records import Annotation

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
GOLD = ROOT / "tests" / "gold"
INDEX = yaml.load((SEEDS / "index.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)


@pytest.fixture(scope="module")
def gold() -> Gold:
    return read_gold(GOLD, SEEDS)


@pytest.fixture(scope="module")
def annotations(gold: Gold, shipped: registry.Registry) -> dict[str, Annotation]:
    return {doc: shipped.annotate(article) for doc, article in gold.articles.items()}


@pytest.fixture(scope="module")
def report(gold: Gold, annotations: dict[str, Annotation]) -> Report:
    return evaluate_mentions(gold, annotations)


@pytest.mark.parametrize(
    ("name", "least"),
    [
        pytest.param("all but anaphoric", 0.97, id="every mention that its own words name"),
        pytest.param("metonyms with stands_for", 0.85, id="capitals that stand for their states"),
    ],
)
def test_agreement(report: Report, name: str, least: float) -> None:
    """The annotations agree with the gold as well as was promised."""
    (found,) = (part for part in report.slices if part.name == name)
    assert found.gold > 0
    assert found.f1 >= least, f"{found.right} right of {found.predicted} predicted, {found.gold} in the gold"


def test_no_stranger_is_linked(report: Report) -> None:
    """Names outside the registry are linked to nobody."""
    assert report.strangers > 0
    assert report.strangers_linked == 0


def test_pairs(gold: Gold, annotations: dict[str, Annotation], shipped: registry.Registry) -> None:
    """The co-occurring pairs are the gold's, each with the gold's count of articles."""
    wanted = {(row["a"], row["b"]): row["count"] for row in json.loads((GOLD / "cooccurrence.json").read_text("utf-8"))["pairs"]}
    graph = shipped.cooccurrence(annotations.values(), unit="article")
    found = {tuple(sorted(edge)): graph.edges[edge]["articles"] for edge in graph.edges if set(edge) <= gold.entities}
    assert wanted == found


@pytest.fixture(scope="module")
def written(shipped: registry.Registry) -> tuple[Gold, Report]:
    """Articles that the package had not read when their gold was made."""
    gold = read_gold(GOLD / "written")
    return gold, evaluate_mentions(gold, {doc: shipped.annotate(article) for doc, article in gold.articles.items()})


def test_articles_written_for_the_test(written: tuple[Gold, Report]) -> None:
    """In three languages, with strangers, what was promised holds: names, phrases that point back, precision."""
    parts = {part.name: part for part in written[1].slices}
    assert parts["all but anaphoric"].f1 >= 0.93
    assert parts["everything"].precision >= 0.95
    assert parts["anaphoric"].recall >= 0.60


def test_no_stranger_is_taken_for_a_person(written: tuple[Gold, Report], shipped: registry.Registry) -> None:
    """Newspapers named after provinces may be taken for them; nobody is taken for somebody."""
    gold, _ = written
    strangers = {(doc, m.start, m.end): m for doc, mentions in gold.mentions.items() for m in mentions if m.entity is None}
    linked = [
        mention.text
        for doc, article in gold.articles.items()
        for mention in shipped.annotate(article).mentions
        if mention.entity_id and (doc, mention.start, mention.end) in strangers
        if shipped[mention.entity_id].type is registry.EntityType.PERSON
    ]
    assert linked == []


@pytest.mark.parametrize("row", [pytest.param(row, id=row["file"]) for row in INDEX])
def test_seeds_are_unchanged(row: dict[str, str]) -> None:
    """Every offset of the gold counts from these very bytes."""
    assert row["sha256"] == hashlib.sha256((SEEDS / row["file"]).read_bytes()).hexdigest()


def test_every_seed_is_in_the_index() -> None:
    """The index and the folder hold the same articles."""
    assert sorted(row["file"] for row in INDEX) == sorted(path.name for path in SEEDS.glob("*.txt"))


@pytest.mark.parametrize(("articles", "gold"), [(SEEDS, GOLD), (GOLD / "written" / "articles", GOLD / "written")], ids=["seeds", "written"])
def test_gold_is_valid(articles: Path, gold: Path) -> None:
    """The gold agrees with the articles and its pairs with its mentions, by its own checker."""
    done = subprocess.run([sys.executable, GOLD / "check_gold.py", articles, gold, "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
