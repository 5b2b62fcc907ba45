"""How much faster two processes annotate than one, and what keeps them from being twice as fast.

usage: corpus_jobs.py [-n ARTICLES] [--runs RUNS] [-o FILE]

Runs with one and with two processes take turns; times are of the wall, from the first article written to the last, so that starting and
loading are left out, and of the processors. The load of the machine before each run is told: with other work on two processors no ratio
of wall times means anything, and that of processor time says what a calm machine can reach.
"""

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path

import figures
from figures import Figure
from machine import described
from made_archive import write
from processes import command

ASKED = 1.7
"""Times one process."""


def timed(registry: Path, archive: Path, output: Path, jobs: int) -> tuple[float, float, float]:
    """Seconds of the wall from the first article to the end, of the processors for all, and the load before."""
    load, before = os.getloadavg()[0], os.times()
    process = command("--registry", registry, "annotate", archive, "-o", output, "--jobs", str(jobs))
    part = Path(f"{output}.part")
    while process.poll() is None and not (part.exists() and part.stat().st_size):
        time.sleep(0.01)
    began = time.monotonic()
    process.wait()
    wall, after = time.monotonic() - began, os.times()
    output.unlink()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return wall, spent, load


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("-n", type=int, default=6000, help="articles")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("-o", type=Path, help="write the table here too")
    asked = parser.parse_args()
    seen: dict[int, list[tuple[float, float, float]]] = {1: [], 2: []}
    with tempfile.TemporaryDirectory() as room:
        registry, archive = write(Path(room), asked.n)
        for _ in range(asked.runs):
            for jobs, found in seen.items():
                found.append(timed(registry, archive, Path(room, "out.jsonl"), jobs))
    lines = ["| processes | wall, s | processors, s | load before |", "|---:|---:|---:|---:|"]
    for jobs, found in seen.items():
        medians = [f"{statistics.median(column):.1f}" for column in zip(*found, strict=True)]
        lines.append(f"| {jobs} | {' | '.join(medians)} |")
    one, two = ([statistics.median(column) for column in zip(*found, strict=True)] for found in seen.values())
    wall, spent = one[0] / two[0], 2 * one[1] / two[1]
    lines += ["", f"Two are {wall:.2f} times as fast by the wall; by processor time, loading included, {spent:.2f} times, were both idle."]
    measured = f"Measured with {described()} {asked.n:,} articles, median of {asked.runs} runs."
    report = "\n".join(["# Two processes", "", measured, "", *lines]) + "\n"
    print(report)
    if asked.o:
        asked.o.write_text(report, "utf-8")
        speeds = asked.n / two[0], asked.n / one[0]
        figures.save(asked.o, [Figure("articles annotated by two processes", speeds[0], "1/s", "by one", speeds[1], at_least=ASKED)])


if __name__ == "__main__":
    main()
