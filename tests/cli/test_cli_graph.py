"""`registry graph`: what it writes, what it prints, and what it refuses."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import click
import networkx as nx
import pytest
from click.testing import CliRunner, Result
from tables import Row, cases

from registry.cli.graph import BACKBONES
from registry.cli.main import cli
from registry.graph.chance.backbone import Backbone

Run = Callable[..., Result]

DATED = [
    ("a1", "2021-07-20", "Drills begin", "TASS", "Emomali Rahmon met the CSTO. Tajikistan was calm."),
    ("a2", "2021-07-28", "A second day", "RFE/RL", "The CSTO praised Russia. Russia thanked the CSTO. Tajik guards watched Moscow."),
    ("a3", "2021-08-02", "Later", "TASS", "Russian tanks rolled. Tajikistan thanked Russia, and the CSTO noted it."),
    ("a4", None, "No date", "", "The State of Georgia is far. Emomali Rahmon spoke of Tajikistan.\n\nThe CSTO was silent."),
]


@pytest.fixture
def dated(place: Path) -> str:
    """Four articles as JSON Lines, one without a date."""
    lines = [
        json.dumps({"id": id, "date": date, "title": title, "source": source, "text": text}) for id, date, title, source, text in DATED
    ]
    (place / "dated.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    return "dated.jsonl"


def tables(result: Result) -> dict[str, list[list[str]]]:
    """The tables printed to a pipe, rows by the first words of the title."""
    blocks = [block.split("\n") for block in result.stdout.strip("\n").split("\n\n")]
    return {block[0].split(",")[0].split(":")[0]: [line.split("\t") for line in block[1:]] for block in blocks}


def test_graph_writes_every_file_and_prints_tables(run: Run, place: Path) -> None:
    """Both files by suffix; the tables name actors, ties and what is unresolved; ids are in full."""
    result = run("graph", "news", "-o", "g.graphml", "-o", "g.csv")
    assert (result.exit_code, result.stderr.splitlines()[:2]) == (0, ["wrote g.graphml", "wrote g.csv"])
    network = nx.read_graphml(place / "g.graphml")
    assert {"csto", "emomali-rahmon", "tajikistan"} <= set(network)
    assert network.nodes["csto"]["community"] == 1
    assert network.nodes["csto"]["strength"] == network.degree("csto", weight="weight")
    assert (place / "g-nodes.csv").exists()
    printed = tables(result)
    assert ["csto", "Collective Security Treaty Organization", "organization", "2", "2"] in [row[:5] for row in printed["Top actors"]]
    assert ["csto", "tajikistan", "2"] in [row[:3] for row in printed["Strongest ties"]]
    assert ["Boris Okhlopkov", "1", "nil"] in [row[:3] for row in printed["Unresolved"]]


def test_graph_needs_no_file(run: Run, place: Path) -> None:
    """To read is enough; nothing is written."""
    before = set(place.rglob("*"))
    assert run("graph", "news").exit_code == 0
    assert before == set(place.rglob("*"))


def test_who_is_in_all_articles_is_told_first(run: Run, dated: str) -> None:
    """By name; of one article it would say nothing."""
    assert run("graph", "news").stdout.startswith("In all 2 articles: Collective Security Treaty Organization, Tajikistan\n\nTop actors")
    assert run("graph", "news/one.txt").stdout.startswith("Top actors")


def test_ties_say_why(run: Run, dated: str) -> None:
    """In a pipe the evidence is complete: the article and the passage."""
    ties = {tuple(row[:2]): row for row in tables(run("graph", dated, "--unit", "sentence"))["Strongest ties"]}
    assert ties["csto", "russia"][-1] == "a2: Russia thanked the CSTO. | a3: Tajikistan thanked Russia, and the CSTO noted it."
    assert ties["actor", "actor"][2:5] == ["articles", "paragraphs", "sentences"]
    assert ties["csto", "russia"][2:5] == ["2", "2", "3"]


@pytest.mark.parametrize("case", cases("graph_options", needs="options nodes ties"))
def test_graph_options(run: Run, place: Path, dated: str, case: Row) -> None:
    """Each option of the table makes the network that the table shows."""
    result = run("graph", dated, "-o", "g.json", *case["options"].split())
    assert result.exit_code == 0, result.stderr
    network = nx.node_link_graph(json.loads((place / "g.json").read_text("utf-8")), edges="edges")
    assert sorted(case["nodes"].split()) == sorted(network)
    assert case["ties"] == "; ".join(
        sorted(f"{' '.join(sorted((left, right)))} {weight:g}" for left, right, weight in network.edges(data="weight"))
    )


@pytest.mark.parametrize("case", cases("graph_misuse", needs="options says exit"))
def test_graph_refuses(run: Run, place: Path, dated: str, case: Row) -> None:
    """One line tells what is wrong, nothing is printed and nothing written."""
    result = run("graph", dated, "-o", "g.json", *case["options"].split())
    assert (result.exit_code, result.stdout) == (int(case["exit"]), "")
    assert case["says"] in result.stderr.splitlines()[-1]
    assert not (place / "g.json").exists()


def test_between_tells_the_ways(run: Run, dated: str) -> None:
    """Each step with its articles and passages; of a name the registry knows the entity."""
    result = run("graph", dated, "--unit", "sentence", "--between", "Rahmon", "Russia")
    title, headings, *rows = result.stdout.splitlines()
    assert title == "2 ways between Emomali Rahmon and Russia"
    assert headings.split("\t") == ["way", "step", "actor", "actor", "weight", "articles", "evidence"]
    told = [row.split("\t") for row in rows]
    assert [row[:5] for row in told] == [
        ["1", "1", "emomali-rahmon", "csto", "1"],
        ["1", "2", "csto", "russia", "3"],
        ["2", "1", "emomali-rahmon", "tajikistan", "1"],
        ["2", "2", "tajikistan", "russia", "1"],
    ]
    assert told[0][5:] == ["a1 (2021-07-20; Drills begin; TASS) | a4 (No date)", "a1: Emomali Rahmon met the CSTO."]


def test_between_without_a_way(run: Run, place: Path, dated: str) -> None:
    """Nothing is no error, and no empty file."""
    result = run("graph", dated, "--unit", "sentence", "--between", "georgia-us", "csto", "--places", "-o", "g.json")
    assert (result.exit_code, result.stdout.splitlines()[0]) == (
        0,
        "0 ways between State of Georgia and Collective Security Treaty Organization",
    )
    assert "nothing was written" in result.stderr
    assert not (place / "g.json").exists()


def test_a_capital_stands_for_its_state(run: Run, dated: str) -> None:
    """Moscow is no actor, and Russia is."""
    result = run("graph", dated, "--around", "Moscow", "--hops", "0")
    assert result.exit_code == 0
    assert "Moscow stands for Russia here" in result.stderr
    assert [row[0] for row in tables(result)["Top actors"][1:]] == ["russia"]


def test_what_is_left_out_is_told(run: Run, dated: str) -> None:
    """Articles without a date lie in no period."""
    result = run("graph", dated, "--since", "2021-08")
    assert "3 articles left out: not dated, or not within the period" in result.stderr
    assert "in 1 article\n" in result.stdout


def test_figures_are_those_of_the_whole(run: Run, dated: str) -> None:
    """Around an actor its strength is what it was."""
    whole, part = (
        tables(run("graph", dated, *options))["Top actors"] for options in ((), ("--around", "Rahmon", "--hops", "0", "--around", "csto"))
    )
    assert next(row for row in whole if row[0] == "csto")[-3:] == next(row for row in part if row[0] == "csto")[-3:]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """What a terminal of so many columns shows, without the codes of its colours."""

    def show(columns: int, *args: str) -> list[str]:
        monkeypatch.setenv("COLUMNS", str(columns))
        monkeypatch.setenv("TERM", "xterm")  # a dumb one has eighty columns, whatever is said
        runner = CliRunner()
        with runner.isolation() as (out, _, _):
            monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
            cli.main(["graph", *args], standalone_mode=False)
            sys.stdout.flush()
            return click.unstyle(out.getvalue().decode("utf-8")).splitlines()

    return show


@pytest.mark.parametrize("columns", [80, 140])
def test_a_terminal_shows_lines_that_fit(terminal: Callable[..., list[str]], place: Path, dated: str, columns: int) -> None:
    """No line is longer than the terminal, a row is one line, names are cut and figures are not."""
    long = "Collective Security Treaty Organization"
    lines = terminal(columns, dated, "--unit", "sentence")
    assert all(len(line) <= columns for line in lines)
    assert ("mentions" in next(line for line in lines if "betweenness" in line)) is (columns == 140)
    ties = next(
        line for line in lines[lines.index(next(line for line in lines if line.startswith("Strongest ties"))) :] if "Russia " in line
    )
    assert ("…" in ties, long in ties) == ((True, False) if columns == 80 else (False, True))
    assert ties.split()[-5:-2] == ["2", "2", "3"] if columns == 140 else ties.split()[-4:-2] == ["2", "3"]


def test_a_terminal_shows_why(terminal: Callable[..., list[str]], dated: str) -> None:
    """Under the ties: the passage, and the article by date, title, source and id."""
    lines = terminal(80, dated, "--unit", "sentence")
    start = lines.index("Why they are tied")
    assert [line.rstrip() for line in lines[start + 2 : start + 5]] == [
        "Collective Security Treaty Organization – Russia: 3 sentences",
        "  Russia thanked the CSTO.",
        "    2021-07-28 · A second day · RFE/RL · [a2]; and 1 more article",
    ]


def test_a_terminal_shows_ways(terminal: Callable[..., list[str]], dated: str) -> None:
    """A way a paragraph: the chain, then step by step what was written where."""
    lines = [line.rstrip() for line in terminal(80, dated, "--unit", "sentence", "--between", "Rahmon", "Russia")]
    assert lines[:6] == [
        "2 ways between Emomali Rahmon and Russia, the strongest first",
        "",
        "1  Emomali Rahmon → Collective Security Treaty Organization → Russia",
        "   Emomali Rahmon – Collective Security Treaty Organization: 1 sentence",
        "     Emomali Rahmon met the CSTO.",
        "       2021-07-20 · Drills begin · TASS · [a1]",
    ]


def test_help_lists_options_by_what_they_are_for(run: Run) -> None:
    """Every option stands under a heading, and none is listed twice."""
    told = run("graph", "--help").stdout
    headings = ["Files:", "Articles and actors:", "What ties two actors:", "Which ties are kept:", "Reading the network:", "Options:"]
    assert sorted(headings, key=told.index) == headings
    listed = told[told.index("Files:") :]
    assert all(listed.count(f"\n  {option} ") == 1 for option in ("--unit", "--around", "--backbone", "--since", "-o"))
    assert all(len(line) <= 80 for line in told.splitlines())


def test_articles_of_a_bipartite_graph_are_listed(run: Run, dated: str) -> None:
    """In the place of ties between actors."""
    printed = tables(run("graph", dated, "--articles"))
    assert "Strongest ties" not in printed
    assert printed["Articles with most actors"][:2] == [
        ["article", "title", "date", "source", "actors"],
        ["a1", "Drills begin", "2021-07-20", "TASS", "3"],
    ]


def test_graph_that_cannot_be_written(run: Run) -> None:
    """A missing folder is one line and exit 1."""
    result = run("graph", "news", "-o", "nowhere/g.graphml")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: nowhere/g.graphml: cannot be written")
    assert result.stderr.count("\n") == 1


def test_the_choices_are_those_of_the_graph() -> None:
    """--backbone offers every method, though the command does not load networkx to say so."""
    assert BACKBONES == tuple(Backbone)


def test_a_backbone_says_what_it_leaves(run: Run, place: Path) -> None:
    """Ties that chance explains go, their actors stay; what was there before is told."""
    articles = [f"The CSTO met Russia {number}. Tajikistan was calm." for number in range(20)]
    articles += [f"Emomali Rahmon spoke of Tajikistan for the {number}th time." for number in range(20)]
    articles.append("Once Tajikistan thanked the CSTO.")
    (place / "many.jsonl").write_text("".join(json.dumps({"id": f"m{n}", "text": text}) + "\n" for n, text in enumerate(articles)), "utf-8")
    result = run("graph", "many.jsonl", "--copies", *"--unit sentence --backbone significant --alpha 0.01 -o kept.json".split())
    assert "the backbone has 2 of 3 ties" in result.stderr
    kept = nx.node_link_graph(json.loads((place / "kept.json").read_text("utf-8")), edges="edges")
    assert {frozenset(tie) for tie in kept.edges} == {frozenset(("csto", "russia")), frozenset(("emomali-rahmon", "tajikistan"))}
    assert kept.number_of_nodes() == 4
