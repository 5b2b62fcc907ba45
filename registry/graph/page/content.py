"""What a page shows of a graph, as plain JSON: actors by importance, ties by weight, types, communities, months, articles, texts.

An attribute that the graph lacks is left out, and the page then has no option for it.
"""

import math
import re
from collections import Counter, defaultdict
from typing import Any

import networkx as nx

from registry.graph.formats.flatten import Flat, Row
from registry.graph.page.chart import FRAME
from registry.graph.page.evidence import Shelf, shown
from registry.graph.page.places import places
from registry.graph.palette import COLOURS, NAMES
from registry.graph.picture.styles import CHANGES
from registry.graph.reading.measures import numbered

OTHER = "#8a8a8a"
"""The colour of types that are no entity's."""
RADII = (4.5, 15.0)
"""Of the least and the most named actor, in pixels: the least can still be hit, the most hides no neighbour."""
ROOMY = 400
"""Actors that have room at that size; with more the least get smaller, down to half."""
BACKBONE = 4
"""Of each actor's ties the strongest, by which actors are placed: all the ties of a co-occurrence graph pull everything to the middle."""
FIRST_TIES = 1500
"""About as many ties as are drawn at first: beyond it lines are a grey surface. The weakest wait behind the slider."""
NAMED = 3
"""Members that name a community."""
NODE_FACTS = ("country", "articles", "mentions", "date", "source", "change")
EDGE_FACTS = ("articles", "paragraphs", "sentences", "newman", "first_date", "last_date", "npmi", "log_likelihood", "p_value", "q_value")
CHANGE_FACTS = ("change", "weight_before", "weight_after", "change_q_value")
"""What the difference of two graphs says of a tie."""
_MONTH = re.compile(r"\s*(\d{4}(?:-\d{2})?)[^:;]*:\s*(\d+)")


def content(flat: Flat) -> dict[str, Any]:
    """The page's data.

    `nodes` are sorted by articles, then strength: the first get their labels first. `edges` are sorted by weight, the strongest first,
    and name their ends by number. Places are within `FRAME`.
    """
    graph = _plain(flat)
    weights = {pair: _number(graph.edges[pair], "weight", 1.0) for pair in graph.edges}
    strength: defaultdict[str, float] = defaultdict(float)
    for pair, weight in weights.items():
        for ident in pair:
            strength[ident] += weight
    ranked = sorted(graph, key=lambda ident: (-_number(graph.nodes[ident], "articles"), -strength[ident], ident))
    ties = sorted(graph.edges, key=lambda pair: (-weights[pair], *pair))
    measure = "articles" if any("articles" in row for _, row in flat.nodes) else ""
    sizes = {ident: _number(graph.nodes[ident], measure) if measure else strength[ident] for ident in graph}
    most = max(sizes.values(), default=0.0) or 1.0
    least = RADII[0] * max(0.5, min(1.0, math.sqrt(ROOMY / max(1, len(graph)))))
    radii = {ident: least + (RADII[1] - least) * math.sqrt(max(0.0, size) / most) for ident, size in sizes.items()}
    spots = places(ranked, _backbone(ties, weights), radii, FRAME)
    groups = communities(graph)
    types = _types(graph)
    shelf = Shelf(graph)
    edges = [_edge(graph, pair, weights[pair], shelf) for pair in ties]
    numbers = {ident: number for number, ident in enumerate(ranked)}
    for pair, edge in zip(ties, edges, strict=True):
        edge["s"], edge["t"] = sorted(numbers[ident] for ident in pair)
    nodes = [
        {
            "id": shown(ident),
            "name": shown(graph.nodes[ident]["name"]),
            "label": shown(graph.nodes[ident]["label"]),
            "type": types.index(str(graph.nodes[ident].get("type", ""))),
            "group": groups.get(ident, -1),
            "x": round(spots[ident][0], 1),
            "y": round(spots[ident][1], 1),
            "r": round(radii[ident], 1),
            **_facts(_told(graph, ident), NODE_FACTS),
        }
        for ident in ranked
    ]
    return {
        **heading(flat),
        "frame": [FRAME.right, FRAME.top],
        "nodes": nodes,
        "edges": edges,
        "types": [{"name": shown(NAMES.get(kind, kind) or "no type"), "colour": COLOURS.get(kind, OTHER)} for kind in types],
        "groups": _groups(nodes),
        "changes": [
            {"name": name, "colour": CHANGES[name].colour} for name in CHANGES if any(edge.get("change") == name for edge in edges)
        ],
        "months": _months(edges),
        "articles": shelf.articles.rows(),
        "texts": [text for (text,) in shelf.texts.rows()],
        "start": _start([edge["w"] for edge in edges]),
    }


