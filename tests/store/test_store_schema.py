"""schema.json, for editors' completion, and the loader agree."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from store_cases import cases, content, examples

from registry.errors import Severity
from registry.store import SCHEMA_PATH, schema
from registry.store.checks import CHECKS, Check
from registry.store.load import read_text

jsonschema = pytest.importorskip("jsonschema")
SCHEMA = json.loads(Path(SCHEMA_PATH).read_text("utf-8"))


class CoreLoader(yaml.SafeLoader):
    """Types scalars as YAML 1.2 does, which is how editors see a file: no dates, no yes and no, no base 60."""


CoreLoader.yaml_implicit_resolvers = {}
for tag, pattern in (
    ("null", r"~|null|Null|NULL|"),
    ("bool", r"true|True|TRUE|false|False|FALSE"),
    ("int", r"[-+]?[0-9]+"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"),
):
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"(?:{pattern})$"), None)
CoreLoader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))


def accepts(text: str) -> bool:
    """What an editor with the schema would say."""
    return bool(jsonschema.Draft202012Validator(SCHEMA).is_valid(yaml.load(text, CoreLoader)))


def own_rules(text: str) -> set[str]:
    """The rules of the loader itself that a file breaks: what single rows show."""
    checks = {check.RULE for check in CHECKS}
    return {problem.rule for problem in read_text(text, "a.yaml").problems if problem.severity is Severity.ERROR} - checks


def test_schema_is_valid() -> None:
    """The schema is one of draft 2020-12, and every field explains itself."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for record in (SCHEMA, *(SCHEMA["$defs"][name] for name in ("entity", "alias", "never"))):
        assert all(field.get("description") for field in record["properties"].values())


def test_same_fields_and_words() -> None:
    """Fields and closed sets are the same, in the same order, in the schema and in the loader."""
    definitions = SCHEMA["$defs"]
    assert schema.FILE_FIELDS == tuple(SCHEMA["properties"])
    assert schema.ENTITY_FIELDS == tuple(definitions["entity"]["properties"])
    assert schema.ALIAS_FIELDS == tuple(definitions["alias"]["properties"])
    assert schema.NEVER_FIELDS == tuple(definitions["never"]["properties"])
    assert list(schema.TYPES) == definitions["entity"]["properties"]["type"]["enum"]
    assert list(schema.FEATURES) == definitions["entity"]["properties"]["feature"]["enum"]
    assert list(schema.ROW_KINDS) == definitions["alias"]["properties"]["kind"]["enum"]
    assert list(schema.CASES) == definitions["alias"]["properties"]["case"]["enum"]


@pytest.mark.parametrize("row", [case for case in cases("shape") + cases("checks") if case.values[0].get("schema") != "unread"])
def test_same_verdict(row: dict[str, Any]) -> None:
    """The schema refuses what the loader's own rules refuse, but for what a row declares it blind to."""
    text = str(content(row))
    expected = not own_rules(text) or row.get("schema") == "blind"
    assert expected == accepts(text)


@pytest.mark.parametrize("check", examples())
def test_same_verdict_on_examples(check: Check) -> None:
    """The examples of the checks are well formed: only the whole registry shows what is wrong with them."""
    for text in (check.PASS, check.FAIL):
        assert set() == own_rules(text)
        assert accepts(text)


VALUES = [
    "NO",
    "on",
    "007",
    "12:30",
    "2024-01-01",
    "true",
    "1.5",
    "~",
    "null",
    "''",
    "' a'",
    '"a\\nb"',
    "[]",
    "{}",
    "2007",
    "x",
    "2007-05",
    "ru",
    "exact",
]
TEMPLATE = "version: 1\nentities:\n  a: {{name: N, type: place, {}}}\n"
FIELDS = [
    "note: {}",
    "country: {}",
    "located_in: [{}]",
    "ids: {{x: {}}}",
    "aliases: [{}]",
    "aliases: {}",
    "never: [{{text: {}, because: b}}]",
]
ROWS = [
    "text: {}",
    "text: t, lang: {}",
    "text: t, since: {}",
    "text: t, weak: {}",
    "text: t, case: {}",
    "text: t, note: {}",
    "text: t, kind: {}",
]


@pytest.mark.parametrize("field", FIELDS + [f"aliases: [{{{{{row}}}}}]" for row in ROWS])
def test_same_verdict_on_any_value(field: str) -> None:
    """In every field, whatever YAML types a value as, both say the same."""
    texts = [TEMPLATE.format(field.format(value)) for value in VALUES]
    assert [not own_rules(text) for text in texts] == [accepts(text) for text in texts]
