"""Registry files: what is read, what is refused, where and why."""

from pathlib import Path
from typing import Any

import pytest
from store_cases import cases, content, examples

from registry.errors import Problem, RegistryFileError, Severity, Source
from registry.records import Alias, AliasKind, Entity, EntityType, Never
from registry.store import Book, load_entities, read_book
from registry.store.checks import CHECKS, Check
from registry.store.load import read_text

REGISTRY = """\
version: 1
entities:
  emomali-rahmon:
    name: Emomali Rahmon
    type: person
    country: tajikistan
    ids: {wikidata: Q57415}
    aliases:
      - Rahmon   # a comment
      - {text: Emomali Rahmonov, kind: former, until: 2007-03-20, weak: true, case: exact, note: by decree}
    never: [{text: Rustam Emomali, because: his son}]
  tajikistan: {name: Tajikistan, type: place}
redirects: {rahmon: emomali-rahmon}
"""


def brief(problem: Problem) -> str:
    """A problem as the tables write it."""
    warning = " warning" if problem.severity is Severity.WARNING else ""
    return f"{problem.source.line}:{problem.source.column} {problem.rule}{warning}"


@pytest.mark.parametrize("row", cases("shape") + cases("syntax") + cases("checks"))
def test_problems(row: dict[str, Any]) -> None:
    """Each file has the problems that its row lists, all of them, where the row says."""
    book = read_text(content(row), "a.yaml")
    assert row["problems"] == [brief(problem) for problem in book.problems]
    assert row.get("says", "") in "\n".join(map(str, book.problems))


@pytest.mark.parametrize("check", examples())
def test_examples_of_checks(check: Check) -> None:
    """A check's PASS has no problem at all; its FAIL has problems of this rule and of no other."""
    assert () == read_text(check.PASS, "a.yaml").problems
    assert {check.RULE} == {problem.rule for problem in read_text(check.FAIL, "a.yaml").problems}


def test_every_check_is_listed() -> None:
    """A module with a RULE is in CHECKS, under the name of its rule, with a docstring for the reference."""
    import registry.store.checks as package

    names = {path.stem for path in Path(package.__file__).parent.glob("*.py") if "\nRULE = " in path.read_text("utf-8")}
    assert names == {check.RULE.replace("-", "_") for check in CHECKS}
    assert all(check.__doc__ and check.check.__doc__ for check in CHECKS)


def test_records(tmp_path: Path) -> None:
    """Every field of a file is in its record, each record with its place."""
    path = tmp_path / "aliases.yaml"
    path.write_text(REGISTRY, "utf-8")
    book = load_entities(path)
    name = str(path)
    former = Alias(
        *("Emomali Rahmonov", AliasKind.FORMER, None, None, "2007-03-20", True, True, "by decree", None),
        place=Source(name, 10, 9),
    )
    rahmon = Entity(
        *("emomali-rahmon", "Emomali Rahmon", EntityType.PERSON),
        aliases=(Alias("Rahmon", place=Source(name, 9, 9)), former),
        never=(Never("Rustam Emomali", "his son", Source(name, 11, 13)),),
        ids={"wikidata": "Q57415"},
        country="tajikistan",
        place=Source(name, 3, 3),
    )
    tajikistan = Entity("tajikistan", "Tajikistan", EntityType.PLACE, place=Source(name, 12, 3))
    expected = (rahmon, tajikistan)
    assert expected == book.entities
    assert [entity.place for entity in expected] == [entity.place for entity in book.entities]
    for one, other in zip(expected, book.entities, strict=True):
        assert [row.place for row in one.aliases] == [row.place for row in other.aliases]
        assert [row.place for row in one.never] == [row.place for row in other.never]
    assert ("by decree", name, (), {"rahmon": "emomali-rahmon"}) == (
        book.entities[0].aliases[1].note,
        book.path,
        book.problems,
        book.redirects,
    )
    assert Source(name, 6, 14) == book.place(book.entities[0], "country")


WRITTEN = ["NO", "on", "007", "12:30", "2024-01-01", "0x1F", "1e3", "1_000", "true", ".inf", "=", "3.140", "Yes", "0o17", "+1"]


@pytest.mark.parametrize("written", WRITTEN)
def test_scalars_stay_as_written(written: str) -> None:
    """What YAML would make a number, a date or a truth is the text that was written, in every place for texts."""
    rows = f"name: {written}, type: media, note: {written}, ids: {{x: {written}}}, aliases: [a, {written}x, {{text: b, source: {written}}}]"
    book = read_text(f"version: 1\nentities:\n  a-b: {{{rows}}}\n  b: {{name: b b, type: media, aliases: [{written}]}}\n", "a.yaml")
    entity = book.entities[0]
    assert [written] * 4 == [entity.name, entity.note, entity.ids["x"], entity.aliases[2].source]
    assert (f"{written}x", written) == (entity.aliases[1].text, book.entities[1].aliases[0].text)


def test_warnings_do_not_stop_the_load(tmp_path: Path) -> None:
    """A warning is in the book."""
    path = tmp_path / "a.yaml"
    row = "a: {name: Xa, type: place, aliases: [{text: Xb, lang: ru}, {text: Xb, lang: tg}]}"
    path.write_text(f"version: 1\nentities:\n  {row}\n", "utf-8")
    assert ["3:62 duplicate-alias warning"] == [brief(problem) for problem in load_entities(path).problems]


