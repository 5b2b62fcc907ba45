"""Writing a large graph as GraphML, beside networkx's own two writers; time and memory.

usage: graph_export.py [EDGES] [-o FILE]
EDGES     how many ties the graph has at least; 1,000,000 unless said otherwise
-o FILE   also write the table as Markdown (`benchmarks/results/graph-export.md` is the last run)

The graph is one of co-occurrence, made up: articles name twelve entities each, drawn by Zipf's law, and every pair of them is tied; nodes
and ties carry the attributes that `registry.cooccurrence` gives them, with texts as long as those of real articles. Each writer runs in a
process of its own that builds the same graph first, so that the peak of its memory is its own. Times are of the processor, as other work on
the machine would be measured too. `networkx.write_graphml` is either of the two peers: the one that uses lxml where lxml is installed, the
other elsewhere; the faster of them is what we are measured against.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate, combinations
from pathlib import Path
from typing import Any

import figures
import networkx as nx
from figures import Figure
from machine import peak

from registry.graph.export import write_graphml

EDGES = 1_000_000
ENTITIES = 60_000
"""Enough that a million pairs are reached while most are met once or twice, as in an archive."""
NAMED = 12
"""Actors an article, as the issue of a day has them."""
EXPONENT = 1.0
"""Zipf's own."""
CITED, QUOTED = 10, 3
"""How many articles and how many snippets a tie quotes, as `cooccurrence` does."""
WORDS = "border troops exercise said minister region Tajik Afghan forces security talks military president joint drills near report".split()

OURS = "registry"
PEERS = {"networkx, lxml": nx.write_graphml_lxml, "networkx, plain": nx.write_graphml_xml}
WRITERS: dict[str, Callable[..., None]] = {OURS: write_graphml, **PEERS}


@dataclass(frozen=True)
class Measured:
    """One writer's run: seconds of the processor, mebibytes at the peak and before it began, bytes written."""

    writer: str
    seconds: float
    peak: float
    before: float
    size: int


def articles(drawn: random.Random) -> Iterator[list[int]]:
    """Entities by rank, without end; twelve draws an article, doubles dropped."""
    chances = list(accumulate(1 / rank**EXPONENT for rank in range(1, ENTITIES + 1)))
    while True:
        yield sorted(set(drawn.choices(range(ENTITIES), cum_weights=chances, k=NAMED)))


def build(edges: int, seed: int = 1) -> "nx.Graph[str]":
    """The graph, with at least that many ties: the same for the same seed."""
    drawn = random.Random(seed)
    together: dict[tuple[int, int], list[int]] = {}
    named: Counter[int] = Counter()
    count = 0
    for number, actors in enumerate(articles(drawn)):
        if len(together) >= edges:
            count = number
            break
        named.update(actors)
        for pair in combinations(actors, 2):
            together.setdefault(pair, []).append(number)
    graph: nx.Graph[str] = nx.Graph(unit="article", articles=count, windows=count, minimum=1, null="hypergeometric")
    for ident, times in named.items():
        kind = ("person", "organization", "group", "military_unit", "place")[ident % 5]
        name = f"Actor {ident}"
        graph.add_node(f"actor-{ident}", label=name, name=name, type=kind, country="tajikistan", articles=times, mentions=times * 3)
    sentence = " ".join(drawn.choices(WORDS, k=22))
    for (left, right), numbers in together.items():
        graph.add_edge(f"actor-{left}", f"actor-{right}", **_tie(numbers, sentence, drawn))
    return graph


