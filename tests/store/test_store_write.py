"""Edits on disk: several processes lose nothing, a killed one breaks nothing, and what is refused leaves the file as it was."""

import os
import random
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

import registry
from registry import Alias, EditError, Entity, EntityType, RegistryFileError
from registry.edits import AddAlias, AddEntity, MergeEntities, MoveAlias, RemoveAlias
from registry.store import load_entities, write
from registry.store.lock import locked

ROOT = Path(__file__).parents[2]
TEXT = """\
version: 1
entities:

  # alliances
  csto:
    name: CSTO
    type: organization
    aliases:
      - ODKB        # as transliterated
      - 'ОДКБ'

  nato: {name: NATO, type: organization, part_of: csto}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "aliases.yaml"
    path.write_bytes(TEXT.encode())
    return path


def python(code: str, *args: str) -> "subprocess.Popen[str]":
    """A process of its own."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-c", code, *args], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_what_is_written_is_what_a_dry_run_shows(file: Path) -> None:
    """The same change; only one of them writes it."""
    edit = AddAlias("csto", Alias("Tashkent pact"))
    (shown,) = registry.edit(file, edit, dry_run=True)
    assert file.read_text("utf-8") == TEXT
    (done,) = registry.edit(file, edit)
    assert shown == done
    assert file.read_text("utf-8") == done.after == TEXT.replace("transliterated\n", "transliterated\n      - Tashkent pact\n")
    assert [*file.parent.iterdir()] == [file]


