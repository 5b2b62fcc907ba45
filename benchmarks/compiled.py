"""A compiled registry of made names: what it costs to compile, to keep, to open and to ask.

usage: compiled.py [ALIASES …] [-o FILE]
ALIASES   how many aliases the registries have, five to an entity; 1,000, 10,000, 100,000 and 1,000,000 unless said otherwise
-o FILE   also write the table as Markdown (`benchmarks/results/compiled.md` is the last run), and all points beside it, as CSV

The names are made of syllables in Latin, Cyrillic, Arabic, Hangul and Devanagari letters, of people, organisations, units and places. Each
step runs in a process of its own, so that the peak of its memory is its own, and times are of the processor, as other work on the machine
would be measured too. The peers: `yaml.load` with libyaml's CSafeLoader, the collector off, of the same registry in YAML, which is no more
than a reading; and `import registry`, which every program that opens a registry pays. Of the 1,000 questions half are aliases as they are
written, a third are in small letters or in another order, a tenth have a letter wrong, and the rest are unknown.
"""

import argparse
import gc
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import figures
import points
from figures import Figure
from machine import described, peak
from points import Point

SIZES = (1_000, 10_000, 100_000, 1_000_000)
EACH = 5
"""Aliases of an entity."""
ASKED = 1_000
PLAIN = 100_000
"""Aliases up to which the YAML itself is opened and asked, for comparison; ten times as many take several gigabytes."""
SYLLABLES = {
    "latin": "ra mo ni ka be lu shi to va ze dur gan pol mir sad khu yan fe os ti ber nar".split(),
    "cyrillic": "ра мо ни ка бе лу ши то ва зе дур ган пол мир сад ху ян фе ос ти бер нар".split(),
    "arabic": "را مو نی کا به لو شی تو وا زه در گن پل میر سد خو ین فه اس تی بر نر".split(),
    "hangul": "라 모 니 가 베 루 시 도 바 제 두 간 폴 밀 사 후 얀 페 오 티 벨 날".split(),
    "devanagari": "रा मो नी का बे लू शी तो वा ज़े दुर गन पोल मीर सद खु यान फे ओस ती बेर नार".split(),
}
"""One list a script, of the same sounds; names of two to four of them."""
GENERIC = "Ministry Department Bank Institute Union Council Agency Party".split()
UNITS = "Brigade Regiment Division Battalion".split()


