"""The benchmarks are scripts beside each other; those that are tried here import their siblings as when they are run."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
