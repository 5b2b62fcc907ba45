"""Each command: what goes to standard output, what to standard error, and the exit code."""

import json
import shutil
import subprocess
import typing
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


def rows(result: Result) -> list[list[str]]:
    """The tab-separated lines of an answer."""
    return [line.split("\t") for line in result.stdout.splitlines()]


# resolve


def test_resolve_prints_a_row_a_mention(run: Run) -> None:
    """Linked, ambiguous with both rivals, nil: in the order asked, exit 0."""
    result = run("resolve", "the CSTO", "Georgia", "Zzyzx")
    linked, ambiguous, nil = rows(result)
    assert ["the CSTO", "linked", "csto", "Collective Security Treaty Organization"] == linked[:4]
    assert ["Georgia", "ambiguous", "", ""] == ambiguous[:4]
    assert {"georgia", "georgia-us"} == set(ambiguous[5].split(" | "))
    assert ["Zzyzx", "nil", "", "", "0.000", ""] == nil
    assert (result.exit_code, result.stderr) == (0, "")


def test_resolve_json(run: Run) -> None:
    """An object a mention; the entity is null unless linked; candidates carry alias and evidence."""
    result = run("resolve", "--json", "ОДКБ", "Georgia")
    linked, ambiguous = map(json.loads, result.stdout.splitlines())
    assert (linked["mention"], linked["status"], linked["entity"]) == ("ОДКБ", "linked", "csto")
    assert {"rule", "mention", "alias", "bits"} == set(linked["candidates"][0]["evidence"][0])
    assert (ambiguous["entity"], ambiguous["name"]) == (None, None)
    assert len(ambiguous["candidates"]) == 2
    assert "explanation" not in linked


def test_resolve_explain(run: Run) -> None:
    """The decision in words, also inside JSON."""
    said = run("resolve", "CSTO", "--explain").stdout
    assert said.startswith("'CSTO': linked to Collective Security Treaty Organization [csto]")
    assert "bits" in said
    assert said.rstrip("\n") == json.loads(run("resolve", "CSTO", "--explain", "--json").stdout)["explanation"]


def test_resolve_reads_lines_of_standard_input(run: Run) -> None:
    """A line a mention, blank and broken ones too, so that answers pair with lines; other mentions keep their place."""
    result = run("resolve", "ОДКБ", "-", "Russia", stdin="CSTO\r\n\nРахмон\n".encode() + b"\xff\xfe\n")
    assert ["ОДКБ", "CSTO", "", "Рахмон", r"\udcff\udcfe", "Russia"] == [row[0] for row in rows(result)]


@pytest.mark.parametrize("mention", ["", " ", "\n\t\x1b[31m", "\udc80", "x" * 100_000, "{csto}", "[/bold]"])
def test_resolve_answers_any_text(run: Run, mention: str) -> None:
    """A line in the table, in words and in JSON, whatever is asked."""
    assert len(run("resolve", "--", mention).stdout.split("\n")) == 2
    assert run("resolve", "--explain", "--", mention).exit_code == 0
    assert mention == json.loads(run("resolve", "--json", "--", mention).stdout)["mention"]


# compare


def test_compare_prints_the_sum(run: Run) -> None:
    """The score of the pair, then a line a piece of evidence; no registry file is needed."""
    result = run("--registry", "nowhere.yaml", "compare", "--type", "person", "Emomali Rahmon", "Эмомали Рахмоном")
    first, *evidence = result.stdout.splitlines()
    assert first.startswith("'Emomali Rahmon' · 'Эмомали Рахмоном': 0.9")
    assert all(line.endswith("bits)") for line in evidence)
    assert (result.exit_code, result.stderr) == (0, "")


def test_compare_json(run: Run) -> None:
    """One object; two seats exchanged are refused by a veto."""
    record = json.loads(run("compare", "--json", "Embassy of Iran in Oman", "Embassy of Oman in Iran").stdout)
    assert record["score"] < 0.01
    assert "cannot be the same:" in {item["rule"] for item in record["evidence"]}


# annotate


