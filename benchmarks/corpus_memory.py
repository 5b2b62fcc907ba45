"""Resident memory of `registry annotate` and `registry graph` against the articles read: `python benchmarks/corpus_memory.py [-o FILE]`.

Annotating must not grow with the archive: its memory is read from /proc while it runs (Linux), the highest of each tenth of the way. A
graph grows with what it keeps of each article, and hardly with the length of the texts: its peak is told for several numbers and lengths.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from machine import described
from made_archive import write

ROOT = Path(__file__).resolve().parents[1]
PAUSE = 0.05
"""Seconds between two looks."""
GRAPHS = ((2_500, 3), (10_000, 3), (40_000, 3), (2_500, 30))
"""Articles and their sentences."""


def command(*args: str | Path) -> "subprocess.Popen[bytes]":
    """`registry` of this checkout, its output thrown away."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    where = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": environment}
    return subprocess.Popen([sys.executable, "-m", "registry", *map(str, args)], **where)  # type: ignore[call-overload]


def resident(pid: int, field: str = "VmRSS") -> float:
    """Megabytes of a process; 0 when it has gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(field)), 0.0)


def annotating(folder: Path, count: int) -> list[tuple[int, float]]:
    """Articles written and megabytes, as they go."""
    registry, archive = write(folder, count)
    output = folder / "mentions.jsonl"
    process = command("--registry", registry, "annotate", archive, "-o", output)
    part, seen = Path(f"{output}.part"), []
    size = 0.0
    while process.poll() is None:
        if (memory := resident(process.pid)) and part.exists():
            seen.append((part.stat().st_size, memory))
        time.sleep(PAUSE)
    if process.returncode:
        raise SystemExit(f"registry annotate ended with {process.returncode}")
    size = output.stat().st_size
    return [(round(count * done / size), memory) for done, memory in seen]


def peak_of_graph(folder: Path, count: int, sentences: int) -> float:
    """The highest resident megabytes of a graph from the articles."""
    registry, archive = write(folder, count, sentences=sentences)
    process, peak = command("--registry", registry, "graph", archive), 0.0
    while process.poll() is None:
        peak = max(peak, resident(process.pid, "VmHWM"))
        time.sleep(PAUSE)
    return peak


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("-n", type=int, default=100_000, help="articles to annotate")
    parser.add_argument("-o", type=Path, help="write the table here too")
    asked = parser.parse_args()
    lines = ["| articles annotated | highest resident MB |", "|---:|---:|"]
    with tempfile.TemporaryDirectory() as room:
        seen = annotating(Path(room), asked.n)
        tenths = [round(asked.n * tenth / 10) for tenth in range(11)]
        for low, high in pairwise(tenths):
            memory = [megabytes for done, megabytes in seen if low <= done <= high]
            lines.append(f"| to {high:,} | {max(memory, default=float('nan')):.1f} |")
        lines += ["", "| graph of articles | words of each | peak resident MB |", "|---:|---:|---:|"]
        for count, sentences in GRAPHS:
            lines.append(f"| {count:,} | {17 * sentences} | {peak_of_graph(Path(room), count, sentences):.0f} |")
    report = "\n".join([f"Measured with {described('rich', 'networkx')}", "", *lines]) + "\n"
    print(report)
    if asked.o:
        asked.o.write_text(report, "utf-8")


if __name__ == "__main__":
    main()
