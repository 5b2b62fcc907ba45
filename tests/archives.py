"""Made articles and their network in one process, for what is to give the same in many."""

import random
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from registry import Article, Registry

Tie = tuple[int, int, int, int, str, str]
"""Weight, articles, paragraphs, sentences, first and last date."""

WHO = (
    "Emomali Rahmon",
    "The CSTO",
    "Russia",
    "Tajikistan",
    "Vladimir Putin",
    "Georgia",
    "Boris Okhlopkov",
    "Moscow said that Russian troops",
)
DATES = ("2021-07-06", "2021-07", "2021", "2020-12-31", None)


def made_articles(count: int) -> list[dict[str, Any]]:
    """Articles that name some of the registry, none a copy of another, ids in the order of the alphabet."""
    chance = random.Random(7)
    rows = []
    for number in range(count):
        said = [
            f"{chance.choice(WHO)} met {chance.choice(WHO)} {' '.join(f'w{chance.randrange(999)}' for _ in range(9))}." for _ in range(4)
        ]
        text = "\n\n".join((" ".join(said[:2]), " ".join(said[2:])))
        rows.append({"id": f"n{number:05}", "text": text, "date": chance.choice(DATES), "source": "TASS", "lang": "en", "title": None})
    return rows


def networks() -> list[Any]:
    """Options, each of its own kind."""
    asked: list[dict[str, Any]] = [
        {"unit": "article"},
        {"unit": "paragraph", "demonyms": True},
        {"unit": "sentence", "places": True},
        {"unit": "tokens", "window": 12},
    ]
    return [pytest.param(options, id=options["unit"]) for options in asked]


def single_network(registry: Registry, articles: Sequence[Mapping[str, Any]], options: Mapping[str, Any]) -> dict[tuple[str, str], Tie]:
    """The ties by their ends, in order, as one process counts them where copies count each."""
    read = [registry.annotate(Article(**{**article, "id": article["id"] or ""})) for article in articles]
    graph = registry.cooccurrence(read, copies_once=False, **options)
    assert graph.number_of_edges() > 5
    columns = ("weight", "articles", "paragraphs", "sentences", "first_date", "last_date")
    ties = ((min(ends), max(ends), tie) for *ends, tie in graph.edges(data=True))
    return {(source, target): tuple(tie[name] for name in columns) for source, target, tie in ties}  # type: ignore[misc]