def test_annotate_lists_places(run: Run) -> None:
    """A line a mention with article, line and column, text, kind, status, entity, as editors count lines."""
    result = run("annotate", "news")
    listed = rows(result)
    assert ["one:1:1", "Emomali Rahmon", "name", "linked", "emomali-rahmon", ""] == listed[0]
    assert ["one:3:5", "CSTO", "acronym", "linked", "csto", ""] in listed
    assert ["two:2:21", "CSTO", "acronym", "linked", "csto", ""] in listed
    assert result.exit_code == 0
    assert result.stderr.startswith("2 articles, ")


def test_annotate_json(run: Run, place: Path) -> None:
    """An object an article; offsets are those of the file, line ends kept; nothing on standard error."""
    result = run("annotate", "--json", "news")
    first, second = map(json.loads, result.stdout.splitlines())
    assert ["one", "two"] == [first["id"], second["id"]]
    text = (place / "news" / "one.txt").read_bytes().decode()
    assert all(text[m["start"] : m["end"]] == m["text"] for m in first["mentions"])
    wanted = {
        "start",
        "end",
        "text",
        "entity",
        "stands_for",
        "status",
        "kind",
        "score",
        "nested",
        "candidates",
        "evidence",
        "type",
        "group",
        "chrome",
    }
    assert [wanted] * len(first["mentions"]) == [set(mention) for mention in first["mentions"]]
    assert len(first["paragraphs"]) == 2
    assert result.stderr == ""


def test_annotate_describes_its_json(run: Run) -> None:
    """Every field of the objects is named in the help and in the module's docstring."""
    import registry.cli.annotate as module

    row = json.loads(run("annotate", "--json", "news/one.txt").stdout)
    told = run("annotate", "--help").stdout
    for field in {*row, *row["mentions"][0], "rule", "mention", "alias", "bits"}:
        assert field in told
        assert field in (module.__doc__ or "")


def test_annotate_lists_what_is_unregistered(run: Run, place: Path) -> None:
    """A row a name with its guess and counts; as JSON with forms and mentions, whose fields the help names."""
    (place / "gov.txt").write_text("Governor Parviz Tavarov spoke. Tavarov left.", "utf-8")
    assert ["Parviz Tavarov", "person", "1", "2", "Tavarov"] in rows(run("annotate", "--unregistered", "gov.txt"))
    group = json.loads(run("annotate", "--unregistered", "--json", "gov.txt").stdout)
    assert group["forms"] == {"Parviz Tavarov": 1, "Tavarov": 1}
    assert group["mentions"] == [["gov", 9, 23], ["gov", 31, 38]]
    assert all(field in run("annotate", "--help").stdout for field in group)


def test_annotate_to_a_file(run: Run, place: Path) -> None:
    """The file holds what --json prints; a broken article is told and left out, and nothing is left beside the file."""
    result = run("annotate", "news", "-o", "out.jsonl")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "wrote out.jsonl" in result.stderr
    written = (place / "out.jsonl").read_bytes()
    assert run("annotate", "news", "--json").stdout_bytes == written
    (place / "news" / "zzz.txt").write_bytes(b"\xff")
    before = sorted(place.iterdir())
    result = run("annotate", "news", "-o", "out.jsonl")
    told = result.stderr.splitlines()
    assert (result.exit_code, told[0]) == (1, "Error: news/zzz.txt:1: the byte 0xFF is not UTF-8; convert the file to UTF-8")
    assert told[-1] == "1 article could not be read and was left out"
    assert (place / "out.jsonl").read_bytes() == written
    assert before == sorted(place.iterdir())


def test_annotate_standard_input(run: Run) -> None:
    """Plain text or JSON Lines; with nothing to read there is nothing to say."""
    assert run("annotate", "-", stdin="The CSTO met.").stdout.startswith("stdin:1:5\tCSTO\t")
    line = json.dumps({"id": "a\u2028b", "text": "The CSTO\u001b met."})
    assert run("annotate", "-", stdin=line + "\n").stdout.startswith("a\\u2028b:1:5\tCSTO\t")
    assert run("annotate", "-", "--json", stdin="").stdout == ""


@pytest.mark.parametrize("extra", [("--json", "-o", "x"), ("-o", "-")])
def test_annotate_wants_one_output(run: Run, place: Path, extra: tuple[str, ...]) -> None:
    """--json and -o exclude each other, and -o - is --json."""
    assert run("annotate", "news", *extra).exit_code == 2
    assert not (place / "x").exists()
    assert not (place / "-").exists()


