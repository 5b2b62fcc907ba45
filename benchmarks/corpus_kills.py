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
import subprocess
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
EARLIEST, LATEST = 0.05, 1.5
"""Seconds after its start in which a run is killed, and the share of the whole that falls to each kill: some before the registry is
loaded, most while articles are written."""


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
    began = time.monotonic()
    command("--registry", registry, "annotate", archive, "-o", whole).wait()
    pause = 2 * (time.monotonic() - began) / kills  # so that the kills fall on the whole of the work
    chance, left, outcome = random.Random(jobs), kills, Outcome()
    while True:
        process = command("--registry", registry, "annotate", archive, "-o", output, "--resume", "--jobs", str(jobs))
        outcome.runs += 1
        if left:
            before = part.stat().st_size if part.exists() else 0
            try:
                process.wait(chance.uniform(EARLIEST, LATEST + pause))
            except subprocess.TimeoutExpired:
                process.kill()
                left -= 1
                outcome.empty += (part.stat().st_size if part.exists() else 0) <= before
        if process.wait() == 0:
            outcome.same = output.read_bytes() == whole.read_bytes()
            if not left or not outcome.same:
                return outcome
            output.unlink()  # done before all kills were made: once more from the beginning


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
        what = "outputs that {} kills changed, `--jobs {}`"
        figures.save(asked.output, [Figure(what.format(asked.kills, jobs), float(not one.same), at_most=0) for jobs, one in found.items()])
    sys.exit(not all(one.same for one in found.values()))


if __name__ == "__main__":
    main()
