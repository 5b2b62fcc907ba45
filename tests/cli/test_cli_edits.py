"""The commands that edit: each changes the lines it should, shows them first if asked, and refuses in one line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from registry.store import read_book

Run = Callable[..., Result]

FORMS = """\
version: 1
entities:
  emomali-rahmon:
    name: Emomali Rahmon
    type: person
    aliases:
      - Rehmon            # a comment
      - {text: Emomali, weak: true}
      - Рахмон
  rustam:
    name: Rustam
    type: person
    country: emomali-rahmon
"""


@pytest.fixture
def forms(place: Path) -> Path:
    path = place / "aliases.yaml"
    path.write_text(FORMS, "utf-8")
    return path


def diff(result: Result) -> list[str]:
    """The lines that a dry run takes out and puts in."""
    return [line for line in result.stdout.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param(["alias", "add", "emomali-rahmon", "Rakhmon"], ["+      - Rakhmon"], id="a plain alias"),
        pytest.param(
            "alias add emomali-rahmon NO --kind former --lang no --since 1999 --until 2007-03 --weak --case exact --note a:_b".split(),
            ['+      - {text: "NO", kind: former, lang: "no", since: 1999, until: 2007-03, weak: true, case: exact, note: a:_b}'],
            id="nearly all that an alias can say",
        ),
        pytest.param(
            ["alias", "add", "rustam", "a, b", "--note", "c: d", "--source", "e, f"],
            ["+    aliases:", '+      - {text: "a, b", note: "c: d", source: "e, f"}'],
            id="what needs quotes",
        ),
        pytest.param(["alias", "add", "emomali-rahmon", "--", "-x"], ["+      - -x"], id="a dash"),
        pytest.param(["alias", "remove", "emomali-rahmon", "Rehmon"], ["-      - Rehmon            # a comment"], id="remove"),
        pytest.param(
            ["alias", "move", "Rehmon", "emomali-rahmon", "rustam"],
            ["-      - Rehmon            # a comment", "+    aliases:", "+      - Rehmon            # a comment"],
            id="move",
        ),
        pytest.param(
            ["alias", "date", "emomali-rahmon", "Rehmon", "--until", "2007"],
            ["-      - Rehmon            # a comment", "+      - {text: Rehmon, until: 2007}            # a comment"],
            id="date",
        ),
        pytest.param(
            ["alias", "reject", "emomali-rahmon", "Emomali", "--because", "a given name"],
            ["-      - {text: Emomali, weak: true}", "+    never:", "+      - {text: Emomali, because: a given name}"],
            id="reject",
        ),
        pytest.param(
            ["entity", "add", "csto", "--name", "CSTO", "--type", "organization", "--wikidata", "Q318693", "--after", "emomali-rahmon"],
            ["+  csto:", "+    name: CSTO", "+    type: organization", "+    ids: {wikidata: Q318693}"],
            id="entity add",
        ),
        pytest.param(
            ["entity", "split", "emomali-rahmon", "rahmon-2", "--take", "Рахмон", "--take", "Emomali"],
            [
                "+  rahmon-2:",
                "+    name: Рахмон",
                "+    type: person",
                "+    aliases:",
                "-      - Рахмон",
            ],
            id="entity split",
        ),
    ],
)
def test_commands_change_the_lines_concerned(run: Run, forms: Path, arguments: list[str], expected: list[str]) -> None:
    """A dry run prints the change and writes nothing; the command writes what it would print."""
    at = arguments.index("--") if "--" in arguments else len(arguments)
    shown = run(*arguments[:at], "--dry-run", *arguments[at:])
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert expected == diff(shown)
    assert forms.read_text("utf-8") == FORMS
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.startswith("wrote aliases.yaml: ")
    assert forms.read_text("utf-8") != FORMS


def test_a_merge_leaves_a_redirect_and_rewrites_references(run: Run, forms: Path) -> None:
    """The old id goes; its name and rows go over; who named it names the other."""
    assert run(*"entity add rahmon --name".split(), "Emomalii Rahmon", "--type", "person").exit_code == 0
    assert run("alias", "add", "rahmon", "Рахмон").exit_code == 0
    assert run("alias", "add", "rahmon", "Imomali Rahmon").exit_code == 0
    assert run("entity", "merge", "emomali-rahmon", "rahmon").exit_code == 0
    text = forms.read_text("utf-8")
    book = read_book(forms)
    assert book.redirects == {"emomali-rahmon": "rahmon"}
    assert "country: rahmon\n" in text
    assert "- Rehmon            # a comment\n" in text
    assert [alias.text for alias in book.entities[-1].aliases] == ["Рахмон", "Imomali Rahmon", "Emomali Rahmon", "Rehmon", "Emomali"]
    assert [str(problem) for problem in book.problems if problem.rule != "shared-alias"] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("alias add nobody x", "no entity 'nobody'"),
        ("alias add emomali-rahmn x", "did you mean 'emomali-rahmon'?"),
        ("alias add emomali-rahmon Rehmon", "aliases.yaml:7:9: emomali-rahmon has the alias 'Rehmon' already"),
        ("alias add rustam Rustam", "'Rustam' is the name of rustam"),
        ("alias add rustam x --since 2020 --until 2010", "since '2020' is after until '2010'"),
        ("alias add rustam x --lang Russian", "is no language"),
        ("alias remove emomali-rahmon Rehmom", "did you mean 'Rehmon'?"),
        ("alias date emomali-rahmon Rehmon --until 2007-02-30", "no day of the calendar"),
        ("alias reject rustam rustam --because x", "'rustam' is the name of rustam"),
        ("entity add rustam --name x --type person", "the id 'rustam' is taken"),
        ("entity add Rustam --name x --type person", "id 'Rustam' is no id"),
        ("entity merge rustam rustam", "cannot be merged into itself"),
        ("entity merge rustam emomali-rahmon", "has emomali-rahmon as its 'country'"),
        ("entity split emomali-rahmon x --take Emomali", "no name for x"),
        ("entity split emomali-rahmon rustam --take Rehmon", "the id 'rustam' is taken"),
    ],
)
def test_what_does_not_fit_is_refused_in_a_line(run: Run, forms: Path, arguments: str, said: str) -> None:
    """Exit 1, one line, nothing written."""
    result = run(*arguments.split())
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: ")
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert forms.read_text("utf-8") == FORMS


def test_contradictions_are_not_merged(run: Run, forms: Path) -> None:
    """Father and son: a `never` row, another number elsewhere or another type keep two entities apart."""
    run("alias", "reject", "emomali-rahmon", "Rustam", "--because", "his son")
    run(*"entity add x --name X --type place".split())
    before = forms.read_text("utf-8").replace("    country: emomali-rahmon\n", "")
    forms.write_text(before, "utf-8")
    said = (
        "aliases.yaml:11:9: emomali-rahmon is never 'Rustam', because: his son; and rustam is called 'Rustam': remove one of the rows first"
    )
    assert said in run("entity", "merge", "rustam", "emomali-rahmon").stderr
    assert "of type place and rustam of type person" in run("entity", "merge", "x", "rustam").stderr
    assert forms.read_text("utf-8") == before


def test_the_registry_that_ships_is_not_edited_by_accident(run: Run, place: Path) -> None:
    """Without a file named, in the environment or here, there is nothing to edit."""
    (place / "aliases.yaml").unlink()
    result = run("alias", "add", "csto", "x")
    assert result.exit_code == 1
    assert "name a file with --registry" in result.stderr


def test_misuse(run: Run, forms: Path) -> None:
    """Exit 2, as everywhere."""
    assert run("alias", "date", "emomali-rahmon", "Rehmon").exit_code == 2
    assert run("alias", "reject", "emomali-rahmon", "Rehmon").exit_code == 2
    assert run("entity", "split", "emomali-rahmon", "x").exit_code == 2
