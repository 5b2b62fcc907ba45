"""What a table of figures was measured on and with, and how much memory this process holds."""

import os
import platform
import resource
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

STATUS = Path("/proc/self/status")


def described(*packages: str) -> str:
    """The interpreter, the machine, and the versions of the packages named."""
    return ", ".join([machine(), *(f"{name} {release}" for name, release in versions(*packages).items())]) + "."


def machine() -> str:
    """The interpreter and the machine, which is not named: its processors and their model, its memory."""
    model = next((line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), "")
    memory = next((int(line.split()[1]) >> 20 for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), 0)
    kind = f"{platform.machine()} ({model})" if model else platform.machine()
    had = f", {memory} GiB of memory" if memory else ""
    return f"Python {platform.python_version()}, {kind}, {os.cpu_count()} processors{had}"


def _lines(path: str) -> list[str]:
    """Of a file that only Linux has; none elsewhere, or where the process is gone."""
    try:
        return Path(path).read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return []


def versions(*packages: str) -> dict[str, str]:
    """The version of each package; one that is not installed is left out."""
    found = {}
    for name in packages:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def resident(pid: int | str = "self", field: str = "VmRSS") -> float:
    """MiB that a process holds now, or with VmHWM the most it has held; 0 when it has gone. From /proc, so on Linux only.

    The peak that getrusage gives would begin with that of the process that started this one.
    """
    return next((int(line.split()[1]) / 1024 for line in _lines(f"/proc/{pid}/status") if line.startswith(field)), 0.0)


def peak() -> float:
    """The most memory that this process has held so far, MiB; elsewhere than on Linux by getrusage, which macOS counts in bytes."""
    if STATUS.exists():
        return resident("self", "VmHWM")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
