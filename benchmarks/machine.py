"""What a table of figures was measured on and with."""

import os
import platform
from importlib.metadata import version


def described(*packages: str) -> str:
    """The interpreter, the machine, and the versions of the packages named."""
    machine = f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} processors"
    return ", ".join([machine, *(f"{name} {version(name)}" for name in packages)]) + "."
