"""Decisions applied: the loop on the five articles, what contradicts, what is told before and after, and what a crash leaves behind."""

import difflib
import os
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import registry
from registry.articles.read import read_articles
from registry.cli.main import cli
from registry.edits import RemoveAlias
from registry.errors import EditError, RegistryFileError
from registry.records import EntityType
from registry.review.apply import apply_queue
from registry.review.history import effective, history_path, read_history
from registry.review.items import Decision, Item, ItemKind, Queue, Snippet, Verb
from registry.review.queue import read_queue, write_queue
from registry.review.suggest import suggest
from registry.review.undo import undo

ROOT = Path(__file__).parents[2]
NOON = datetime(2021, 7, 20, 12, tzinfo=UTC)

REGISTRY = """\
version: 1
redirects:
  odkb: csto
entities:

  emomali-rahmon:
    name: Emomali Rahmon
    type: person
    aliases:
      - Emomali Rehmon     # as his office spells it
      - {text: Rahmon, kind: surname}
    never:
      - {text: Rustam Emomali, because: his son}

  csto:
    name: Collective Security Treaty Organization
    type: organization
    aliases: [{text: CSTO, kind: acronym}]

  cis:
    name: Commonwealth of Independent States
    type: organization
    aliases:
      - The Commonwealth
"""


def item(decision: str, *forms: str, because: str = "", type: EntityType | None = None, key: str = "") -> Item:
    verb, _, entity = decision.partition(" ")
    said = Decision(Verb(verb), entity or None, because)
    texts = tuple(Snippet("one", f"… {form} …") for form in forms)
    return Item(key or f"key: {forms[0]}", ItemKind.UNREGISTERED, forms[0], type, dict.fromkeys(forms, 1), 1, 0, texts, (), "e", said)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("REGISTRY_FILE", raising=False)
    (tmp_path / "aliases.yaml").write_text(REGISTRY, "utf-8")
    return Path("aliases.yaml")


def applied(path: Path, *items: Item, overrule: str = "", by: str = "A", dry_run: bool = False):
    """Apply items as if they came from a queue's file."""
    write_queue(Queue("aliases.yaml", items), "queue.yaml")
    return apply_queue(path, read_queue("queue.yaml"), by=by, clock=lambda: NOON, overrule=overrule, dry_run=dry_run)


def lines_changed(old: str, new: str) -> list[str]:
    return [line for line in difflib.ndiff(old.splitlines(), new.splitlines()) if line[:1] in "+-"]


# The loop.

TEN = {
    "CSTO": "same csto",
    "ISIS": "same isis",
    "ANI": "same ani",
    "Kharb-Maidon": "same harb-maidon",
    "Melon Meydan": "same harb-maidon",
    "Hohon": "same khwahan",
    "Pajhwok News": "same pajhwok",
    "RadioFree Liberty": "same rferl",
    "Kyrgyz Republic": "same kyrgyzstan",
    "Maimay": "same maimay",
}
"""Forms of the five articles that one alias alone explains, and what an editor decides about them."""


def quality(reg: registry.Registry, articles: list[registry.Article]) -> dict[str, list[tuple[int, int, str | None, str | None]]]:
    """Every link of the articles."""
    read = map(reg.annotate, articles)
    return {one.article.id: [(m.start, m.end, m.entity_id, m.stands_for) for m in one.mentions if m.entity_id] for one in read}


def answer(item: Item) -> Decision | None:
    if item.name not in TEN:
        return None
    verb, entity = TEN[item.name].split()
    return Decision(Verb(verb), entity)


def test_the_loop_on_the_five_articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten aliases deleted, suggested, decided and applied: only the intended lines differ, quality is back, undo restores the bytes."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "aliases.yaml"
    articles = list(read_articles([str(ROOT / "seeds")]))
    before = registry.load(ROOT / "aliases.yaml")
    expected = quality(before, articles)
    path.write_bytes((ROOT / "aliases.yaml").read_bytes())
    registry.edit(path, *(RemoveAlias(decision.split()[1], form) for form, decision in TEN.items()))
    poor = path.read_bytes()
    reg = registry.load(path)
    assert sum(len(mentions) for mentions in quality(reg, articles).values()) <= sum(map(len, expected.values())) - len(TEN)

    items = suggest(reg, map(reg.annotate, articles))
    decided = [replace(item, decision=answer(item)) for item in items]
    assert {item.name for item in decided if item.decision} == {*TEN}
    write_queue(Queue("aliases.yaml", tuple(decided)), "queue.yaml")
    done = apply_queue(path, read_queue("queue.yaml"), by="Editor", clock=lambda: NOON)
    assert len(done.steps) == len(TEN)
    changed = lines_changed(poor.decode(), path.read_text("utf-8"))
    assert sorted(re.sub(r"^\+ +- (?:{text: )?([^,}]+).*", r"\1", line) for line in changed) == sorted(TEN)
    again = registry.load(path)
    assert quality(again, articles) == expected

    assert apply_queue(path, read_queue("queue.yaml"), by="Editor", clock=lambda: NOON).changes == ()
    undo(path, by="Editor", clock=lambda: NOON)
    assert path.read_bytes() == poor


