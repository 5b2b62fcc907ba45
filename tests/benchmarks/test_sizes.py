"""The benchmarks of cost against size, at tiny sizes, and the plots of what they find."""

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import article_sizes
import figures
import plots
import points
import pytest
from points import Point

BENCHMARKS = Path(plots.__file__).parent
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is read from /proc")


def run(script: str, *arguments: object) -> None:
    """As from a shell."""
    environment = {**os.environ, "PYTHONPATH": str(BENCHMARKS.parent)}
    subprocess.run([sys.executable, BENCHMARKS / script, *map(str, arguments)], check=True, env=environment)


@linux
def test_articles(tmp_path: Path) -> None:
    """Every size has every cost, and the way of the largest is told."""
    page = tmp_path / "article-sizes.md"
    run("article_sizes.py", 50, 200, "-o", page)
    found = points.by_measure(points.saved(figures.data(page, "-points.csv")))
    way = found.pop("resident", [])
    assert [[point.size for point in costs] for costs in found.values()] == [[50, 200]] * 5
    assert all(20 < point.value < 1_000 for point in way)
    kept = figures.saved(page)
    assert kept is not None
    assert "annotating, against articles" in [figure.what for figure in kept.figures]


@linux
def test_aliases(tmp_path: Path) -> None:
    """Every size has every cost; ours and the peers were asked the same."""
    page = tmp_path / "alias-sizes.md"
    run("alias_sizes.py", 150, 300, "-m", 0.02, "-o", page)
    found = points.by_measure(points.saved(figures.data(page, "-points.csv")))
    assert [[point.size for point in costs] for costs in found.values()] == [[150, 300]] * 13
    assert all(point.value > 0 for costs in found.values() for point in costs if point.measure != "index in memory, entities apart")
    shown = {line.measure for panel in plots.ALIASES for line in panel.lines}
    assert {name for name in shown if "name" in name or "annotated" in name} <= set(found)


def test_the_way_is_thinned_to_what_a_picture_shows() -> None:
    """The highest of each stretch is kept, and what was seen before anything was written is left out."""
    looks = [(0, 9.0), *((done, 50.0 + (done == 4_321)) for done in range(1, 10_001))]
    way = list(article_sizes.along(looks, 1_000, 10_000))
    assert len(way) == article_sizes.LOOKS
    assert [point.size for point in way if point.value == 51.0] == [435]
    assert (way[-1].size, way[0].value) == (1_000, 50.0)


def test_memory_that_grows_is_not_flat() -> None:
    """Forty bytes an article are seen at a million."""
    for growth, met in ((0.0, True), (4e-5, False)):
        way = [Point("resident", at, 50 + at * growth, "MiB") for at in range(5_000, 1_000_001, 5_000)]
        *_, flat = article_sizes.judged([], way, 1_000_000)
        assert flat.met is met


def test_plots_are_drawn_from_points_alone(tmp_path: Path) -> None:
    """The same points give the same file; without points there is no plot."""
    assert plots.write(tmp_path) == []
    powers = {"annotating": 1, "graph from mentions": 0.9}
    made = [Point(name, size, size**power * 1e-6, "s") for name, power in powers.items() for size in (10, 100)]
    made += [Point("resident", size, 50.0, "MiB") for size in (10, 50, 100)]
    points.save(tmp_path / "data/article-sizes-points.csv", made)
    first = {path.name: path.read_bytes() for path in plots.write(tmp_path)}
    assert sorted(first) == ["cost-by-articles.svg", "memory.svg"]
    assert {path.name: path.read_bytes() for path in plots.write(tmp_path)} == first


def test_panels_without_points_are_left_out() -> None:
    """No empty axes stand for them."""
    made = [Point(measure, size, float(size), "s") for measure in ("opening", "a name as written") for size in (10, 100)]
    made += [Point(measure, size, float(size), "MiB") for measure in ("registry compiled, on the disk",) for size in (10, 100)]
    made += [Point("a name with a mistake", size, float(size), "s") for size in (10, 100)]
    figure = plots.draw(plots.ALIASES, made, "aliases")
    assert figure is not None
    assert [axis.get_title(loc="left") for axis in figure.axes if axis.get_visible()] == [
        "Opening the compiled file, time",
        "A name as written, time",
        "A name with a mistake, time",
        "Memory and disk, MiB",
    ]
    assert plots.draw(plots.ALIASES, [], "aliases") is None


def test_labels_stand_apart() -> None:
    """In order, and inside the axis."""
    placed = plots._apart([1.0, 1.0, 1.01], 0.5, 10.0)
    assert placed == sorted(placed)
    assert min(high / low for low, high in pairwise(placed)) == pytest.approx((10 / 0.5) ** plots.BESIDE)
    assert plots._apart([9.0, 9.9], 0.5, 10.0)[-1] <= 10
