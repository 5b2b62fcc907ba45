"""The history of decisions: it holds who, when and why, makes the registry again, survives merges in git and what a crash leaves."""

import random
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from made_files import TEXTS, made

from registry.errors import EditError, RegistryError, RegistryFileError
from registry.records import EntityType
from registry.review.apply import apply_queue
from registry.review.check import check
from registry.review.history import Entry, append, effective, history_path, read_history, time_after
from registry.review.items import Decision, Item, ItemKind, Queue, Snippet, Verb
from registry.review.replay import replay
from registry.review.undo import undo
from registry.store.load import read_text

NOON = datetime(2021, 7, 20, 12, tzinfo=UTC)
SEQUENCES = 1000
ROUNDS = 50
"""Parameters of the test, so that a failure names fifty files and not a thousand."""

REGISTRY = """\
version: 1
entities:

  # a comment
  emomali-rahmon:
    name: Emomali Rahmon
    type: person
    aliases:
      - Emomali Rehmon     # as his office spells it
      - {text: Rahmon, kind: surname}

  csto:
    name: Collective Security Treaty Organization
    type: organization
"""


def item(decision: str, *forms: str, because: str = "", type: EntityType | None = None, evidence: str = "e") -> Item:
    """An item of a queue with the decision on it."""
    verb, _, entity = decision.partition(" ")
    said = Decision(Verb(verb), entity or None, because)
    texts = tuple(Snippet("one", f"… {form} …") for form in forms)
    return Item(f"key: {forms[0]}", ItemKind.UNREGISTERED, forms[0], type, dict.fromkeys(forms, 1), 1, 0, texts, (), evidence, said)


def queue(*items: Item) -> Queue:
    return Queue("aliases.yaml", items, "queue.yaml")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "aliases.yaml").write_text(REGISTRY, "utf-8")
    return tmp_path / "aliases.yaml"


def text_of(path: Path) -> str:
    return path.read_bytes().decode()


def drawn(rng: random.Random, ids: list[str], number: int) -> Item:
    """Some decision, on forms that may be there already."""
    forms = [rng.choice(TEXTS) + rng.choice(["", " II", " 9"]) for _ in range(rng.randint(1, 3))]
    verb = rng.choice(["same", "same", "same", "weak", "different", "new", "unsure"])
    entity = {"new": f" n{number}", "unsure": ""}.get(verb, f" {rng.choice(ids)}")
    type = rng.choice([EntityType.PERSON, EntityType.GROUP])
    return item(verb + entity, *dict.fromkeys(forms), because=rng.choice(TEXTS), type=type, evidence=str(number))


