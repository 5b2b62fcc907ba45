"""The driver: each benchmark apart, a failure that stops nobody, and a table that tells what there is and what there is not."""

import sys
from pathlib import Path

import figures
import pytest
import run_all
from figures import Figure
from run_all import Benchmark

GOOD = """
import sys
from pathlib import Path
sys.path.insert(0, {here!r})
import figures
page = Path(sys.argv[-1])
page.write_text("# Good\\n", "utf-8")
figures.save(page, [figures.Figure("speed", 2.0, "MB/s", "peer", 1.0, at_least=1), figures.Figure("time", 1.0, "exponent")], "networkx")
"""
LIST = (
    Benchmark("bad", "bad.py", ()),
    Benchmark("good", "good.py", ()),
    Benchmark("large", "good.py"),
    Benchmark("later", "later.py", ()),
    Benchmark("poor", "good.py", (), needs=("no_such_module",)),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Scripts of which one fails and one is not written yet."""
    (tmp_path / "good.py").write_text(GOOD.format(here=str(run_all.HERE)), "utf-8")
    (tmp_path / "bad.py").write_text("raise SystemExit(3)\n", "utf-8")
    monkeypatch.setattr(run_all, "HERE", tmp_path)
    monkeypatch.setattr(run_all, "BENCHMARKS", LIST)
    results = tmp_path / "results"
    results.mkdir()
    return results


def test_a_failure_stops_nobody(folder: Path) -> None:
    """And everything left out is told with its reason."""
    gone, failed = run_all.run_all(LIST, folder, quick=True)
    assert failed
    assert gone == {
        "bad": "failed with exit code 3",
        "large": "has no small run",
        "later": "there is no benchmarks/later.py",
        "poor": "not installed: no_such_module",
    }
    text = "\n".join(run_all.summary(folder, gone))
    assert "| [speed](good.md) | 2 MB/s | peer: 1 MB/s | 2 | at least 1 | yes |" in text
    assert "| [time](good.md) | 1.00 |  |  |" in text
    assert "- bad: failed with exit code 3\n- large: has no small run\n" in text
    assert "networkx" in text


def test_what_is_left_out_is_no_failure(folder: Path) -> None:
    """A missing peer makes no red build."""
    assert not run_all.run_all(LIST[2:], folder, quick=True)[1]


def test_a_benchmark_that_fails_leaves_no_old_figures(folder: Path) -> None:
    """The table would otherwise show a run that was not."""
    page = folder / "bad.md"
    figures.save(page, [Figure("old", 1.0)])
    run_all.run(LIST[0], folder, quick=True)
    assert figures.saved(page) is None


def test_figures_of_another_run_stay(folder: Path) -> None:
    """Measuring one alone keeps what the others found."""
    figures.save(folder / "large.md", [Figure("old", 1.0)])
    run_all.run_all(LIST[1:2], folder, quick=True)
    assert "[old](large.md)" in "\n".join(run_all.summary(folder, {}))


@pytest.mark.parametrize("name", ["nothing", "later"])
def test_what_cannot_run_is_an_error_when_asked_for(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """By name."""
    monkeypatch.setattr(sys, "argv", ["run_all.py", name])
    with pytest.raises(SystemExit) as ended:
        run_all.main()
    assert ended.value.code == 2


def test_the_list_is_in_order() -> None:
    """Names are pages, and told once."""
    names = [benchmark.name for benchmark in run_all.BENCHMARKS]
    assert len(set(names)) == len(names)
