"""`registry` as a process that is watched while it works: the memory it holds, and the processor time it took."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from machine import resident

ROOT = Path(__file__).resolve().parents[1]
PAUSE = 0.05
"""Seconds between two looks."""


@dataclass(slots=True)
class Watched:
    """Seconds of the processor, its children included, the highest resident MiB, and at each look how far it was and what it held."""

    seconds: float = 0.0
    peak: float = 0.0
    looks: list[tuple[int, float]] = field(default_factory=list)


def command(*args: str | Path) -> "subprocess.Popen[bytes]":
    """`registry` of this checkout, its output thrown away."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    call = [sys.executable, "-m", "registry", *map(str, args)]
    return subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)


def watched(process: "subprocess.Popen[bytes]", far: Callable[[], int] = lambda: 0) -> Watched:
    """Watch a process of `command` to its end; `far` tells how far it is. Raises SystemExit if it fails. On Linux."""
    seen = Watched()
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            break
        if memory := resident(process.pid):
            seen.looks.append((far(), memory))
            seen.peak = max(seen.peak, resident(process.pid, "VmHWM"))
        time.sleep(PAUSE)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, process.args))} ended with {process.returncode}")  # type: ignore[union-attr]
    seen.seconds = usage.ru_utime + usage.ru_stime
    return seen
