"""Pairs of names in two scripts that nearly sound alike, for `estimate_comparison.py`: lists of names at random hold too few of them.

usage: near_pairs.py FOLDER > NEAR.csv

FOLDER holds the lists that `estimate_sounds.py` reads. For every script, some names are drawn; each is written once beside its own Latin
spelling (is_match true) and once beside that spelling, of another name, which sounds most like it but not the same (false).
"""

import csv
import random
import sys
from pathlib import Path

from estimate_sounds import TABLES

from registry.text.normalise import fold
from registry.text.romanise import sound_key
from registry.text.sounds import log_odds

SEED = 7
DRAWN = 30  # names of each script: a fifth of the pairs of two scripts are then near ones
AMONG = 2000  # Latin spellings; among more, the nearest is more often another spelling of the same name
SEEN_TWICE = 2  # what the lists hold once is more often a stray
SHORTEST = 4  # letters; in a shorter name every other is near


def main() -> None:
    rng = random.Random(SEED)
    out = csv.writer(sys.stdout)
    out.writerow(["schema", "name1", "name2", "is_match"])
    for table in TABLES.values():
        rows = read(Path(sys.argv[1]) / f"{table}.tsv")
        own: dict[str, set[str]] = {}
        for latin, other in rows:
            own.setdefault(other, set()).add(latin)
        rng.shuffle(rows)
        pool = [(latin, fold(latin)) for latin, _ in rows[:AMONG]]
        for latin, other in rows[:DRAWN]:
            strangers = [pair for pair in pool if pair[0] not in own[other] and sound_key(pair[1]) != sound_key(fold(other))]
            near = max(strangers, key=lambda pair: log_odds(pair[1], fold(other)))[0]
            out.writerow(["Person", latin.title(), other, "true"])
            out.writerow(["Person", near.title(), other, "false"])


def read(path: Path) -> list[tuple[str, str]]:
    """Latin spelling and other spelling of what a list holds often enough."""
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
    return [(latin, other.replace(" ", "")) for latin, other, count in rows if int(count) >= SEEN_TWICE and len(latin) >= SHORTEST]


if __name__ == "__main__":
    main()
