"""How the time of annotating grows with the articles and with the length of one, and what part of it look-ups of word forms take.

usage: annotation_speed.py [-o FILE]
-o FILE   also write the tables as Markdown (`benchmarks/results/annotation.md` is the last run)

The articles are made from the paragraphs of seeds/, drawn anew for each; a share of the words is respelt so that new forms keep coming, as
in an archive. Times are CPU time, the best of five runs, each with a registry of its own and so with empty caches but for the forms of
the registry's names; they are given as ratios, since machines differ.
"""

import argparse
import gc
import math
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import figures
from figures import Figure
from points import LINEAR, exponent

import registry
from registry.match import lookup
from registry.records import Entity

HERE = Path(__file__).resolve().parent
SEEDS = HERE.parent / "seeds"
RUNS = 5  # the best of five, taking turns, is steady to some hundredths on a machine with other work
SIZES = (100, 200, 400)  # articles; a hundred take some tenths of a second, long beside the clock's step
LENGTHS = (200, 400, 800)  # paragraphs of one article; in shorter ones the words of the registry, each looked up once, are the most of it
PARAGRAPHS = 9  # of an article of the corpus, as the seeds have
NEW = 0.02  # of the words; in an archive some two in a hundred running words are names and forms not met before

Time = Callable[[], float]


@dataclass(frozen=True)
class Measured:
    """The time of a number of articles or paragraphs, and how much of it went to look-ups."""

    size: int
    seconds: float
    looking_up: float


def paragraphs() -> list[str]:
    """The longer paragraphs of the seeds."""
    return [line for path in sorted(SEEDS.glob("*.txt")) for line in path.read_text("utf-8").splitlines() if len(line) > 80]


def made(count: int, length: int, drawn: random.Random) -> list[str]:
    """`count` articles of `length` paragraphs."""
    pool = paragraphs()
    return ["\n\n".join(_respelt(drawn.choice(pool), drawn) for _ in range(length)) for _ in range(count)]


def shortened(article: str, length: int) -> str:
    """The first paragraphs of an article."""
    return "\n\n".join(article.split("\n\n")[:length])


def _respelt(paragraph: str, drawn: random.Random) -> str:
    return " ".join(_new(drawn) if drawn.random() < NEW else word for word in paragraph.split(" "))


def _new(drawn: random.Random) -> str:
    return "".join(drawn.choice("bdgklmnprstvz") + drawn.choice("aeiou") for _ in range(drawn.randint(2, 4)))


def measure(entities: Sequence[Entity], corpora: Mapping[int, Sequence[str]], clock: Time = time.process_time) -> list[Measured]:
    """By size: the best of the runs, which take turns, so that a busy spell of the machine meets all sizes; and the share of look-ups
    in another run, since a clock between them costs time too.
    """
    best = dict.fromkeys(corpora, math.inf)
    for _ in range(RUNS):
        for size, articles in corpora.items():
            best[size] = min(best[size], _run(entities, articles, clock))
    found = []
    for size, articles in corpora.items():
        with _timed_lookups(clock) as spent:
            whole = _run(entities, articles, clock)
        found.append(Measured(size, best[size], spent[0] / whole))
    return found


def _run(entities: Sequence[Entity], articles: Sequence[str], clock: Time) -> float:
    fresh = registry.Registry(entities)
    fresh.annotate("CSTO")  # the index is built on the first call
    gc.collect()
    start = clock()
    for article in articles:
        fresh.annotate(article)
    return clock() - start


class _timed_lookups:  # noqa: N801, reads as a function
    """While it lasts, the time spent in look-ups, in a list of one."""

    def __init__(self, clock: Time) -> None:
        self._clock = clock
        self._plain = lookup.Lookup.__call__

    def __enter__(self) -> list[float]:
        spent = [0.0]
        plain, clock = self._plain, self._clock

        def timed(self: lookup.Lookup, raw: str) -> tuple[lookup.Edge, ...]:
            start = clock()
            try:
                return plain(self, raw)
            finally:
                spent[0] += clock() - start

        lookup.Lookup.__call__ = timed  # type: ignore[method-assign]
        return spent

    def __exit__(self, *_: object) -> None:
        lookup.Lookup.__call__ = self._plain  # type: ignore[method-assign]


def grown(found: Sequence[Measured]) -> float:
    """The exponent of the time."""
    return exponent([one.size for one in found], [one.seconds for one in found])


def report(what: str, found: Sequence[Measured]) -> Iterator[str]:
    """A table in Markdown and the exponent under it."""
    yield f"| {what} | time, as a ratio | time per doubling | outside look-ups |"
    yield "| ---: | ---: | ---: | ---: |"
    before = None
    for one in found:
        doubling = f"{one.seconds / before.seconds:.2f}" if before else ""
        yield f"| {one.size} | {one.seconds / found[0].seconds:.2f} | {doubling} | {1 - one.looking_up:.0%} |"
        before = one
    yield f"\nTime grows as {what} to the power of {grown(found):.2f}."


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", dest="output", type=Path)
    output = parser.parse_args().output
    entities = list(registry.load(HERE.parent / "aliases.yaml"))
    corpus = made(SIZES[-1], PARAGRAPHS, random.Random(1))
    (long,) = made(1, LENGTHS[-1], random.Random(1))
    by_articles = measure(entities, {size: corpus[:size] for size in SIZES})
    by_length = measure(entities, {size: [shortened(long, size)] for size in LENGTHS})
    lines = [
        "# Annotating: time by size",
        "",
        f"Made articles of {PARAGRAPHS} paragraphs, then one article of many; CPU time, best of {RUNS}, caches of look-ups empty.",
        "",
        *report("articles", by_articles),
        "",
        *report("paragraphs", by_length),
    ]
    text = "\n".join(lines) + "\n"
    print(text)
    if output:
        output.write_text(text, "utf-8")
        measured = {"articles": by_articles, "paragraphs of one": by_length}
        exponents = [Figure(f"annotating, against {what}", grown(of), "exponent", at_most=LINEAR) for what, of in measured.items()]
        figures.save(output, exponents)


if __name__ == "__main__":
    main()
