"""Kill `registry annotate --resume` at fifty random moments and compare its output with that of an undisturbed run, byte for byte.

usage: corpus_kills.py [-k KILLS] [-n ARTICLES] [--jobs N]

Prints how many were killed before they had read anything, in the middle and after the end. Exit code 1 if the outputs differ.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpus_memory import command
from made_archive import write


def main() -> None:
    """Kill and compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("-k", "--kills", type=int, default=50)
    parser.add_argument("-n", type=int, default=4000, help="articles")
    parser.add_argument("--jobs", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as room:
        registry, archive = write(Path(room), asked.n)
        whole, output = Path(room, "whole.jsonl"), Path(room, "out.jsonl")
        part = Path(f"{output}.part")
        began = time.monotonic()
        command("--registry", registry, "annotate", archive, "-o", whole).wait()
        pause = 2 * (time.monotonic() - began) / asked.kills  # so that the kills fall on the whole of the work
        chance, left, empty = random.Random(1), asked.kills, 0
        runs = 0
        while True:
            process = command("--registry", registry, "annotate", archive, "-o", output, "--resume", "--jobs", str(asked.jobs))
            runs += 1
            if left:
                before = part.stat().st_size if part.exists() else 0
                try:
                    process.wait(chance.uniform(0.05, 1.5 + pause))
                except subprocess.TimeoutExpired:
                    process.kill()
                    left -= 1
                    empty += (part.stat().st_size if part.exists() else 0) <= before
            if process.wait() == 0:
                if not left or output.read_bytes() != whole.read_bytes():
                    break
                output.unlink()  # done before all kills were made: once more from the beginning
        same = output.read_bytes() == whole.read_bytes()
        killed = asked.kills - left
        print(f"{killed} kills in {runs} runs, {empty} before anything was written; the output is {'the same' if same else 'ANOTHER'}")
        sys.exit(not same)


if __name__ == "__main__":
    main()
