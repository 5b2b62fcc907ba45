"""The difference of two graphs: what is new, vanished, stronger, weaker or the same, by which rates, with which evidence."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from letters import LETTERS, read
from tables import cases

from registry.errors import GraphError
from registry.graph.cooccurrence import cooccurrence
from registry.graph.export import WRITERS, write
from registry.graph.reading.changes import Change, actor_changes, changes
from registry.graph.reading.difference import LEVEL, difference
from registry.graph.reading.load import read_graph
from registry.graph.ties import citations, snippets

TURNED = {"new": "vanished", "vanished": "new", "stronger": "weaker", "weaker": "stronger", "same": "same"}
TEXTS = st.lists(st.lists(st.sampled_from("abcde"), min_size=1, max_size=4).map(" ".join), max_size=12)


def network(texts: list[str], *, since: str | None = None, until: str | None = None, start: int = 0, **options: Any) -> "nx.Graph[str]":
    """The graph of texts, one a day from the first of July 2021, or from `start` days later."""
    days = [f"2021-{7 + number // 28:02d}-{number % 28 + 1:02d}" for number in range(start, start + len(texts))]
    annotations = [read(f"{text}.", id=day, date=day) for text, day in zip(texts, days, strict=True)]
    return cooccurrence(annotations, LETTERS, copies_once=False, since=since, until=until, **options)


def one_tie(told: str) -> "nx.Graph[str]":
    """A graph with one tie, from "WEIGHT of WINDOWS"."""
    weight, _, windows = told.partition(" of ")
    graph: nx.Graph[str] = nx.Graph(**({"windows": int(windows)} if windows else {}))
    if weight != "-":
        graph.add_edge("a", "b", weight=float(weight) if "." in weight else int(weight))
    return graph


def named(graph: "nx.Graph[Any]") -> dict[tuple[str, str], str]:
    return {(row.left, row.right): row.change.value for row in changes(graph)}


@pytest.mark.parametrize("case", cases("graph", "changes", needs="before after change"))
def test_change_of_a_tie(case: dict[str, str]) -> None:
    """A tie is what the table says, and the reverse the other way round."""
    before, after = one_tie(case["before"]), one_tie(case["after"])
    (row,) = changes(difference(before, after))
    assert row.change.value == case["change"]
    (turned,) = changes(difference(after, before))
    assert turned.change.value == TURNED[case["change"]]
    assert (row.log_likelihood, row.q_value) == (turned.log_likelihood, turned.q_value)


def test_attributes() -> None:
    """Weights, rates, dates and articles of both sides; the larger weight is the one that is drawn."""
    before, after = network(["a b"] * 3 + ["c d"]), network(["a b", "a e"], start=28)
    tie = difference(before, after).edges["a", "b"]
    assert {name: tie[name] for name in ("weight_before", "weight_after", "weight", "rate_before", "rate_after", "articles")} == {
        "weight_before": 3,
        "weight_after": 1,
        "weight": 3,
        "rate_before": 0.75,
        "rate_after": 0.5,
        "articles": 4,
    }
    assert (tie["first_date"], tie["last_date"]) == ("2021-07-01", "2021-08-01")
    assert tie["article_ids"] == "2021-07-01; 2021-07-02; 2021-07-03; 2021-08-01"


def test_graph_and_nodes() -> None:
    """The graph says what each side counted; actors are compared by the articles that name them."""
    graph = difference(network(["a b"] * 20 + ["a c"]), network(["a d"] * 30, start=28))
    assert {
        "articles_before": 21,
        "articles_after": 30,
        "windows_before": 21,
        "windows_after": 30,
        "unit": "article",
    }.items() <= graph.graph.items()
    rows = {row.id: (row.change.value, row.before, row.after) for row in actor_changes(graph)}
    assert rows == {"d": ("new", 0, 30), "b": ("vanished", 20, 0), "a": ("same", 21, 30), "c": ("vanished", 1, 0)}
    assert next(iter(rows)) == "d"
    assert {"label": "D", "name": "D", "type": "person", "articles": 30}.items() <= graph.nodes["d"].items()


def test_most_telling_first() -> None:
    """The tie that chance explains least comes first, whatever became of it."""
    rows = changes(difference(network(["a b"] * 12 + ["c d", "a c"]), network(["a b"] * 2 + ["c d"] + ["d e"] * 20, start=14)))
    assert [(row.left, row.right) for row in rows] == [("d", "e"), ("a", "b"), ("a", "c"), ("c", "d")]
    assert rows[0].log_likelihood > rows[1].log_likelihood > rows[2].log_likelihood


def test_evidence_of_both_sides() -> None:
    """Snippets of both, those first that are new; where a tie is on one side, its own."""
    before, after = network(["a or b", "c d"]), network(["a to b", "c e"], start=28)
    graph = difference(before, after)
    assert [(snippet.article_id, snippet.text) for snippet in snippets(graph, "a", "b")] == [
        ("2021-08-01", "a to b."),
        ("2021-07-01", "a or b."),
    ]
    assert graph.edges["a", "b"]["evidence_new"] == "2021-08-01: a to b."
    assert (graph.edges["c", "d"]["evidence"], graph.edges["c", "d"]["evidence_new"]) == ("2021-07-02: c d.", "")
    assert (graph.edges["c", "e"]["evidence"], graph.edges["c", "e"]["evidence_new"]) == ("2021-08-02: c e.",) * 2
    assert [row.evidence for row in changes(graph)] == ["2021-07-02: c d.", "2021-08-02: c e.", "2021-08-01: a to b."]
    assert [str(citation) for citation in citations(graph, "a", "b")] == ["2021-07-01 (2021-07-01)", "2021-08-01 (2021-08-01)"]


def test_articles_in_both_count_once() -> None:
    """Of a corpus that has grown, what was there before is cited once, and its snippets are not new."""
    before = network(["a b"] * 2)
    tie = difference(before, network(["a b"] * 12)).edges["a", "b"]
    assert tie["articles"] == 12
    assert tie["sources"].endswith(" and 2 more")
    assert tie["evidence"] == "2021-07-03: a b. | 2021-07-01: a b. | 2021-07-02: a b."
    assert tie["evidence_new"] == "2021-07-03: a b."


def test_units_are_counted_in_their_windows() -> None:
    """By sentence, rates are shares of sentences; Newman's weights are drawn, and windows tested."""
    texts = ["a b. a b. c d."] * 6
    tie = difference(network(texts, unit="sentence"), network(texts, unit="sentence")).edges["a", "b"]
    assert (tie["rate_before"], tie["weight_before"]) == (round(12 / 18, 6), 12)
    damped = difference(network(["a b c"] * 6, weight="newman"), network(["a b c"] * 6, weight="newman")).edges["a", "b"]
    assert (damped["weight_before"], damped["rate_before"]) == (3.0, 1.0)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        pytest.param({"unit": "article"}, {"unit": "sentence"}, "unit is 'article' before and 'sentence' after", id="unit"),
        pytest.param({"weight": "count"}, {"weight": "newman"}, "weight is 'count' before and 'newman' after", id="weight"),
        pytest.param({"window": 20}, {"window": 40}, "window is 20 before and 40 after", id="window"),
    ],
)
def test_what_cannot_be_compared(before: dict[str, Any], after: dict[str, Any], words: str) -> None:
    """Graphs that count different things are refused, with what differs."""
    with pytest.raises(GraphError, match=words):
        difference(nx.Graph(**before), nx.Graph(**after))


