"""Which options find the blocks that were planted in articles: ties, communities, and what they find where nothing was planted.

usage: planted_blocks.py [-o FILE] [--seeds N]
-o FILE   also write the tables as Markdown (`benchmarks/results/planted-blocks.md` is the last run)

An article names actors of one block, some strangers, and mostly the hub, who belongs to none; a few round-ups name nearly everybody. The
truth is the pairs within a block. Every option sees the same graphs, made by `Registry.cooccurrence`.
"""

import argparse
import random
import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from pathlib import Path

import networkx as nx

import registry
from registry.graph.chance.backbone import backbone
from registry.graph.chance.entropy import probabilities
from registry.records import Annotation, Article, Entity, EntityType, Mention, MentionKind, Status

ALPHA = 0.05
HUB = "hub"
Ties = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Plan:
    """What is planted."""

    name: str
    blocks: int = 6
    actors: int = 10  # of a block
    articles: int = 1000
    named: tuple[int, int] = (3, 6)  # draws of an article, from and to; the same actor may be drawn twice
    strangers: float = 0.2  # of the draws, from all blocks
    hub: float = 0.8  # of the articles
    round_ups: int = 8
    breadth: float = 0.9  # of the actors, in a round-up

    def __str__(self) -> str:
        return (
            f"{self.articles} articles of {self.named[0]} to {self.named[1]} draws, {self.strangers:.0%} of them strangers, the hub in "
            f"{self.hub:.0%}; {self.round_ups} round-ups of {self.breadth:.0%} of the {self.blocks * self.actors} actors."
        )

    def block(self, actor: str) -> str:
        """The part of the name that says it."""
        return actor.split("-")[0]

    def names(self) -> list[str]:
        """All but the hub."""
        return [f"{chr(ord('a') + block)}-{number}" for block in range(self.blocks) for number in range(self.actors)]

    def truth(self) -> Ties:
        """The pairs of a block."""
        return frozenset(pair for pair in combinations(self.names(), 2) if len({self.block(actor) for actor in pair}) == 1)

    def casts(self, drawn: random.Random) -> list[list[str]]:
        """Who is named, article by article. Within a block the first are named more often than the last, as 1 to 1/sqrt(10)."""
        names = self.names()
        often = {name: (1 + int(name.split("-")[1])) ** -0.5 for name in names}
        members = {block: [name for name in names if self.block(name) == block] for block in map(self.block, names)}
        casts = []
        for _ in range(self.articles):
            at_home = members[drawn.choice(sorted(members))]
            pools = [names if drawn.random() < self.strangers else at_home for _ in range(drawn.randint(*self.named))]
            cast = {drawn.choices(pool, [often[name] for name in pool])[0] for pool in pools}
            casts.append(sorted(cast | ({HUB} if drawn.random() < self.hub else set())))
        casts += [[name for name in [*names, HUB] if drawn.random() < self.breadth] for _ in range(self.round_ups)]
        return casts


PLANS = (
    Plan("as described"),
    Plan("no round-ups", round_ups=0),
    Plan("neither hub nor round-ups", round_ups=0, hub=0.0),
    Plan("more round-ups", round_ups=25),
    Plan("more strangers", strangers=0.4),
    Plan("more strangers and more round-ups", strangers=0.4, round_ups=25),
    Plan("fewer articles", articles=300),
)


def annotations(casts: Iterable[Sequence[str]], drawn: random.Random) -> list[Annotation]:
    """Articles that name them, in any order, among words of their own, so that none is a copy of another."""
    found = []
    for number, cast in enumerate(casts):
        text, mentions = "", []
        for name in drawn.sample(list(cast), len(cast)):
            mentions.append(Mention(len(text), len(text) + len(name), name, name, Status.LINKED, MentionKind.NAME, 1.0))
            text += f"{name} {drawn.getrandbits(40):x} {drawn.getrandbits(40):x} "
        span = ((0, len(text)),)
        found.append(Annotation(Article(text, id=str(number)), tuple(mentions), span, span))
    return found


def network(casts: Sequence[Sequence[str]], names: Iterable[str], null: str, drawn: random.Random) -> "nx.Graph[str]":
    """The graph that a user gets."""
    entities = [Entity(name, name, EntityType.PERSON) for name in names]
    return registry.Registry(entities).cooccurrence(annotations(casts, drawn), null=null)


