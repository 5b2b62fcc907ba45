"""Loading a registry from YAML, every row with its place, beside PyYAML's fastest loader; and what it grows with.

usage: loading.py [ENTITIES …] [-o FILE]
ENTITIES  how many entities the registries have, with five aliases each; 1,000, 10,000 and 100,000 unless said otherwise
-o FILE   also write the table as Markdown (`benchmarks/results/loading.md` is the last run)

The names are those of `compiled.py`, written as aliases.yaml is: block style, a country, one alias in two a mapping with a language, some
with kind, dates and a note, some entities with a description or a comment above. `registry.load` is what users call: it reads, checks
references, slots and repeated rows, and makes the names findable. `load_entities` is the same without the last. The folder holds the
entities in ten files; the JSON Lines have the same fields.

The peer is `yaml.load` with libyaml's CSafeLoader, the collector off: no places, no checks, no records. In every round each takes its turn
in one process, which has nothing else in memory, after a full collection; times are CPU time, the medians of the rounds. Peaks of memory
are of processes that do nothing else.
"""

import argparse
import gc
import json
import math
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import yaml
from compiled import EACH, entities, peak
from figures import Figure, save
from machine import described
from points import exponent

SIZES = (1_000, 10_000, 100_000)
ROUNDS = {1_000: 21, 10_000: 7}
"""The fewer, the longer one takes; other sizes have three."""
STATES = 50
"""The first entities are states, to which the others belong."""
PARTS = 10
"""Files of the folder."""
LANGS = ("ru", "fa", "ko", "hi")
"""Of the aliases of an entity, in their order; the last one has none."""


def rich(count: int) -> Iterator[dict[str, Any]]:
    """Entities with all that an editor writes."""
    for at, entity in enumerate(entities(count * EACH)):
        is_state = at < STATES
        row: dict[str, Any] = {"id": entity["id"], "name": entity["name"], "type": "place" if is_state else entity["type"]}
        if is_state:
            row |= {"id": f"state-{at}", "feature": "state"}
        else:
            row["country"] = f"state-{at % STATES}"
        if at % 4 == 0:
            row["description"] = f"Known for matters of {entity['name']} since {1950 + at % 70}."
        if at % 5 == 0:
            row["ids"] = {"wikidata": f"Q{at + 1}"}
        aliases: list[Any] = list(entity["aliases"])
        for place in range(at % 2, len(aliases), 2):
            alias = {"text": aliases[place]}
            if place < len(LANGS):
                alias["lang"] = LANGS[place]
            else:
                alias |= {"kind": "former", "until": f"{1990 + at % 30}-03-20"}
            if at % 3 == 0:
                alias["note"] = "borne by others too: see the files"
            aliases[place] = alias
        row["aliases"] = aliases
        yield row


def flow(alias: str | dict[str, str]) -> str:
    """A row as editors write it."""
    if isinstance(alias, str):
        return alias
    return "{" + ", ".join(f'{key}: "{value}"' if ":" in value else f"{key}: {value}" for key, value in alias.items()) + "}"


def written(row: dict[str, Any]) -> str:
    """An entity in the manner of aliases.yaml."""
    lines = [f"\n  # {row['name']}"] if "description" in row else []
    lines += [f"  {row['id']}:"]
    lines += [f"    {key}: {value}" for key, value in row.items() if isinstance(value, str) and key != "id"]
    if "ids" in row:
        lines.append(f"    ids: {{wikidata: {row['ids']['wikidata']}}}")
    lines.append("    aliases:")
    lines += [f"      - {flow(alias)}" for alias in row["aliases"]]
    return "\n".join(lines) + "\n"