def test_directed_graphs_are_refused() -> None:
    """A tie of actors has no direction, and one tie a pair."""
    for wrong in (nx.DiGraph(), nx.MultiGraph()):
        with pytest.raises(GraphError, match="undirected"):
            difference(nx.Graph(), wrong)


def test_foreign_graphs() -> None:
    """Graphs that somebody else made have what they have: no names, no weights, ids that are numbers."""
    before, after = nx.Graph([(1, 2), (2, 3)]), nx.Graph([(2, 1), (2, "x")])
    graph = difference(before, after)
    assert {("1", "2"): "same", ("2", "3"): "vanished", ("2", "x"): "new"} == named(graph)
    assert graph.edges[1, 2] == {"weight_before": 1, "weight_after": 1, "weight": 1, "change": "same"}


@given(TEXTS)
def test_nothing_changed(texts: list[str]) -> None:
    """A graph and itself have nothing but the same."""
    graph = network(texts)
    found = difference(graph, graph)
    assert {row.change for row in (*changes(found), *actor_changes(found))} <= {Change.SAME}
    assert {tie["weight"] for *_, tie in found.edges(data=True)} == {tie["weight"] for *_, tie in graph.edges(data=True)}
    assert all(tie["evidence_new"] == "" and tie["change_p_value"] == 1.0 for *_, tie in found.edges(data=True))


