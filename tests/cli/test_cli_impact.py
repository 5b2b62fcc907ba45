"""`registry impact`: what is printed in each form, and the exit code."""

import html
import json
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import Result

from registry.cli.impact import EXAMPLES, GROUPS, HEADINGS, LONGEST_COMMENT
from registry.review.changes import ChangeKind

Run = Callable[..., Result]


@pytest.fixture
def new(place: Path) -> str:
    """The registry of the other commands after an edit: Rahmon is weak, the CSTO's acronym names another entity."""
    text = (place / "aliases.yaml").read_text("utf-8").replace("kind: surname}", "kind: surname, weak: true}")
    text = text.replace("{text: CSTO, kind: acronym}, ", "") + "  other: {name: CSTO, type: organization}\n"
    (place / "new.yaml").write_text(text, "utf-8")
    return "new.yaml"


def tables(result: Result) -> dict[str, list[list[str]]]:
    """The rows of each table below its heading, columns aside."""
    found = {}
    for part in result.stdout.removesuffix("\n").split("\n\n"):
        title, _, *rows = part.split("\n")
        found[title] = [row.split("\t") for row in rows]
    return found


def test_every_kind_of_change_has_a_heading() -> None:
    """The headings are told apart before the kinds are loaded."""
    assert [kind.value for kind in ChangeKind] == list(HEADINGS)


def test_tables(run: Run, new: str) -> None:
    """What was read, then a table for each kind of change that there is, then the ties."""
    result = run("impact", "aliases.yaml", new, "--on", "news")
    found = tables(result)
    assert list(found) == [
        "2 mentions and 4 ties changed; 2 articles read, 2 with a change",
        "Relinked, another entity is named: 2 mentions",
        "Ties: 4 changed",
    ]
    assert found["Relinked, another entity is named: 2 mentions"] == [
        ["csto", "other", "2", "2", "Emomali Rahmon went to Moscow. The [CSTO] met in Tajikistan. Boris Okhlopkov was … · one"],
        ["csto", "other", "2", "2", "…Nazarov is unknown. Tajikistan left the [CSTO]. · two"],
    ]
    assert ["csto", "tajikistan", "2 → 0", "2 → 0", "2 → 0"] in found["Ties: 4 changed"]
    assert (result.exit_code, result.stderr) == (0, "")


def test_nothing_changes(run: Run) -> None:
    """One table says so, and the gate is open."""
    result = run("impact", "aliases.yaml", "aliases.yaml", "--on", "news", "--fail-on-relink")
    assert ["0 mentions and 0 ties changed; 2 articles read, 0 with a change"] == list(tables(result))
    assert (result.exit_code, result.stderr) == (0, "")


def test_fail_on_relink(run: Run, new: str, place: Path) -> None:
    """A mention that names another entity fails the run after all is told; one that vanishes or appears does not."""
    result = run("impact", "aliases.yaml", new, "--on", "news", "--fail-on-relink")
    assert result.exit_code == 1
    assert result.stderr == "2 mentions change entity; look at each, and let the change pass if that is meant\n"
    assert result.stdout == run("impact", "aliases.yaml", new, "--on", "news").stdout
    gone = (place / "aliases.yaml").read_text("utf-8").replace("{text: CSTO, kind: acronym}, ", "")
    (place / "gone.yaml").write_text(gone, "utf-8")
    for old, now in (("aliases.yaml", "gone.yaml"), ("gone.yaml", "aliases.yaml")):
        result = run("impact", old, now, "--on", "news", "--fail-on-relink")
        assert "2 mentions and" in result.stdout
        assert result.exit_code == 0


def test_json(run: Run, new: str) -> None:
    """A line a change with the mention before and after and the evidence of both; ties, then the totals."""
    *changes, totals = map(json.loads, run("impact", "aliases.yaml", new, "--on", "news", "--format", "json").stdout.splitlines())
    mentions = [row for row in changes if row["change"] == "relinked"]
    assert ["one", "two"] == [row["article"] for row in mentions]
    for row in mentions:
        assert ("csto", "other") == (row["before"]["entity"], row["after"]["entity"])
        assert row["before"]["evidence"]
        assert row["after"]["evidence"]
        assert row["snippet"][1] == "CSTO"
    ties = [row for row in changes if row["change"] == "edge"]
    assert len(ties) == 4
    assert {"articles", "paragraphs", "sentences"} == set(ties[0]["before"])
    assert (totals["change"], totals["articles"], totals["changed_articles"]) == ("totals", 2, 2)
    assert totals["mentions_before"] == totals["mentions_after"]


