"""From mentions to edges beside the sparse product B·Bᵀ of scipy on the same rows.

usage: pair_counting.py [MENTIONS] [ACTORS] [-o FILE]
-o FILE   also write the table as Markdown (`benchmarks/results/pair-counting.md` is the last run)

1,000,000 mentions of 5,000 actors unless said otherwise, 12 an article, by Zipf's law (the n-th actor is named 1/n as often as the
first). Each measure runs in a process of its own, `ROUNDS` times; times are the processor's; peak memory includes the interpreter, the
libraries and the articles.

`B·Bᵀ` is the product alone, of a matrix that is ready; ours begins with the same rows, and ends with the pairs in order, each once. "From
ids" begins with articles as lists of ids, which are numbered first. `cooccurrence` is everything: windows, evidence, dates, significance,
17 columns to an edge, in a networkx graph.
"""

import argparse
import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path
from statistics import median

import figures
from figures import Figure
from machine import described, peak

from registry.graph.cooccurrence import cooccurrence
from registry.graph.counting.pairs import Rows
from registry.records import Annotation, Article, Entity, EntityType, Mention, MentionKind, Status

MENTIONS, ACTORS, EACH = 1_000_000, 5_000, 12
ROUNDS = 3


def articles(mentions: int, actors: int) -> list[list[str]]:
    """The ids that each article names, the same in every process."""
    shares = list(accumulate(1 / rank for rank in range(1, actors + 1)))
    drawn = random.Random(1).choices(range(actors), cum_weights=shares, k=mentions)
    return [[f"actor-{number}" for number in drawn[at : at + EACH]] for at in range(0, mentions, EACH)]


def numbered(named: list[list[str]]) -> Rows:
    """Rows of actor numbers; the numbers are given as the ids are met."""
    numbers: dict[str, int] = {}
    return Rows([numbers.setdefault(ident, len(numbers)) for ident in set(ids)] for ids in named)


