"""Archives: several processes, broken articles, files of mentions, and going on where a run was interrupted."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import networkx as nx
import pytest
from click.testing import Result

import registry
from registry.articles.corpus import Corpus
from registry.articles.entry import Entry
from registry.cli import making
from registry.cli.jobs import BATCH, worked
from registry.errors import ArticleError, WorkerError
from registry.graph.reading.load import read_graph

Run = Callable[..., Result]
Command = Callable[..., list[str]]

KILLS = 4
"""In the suite; `benchmarks/corpus_kills.py` does fifty."""


def archive(place: Path, count: int, *, name: str = "archive.jsonl", first: int = 0) -> Path:
    """Articles that name some of the registry, none a copy of another."""
    chance = random.Random(7)
    who = ("Emomali Rahmon", "The CSTO", "Russia", "Tajikistan", "Georgia", "Boris Okhlopkov")
    rows = []
    for number in range(first + count):
        told = [
            f"{chance.choice(who)} met {chance.choice(who)} {' '.join(f'w{chance.randrange(999)}' for _ in range(9))}." for _ in range(4)
        ]
        date = f"2021-{number % 12 + 1:02}"
        rows.append({"id": f"n{number}", "text": "\n\n".join((" ".join(told[:2]), " ".join(told[2:]))), "date": date, "source": "TASS"})
    path = place / name
    path.write_text("".join(json.dumps(row) + "\n" for row in rows[first:]), "utf-8")
    return path


def edges(path: Path) -> tuple[object, object, object]:
    """Everything that a graph holds."""
    graph = read_graph(path)
    assert graph.number_of_edges() > 5
    return dict(graph.nodes(data=True)), {frozenset(e[:2]): e[2] for e in graph.edges(data=True)}, graph.graph


# several processes


def test_several_processes_write_the_same(run: Run, place: Path) -> None:
    """More than fit into one batch, in their order, broken ones among them; a table is the same too."""
    path = archive(place, 3 * BATCH + 5)
    lines = path.read_text().splitlines()
    path.write_text("\n".join([*lines[:70], "nothing", *lines[70:150], '{"id": "x"}', *lines[150:]]) + "\n")
    one, two = run("annotate", "archive.jsonl", "-o", "1.jsonl"), run("annotate", "archive.jsonl", "-o", "2.jsonl", "--jobs", "2")
    assert one.exit_code == two.exit_code == 1
    assert (place / "1.jsonl").read_bytes() == (place / "2.jsonl").read_bytes()
    assert one.stderr.replace("1.jsonl", "") == two.stderr.replace("2.jsonl", "")
    written = [json.loads(line)["id"] for line in (place / "1.jsonl").read_text().splitlines()]
    assert written == [f"n{number}" for number in range(3 * BATCH + 5)]
    assert run("annotate", "news", "--jobs", "2").stdout == run("annotate", "news").stdout


def _die(_: registry.Registry, batch: Sequence[Entry]) -> list[str | ArticleError]:
    if any(entry.place.endswith(f":{BATCH + 3}") for entry in batch):
        os.kill(os.getpid(), signal.SIGKILL)
    return [entry.place for entry in batch]


def _fail(_: registry.Registry, batch: Sequence[Entry]) -> list[str | ArticleError]:
    raise ZeroDivisionError(batch[0].place)


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_a_process_that_dies_is_told(place: Path) -> None:
    """With the place, after what was done before it; nobody waits for ever."""
    corpus, reg = Corpus([archive(place, 3 * BATCH)]), registry.load("aliases.yaml")
    done = []
    with pytest.raises(WorkerError, match=rf"archive.jsonl:{BATCH + 1} to .*: a process died"):  # noqa: PT012
        for _, made in worked(corpus, _die, reg, "aliases.yaml", 1 + 1):
            done.append(made)
    assert done in ([], [f"{place / 'archive.jsonl'}:{number}" for number in range(1, BATCH + 1)])


def test_a_bug_in_a_process_keeps_its_traceback(place: Path) -> None:
    """It comes through as it was raised."""
    with pytest.raises(ZeroDivisionError, match=r"archive\.jsonl:1") as error:
        list(worked(Corpus([archive(place, 3)]), _fail, registry.load("aliases.yaml"), "aliases.yaml", 2))
    assert "_fail" in str(error.value.__cause__)


def test_a_slow_writer_holds_the_readers_up(place: Path) -> None:
    """Only so many entries are taken before anything is asked for."""
    taken = []

    def entries() -> object:
        for entry in Corpus([archive(place, 40 * BATCH)]):
            taken.append(entry)
            yield entry

    found = worked(entries(), making.lines, registry.load("aliases.yaml"), "aliases.yaml", 2)  # type: ignore[arg-type]
    next(found)
    assert len(taken) <= 8 * BATCH
    found.close()  # type: ignore[attr-defined]


# broken articles


BROKEN = (b"nothing", b'{"title": "x"}', b'{"text": 5}', b'{"text": "\\ud800"}', b'{"text": "\xff"}', b'{"text": "a", "date": "May"}')


@pytest.mark.parametrize(
    "args", [("annotate", "--json"), ("annotate",), ("graph",), ("annotate", "--unregistered"), ("graph", "--jobs", "2")]
)
def test_broken_articles_are_told_and_left_out(run: Run, place: Path, args: tuple[str, ...]) -> None:
    """All others are done; exit 1 says that not all could be."""
    good = archive(place, 12).read_bytes().splitlines()
    (place / "archive.jsonl").write_bytes(b"\n".join([*BROKEN[:3], *good, *BROKEN[3:]]))
    result = run(args[0], "archive.jsonl", *args[1:])
    told = [line for line in result.stderr.splitlines() if line.startswith("Error: ")]
    assert result.exit_code == 1
    assert [line.split(": ")[1] for line in told] == [f"archive.jsonl:{number}" for number in (1, 2, 3, 16, 17, 18)]
    assert result.stderr.splitlines()[-1] == "6 articles could not be read and were left out"
    (place / "archive.jsonl").write_bytes(b"\n".join(good))
    clean = run(args[0], "archive.jsonl", *args[1:])
    assert (clean.exit_code, clean.stdout) == (0, result.stdout)


# files of mentions


@pytest.mark.parametrize(
    "options", [(), ("--unit", "tokens", "--window", "12"), ("--unit", "sentence", "--demonyms"), ("--articles",), ("--copies",)]
)
@pytest.mark.parametrize("suffix", [".jsonl", ".parquet"])
def test_a_graph_from_mentions_is_that_from_the_articles(run: Run, place: Path, options: tuple[str, ...], suffix: str) -> None:
    """Node by node, tie by tie, evidence included, and what is printed; files of mentions and articles may be mixed."""
    archive(place, 20, name="old.jsonl")
    archive(place, 10, name="new.jsonl", first=20)
    copies = (place / "old.jsonl").read_text().splitlines()[:3]
    (place / "copies.jsonl").write_text(
        "".join(json.dumps({**json.loads(line), "id": f"c{n}", "date": "2020"}) + "\n" for n, line in enumerate(copies))
    )
    assert run("annotate", "old.jsonl", "copies.jsonl", "-o", f"mentions{suffix}").exit_code == 0
    read = run("graph", f"mentions{suffix}", "new.jsonl", "-o", "mixed.graphml", *options)
    again = run("graph", "old.jsonl", "copies.jsonl", "new.jsonl", "-o", "plain.graphml", *options)
    assert read.exit_code == again.exit_code == 0
    assert read.stdout == again.stdout
    assert edges(place / "mixed.graphml") == edges(place / "plain.graphml")
    assert (place / "mixed.graphml").read_bytes() == (place / "plain.graphml").read_bytes()


def test_mentions_are_not_annotated_again(run: Run, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The graph comes from the file alone."""
    run("annotate", "news", "-o", "mentions.jsonl")
    monkeypatch.setattr(registry.Registry, "annotate", lambda *_: pytest.fail("annotated"))
    assert run("graph", "mentions.jsonl").exit_code == 0