def test_json_of_what_vanishes_and_of_redirects(run: Run, place: Path) -> None:
    """What is no mention is null; a redirect is a line of its own."""
    text = (place / "aliases.yaml").read_text("utf-8")
    (place / "new.yaml").write_text(
        text.replace("  csto:", "  odkb:").replace("name: Moscow", "name: Moskva") + "redirects: {csto: odkb}\n"
    )
    found = [json.loads(row) for row in run("impact", "aliases.yaml", "new.yaml", "--on", "news", "--format", "json").stdout.splitlines()]
    assert {"change": "redirected", "before": "csto", "after": "odkb", "mentions": 2} in found
    (gone,) = (row for row in found if row["change"] == "vanished")
    assert gone["before"]["entity"] == "moscow"
    assert gone["after"] is None or gone["after"]["status"] == "nil"
    shown = tables(run("impact", "aliases.yaml", "new.yaml", "--on", "news"))
    assert shown["Redirected, no change: 2 mentions"] == [["csto", "odkb", "2"]]


HOSTILE = (
    "a | b `code` *bold* _em_ [link](http://example.org) ![x](y) <img src=x onerror=alert(1)> @someone #1 ~~no~~ &amp; "
    "www.example.org $x$ :smile: \\| \x1b[2J \u202e\n\n# heading\n- item\n\n```\nThe CSTO\n```\n<!-- <script> -->"
)


def test_markdown_keeps_text_as_text(run: Run, new: str, place: Path) -> None:
    """Nothing from an article is markup: outside our own tags there is no mark that Markdown or HTML would read."""
    (place / "hostile.jsonl").write_text(json.dumps({"id": "<b>|@x`", "text": HOSTILE}) + "\n")
    result = run("impact", "aliases.yaml", new, "--on", "hostile.jsonl", "--format", "markdown")
    (row,) = [line for line in result.stdout.split("\n") if "<strong>CSTO</strong>" in line]
    cells = row.removeprefix("| ").removesuffix(" |").split(" | ")
    assert ["<code>csto</code>", "<code>other</code>", "1", "1"] == cells[:4]
    inside = re.sub(r"</?(code|strong)>|<br>|&#\d+;", "", cells[4])
    assert not re.search(r"[|`*_\[\](){}<>@#~&\\!$:.\x00-\x1f\u202e]", inside)
    (whole,) = re.findall(r"^<code>(.*?)</code> <code>", cells[4])
    assert "```" in html.unescape(whole)


def test_markdown_is_a_heading_and_a_table_each(run: Run, new: str) -> None:
    """Every table has its rule, and blank lines around it."""
    result = run("impact", "aliases.yaml", new, "--on", "news", "--format", "markdown")
    parts = result.stdout.removesuffix("\n").split("\n\n")
    assert parts[0] == "**2 mentions and 4 ties changed; 2 articles read, 2 with a change**"
    assert parts[1].split("\n")[:2] == ["|  | before | after |", "|---|---:|---:|"]
    assert parts[2] == "**Relinked, another entity is named: 2 mentions**"
    for heading, part in zip(parts[::2], parts[1::2], strict=True):
        assert heading.startswith("**")
        columns, rule, *rows = part.split("\n")
        assert rows
        assert {columns.count("|")} == {line.count("|") for line in (rule, *rows)}


