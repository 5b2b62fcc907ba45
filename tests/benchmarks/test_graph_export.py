"""The benchmark of exports on a small graph: that it runs, and that what it compares is comparable."""

import json
import subprocess
import sys
from pathlib import Path

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "graph_export.py"


def test_it_measures_all_writers(tmp_path: Path) -> None:
    """Each in a process of its own; the report names the faster peer."""
    output = tmp_path / "report.md"
    subprocess.run([sys.executable, BENCHMARK, "300", "-o", output], check=True, capture_output=True)
    report = output.read_text("utf-8")
    assert report.startswith("# A graph written as GraphML\n")
    assert [line.split("|")[1].strip() for line in report.splitlines() if line.startswith("| ")] == [
        "writer",
        "---",
        "registry",
        "networkx, lxml",
        "networkx, plain",
    ]
    assert "the faster peer, networkx, " in report


def test_one_run_is_json() -> None:
    """Seconds, memory and bytes of one writer."""
    done = subprocess.run([sys.executable, BENCHMARK, "300", "--one", "registry"], check=True, capture_output=True, text=True)
    measured = json.loads(done.stdout)
    assert measured["writer"] == "registry"
    assert measured["seconds"] > 0
    assert measured["peak"] >= measured["before"] > 0
    assert measured["size"] > 100_000