def best_threshold(graph: "nx.Graph[str]", truth: Ties) -> "nx.Graph[str]":
    """The ties of so much weight or more, the level being the one with the best F1: nobody without the truth can choose as well."""
    weights = {(min(one, other), max(one, other)): tie["weight"] for one, other, tie in graph.edges(data=True)}
    best, level, right = 0.0, 0.0, 0
    ranked = sorted(weights, key=lambda pair: -weights[pair])
    for number, pair in enumerate(ranked, 1):
        right += pair in truth
        last_of_level = number == len(ranked) or weights[ranked[number]] < weights[pair]
        if last_of_level and (f1 := 2 * right / (number + len(truth))) > best:
            best, level = f1, weights[pair]
    kept = graph.copy()
    kept.remove_edges_from([pair for pair, weight in weights.items() if weight < level])
    return kept


def options(plain: "nx.Graph[str]", degrees: "nx.Graph[str]", truth: Ties) -> dict[str, tuple["nx.Graph[str]", str]]:
    """By name: the graph that each leaves, and the weight by which its communities are sought."""
    damped = plain.copy()
    nx.set_edge_attributes(damped, {(one, other): tie["newman"] for one, other, tie in plain.edges(data=True)}, "weight")
    return {
        "counts, all ties": (plain, "weight"),
        "counts, best threshold *": (best_threshold(plain, truth), "weight"),
        "newman, all ties": (damped, "weight"),
        "newman, best threshold *": (best_threshold(damped, truth), "weight"),
        "hypergeometric, q ≤ 0.05": (backbone(plain, "significant", ALPHA), "weight"),
        "degrees, q ≤ 0.05": (backbone(degrees, "significant", ALPHA), "weight"),
        "disparity, p ≤ 0.05": (backbone(plain, "disparity", ALPHA), "weight"),
        "disparity of newman, p ≤ 0.05": (backbone(damped, "disparity", ALPHA), "weight"),
        "noise-corrected, p ≤ 0.05": (backbone(plain, "noise-corrected", ALPHA), "weight"),
        "noise-corrected of newman, p ≤ 0.05": (backbone(damped, "noise-corrected", ALPHA), "weight"),
    }


def scores(kept: "nx.Graph[str]", truth: Ties) -> tuple[float, float, float]:
    """Precision, recall and F1 of the ties; of nothing kept the precision is 1."""
    ties = {(min(pair), max(pair)) for pair in kept.edges}
    right = len(ties & truth)
    return (right / len(ties) if ties else 1.0), right / len(truth), 2 * right / (len(ties) + len(truth))


def agreement(kept: "nx.Graph[str]", weight: str, plan: Plan) -> float:
    """The adjusted Rand index of Louvain's communities and the blocks, the hub left out: 1 the same, 0 as by chance.

    Source: Hubert and Arabie, Journal of Classification 2, 1985.
    """
    found = nx.community.louvain_communities(kept, weight=weight, seed=0)
    table = Counter((number, plan.block(actor)) for number, members in enumerate(found) for actor in members if actor != HUB)
    rows: Counter[int] = Counter()
    columns: Counter[str] = Counter()
    for (number, block), count in table.items():
        rows[number] += count
        columns[block] += count
    together, mine, theirs = (sum(comb(count, 2) for count in counts.values()) for counts in (table, rows, columns))
    chance = mine * theirs / comb(sum(table.values()), 2)
    return (together - chance) / ((mine + theirs) / 2 - chance) if mine + theirs != 2 * chance else 1.0


@dataclass(frozen=True)
class Result:
    """What one option did on one set of articles."""

    precision: float
    recall: float
    f1: float
    rand: float
    of_hub: int
    """Ties of the hub that are kept."""
    kept: int


def measure(plan: Plan, seed: int) -> dict[str, Result]:
    """Every option on the same articles."""
    drawn = random.Random(f"{plan.name} {seed}")
    casts, truth = plan.casts(drawn), plan.truth()
    plain, degrees = (network(casts, [*plan.names(), HUB], null, drawn) for null in ("hypergeometric", "degrees"))
    found = {}
    for name, (kept, weight) in options(plain, degrees, truth).items():
        of_hub = kept.degree(HUB) if HUB in kept else 0
        found[name] = Result(*scores(kept, truth), agreement(kept, weight, plan), of_hub, kept.number_of_edges())
    return found


