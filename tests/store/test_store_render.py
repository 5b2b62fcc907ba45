"""Any text is written so that it reads back as it was, alone or between brackets, by both parsers and by other programs."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from made_files import TEXTS

from registry.records import Alias, AliasKind
from registry.store import read as reading
from registry.store.render import PLAIN_STYLE, Style, alias_pairs, row, scalar

PIECES = [*" -:?,[]{}#&*!|>'\"%@`\\\n\taé1.~=<", "NO", "on", "👍", "\u2028", "\x85", "\ufeff", "\r"]
ANY = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
    st.sampled_from(TEXTS),
)


@settings(max_examples=600, deadline=None)
@given(ANY, st.sampled_from("'\""))
def test_a_text_reads_back(text: str, quote: str) -> None:
    """In a line, between brackets, as a value and as an item; by YAML at large it is a text too, and no number or date."""
    block, flow = scalar(text, flow=False, quote=quote), scalar(text, flow=True, quote=quote)
    for loader in (reading.LOADER, yaml.SafeLoader):
        assert {"k": [text, {"text": text}]} == yaml.load(f"k:\n  - {block}\n  - text: {block}\n", Loader=loader)
        assert {"k": [text, {"text": text, "x": text}, text]} == yaml.load(
            f"k: [{flow}, {{text: {flow}, x: {flow}}}, {flow}]", Loader=loader
        )


@pytest.mark.parametrize(
    ("text", "flow", "expected"),
    [
        ("Emomali Rahmon", True, "Emomali Rahmon"),
        ("Russia's army (new)", True, "Russia's army (new)"),
        ("Раҳмон", True, "Раҳмон"),
        ("امام علی", False, "امام علی"),
        ("😀", True, "😀"),
        ("a, b", False, "a, b"),
        ("a, b", True, '"a, b"'),
        ("http://x.y/z#f", True, "http://x.y/z#f"),
        ("C:\\dir", False, "C:\\dir"),
        ("NO", False, '"NO"'),
        ("on", False, '"on"'),
        ("007", False, '"007"'),
        ("12:30", False, '"12:30"'),
        ("2024-01-01", False, '"2024-01-01"'),
        ("~", False, '"~"'),
        ("", False, '""'),
        ("x ", False, '"x "'),
        ("x: y", False, '"x: y"'),
        ("x #y", False, '"x #y"'),
        ("{russia} army", False, '"{russia} army"'),
        ('"A" team', False, "'\"A\" team'"),
        ("two\nlines", False, '"two\\nlines"'),
    ],
)
def test_quotes_stand_only_where_needed(text: str, flow: bool, expected: str) -> None:
    """What other YAML readers would take for something else is quoted, and nothing else."""
    assert expected == scalar(text, flow=flow)


def test_rows_are_written_as_their_neighbours() -> None:
    """Quotes, the space inside braces and rows of a line a field are a matter of style."""
    pairs = alias_pairs(Alias("{a} b", AliasKind.TITLE, since="2007", weak=True))
    assert '{text: "{a} b", kind: title, since: 2007, weak: true}' == row(pairs, PLAIN_STYLE, flow=False)
    assert "{ text: '{a} b', kind: title, since: 2007, weak: true }" == row(pairs, Style("'", " "), flow=True)
    assert 'text: "{a} b"\n    kind: title\n    since: 2007\n    weak: true' == row(pairs, Style(tall=True), flow=False, indent=4)
