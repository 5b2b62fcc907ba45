"""`Registry.resolve` of an alias as it is listed, beside the least that anybody does instead: `table.get(unidecode(alias).lower())`.

usage: curated.py [-o FILE]
-o FILE   also write the table as Markdown (`benchmarks/results/curated.md` is the last run)

Asked are all aliases and names of aliases.yaml, and of a registry made of 100,000 (`made_corpus.py`), each registry from YAML and compiled;
patterns with slots are left out, as no mention is written so. *First* is the first time that a registry is asked for the alias: each round
opens it anew, and one unknown name is asked before, so that modules are imported and the tries built. *Again* is the second time, while the
answer is kept. unidecode hands an ASCII string back as it is, so the peer does next to nothing there: that is the hard case.

The aliases come in blocks, fewer than the answers that are kept. Each block is gone through by the peer, then for the first and for the
second time, so that all find the processor's caches alike. A figure is of the clock, less what the clock itself takes, and for each alias
the median of the rounds, which other work on the machine does not reach. What cannot be answered by the alias alone (weak rows, names with
several bearers, offices that have ended) is weighed with care the first time: few, but most of the sum. A compiled registry reads an entity
from its file when it is first asked for one of its aliases.
"""

import argparse
import gc
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter_ns

from figures import Figure, save
from machine import described
from made_corpus import entities
from unidecode import unidecode

import registry
from registry import Registry
from registry.compiled.compile import compile_files, compile_registry

SHIPPED = Path(__file__).resolve().parents[1] / "aliases.yaml"
MADE = 100_000
"""Aliases of the made registry."""
ROUNDS = 7
PEER = "unidecode and a dict look-up"
BLOCK = 5_000
"""Aliases of a block; 20,000 answers are kept."""

Times = list[float]


def texts(reg: Registry) -> list[str]:
    """Every name and alias, once."""
    rows = (text for entity in reg for text in (entity.name, *(alias.text for alias in entity.aliases)))
    return list(dict.fromkeys(text for text in rows if "{" not in text))


def asked(ask: Callable[[str], object], block: Sequence[str]) -> Times:
    """Nanoseconds of each call."""
    taken = []
    for text in block:
        start = perf_counter_ns()
        ask(text)
        taken.append(perf_counter_ns() - start)
    return taken


def peer_asked(table: dict[str, str], block: Sequence[str]) -> Times:
    """The same of the peer, which needs no function of its own."""
    get = table.get
    taken = []
    for text in block:
        start = perf_counter_ns()
        get(unidecode(text).lower())
        taken.append(perf_counter_ns() - start)
    return taken


def clock() -> float:
    """What a measurement of nothing comes to, nanoseconds."""
    taken = []
    for _ in range(100_000):
        start = perf_counter_ns()
        taken.append(perf_counter_ns() - start)
    return median(taken)


def measure(opened: Callable[[], Registry]) -> tuple[list[str], dict[str, Times]]:
    """The aliases, and the median nanoseconds that each takes: the peer, first, again."""
    names = texts(opened())
    table = {unidecode(text).lower(): text for text in names}
    own = clock()
    rounds: dict[str, list[Times]] = {"peer": [], "first": [], "again": []}
    for _ in range(ROUNDS):
        reg = opened()
        reg.resolve("Nobody Inparticular")
        gc.collect()
        gc.freeze()  # else the collector's walks over the registry fall on whoever makes the object that starts one
        taken: dict[str, Times] = {way: [] for way in rounds}
        for at in range(0, len(names), BLOCK):
            block = names[at : at + BLOCK]
            taken["peer"] += peer_asked(table, block)
            taken["first"] += asked(reg.resolve, block)
            taken["again"] += asked(reg.resolve, block)
        gc.unfreeze()
        for way, times in taken.items():
            rounds[way].append(times)
    return names, {way: [max(median(times) - own, 1.0) for times in zip(*found, strict=True)] for way, found in rounds.items()}


def rows(names: Sequence[str], taken: dict[str, Times]) -> dict[str, str]:
    """The cells of a column: ASCII and the others apart, and all."""
    cells: dict[str, str] = {}
    for what, ascii_only in (("ASCII", True), ("not ASCII", False), ("all", None)):
        chosen = [at for at, name in enumerate(names) if ascii_only in (None, name.isascii())]
        peer = [taken["peer"][at] for at in chosen]
        cells[f"{what}: aliases"] = f"{len(chosen):,}"
        cells[f"{what}: the peer, median, microseconds"] = f"{median(peer) / 1000:.2f}"
        for way in ("first", "again"):
            ours = [taken[way][at] for at in chosen]
            cells[f"{what}, {way}: median of the ratios"] = f"{median(one / other for one, other in zip(ours, peer, strict=True)):.2f}"
            cells[f"{what}, {way}: ratio of the sums"] = f"{sum(ours) / sum(peer):.2f}"
    return cells


def figures(columns: dict[str, dict[str, str]]) -> Iterator[Figure]:
    """The median of the ratios of each column, the first time an alias is asked for and later."""
    for name, column in columns.items():
        for what, way in (("all", "first"), ("ASCII", "first"), ("ASCII", "again")):
            told = {"first": "asked for the first time", "again": "asked for again"}[way]
            aliases = "curated aliases" if what == "all" else f"curated aliases in {what}"
            yield Figure(f"{aliases}, {name}, {told}", float(column[f"{what}, {way}: median of the ratios"]), "times", PEER, 1.0, at_most=4)


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", dest="output", type=Path)
    given = parser.parse_args()
    made = entities(MADE)
    with tempfile.TemporaryDirectory() as name:
        shipped_file, made_file = Path(name) / "shipped.idx", Path(name) / "made.idx"
        compile_files([SHIPPED], shipped_file)
        compile_registry(made, made_file)
        columns = {
            "aliases.yaml": rows(*measure(lambda: registry.load(SHIPPED))),
            "compiled": rows(*measure(lambda: registry.load(shipped_file))),
            f"{MADE:,} made": rows(*measure(lambda: Registry(made))),
            f"{MADE:,} made, compiled": rows(*measure(lambda: registry.load(made_file))),
        }
    lines = ["# A curated alias", "", described("Unidecode"), ""]
    lines += [f"| | {' | '.join(columns)} |", "| --- |" + " ---: |" * len(columns)]
    lines += [f"| {row} | {' | '.join(column[row] for column in columns.values())} |" for row in columns["aliases.yaml"]]
    text = "\n".join(lines) + "\n"
    print(text, end="")
    if given.output:
        given.output.write_text(text, "utf-8")
        save(given.output, figures(columns), "Unidecode")


if __name__ == "__main__":
    main()
