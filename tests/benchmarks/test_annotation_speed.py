"""Annotating is linear in the articles and in the length of one."""

import importlib.util
import random
import sys
from pathlib import Path
from types import ModuleType

import pytest

import registry

AT_MOST = 2.4
"""Times the CPU time that twice the work may cost: two is linear, the rest is for other work on the machine; quadratic is four."""


@pytest.fixture(scope="module")
def speed() -> ModuleType:
    """The benchmark as a module."""
    spec = importlib.util.spec_from_file_location("annotation_speed", Path(__file__).parents[2] / "benchmarks/annotation_speed.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    vars(module)["RUNS"] = 3
    return module


def test_twice_the_articles(shipped: registry.Registry, speed: ModuleType) -> None:
    """Cost at most 2.4 times the time."""
    articles = speed.made(40, speed.PARAGRAPHS, random.Random(1))
    half, whole = speed.measure(list(shipped), {size: articles[:size] for size in (20, 40)})
    assert whole.seconds < AT_MOST * half.seconds
    assert 0 < whole.looking_up < 1


def test_twice_the_length(shipped: registry.Registry, speed: ModuleType) -> None:
    """So does an article twice as long."""
    (long,) = speed.made(1, 200, random.Random(1))
    half, whole = speed.measure(list(shipped), {size: [speed.shortened(long, size)] for size in (100, 200)})
    assert whole.seconds < AT_MOST * half.seconds


def test_exponent(speed: ModuleType) -> None:
    """The fit knows what grows as the square."""
    assert speed.grown([speed.Measured(n, 3.0 * n**2, 0.1) for n in (10, 20, 40)]) == pytest.approx(2)
