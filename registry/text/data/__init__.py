"""The word lists and rules that are data, not code: YAML that a linguist can correct."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

__all__ = ["read_table"]


@cache
def read_table(name: str) -> Any:
    """The content of `name`.yaml beside this module, every scalar a string, read once a process."""
    text = Path(__file__).with_name(f"{name}.yaml").read_text("utf-8")
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # Base: no scalar is turned into a bool or a date
    return yaml.load(text, Loader=loader)
