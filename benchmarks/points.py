"""Costs measured at several sizes: kept as data from which plots can be drawn anew, and how fast they grow."""

import csv
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from figures import shown

LINEAR = 1.1
"""The exponent that n log n shows between a thousand and a million, and so the most that a cost that grows no faster than the work may."""


@dataclass(frozen=True, slots=True)
class Point:
    """One cost at one size; `unit` is s, MiB, or share for what is no cost."""

    measure: str
    size: int
    value: float
    unit: str


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """B of the fit cost = a · size^b by least squares on the logarithms; 1 is linear, 0 is no growth. At least two sizes, all above 0.

    >>> round(exponent([10, 100, 1000], [5, 500, 50_000]), 6)
    2.0
    """
    xs, ys = [math.log(size) for size in sizes], [math.log(cost) for cost in costs]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def by_measure(points: Iterable[Point]) -> dict[str, list[Point]]:
    """The points of each measure, by size."""
    found: dict[str, list[Point]] = {}
    for point in sorted(points, key=lambda point: point.size):
        found.setdefault(point.measure, []).append(point)
    return found


def growth(points: Sequence[Point]) -> float | None:
    """The exponent of one measure; None where there are fewer than two sizes, or a cost that the clock did not see."""
    known = [(point.size, point.value) for point in points]
    return exponent(*zip(*known, strict=True)) if len(known) > 1 and min(value for _, value in known) > 0 else None


def save(path: Path, points: Iterable[Point]) -> None:
    """As CSV."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file, lineterminator="\n").writerow
        write(("measure", "size", "value", "unit"))
        for point in points:
            write((point.measure, point.size, f"{point.value:.6g}", point.unit))


def saved(path: Path) -> list[Point]:
    """What `save` wrote; nothing if there is no such file."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [Point(row["measure"], int(row["size"]), float(row["value"]), row["unit"]) for row in csv.DictReader(file)]


def table(head: str, points: Iterable[Point]) -> list[str]:
    """Lines in Markdown: a row a measure, a column a size; times as multiples of the first, other units as they are; the exponent last."""
    found = by_measure(points)
    sizes = sorted({point.size for measured in found.values() for point in measured})
    lines = [f"| {head} | {' | '.join(f'{size:,}' for size in sizes)} | exponent |", "| --- |" + " ---: |" * (len(sizes) + 1)]
    for measure, measured in found.items():
        first = measured[0]
        cells = {point.size: f"{point.value / first.value:,.2f}" if first.unit == "s" else shown(point.value) for point in measured}
        grown = None if first.unit == "share" else growth(measured)
        last = "" if grown is None else f"{round(grown, 2) + 0.0:.2f}"
        name = f"{measure}, {first.unit}" if first.unit == "MiB" else measure
        lines.append(f"| {name} | {' | '.join(cells.get(size, '') for size in sizes)} | {last} |")
    return lines
