"""Tables of cases: YAML lists that an editor can read and extend, one folder a stage under `cases/`.

A row is a mapping of strings (nothing is turned into a number, a date or a truth value) with a `label`, the fields of its stage, and

    expect: fail    a known failure; the test then must fail, so that one which starts to pass is noticed and the mark removed
    comment: …      why the case is there, or what the failure comes from

A field that the stage does not know, a missing one, a key given twice and a label used twice in a table are errors.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

CASES = Path(__file__).with_name("cases")
COMMON = frozenset({"label", "expect", "comment"})

Row = dict[str, Any]


class _Strict(yaml.BaseLoader):
    """Strings, lists and mappings only; a key given twice is an error."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        if len(keys) != len(set(keys)):
            raise ValueError(f"{node.start_mark}: a key is given twice: {keys}")
        return super().construct_mapping(node, deep)


def rows(stage: str, table: str = "*") -> Iterator[tuple[str, Row]]:
    """The rows of a stage, or of one table of it, in the order of the files, each with the name of its table."""
    files = sorted((CASES / stage).glob(f"{table}.yaml"))
    assert files, f"no table {table!r} in {CASES / stage}"
    for file in files:
        for row in yaml.load(file.read_text("utf-8"), Loader=_Strict):
            yield file.stem, row


def cases(stage: str, table: str = "*", *, needs: str, knows: str = "") -> list[Any]:
    """The rows as pytest parameters under their labels; `needs` and `knows` name the obligatory and the optional fields."""
    found, labels = [], set()
    for name, row in rows(stage, table):
        missing, unknown = set(needs.split()) - set(row), set(row) - COMMON - set(needs.split()) - set(knows.split())
        assert not missing, f"{stage}: {row} lacks {sorted(missing)}"
        assert not unknown, f"{stage}: {row} has {sorted(unknown)}, which the stage does not know"
        assert row.get("label"), f"{stage}: {row} has no label"
        label = f"{name}: {row['label']}" if table == "*" else row["label"]
        assert label not in labels, f"{stage}: the label {label!r} is used twice"
        assert row.get("expect", "fail") == "fail", f"{stage}: {row['label']}: expect is {row['expect']!r}; only 'fail' means something"
        labels.add(label)
        failing = [pytest.mark.xfail(strict=True, raises=AssertionError, reason=row.get("comment", ""))] if "expect" in row else []
        found.append(pytest.param(row, id=label, marks=failing))
    return found
