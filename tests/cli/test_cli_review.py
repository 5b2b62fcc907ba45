"""`registry suggest` and `registry review`: a queue made from articles, decided with keys, nothing lost on the way."""

import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from registry.cli.review import _Session
from registry.review.history import UNDO, Entry, append
from registry.review.items import Queue
from registry.review.queue import read_queue
from registry.store import load_entities

Run = Callable[..., Result]

NEWS = "Mr Emomali Rakhmon spoke. Mr Boris Okhlopkov listened. They flew to Georgia.\n"


@pytest.fixture
def queue(run: Run, place: Path) -> Path:
    """Three questions: a new spelling, an ambiguous place, an unknown man, in the order of their keys."""
    (place / "one.txt").write_text(NEWS, "utf-8")
    assert run("suggest", "one.txt", "-o", "queue.yaml").exit_code == 0
    return place / "queue.yaml"


def decisions(path: Path) -> list[tuple[str, str]]:
    """Names with what was decided."""
    return [(item.name, str(item.decision) if item.decision else "") for item in read_queue(str(path)).items]


# suggest


def test_suggest_writes_a_queue_and_a_table(run: Run, place: Path) -> None:
    """The questions in the file; how many of each kind on standard output; what is to be decided on standard error."""
    (place / "one.txt").write_text(NEWS, "utf-8")
    result = run("suggest", "one.txt", "-o", "queue.yaml")
    assert [line.split("\t") for line in result.stdout.splitlines()] == [
        ["unregistered", "1", "0", "1", "1"],
        ["new spelling", "1", "0", "1", "1"],
        ["ambiguous", "1", "0", "1", "1"],
        ["conflict", "0", "0", "0", "0"],
    ]
    assert (result.exit_code, result.stderr) == (0, "wrote queue.yaml: 3 items, 3 to decide\n")
    read: Queue = read_queue("queue.yaml")
    assert read.registry == "aliases.yaml"
    assert {item.name for item in read.items} == {"Emomali Rakhmon", "Georgia", "Boris Okhlopkov"}


def test_suggest_prints_the_queue(run: Run, queue: Path) -> None:
    """The same YAML on standard output, and no table in it."""
    assert run("suggest", "one.txt", "-o", "-").stdout == queue.read_text("utf-8")


def test_suggest_again_keeps_decisions(run: Run, queue: Path, place: Path) -> None:
    """The decided items stay, even those that the articles read now do not have; a limit counts what is undecided."""
    text = queue.read_text("utf-8")
    queue.write_text(re.sub(r"(name: Boris Okhlopkov\n(?:.*\n)*?    decision:)", r"\1  NEW boris-okhlopkov", text), "utf-8")
    (place / "two.txt").write_text("Mr Anton Zimin met Mr Emomali Rakhmon.\n", "utf-8")
    result = run("suggest", "two.txt", "-o", "queue.yaml", "--limit", "1")
    assert result.stderr == "wrote queue.yaml: 2 items, 1 to decide\n"
    assert ("Boris Okhlopkov", "new boris-okhlopkov") in decisions(queue)


def test_suggest_stops_at_a_slip_in_the_queue(run: Run, queue: Path) -> None:
    """A decision that cannot be read is not overwritten."""
    queue.write_text(queue.read_text("utf-8").replace("\n    decision:", "\n    decision: smae csto", 1), "utf-8")
    before = queue.read_bytes()
    result = run("suggest", "one.txt", "-o", "queue.yaml")
    assert result.exit_code == 1
    assert re.fullmatch(r"Error: queue\.yaml:\d+:15: 'smae csto' is no decision; did you mean 'same'\?.*\n", result.stderr)
    assert before == queue.read_bytes()


@pytest.mark.parametrize("named", [True, False])
def test_suggest_reads_what_was_rejected(run: Run, queue: Path, named: bool) -> None:
    """A history beside the registry, or the one named; what was undone is asked again."""
    item = next(item for item in read_queue(str(queue)).items if item.name == "Georgia")
    said = Entry("2026-01-01T00:00:00.000Z", "Ann", "unsure", key=item.key, evidence=item.evidence)
    history = queue.parent / ("said.jsonl" if named else "aliases.history.jsonl")
    append(str(history), [said])
    option = ["--history", "said.jsonl"] if named else []
    assert "name: Georgia" not in run("suggest", "one.txt", "-o", "-", *option).stdout
    append(str(history), [Entry("2026-01-02T00:00:00.000Z", "Ann", UNDO, undoes=said.id)])
    assert "name: Georgia" in run("suggest", "one.txt", "-o", "-", *option).stdout
    history.write_text("<<<<<<<\n", "utf-8")
    assert f"{history.name}:1:1: git left a conflict here" in run("suggest", "one.txt", "-o", "-", *option).stderr


# review


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("q", {}),
        ("", {}),
        ("1q", {0: "first"}),
        ("uuuq", {0: "unsure", 1: "unsure", 2: "unsure"}),
        ("u u", {0: "unsure", 2: "unsure"}),
        ("  pu", {1: "unsure"}),
        ("uuz", {0: "unsure"}),
        ("uzzu", {0: "unsure"}),
        ("9x", {}),
        ("UQ", {0: "unsure"}),
    ],
)
def test_keys(run: Run, queue: Path, keys: str, expected: dict[int, str]) -> None:
    """Each key does what it says, and what was decided is in the file when the reviewer has gone."""
    items = read_queue(str(queue)).items
    wanted = [
        (item.name, f"same {item.options[0].entity}" if expected.get(at) == "first" else expected.get(at, ""))
        for at, item in enumerate(items)
    ]
    result = run("review", "queue.yaml", stdin=keys)
    assert result.exit_code == 0
    assert wanted == decisions(queue)


