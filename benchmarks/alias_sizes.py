"""What a registry costs against its aliases: the index in memory, a name asked as it is written, one asked with a mistake, an article read.

usage: alias_sizes.py [ALIASES …] [-m MEGABYTES] [-o FILE]
ALIASES       how many the registries have; 1,000, 10,000, 100,000 and 1,000,000 unless said otherwise
-m MEGABYTES  of text to annotate (5)
-o FILE       also write the table as Markdown (`benchmarks/results/alias-sizes.md` is the last run), and all points beside it, as CSV

Registry and text are those of `made_corpus.py`, the text in five languages with a name in one of thirty words. Each step runs in a process
of its own, and times are of the processor. What is asked is asked of the compiled registry; compiling, opening and keeping it is measured
by `compiled.py`. The peers have the same names: a dictionary asked with `unidecode(name).lower()`, and `rapidfuzz.process.extractOne` with
`fuzz.ratio`. A mistake is a letter left out in the middle of a name of eight letters or more; no question comes twice.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import fmean, median

import figures
import points
from figures import Figure
from machine import described, peak, resident
from made_corpus import articles, entities
from points import Point

SIZES = (1_000, 10_000, 100_000, 1_000_000)
MEGABYTES = 5.0
ASKED, PASSES = 1_000, 5
"""Names asked as they are written, and how often; the first pass fills caches, and the best of the rest counts."""
MISTAKEN, WARM_UP = 100, 5
"""Names asked with a mistake, after a few that load the tables."""
PEERS_ASKED = 20
"""Of them the peer is asked so many: at a million names each takes it a tenth of a second."""
LONG_ENOUGH = 8
"""Letters of a name that is asked with a mistake: a letter less makes another name of a short one."""


def names_of(folder: Path) -> list[str]:
    """All names of the registry made."""
    names: list[str] = json.loads((folder / "names.json").read_text("utf-8"))
    return names


def texts_of(folder: Path) -> list[str]:
    """The articles made."""
    texts: list[str] = json.loads((folder / "articles.json").read_text("utf-8"))
    return texts


def make(folder: Path, count: int, megabytes: float) -> dict[str, float]:
    """The names, the articles and the compiled registry, as files."""
    from registry.compiled.compile import compile_registry

    made = entities(count)
    names = [name for entity in made for name in (entity.name, *(alias.text for alias in entity.aliases))]
    (folder / "names.json").write_text(json.dumps(names), "utf-8")
    (folder / "articles.json").write_text(json.dumps(list(articles(megabytes, names))), "utf-8")
    compile_registry(made, folder / "registry.idx")
    return {}


def in_memory(folder: Path, count: int, _: float) -> dict[str, float]:
    """Build the index from records, and read the text with it."""
    import registry

    made = entities(count)
    registry.Registry(made[:1]).annotate("The tables of the package are loaded, which every registry needs.")
    before, start = resident(), time.process_time()
    reg = registry.Registry(made)
    reg.annotate("The index is built on the first call.")
    return {"seconds": time.process_time() - start, "memory": resident() - before, **_reading(reg.annotate, texts_of(folder))}


def read_compiled(folder: Path, _: int, __: float) -> dict[str, float]:
    """Read the text with the compiled registry."""
    import registry

    reg = registry.load(folder / "registry.idx")
    reg.annotate("The tries are opened on the first call.")
    return _reading(reg.annotate, texts_of(folder)) | {"peak": peak()}


def _reading(annotate: Callable[[str], object], texts: Sequence[str]) -> dict[str, float]:
    """Seconds a megabyte: the first time, when every form is new, and again."""
    size = sum(len(text.encode()) for text in texts) / 1e6
    return {name: _timed(lambda: [annotate(text) for text in texts]) / size for name in ("new", "again")}


def as_written(folder: Path, _: int, __: float) -> dict[str, float]:
    """Seconds a name, ours and the peer's."""
    from unidecode import unidecode

    import registry

    names = names_of(folder)
    asked = random.Random(3).sample(names, min(ASKED, len(names)))
    reg = registry.load(folder / "registry.idx")
    table = {unidecode(name).lower(): name for name in names}
    ours = [_timed(lambda: [reg.resolve(name) for name in asked]) for _ in range(PASSES)]
    theirs = [_timed(lambda: [table.get(unidecode(name).lower()) for name in asked]) for _ in range(PASSES)]
    return {"ours": min(ours[1:]) / len(asked), "peer": min(theirs[1:]) / len(asked), "first": ours[0] / len(asked)}


