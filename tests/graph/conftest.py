"""The gold as the graph's input: annotations as a perfect reader would make them, so that only the counting is tested."""

import csv
import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from registry.graph.cooccurrence import cooccurrence
from registry.records import Annotation, Article, Entity, EntityType, Feature, Mention, MentionKind, Status

TESTS = Path(__file__).parents[1]
GOLD = TESTS / "gold"
SEEDS = TESTS.parent / "seeds"

SENTENCE = re.compile(r".+?(?:[.!?][\"”’]?(?=\s)|$)")
"""Good enough to count sentences by; how the package cuts them is tested elsewhere."""


@pytest.fixture(scope="session")
def entities() -> dict[str, Entity]:
    """The gold's registry; the notes say which places are states."""
    with open(GOLD / "entities.tsv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return {row["id"]: Entity(row["id"], row["canonical_name"], EntityType(row["type"]), feature=_feature(row)) for row in rows}


def _feature(row: dict[str, str]) -> Feature | None:
    if row["type"] != "place":
        return None
    return (
        Feature.STATE
        if re.match(r"state(;|$)", row["note"])
        else Feature.FORMER_STATE
        if row["note"].startswith("former")
        else Feature.CITY
    )


@pytest.fixture(scope="session")
def annotations() -> list[Annotation]:
    """The five articles as the gold reads them."""
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for line in (GOLD / "mentions.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        mentions[row["doc"]].append(_mention(row))
    return [_annotation(doc, tuple(mentions[doc])) for doc in sorted(mentions)]


def _mention(row: dict[str, Any]) -> Mention:
    status = Status.NIL if row["entity"] is None else Status.LINKED
    kind = MentionKind(row["kind"])
    return Mention(row["start"], row["end"], row["surface"], row["entity"], status, kind, 1.0, row["stands_for"], row.get("nested", False))


def _annotation(doc: str, mentions: tuple[Mention, ...]) -> Annotation:
    (path,) = SEEDS.glob(f"{doc}-*.txt")
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    paragraphs = tuple(match.span() for match in re.finditer(r"[^\n]+", text))
    sentences = tuple((start + s.start(), start + s.end()) for start, end in paragraphs for s in SENTENCE.finditer(text[start:end]))
    return Annotation(Article(text, id=doc), mentions, paragraphs, sentences)


@pytest.fixture(scope="session")
def gold() -> dict[str, Any]:
    """The counts of the gold."""
    counts: dict[str, Any] = json.loads((GOLD / "cooccurrence.json").read_text("utf-8"))
    return counts


@pytest.fixture(scope="session")
def actors(annotations: list[Annotation], entities: dict[str, Entity]) -> "nx.Graph[str]":
    """The network of the five articles."""
    return cooccurrence(annotations, entities)
