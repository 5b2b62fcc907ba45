"""Corrections change the text of a row and nothing else."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from registry.errors import Fix, Problem, RegistryFileError, Source
from registry.store.checks import CHECKS
from registry.store.fix import fix_contents, fix_text
from registry.store.load import read_book, read_text
from registry.store.read import parse
from registry.store.replace import replace_bytes

FILE = """\
# A file as editors leave them:\ttabs in comments, Tali\u00adban too
version: 1   # the first
entities:

  taliban:
    name:   Tali\u00adban      # seen in copied text: Tali\u00adban
    type: group
    part_of: old
    aliases:
      -   Islamic\u00a0Emirate# no comment
      - {text:  "T\u0430leban"  , note: "T\u0430leban stays in a note" }
      - 'Mullah''s  men'
      - "\\u0422aleban movement"
      - ' Taliban movement'
      - >-
        Taliban
        front\u200b
      - "{old} army"
    never: [  {because: a person,   text: Taleban\u200b Ali} ]
  new: {name: Newland, type: place}
redirects: {older: old, old: new}
"""


def checked(text: str) -> tuple[Problem, ...]:
    return read_text(text, "a.yaml").problems


def fixed(text: str) -> tuple[str, list[Problem]]:
    """After every round."""
    contents, problems = fix_contents({"a.yaml": text.encode()}, lambda files: read_text(files["a.yaml"], "a.yaml").problems)
    return contents["a.yaml"].decode(), problems


def test_every_other_byte_stays() -> None:
    """Quotes, spaces, comments and notes are as they were; what a block scalar holds is left to the editor."""
    new, problems = fixed(FILE)
    expected = FILE
    for old, now in (
        ("name:   Tali\u00adban", "name:   Taliban"),
        ("Islamic\u00a0Emirate#", "Islamic Emirate#"),
        ('text:  "T\u0430leban"', 'text:  "Taleban"'),
        ("'Mullah''s  men'", '"Mullah\'s men"'),
        ('"\\u0422aleban movement"', '"Taleban movement"'),
        ("' Taliban movement'", "'Taliban movement'"),
        ("Taleban\u200b Ali", "Taleban Ali"),
        ('"{old} army"', '"{new} army"'),
        ("part_of: old", "part_of: new"),
    ):
        assert expected.count(old) == 1
        expected = expected.replace(old, now)
    assert expected == new
    assert {"invisible-character", "mixed-script", "outer-space", "dangling-slot", "unknown-reference"} == {p.rule for p in problems}
    assert ["invisible-character"] == [problem.rule for problem in checked(new) if problem.fix], "the block scalar"


@pytest.mark.parametrize("rule", ["mixed-script", "invisible-character", "decomposed-letter"])
def test_examples_can_be_fixed(rule: str) -> None:
    """What a check offers to correct in its FAIL is right afterwards, at the first go, and a second finds nothing to do."""
    check = next(check for check in CHECKS if rule == check.RULE)
    fixable = [problem for problem in checked(check.FAIL) if problem.fix]
    new, done = fixed(check.FAIL)
    assert fixable
    assert sorted(fixable) == sorted(done)
    assert [problem for problem in checked(new) if problem.fix] == []
    assert (new, []) == fixed(new)


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_line_ends_and_byte_order_mark_stay(ends: str) -> None:
    """A file from Windows stays one."""
    old = b"\xef\xbb\xbf" + FILE.replace("\n", ends).encode()
    contents, problems = fix_contents({"a.yaml": old}, lambda files: read_text(files["a.yaml"], "a.yaml").problems)
    assert contents["a.yaml"] == b"\xef\xbb\xbf" + fixed(FILE)[0].replace("\n", ends).encode()
    assert problems


HOSTILE = ["- x", "# x", "{x", "? x", "x: y", "x #y", "null", "~", "'x", '"x', "x]", "*x", "&x", "!x", "|", "%x", "@x", "`x", "x,y", ""]


@pytest.mark.parametrize("meant", HOSTILE)
@pytest.mark.parametrize("row", ["- {}", "- {{text: {}}}", "- '{}'", '- "{}"', "- text: {}\n  note: a"])
def test_what_comes_to_light_stays_a_text(row: str, meant: str) -> None:
    """Without the character that nobody sees, the rest could be YAML's; it is quoted then, or left as it is."""
    text = row.format("ZZZ")
    slip = Problem(Source("a.yaml", 1, 3), "x", "y", fix=Fix("ZZZ", meant))
    new, done = fix_text(text, [slip])
    assert (new == text) == (not done)
    if done:
        assert meant in _texts(new)
    assert done or not meant