# What is made of a decision.


@pytest.mark.parametrize(
    ("decided", "lines"),
    [
        pytest.param(
            item("same emomali-rahmon", "Rakhmon", "Emomali Rakhmon", "EMOMALI REHMON"),
            ["+       - {text: Emomali Rakhmon, source: one}", "+       - {text: Rakhmon, kind: surname, source: one}"],
            id="the forms that are lacking, each behind its like",
        ),
        pytest.param(
            item("same cis", "СНГ", "Содружество", "Содружеством"),
            ["+       - {text: СНГ, kind: acronym, source: one}", "+       - {text: Содружество, source: one}"],
            id="an acronym, and no inflected form",
        ),
        pytest.param(item("weak cis", "the grouping"), ["+       - {text: the grouping, weak: true, source: one}"], id="weak"),
        pytest.param(item("same odkb", "ODKB"), ["- ", "+ "], id="an id that was merged"),
        pytest.param(
            item("different cis", "CIS Bank", because="a bank"),
            ["+     never:", "+       - {text: CIS Bank, because: a bank}"],
            id="different",
        ),
        pytest.param(
            item("new unhcr", "UN refugee agency", "UNHCR", type=EntityType.ORGANIZATION),
            [
                "+ ",
                "+   unhcr:",
                "+     name: UN refugee agency",
                "+     type: organization",
                "+     aliases:",
                "+       - {text: UNHCR, kind: acronym, source: one}",
            ],
            id="new",
        ),
        pytest.param(item("unsure", "Rustam"), [], id="unsure"),
    ],
)
def test_a_decision_becomes_the_lines_it_should(path: Path, decided: Item, lines: list[str]) -> None:
    """A dry run tells the change and makes none; applied twice it is made once; undone, the file is as it was."""
    shown = applied(path, decided, dry_run=True)
    assert (path.read_text("utf-8"), os.path.exists(history_path(path))) == (REGISTRY, False)
    done = applied(path, decided)
    assert done.changes == shown.changes
    changed = [line for line in lines_changed(REGISTRY, path.read_text("utf-8")) if "?" not in line[:1]]
    assert [line[:2] for line in changed] == lines if lines[:1] == ["- "] else changed == lines
    again = applied(path, decided, by="somebody else")
    assert (again.steps, again.known, again.changes) == ((), 1, ())
    assert len(read_history(history_path(path))) == 1
    undo(path, by="A", clock=lambda: NOON)
    assert path.read_text("utf-8") == REGISTRY
    assert effective(read_history(history_path(path))) == []
    assert applied(path, decided).changes == done.changes


def test_a_decision_without_a_new_line_is_remembered_once(path: Path) -> None:
    """What the registry has already is no change, and still somebody's word; other evidence makes it another decision."""
    assert applied(path, item("same csto", "CSTO")).changes == ()
    assert applied(path, item("same csto", "CSTO")).steps == ()
    assert len(applied(path, replace(item("same csto", "CSTO"), evidence="more")).steps) == 1


# Contradictions.

BEFORE = {
    "different": item("different csto", "Collective Treaty", because="another treaty"),
    "same": item("same csto", "Tashkent Pact"),
}