def redrawn(casts: Sequence[Sequence[str]], drawn: random.Random) -> list[list[str]]:
    """Articles of the same degrees on average and no structure beyond: each cell drawn from the degree-preserving null."""
    named, sizes = Counter(actor for cast in casts for actor in cast), Counter(map(len, casts))
    cells = probabilities(Counter(named.values()), sizes)
    found = [[actor for actor, degree in sorted(named.items()) if drawn.random() < cells[degree, len(cast)]] for cast in casts]
    return [cast for cast in found if cast]


@dataclass(frozen=True)
class Calibration:
    """What is called significant where nothing is."""

    seen: int
    """Ties, of all pairs."""
    below: Mapping[str, float]
    """By null: the share of all pairs with p <= 0.05; at most 0.05 is right."""
    kept: Mapping[str, float]
    """By option: the share of the ties that are kept; for q-values at most 0.05 in one run of twenty is right."""


def calibrate(plan: Plan, seed: int) -> Calibration:
    """On articles without structure, fitted anew, as a user would."""
    drawn = random.Random(f"{plan.name} nothing {seed}")
    casts = redrawn(plan.casts(drawn), drawn)
    names = [*plan.names(), HUB]
    graphs = {null: network(casts, names, null, drawn) for null in ("hypergeometric", "degrees")}
    pairs = comb(len(names), 2)
    below = {null: sum(tie["p_value"] <= ALPHA for *_, tie in graph.edges(data=True)) / pairs for null, graph in graphs.items()}
    plain = graphs["hypergeometric"]
    kept = {f"{null}, q ≤ 0.05": backbone(graph, "significant", ALPHA) for null, graph in graphs.items()}
    kept |= {f"{method}, p ≤ 0.05": backbone(plain, method, ALPHA) for method in ("disparity", "noise-corrected")}
    ties = plain.number_of_edges()
    return Calibration(ties, below, {name: graph.number_of_edges() / ties for name, graph in kept.items()})


def _spread(values: Sequence[float], digits: int = 2) -> str:
    return f"{statistics.mean(values):.{digits}f} ± {statistics.stdev(values):.{digits}f}"


def table(plan: Plan, seeds: int) -> str:
    """One plan, every option, mean and standard deviation over the seeds."""
    runs = [measure(plan, seed) for seed in range(seeds)]
    lines = [
        f"## {plan.name[0].upper()}{plan.name[1:]}\n",
        f"{plan}\n",
        "| ties kept by | precision | recall | F1 | Rand index | ties | of the hub |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name in runs[0]:
        of = [run[name] for run in runs]
        cells = [_spread([getattr(result, column) for result in of]) for column in ("precision", "recall", "f1", "rand")]
        cells += [f"{statistics.mean(getattr(result, column) for result in of):.0f}" for column in ("kept", "of_hub")]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def calibration_table(plans: Sequence[Plan], seeds: int) -> str:
    """Where nothing is planted."""
    lines = ["## Nothing planted\n"]
    columns: list[str] = []
    for plan in plans:
        runs = [calibrate(plan, seed) for seed in range(seeds)]
        if not columns:
            columns = [*(f"{null}, p ≤ 0.05, of all pairs" for null in runs[0].below), *runs[0].kept]
            lines += [f"| degrees of | {' | '.join(columns)} |", f"| --- |{' ---: |' * len(columns)}"]
        cells = [_spread([run.below[null] for run in runs], 3) for null in runs[0].below]
        cells += [_spread([run.kept[name] for run in runs], 3) for name in runs[0].kept]
        lines.append(f"| {plan.name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def report(seeds: int) -> str:
    """All tables."""
    tables = "\n\n".join([*(table(plan, seeds) for plan in PLANS), calibration_table(PLANS, seeds)])
    return f"""# Planted blocks

Mean and standard deviation of {seeds} sets of articles; how they are made stands in `benchmarks/planted_blocks.py`. Recall is of all pairs
of a block, seen together or not. The Rand index, adjusted, compares Louvain's communities with the blocks.

\\* The threshold was chosen by the truth, which nobody has: the best that a threshold could do.

{tables}

Articles are drawn from the degree-preserving null of the planted ones, and everything is fitted anew. The first two columns are shares of
all pairs, the others of the ties there are."""


def main() -> None:
    """Print, and write if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", type=Path, metavar="FILE")
    parser.add_argument("--seeds", type=int, default=10, metavar="N")
    asked = parser.parse_args()
    text = report(asked.seeds)
    print(text)
    if asked.o:
        asked.o.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
