"""Estimate the weights of `registry.compare` from labelled pairs and write registry/text/data/comparison.yaml.

usage: estimate_comparison.py PAIRS.csv [PAIRS.csv …]

PAIRS.csv has the columns schema, name1, name2, is_match (true or false). The findings of each pair (`registry.match.compare.findings`)
are counted, and logistic regression with a quadratic penalty gives each finding its bits: jointly, since the words of one name do not
agree independently of one another. Weights that the pairs are too few to tell, or that are policy, are set in `POLICY` with the reason.
Prints F1 of ten-fold cross-validation and the reliability of the scores, and then writes the weights fitted to all pairs.
"""

import csv
import math
import sys
from collections import Counter
from pathlib import Path

import numpy as np

from registry.match.compare import findings
from registry.records import EntityType

TYPES = {"Person": EntityType.PERSON, "Company": EntityType.ORGANIZATION, "Organization": EntityType.ORGANIZATION}
PENALTY = 4.0  # four pairs' worth of doubt about each weight; F1 in cross-validation is 0.885 to 0.894 from 1 to 4
FOLDS = 10
ROUNDS = 50
LEAST = 5  # pairs that must show a finding before it is estimated

POLICY: dict[str, tuple[float, str]] = {
    "other number": (-30.0, "a number is a hard key: the 201st base is not the 102nd, whatever else agrees"),
    "roles exchanged": (-30.0, "the embassy of Russia in Tajikistan is not that of Tajikistan in Russia; bin ties son to father"),
    "other country": (-12.0, "the ministry of Tajikistan is not that of Turkmenistan, nor the branch in Sweden that in Finland"),
    "given name missing": (-8.0, "a name more at the front is a given name: Rustam Emomali Rahmon is the son of Emomali Rahmon"),
    "missing country": (-6.0, "the bank of a country beside the bank without one: a branch, another company"),
    "missing word of a description": (
        -5.0,
        "common words tell a name together: Bank of Georgia, National Bank of Georgia",
    ),
    "nothing but initials": (-8.0, "two letters are those of a thousand names"),
    "nothing to compare": (-30.0, "an empty name is nobody's"),
    "one word of many": (-6.0, "a word of a longer name is not the name: the head of the longer one is another noun"),
    "missing number": (-8.0, "the army is not the 4th army"),
    "one word of many, person": (-4.0, "a given name or surname alone is many people's: refused, whatever the pairs say"),
    "acronym spelt out": (10.0, "letters that begin the words of the other name in order; too few pairs to estimate"),
    "acronym spelt out in another language": (
        8.0,
        "each letter begins a word in its own language, in whatever order",
    ),
}

FEW = "too few pairs to estimate; set with its neighbours in mind"
FALLBACK: dict[str, float] = {
    "common word": 0.0,
    "first word": 1.0,
    "further word": 1.0,
    "further contradiction": 0.0,
    "initial": 0.5,
    "light contradiction": -2.0,
    "missing light word": -1.0,
    "missing patronymic": -0.5,
    "two letters off, short word": -3.0,
    "missing word": -1.0,
    "other legal form": -2.0,
    "other order": -0.5,
    "same number": 1.0,
    "short form of a given name": 1.0,
    "three letters off, long word": -2.0,
    "two letters off": -1.5,
}
"""Bits for findings that fewer than `LEAST` pairs show."""


def matrix(paths: list[str]) -> tuple[np.ndarray, np.ndarray, list[str], list[str]]:
    rows, labels, sources = [], [], []
    for path in paths:
        with open(path, encoding="utf-8") as file:
            for row in csv.DictReader(file):
                counts: Counter[str] = Counter()
                for key, _, _, _, share in findings(row["name1"], row["name2"], TYPES.get(row["schema"])):
                    counts[key] += share
                rows.append(counts)
                labels.append(row["is_match"] == "true")
                sources.append(Path(path).stem)
    seen = Counter(key for counts in rows for key in counts)
    keys = sorted(key for key in seen if seen[key] >= LEAST and key not in POLICY)
    return np.array([[counts[key] for key in keys] for counts in rows]), np.array(labels, float), keys, sources


def vetoed(paths: list[str]) -> np.ndarray:
    found = []
    for path in paths:
        with open(path, encoding="utf-8") as file:
            for row in csv.DictReader(file):
                keys = [key for key, *_ in findings(row["name1"], row["name2"], TYPES.get(row["schema"]))]
                found.append(sum(POLICY[key][0] for key in keys if key in POLICY))
    return np.array(found)