def _many(place: Path, count: int, filling: str) -> None:
    """As many entities that the new registry no longer has, as many that are new, one of each named in each five articles."""
    for name, first in (("old", 0), ("new", count)):
        rows = "".join(f"  e{n}: {{name: {_word(n)}, type: facility}}\n" for n in range(first, first + count))
        (place / f"{name}.yaml").write_text(f"version: 1\nentities:\n{rows}", "utf-8")
    texts = [f"{filling} {_word(n)} {filling} {_word(n + count)} {filling}" for n in range(count)]
    lines = [json.dumps({"id": f"{'|' * 80}{number}", "text": text}) for text in texts for number in range(5)]
    (place / "many.jsonl").write_text("\n".join(lines), "utf-8")


def _word(number: int) -> str:
    """A name unlike every other."""
    return "".join(chr(ord("a") + byte % 26) for byte in sha256(b"%d" % number).digest()[:12]).capitalize()


def test_text_is_capped_and_says_so(run: Run, place: Path) -> None:
    """So many kinds of change, so many snippets of each; what is left out is counted. JSON has all."""
    _many(place, GROUPS + 3, "Then")
    (rows,) = [rows for title, rows in tables(run("impact", "old.yaml", "new.yaml", "--on", "many.jsonl")).items() if title[0] == "V"]
    assert len(rows) == GROUPS * (EXAMPLES + 1) + 1
    assert rows[EXAMPLES][-1] == "and 2 more"
    assert rows[-1] == ["and 15 mentions more, of 3 other readings"]
    lines = run("impact", "old.yaml", "new.yaml", "--on", "many.jsonl", "--format", "json").stdout.splitlines()
    assert len(lines) == (GROUPS + 3) * 5 * 2 + 1


def test_markdown_fits_into_a_comment(run: Run, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However hostile the articles, whole lines end before the limit, with a word on the rest."""
    _many(place, GROUPS + 3, "| " * 100)
    said = run("impact", "old.yaml", "new.yaml", "--on", "many.jsonl", "--format", "markdown").stdout
    assert 40_000 < len(said) <= LONGEST_COMMENT
    monkeypatch.setattr("registry.cli.impact.LONGEST_COMMENT", 20_000)
    said = run("impact", "old.yaml", "new.yaml", "--on", "many.jsonl", "--format", "markdown").stdout
    assert 15_000 < len(said) <= 20_100
    assert said.endswith("\nThere is more, for which a comment has no room; --format json has all of it.\n")
    monster = re.sub(r"&#\d+;", "x", said)
    assert all(line.endswith("|") for line in monster.split("\n") if line.startswith("|"))


def test_several_paths(run: Run, new: str) -> None:
    """What a shell makes of news/*.txt may follow --on; so may another --on."""
    once = run("impact", "aliases.yaml", new, "--on", "news").stdout
    assert once == run("impact", "aliases.yaml", new, "--on", "news/one.txt", "news/two.txt").stdout
    assert once == run("impact", "--on", "news/one.txt", "--on", "news/two.txt", "aliases.yaml", new).stdout
    stdin = json.dumps({"text": "The CSTO met."})
    assert "of 1 article" not in once
    assert "1 article read, 1 with a change" in run("impact", "aliases.yaml", new, "--on", "-", stdin=stdin).stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["aliases.yaml", "new.yaml"], 2, "Missing option '--on'"),
        (["aliases.yaml", "--on", "news"], 2, "Missing argument 'NEW'"),
        (
            ["aliases.yaml", "missing.yaml", "--on", "news"],
            1,
            "Error: missing.yaml:1:1: no such file; check the path, or write REVISION",
        ),
        (["broken.yaml", "aliases.yaml", "--on", "news"], 1, "Error: broken.yaml:5:11: 'type' cannot be 'organisation'"),
        (["aliases.yaml", "aliases.yaml", "--on", "old.pdf"], 1, "Error: old.pdf: '.pdf' is no form of articles that is read"),
        (["no\x1b[2J:x", "aliases.yaml", "--on", "news"], 1, r"Error: no\x1b[2J:x:1:1: no such file"),
    ],
)
def test_errors(run: Run, monkeypatch: pytest.MonkeyPatch, place: Path, arguments: list[str], code: int, said: str) -> None:
    """As from the other commands: the place, what is wrong, the remedy."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(place.parent))
    result = run("impact", *arguments)
    assert result.exit_code == code
    assert said in result.stderr
    assert result.stdout == ""
