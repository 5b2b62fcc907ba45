"""Adding one alias to a large registry, beside reading that file with PyYAML's fastest loader.

usage: editing.py [ENTITIES] [-o FILE]
ENTITIES  of the registry; 20,000 unless said otherwise
-o FILE   also write the table as Markdown (`benchmarks/results/editing.md` is the last run)

What is timed is the whole of `registry.edit`: lock,
read, find, change, compare, write, flush to the disk.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import figures
import yaml
from figures import Figure
from machine import described

import registry
from registry import Alias
from registry.edits import AddAlias

SIZE = 20_000
ROUNDS = 3
"""The median of three: the loader alone takes seconds."""


ENTITY = """
  # the {number}th
  person-{number}:
    name: Given{number} Surname{number}
    type: person
    description: Somebody's "colleague", number {number}.
    aliases:
      - Given{number} Surnam{number}e
      - {{text: Surname{number}, kind: surname, weak: true}}   # borne by many
      - {{text: "deputy of {{person-{before}}}", kind: title, since: 2007-03-20}}
      - {{text: Фамилия{number}, lang: ru}}
    never:
      - {{text: Given{number} Other, because: "his brother: another one"}}
"""


def made_registry(entities: int) -> str:
    """A registry in the manner of the one that ships: comments, quoted patterns, rows in braces, four scripts."""
    return "version: 1\nentities:\n" + "".join(ENTITY.format(number=number, before=max(0, number - 1)) for number in range(entities))


def seconds(action: Callable[[], object], rounds: int) -> float:
    """The median time of some rounds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return median(times)


def measure(entities: int, rounds: int = ROUNDS) -> tuple[float, float]:
    """Seconds for one edit in the middle of the file, and for PyYAML's CSafeLoader to load it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "aliases.yaml"
        path.write_text(made_registry(entities), "utf-8")
        names = iter(range(rounds))
        ours = seconds(lambda: registry.edit(path, AddAlias(f"person-{entities // 2}", Alias(f"Alias {next(names)}"))), rounds)
        text = path.read_text("utf-8")
        assert text.count("- Alias ") == rounds
        theirs = seconds(lambda: yaml.load(text, Loader=yaml.CSafeLoader), rounds)
    return ours, theirs


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("entities", type=int, nargs="?", default=SIZE)
    parser.add_argument("-o", dest="output", type=Path)
    asked = parser.parse_args()
    ours, theirs = measure(asked.entities)
    lines = ["# Editing a large file", "", described("PyYAML"), ""]
    lines += [f"| {asked.entities:,} entities | of the loader's time |", "| --- | ---: |"]
    lines += [f"| one alias added by `registry.edit` | {ours / theirs:.3f} |", "| the file loaded by PyYAML's CSafeLoader | 1.000 |"]
    text = "\n".join(lines) + "\n"
    print(text, end="")
    if asked.output:
        asked.output.write_text(text, "utf-8")
        what = f"one alias added to {asked.entities:,} entities"
        figures.save(asked.output, [Figure(what, ours, "s", "PyYAML's CSafeLoader loads the file", theirs)], "PyYAML")


if __name__ == "__main__":
    main()
