"""Blocks planted in articles are found again, and where nothing was planted nothing is; see benchmarks/results/planted-blocks.md."""

import importlib.util
import random
import statistics
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from registry.graph.chance.degrees import DegreeNull
from registry.graph.chance.entropy import probabilities

SEEDS = range(3)


@pytest.fixture(scope="module")
def planted() -> ModuleType:
    """The benchmark as a module."""
    spec = importlib.util.spec_from_file_location("planted_blocks", Path(__file__).parents[2] / "benchmarks/planted_blocks.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def runs(planted: ModuleType) -> list[dict]:
    """Six blocks of eight, a hub in four of five articles, eight round-ups: every option on three sets of articles."""
    plan = planted.Plan("small", blocks=6, actors=8, articles=600)
    return [planted.measure(plan, seed) for seed in SEEDS]


def mean(runs: list[dict], option: str, column: str) -> float:
    return statistics.mean(getattr(run[option], column) for run in runs)


def test_counts_lose_the_blocks(runs: list[dict]) -> None:
    """Round-ups tie everybody to everybody: of all ties less than a quarter are of a block, and the hub has as many as there are actors."""
    assert mean(runs, "counts, all ties", "precision") < 0.25
    assert mean(runs, "counts, all ties", "of_hub") == 48


@pytest.mark.parametrize("option", ["degrees, q ≤ 0.05", "noise-corrected, p ≤ 0.05", "noise-corrected of newman, p ≤ 0.05"])
def test_blocks_are_recovered(runs: list[dict], option: str) -> None:
    """Nine ties of ten are right, F1 is twice that of all ties and above that of the best threshold on counts, and no block is lost."""
    assert mean(runs, option, "precision") > 0.9
    assert mean(runs, option, "f1") > 2 * mean(runs, "counts, all ties", "f1")
    assert mean(runs, option, "f1") > mean(runs, "counts, best threshold *", "f1")
    assert mean(runs, option, "rand") > 0.9


def test_the_degree_null_is_the_one_that_is_not_fooled(runs: list[dict]) -> None:
    """The hypergeometric takes joint round-ups for ties; degrees keep none of the hub's and hardly one that is wrong."""
    assert mean(runs, "hypergeometric, q ≤ 0.05", "precision") < mean(runs, "degrees, q ≤ 0.05", "precision") - 0.2
    assert mean(runs, "degrees, q ≤ 0.05", "of_hub") == 0
    assert mean(runs, "degrees, q ≤ 0.05", "precision") > 0.98


def test_nothing_planted_nothing_found(planted: ModuleType) -> None:
    """Of articles drawn from the null, at most one pair in twenty has a p of 0.05, and none a q; the hypergeometric calls most."""
    plan = planted.Plan("small", blocks=6, actors=8, articles=600)
    found = [planted.calibrate(plan, seed) for seed in SEEDS]
    assert max(run.below["degrees"] for run in found) <= 0.05
    assert max(run.kept["degrees, q ≤ 0.05"] for run in found) <= 0.05
    assert min(run.below["hypergeometric"] for run in found) > 0.2


def test_p_value_is_how_often_the_null_gives_it() -> None:
    """Ten thousand draws of two actors' cells: as many joint windows or more come as often as the p-value says."""
    named, sizes = [40, 30, *[12] * 30], [20] * 6 + [5] * 40 + [2] * 55
    cells = probabilities(Counter(named), Counter(sizes))
    null, drawn, draws = DegreeNull(named, sizes), random.Random(5), 10_000
    joint = [sum(drawn.random() < cells[40, size] and drawn.random() < cells[30, size] for size in sizes) for _ in range(draws)]
    for both in range(1, 30):
        p = null.p_value(both, 40, 30)
        assert sum(count >= both for count in joint) / draws == pytest.approx(p, abs=4 * (p * (1 - p) / draws) ** 0.5 + 1 / draws)
