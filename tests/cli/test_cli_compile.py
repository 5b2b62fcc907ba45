"""`registry compile`, and the commands over what it wrote."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["resolve", "Rahmon", "Эмомали Рахмон", "Georgia", "nobody", "--json", "--explain"], id="resolve"),
        pytest.param(["annotate", "news", "--json"], id="annotate"),
        pytest.param(["graph", "news", "-o", "graph.json"], id="graph"),
    ],
)
def test_commands_answer_as_from_yaml(command: list[str], run: Run, place: Path) -> None:
    assert run("compile", "aliases.yaml", "-o", "registry.idx").exit_code == 0
    plain, compiled = run(*command), run("--registry", "registry.idx", *command)
    assert plain.exit_code == compiled.exit_code == 0
    assert plain.stdout == compiled.stdout != ""


def test_it_says_what_it_wrote_and_prints_nothing(run: Run, place: Path) -> None:
    result = run("compile", "aliases.yaml", "-o", "registry.idx")
    assert result.stdout == ""
    assert result.stderr == "wrote registry.idx: 7 entities, 13 names, 0.0 MiB\n"


def test_sources_of_all_kinds(run: Run, place: Path) -> None:
    (place / "more.jsonl").write_text('{"id": "nato", "name": "North Atlantic Alliance", "type": "organization"}\n', "utf-8")
    (place / "more.csv").write_text("id,name,type,country\nkulob-city,Kulob City,place,tajikistan\n", "utf-8")
    assert run("compile", "aliases.yaml", "more.jsonl", "more.csv", "-o", "all.idx").exit_code == 0
    found = run("--registry", "all.idx", "resolve", "North Atlantic Alliance", "Kulob City", "ОДКБ", "--json").stdout.splitlines()
    assert [json.loads(line)["entity"] for line in found] == ["nato", "kulob-city", "csto"]


def test_the_environment_may_name_it(run: Run, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("compile", "aliases.yaml", "-o", "registry.idx")
    monkeypatch.setenv("REGISTRY_FILE", "registry.idx")
    assert "emomali-rahmon" in run("resolve", "Emomali Rahmon").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        pytest.param(
            ["compile", "broken.yaml", "-o", "x.idx"], 1, "broken.yaml:5:11: 'type' cannot be 'organisation'", id="a source is wrong"
        ),
        pytest.param(["compile", "none.yaml", "-o", "x.idx"], 1, "none.yaml:1:1: no such file", id="no such source"),
        pytest.param(["compile", "aliases.yaml", "-o", "none/x.idx"], 1, "none/x.idx:1:1: cannot be written", id="no such folder"),
        pytest.param(["compile", "aliases.yaml", "-o", "aliases.yaml"], 2, "is one of the sources", id="over its source"),
        pytest.param(["compile", "-o", "x.idx"], 2, "SOURCE", id="no source"),
        pytest.param(["compile", "r.idx", "-o", "x.idx"], 1, "r.idx:1:1: this is a compiled registry", id="compiled twice"),
        pytest.param(["--registry", "r.idx", "check"], 1, "r.idx:1:1: this is a compiled registry", id="checked"),
        pytest.param(["--registry", "r.idx", "alias", "add", "csto", "X y z"], 1, "r.idx:1:1: this is a compiled registry", id="edited"),
        pytest.param(["--registry", "cut.idx", "resolve", "CSTO"], 1, "cut.idx:1:1: the file is damaged", id="cut off"),
    ],
)
def test_misuse_and_damage_take_one_line(arguments: list[str], code: int, said: str, run: Run, place: Path) -> None:
    run("compile", "aliases.yaml", "-o", "r.idx")
    (place / "cut.idx").write_bytes((place / "r.idx").read_bytes()[:-100])
    result = run(*arguments)
    assert result.exit_code == code
    assert said in result.output
    assert not (place / "x.idx").exists()
    assert not list(place.glob(".*.part"))
