"""`registry difference`: the tables, the file, and what is refused."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest
from click.testing import Result

from registry.cli import difference as module
from registry.graph.export import write


@pytest.fixture
def months(place: Path) -> Path:
    """Two networks: the CSTO and Russia meet more often, Tajikistan comes, Georgia goes."""
    before: nx.Graph[str] = nx.Graph(windows=90, articles=90, unit="article")
    before.add_edge("csto", "russia", weight=4)
    before.add_edge("georgia", "russia", weight=3)
    after: nx.Graph[str] = nx.Graph(windows=140, articles=140, unit="article")
    after.add_edge("csto", "russia", weight=62)
    after.add_edge("csto", "tajikistan", weight=2)
    after.add_edge("russia", "tajikistan", weight=1)
    before.add_edge("russia", "tajikistan", weight=1)
    write(before, place / "july.graphml")
    write(after, place / "august.json")
    return place


@pytest.mark.usefixtures("months")
def test_tables(run: Callable[..., Result]) -> None:
    """Through a pipe come all ties with all numbers, the most telling first."""
    result = run("difference", "july.graphml", "august.json")
    assert result.exit_code == 0
    ties, actors = result.stdout.split("\n\n")
    title, heads, *lines = ties.splitlines()
    assert title == "Ties, of 4: 1 new, 1 vanished, 1 stronger, 0 weaker, 1 the same; 1 of the changes beyond chance"
    assert heads.split("\t") == ["change", "actor", "actor", "before", "after", "rate before", "rate after", "G²", "p", "q"]
    assert [line.split("\t")[:7] for line in lines] == [
        ["stronger", "csto", "russia", "4", "62", "0.0444", "0.443"],
        ["vanished", "georgia", "russia", "3", "0", "0.0333", "0"],
        ["new", "csto", "tajikistan", "0", "2", "0", "0.0143"],
        ["same", "russia", "tajikistan", "1", "1", "0.0111", "0.00714"],
    ]
    assert actors.splitlines()[0] == "Actors, of 4: 0 new, 1 vanished, 0 stronger, 0 weaker, 3 the same; 0 of the changes beyond chance"


@pytest.mark.usefixtures("months")
def test_on_a_terminal(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    """A person sees what changed, each count with its share, in 80 columns."""
    printed = []
    monkeypatch.setattr(module, "table", lambda *args, **options: printed.append((args, options)))
    monkeypatch.setattr(module.sys, "stdout", type("Terminal", (), {"isatty": staticmethod(lambda: True)}))
    module._print("Ties", ("actor",), module_rows("july.graphml", "august.json"), lambda tie: (tie.left,))
    (((columns, lines), _),) = printed
    assert columns == ("change", "actor", "before", "after", "q")
    assert [line[2:4] for line in lines] == [("4 (4.4%)", "62 (44%)"), ("3 (3.3%)", "0 (0%)"), ("0 (0%)", "2 (1.4%)")]


def module_rows(before: str, after: str) -> list[object]:
    """The ties of two files."""
    from registry.graph.reading.changes import changes
    from registry.graph.reading.difference import difference
    from registry.graph.reading.load import read_graph

    return list(changes(difference(read_graph(before), read_graph(after))))


@pytest.mark.usefixtures("months")
def test_written(run: Callable[..., Result]) -> None:
    """The difference goes to files, as any network does."""
    result = run("difference", "july.graphml", "august.json", "-o", "both.json", "-o", "both.csv")
    assert result.stderr == "wrote both.json\nwrote both.csv\n"
    ties = {(tie["source"], tie["target"]): tie["change"] for tie in json.loads(Path("both.json").read_text("utf-8"))["edges"]}
    assert ties[("georgia", "russia")] == "vanished"
    assert "change" in Path("both.csv").read_text("utf-8").splitlines()[0]


@pytest.mark.usefixtures("months")
def test_said_beside(run: Callable[..., Result]) -> None:
    """Where a network was cut, or does not say how much it counts, the person is told."""
    write(nx.Graph(minimum=3, windows=9), "cut.json")
    assert "cut.json leaves out ties of fewer than 3 windows" in run("difference", "cut.json", "august.json").stderr
    write(nx.Graph(), "bare.json")
    result = run("difference", "bare.json", "august.json")
    assert "bare.json does not say how many windows it counts" in result.stderr
    assert re.search("^new\tcsto\trussia\t0\t62\t\t\t\t\t$", result.stdout, re.MULTILINE)


@pytest.mark.usefixtures("months")
@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        pytest.param(("july.graphml", "missing.json"), 1, "Error: missing.json: No such file or directory; name a file", id="no such file"),
        pytest.param(("july.graphml", "aliases.yaml"), 1, "Error: aliases.yaml: '.yaml' is no graph that is read back", id="no graph"),
        pytest.param(("july.graphml", "august.json", "-o", "x.doc"), 2, "'x.doc' has none of the suffixes", id="suffix"),
        pytest.param(("july.graphml",), 2, "Missing argument 'AFTER'", id="one file"),
    ],
)
def test_refused(run: Callable[..., Result], args: tuple[str, ...], code: int, words: str) -> None:
    """Input that is wrong is one line and exit 1, misuse exit 2."""
    result = run("difference", *args)
    assert (result.exit_code, result.stdout) == (code, "")
    assert words in result.stderr


@pytest.mark.usefixtures("months")
def test_units_that_differ(run: Callable[..., Result]) -> None:
    """Networks that count different things are not compared."""
    write(nx.Graph(unit="sentence", windows=9), "sentences.json")
    result = run("difference", "july.graphml", "sentences.json")
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: unit is 'article' before and 'sentence' after: the counts cannot be compared; make both graphs alike\n",
    )
