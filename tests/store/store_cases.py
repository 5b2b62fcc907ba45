"""The tables of the store's tests."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from registry.store.checks import CHECKS

FOLDER = Path(__file__).parents[1] / "cases" / "store"


def cases(name: str) -> list[Any]:
    """The rows of one table, each a pytest parameter under its label."""
    rows = yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))
    return [pytest.param(row, id=row["label"]) for row in rows]


def content(row: dict[str, Any]) -> str | bytes:
    """The file that a row describes."""
    if "bytes" in row:
        return bytes.fromhex(row["bytes"])
    if "repeat" in row:
        text, times = row["repeat"]
        return str(text * times)
    return str(row["yaml"])


def examples() -> list[Any]:
    """Every check's PASS and FAIL, as (rule, text)."""
    return [pytest.param(check, id=check.RULE) for check in CHECKS]
