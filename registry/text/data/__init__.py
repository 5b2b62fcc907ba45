"""The word lists and rules that are data, not code: YAML that a linguist can correct."""

import os  # and not pathlib, whose import a cold `resolve` would feel
from functools import cache
from typing import Any

import yaml

__all__ = ["read_table"]


@cache
def read_table(name: str) -> Any:
    """The content of `name`.yaml beside this module, every scalar a string, read once a process."""
    with open(os.path.join(os.path.dirname(__file__), f"{name}.yaml"), encoding="utf-8") as file:
        text = file.read()
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # Base: no scalar is turned into a bool or a date
    return yaml.load(text, Loader=loader)