def with_mistakes(folder: Path, _: int, __: float) -> dict[str, float]:
    """Median seconds a question, ours and the peer's, and the share of questions that each answers with the name meant."""
    from rapidfuzz import fuzz, process

    import registry

    names = names_of(folder)
    long = [name for name in names if len(name) >= LONG_ENOUGH]
    meant = random.Random(4).sample(long, min(MISTAKEN + WARM_UP, len(long)))
    reg = registry.load(folder / "registry.idx")
    ours, right = [], []
    for number, name in enumerate(meant):
        asked = name[: len(name) // 2] + name[len(name) // 2 + 1 :]
        start = time.process_time()
        found = reg.resolve(asked)
        if number >= WARM_UP:
            ours.append(time.process_time() - start)
            right.append(bool(found.candidates) and name in _names(found.candidates[0].entity))
    theirs = []
    for name in meant[WARM_UP : WARM_UP + PEERS_ASKED]:
        asked = name[: len(name) // 2] + name[len(name) // 2 + 1 :]
        theirs.append(_timed(lambda asked=asked: process.extractOne(asked, names, scorer=fuzz.ratio)))  # type: ignore[misc]
    return {"ours": median(ours), "peer": median(theirs), "right": fmean(right)}


def _names(entity: object) -> set[str]:
    return {entity.name, *(alias.text for alias in entity.aliases)}  # type: ignore[attr-defined]


def _timed(action: Callable[[], object]) -> float:
    start = time.process_time()
    action()
    return time.process_time() - start


STEPS = {"make": make, "memory": in_memory, "read": read_compiled, "written": as_written, "mistakes": with_mistakes}


def step(name: str, folder: Path, count: int, megabytes: float) -> dict[str, float]:
    """A step in a process of its own."""
    call = [sys.executable, __file__, "--step", name, str(folder), str(count), str(megabytes)]
    found: dict[str, float] = json.loads(subprocess.run(call, check=True, stdout=subprocess.PIPE, text=True).stdout)
    return found


def measure(count: int, megabytes: float) -> Iterator[Point]:
    """All costs of one size."""
    with tempfile.TemporaryDirectory() as room:
        found = {name: step(name, Path(room), count, megabytes) for name in STEPS}
        size = (Path(room) / "registry.idx").stat().st_size / 2**20
    memory, read, written, mistakes = (found[name] for name in ("memory", "read", "written", "mistakes"))
    yield Point("index built in memory", count, memory["seconds"], "s")
    yield Point("index in memory, entities apart", count, memory["memory"], "MiB")
    yield Point("registry compiled, on the disk", count, size, "MiB")
    yield Point("a megabyte annotated, index in memory", count, memory["again"], "s")
    yield Point("a megabyte annotated, compiled", count, read["again"], "s")
    yield Point("a megabyte annotated, compiled, forms new", count, read["new"], "s")
    yield Point("annotating, compiled: peak of memory", count, read["peak"], "MiB")
    yield Point("a name as written", count, written["ours"], "s")
    yield Point("a name as written, the first time", count, written["first"], "s")
    yield Point("unidecode and a dictionary", count, written["peer"], "s")
    yield Point("a name with a mistake", count, mistakes["ours"], "s")
    yield Point("rapidfuzz extractOne", count, mistakes["peer"], "s")
    yield Point("of names with a mistake found", count, mistakes["right"], "share")


GROW = ("index built in memory", "index in memory, entities apart", "registry compiled, on the disk")
"""What grows with the aliases, and may not grow faster; the rest should hardly grow."""
HALF = 0.5
"""Of the throughput at a hundred thousand aliases, what is asked at a million."""


def judged(found: Sequence[Point]) -> Iterator[Figure]:
    """The exponents, the peers at the largest size, and throughput at the two largest."""
    measured = points.by_measure(found)
    for name, costs in measured.items():
        grown = points.growth(costs)
        if grown is not None and costs[0].unit != "share":
            yield Figure(f"{name}, against aliases", grown, "exponent", at_most=points.LINEAR if name in GROW else None)
    for ours, theirs in (("a name as written", "unidecode and a dictionary"), ("a name with a mistake", "rapidfuzz extractOne")):
        one, other = measured[ours][-1], measured[theirs][-1]
        yield Figure(f"{ours}, of {one.size:,} aliases", one.value * 1e6, "µs", theirs, other.value * 1e6)
    for name in ("a megabyte annotated, index in memory", "a megabyte annotated, compiled"):
        *_, small, large = measured[name] if len(measured[name]) > 1 else measured[name] * 2
        what = f"{name.replace('a megabyte annotated', 'annotating')}, {large.size:,} aliases"
        yield Figure(what, 1 / large.value, "MB/s", f"ours, {small.size:,} aliases", 1 / small.value, at_least=HALF)


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("-m", dest="megabytes", type=float, default=MEGABYTES)
    parser.add_argument("-o", dest="output", type=Path)
    parser.add_argument("--step", nargs=4, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.step:
        name, folder, count, megabytes = asked.step
        print(json.dumps(STEPS[name](Path(folder), int(count), float(megabytes))))
        return
    found = [point for count in sorted(asked.sizes) for point in measure(count, asked.megabytes)]
    made = f"{asked.megabytes:g} MB of text. {described('rapidfuzz', 'Unidecode')} Times are multiples of those at the smallest size."
    text = "\n".join(["# Cost against aliases", "", made, "", *points.table("aliases", found)]) + "\n"
    print(text, end="")
    if asked.output:
        asked.output.parent.mkdir(parents=True, exist_ok=True)
        asked.output.write_text(text, "utf-8")
        points.save(figures.data(asked.output, "-points.csv"), found)
        figures.save(asked.output, judged(found), "rapidfuzz", "Unidecode")


if __name__ == "__main__":
    main()