def _tie(numbers: list[int], sentence: str, drawn: random.Random) -> dict[str, Any]:
    times = len(numbers)
    dates = [f"20{number % 20 + 4:02}-{number % 12 + 1:02}-{number % 28 + 1:02}" for number in numbers]
    ids = [f"news-{number:07}" for number in numbers]
    cited = " | ".join(f"{ident} ({date}; {sentence[:60]}; Asia-Plus)" for ident, date in zip(ids[:CITED], dates, strict=False))
    months = Counter(date[:7] for date in dates)
    return {
        "articles": times,
        "paragraphs": times // 2,
        "sentences": times // 3,
        "weight": times,
        "newman": times / (NAMED - 1),
        "first_date": min(dates),
        "last_date": max(dates),
        "months": "; ".join(f"{month}: {count}" for month, count in sorted(months.items())),
        "article_ids": "; ".join(ids),
        "sources": cited + (f" | and {times - CITED} more" if times > CITED else ""),
        "evidence": " | ".join(f"{ident}: {sentence}" for ident in ids[:QUOTED]),
        "npmi": round(drawn.uniform(-1, 1), 6),
        "log_likelihood": round(drawn.expovariate(0.1), 6),
        "p_value": round(drawn.random(), 6),
        "q_value": round(drawn.random(), 6),
    }


def measure(writer: str, edges: int) -> Measured:
    """One writer in a process of its own."""
    command = [sys.executable, __file__, str(edges), "--one", writer]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Measured(**json.loads(done.stdout))


def run(writer: str, edges: int) -> Measured:
    """Build, then write, in this process."""
    graph = build(edges)
    before = peak()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "g.graphml"
        start = time.process_time()
        WRITERS[writer](graph, path)
        seconds = time.process_time() - start
        return Measured(writer, seconds, peak(), before, path.stat().st_size)


def judged(found: list[Measured], edges: int) -> Iterator[Figure]:
    """Time, memory and size beside the faster peer's."""
    ours, peer = beside(found)
    what = f"GraphML of {edges:,} ties"
    yield Figure(what, ours.seconds, "s", peer.writer, peer.seconds)
    yield Figure(f"{what}: peak of memory", ours.peak, "MiB", peer.writer, peer.peak)
    yield Figure(f"{what}: file", ours.size / 1e6, "MB", peer.writer, peer.size / 1e6)


def beside(found: list[Measured]) -> tuple[Measured, Measured]:
    """Ours, and the faster peer."""
    ours = next(one for one in found if one.writer == OURS)
    return ours, min((one for one in found if one.writer != OURS), key=lambda one: one.seconds)


def report(found: list[Measured], nodes: int, edges: int) -> Iterator[str]:
    """The table in Markdown, and the ratio to the faster peer."""
    ours, peer = beside(found)
    attributes = len(_tie([0], "", random.Random(0)))
    yield f"{edges:,} ties with {attributes} attributes each, {nodes:,} nodes; a process each, networkx {nx.__version__}."
    yield ""
    yield "| writer | time, of the faster peer's | memory beside the graph, MiB | peak of the process, MiB | file, MB |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for one in found:
        share = f"{one.seconds / peer.seconds:.3f}"
        yield f"| {one.writer} | {share} | {one.peak - one.before:,.0f} | {one.peak:,.0f} | {one.size / 1e6:,.0f} |"
    yield ""
    yield f"One {peer.seconds / ours.seconds:.1f}th of the time of the faster peer, {peer.writer}."


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("edges", type=int, nargs="?", default=EDGES)
    parser.add_argument("-o", dest="output", type=Path)
    parser.add_argument("--one", choices=list(WRITERS), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        measured = run(given.one, given.edges)
        print(json.dumps({name: getattr(measured, name) for name in measured.__dataclass_fields__}))
        return
    graph = build(given.edges)
    nodes, edges = graph.number_of_nodes(), graph.number_of_edges()
    del graph
    found = [measure(writer, given.edges) for writer in WRITERS]
    text = "\n".join(["# A graph written as GraphML", "", *report(found, nodes, edges)]) + "\n"
    print(text, end="")
    if given.output:
        given.output.write_text(text, "utf-8")
        figures.save(given.output, judged(found, edges), "networkx", "lxml")


if __name__ == "__main__":
    main()