def test_merged_ids_are_followed_and_lost_ones_told(run: Run, place: Path) -> None:
    """A file of mentions may be older than the registry."""
    run("annotate", "news", "-o", "mentions.jsonl")
    text = (place / "mentions.jsonl").read_text("utf-8")
    (place / "mentions.jsonl").write_text(
        text.replace('"entity": "csto"', '"entity": "old-csto"').replace('"entity": "emomali-rahmon"', '"entity": "gone"')
    )
    (place / "aliases.yaml").write_text((place / "aliases.yaml").read_text("utf-8") + "redirects: {old-csto: csto}\n", "utf-8")
    result = run("graph", "mentions.jsonl", "-o", "g.csv")
    assert result.exit_code == 0
    assert "csto,tajikistan" in (place / "g.csv").read_text()
    assert "1 id of mentions in files not in the registry, such as gone; annotate their articles again" in result.stderr


def test_a_file_that_is_read_is_not_written(run: Run, place: Path) -> None:
    """The output would be its own input."""
    archive(place, 2)
    assert run("annotate", "archive.jsonl", "-o", "archive.jsonl").exit_code == 2
    assert run("annotate", "news", "-o", "news/one.txt").exit_code == 2


# going on


def interrupted(place: Path, after: int) -> bytes:
    """What a run that died after so many bytes has left; the output of one that did not."""
    whole = (place / "whole.jsonl").read_bytes()
    (place / "out.jsonl.part").write_bytes(whole[:after])
    return whole