# check


def test_check_prints_every_problem(run: Run) -> None:
    """Errors as path:line:column: message (rule), warnings marked; exit 1 only for errors."""
    result = run("check")
    assert result.exit_code == 0
    assert result.stdout.startswith("aliases.yaml:20:")
    assert ": warning: 'Georgia'" in result.stdout
    result = run("check", "broken.yaml", "aliases.yaml")
    places = [line.split(": ")[0] for line in result.stdout.splitlines()]
    assert ["broken.yaml:5:11", "broken.yaml:6:5"] == places[:2]
    assert len(places) == 3
    assert result.exit_code == 1
    assert "2 errors, 1 warning" in result.stderr


def test_check_json(run: Run, place: Path) -> None:
    """One array, empty if all is well."""
    problems = json.loads(run("check", "--format", "json", "broken.yaml").stdout)
    assert {"path", "line", "column", "rule", "severity", "message"} == set(problems[0])
    assert [("error", 5), ("error", 6)] == [(problem["severity"], problem["line"]) for problem in problems]
    (place / "fine.yaml").write_text("version: 1\nentities:\n  csto: {name: CSTO, type: organization}\n")
    assert json.loads(run("check", "--format", "json", "fine.yaml").stdout) == []


def test_check_github(run: Run, place: Path) -> None:
    """Workflow commands, with percent signs and what ends a property escaped."""
    (place / "a,b%.yaml").write_text("version: 1\nentities:\n  csto: {name: CSTO, type: '100%'}\n")
    line = run("check", "--format", "github", "a,b%.yaml").stdout
    assert line.startswith("::error file=a%2Cb%25.yaml,line=3,col=")
    assert "100%25" in line
    assert run("check", "--format", "github").stdout.startswith("::warning file=aliases.yaml,line=")


def test_check_uses_the_registry_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """--registry, else $REGISTRY_FILE, else ./aliases.yaml."""
    assert run("--registry", "broken.yaml", "check").exit_code == 1
    monkeypatch.setenv("REGISTRY_FILE", "broken.yaml")
    assert run("check").exit_code == 1
    assert run("--registry", "aliases.yaml", "check").exit_code == 0


def test_check_fix(run: Run, place: Path) -> None:
    """--fix corrects the file, says what it did, and prints what is left; a second time there is nothing to do."""
    path = place / "copied.yaml"
    path.write_text("version: 1\nentities:\n  csto: {name: CS\u00adTO, type: organization, part_of: x}   # copied\n", "utf-8")
    result = run("check", "--fix", "copied.yaml")
    assert path.read_text("utf-8") == "version: 1\nentities:\n  csto: {name: CSTO, type: organization, part_of: x}   # copied\n"
    assert ["copied.yaml:3:51"] == [line.split(": ")[0] for line in result.stdout.splitlines()]
    assert "fixed copied.yaml:3:3: warning: " in result.stderr
    assert "1 error, 0 warnings" in result.stderr
    assert result.exit_code == 1
    assert "fixed" not in run("check", "--fix", "copied.yaml").stderr


@pytest.mark.skipif(not shutil.which("patch"), reason="there is no patch here")
def test_check_fix_dry_run(run: Run, place: Path) -> None:
    """--dry-run prints a diff that `patch` takes, also of a last line without an end, and leaves the file."""
    path = place / "copied.yaml"
    path.write_text("version: 1\nentities:\n  csto: {name: CS\u00adTO, type: organization}", "utf-8")
    result = run("check", "--fix", "--dry-run", "copied.yaml")
    assert "\u00ad" in path.read_text("utf-8")
    assert "would fix copied.yaml:3:3" in result.stderr
    (place / "fix.patch").write_text(result.stdout, "utf-8")
    subprocess.run(["patch", "-p0", "--input=fix.patch"], cwd=place, check=True, capture_output=True)
    assert path.read_text("utf-8") == "version: 1\nentities:\n  csto: {name: CSTO, type: organization}"
    assert run("check", "--dry-run").exit_code == 2


