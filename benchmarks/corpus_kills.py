"""Kill `registry annotate --resume` at fifty random moments and compare its output with that of an undisturbed run, byte for byte.

usage: corpus_kills.py [-k KILLS] [-n ARTICLES] [--jobs N …] [-o FILE]
-k KILLS     how many, for each number of processes (50)
-n ARTICLES  to annotate (4000)
--jobs N …   processes that annotate (1, then 2)
-o FILE      also write the table as Markdown (`benchmarks/results/corpus-kills.md` is the last run)

Exit code 1 if the outputs differ.
"""

import argparse
import random
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import figures
from figures import Figure
from machine import described
from made_archive import write
from processes import command

KILLS, ARTICLES, JOBS = 50, 4_000, (1, 2)
EARLY, LOADING = 0.2, 0.5
"""The share of the kills that come while the registry is loaded and what is there already is read, and the seconds which that takes."""
STRETCH = 4
"""The most that a run writes before it is killed, in kills' shares of the whole: so all of the work is met, and some of it twice."""
BESIDE = 0.05
"""Seconds of chance beside what was written, so that a kill meets no special moment of writing. How far a run is decides and not how long
it took: on a busy machine a moment by the clock would fall before the work."""
LOOK = 0.002
"""Seconds between two looks at what is written."""


@dataclass(slots=True)
class Outcome:
    """Runs that were begun, kills before anything was written, and whether the output is that of an undisturbed run."""

    runs: int = 0
    empty: int = 0
    same: bool = False


def killed(room: Path, count: int, kills: int, jobs: int) -> Outcome:
    """Kill until all kills are made and a run comes to its end."""
    registry, archive = write(room, count)
    whole, output = room / "whole.jsonl", room / f"out-{jobs}.jsonl"
    part = Path(f"{output}.part")
    command("--registry", registry, "annotate", archive, "-o", whole).wait()
    size = whole.stat().st_size
    chance, left, outcome = random.Random(jobs), kills, Outcome()
    while True:
        before = _size(part)
        process = command("--registry", registry, "annotate", archive, "-o", output, "--resume", "--jobs", str(jobs))
        outcome.runs += 1
        if left:
            if chance.random() < EARLY:
                time.sleep(chance.uniform(0, LOADING))
            else:
                goal = before + chance.uniform(0, STRETCH * size / kills)
                while process.poll() is None and _size(part) <= goal:
                    time.sleep(LOOK)
                time.sleep(chance.uniform(0, BESIDE))
            if process.poll() is None:
                process.kill()
                left -= 1
                outcome.empty += _size(part) <= before
        if process.wait() == 0:
            outcome.same = output.read_bytes() == whole.read_bytes()
            if not left or not outcome.same:
                return outcome
            output.unlink()  # done before all kills were made: once more from the beginning


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def judged(outcome: Outcome, kills: int, jobs: int) -> Figure:
    """One output, changed or not; how many kills fell into the work says what that is worth."""
    what = f"outputs changed by {kills - outcome.empty} kills at work and {outcome.empty} before it, `--jobs {jobs}`"
    return Figure(what, float(not outcome.same), at_most=0)


def main() -> None:
    """Kill, compare, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-k", "--kills", type=int, default=KILLS)
    parser.add_argument("-n", type=int, default=ARTICLES)
    parser.add_argument("--jobs", type=int, nargs="+", default=JOBS)
    parser.add_argument("-o", dest="output", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as room:
        found = {jobs: killed(Path(room), asked.n, asked.kills, jobs) for jobs in asked.jobs}
    lines = ["# Kills", "", f"{asked.n:,} articles, `--resume` after each kill at a random moment. {described()}", ""]
    lines += ["| processes | kills | runs | killed before anything was written | output |", "| ---: | ---: | ---: | ---: | --- |"]
    for jobs, one in found.items():
        lines.append(f"| {jobs} | {asked.kills} | {one.runs} | {one.empty} | {'the same' if one.same else '**another**'} |")
    text = "\n".join(lines) + "\n"
    print(text, end="")
    if asked.output:
        asked.output.parent.mkdir(parents=True, exist_ok=True)
        asked.output.write_text(text, "utf-8")
        figures.save(asked.output, [judged(one, asked.kills, jobs) for jobs, one in found.items()])
    sys.exit(not all(one.same for one in found.values()))


if __name__ == "__main__":
    main()
