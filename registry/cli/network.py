"""How `registry graph` prints a network: who is in it, the strongest ties with what was written, communities, and ways between actors.

On a terminal a row is a line, names cut to fit, and passages stand under the ties; in a pipe rows are complete and tab-separated, with ids
and with the passage in a column of its own.
"""

import sys
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from registry.cli.output import plural, printable, table
from registry.graph.bipartite import ARTICLE
from registry.graph.options import Unit, Weight
from registry.graph.reading.measures import communities
from registry.graph.reading.summary import fullest_articles, in_all_articles, name_of, strongest_ties, top_actors
from registry.graph.reading.ways import Step, Way, step
from registry.graph.ties import Citation, Snippet
from registry.records import Entity

if TYPE_CHECKING:
    from registry.graph.reading.summary import Network

__all__ = ["SHOWN", "print_network", "print_paths"]

SHOWN = 10
"""Rows of a table: half a screen; the file has all of them."""
EXPLAINED = 5
"""Ties whose passages a terminal shows: a screen."""
CITED = 2
"""Articles told at a step of a way; the others are counted."""
NAMED = 6
"""Members that name a community on a terminal: more than a line holds."""
WIDE = 100
"""Columns of a terminal from which on there is room for the figures that can be done without."""


def print_network(network: "Network") -> None:
    """Print who is in it, how they are tied, and which communities they form."""
    actors = sum(1 for _, data in network.nodes(data=True) if data.get("type") != ARTICLE)
    articles = network.graph.get("articles", 0)
    if everywhere := in_all_articles(network):
        _say(f"In all {articles:,} articles: {', '.join(row.name for row in everywhere)}")
        click.echo()
    _print_actors(network, f"Top actors, of {actors:,} in {plural(articles, 'article')}")
    click.echo()
    if actors < len(network):
        _print_articles(network, f"Articles with most actors, of {len(network) - actors:,}")
    else:
        _print_ties(network, f"Strongest ties, of {network.number_of_edges():,} by {_unit(network)}")
    _print_communities(network)


def print_paths(network: "Network", ends: Sequence[Entity], ways: Sequence[Way]) -> None:
    """Print the ways between two actors; of each step the best passages and the articles that name both."""
    title = f"{plural(len(ways), 'way')} between {' and '.join(end.name for end in ends)}"
    if not sys.stdout.isatty():
        rows = [
            (way, number, tie.left, tie.right, tie.weight, " | ".join(map(str, tie.citations)), " | ".join(map(str, tie.snippets)))
            for way, path in enumerate(ways, 1)
            for number, tie in enumerate(path.steps, 1)
        ]
        table(("way", "step", "actor", "actor", "weight", "articles", "evidence"), rows, title=title)
        return
    _say(f"{title}, the strongest first" if len(ways) > 1 else title)
    for number, path in enumerate(ways, 1):
        click.echo()
        _say(f"{number}  {' → '.join(name_of(network, ident) for ident in path.actors)}", style="bold")
        for tie in path.steps:
            _tell(network, tie, CITED, indent=3)


def _print_actors(network: "Network", title: str) -> None:
    rows = top_actors(network, SHOWN)
    columns = [("actor", "name")] if sys.stdout.isatty() else [("entity", "id"), ("name", "name")]
    columns += [("type", "type"), ("articles", "articles"), ("mentions", "mentions"), ("ties", "ties"), ("strength", "strength")]
    columns += _known(rows, betweenness="betweenness", community="community")
    _print(columns, rows, title, spare=("mentions", "strength"))


def _print_articles(network: "Network", title: str) -> None:
    rows = fullest_articles(network, SHOWN)
    if not sys.stdout.isatty():
        columns = [("article", "id"), ("title", "name"), ("date", "date"), ("source", "source"), ("actors", "actors")]
    else:
        known = [(name, name) for name in ("date", "source") if any(getattr(row, name) for row in rows)]
        columns = [("article", "name"), *known, ("actors", "actors")]
    _print(columns, rows, title)