@pytest.mark.parametrize(
    ("decided", "said", "rows"),
    [
        (
            item("same emomali-rahmon", "Rustam Emomali"),
            "emomali-rahmon is never 'Rustam Emomali', because: his son (aliases.yaml:13:9); decide otherwise",
            ["+ ", "- ", "- "],
        ),
        (
            item("same csto", "Collective Treaty", key="again"),
            "csto is never 'Collective Treaty', because: another treaty (aliases.yaml:",
            ["- ", "+ ", "- ", "- "],
        ),
        (
            item("different csto", "Tashkent Pact", because="no"),
            "'Tashkent Pact' is an alias of csto (aliases.yaml:18:44), said by A on 2021-07-20; decide otherwise",
            ["- ", "+ ", "+ "],
        ),
        (
            item("different emomali-rahmon", "Emomali Rehmon", because="no"),
            "'Emomali Rehmon' is an alias of emomali-rahmon (aliases.yaml:10:9); decide otherwise",
            ["- ", "+ "],
        ),
        (
            item("same csto", "the commonwealth"),
            "'the commonwealth' is an alias of cis (aliases.yaml:26:9); decide 'same cis', or 'weak csto' if both bear it",
            ["- ", "+ "],
        ),
    ],
)
def test_what_contradicts_is_refused_with_its_place_or_overruled_with_a_reason(
    path: Path, decided: Item, said: str, rows: list[str]
) -> None:
    """The problem stands at the item of the queue and names the row or the decision that it contradicts; nothing is written."""
    applied(path, *BEFORE.values())
    before = path.read_text("utf-8")
    with pytest.raises(RegistryFileError) as refused:
        applied(path, decided)
    (problem,) = refused.value.problems
    assert re.fullmatch(r"queue.yaml:\d+:5", str(problem.source))
    assert said in problem.message
    assert path.read_text("utf-8") == before
    applied(path, decided, overrule="seen in their own statute")
    assert [line[:2] for line in lines_changed(before, path.read_text("utf-8")) if line[0] != "?"] == rows
    entry = read_history(history_path(path))[-1]
    assert entry.overruled_because == "seen in their own statute"
    assert said.split(";")[0].split(" (aliases")[0] in entry.overrules[0]
    undo(path, by="A", clock=lambda: NOON)
    assert path.read_text("utf-8") == before


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([item("same cis", "X Bloc"), item("different cis", "X Bloc", because="no", key="b")], "'X Bloc' is an alias of cis"),
        ([item("different csto", "Collective Security Treaty Organization", because="no")], "is the name of csto (aliases.yaml:15:3)"),
        ([item("new csto", "Other", type=EntityType.GROUP)], "the id 'csto' is taken (aliases.yaml:15:3); write 'same csto' if"),
        ([item("new odkb", "Other", type=EntityType.GROUP)], "'odkb' redirects to 'csto'"),
        ([item("new other", "Other")], "what 'Other' is, is not known; write it beside `type`"),
        ([item("same nobody", "Other")], "'nobody' is no entity of aliases.yaml"),
        ([item("same cis", "{nobody} army")], "nobody"),
    ],
)
def test_nothing_is_applied_if_one_decision_cannot_be(path: Path, items: list[Item], said: str) -> None:
    """All or none, also where the registry would have an error that it has not."""
    with pytest.raises(RegistryFileError) as refused:
        applied(path, item("same cis", "A fine name"), *items)
    assert said in str(refused.value)
    assert path.read_text("utf-8") == REGISTRY
    assert not os.path.exists(history_path(path))


def test_problems_that_a_change_causes_are_told_and_old_ones_are_not(path: Path) -> None:
    """A warning does not stand in the way."""
    done = applied(path, item("weak csto", "The Commonwealth"))
    assert [(problem.rule, problem.severity.value) for problem in done.problems] == [("shared-alias", "warning")]
    assert applied(path, item("same cis", "Commonwealth of States")).problems == ()


def test_a_form_removed_by_hand_comes_back_if_its_queue_is_applied_again(path: Path) -> None:
    """The queue is the editor's word; the history alone changes nothing."""
    applied(path, item("same cis", "Commonwealth of States"))
    path.write_text(REGISTRY, "utf-8")
    assert len(applied(path, item("same cis", "Commonwealth of States")).changes) == 1


# A crash.


