"""What an archive costs against its articles: the time and memory of `registry annotate`, and of `registry graph` on what it wrote.

usage: article_sizes.py [ARTICLES …] [-o FILE]
ARTICLES  how many the archives have; 1,000, 10,000, 100,000 and 1,000,000 unless said otherwise
-o FILE   also write the tables as Markdown (`benchmarks/results/article-sizes.md` is the last run), and all points beside it, as CSV

Times are of the processor, less those of the same command on one article: the start and the registry. The articles are short, the registry
is small. Annotating must not grow with the archive: what it holds is read from /proc all along the way (Linux), and must be flat. A graph
keeps something of each article, and hardly more of a long one. Of a million articles the files take some three gigabytes of the disk.
"""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from math import isnan
from pathlib import Path
from statistics import median

import figures
import points
from figures import Figure
from machine import described
from made_archive import write
from points import Point
from processes import Watched, command, watched

SIZES = (1_000, 10_000, 100_000, 1_000_000)
STARTS = 3
"""Runs on one article, of which the median counts."""
STEP = 0.01
"""Seconds: the least that is told, as the start is not steadier."""
LOOKS = 200
"""Points of the curve of memory: as many as a picture shows."""
LONG = (3, 30)
"""Sentences of an article, the usual and ten times as long, of which the smaller archives are made to compare."""
FLAT = 1.05
"""How much more the last tenth of the way may hold than the second: less than a cache that fills would need. The first tenth fills them."""


def annotated(folder: Path, count: int, sentences: int = LONG[0]) -> tuple[Watched, Path]:
    """Annotate, and the file made; each look tells the bytes written."""
    registry, archive = write(folder, count, sentences=sentences)
    output = folder / f"mentions-{count}-{sentences}.jsonl"
    part = Path(f"{output}.part")
    seen = watched(command("--registry", registry, "annotate", archive, "-o", output), lambda: part.stat().st_size if part.exists() else 0)
    archive.unlink()
    return seen, output


def graphed(folder: Path, mentions: Path) -> Watched:
    """A graph from mentions."""
    return watched(command("--registry", folder / "aliases.yaml", "graph", mentions))


def starts(folder: Path) -> tuple[float, float]:
    """Seconds that annotating one article and its graph take."""
    annotating, graphs = [], []
    for _ in range(STARTS):
        seen, mentions = annotated(folder, 1)
        annotating.append(seen.seconds)
        graphs.append(graphed(folder, mentions).seconds)
    return median(annotating), median(graphs)


def along(looks: Sequence[tuple[int, float]], count: int, size: int) -> Iterator[Point]:
    """The most that was held in each stretch of the way, from bytes of a file of `size` to articles of `count`."""
    highest: dict[int, float] = {}
    for done, memory in looks:
        if done:
            stretch = min(LOOKS, -(-done * LOOKS // size))
            highest[stretch] = max(highest.get(stretch, 0.0), memory)
    for stretch in sorted(highest):
        yield Point("resident", stretch * count // LOOKS, highest[stretch], "MiB")


def measure(count: int, folder: Path, start: tuple[float, float]) -> tuple[list[Point], list[Point]]:
    """The costs at one size, and the memory along the way."""
    seen, mentions = annotated(folder, count)
    size = mentions.stat().st_size
    graph = graphed(folder, mentions)
    mentions.unlink()
    found = [
        Point("annotating", count, max(STEP, seen.seconds - start[0]), "s"),
        Point("annotating: peak of memory", count, seen.peak, "MiB"),
        Point("mentions on the disk", count, size / 2**20, "MiB"),
        Point("graph from mentions", count, max(STEP, graph.seconds - start[1]), "s"),
        Point("graph from mentions: peak of memory", count, graph.peak, "MiB"),
    ]
    return found, list(along(seen.looks, count, size))


def tenths(way: Sequence[Point], count: int) -> list[float]:
    """The highest of each tenth of the way; nan where nobody looked."""
    return [
        max((point.value for point in way if tenth * count < 10 * point.size <= (tenth + 1) * count), default=float("nan"))
        for tenth in range(10)
    ]


def judged(found: Sequence[Point], way: Sequence[Point], count: int) -> Iterator[Figure]:
    """The exponents, and whether memory is flat."""
    for name, measured in points.by_measure(found).items():
        grown = points.growth(measured)
        if grown is not None:
            of_work = measured[0].unit == "s"
            yield Figure(f"{name}, against articles", grown, "exponent", at_most=points.LINEAR if of_work else None)
    held = tenths(way, count)
    if not isnan(held[1] + held[9]):  # of few articles a tenth may pass between two looks
        what = f"resident memory in the last tenth of {count:,} articles"
        yield Figure(what, held[9], "MiB", "in the second tenth", held[1], at_most=FLAT)


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("-o", dest="output", type=Path)
    asked = parser.parse_args()
    found: list[Point] = []
    way: list[Point] = []
    sizes = sorted(asked.sizes)
    with tempfile.TemporaryDirectory() as room:
        start = starts(Path(room))
        for count in sizes:
            costs, way = measure(count, Path(room), start)
            found += costs
        lengths = []
        for sentences in LONG:
            seen, mentions = annotated(Path(room), min(sizes[-1], 2_500), sentences)
            lengths.append(f"| {17 * sentences} | {seen.peak:,.0f} | {graphed(Path(room), mentions).peak:,.0f} |")
    lines = ["# Cost against articles", "", described("rich", "networkx", "scipy"), "", *points.table("articles", found)]
    lines += ["", f"| of {sizes[-1]:,} articles annotated | highest resident MiB |", "| ---: | ---: |"]
    lines += [f"| to {(tenth + 1) * sizes[-1] // 10:,} | {held:.1f} |" for tenth, held in enumerate(tenths(way, sizes[-1]))]
    lines += ["", "| words of an article | peak of annotating, MiB | peak of the graph, MiB |", "| ---: | ---: | ---: |", *lengths]
    text = "\n".join(lines) + "\n"
    print(text, end="")
    if asked.output:
        asked.output.parent.mkdir(parents=True, exist_ok=True)
        asked.output.write_text(text, "utf-8")
        points.save(figures.data(asked.output, "-points.csv"), [*found, *way])
        figures.save(asked.output, judged(found, way, sizes[-1]), "rich", "networkx", "scipy")


if __name__ == "__main__":
    main()