def test_what_only_editors_need_does_not_stop_the_load(tmp_path: Path) -> None:
    """Two that bear one name are an error of the file, and load all the same: the resolver calls them ambiguous."""
    path = tmp_path / "a.yaml"
    path.write_text("version: 1\nentities:\n  a: {name: Xanadu, type: place}\n  b: {name: xanadu, type: place}\n", "utf-8")
    assert () == load_entities(path).problems
    assert ["4:3 shared-alias"] == [brief(problem) for problem in read_book(path).problems]
    assert () == read_book(path, fold=str).problems


def test_error_carries_every_problem(tmp_path: Path) -> None:
    """The exception has all problems in the order of the file, warnings too, a line each with place and rule."""
    path = tmp_path / "a.yaml"
    rows = "b: {name: X, type: place, kind: y, part_of: d}\n  c: {name: x, type: city}\nredirects: {d: c}"
    path.write_text(f"version: 1\nentities:\n  {rows}\n", "utf-8")
    with pytest.raises(RegistryFileError) as caught:
        load_entities(path)
    expected = ["3:29 unknown-field", "3:47 unknown-reference warning", "4:22 bad-value"]
    assert expected == [brief(problem) for problem in caught.value.problems]
    first = str(caught.value).splitlines()[0]
    assert first.startswith(f"{path}:3:29: unknown field 'kind'; ")
    assert first.endswith("(unknown-field)")


def test_no_such_file(tmp_path: Path) -> None:
    """A missing file, an empty folder, a path with NUL: a problem at 1:1 with a remedy."""
    for path, remedy in ((tmp_path / "no.yaml", "check the path"), (tmp_path, "no *.yaml file"), ("a\0b", "check the path")):
        with pytest.raises(RegistryFileError, match="1:1: ") as caught:
            load_entities(path)
        assert [Source(str(path), 1, 1)] == [problem.source for problem in caught.value.problems]
        assert "unreadable-file" == caught.value.problems[0].rule
        assert remedy in str(caught.value)


def folder(path: Path, **files: str) -> Path:
    """A registry in several files, and beside them what is none of it."""
    for name, text in files.items():
        path.joinpath(f"{name}.yaml").write_text(f"version: 1\n{text}\n", "utf-8")
    path.joinpath(".#lock.yaml").write_text("[", "utf-8")
    path.joinpath("README.md").write_text("[", "utf-8")
    return path


def test_folder_is_one_registry(tmp_path: Path) -> None:
    """The files are read by name; references and redirects cross them; places name the file."""
    one = "entities:\n  khorog: {name: Khorog, type: place, part_of: tajikistan}"
    two = "entities:\n  tajikistan: {name: Tajikistan, type: place}\nredirects: {horog: khorog}"
    book = load_entities(folder(tmp_path, two=two, one=one))
    assert [Source(str(tmp_path / "one.yaml"), 3, 3), Source(str(tmp_path / "two.yaml"), 3, 3)] == [e.place for e in book.entities]
    assert (str(tmp_path), {"horog": "khorog"}) == (book.path, book.redirects)


def test_folder_with_an_id_twice(tmp_path: Path) -> None:
    """An id is unique across files; the problem says where the first one stands."""
    row = "entities:\n  khorog: {name: Khorog, type: place}"
    with pytest.raises(RegistryFileError) as caught:
        load_entities(folder(tmp_path, one=row, two=row))
    (problem,) = caught.value.problems
    assert ("duplicate-id", Source(str(tmp_path / "two.yaml"), 3, 3)) == (problem.rule, problem.source)
    assert f"{tmp_path / 'one.yaml'}:3:3" in problem.message


def test_folder_with_an_unreadable_file(tmp_path: Path) -> None:
    """References into a file that is not YAML are not reported; the file is, and so are the rows of the others."""
    one = "entities:\n  khorog: {name: Khorog, type: place, part_of: tajikistan, feature: town}"
    with pytest.raises(RegistryFileError) as caught:
        load_entities(folder(tmp_path, one=one, two="entities: ["))
    assert ["bad-value", "not-yaml"] == [problem.rule for problem in caught.value.problems]


def test_checks_on_a_book_without_places() -> None:
    """Entities that were made and not read are checked too, at the top of the path they are given."""
    rows = (
        *(Entity("a", "A", EntityType.PLACE, (Alias("A"), Alias("{x}")), (Never("a", "b"),), part_of="a", country="x", located_in=("y",)),),
        Entity("b", "a", EntityType.PLACE, ids={"x": "1"}),
        Entity("c", "Ю\u0300 Kаbul  Ob", EntityType.PLACE, (Alias("ob"),), (Never("X", "y"), Never("x", "y")), ids={"x": "1"}),
        *(Entity(f"d{number}", f"D{number}", EntityType.PLACE) for number in (1, 2, 3, 9, 4, 5, 6, 7)),
    )
    problems = [problem for check in CHECKS for problem in check.check(Book("memory", rows, redirects={"b": "z", "d": "d"}))]
    assert {check.RULE for check in CHECKS} - {"decomposed-letter"} == {problem.rule for problem in problems} - {"decomposed-letter"}
    assert {Source("memory", 1, 1)} == {problem.source for problem in problems}