@pytest.mark.parametrize("first", range(0, SEQUENCES, ROUNDS))
def test_a_history_makes_the_same_registry_again(first: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Decisions and undoings at random on any file: the history replays to the byte, and undoing all of it restores the file."""
    monkeypatch.setattr("registry.review.apply.unknown_problems", lambda path, before, after: [])  # files of this kind are full of them
    done = 0
    for seed in range(first, first + ROUNDS):
        rng = random.Random(seed)
        path = tmp_path / f"{seed}.yaml"
        path.write_bytes(made(rng).encode())
        began = text_of(path)
        name = str(path)
        for number in range(6):
            before = text_of(path)
            ids = [entity.id for entity in read_text(before.removeprefix("\ufeff"), name).entities]
            try:
                if rng.random() < 0.3:
                    undo(path, by="B", clock=lambda: NOON, last=rng.randint(1, 2))
                else:
                    wanted = queue(*(drawn(rng, ids, number * 10 + step) for step in range(rng.randint(1, 3))))
                    apply_queue(path, wanted, by="A", clock=lambda: NOON, overrule=rng.choice(["", "I know better"]))
                done += 1
            except RegistryError:
                assert text_of(path) == before
        entries = read_history(history_path(path))
        assert replay(entries, {name: began}) == {name: text_of(path)}
        rng.shuffle(entries)
        assert replay(entries, {name: began}) == {name: text_of(path)}
        if effective(entries):
            undo(path, by="B", clock=lambda: NOON, last=99)
        assert text_of(path) == began
    assert done > ROUNDS


def test_a_line_says_who_when_why_and_from_where(path: Path) -> None:
    """What a reviewer asks of a decision stands in its line, and reads back as it was written."""
    apply_queue(path, queue(item("different csto", "CTO", because="an officer")), by="Zarina", clock=lambda: NOON)
    (entry,) = read_history(history_path(path))
    assert (entry.by, entry.when, entry.verb, entry.entity) == ("Zarina", "2021-07-20T12:00:00.000Z", "different", "csto")
    assert (entry.because, entry.articles, entry.forms) == ("an officer", ("one",), ("CTO",))
    assert f'"id": "{entry.id}"' in Path(history_path(path)).read_text("utf-8")


def test_times_follow_each_other_even_if_a_clock_does_not(path: Path) -> None:
    """A clock set back does not put a later decision before an earlier one."""
    apply_queue(path, queue(item("same csto", "ODKB")), by="A", clock=lambda: NOON)
    apply_queue(path, queue(item("same csto", "OTSC")), by="A", clock=lambda: NOON - timedelta(days=9))
    assert [entry.forms for entry in read_history(history_path(path))] == [("ODKB",), ("OTSC",)]
    assert time_after(NOON - timedelta(1), read_history(history_path(path))) == "2021-07-20T12:00:00.002Z"


def test_half_a_line_of_a_crash_is_not_read_and_goes_with_the_next(tmp_path: Path) -> None:
    """A line that lost its end was never said; what is added later stands on a line of its own."""
    name = str(tmp_path / "history.jsonl")
    one, two = Entry("2021-07-20T12:00:00.000Z", "A", "unsure"), Entry("2021-07-20T12:00:01.000Z", "A", "unsure")
    append(name, [one])
    with open(name, "ab") as file:
        file.write(b'{"id": "x", "when": "2021')
    assert read_history(name) == [one]
    append(name, [two])
    assert read_history(name) == [one, two]
    Path(name).write_bytes(Path(name).read_bytes().rstrip(b"\n"))
    append(name, [one])
    assert read_history(name) == [one, two]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("<<<<<<< HEAD", ":1:1: git left a conflict here"),
        ('{"when": 1}', "restore it from git"),
        ("[]", "restore it"),
        ("\x00", "restore it"),
    ],
)
def test_what_is_no_decision_is_told_with_its_place(tmp_path: Path, line: str, said: str) -> None:
    """A damaged history is never taken for a shorter one."""
    (tmp_path / "history.jsonl").write_text(line + "\n", "utf-8")
    with pytest.raises(EditError, match=f"history.jsonl:1:1: .*{said.removeprefix(':1:1: ')}"):
        read_history(str(tmp_path / "history.jsonl"))


# Two branches.


def git(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main", "-c", "commit.gpgsign=false"]
    return subprocess.run(["git", *who, *arguments], cwd=folder, capture_output=True, encoding="utf-8", check=False)


def two_branches(path: Path, ours: Item, theirs: Item) -> "subprocess.CompletedProcess[str]":
    """Apply a decision on each of two branches and merge them."""
    folder = path.parent
    (folder / ".gitattributes").write_text("*history.jsonl merge=union\n")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "begin")
    git(folder, "checkout", "-qb", "theirs")
    apply_queue(path, queue(theirs), by="B", clock=lambda: NOON)
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "theirs")
    git(folder, "checkout", "-q", "main")
    apply_queue(path, queue(ours), by="A", clock=lambda: NOON + timedelta(minutes=1))
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "ours")
    return git(folder, "merge", "-q", "--no-edit", "theirs")


MERGES = {
    "one entity": (item("same emomali-rahmon", "Imomali Rehmon"), item("same emomali-rahmon", "Imam Ali Rehmon"), []),
    "two entities": (
        item("new unhcr", "UNHCR", type=EntityType.ORGANIZATION),
        item("new unama", "UNAMA", type=EntityType.ORGANIZATION),
        [("missing-field", "entity 'unhcr' has no 'type'; add it")],  # the last line of both entities is one to git
    ),
    "one entity twice": (
        item("new unhcr", "UNHCR", type=EntityType.ORGANIZATION),
        item("new unhcr", "UNHCR office", "UNHCR", type=EntityType.ORGANIZATION),
        [("duplicate-key", "'name' is given twice; keep one")],
    ),
}


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize("case", MERGES)
def test_both_sides_add_at_one_place(path: Path, case: str) -> None:
    """Git asks about the registry and merges the history; `check` names the conflict, and what is wrong if both sides' lines are kept.

    Whatever became of the registry, the history has both decisions: one side's file with the other's queue applied again is whole.
    """
    ours, theirs, wrong = MERGES[case]
    assert two_branches(path, ours, theirs).returncode == 1
    assert git(path.parent, "diff", "--name-only", "--diff-filter=U").stdout.split() == ["aliases.yaml"]
    problems = [problem for problem in check(path).problems if problem.severity == "error"]
    assert [problem.message[:25] for problem in problems] == ["git left a conflict here;"]
    assert text_of(path).split("\n")[problems[0].source.line - 1].startswith("<<<<<<< HEAD")
    entries = read_history(history_path(path))
    assert [(entry.by, entry.name) for entry in entries] == [("B", theirs.name), ("A", ours.name)]

    kept = "".join(line for line in text_of(path).splitlines(keepends=True) if line[:7] not in {"<<<<<<<", "=======", ">>>>>>>"})
    path.write_text(kept, "utf-8")
    found = [(problem.rule, problem.message) for problem in check(path).problems if problem.severity == "error"]
    assert found[:1] == wrong
    if wrong:
        git(path.parent, "checkout", "--ours", "aliases.yaml")
        if case == "one entity twice":
            with pytest.raises(RegistryFileError, match=r"the id 'unhcr' is taken .*; write 'same unhcr'"):
                apply_queue(path, queue(item("new unhcr", "Refugees", type=EntityType.GROUP)), by="A", clock=lambda: NOON)
            return
        apply_queue(path, queue(theirs), by="A", clock=lambda: NOON)
    assert [problem for problem in check(path).problems if problem.severity == "error"] == []
    name = str(path)
    again = read_text(replay(entries, {name: REGISTRY})[name], name).entities
    now = read_text(text_of(path), name).entities
    assert {(one.id, one.name, frozenset(one.aliases)) for one in again} == {(one.id, one.name, frozenset(one.aliases)) for one in now}


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_decision_of_another_branch_is_undone(path: Path) -> None:
    """After a merge the rows of the other side stand beside; one's own row is taken out by itself."""
    ours, theirs, _ = MERGES["one entity"]
    two_branches(path, ours, theirs)
    kept = "".join(line for line in text_of(path).splitlines(keepends=True) if line[:7] not in {"<<<<<<<", "=======", ">>>>>>>"})
    path.write_text(kept, "utf-8")
    entry = read_history(history_path(path))[0]
    undo(path, entry.id, by="A", clock=lambda: NOON)
    assert theirs.name not in text_of(path)
    assert ours.name in text_of(path)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_both_sides_decide_the_same(path: Path) -> None:
    """The same row on both sides merges by itself, and the history has both decisions; made again they are one row."""
    ours = item("same csto", "ODKB")
    assert two_branches(path, ours, ours).returncode == 0
    entries = read_history(history_path(path))
    assert [entry.by for entry in entries] == ["B", "A"]
    assert replay(entries, {str(path): REGISTRY}) == {str(path): text_of(path)}
    done = apply_queue(path, queue(ours), by="C", clock=lambda: NOON)
    assert (done.steps, done.changes, done.entries) == ((), (), ())