EXPECTED = {
    "prior, person": -3.0,
    "prior, other": -3.0,
    "prior, two scripts": -3.0,
    "first word": 3.0,
    "further word": 3.0,
    "common word": 1.0,
    "respelt word": 5.0,
    "bits of its sounds": 3.0,
    "nothing left over": 2.0,
    "nothing left over, two scripts": 2.0,
    "missing word": -1.0,
    "contradiction": -3.0,
}
"""Bits that one expects before any pair is seen, else 0: most names side by side are of two, and every word that agrees makes one bearer
likelier. The penalty holds to these where the pairs cannot tell one finding from another that nearly always comes with it."""
SPEAKS_FOR = "first word|further word|common word|respelt word|initial|same number|bits of its sounds".split("|")
SPEAKS_FOR += ["nothing left over", "nothing left over, two scripts"]
SPEAKS_AGAINST = "contradiction|contradiction, two scripts|further contradiction|missing word|missing patronymic|other order".split("|")
SPEAKS_AGAINST += ["sounds fall short"]
SIGNS = dict.fromkeys(SPEAKS_FOR, 1) | dict.fromkeys(SPEAKS_AGAINST, -1)
"""What can only speak for one bearer, and what only against: an editor would not believe a word left out that is evidence for."""


def fit(x: np.ndarray, y: np.ndarray, offset: np.ndarray, keys: list[str]) -> np.ndarray:
    """Weights in nats; a finding whose weight would have the wrong sign has none, and the others are fitted without it."""
    kept = np.ones(x.shape[1], bool)
    weights = np.zeros(x.shape[1])
    while True:
        expected = np.array([EXPECTED.get(key, 0.0) for key in keys]) * math.log(2)
        weights[kept] = _newton(x[:, kept], y, offset, expected[kept])
        wrong = np.array([weight * SIGNS.get(key, 0) < 0 for key, weight in zip(keys, weights, strict=True)])
        if not wrong.any():
            return weights
        kept &= ~wrong
        weights[wrong] = 0.0


def _newton(x: np.ndarray, y: np.ndarray, offset: np.ndarray, expected: np.ndarray) -> np.ndarray:
    weights = expected.copy()
    for _ in range(ROUNDS):
        p = 1.0 / (1.0 + np.exp(-np.clip(x @ weights + offset, -50, 50)))
        gradient = x.T @ (y - p) - PENALTY * (weights - expected)
        hessian = (x * (p * (1 - p))[:, None]).T @ x + PENALTY * np.eye(len(weights))
        step = np.linalg.solve(hessian, gradient)
        weights += step
        if np.abs(step).max() < 1e-9:
            break
    return weights


def f1(y: np.ndarray, p: np.ndarray) -> float:
    said = p >= 0.5
    right = (said & (y == 1)).sum()
    return 2 * right / (said.sum() + y.sum())


def main() -> None:
    paths = sys.argv[1:]
    x, y, keys, sources = matrix(paths)
    offset = vetoed(paths) * math.log(2)
    folds = np.random.default_rng(0).integers(0, FOLDS, len(y))
    p = np.zeros(len(y))
    for fold in range(FOLDS):
        held = folds == fold
        p[held] = 1.0 / (1.0 + np.exp(-np.clip(x[held] @ fit(x[~held], y[~held], offset[~held], keys) + offset[held], -50, 50)))
    for source in sorted(set(sources)):
        mask = np.array([s == source for s in sources])
        print(f"{source}: F1 at 0.5 in cross-validation {f1(y[mask], p[mask]):.3f}, pairs {mask.sum()}")
    print("reliability in cross-validation: score, pairs, share of the same")
    for low, high in ((0, 0.05), (0.05, 0.2), (0.2, 0.5), (0.5, 0.8), (0.8, 0.95), (0.95, 1.01)):
        mask = (p >= low) & (p < high)
        if mask.any():
            print(f"  {low:.2f} to {min(high, 1):.2f}  {mask.sum():5}  {y[mask].mean():.3f}")
    weights = fit(x, y, offset, keys) / math.log(2)
    shown = (x != 0).sum(axis=0)
    lines = [
        "# The weights of `registry.compare` in bits, written by benchmarks/estimate_comparison.py; policy is set there, too.",
        "# A finding's key -> its bits, and how they were come by: the number of labelled pairs that showed it, or the reason.",
        "",
    ]
    for key, bits, pairs in sorted(zip(keys, weights, shown, strict=True)):
        lines.append(f"{key}: {{bits: {bits:.2f}, from: {pairs} pairs}}")
    lines += [f"{key}: {{bits: {FALLBACK[key]:.2f}, from: {FEW}}}" for key in sorted(FALLBACK.keys() - set(keys))]
    for key, (bits, reason) in sorted(POLICY.items()):
        lines.append(f'{key}: {{bits: {bits:.2f}, from: "{reason}"}}')
    target = Path(__file__).parent.parent / "registry" / "text" / "data" / "comparison.yaml"
    target.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
