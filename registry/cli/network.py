"""How `registry graph` prints a network: who is in it, the strongest ties with what was written, communities, and ways between actors.

On a terminal a row is a line, names cut to fit, and passages stand under the ties; in a pipe rows are complete and tab-separated, with ids
and with the passage in a column of its own.
"""

import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from registry.cli.output import plural, printable, table
from registry.graph.measures import communities
from registry.graph.reading import Path, Step
from registry.graph.summary import (
    ARTICLE,
    ActorRow,
    TieRow,
    fullest_articles,
    in_all_articles,
    name_of,
    strongest_ties,
    top_actors,
)
from registry.graph.ties import Citation, Snippet, citations, snippets

if TYPE_CHECKING:
    from networkx import Graph

__all__ = ["print_network", "print_paths"]

SHOWN = 10
"""Rows of a table: half a screen; the file has all of them."""
EXPLAINED = 5
"""Ties under which a terminal shows what was written: a screen."""
CITED = 3
"""Articles named at a tie; the others are counted."""
NAMED = 6
"""Members that name a community on a terminal; most lines hold three or four."""
WIDE = 100
"""Columns of a terminal from which on the tables show all figures."""

Column = tuple[str, Any]


def print_network(network: "Graph[Any]", about: str) -> None:
    """Print the tables; `about` says what the network is of, behind the counts: " around the CSTO"."""
    drawn = sys.stdout.isatty()
    everywhere = in_all_articles(network)
    if everywhere:
        names = ", ".join(row.name for row in everywhere)
        _lines(f"In all {network.graph['articles']:,} articles: {names}")
        click.echo()
    people = sum(1 for _, kind in network.nodes(data="type") if kind != ARTICLE)
    rows = top_actors(network, SHOWN)
    _columns(_of_actors(rows, drawn), rows, f"Top actors, of {people:,} in {plural(network.graph.get('articles', 0), 'article')}{about}")
    click.echo()
    if people < len(network):
        articles = fullest_articles(network, SHOWN)
        _columns(
            [("id", lambda row: row.id), ("article", lambda row: row.name), ("date", lambda row: row.date), ("actors", lambda row: row.actors)],
            articles,
            f"Fullest articles, of {len(network) - people:,}",
        )
    else:
        _print_ties(network, about, drawn)
    click.echo()
    _print_communities(network, drawn)


def _of_actors(rows: Sequence[ActorRow], drawn: bool) -> list[Column]:
    columns: list[Column] = [("type", lambda row: row.type), ("articles", lambda row: row.articles)]
    if _wide(drawn):
        columns.append(("mentions", lambda row: row.mentions))
    columns.append(("ties", lambda row: row.ties))
    if _wide(drawn):
        columns.append(("strength", lambda row: row.strength))
    if any(row.betweenness is not None for row in rows):
        columns.append(("betweenness", lambda row: row.betweenness))
    if any(row.community is not None for row in rows):
        columns.append(("community", lambda row: row.community))
    if drawn:
        return [("actor", lambda row: row.name), *columns]
    return [("entity", lambda row: row.id), ("name", lambda row: row.name), *columns]


def _print_ties(network: "Graph[Any]", about: str, drawn: bool) -> None:
    rows = strongest_ties(network, SHOWN)
    told: list[Column] = [(name, lambda row, name=name: getattr(row, name)) for name in _counts(network, drawn)]
    told += [
        (heading, lambda row, name=name: getattr(row, name))
        for heading, name in (("npmi", "npmi"), ("q", "q_value"))
        if all(getattr(row, name) is not None for row in rows)
    ]
    if drawn:
        columns: list[Column] = [("actor", lambda row: row.left_name), ("actor", lambda row: row.right_name), *told]
    else:
        columns = [
            *(("actor", lambda row: row.left), ("actor", lambda row: row.right)),
            *told,
            ("article", lambda row: _best(network, row)[0]),
            ("passage", lambda row: _best(network, row)[1]),
        ]
    _columns(columns, rows, f"Strongest ties, of {network.number_of_edges():,} by {network.graph.get('unit', 'weight')}{about}")
    if drawn:
        for row in rows[:EXPLAINED]:
            _explain(network, row.left, row.right, row.weight)


def _counts(network: "Graph[Any]", drawn: bool) -> list[str]:
    """The counts to show: the weight unless it is one of them."""
    counts = ["articles", "paragraphs", "sentences"]
    unit = f"{network.graph.get('unit')}s"
    plain = unit in counts and network.graph.get("weighting", "count") == "count"
    narrow = [name for name in counts if _wide(drawn) or name in ("articles", unit)]
    return narrow if plain else ["weight", *narrow]


def _best(network: "Graph[Any]", row: TieRow) -> tuple[str, str]:
    found = snippets(network, row.left, row.right)
    return (found[0].article_id, found[0].text) if found else ("", "")