def entities(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Entities with five aliases each: four in ten are people, three in ten organisations, the rest units and places."""
    drawn = random.Random(seed)

    def word(numbers: list[int], script: str) -> str:
        return "".join(SYLLABLES[script][number] for number in numbers).capitalize()

    def numbers() -> list[int]:
        return [drawn.randrange(22) for _ in range(drawn.choice((2, 3, 3, 4)))]

    for number in range(count // EACH):
        kind = drawn.choice(["person"] * 4 + ["organization"] * 3 + ["military_unit", "place", "place"])
        one, two, three = numbers(), numbers(), numbers()
        names = []
        for script in SYLLABLES:
            first, second, third = word(one, script), word(two, script), word(three, script)
            if kind == "person":
                names.append(f"{first} {second}")
            elif kind == "organization":
                names.append(f"{drawn.choice(GENERIC)} of {first} {second} {third}" if script == "latin" else f"{first} {second} {third}")
            elif kind == "military_unit":
                names.append(f"{number % 900 + 1} {first} {drawn.choice(UNITS) if script == 'latin' else second}")
            else:
                names.append(f"{first}{word(two, script).lower()}")
        extra = f"{word(numbers(), 'latin')} {word(two, 'latin')}" if kind == "person" else f"New {word(one, 'latin')}{number}"
        rows = list(dict.fromkeys(name for name in [*names[1:], extra] if name != names[0]))
        yield {"id": f"{kind.replace('_', '-')}-{number}", "name": names[0], "type": kind, "aliases": rows}


def questions(count: int, seed: int = 2) -> list[str]:
    """Mentions of the entities made, in the shares that the head of the module tells."""
    drawn = random.Random(seed)
    step, rounds = max(count // EACH // ASKED, 1), -(-ASKED * EACH // count)
    asked = []
    for entity in islice((entity for _ in range(rounds) for entity in islice(entities(count), 0, None, step)), ASKED):
        name = drawn.choice([entity["name"], *entity["aliases"]])
        share = drawn.random()
        if share > 0.93:
            name = "".join(drawn.choice("bcdfgklmnprst") + drawn.choice("aeiou") for _ in range(4)).capitalize() + " Zq"
        elif share > 0.83:
            spot = len(name) // 2
            name = name[:spot] + name[spot + 1 :]
        elif share > 0.66:
            name = " ".join(reversed(name.split()))
        elif share > 0.5:
            name = name.lower()
        asked.append(name)
    return asked


def write_sources(count: int, folder: Path) -> None:
    """The same registry as JSON Lines and as YAML."""
    with (folder / "made.jsonl").open("w", encoding="utf-8") as lines, (folder / "made.yaml").open("w", encoding="utf-8") as text:
        text.write("version: 1\nentities:\n")
        for entity in entities(count):
            lines.write(json.dumps(entity, ensure_ascii=False) + "\n")
            text.write(f"  {entity['id']}:\n    name: {entity['name']}\n    type: {entity['type']}\n    aliases:\n")
            text.writelines(f"      - {row}\n" for row in entity["aliases"])


def run_compile(folder: Path, suffix: str) -> dict[str, float]:
    """Compile in this process."""
    from registry.compiled.compile import compile_files

    start = time.process_time()
    done = compile_files([folder / f"made{suffix}"], folder / "registry.idx")
    return {"seconds": time.process_time() - start, "peak": peak(), "aliases": done.aliases - done.entities, "symbols": done.symbols}


def run_yaml(folder: Path, _: str) -> dict[str, float]:
    """Read the YAML in this process, with nothing made of it."""
    import yaml

    gc.disable()
    text = (folder / "made.yaml").read_text("utf-8")
    start = time.process_time()
    yaml.load(text, Loader=yaml.CSafeLoader)
    return {"seconds": time.process_time() - start, "peak": peak()}


def run_ask(folder: Path, asked: str, file: str = "registry.idx") -> dict[str, float]:
    """Import, open and ask in this process."""
    mentions = json.loads((folder / "asked.json").read_text("utf-8"))
    start, wall = time.process_time(), time.perf_counter()
    import registry

    imported, imported_wall = time.process_time(), time.perf_counter()
    opened = registry.load(folder / file)
    done, done_wall = time.process_time(), time.perf_counter()
    idle = peak()
    seconds = []
    linked = 0
    for mention in mentions if asked else []:
        before = time.process_time()
        linked += bool(opened.resolve(mention))
        seconds.append(time.process_time() - before)
    return {
        "import": imported - start,
        "open": done - imported,
        "import wall": imported_wall - wall,
        "open wall": done_wall - imported_wall,
        "idle": idle,
        "peak": peak(),
        "questions": sum(seconds),
        "median": sorted(seconds)[len(seconds) // 2] if seconds else 0.0,
        "linked": linked,
    }


def run_plain(folder: Path, asked: str) -> dict[str, float]:
    """The same with the YAML."""
    return run_ask(folder, asked, "made.yaml")


STEPS = {"plain": run_plain, "compile": run_compile, "yaml": run_yaml, "ask": run_ask}


def step(name: str, folder: Path, argument: str = "") -> dict[str, float]:
    """A step in a process of its own."""
    done = subprocess.run([sys.executable, __file__, "--step", name, str(folder), argument], check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def measure(count: int) -> dict[str, Any]:
    """Everything for one size; the opening is the median of five, that takes turns with the import in each."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_sources(count, folder)
        (folder / "asked.json").write_text(json.dumps(questions(count)), "utf-8")
        peer = step("yaml", folder)
        by_yaml = step("compile", folder, ".yaml")
        compiled = step("compile", folder, ".jsonl")
        opening = sorted((step("ask", folder) for _ in range(5)), key=lambda one: one["open"] / one["import"])[2]
        asked = step("ask", folder, "asked")
        plain = step("plain", folder, "asked") if count <= PLAIN else None
        sizes = {suffix: (folder / f"{stem}{suffix}").stat().st_size for stem, suffix in (("made", ".yaml"), ("registry", ".idx"))}
    return {"peer": peer, "by_yaml": by_yaml, "compiled": compiled, "opening": opening, "asked": asked, "plain": plain, "sizes": sizes}


ROWS = {
    "compiling JSON Lines, of the peer's time": lambda m: f"{m['compiled']['seconds'] / m['peer']['seconds']:.2f}",
    "compiling YAML, of the peer's time": lambda m: f"{m['by_yaml']['seconds'] / m['peer']['seconds']:.2f}",
    "compiling JSON Lines, seconds": lambda m: f"{m['compiled']['seconds']:.1f}",
    "peer: CSafeLoader, seconds": lambda m: f"{m['peer']['seconds']:.1f}",
    "peak of memory, JSON Lines, MiB": lambda m: f"{m['compiled']['peak']:,.0f}",
    "peak of memory, YAML, MiB": lambda m: f"{m['by_yaml']['peak']:,.0f}",
    "peak of the peer, MiB": lambda m: f"{m['peer']['peak']:,.0f}",
    "distinct words": lambda m: f"{m['compiled']['symbols']:,}",
    "compiled file, MiB": lambda m: f"{m['sizes']['.idx'] / 2**20:,.1f}",
    "of the YAML's size": lambda m: f"{m['sizes']['.idx'] / m['sizes']['.yaml']:.2f}",
    "opening, of `import registry`": lambda m: f"{m['opening']['open'] / m['opening']['import']:.3f}",
    "opening, seconds": lambda m: f"{m['opening']['open']:.4f}",
    "resident when open, MiB": lambda m: f"{m['opening']['idle']:,.0f}",
    "resident after 1,000 questions, MiB": lambda m: f"{m['asked']['peak']:,.0f}",
    "1,000 questions, seconds": lambda m: f"{m['asked']['questions']:.1f}",
    "a question, median, milliseconds": lambda m: f"{1000 * m['asked']['median']:.2f}",
    "from the YAML: opening, seconds": lambda m: f"{m['plain']['open']:.2f}" if m["plain"] else "",
    "from the YAML: resident after 1,000 questions, MiB": lambda m: f"{m['plain']['peak']:,.0f}" if m["plain"] else "",
    "from the YAML: 1,000 questions, tries built, seconds": lambda m: f"{m['plain']['questions']:.1f}" if m["plain"] else "",
    "questions linked": lambda m: f"{m['asked']['linked']:,}",
}


COSTS = {
    "compiling JSON Lines": ("s", lambda m: m["compiled"]["seconds"]),
    "PyYAML's CSafeLoader": ("s", lambda m: m["peer"]["seconds"]),
    "compiling: peak of memory": ("MiB", lambda m: m["compiled"]["peak"]),
    "compiled file": ("MiB", lambda m: m["sizes"][".idx"] / 2**20),
    "opening": ("s", lambda m: m["opening"]["open"]),
    "resident when open": ("MiB", lambda m: m["opening"]["idle"]),
    "resident after 1,000 questions": ("MiB", lambda m: m["asked"]["peak"]),
    "1,000 questions, the first time": ("s", lambda m: m["asked"]["questions"]),
}
"""The costs whose growth is told: their units, and where they stand in what `measure` gives."""
GROW = ("compiling JSON Lines", "compiling: peak of memory", "compiled file")
"""What grows with the aliases, and may not grow faster."""
OPENED, HELD = 0.2, 400
"""Asked at a million aliases: seconds of the wall for opening, MiB resident after 1,000 questions."""


def judged(measured: Mapping[str, Any], count: int, found: Sequence[Point]) -> Iterator[Figure]:
    """What is asked at the largest size, and the exponents."""
    of = f"{count:,} aliases"
    peer = "PyYAML's CSafeLoader"
    yield Figure(f"compiling {of}", measured["compiled"]["seconds"], "s", peer, measured["peer"]["seconds"])
    yield Figure(f"compiling {of}: peak of memory", measured["compiled"]["peak"], "MiB", peer, measured["peer"]["peak"])
    yield Figure(f"compiled file of {of}", measured["sizes"][".idx"] / 2**20, "MiB", "the YAML", measured["sizes"][".yaml"] / 2**20)
    yield Figure(f"opening {of}", measured["opening"]["open wall"], "s", at_most=OPENED)
    yield Figure(f"opening {of}", measured["opening"]["open"], "s", "import registry", measured["opening"]["import"])
    yield Figure(f"resident after 1,000 questions, {of}", measured["asked"]["peak"], "MiB", at_most=HELD)
    for name, costs in points.by_measure(found).items():
        if (grown := points.growth(costs)) is not None:
            yield Figure(f"{name}, against aliases", grown, "exponent", at_most=points.LINEAR if name in GROW else None)


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("-o", dest="output", type=Path)
    parser.add_argument("--step", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step:
        name, folder, argument = given.step
        print(json.dumps(STEPS[name](Path(folder), argument)))
        return
    found = [measure(count) for count in given.sizes]
    lines = ["# A compiled registry", "", described("PyYAML", "rapidfuzz"), ""]
    lines += [f"| aliases | {' | '.join(f'{count:,}' for count in given.sizes)} |", "| --- |" + " ---: |" * len(found)]
    lines += [f"| {name} | {' | '.join(cell(measured) for measured in found)} |" for name, cell in ROWS.items()]
    costs = [
        Point(name, count, cost(measured), unit)
        for name, (unit, cost) in COSTS.items()
        for count, measured in zip(given.sizes, found, strict=True)
    ]
    lines += ["", "## Growth", "", *points.table("aliases", costs)]
    text = "\n".join(lines) + "\n"
    print(text, end="")
    if given.output:
        given.output.parent.mkdir(parents=True, exist_ok=True)
        given.output.write_text(text, "utf-8")
        points.save(figures.data(given.output, "-points.csv"), costs)
        largest = max(range(len(found)), key=lambda at: given.sizes[at])
        figures.save(given.output, judged(found[largest], given.sizes[largest], costs), "PyYAML", "rapidfuzz")


if __name__ == "__main__":
    main()
