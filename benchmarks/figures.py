"""The figures of a benchmark as data: ours, the peer's of the same run, and what was asked for.

A script that writes its page with `-o results/NAME.md` calls `save`, which puts them beside it, in `results/data/NAME.json`; `run_all.py`
makes one table of all of them.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from machine import machine, versions

HEAD = ("| what | ours | peer | ratio | asked | met |", "| --- | ---: | ---: | ---: | --- | --- |")
"""The lines above those of `row`."""
GROWTH_HEAD = ("| cost | exponent | asked | met |", "| --- | ---: | --- | --- |")
"""The lines above those of `growth`."""
_MET = {True: "yes", False: "**no**", None: ""}


@dataclass(frozen=True, slots=True)
class Figure:
    """One comparison. What is asked is asked of the ratio, ours to theirs, and of ours alone where there is no peer.

    >>> Figure("scanning", 6.0, "MB/s", "flashtext 2.7", 8.0, at_least=1).met
    False
    """

    what: str
    ours: float
    unit: str = ""
    """"exponent" for one of growth, which has a table of its own."""
    peer: str = ""
    """Who, in words; the version is told once for all figures of a benchmark."""
    theirs: float | None = None
    at_least: float | None = None
    at_most: float | None = None

    @property
    def ratio(self) -> float | None:
        """Ours to theirs; None without a peer."""
        return self.ours / self.theirs if self.theirs else None

    @property
    def met(self) -> bool | None:
        """Whether it is as asked; None if nothing was."""
        if self.at_least is None and self.at_most is None:
            return None
        value = self.ours if self.ratio is None else self.ratio
        return (self.at_least is None or value >= self.at_least) and (self.at_most is None or value <= self.at_most)

    @property
    def asked(self) -> str:
        """In words; nothing if nothing is."""
        parts = [("at least", self.at_least), ("at most", self.at_most)]
        return ", ".join(f"{word} {shown(value)}" for word, value in parts if value is not None)


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of one benchmark, and what they were measured on and with."""

    machine: str
    versions: dict[str, str]
    figures: tuple[Figure, ...]
    missing: tuple[str, ...] = field(default=())
    """Peers that were not installed."""


def data(page: Path, suffix: str) -> Path:
    """Where the data of a page stand."""
    return page.parent / "data" / f"{page.stem}{suffix}"


def save(page: Path, figures: Iterable[Figure], *packages: str, missing: Sequence[str] = ()) -> None:
    """Write the figures of a page, with the versions of the packages they were measured with."""
    path = data(page, ".json")
    path.parent.mkdir(parents=True, exist_ok=True)
    found = {
        "machine": machine(),
        "versions": versions("alias-registry", *packages),
        "figures": [asdict(figure) for figure in figures],
        "missing": list(missing),
    }
    path.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")


def saved(page: Path) -> Measured | None:
    """What `save` wrote for a page; None if there is nothing."""
    path = data(page, ".json")
    if not path.exists():
        return None
    found = json.loads(path.read_text("utf-8"))
    return Measured(found["machine"], found["versions"], tuple(Figure(**row) for row in found["figures"]), tuple(found["missing"]))


def shown(value: float | None) -> str:
    """Three digits, or all of a large number.

    >>> [shown(value) for value in (1234567.8, 123.4, 2, 0.0333, 0.00005, None)]
    ['1,234,568', '123', '2', '0.0333', '5e-05', '']
    """
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def growth(figure: Figure, page: str) -> str:
    """A line of the table of exponents."""
    return f"| [{figure.what}]({page}) | {round(figure.ours, 2) + 0.0:.2f} | {figure.asked} | {_MET[figure.met]} |"


def row(figure: Figure, page: str) -> str:
    """A line of the table in Markdown; the first cell links to the page."""
    unit = f" {figure.unit}" if figure.unit else ""
    theirs = f"{figure.peer}: {shown(figure.theirs)}{unit}" if figure.theirs is not None else ""
    cells = (f"[{figure.what}]({page})", f"{shown(figure.ours)}{unit}", theirs, shown(figure.ratio), figure.asked, _MET[figure.met])
    return f"| {' | '.join(cells)} |"