def heading(flat: Flat) -> dict[str, Any]:
    """What the graph is: the title, a line of facts, and the unit in which ties are counted."""
    about = flat.attributes
    unit = shown(about.get("unit", "")) or "article"
    articles = about.get("articles")
    bipartite = any(row.get("type") == "article" for _, row in flat.nodes)
    what = "Actors and the articles that name them" if bipartite else "Actors named together"
    if "change" in flat.edge_types:
        what = "Changes in who is named together"
    title = f"{what}, in {_plural(articles, 'article')}" if isinstance(articles, int) else what
    dates = sorted(str(row[name]) for _, _, row in flat.edges for name in ("first_date", "last_date") if row.get(name))
    since = shown(about.get("since") or (dates[0] if dates else ""))
    until = shown(about.get("until") or (max(dates, key=lambda date: f"{date}~") if dates else ""))
    facts = [] if bipartite else [f"tied by {unit}" + (f" of {about['window']}" if about.get("window") and unit == "tokens" else "")]
    if since or until:
        facts.append(since if since == until else f"{since or '…'} to {until or '…'}")
    if about.get("weight") == "newman":
        facts.append("long lists damped (Newman)")
    if isinstance(copies := about.get("copies"), int) and copies:
        facts.append(f"{'1 copy' if copies == 1 else f'{copies:,} copies'} set aside")
    if isinstance(minimum := about.get("minimum"), int) and minimum > 1:
        facts.append(f"ties of {minimum} {unit}s or more")
    counted = "mention" if bipartite else "window" if unit == "tokens" else unit
    return {
        "title": title,
        "facts": " · ".join(facts),
        "unit": counted,
        "noun": "node" if bipartite else "actor",
        "damped": about.get("weight") == "newman",
    }


def communities(graph: "nx.Graph[str]") -> dict[str, int]:
    """The community of each actor that has one, numbered from 0, the largest; as the attribute `community` says, else found here."""
    told: defaultdict[str, list[str]] = defaultdict(list)
    attributes = {ident: row["community"] for ident, row in graph.nodes(data=True) if "community" in row}
    for ident, community in (attributes or numbered(graph)).items():
        if community not in ("", 0):
            told[str(community)].append(ident)
    groups = sorted((sorted(group) for group in told.values()), key=lambda group: (-len(group), group))
    return {ident: number for number, group in enumerate(groups) for ident in group}


def _plain(flat: Flat) -> "nx.Graph[str]":
    """The rows as a graph again: text ids, in sorted order. A tie with itself is none."""
    graph: nx.Graph[str] = nx.Graph(catalogue=flat.attributes.get("catalogue", ""))
    graph.add_nodes_from((ident, dict(row)) for ident, row in flat.nodes)
    for source, target, row in flat.edges:
        if source != target:
            graph.add_edge(source, target)
            graph.edges[source, target].update(row)
    return graph


def _backbone(ties: list[tuple[str, str]], weights: dict[tuple[str, str], float]) -> list[tuple[str, str, float]]:
    """The ties that are among the strongest of either end."""
    taken: Counter[str] = Counter()
    kept = []
    for left, right in ties:
        if min(taken[left], taken[right]) < BACKBONE:
            taken.update((left, right))
            kept.append((left, right, weights[left, right]))
    return kept


def _edge(graph: "nx.Graph[str]", pair: tuple[str, str], weight: float, shelf: Shelf) -> dict[str, Any]:
    row = graph.edges[pair]
    edge: dict[str, Any] = {"w": round(weight, 4), **_facts(row, EDGE_FACTS + CHANGE_FACTS)}
    articles, passages = shelf.behind(*pair)
    if articles:
        edge["a"] = articles
    if passages:
        edge["e"] = passages
    months = [[month, int(count)] for month, count in _MONTH.findall(str(row.get("months", "")))]
    if months:
        edge["m"] = months
    return edge


def _told(graph: "nx.Graph[str]", ident: str) -> Row:
    """An actor's attributes, its country by name where the country is an actor too."""
    row = graph.nodes[ident]
    country = graph.nodes.get(str(row.get("country", "")), {})
    return {**row, "country": country["name"]} if country else row


def _facts(row: Row, names: tuple[str, ...]) -> dict[str, Any]:
    facts = ((name, row.get(name, "")) for name in names)
    return {name: float(f"{value:.4g}") if isinstance(value, float) else _fact(value) for name, value in facts if value != ""}


def _fact(value: object) -> object:
    return value if isinstance(value, int) else shown(value)


def _types(graph: "nx.Graph[str]") -> list[str]:
    """The types there are: those of entities in the order of the palette, then others."""
    found = {str(row.get("type", "")) for _, row in graph.nodes(data=True)}
    return [kind for kind in COLOURS if kind in found] + sorted(found - COLOURS.keys())


def _groups(nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The communities by number; each is named by its most important members."""
    members: defaultdict[int, list[str]] = defaultdict(list)
    for node in nodes:
        members[node["group"]].append(node["label"])
    return [{"name": ", ".join(members[number][:NAMED]), "size": len(members[number])} for number in sorted(members) if number >= 0]


def _months(edges: list[dict[str, Any]]) -> list[str]:
    """All months from the first to the last in which there is a tie; a tie of which only the year is known counts in each of its months."""
    seen = {month for edge in edges for month, _ in edge.get("m", ())}
    if not seen:
        return []
    first, last = min(_index(month) for month in seen), max(_index(month, last=True) for month in seen)
    return [f"{index // 12:04}-{index % 12 + 1:02}" for index in range(first, last + 1)]


def _index(month: str, *, last: bool = False) -> int:
    """Months since the year 0."""
    year, _, number = month.partition("-")
    return int(year) * 12 + (min(12, max(1, int(number))) - 1 if number else 11 if last else 0)


def _start(weights: list[float]) -> float:
    """The least weight of the ties that are drawn at first."""
    if len(weights) <= FIRST_TIES:
        return min(weights, default=0.0)
    least = weights[FIRST_TIES]
    return min((weight for weight in weights if weight > least), default=weights[-1])


def _number(row: Row, name: str, default: float = 0.0) -> float:
    value = row.get(name, default)
    return float(value) if isinstance(value, int | float) else default


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