def test_a_diff_can_be_applied(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The diff is one that `git apply` takes, also with no end of line at the end of the file, and with other line ends."""
    monkeypatch.chdir(file.parent)
    for text in (TEXT, TEXT.rstrip(), TEXT.replace("\n", "\r\n")):
        file.write_bytes(text.encode())
        (change,) = registry.edit("aliases.yaml", AddAlias("nato", Alias("OTAN")), AddAlias("csto", Alias("Pact")), dry_run=True)
        subprocess.run(["git", "apply", "-"], input=change.diff().encode(), check=True)
        assert change.after.encode() == file.read_bytes()


def test_permissions_links_and_byte_order_marks_are_kept(file: Path) -> None:
    """A link stays a link, a mode a mode, a mark a mark, and line ends what they were."""
    file.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    file.chmod(0o640)
    link = file.parent / "link.yaml"
    link.symlink_to(file.name)
    registry.edit(link, AddAlias("csto", Alias("Tashkent pact")))
    data = file.read_bytes()
    assert link.is_symlink()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert data.startswith(b"\xef\xbb\xbfversion: 1\r\n")
    assert b"      - Tashkent pact\r\n" in data
    assert data.count(b"\r") == data.count(b"\n") == TEXT.count("\n") + 1


def test_all_edits_or_none(file: Path) -> None:
    """The second does not fit: the first is not made either."""
    with pytest.raises(EditError, match="no alias 'Nobody'"):
        registry.edit(file, AddAlias("csto", Alias("Tashkent pact")), RemoveAlias("csto", "Nobody"))
    assert file.read_text("utf-8") == TEXT


def test_a_folder_is_edited_where_the_entity_stands(tmp_path: Path) -> None:
    """An entity's own file changes; a new entity goes beside its neighbour or into the file named."""
    (tmp_path / "a.yaml").write_text(TEXT, "utf-8")
    other = "version: 1\nentities:\n  moscow: {name: Moscow, type: organization}\n"
    (tmp_path / "b.yaml").write_text(other, "utf-8")
    (tmp_path / ".hidden.yaml").write_text("nonsense: [", "utf-8")
    new = Entity("unhcr", "UNHCR", EntityType.ORGANIZATION)
    assert [change.path for change in registry.edit(tmp_path, AddAlias("moscow", Alias("NO")))] == [str(tmp_path / "b.yaml")]
    assert (tmp_path / "b.yaml").read_text("utf-8") == other.replace("organization}", 'organization, aliases: ["NO"]}')
    with pytest.raises(EditError, match=r"name its file or a neighbour: the files are .*a\.yaml, .*b\.yaml"):
        registry.edit(tmp_path, AddEntity(new))
    with pytest.raises(EditError, match="no such file of this registry"):
        registry.edit(tmp_path, AddEntity(new, file="c.yaml"))
    registry.edit(tmp_path, AddEntity(new, file="a.yaml"), AddEntity(Entity("who", "WHO", EntityType.ORGANIZATION), after="moscow"))
    assert (tmp_path / "a.yaml").read_text("utf-8").endswith("part_of: csto}\n\n  unhcr: {name: UNHCR, type: organization}\n")
    assert [entity.id for entity in load_entities(tmp_path).entities] == ["csto", "nato", "unhcr", "moscow", "who"]
    changes = registry.edit(tmp_path, MergeEntities("moscow", "csto"), MoveAlias("NO", "csto", "who"))
    assert len(changes) == 2
    book = load_entities(tmp_path)
    assert book.redirects == {"moscow": "csto"}
    assert [alias.text for alias in book.entities[0].aliases] == ["ODKB", "ОДКБ", "Moscow"]


ADDER = """
import sys
from registry import Alias, edit
from registry.edits import AddAlias
for number in range(int(sys.argv[3])):
    edit(sys.argv[1], AddAlias("csto", Alias(f"alias {sys.argv[2]} {number}")))
"""


@pytest.mark.parametrize(("workers", "each"), [(2, 15), (8, 5)])
def test_processes_that_edit_at_once_lose_nothing(file: Path, workers: int, each: int) -> None:
    """All rows of all processes are there, and nothing else changed."""
    started = [python(ADDER, str(file), str(worker), str(each)) for worker in range(workers)]
    for process in started:
        _, said = process.communicate(timeout=300)
        assert (process.returncode, said) == (0, "")
    lines = file.read_text("utf-8").splitlines()
    added = [line for line in lines if "alias " in line]
    assert {f"      - alias {worker} {number}" for worker in range(workers) for number in range(each)} == {*added}
    assert TEXT.splitlines() == [line for line in lines if line not in added]
    assert [*file.parent.iterdir()] == [file]


TOGGLER = """
import sys
from registry import Alias, edit
from registry.edits import AddAlias, RemoveAlias
print("ready", flush=True)
while True:
    edit(sys.argv[1], AddAlias("csto", Alias("Tashkent pact")))
    edit(sys.argv[1], RemoveAlias("csto", "Tashkent pact"))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_a_process_killed_at_any_moment_leaves_a_whole_file(tmp_path: Path) -> None:
    """The old text or the new one; and the next process is not locked out."""
    filler = "".join(f"  e{number}: {{name: E{number}, type: person}}\n" for number in range(3000))
    file = tmp_path / "aliases.yaml"
    old = TEXT + filler
    file.write_bytes(old.encode())
    (change,) = registry.edit(file, AddAlias("csto", Alias("Tashkent pact")), dry_run=True)
    rng, seen = random.Random(5), set()
    for _ in range(12):
        file.write_bytes(old.encode())
        process = python(TOGGLER, str(file))
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(rng.uniform(0, 0.2))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        found = file.read_bytes()
        assert found in (old.encode(), change.after.encode())
        seen.add(found)
    registry.edit(file, AddAlias("nato", Alias("OTAN")))
    assert {path.name for path in tmp_path.iterdir()} == {"aliases.yaml"}  # what the last one left behind is gone too


def test_a_crash_while_writing_leaves_the_old_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At every call to the system between the edit and the end."""
    for name in ("fsync", "chmod", "replace"):
        with monkeypatch.context() as patch:

            def broken(*_: object, **__: object) -> None:
                raise OSError(28, "No space left on device")

            patch.setattr(write.os, name, broken)
            with pytest.raises(EditError, match="No space left"):
                registry.edit(file, AddAlias("csto", Alias("Tashkent pact")))
        assert file.read_text("utf-8") == TEXT
        assert [*file.parent.iterdir()] == [file]


def test_what_somebody_else_writes_meanwhile_is_kept(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text editor knows no lock: the edit is made again on what it saved; it gives up on a file that never rests."""
    real, saves = write.apply_all, iter(range(100))

    def meanwhile(texts: object, edits: object) -> object:
        result = real(texts, edits)  # type: ignore[arg-type]
        if (number := next(saves)) < 2:
            file.write_text(file.read_text("utf-8").replace("# alliances", f"# alliances {number}"), "utf-8")
        return result

    monkeypatch.setattr(write, "apply_all", meanwhile)
    registry.edit(file, RemoveAlias("csto", "ODKB"))
    assert file.read_text("utf-8") == TEXT.replace("# alliances", "# alliances 1 0").replace(
        "      - ODKB        # as transliterated\n", ""
    )
    saves = iter([0] * 100)
    before = file.read_text("utf-8")
    with pytest.raises(EditError, match="keeps changing the file"):
        registry.edit(file, AddAlias("csto", Alias("x")))
    assert before.split("entities")[1].count("- ") == file.read_text("utf-8").split("entities")[1].count("- ")


def test_an_edit_that_another_made_no_longer_fits(file: Path) -> None:
    """What was to be removed is gone: a clear error, and no second removal."""
    registry.edit(file, RemoveAlias("csto", "ODKB"))
    with pytest.raises(EditError, match=r"aliases\.yaml:5:3: csto has no alias 'ODKB'; it has ОДКБ"):
        registry.edit(file, RemoveAlias("csto", "ODKB"))


def test_waiting_ends(tmp_path: Path) -> None:
    """Who cannot get the lock says so."""
    with (
        locked(str(tmp_path)),
        pytest.raises(EditError, match="another program has been editing here"),
        locked(str(tmp_path), patience=0.05),
    ):
        pass
    with locked(str(tmp_path)):
        pass


HOSTILE = {
    "anchor": ("csto", "aliases:\n      - ODKB", "aliases: &all\n      - ODKB", "anchor"),
    "tag": ("csto", "- 'ОДКБ'", "- !!str ОДКБ", "tag"),
    "tab": ("csto", "      - 'ОДКБ'", "\t- 'ОДКБ'", "tab"),
    "duplicate key": ("csto", "    type: organization\n", "    type: organization\n    type: group\n", "given twice"),
    "unknown field": ("csto", "    type: organization\n", "    type: organization\n    kind: x\n", "unknown field"),
    "bracket": ("csto", "name: CSTO", "name: [CSTO", "expected"),
    "duplicate id": ("csto", "  nato: {", "  csto: {", "given twice"),
    "second document": ("csto", "  nato: {", "---\n  nato: {", "second|expected"),
    "entities in braces": ("csto", "entities:\n", "entities: {a: {}}\nx:\n", "lines of their own"),
    "no entities": ("csto", "entities:\n", "entitys:\n", "no 'entities'"),
    "hidden break": ("csto", "# alliances", "# alliances \u2028", "cannot be seen"),
    "control character": ("csto", "- ODKB", "- OD\x07KB", "cannot be seen"),
    "an entity that is a text": ("nato", "{name: NATO, type: organization, part_of: csto}", "NATO", "no entity"),
    "aliases that are a text": ("nato", "part_of: csto", "aliases: x", "must be a list"),
    "not UTF-8": ("csto", "# alliances", "# \udcff", "not UTF-8"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_and_stay(file: Path, name: str) -> None:
    """Each with a line that says what is wrong; not one byte is written."""
    entity, old, new, said = HOSTILE[name]
    assert old in TEXT
    data = TEXT.replace(old, new).encode("utf-8", "surrogateescape")
    file.write_bytes(data)
    for edit in (AddAlias(entity, Alias("x")), RemoveAlias(entity, "ODKB")):
        with pytest.raises((EditError, RegistryFileError), match=said):
            registry.edit(file, edit)
    assert data == file.read_bytes()


@pytest.mark.parametrize("text", ["", " x", "a\x07b", "a\nb", "\ud800", "a\u2028b"])
def test_texts_that_no_file_can_hold_are_refused(file: Path, text: str) -> None:
    """An alias that reading would refuse is not written."""
    with pytest.raises(EditError):
        registry.edit(file, AddAlias("csto", Alias(text)))
    assert file.read_text("utf-8") == TEXT


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """Nothing is made of it."""
    with pytest.raises(RegistryFileError, match="no such file"):
        registry.edit(tmp_path / "no.yaml", RemoveAlias("a", "b"))
    with pytest.raises(RegistryFileError, match="no such file"):
        registry.edit(tmp_path / "no" / "no.yaml", RemoveAlias("a", "b"))
    assert [*tmp_path.iterdir()] == []
