"""Adding one alias to a large registry, beside reading that file with PyYAML's fastest loader; prints a table.

`python benchmarks/editing.py [ENTITIES]`; 20,000 entities unless said otherwise. What is timed is the whole of `registry.edit`: lock,
read, find, change, compare, write, flush to the disk.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import yaml

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
    """Print the table."""
    entities = int(sys.argv[1]) if len(sys.argv) > 1 else SIZE
    ours, theirs = measure(entities)
    print(f"| {entities:,} entities | seconds |\n|---|---:|")
    print(f"| one alias added by `registry.edit` | {ours:.3f} |")
    print(f"| the file loaded by PyYAML's CSafeLoader | {theirs:.3f} |")
    print(f"| ratio | {ours / theirs:.3f} |")


if __name__ == "__main__":
    main()