def _texts(text: str) -> list[str]:
    found = []
    stack = [parse(text, "a.yaml")]
    while stack:
        node = stack.pop()
        if hasattr(node, "value"):
            found.append(node.value)
        else:
            stack += getattr(node, "flat", None) or getattr(node, "items", [])
    return found


NAMES = st.text(st.sampled_from("abАаеcС \u00ad\u200b\u00a0\u0306и'\"#:{}-,[]&\\"), min_size=1, max_size=8)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(NAMES, st.sampled_from(["'", '"', ""]), st.booleans()), min_size=1, max_size=5))
@example([("\u00ad- a", "", False)])
def test_any_names(rows: list[tuple[str, str, bool]]) -> None:
    """Whatever stands in a row: afterwards the file reads the same but for the texts corrected, and comments and fields stay."""
    lines = ["version: 1", "entities:", "  a:", "    name: Some Body", "    type: group", "    aliases:"]
    for text, quote, mapping in rows:
        scalar = quote + {"'": text.replace("'", "''"), '"': text.replace("\\", "\\\\").replace('"', '\\"')}.get(quote, text) + quote
        lines.append(f"      - {{text: {scalar}, note: n}}   # {len(lines)}" if mapping else f"      - {scalar}   # {len(lines)}")
    old = "\n".join(lines)
    before = read_text(old, "a.yaml")
    new, done = fixed(old)
    after = read_text(new, "a.yaml")
    assert (new == old) == (not done)
    assert [line.rpartition(" # ")[2] for line in old.split("\n")] == [line.rpartition(" # ")[2] for line in new.split("\n")]
    if before.entities and not any(problem.rule == "outer-space" for problem in before.problems):
        assert len(before.entities[0].aliases) == len(after.entities[0].aliases)
        for one, other in zip(before.entities[0].aliases, after.entities[0].aliases, strict=True):
            assert one.note == other.note
            assert _bare(one.text) == _bare(other.text)


def _bare(text: str) -> str:
    """What no correction may change: the letters, look-alikes taken for one."""
    plain = "".join(unicodedata.normalize("NFD", text.translate(dict.fromkeys(map(ord, "\u00ad\u200b\u00a0 ")))))
    return plain.translate(str.maketrans("АаеСс", "AaeCc"))


def test_replace_keeps_permissions_and_links(tmp_path: Path) -> None:
    """The file behind a symbolic link is replaced, the link stays; nothing else is left in the folder."""
    target, link = tmp_path / "real.yaml", tmp_path / "link.yaml"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to(target)
    replace_bytes(str(link), b"new")
    assert (b"new", 0o640, True) == (target.read_bytes(), target.stat().st_mode & 0o777, link.is_symlink())
    assert ["link.yaml", "real.yaml"] == sorted(path.name for path in tmp_path.iterdir())


def test_a_crash_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the disk fails at the last moment the file is as it was, and the problem says so."""
    path = tmp_path / "a.yaml"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", fail)
    with pytest.raises(RegistryFileError, match="No space left on device; check the path"):
        replace_bytes(str(path), b"new")
    assert [path] == list(tmp_path.iterdir())
    assert b"old" == path.read_bytes()


def test_files_beside_are_known_and_not_told(tmp_path: Path) -> None:
    """An addition that refers to another registry is right beside it, and collides with it; that one's own problems are not told."""
    shipped, mine = tmp_path / "all.yaml", tmp_path / "mine.yaml"
    shipped.write_text("version: 1\nentities:\n  tj: {name: Tajikistan, type: place}\n  tk: {name: tajikistan, type: place}\n", "utf-8")
    mine.write_text("version: 1\nentities:\n  army: {name: TAJIKISTAN, type: group, country: tj, aliases: ['{tk} army']}\n", "utf-8")
    alone = {problem.rule for problem in read_book(mine).problems}
    assert {"unknown-reference", "dangling-slot"} == alone
    problems = read_book(mine, beside=[shipped]).problems
    assert {("shared-alias", str(mine))} == {(problem.rule, problem.source.path) for problem in problems}
    assert {"shared-alias"} == {problem.rule for problem in read_book(shipped, beside=[shipped, tmp_path]).problems}
    assert ["unreadable-file"] == [problem.rule for problem in read_book(mine, beside=[tmp_path / "no.yaml"]).problems]