def _print_ties(network: "Network", title: str) -> None:
    rows = strongest_ties(network, SHOWN)
    drawn = sys.stdout.isatty()
    columns = [("actor", "left_name"), ("actor", "right_name")] if drawn else [("actor", "left"), ("actor", "right")]
    counts = ("articles", "paragraphs", "sentences")
    unit = f"{_unit(network)}s"
    if unit not in counts or network.graph.get("weight", "count") != "count":
        columns.append(("weight", "weight"))
    columns += [(name, name) for name in counts]
    columns += _known(rows, npmi="npmi", q="q_value")
    if not drawn:
        columns.append(("evidence", "evidence"))
    _print(columns, rows, title, spare=() if unit == "paragraphs" else ("paragraphs",))
    if drawn and rows:
        _say("Why they are tied", style="bold")
        click.echo()
        for row in rows[:EXPLAINED]:
            _tell(network, step(network, row.left, row.right), 1)


def _print_communities(network: "Network") -> None:
    """All of them with all members in a pipe; on a terminal the largest, named by their strongest members."""
    found = [
        (community.number, [ident for ident in community.members if network.nodes[ident].get("type") != ARTICLE])
        for community in communities(network)
    ]
    if len(found) < 2:
        return
    click.echo()
    drawn = sys.stdout.isatty()
    shown, named = (found[:SHOWN], NAMED) if drawn else (found, max((len(members) for _, members in found), default=0))
    rows = [
        (number, len(members), ", ".join([*(name_of(network, ident) for ident in members[:named]), *(["…"] if members[named:] else [])]))
        for number, members in shown
    ]
    table(("community", "actors", "the strongest first"), rows, title=f"Communities: {len(found):,}", cut=True)


def _tell(network: "Network", tie: Step, limit: int, *, indent: int = 0) -> None:
    """A tie with its best passages, each with its article; then the articles that no passage is from, and how many more there are."""
    _say(f"{name_of(network, tie.left)} – {name_of(network, tie.right)}: {_weight(network, tie.weight)}", indent=indent)
    passages = tie.snippets[:limit]
    known = {citation.id: citation for citation in tie.citations}
    told = [(passage.text, _about(known.get(passage.article_id), passage)) for passage in passages]
    others = [_about(citation) for citation in tie.citations if citation.id not in {passage.article_id for passage in passages}]
    told += [("", about) for about in others[: limit - len(told)]]
    more = len({*known, *(passage.article_id for passage in passages)}) - len({about for _, about in told})
    for number, (text, about) in enumerate(told, 1):
        if text:
            _say(text, indent=indent + 2)
        rest = f"; and {plural(more, 'more article')}" if more > 0 and number == len(told) else ""
        _say(f"{about}{rest}", indent=indent + 4, style="dim")


def _about(citation: Citation | None, passage: Snippet | None = None) -> str:
    """The date, title (unless it is the passage) and source of an article, its id, and the copies that carry the passage too."""
    title = citation.title if citation and not (passage and passage.text == citation.title) else ""
    known = [part for part in (citation.date, title, citation.source) if part] if citation else []
    ident = citation.id if citation else passage.article_id if passage else ""
    also = f" (also {passage.also})" if passage and passage.also else ""
    return f"{' · '.join([*known, f'[{ident}]'])}{also}"


def _weight(network: "Network", weight: float) -> str:
    """The weight of a tie in words."""
    if network.graph.get("weight") != Weight.COUNT:
        return f"weight {weight:.3f}"
    unit = _unit(network)
    return plural(int(weight), "window" if unit == Unit.TOKENS else unit)


def _unit(network: "Network") -> str:
    return str(network.graph.get("unit", "weight"))


def _known(rows: Sequence[Any], **columns: str) -> list[tuple[str, str]]:
    """Those columns, heading and attribute, of which every row has the figure."""
    return [(heading, name) for heading, name in columns.items() if all(getattr(row, name) is not None for row in rows)]


def _print(columns: Sequence[tuple[str, str]], rows: Sequence[Any], title: str, *, spare: Collection[str] = ()) -> None:
    """Print attributes of the rows under their headings; a narrow terminal goes without those to spare."""
    narrow = sys.stdout.isatty() and Console(file=sys.stdout).width < WIDE
    kept = [(heading, name) for heading, name in columns if not (narrow and name in spare)]
    table([heading for heading, _ in kept], [[getattr(row, name) for _, name in kept] for row in rows], title=title, cut=True)


def _say(text: str, *, indent: int = 0, style: str = "") -> None:
    """Print a line, on a terminal wrapped to its width."""
    if sys.stdout.isatty():
        Console(file=sys.stdout, highlight=False).print(Padding(Text(printable(text), style=style), (0, 0, 0, indent), expand=False))
    else:
        click.echo(printable(text))
