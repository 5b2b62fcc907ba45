"""What `registry check` knows by asking the resolver."""

from pathlib import Path

import pytest
import yaml
from store_cases import content
from tables import CASES

from registry.errors import Problem, RegistryFileError, Severity
from registry.match import lookup
from registry.review import checks as package
from registry.review.check import check, fix, write
from registry.review.checks import CHECKS, Check, near_name
from registry.store.book import Book

ROWS = [pytest.param(row, id=row["label"]) for row in yaml.safe_load((CASES / "review/checks.yaml").read_text("utf-8"))]
RULES = {rule.RULE for rule in CHECKS}


def checked(text: str | bytes) -> Book:
    return check("a.yaml", contents={"a.yaml": text})


def brief(problem: Problem) -> str:
    said = "" if problem.severity is Severity.ERROR else f" {problem.severity}"
    return f"{problem.source.line}:{problem.source.column} {problem.rule}{said}"


@pytest.mark.parametrize("row", ROWS)
def test_problems(row: dict) -> None:
    """Each file has the problems that its row lists."""
    problems = [problem for problem in checked(content(row)).problems if problem.rule in RULES]
    assert row["problems"] == [brief(problem) for problem in problems]
    assert row.get("says", "") in "\n".join(map(str, problems))


@pytest.mark.parametrize("rule", CHECKS, ids=lambda rule: rule.RULE)
def test_examples_of_checks(rule: Check) -> None:
    """A check's PASS has no problem at all; its FAIL has problems of this rule and of no other."""
    assert () == checked(rule.PASS).problems
    assert {rule.RULE} == {problem.rule for problem in checked(rule.FAIL).problems}


def test_every_check_is_listed() -> None:
    """A module with a RULE is in CHECKS, under the name of its rule, with a docstring for the reference."""
    names = {path.stem for path in Path(package.__file__).parent.glob("*.py") if "\nRULE = " in path.read_text("utf-8")}
    assert names == {rule.RULE.replace("-", "_") for rule in CHECKS}
    assert all(rule.__doc__ and rule.check.__doc__ for rule in CHECKS)


def test_what_is_forgiven_is_what_the_resolver_forgives() -> None:
    """The message says "exact only" of the words that the resolver takes exactly."""
    assert lookup._MIN_TYPO == near_name._FORGIVEN


def test_the_shipped_registry() -> None:
    """No errors; and few warnings, so that each is read."""
    book = check(Path(__file__).parents[2] / "aliases.yaml")
    assert [] == [str(problem) for problem in book.problems if problem.severity is Severity.ERROR]
    assert sum(problem.severity is Severity.WARNING for problem in book.problems) <= 40
    assert [] == [str(problem) for problem in book.problems if problem.fix]


SLIPS = "version: 1\nentities:\n  a: {name: Tali\u00adban, type: group}\n"


def test_fix_writes_nothing_itself(tmp_path: Path) -> None:
    """What would be is told; `write` makes it so, and only in the files that change."""
    one, two = tmp_path / "one.yaml", tmp_path / "two.yaml"
    one.write_text(SLIPS, "utf-8")
    two.write_text("version: 1\nentities: {}\n", "utf-8")
    before, after, fixed = fix(tmp_path)
    assert SLIPS == one.read_text("utf-8")
    assert ["invisible-character"] == [problem.rule for problem in fixed]
    untouched = two.stat()
    write(before, after)
    assert SLIPS.replace("\u00ad", "") == one.read_text("utf-8")
    assert untouched.st_ino == two.stat().st_ino


def test_an_edit_in_between_is_not_lost(tmp_path: Path) -> None:
    """If somebody else writes while the checks run, nothing is written and the message says so."""
    path = tmp_path / "one.yaml"
    path.write_text(SLIPS, "utf-8")
    before, after, _ = fix(tmp_path)
    path.write_text(SLIPS + "# mine\n", "utf-8")
    with pytest.raises(RegistryFileError, match="somebody else has written to this file; run the command again"):
        write(before, after)
    assert SLIPS + "# mine\n" == path.read_text("utf-8")
