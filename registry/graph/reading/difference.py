"""Two graphs of actors, and what is new, gone, stronger or weaker in the second.

Two periods seldom have as many articles, so ties are compared by their rates: how many of the graph's windows (`windows`, of its unit)
name both. A tie that both graphs have is called stronger or weaker only where the rates differ by more than chance, at a q-value of at
most `LEVEL`; else it is the same. That a tie is new or has vanished is a fact of the counting, and its q-value says whether it would
be one of chance too. A tie that is missing from a graph was seen in none of its windows; where a graph has been cut (`minimum`, a
backbone), it may have been seen and cut away.

The significance of a change is that of the table of windows that name both and that do not, in the one graph and in the other:
G², as in Rayson and Garside, Proceedings of the Workshop on Comparing Corpora, ACL 2000, with the windows that do not name both
counted in too (Dunning 1993), since a window names both or not, and rates may be near 1. The p-value is exact and two-sided: twice the
smaller tail of the hypergeometric distribution (Fisher 1922), since counts are often small, where G² against chi² promises too much.
The q-value corrects it for the number of ties seen in either graph (Benjamini and Hochberg 1995).

Articles that both graphs count speak for neither side, and the test, which takes the windows of the two for different ones, then finds
too little rather than too much.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx

from registry.errors import GraphError
from registry.graph.chance.correction import adjusted
from registry.graph.chance.significance import log_likelihood, p_value
from registry.graph.periods import early, late
from registry.graph.reading.changes import Change
from registry.graph.ties import BETWEEN_IDS, BETWEEN_PARTS, citations, snippets

__all__ = ["LEVEL", "difference"]

LEVEL = 0.05
"""Of the ties called stronger or weaker, one in twenty is expected to be chance."""
CITED = 10
"""Articles that `sources` names, as in the graphs compared; `article_ids` has all."""
UNITS = {"article": "articles", "paragraph": "paragraphs", "sentence": "sentences"}
"""The column of a tie that counts the windows of a unit; `weight` does where a graph's unit is another."""
ALIKE = ("unit", "window", "weight")
"""What two graphs must share to be compared."""
KEPT = ("label", "name", "type", "country")
"""What an actor is in both graphs; what is said of its place in the network holds in one."""
TOLD = ("articles", "article_ids", "sources", "first_date", "last_date", "evidence")
"""Where a tie comes from."""

Row = dict[str, Any]


def difference(before: "nx.Graph[Any]", after: "nx.Graph[Any]") -> "nx.Graph[Any]":
    """Both graphs in one, and what became of each actor and tie.

    Nodes have label, name, type and country, `change`, `articles_before`, `articles_after`, `articles` (the larger).
    Edges have `change`; `weight_before`, `weight_after` (0 where the tie is not) and `weight`, the larger; `article_ids`, `articles`,
    `sources`, `first_date` and `last_date` of both sides together; `evidence`, the snippets of both, those first that only `after` has,
    which `evidence_new` has alone.
    Where the graphs say how many windows (of nodes: articles) they count, nodes and edges have `rate_before`, `rate_after` (0..1),
    `change_log_likelihood` (>= 0), `change_p_value` and `change_q_value`; without, more is stronger and less is weaker. The graph carries
    what both share, and `articles`, `windows`, `since` and `until` of each as `articles_before` and so on.

    Raises GraphError where the graphs differ in unit, window or weight, or are directed. O(nodes + edges) and a sort.

    >>> july, august = nx.Graph(windows=90), nx.Graph(windows=90)
    >>> july.add_edge("csto", "russia", weight=2)
    >>> august.add_edge("csto", "russia", weight=30)
    >>> august.add_edge("csto", "taliban", weight=1)
    >>> [(left, right, tie["change"], tie["rate_after"]) for left, right, tie in difference(july, august).edges(data=True)]
    [('csto', 'russia', 'stronger', 0.333333), ('csto', 'taliban', 'new', 0.011111)]
    """
    _check(before, after)
    graph: nx.Graph[Any] = nx.Graph(**_attributes(before, after))
    nodes = {}
    for node in sorted({*before, *after}, key=str):
        old, new = (side.nodes[node] if node in side else None for side in (before, after))
        nodes[node] = {name: found[name] for name in KEPT for found in [{**(old or {}), **(new or {})}] if name in found}
        nodes[node].update(_counts("articles", _number(old, "articles"), _number(new, "articles")), change=_first(old, new))
    totals = [side.graph.get("articles") for side in (before, after)]
    _weigh(nodes.values(), totals, [(row["articles_before"], row["articles_after"]) for row in nodes.values()])
    graph.add_nodes_from(nodes.items())

    ties: dict[tuple[Any, Any], Row] = {}
    seen = []
    for left, right in sorted({_pair(*tie) for side in (before, after) for tie in side.edges}, key=_key):
        old, new = (side.get_edge_data(left, right) for side in (before, after))
        ties[left, right] = row = _counts("weight", _number(old, "weight", 1), _number(new, "weight", 1))
        row.update(_evidence(before if old is not None else None, after if new is not None else None, left, right))
        row["change"] = _first(old, new)
        seen.append((_windows(before, old), _windows(after, new)))
    _weigh(ties.values(), [side.graph.get("windows") for side in (before, after)], seen)
    graph.add_edges_from((*pair, row) for pair, row in ties.items())
    return graph


def _check(before: "nx.Graph[Any]", after: "nx.Graph[Any]") -> None:
    for graph in (before, after):
        if graph.is_directed() or graph.is_multigraph():
            raise GraphError(f"a {type(graph).__name__}: only undirected graphs with one tie a pair are compared; make it a networkx.Graph")
    for name in ALIKE:
        old, new = before.graph.get(name), after.graph.get(name)
        if old != new and name in before.graph and name in after.graph:
            raise GraphError(f"{name} is {old!r} before and {new!r} after: the counts cannot be compared; make both graphs alike")