@pytest.mark.parametrize("moment", ["before the registry is replaced", "before the history is written"])
def test_a_crash_between_the_registry_and_its_history(path: Path, monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    """The next command completes the history if the registry was changed, and forgets the note if it was not."""
    target = "registry.store.write.os.replace" if moment == "before the registry is replaced" else "registry.review.apply.append"
    decided = item("same cis", "Commonwealth of States")
    with monkeypatch.context() as broken:
        broken.setattr(target, interrupted)
        with pytest.raises(KeyboardInterrupt):
            applied(path, decided)
    made = moment == "before the history is written"
    assert (path.read_text("utf-8") != REGISTRY) is made
    assert read_history(history_path(path)) == []
    done = applied(path, decided)
    assert len(done.changes) == (not made)
    assert done.known == made
    (entry,) = read_history(history_path(path))
    assert entry.hunks
    assert [name for name in os.listdir() if name.endswith(".pending")] == []
    undo(path, by="A", clock=lambda: NOON)
    assert path.read_text("utf-8") == REGISTRY


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_crash_of_an_undoing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An undoing whose history was not written is completed as well."""
    applied(path, item("same cis", "Commonwealth of States"))
    with monkeypatch.context() as broken:
        broken.setattr("registry.review.undo.append", interrupted)
        with pytest.raises(KeyboardInterrupt):
            undo(path, by="A", clock=lambda: NOON)
    assert path.read_text("utf-8") == REGISTRY
    with pytest.raises(EditError, match="nothing to undo"):
        undo(path, by="A", clock=lambda: NOON)
    applied(path, item("unsure", "Somebody"))
    assert [entry.verb for entry in read_history(history_path(path))] == ["same", "undo", "unsure"]


# Undo.


def test_what_has_changed_since_is_not_undone(path: Path) -> None:
    """The place and the decision are named, and nothing is written."""
    applied(path, item("same cis", "Commonwealth of States"))
    path.write_text(path.read_text("utf-8").replace("{text: Commonwealth of States", "{text: The CIS states"), "utf-8")
    before = path.read_text("utf-8")
    with pytest.raises(EditError, match=r"aliases.yaml:25:1: the lines of 'same cis \(Commonwealth of States\)' \[\w{12}\].* changed"):
        undo(path, by="A", clock=lambda: NOON)
    assert path.read_text("utf-8") == before


def test_one_decision_of_several_and_several_applications(path: Path) -> None:
    """By its id, one goes and its neighbours stay; --last counts applications."""
    applied(path, item("same cis", "Commonwealth of States"), item("same cis", "Community of States"))
    applied(path, item("same cis", "Union of States"))
    first = read_history(history_path(path))[0]
    undo(path, first.id[:6], by="A", clock=lambda: NOON)
    text = path.read_text("utf-8")
    assert ("Commonwealth of States" in text, "Community of States" in text, "Union of States" in text) == (False, True, True)
    with pytest.raises(EditError, match="no decision that holds has the id"):
        undo(path, first.id, by="A", clock=lambda: NOON)
    undo(path, by="A", clock=lambda: NOON, last=2)
    assert path.read_text("utf-8") == REGISTRY


def test_a_folder_keeps_its_history_inside(path: Path) -> None:
    """New entities go to the file named; each file gets its own lines back."""
    os.mkdir("names")
    os.rename("aliases.yaml", "names/a.yaml")
    Path("names/b.yaml").write_text("version: 1\nentities:\n  un: {name: United Nations, type: organization}\n", "utf-8")
    before = {name: Path("names", name).read_bytes() for name in os.listdir("names")}
    queue = Queue("names", (item("new unhcr", "UNHCR", type=EntityType.ORGANIZATION), item("same cis", "C of States")))
    with pytest.raises(EditError, match="no place for unhcr"):
        apply_queue("names", queue, by="A", clock=lambda: NOON)
    done = apply_queue("names", queue, by="A", clock=lambda: NOON, file="b.yaml")
    assert [os.path.basename(change.path) for change in done.changes] == ["a.yaml", "b.yaml"]
    assert os.path.exists("names/history.jsonl")
    undo("names", by="A", clock=lambda: NOON)
    assert {name: Path("names", name).read_bytes() for name in before} == before


# The commands.


@pytest.fixture
def run(path: Path) -> Callable[..., Result]:
    return lambda *arguments: CliRunner().invoke(cli, list(arguments), prog_name="registry", catch_exceptions=False)


def test_the_commands(run: Callable[..., Result], path: Path) -> None:
    """A dry run prints decisions and diff; apply and undo say what they wrote; contradictions are a line each and exit 1."""
    write_queue(Queue("aliases.yaml", (item("same cis", "C of States"), replace(item("unsure", "X"), decision=None))), "queue.yaml")
    shown = run("apply", "queue.yaml", "--by", "A", "--dry-run")
    assert shown.exit_code == 0
    assert shown.stdout.startswith("same cis\tC of States\tadd 'C of States' to cis\n--- a/aliases.yaml\n")
    assert shown.stderr == "1 decision to apply; 1 undecided; would write aliases.yaml\n"
    assert run("apply", "queue.yaml", "--by", "A").stderr == "1 decision applied; 1 undecided; wrote aliases.yaml\n"
    assert run("apply", "queue.yaml", "--by", "B").stderr == "0 decisions applied; 1 applied before; 1 undecided\n"
    assert "-      - {text: C of States, source: one}" in run("undo", "--by", "B", "--dry-run").stdout
    assert run("undo", "--by", "B", "--because", "wrong").stderr == "1 decision undone; wrote aliases.yaml\n"
    assert [(entry.verb, entry.by, entry.because) for entry in read_history(history_path(path))][1:] == [("undo", "B", "wrong")]
    write_queue(Queue("aliases.yaml", (item("same csto", "The Commonwealth"), item("same cis", "CIS", "CSTO"))), "queue.yaml")
    refused = run("apply", "queue.yaml", "--by", "A")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith("Error: queue.yaml:15:5: same csto: 'The Commonwealth' is an alias of cis (aliases.yaml:24:9); ")


@pytest.mark.parametrize(
    "arguments",
    [["apply", "queue.yaml", "--by", " "], ["apply", "queue.yaml", "--by", "A", "--overrule", ""], ["undo", "x", "--last", "2"]],
)
def test_misuse(run: Callable[..., Result], arguments: list[str]) -> None:
    """Somebody decides, an overruling has a reason, an id is one decision: else exit 2."""
    assert run(*arguments).exit_code == 2