def write_sources(folder: Path, count: str) -> dict[str, float]:
    """The same registry as one YAML file, as a folder of them, and as JSON Lines; in a process whose peak of memory nobody inherits."""
    head = "version: 1\nentities:\n"
    rows = list(rich(int(count)))
    texts = list(map(written, rows))
    (folder / "made.yaml").write_text(head + "".join(texts), "utf-8")
    (folder / "made.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    (folder / "made").mkdir()
    each = math.ceil(len(rows) / PARTS)
    for part in range(PARTS):
        if own := texts[part * each : (part + 1) * each]:
            (folder / f"made/{part}.yaml").write_text(head + "".join(own), "utf-8")
    return {}


def peer(folder: Path) -> object:
    """PyYAML as fast as it goes."""
    gc.disable()
    try:
        return yaml.load((folder / "made.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    finally:
        gc.enable()


def load(name: str, folder: Path) -> object:
    """What users call."""
    import registry

    return registry.load(folder / name)


def load_lines(folder: Path) -> object:
    """JSON Lines are for `registry compile`; this is its reading."""
    from registry.store.load import load_sources

    return load_sources([folder / "made.jsonl"])


def load_records(folder: Path) -> object:
    """The records and their places."""
    from registry.store import load_entities

    return load_entities(folder / "made.yaml")


WAYS: dict[str, Callable[[Path], object]] = {
    "peer": peer,
    "load": partial(load, "made.yaml"),
    "load_entities": load_records,
    "folder": partial(load, "made"),
    "lines": load_lines,
}


def times(folder: Path, rounds: str) -> dict[str, float]:
    """Median seconds of each way, in this process; the first round, which imports, is none of the middle ones."""
    taken: dict[str, list[float]] = {name: [] for name in WAYS}
    for _ in range(int(rounds)):
        for name, way in WAYS.items():
            gc.collect()
            start = time.process_time()
            kept = way(folder)
            taken[name].append(time.process_time() - start)
            del kept
    return {name: median(seconds) for name, seconds in taken.items()}


def peaks(folder: Path, name: str) -> dict[str, float]:
    """The most memory that one way takes, MiB, in this process; without what the imports take."""
    import registry.store.checks
    import registry.store.lines  # noqa: F401

    before = peak()
    kept = WAYS[name](folder)
    found = {name: peak() - before}
    del kept
    return found


STEPS: dict[str, Callable[[Path, str], dict[str, float]]] = {"write": write_sources, "times": times, "peaks": peaks}


def step(*arguments: object) -> dict[str, float]:
    """A step in a process of its own."""
    done = subprocess.run([sys.executable, __file__, "--step", *map(str, arguments)], check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def measure(count: int) -> dict[str, Any]:
    """Everything for one size."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        step("write", folder, count)
        seconds = step("times", folder, ROUNDS.get(count, 3))
        memory: dict[str, float] = {}
        for way in WAYS:
            memory |= step("peaks", folder, way)
        return {"seconds": seconds, "memory": memory, "size": (folder / "made.yaml").stat().st_size / 2**20}


def ratio(way: str, of: str = "seconds") -> Callable[[dict[str, Any]], str]:
    """A row of the table: a way beside the peer."""
    return lambda measured: f"{measured[of][way] / measured[of]['peer']:.2f}"


ROWS: dict[str, Callable[[dict[str, Any]], str]] = {
    "the YAML, MiB": lambda m: f"{m['size']:.1f}",
    "`registry.load`, of the peer's time": ratio("load"),
    "`load_entities`, of the peer's time": ratio("load_entities"),
    "`registry.load` of the folder, of the peer's time": ratio("folder"),
    "JSON Lines, as `registry compile` reads them, of the peer's time": ratio("lines"),
    "peer: CSafeLoader, the collector off, seconds": lambda m: f"{m['seconds']['peer']:.2f}",
    "`registry.load`, seconds": lambda m: f"{m['seconds']['load']:.2f}",
    "`registry.load`, of the peer's peak of memory": ratio("load", "memory"),
    "`load_entities`, of the peer's peak of memory": ratio("load_entities", "memory"),
    "`registry.load` of the folder, of the peer's peak": ratio("folder", "memory"),
    "JSON Lines, of the peer's peak": ratio("lines", "memory"),
    "peak of the peer, MiB": lambda m: f"{m['memory']['peer']:,.0f}",
    "peak of `registry.load`, MiB": lambda m: f"{m['memory']['load']:,.0f}",
}


def figures(sizes: list[int], found: list[dict[str, Any]]) -> Iterator[Figure]:
    """The time of each size beside the peer's, and how it grows."""
    for size, one in zip(sizes, found, strict=True):
        seconds = one["seconds"]
        yield Figure(f"loading {size:,} entities", seconds["load"], "s", "CSafeLoader, no collector", seconds["peer"], at_most=2)
    if len(sizes) > 1:
        yield Figure("loading, against entities", exponent(sizes, [one["seconds"]["load"] for one in found]), "exponent", at_most=1.1)


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("-o", dest="output", type=Path)
    parser.add_argument("--step", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step:
        name, folder, argument = given.step[0], Path(given.step[1]), given.step[2]
        print(json.dumps(STEPS[name](folder, argument)))
        return
    sizes = list(given.sizes)
    found = [measure(count) for count in sizes]
    lines = ["# Loading a registry", "", described("PyYAML"), "Five aliases an entity.", ""]
    lines += [f"| entities | {' | '.join(f'{count:,}' for count in sizes)} |", "| --- |" + " ---: |" * len(found)]
    lines += [f"| {name} | {' | '.join(cell(measured) for measured in found)} |" for name, cell in ROWS.items()]
    if len(sizes) > 1:
        grows = [f"{exponent(sizes, [one['seconds'][way] for one in found]):.2f} ({way})" for way in WAYS]
        lines += ["", f"Time grows with the entities to the power of {', '.join(grows)}."]
    text = "\n".join(lines) + "\n"
    print(text, end="")
    if given.output:
        given.output.write_text(text, "utf-8")
        save(given.output, figures(sizes, found), "PyYAML")


if __name__ == "__main__":
    main()
