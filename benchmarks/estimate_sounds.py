"""Estimate how each script confuses sounds, and write registry/text/data/sounds.yaml.

usage: estimate_sounds.py FOLDER [SCRIPT …]

Without a script, all of them; the tables of those not named stay as they are.

FOLDER holds arabic.tsv, chinese.tsv, hebrew.tsv, katakana.tsv, korean.tsv and russian.tsv: a Latin spelling, the letters of the other
script between blanks, and a count, a line a pair; such lists are made from encyclopedia titles and are published with transliteration
tools. Expectation maximisation for a memoryless transducer (Ristad and Yianilos 1998); pairs that look like chance are weighed down, as
such lists hold strays. With scripts named, the others' costs stay as they are.
"""

import math
import sys
from pathlib import Path

import numpy as np
import yaml

from registry.text.normalise import fold
from registry.text.sounds import letters

TABLES = {"cyrillic": "russian", "arabic": "arabic", "hebrew": "hebrew", "kana": "katakana", "hangul": "korean", "han": "chinese"}
ROUNDS = 8  # the likelihood changes by less than a hundredth of a bit after six
NOTHING = 26
LONGEST = 20  # letters; longer pairs are titles, not names
SMOOTHING = 0.05  # added to every count, so that no confusion is impossible
CELLS = 2  # decimals of a cost


def pairs(folder: Path, script: str) -> list[tuple[list[int], list[int]]]:
    found = []
    for line in (folder / f"{TABLES[script]}.tsv").read_text("utf-8").splitlines():
        latin, other, _ = line.split("\t")
        word = other.replace(" ", "")
        left = letters(fold(latin), "latin")
        right = letters(fold(word), script)
        if 0 < len(left) <= LONGEST and 0 < len(right) <= LONGEST:
            found.append((left, right))
    return found


def estimate(data: list[tuple[list[int], list[int]]]) -> np.ndarray:
    joint = np.full((27, 27), 1.0)
    joint[range(26), range(26)] = 60.0
    joint[NOTHING, NOTHING] = 0.0
    joint /= joint.sum()
    alone = None
    for _ in range(ROUNDS):
        counts = np.full((27, 27), SMOOTHING)
        counts[NOTHING, NOTHING] = 0.0
        table = joint.tolist()
        for x, y in data:
            expect(x, y, table, counts, alone)
        joint = counts / counts.sum()
        alone = (np.log(joint[:26].sum(axis=1)), np.log(joint[:, :26].sum(axis=0)))
    return joint


def expect(x: list[int], y: list[int], table: list[list[float]], counts: np.ndarray, alone: tuple[np.ndarray, np.ndarray] | None) -> None:
    n, m = len(x), len(y)
    forward = [[0.0] * (m + 1) for _ in range(n + 1)]
    backward = [[0.0] * (m + 1) for _ in range(n + 1)]
    forward[0][0] = backward[n][m] = 1.0
    for i in range(n + 1):
        for j in range(m + 1):
            value = forward[i][j]
            value += forward[i - 1][j] * table[x[i - 1]][NOTHING] if i else 0.0
            value += forward[i][j - 1] * table[NOTHING][y[j - 1]] if j else 0.0
            value += forward[i - 1][j - 1] * table[x[i - 1]][y[j - 1]] if i and j else 0.0
            forward[i][j] = value
    for i in range(n, -1, -1):
        for j in range(m, -1, -1):
            value = backward[i][j]
            value += table[x[i]][NOTHING] * backward[i + 1][j] if i < n else 0.0
            value += table[NOTHING][y[j]] * backward[i][j + 1] if j < m else 0.0
            value += table[x[i]][y[j]] * backward[i + 1][j + 1] if i < n and j < m else 0.0
            backward[i][j] = value
    total = forward[n][m]
    if total <= 0.0:
        return
    weight = 1.0
    if alone is not None:
        odds = math.log(total) - alone[0][x].sum() - alone[1][y].sum()
        weight = 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, odds))))
    for i in range(n + 1):
        for j in range(m + 1):
            share = forward[i][j] / total * weight
            if i < n:
                counts[x[i], NOTHING] += share * table[x[i]][NOTHING] * backward[i + 1][j]
            if j < m:
                counts[NOTHING, y[j]] += share * table[NOTHING][y[j]] * backward[i][j + 1]
            if i < n and j < m:
                counts[x[i], y[j]] += share * table[x[i]][y[j]] * backward[i + 1][j + 1]


def main() -> None:
    folder = Path(sys.argv[1])
    wanted = sys.argv[2:] or list(TABLES)
    target = Path(__file__).parent.parent / "registry" / "text" / "data" / "sounds.yaml"
    kept = yaml.load(target.read_text("utf-8"), Loader=yaml.BaseLoader)
    lines = [
        "# How scripts confuse sounds: costs of a memoryless transducer, written by benchmarks/estimate_sounds.py; do not edit.",
        "#",
        "# For each script 27 rows, a to z of the Latin spelling and then nothing, of 27 costs, a to z of the romanised other spelling and",
        "# then nothing. A cost is -log10 of the probability that the two letters stand for each other; `-` is never.",
        "",
    ]
    for script in TABLES:
        if script not in wanted:
            lines += [f"{script}:", f"  pairs: {kept[script]['pairs']}", "  joint:", *(f"    - {row}" for row in kept[script]["joint"])]
            continue
        data = pairs(folder, script)
        joint = estimate(data)
        lines += [f"{script}:", f"  pairs: {len(data)}", "  joint:"]
        for row in joint:
            lines.append("    - " + " ".join(f"{-math.log10(cell):.{CELLS}f}" if cell > 0 else "-" for cell in row))
        print(f"{script}: {len(data)} pairs", file=sys.stderr)
    target.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