def product(named: list[list[str]]) -> Callable[[], int]:
    """Scipy's product; gives the number of edges."""
    import numpy
    import scipy.sparse

    rows = numbered(named)
    ends = numpy.cumsum([0, *rows.sizes()])
    members = numpy.concatenate([numpy.array(row) for row in rows])
    windows = scipy.sparse.csr_array((numpy.ones(len(members), numpy.int32), members, ends))
    matrix = windows.T.tocsr()
    return lambda: int(((matrix @ windows).nnz - matrix.shape[0]) // 2)


def ours(named: list[list[str]]) -> Callable[[], int]:
    """Rows to pairs."""
    import scipy.sparse  # noqa: F401 - the import is no part of the counting, here as there

    rows = numbered(named)
    return lambda: len(rows.pairs().left)


def plain(named: list[list[str]]) -> Callable[[], int]:
    """The same without scipy."""
    rows = numbered(named)
    return lambda: len(rows._counted(damped=False).left)


def from_ids(named: list[list[str]]) -> Callable[[], int]:
    """Ids to rows, rows to pairs."""
    import scipy.sparse  # noqa: F401

    return lambda: len(numbered(named).pairs().left)


def whole(named: list[list[str]]) -> Callable[[], int]:
    """Everything: windows, evidence, dates, significance, the networkx graph."""
    entities = {ident: Entity(ident, ident.title(), EntityType.PERSON) for ids in named for ident in ids}
    annotations = [annotation(number, ids) for number, ids in enumerate(named)]
    return lambda: cooccurrence(annotations, entities, copies_once=False).number_of_edges()


def annotation(number: int, ids: list[str]) -> Annotation:
    """An article of six sentences in two paragraphs, two actors a sentence."""
    text, mentions, sentences, begun = "", [], [], 0
    for place, ident in enumerate(ids, 1):
        mentions.append(Mention(len(text), len(text) + len(ident), ident, ident, Status.LINKED, MentionKind.NAME, 1.0))
        text += f"{ident} spoke in case {number}. "
        if place % 2 == 0:
            sentences.append((begun, len(text)))
            begun = len(text)
    paragraphs = [(block[0][0], block[-1][1]) for at in range(0, len(sentences), 3) if (block := sentences[at : at + 3])]
    article = Article(text, f"a{number}", f"2021-{number % 12 + 1:02}-{number % 28 + 1:02}", title=f"Case {number}", source="Wire")
    return Annotation(article, tuple(mentions), tuple(paragraphs), tuple(sentences))


PRODUCT = "scipy.sparse B·Bᵀ"
WAYS: dict[str, Callable[[list[list[str]]], Callable[[], int]]] = {
    PRODUCT: product,
    "registry, pairs": ours,
    "registry, pairs, from ids": from_ids,
    "registry, pairs, without scipy": plain,
    "registry, cooccurrence": whole,
}


def measured(way: str, mentions: int, actors: int) -> dict[str, float]:
    """Seconds of the processor, megabytes and edges, in this process."""
    action = WAYS[way](articles(mentions, actors))
    start = time.process_time()
    edges = action()
    seconds = time.process_time() - start
    return {"seconds": seconds, "megabytes": peak(), "edges": edges}


def apart(way: str, mentions: int, actors: int) -> dict[str, float]:
    """The same in a process of its own."""
    call = [sys.executable, __file__, str(mentions), str(actors), "--one", way]
    found: dict[str, float] = json.loads(subprocess.run(call, check=True, capture_output=True, text=True).stdout)
    return found


def medians(mentions: int, actors: int, rounds: int = ROUNDS) -> dict[str, dict[str, float]]:
    """Seconds, MiB and edges of each way; the ways take turns."""
    runs: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
    for _ in range(rounds):
        for way in WAYS:
            runs[way].append(apart(way, mentions, actors))
    edges = {run["edges"] for found in runs.values() for run in found}
    if len(edges) != 1:
        raise SystemExit(f"the ways differ in the number of edges: {sorted(edges)}")
    return {way: {key: median(run[key] for run in found) for key in found[0]} for way, found in runs.items()}


def table(middle: dict[str, dict[str, float]], mentions: int, actors: int) -> str:
    """Each way beside the product."""
    base = middle[PRODUCT]
    lines = [
        f"{mentions:,} mentions of {actors:,} actors, {EACH} an article: {base['edges']:,.0f} edges. {described('scipy', 'networkx')}",
        "",
        "| | time, of B·Bᵀ's | peak memory of the process, MiB |",
        "|---|---|---|",
        *(f"| {way} | {row['seconds'] / base['seconds']:.1f} | {row['megabytes']:,.0f} |" for way, row in middle.items()),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure one way, or all; print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mentions", type=int, nargs="?", default=MENTIONS)
    parser.add_argument("actors", type=int, nargs="?", default=ACTORS)
    parser.add_argument("-o", dest="output", type=Path)
    parser.add_argument("--one", choices=list(WAYS), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(measured(asked.one, asked.mentions, asked.actors)))
        return
    middle = medians(asked.mentions, asked.actors)
    text = "# Counting pairs\n\n`python benchmarks/pair_counting.py`\n\n" + table(middle, asked.mentions, asked.actors)
    print(text, end="")
    if asked.output:
        asked.output.write_text(text, "utf-8")
        of, base = f"{asked.mentions:,} mentions", middle[PRODUCT]
        found = [Figure(f"{way}, {of}", row["seconds"], "s", PRODUCT, base["seconds"]) for way, row in middle.items() if way != PRODUCT]
        held = middle["registry, pairs"]["megabytes"]
        found.append(Figure(f"registry, pairs, {of}: peak of memory", held, "MiB", PRODUCT, base["megabytes"]))
        figures.save(asked.output, found, "scipy", "networkx")


if __name__ == "__main__":
    main()
