"""What is printed, and what files become."""

import io
import json
import os
import re
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.cli.output import busy, counted, json_line, printable, replace_file, table
from registry.cli.progress import progress
from registry.errors import ArticleError, ExportError


class Terminal(io.StringIO):
    """Says that it is a terminal."""

    def isatty(self) -> bool:
        return True


@given(st.text(st.characters()))
def test_printable_is_one_line_and_utf8(text: str) -> None:
    """Whatever stands in a mention, a line stays one, has no control character and can be encoded."""
    line = printable(text)
    assert len(line.splitlines()) <= 1
    assert line.encode("utf-8")[:0] == b""
    assert "\x1b" not in line


def test_printable_leaves_text_alone() -> None:
    """All scripts and the joiners that Persian is written with stay."""
    for text in ("Эмомалӣ Раҳмон", "نیروهای\u200cمسلح", "塔吉克斯坦", "’—é", "😀"):
        assert text == printable(text)


@given(st.text(st.characters()))
def test_json_line_reads_back(text: str) -> None:
    """JSON is one line of UTF-8 that reads back as it was, lone surrogates too, unless they happen to make a pair."""
    line = json_line({"mention": text})
    assert line.count("\n") == 1
    read = json.loads(line.encode("utf-8"))["mention"]
    assert text.encode("utf-16", "surrogatepass") == read.encode("utf-16", "surrogatepass")


def test_table_in_a_pipe_is_tab_separated_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    """No cell is cut or wrapped, a tab in a cell is no column, and without a title there are no headings."""
    table(("id", "score"), [("x" * 500, 0.5), ("a\tb\nc", 1)])
    assert "x" * 500 + "\t0.500\na\\tb\\nc\t1\n" == capsys.readouterr().out
    table(("id", "n"), [("csto", 12)], title="Top")
    assert capsys.readouterr().out == "Top\nid\tn\ncsto\t12\n"


def test_table_on_a_terminal_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal gets headings, and a cell is text, never markup; a table without rows is fine."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setenv("COLUMNS", "60")
    table(("mention", "times"), [("[bold]Kabul[/bold]", 3)], title="[red]Top")
    table(("mention",), [])
    drawn = terminal.getvalue()
    assert "[red]Top" in drawn
    assert "[bold]Kabul[/bold]" in drawn
    assert "times" in drawn


def test_a_cut_table_has_a_line_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is too long ends in an ellipsis, figures never; uncut it goes on in the next line, and nothing is lost."""
    long = "Collective Security Treaty Organization"
    for cut, lines in ((True, 1), (False, 2)):
        terminal = Terminal()
        monkeypatch.setattr(sys, "stdout", terminal)
        monkeypatch.setenv("COLUMNS", "40")
        table(("name", "other", "mentions"), [(long, "Russia", 1234567)], title="A title as long as this is on one line", cut=cut)
        drawn = click.unstyle(terminal.getvalue())
        assert "A title as long as this is on one line" in drawn
        assert "1234567" in drawn
        assert ("…" in drawn) is cut
        rows = drawn.split("─")[-1].strip("\n").split("\n")
        assert (len([row for row in rows if row.strip()]) > 1) is (lines > 1)


def test_busy_is_for_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of it in a pipe."""
    for stream, said in ((io.StringIO(), False), (Terminal(), True)):
        monkeypatch.setattr(sys, "stderr", stream)
        with busy("counting"):
            pass
        assert ("counting" in stream.getvalue()) is said


def test_counted_draws_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Progress is for a person: none in a pipe, none if quiet, and the items are the same in all cases."""
    for stream, quiet, drawn in ((io.StringIO(), False, False), (Terminal(), True, False), (Terminal(), False, True)):
        monkeypatch.setattr(sys, "stderr", stream)
        assert [1, 2, 3] == list(counted([1, 2, 3], "articles", quiet=quiet))
        assert drawn is bool(stream.getvalue())


def test_replace_file_keeps_the_old_one_on_errors(tmp_path: Path) -> None:
    """An error in making the lines comes through as it is; the file stays and nothing is left beside it."""
    path = tmp_path / "out.jsonl"
    path.write_text("old")

    def lines() -> Iterator[str]:
        yield "new"
        raise ArticleError("x.txt: broken; mend it")

    with pytest.raises(ArticleError):
        replace_file(path, lines())
    with pytest.raises(PermissionError):
        replace_file(path, (Path("x").name for _ in _denied()))
    assert path.read_text() == "old"
    assert [path] == list(tmp_path.iterdir())


def _denied() -> Iterator[int]:
    yield 1
    raise PermissionError(13, "Permission denied")


def test_replace_file_writes_through_links_and_keeps_permissions(tmp_path: Path) -> None:
    """A symbolic link stays one; the mode is the old file's, or what the umask leaves of a new one's."""
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    replace_file(link, ["ӣ\n"])
    assert link.is_symlink()
    assert real.read_bytes() == "ӣ\n".encode()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    replace_file(tmp_path / "fresh", [])
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE((tmp_path / "fresh").stat().st_mode) == 0o666 & ~mask


@pytest.mark.parametrize("name", [".", "missing/out", "a\0b", "x" * 300])
def test_replace_file_says_where_it_cannot_write(tmp_path: Path, name: str) -> None:
    """A folder, a missing folder, a name that cannot be: one line with the path and a remedy."""
    with pytest.raises(ExportError, match=r"cannot be written.*choose another path"):
        replace_file(tmp_path / name, ["x"])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_replace_file_on_a_full_disk() -> None:
    """A full disk is no bug."""
    with pytest.raises(ExportError, match="No space left"):
        replace_file(Path("/dev/full"), ["x" * 100_000])


def test_progress_draws_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Articles, how many a second and the time left; nothing in a pipe, if quiet, or where the cursor cannot move."""
    for stream, quiet, term, drawn in (
        (io.StringIO(), False, "xterm", False),
        (Terminal(), True, "xterm", False),
        (Terminal(), False, "dumb", False),
        (Terminal(), False, "xterm", True),
    ):
        monkeypatch.setattr(sys, "stderr", stream)
        monkeypatch.setenv("TERM", term)
        monkeypatch.setenv("COLUMNS", "80")
        with progress(1000, quiet=quiet) as moved:
            for read in (400, 500, 600):
                moved(read)
        said = click.unstyle(stream.getvalue())
        assert (re.search(r"3 articles .* \d+ a second \d:\d\d:\d\d", said) is not None) is drawn
        assert bool(said) is drawn