def at(queue: Path, name: str) -> str:
    """The keys that lead to an item."""
    return " " * [item.name for item in read_queue(str(queue)).items].index(name)


@pytest.mark.parametrize(
    ("name", "keys", "decision", "because"),
    [
        ("Emomali Rakhmon", "a", "same emomali-rahmon", ""),
        ("Emomali Rakhmon", "w", "weak emomali-rahmon", ""),
        ("Emomali Rakhmon", "rhis son\r", "different emomali-rahmon", "his son"),
        ("Emomali Rakhmon", "r\rq", "", ""),
        ("Boris Okhlopkov", "a", "", ""),
        ("Boris Okhlopkov", "n\r", "new boris-okhlopkov", ""),
        ("Boris Okhlopkov", "nokhlopkov\r", "new okhlopkov", ""),
        ("Boris Okhlopkov", "nCSTO\r", "", ""),
        ("Boris Okhlopkov", "nno id\r", "", ""),
        ("Boris Okhlopkov", "eCSTO\r", "same csto", ""),
        ("Boris Okhlopkov", "ecstoo\r", "", ""),
        ("Georgia", "r2nowhere near\r", "different {1}", "nowhere near"),
        ("Georgia", "2", "same {1}", ""),
        ("Georgia", "w3", "", ""),
    ],
)
def test_each_answer(run: Run, queue: Path, name: str, keys: str, decision: str, because: str) -> None:
    """The decision in the file, with its reason; what cannot be is not written."""
    run("review", "queue.yaml", stdin=_as_typed(at(queue, name) + keys))
    item = next(item for item in read_queue(str(queue)).items if item.name == name)
    wanted = decision.format(*(option.entity for option in item.options))
    assert (wanted, because) == (str(item.decision or ""), item.decision.because if item.decision else "")


def _as_typed(keys: str) -> str:
    """A line's end as the runner's input has it."""
    return keys.replace("\r", "\n")


def test_a_reviewer_goes_on_where_they_left(run: Run, queue: Path) -> None:
    """The first screen is the first undecided item; when all are decided it says so."""
    names = [name for name, _ in decisions(queue)]
    run("review", "queue.yaml", stdin="uq")
    result = run("review", "queue.yaml", stdin="q")
    assert result.stdout.startswith("2 of 3 · 2 to decide")
    assert names[1] in result.stdout
    run("review", "queue.yaml", stdin="uu")
    assert "every item is decided" in run("review", "queue.yaml", stdin="q").stdout


def test_only_the_lines_of_the_decision_change(run: Run, queue: Path) -> None:
    """Comments and everything else that editors did to the file stay byte for byte."""
    text = queue.read_text("utf-8").replace("    kind:", "    # Anna looks at it\n    kind:").replace("\n", "\r\n")
    queue.write_bytes(text.encode())
    run("review", "queue.yaml", stdin="u")
    assert queue.read_bytes().decode() == text.replace("decision:\r", "decision: unsure\r", 1)
    run("review", "queue.yaml", stdin="")
    run("review", "queue.yaml", stdin="puzz")
    assert queue.read_bytes().decode().count("unsure\r") == 1


def test_two_reviewers_at_one_queue(queue: Path, place: Path) -> None:
    """What the other has decided since is shown and not written over."""
    first, second = (_Session("queue.yaml", read_queue("queue.yaml"), load_entities("aliases.yaml"), False) for _ in range(2))
    second._press("u")
    before = decisions(queue)
    first._typed = "somebody\r"
    first._press("n")
    assert "decided meanwhile: unsure" in first._said
    assert before == decisions(queue)
    assert [str(item.decision or "") for item in first.items] == [said for _, said in before]


def test_blind_hides_scores_and_order(run: Run, queue: Path) -> None:
    """No score, no bits, no first candidate, and the same order each time."""
    there = at(queue, "Georgia")
    seeing = run("review", "queue.yaml", stdin=there).stdout
    blind, again = (run("review", "queue.yaml", "--blind", stdin=there + "a").stdout for _ in range(2))
    assert blind == again
    assert re.search(r"\d\.\d{3}", seeing)
    assert not re.search(r"\d\.\d{3}|bits\)", blind)
    assert "accept one by its number" in blind


def test_review_checks_the_queue_first(run: Run, queue: Path) -> None:
    """Slips of an editor are told with their places before any question."""
    queue.write_text(queue.read_text("utf-8").replace("\n    decision:", "\n    decision: yes", 1), "utf-8")
    result = run("review", "queue.yaml", stdin="u")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "'yes' is no decision" in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are those of Unix")
def test_in_a_terminal(command: Callable[..., list[str]], queue: Path) -> None:
    """Real keys on a real terminal: arrows, a reason with its line editing, and a killed terminal loses nothing."""
    import pty

    names = [name for name, _ in decisions(queue)]
    parent, child = pty.openpty()
    process = subprocess.Popen(command("review", "queue.yaml"), stdin=child, stdout=child, stderr=child, start_new_session=True)
    os.close(child)

    def until(shown: str) -> None:
        seen = b""
        last = time.monotonic() + 30
        while shown.encode() not in seen:
            assert time.monotonic() < last, seen.decode(errors="replace")
            if select.select([parent], [], [], 1)[0]:
                seen += os.read(parent, 65536)
        time.sleep(0.2)  # the terminal is told to hand over single keys after the screen is drawn

    until("quit")
    os.write(parent, b"\x1b[C")
    until("quit")
    os.write(parent, b"u")
    until("quit")
    assert decisions(queue) == [(name, "unsure" if name == names[1] else "") for name in names]
    process.kill()
    process.wait(30)
    os.close(parent)
    assert decisions(queue)[1] == (names[1], "unsure")