def _attributes(before: "nx.Graph[Any]", after: "nx.Graph[Any]") -> Row:
    """What both graphs share, and what each counts."""
    shared = {name: value for name, value in before.graph.items() if name in ALIKE and after.graph.get(name) == value}
    counted = {
        f"{name}_{when}": side.graph[name]
        for name in ("articles", "windows", "since", "until", "left_out", "minimum")
        for when, side in (("before", before), ("after", after))
        if side.graph.get(name) is not None
    }
    catalogue = _catalogue(before) | _catalogue(after)
    told = {"catalogue": json.dumps(catalogue, ensure_ascii=False, sort_keys=True)} if catalogue else {}
    return {**shared, **counted, **told}


def _catalogue(graph: "nx.Graph[Any]") -> dict[str, Any]:
    try:
        found = json.loads(graph.graph.get("catalogue") or "{}")
    except (TypeError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _number(data: Mapping[str, Any] | None, name: str, missing: int = 0) -> int | float:
    """A count of a node or tie; 0 where there is none of them, `missing` where it does not say."""
    if data is None:
        return 0
    value = data.get(name, missing)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else missing


def _counts(name: str, old: float, new: float) -> Row:
    return {f"{name}_before": old, f"{name}_after": new, name: max(old, new)}


def _first(old: object, new: object) -> str:
    """What can be said without the rates."""
    return (Change.NEW if old is None else Change.VANISHED if new is None else Change.SAME).value


def _pair(left: Any, right: Any) -> tuple[Any, Any]:
    return (left, right) if str(left) <= str(right) else (right, left)


def _key(pair: tuple[Any, Any]) -> tuple[str, str]:
    return str(pair[0]), str(pair[1])


def _windows(graph: "nx.Graph[Any]", tie: Mapping[str, Any] | None) -> float:
    """How many windows of the graph's unit name both."""
    column = UNITS.get(str(graph.graph.get("unit")), "weight")
    return _number(tie, column if tie is not None and column in tie else "weight", 1)


def _weigh(rows: Iterable[Row], totals: list[Any], seen: list[tuple[float, float]]) -> None:
    """Add rates and significance to the rows, if they can be had, and say which are stronger or weaker. `seen`: the counts of each."""
    rows = list(rows)
    before, after = totals
    if not (type(before) is type(after) is int and all(_fits(old, before) and _fits(new, after) for old, new in seen)):
        for row, (old, new) in zip(rows, seen, strict=True):
            if row["change"] == Change.SAME and old != new:
                row["change"] = (Change.STRONGER if new > old else Change.WEAKER).value
        return
    p_values = [_p_value(int(old), int(new), before, after) for old, new in seen]
    q_values = adjusted(p_values, len(p_values))
    for row, (old, new), p, q in zip(rows, seen, p_values, q_values, strict=True):
        rates = old / before if before else 0.0, new / after if after else 0.0
        row["rate_before"], row["rate_after"] = round(rates[0], 6), round(rates[1], 6)
        row["change_log_likelihood"] = log_likelihood(int(new), after, int(old + new), before + after)
        row["change_p_value"], row["change_q_value"] = p, float(f"{q:.4g}")
        if row["change"] == Change.SAME and q <= LEVEL:
            row["change"] = (Change.STRONGER if rates[1] > rates[0] else Change.WEAKER).value


def _fits(count: float, total: int) -> bool:
    """Whether so many of all windows may name both: a weight that is no count does not."""
    return count == int(count) and 0 <= count <= total


def _p_value(old: int, new: int, before: int, after: int) -> float:
    """Fisher's exact test, two-sided: twice the smaller tail."""
    tails = (p_value(count, windows, old + new, before + after) for count, windows in ((old, before), (new, after)))
    return min(1.0, 2 * min(tails))


def _evidence(before: "nx.Graph[Any] | None", after: "nx.Graph[Any] | None", left: Any, right: Any) -> Row:
    """The articles and snippets of both sides together; what no side has is left out. None: the side has no such tie."""
    if before is None or after is None:
        one = before if after is None else after
        told = one.edges[left, right] if one is not None else {}
        fresh = {"evidence_new": told["evidence"] if after is not None else ""} if "evidence" in told else {}
        return {**{name: told[name] for name in TOLD if name in told}, **fresh}
    row: Row = {}
    ties = before.edges[left, right], after.edges[left, right]
    if any("article_ids" in tie for tie in ties):
        cited = {citation.id: citation for side in (before, after) for citation in citations(side, left, right)}
        row["article_ids"], row["articles"] = BETWEEN_IDS.join(cited), len(cited)
        more = f" and {len(cited) - CITED} more" if len(cited) > CITED else ""
        row["sources"] = BETWEEN_PARTS.join(map(str, list(cited.values())[:CITED])) + more
    if any("first_date" in tie for tie in ties):
        row["first_date"] = min((str(tie.get("first_date") or "") for tie in ties), key=early)
    if any("last_date" in tie for tie in ties):
        row["last_date"] = max((str(tie.get("last_date") or "") for tie in ties), key=late)
    if any("evidence" in tie for tie in ties):
        old, new = ([*map(str, snippets(side, left, right))] for side in (before, after))
        fresh_ones = [snippet for snippet in new if snippet not in old]
        row["evidence"] = BETWEEN_PARTS.join(dict.fromkeys([*fresh_ones, *new, *old]))
        row["evidence_new"] = BETWEEN_PARTS.join(fresh_ones)
    return row