@given(TEXTS, TEXTS)
def test_turned_round(one: list[str], other: list[str]) -> None:
    """Before and after exchanged, new is vanished and stronger is weaker, and nothing else changes."""
    before, after = network(one), network(other, start=28)
    there, back = difference(before, after), difference(after, before)
    assert named(back) == {pair: TURNED[change] for pair, change in named(there).items()}
    assert {row.id: TURNED[row.change.value] for row in actor_changes(there)} == {row.id: row.change.value for row in actor_changes(back)}
    assert set(there.edges) == set(before.edges) | set(after.edges)


@given(TEXTS, TEXTS)
def test_stronger_is_more_than_chance(one: list[str], other: list[str]) -> None:
    """What both have is stronger or weaker exactly if its q-value says so, in the direction of its rate."""
    for row in changes(difference(network(one * 4), network(other * 4, start=48))):
        if row.before and row.after:
            expected = Change.SAME if row.q_value > LEVEL else Change.STRONGER if row.rate_after > row.rate_before else Change.WEAKER
            assert row.change is expected


@given(st.lists(st.lists(st.sampled_from("abcde"), min_size=1, max_size=4).map(" ".join), max_size=80))
def test_months_add_up(texts: list[str]) -> None:
    """The weights of a period are the sums of those of its months, and no article is in two of them."""
    whole, parts = network(texts), [network(texts, since=month, until=month) for month in ("2021-07", "2021-08", "2021-09")]
    summed = Counter[tuple[str, str]]()
    for part in parts:
        summed.update({(min(pair), max(pair)): part.edges[pair]["weight"] for pair in part.edges})
    assert summed == {(min(pair), max(pair)): whole.edges[pair]["weight"] for pair in whole.edges}
    assert sum(part.graph["articles"] for part in parts) == whole.graph["articles"]


@pytest.mark.parametrize("suffix", [".graphml", ".json"])
def test_the_way_over_files(tmp_path: Path, suffix: str) -> None:
    """The difference of two files is that of the graphs they were written from, and is itself read back whole."""
    before, after = network(["a b", "b c", "a b"]), network(["a b", "a d e"], start=28)
    for name, graph in (("before", before), ("after", after)):
        write(graph, tmp_path / f"{name}{suffix}")
    found = difference(read_graph(tmp_path / f"before{suffix}"), read_graph(tmp_path / f"after{suffix}"))
    direct = difference(before, after)
    assert nx.utils.graphs_equal(found, direct)
    write(found, tmp_path / f"both{suffix}")
    again = read_graph(tmp_path / f"both{suffix}")
    assert changes(again) == changes(direct)
    assert json.loads(again.graph["catalogue"]).keys() == {"2021-07-01", "2021-07-02", "2021-07-03", "2021-08-01", "2021-08-02"}


@pytest.mark.parametrize("suffix", [suffix for suffix in WRITERS if suffix not in (".png", ".svg")])
def test_every_format(tmp_path: Path, suffix: str) -> None:
    """A difference is a graph like any other."""
    write(difference(network(["a b", "b c"]), network(["a b", "a d"], start=28)), tmp_path / f"both{suffix}")
    assert b"vanished" in (tmp_path / f"both{suffix}").read_bytes()