def test_check_with(run: Run, place: Path) -> None:
    """Additions are checked beside the registry that they add to, of which nothing is told."""
    (place / "more.yaml").write_text("version: 1\nentities:\n  army: {name: Tajik Army, type: group, country: tajikistan}\n")
    assert run("check", "more.yaml").exit_code == 1
    result = run("check", "more.yaml", "--with", "aliases.yaml")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("1 entity: 0 errors")
    assert run("check", "more.yaml", "--with", "nowhere.yaml").exit_code == 1


def test_check_asks_the_resolver(run: Run, place: Path) -> None:
    """A name that is one letter from another is a notice, which changes no exit code and no count of problems."""
    (place / "near.yaml").write_text("version: 1\nentities:\n  csto: {name: CSTO, type: group}\n  cto: {name: CTO, type: group}\n")
    result = run("check", "near.yaml")
    assert (0, "near.yaml:4:3: notice: 'CTO' is one edit from 'CSTO' (csto); exact only (near-name)\n") == (result.exit_code, result.stdout)
    assert "0 errors, 0 warnings, 1 notice" in result.stderr
    assert run("check", "near.yaml", "--format", "github").stdout.startswith("::notice file=near.yaml,line=4,col=3,title=near-name::")


def test_check_shows_a_person_some_notices(run: Run, place: Path) -> None:
    """Fifty of them, errors between them all, and says how many more there are; programs get all."""
    rows = "".join(f"  e{i}{j}: {{name: Q{i}{j}K, type: group}}\n" for i in "ABCDEFGH" for j in "ABCDEFGH")
    (place / "near.yaml").write_text(f"version: 1\nentities:\n{rows.lower().replace('q', 'Q')}  z: {{name: QaaK, type: group}}\n")
    result = run("check", "near.yaml")
    assert 50 == result.stdout.count(": notice: ")
    assert "(shared-alias)" in result.stdout
    assert "14 notices not printed; --format json has them all" in result.stderr
    assert 64 == sum(problem["severity"] == "notice" for problem in json.loads(run("check", "near.yaml", "--format", "json").stdout))


# errors


@pytest.mark.parametrize("args", [("resolve", "x"), ("annotate", "news"), ("graph", "news", "-o", "x.graphml"), ("evaluate", "gold")])
def test_a_broken_registry_is_a_line_a_problem(run: Run, place: Path, args: tuple[str, ...]) -> None:
    """Every error of the file, none of its warnings, nothing on standard output, exit 1."""
    if args[0] == "evaluate":
        gold = place / "gold"
        gold.mkdir()
        (gold / "one.txt").write_text("CSTO")
        (gold / "mentions.jsonl").write_text('{"doc": "one", "start": 0, "end": 4, "entity": "csto", "kind": "acronym"}\n')
    result = run("--registry", "broken.yaml", *args)
    assert (result.exit_code, result.stdout) == (1, "")
    lines = result.stderr.splitlines()
    assert ["Error: broken.yaml:5:11", "Error: broken.yaml:6:5"] == [": ".join(line.split(": ")[:2]) for line in lines]


@pytest.mark.parametrize("path", ["missing.txt", "aliases.yaml", "empty", "bad\nname"])
def test_articles_that_cannot_be_read(run: Run, place: Path, path: str) -> None:
    """One line whatever is in the name, exit 1."""
    (place / "empty").mkdir()
    result = run("annotate", path)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1


def test_bugs_keep_their_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no RegistryError is not made to look like the user's mistake."""

    def broken(path: object) -> typing.NoReturn:
        raise ZeroDivisionError

    monkeypatch.setattr("registry.cli.resolve.load", broken)
    with pytest.raises(ZeroDivisionError):
        run("resolve", "x")


@pytest.mark.parametrize(
    "args", [(), ("resolve",), ("annotate",), ("nonsense",), ("resolve", "--nonsense", "x"), ("check", "--format", "x")]
)
def test_misuse_is_exit_2(run: Run, args: tuple[str, ...]) -> None:
    """A usage line on standard error."""
    result = run(*args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Usage: registry" in result.stderr


def test_help_of_every_command(run: Run) -> None:
    """The group lists its commands; each has help that fits eighty columns or says so itself."""
    told = run("--help").stdout
    for name in ("resolve", "annotate", "graph", "check", "evaluate"):
        assert f"  {name} " in told
        assert run(name, "--help").exit_code == 0
    assert run("--version").stdout.startswith("registry ")
