"""Editing one alias of a large file takes less time than PyYAML's fastest loader needs to load it, both timed in this run."""

import importlib.util
from pathlib import Path

ROOT = Path(__file__).parents[2]

ALLOWED = 0.5
"""Of the loader's time; measured 0.1, so that a slow disk or a busy machine fails nobody."""


def test_an_edit_is_faster_than_loading() -> None:
    """20,000 entities."""
    spec = importlib.util.spec_from_file_location("editing", ROOT / "benchmarks/editing.py")
    assert spec is not None
    assert spec.loader is not None
    editing = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(editing)
    ours, theirs = editing.measure(editing.SIZE, rounds=1)
    assert ours < ALLOWED * theirs
