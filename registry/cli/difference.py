"""`registry difference`: two networks in, what changed between them out."""

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from registry.cli.output import table, talk

if TYPE_CHECKING:
    from registry.graph.reading.changes import Counted  # networkx, which graph/ loads, takes its time to start

__all__ = ["difference"]

R = TypeVar("R", bound="Counted")

SHOWN = 20
"""Rows of a table on a terminal: with its headings it fills one screen; a pipe and a file get all of them."""


@click.command()
@click.argument("before", metavar="BEFORE", type=click.Path(path_type=Path))
@click.argument("after", metavar="AFTER", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "outputs",
    metavar="FILE",
    type=click.Path(path_type=Path),
    multiple=True,
    help="Write both networks in one, each tie with its change, in a format of `registry graph`; may be given several times.",
)
def difference(before: Path, after: Path, outputs: tuple[Path, ...]) -> None:
    """Tell new, vanished, stronger and weaker ties.

    BEFORE and AFTER are .graphml or .json files that `registry graph` wrote, of two periods, two sources, two registries.

    Ties are compared by their rates, the share of all windows (articles, paragraphs, sentences) that name both. A tie is stronger or
    weaker if the rates differ by more than chance, else the same: q-value at most 0.05, Fisher's exact test, corrected for the number of
    ties. The most telling come first. A terminal shows the first 20 that changed; through a pipe come all, those that stayed the same too.
    """
    from registry.graph.export import WRITERS, write
    from registry.graph.reading.changes import actor_changes, changes
    from registry.graph.reading.difference import difference as compared
    from registry.graph.reading.load import read_graph

    for output in outputs:
        if output.suffix.lower() not in WRITERS:
            raise click.BadParameter(f"{str(output)!r} has none of the suffixes {' '.join(WRITERS)}", param_hint="-o")
    old, new = read_graph(before), read_graph(after)
    network = compared(old, new)
    for output in outputs:
        write(network, output)
        talk(f"wrote {output}")
    for path, graph in ((before, old), (after, new)):
        least = graph.graph.get("minimum", 1)
        if isinstance(least, int | float) and least > 1:
            talk(f"{path} leaves out ties of fewer than {least} windows: what seems new or vanished may have had fewer")
        if "windows" not in graph.graph:
            talk(f"{path} does not say how many windows it counts: ties are compared by weight alone, without rates")
    ties, actors = changes(network), actor_changes(network)
    _print("Ties", ("actor", "actor"), ties, lambda tie: (tie.left, tie.right))
    click.echo()
    _print("Actors", ("entity",), actors, lambda actor: (actor.id,))


def _print(what: str, columns: tuple[str, ...], rows: list[R], named: Callable[[R], tuple[str, ...]]) -> None:
    """A table of what changed: for a person each share beside its count, for a program all rows, and each number in a column."""
    from registry.graph.reading.difference import LEVEL

    counts = Counter(row.change.value for row in rows)
    told = ", ".join(f"{counts[name]:,} {name}" for name in ("new", "vanished", "stronger", "weaker"))
    q_values = [row.q_value for row in rows if row.change != "same" and row.q_value is not None]
    sure = f"; {sum(q <= LEVEL for q in q_values):,} of the changes beyond chance" if q_values else ""
    title = f"{what}, of {len(rows):,}: {told}, {counts['same']:,} the same{sure}"
    if sys.stdout.isatty():
        changed = [row for row in rows if row.change != "same"][:SHOWN]
        lines = [(row.change.value, *named(row), *_shares(row), _number(row.q_value)) for row in changed]
        table(("change", *columns, "before", "after", "q"), lines, title=title)
        return
    numbers = ("before", "after", "rate before", "rate after", "G²", "p", "q")
    table(("change", *columns, *numbers), ((row.change.value, *named(row), *map(_number, _numbers(row))) for row in rows), title=title)


def _shares(row: "Counted") -> tuple[str, str]:
    return _share(row.before, row.rate_before), _share(row.after, row.rate_after)


def _share(count: float, rate: float | None) -> str:
    """A count, and in how many of a hundred windows.

    >>> _share(62, 0.442857), _share(1, None)
    ('62 (44%)', '1')
    """
    return _number(count) if rate is None else f"{_number(count)} ({100 * rate:.2g}%)" if rate < 0.995 else f"{_number(count)} (100%)"


def _numbers(row: "Counted") -> tuple[float | None, ...]:
    return row.before, row.after, row.rate_before, row.rate_after, row.log_likelihood, row.p_value, row.q_value


def _number(value: float | None) -> str:
    return "" if value is None else str(value) if isinstance(value, int) else f"{value:.3g}"