def begun(run: Run, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole output, and the sidecar of a run that has died."""
    archive(place, 9)
    assert run("annotate", "archive.jsonl", "-o", "whole.jsonl").exit_code == 0
    with monkeypatch.context() as patch:
        patch.setattr(making, "to_row", _interrupt(4))
        result = run("annotate", "archive.jsonl", "-o", "out.jsonl")
    assert result.exit_code == 130
    assert result.stderr.endswith("interrupted after 4 articles; the same command with --resume goes on\n")
    assert not (place / "out.jsonl").exists()
    assert (place / "out.jsonl.part").read_bytes().count(b"\n") == 4


def _interrupt(after: int) -> Callable[[object], object]:
    from registry.articles.mention_file import to_row

    count = iter(range(after))

    def made(annotation: object) -> object:
        if next(count, None) is None:
            raise KeyboardInterrupt
        return to_row(annotation)  # type: ignore[arg-type]

    return made


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_going_on_gives_what_one_run_gives(run: Run, place: Path, monkeypatch: pytest.MonkeyPatch, jobs: str) -> None:
    """Wherever the output was torn, in a line, at its end, before the first or after the last."""
    begun(run, place, monkeypatch)
    sidecar = (place / "out.jsonl.part.json").read_text()
    size = (place / "whole.jsonl").stat().st_size
    for after in (0, 1, size // 3, size // 2, size - 1, size) if jobs == "1" else (size // 2,):
        whole = interrupted(place, after)
        (place / "out.jsonl.part.json").write_text(sidecar)
        assert run("annotate", "archive.jsonl", "-o", "out.jsonl", "--resume", "--jobs", jobs).exit_code == 0
        assert (place / "out.jsonl").read_bytes() == whole
        assert not list(place.glob("out.jsonl.*"))


def test_broken_articles_are_counted_over_all_runs(run: Run, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those before the place where it goes on too."""
    good = archive(place, 9).read_text()
    (place / "archive.jsonl").write_text("nothing\n" + good)
    assert run("annotate", "archive.jsonl", "-o", "whole.jsonl").exit_code == 1
    with monkeypatch.context() as patch:
        patch.setattr(making, "to_row", _interrupt(4))
        assert run("annotate", "archive.jsonl", "-o", "out.jsonl").exit_code == 130
    result = run("annotate", "archive.jsonl", "-o", "out.jsonl", "--resume")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: archive.jsonl:1: ")
    assert (place / "out.jsonl").read_bytes() == (place / "whole.jsonl").read_bytes()


def test_nothing_is_lost_or_mixed(run: Run, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An interrupted run is not written over, and neither another archive nor another registry goes on with it."""
    begun(run, place, monkeypatch)
    part = (place / "out.jsonl.part").read_bytes()
    again = ("annotate", "archive.jsonl", "-o", "out.jsonl")
    result = run(*again)
    assert (result.exit_code, "go on with --resume" in result.stderr) == (1, True)
    (place / "aliases.yaml").write_text((place / "aliases.yaml").read_text("utf-8") + "# changed\n", "utf-8")
    result = run(*again, "--resume")
    assert (result.exit_code, "begun with other registry files" in result.stderr) == (1, True)
    (place / "aliases.yaml").write_text((place / "aliases.yaml").read_text("utf-8").removesuffix("# changed\n"), "utf-8")
    with (place / "archive.jsonl").open("a") as file:
        file.write('{"text": "new"}\n')
    result = run(*again, "--resume")
    assert (result.exit_code, "begun with other articles" in result.stderr) == (1, True)
    (place / "out.jsonl.part.json").unlink()
    result = run(*again, "--resume")
    assert (result.exit_code, "nothing says of which run" in result.stderr) == (1, True)
    assert (place / "out.jsonl.part").read_bytes() == part


def test_a_last_line_of_another_article_is_refused(run: Run, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines that somebody took out are noticed."""
    begun(run, place, monkeypatch)
    lines = (place / "out.jsonl.part").read_bytes().splitlines(keepends=True)
    (place / "out.jsonl.part").write_bytes(b"".join(lines[1:]))
    result = run("annotate", "archive.jsonl", "-o", "out.jsonl", "--resume")
    assert (result.exit_code, "not the one at its place" in result.stderr) == (1, True)


@pytest.mark.parametrize(
    "args",
    [("news",), ("news", "-o", "x.parquet"), ("-", "-o", "x.jsonl"), ("news", "-o", "x.jsonl", "--unregistered"), ("news", "--json")],
)
def test_what_cannot_go_on_says_so(run: Run, place: Path, args: tuple[str, ...]) -> None:
    """Without a file, into Parquet, from standard input."""
    result = run("annotate", *args, "--resume")
    assert result.exit_code == 2
    assert "--resume" in result.stderr


def test_parquet_is_whole_or_not_there(run: Run, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An interrupted run leaves nothing."""
    pytest.importorskip("pyarrow")
    archive(place, 9)
    before = sorted(place.iterdir())
    with monkeypatch.context() as patch:
        patch.setattr(making, "to_row", _interrupt(4))
        assert run("annotate", "archive.jsonl", "-o", "out.parquet").exit_code == 130
    assert before == sorted(place.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_killed_at_any_moment(command: Command, place: Path, jobs: str) -> None:
    """However often it dies, the output is that of an undisturbed run, byte for byte."""
    archive(place, 800)
    subprocess.run(command("annotate", "archive.jsonl", "-o", "whole.jsonl"), check=True, capture_output=True)
    again = command("annotate", "archive.jsonl", "-o", "out.jsonl", "--resume", "--jobs", jobs)
    chance, killed = random.Random(int(jobs)), 0
    while True:
        process = subprocess.Popen(again, stderr=subprocess.DEVNULL)
        if killed < KILLS:
            part = place / "out.jsonl.part"
            grown = part.stat().st_size if part.exists() else 0
            while process.poll() is None and (part.stat().st_size if part.exists() else 0) <= grown:
                time.sleep(0.01)
            time.sleep(chance.random() / 10)
            process.kill()
            killed += 1
        if process.wait(120) == 0:
            break
    assert killed >= 1
    assert (place / "out.jsonl").read_bytes() == (place / "whole.jsonl").read_bytes()
    assert not list(place.glob("out.jsonl.*"))


@pytest.mark.skipif(sys.platform == "win32", reason="signals are another thing there")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_says_how_to_go_on(command: Command, place: Path, jobs: str) -> None:
    """Exit 130, no traceback, of no process."""
    archive(place, 4000)
    go = command("annotate", "archive.jsonl", "-o", "out.jsonl", "--jobs", jobs)
    process = subprocess.Popen(go, stderr=subprocess.PIPE, start_new_session=True)
    while not (part := place / "out.jsonl.part").exists() or not part.stat().st_size:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    _, talk = process.communicate(timeout=60)
    assert process.returncode == 130
    assert talk.decode().endswith("; the same command with --resume goes on\n")
    assert talk.count(b"\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no process groups there")
def test_no_process_outlives_the_one_that_began_it(command: Command, place: Path) -> None:
    """However that ended."""
    archive(place, 4000)
    go = command("annotate", "archive.jsonl", "-o", "out.jsonl", "--jobs", "2")
    process = subprocess.Popen(go, stderr=subprocess.DEVNULL, start_new_session=True)
    while not (part := place / "out.jsonl.part").exists() or not part.stat().st_size:
        time.sleep(0.05)
    process.kill()
    process.wait()
    deadline = time.monotonic() + 30
    while _lives(process.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _lives(process.pid)


def _lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_gists_are_what_the_library_makes(place: Path) -> None:
    """The command and `Registry.cooccurrence` give one graph."""
    from registry.graph.counting.actors import Casting
    from registry.graph.counting.gist import Reader

    reg, corpus = registry.load("aliases.yaml"), Corpus([archive(place, 20)])
    plain = reg.cooccurrence([reg.annotate(entry.article()) for entry in corpus])
    noted = worked(corpus, partial(making.gists, reader=Reader(Casting(reg.entities), copies_once=True)), reg, "aliases.yaml", 1)
    gists = reg.cooccurrence(made.gist for _, made in noted if isinstance(made, making.Noted))
    assert nx.utils.graphs_equal(plain, gists)
