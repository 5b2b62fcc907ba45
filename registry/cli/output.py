"""How commands print: tables for a terminal, tab-separated lines for a pipe, JSON for programs; files replaced whole.

Whatever stands in a mention or a path, a line stays one line and the terminal obeys nobody else: `printable` escapes what would
break either. Data is UTF-8.
"""

import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import click

from registry.articles.mention_file import mention_row
from registry.errors import ExportError
from registry.evidence import Evidence
from registry.records import Mention

__all__ = [
    "busy",
    "counted",
    "evidence_json",
    "json_line",
    "mention_json",
    "plural",
    "printable",
    "replace_by",
    "replace_file",
    "table",
    "talk",
]

T = TypeVar("T")
Cell = str | int | float

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Controls, line and paragraph separators, what overrides the direction of text (it makes a name look like another), and lone
surrogates, which no encoding holds. Joiners and the marks of direction stay: Persian is written with them."""
_SURROGATE = re.compile("[\ud800-\udfff]")


def printable(text: str) -> str:
    r"""The text on one line, with escapes for what must not reach a terminal.

    >>> printable("Kabul\n\x1b[2J\udc80")
    'Kabul\\n\\x1b[2J\\udc80'
    """
    return _UNPRINTABLE.sub(lambda match: match.group().encode("unicode_escape").decode("ascii"), text)


def plural(count: int, noun: str) -> str:
    """A count with its noun.

    >>> plural(1, "mention"), plural(12000, "mention")
    ('1 mention', '12,000 mentions')
    """
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def talk(message: str) -> None:
    """Say something to the person, not to the next program."""
    click.echo(printable(message), err=True)


LEAST = 0.0005
"""Below it three decimals would show nothing of a number that is not 0."""


def table(columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, title: str = "", cut: bool = False) -> None:
    """Print rows: a table on a terminal, else tab-separated lines in full, headings and title above them only if there is a title.

    cut: on a terminal a row is one line, and what is too long ends in an ellipsis; else it goes on in the next line.
    """
    if sys.stdout.isatty():
        _drawn(columns, list(rows), title, cut=cut)
        return
    if title:
        click.echo(printable(title))
        click.echo("\t".join(columns))
    for row in rows:
        click.echo("\t".join(printable(_cell(cell)) for cell in row))


def _drawn(columns: Sequence[str], rows: Sequence[Sequence[Cell]], title: str, *, cut: bool) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=sys.stdout, highlight=False)
    if title:  # not the table's own, which is wrapped to the width of a narrow table
        console.print(Text(printable(title), style="bold"))
    if not rows:
        console.print(Text("none", style="dim"))
        return
    drawn = Table(box=SIMPLE_HEAD, pad_edge=False, collapse_padding=cut)
    for position, column in enumerate(columns):
        number = bool(rows) and not isinstance(rows[0][position], str)
        drawn.add_column(column, justify="right" if number else "left", overflow="ellipsis" if cut else "fold", no_wrap=number)
    for row in rows:
        drawn.add_row(*(Text(printable(_cell(cell)), no_wrap=cut) for cell in row))
    console.print(drawn)


def _cell(value: Cell) -> str:
    if not isinstance(value, float):
        return str(value)
    return f"{value:.1e}" if 0 < abs(value) < LEAST else f"{value:.3f}"


def json_line(value: object) -> str:
    r"""A value as JSON on a line of its own; a lone surrogate becomes its escape, so the line is UTF-8 and reads back as it was.

    >>> json_line(["Раҳмон", "\udc80"])
    '["Раҳмон", "\\udc80"]\n'
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return _SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", text) + "\n"


def evidence_json(evidence: Iterable[Evidence]) -> list[dict[str, object]]:
    """Evidence as JSON has it."""
    return [{"rule": item.rule.value, "mention": item.mention, "alias": item.alias, "bits": round(item.bits, 3)} for item in evidence]


def mention_json(mention: Mention) -> dict[str, object]:
    """A mention as JSON for a reader has it: the fields of `registry.articles.mention_file`, numbers rounded."""
    return {**mention_row(mention), "score": round(mention.score, 6), "evidence": evidence_json(mention.evidence)}


def counted(items: Iterable[T], what: str, *, quiet: bool = False) -> Iterator[T]:
    """Hand the items on and count them on standard error, if that is a terminal and `quiet` is not asked for."""
    if quiet or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.completed:,} {task.description}"), BarColumn(bar_width=24), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False) as progress:
        # The total is not known before the last file is read: the bar moves without filling.
        task = progress.add_task(what, total=None)
        for item in items:
            yield item
            progress.advance(task)


@contextmanager
def busy(what: str) -> Iterator[None]:
    """Say on standard error that something is going on, if that is a terminal."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(what):
        yield


def replace_file(path: Path, lines: Iterable[str]) -> None:
    """Write the lines under a temporary name beside `path`, whose place it takes at the end; after any exception `path` is as it was.

    A symbolic link stays one; a terminal or a pipe is written as it is. Raises ExportError if the place cannot be written.
    """

    def write(place: str) -> None:
        with open(place, "w", encoding="utf-8", newline="\n") as file:
            file.writelines(_told(lines))

    replace_by(path, write)


def replace_by(path: Path, write: Callable[[str], None]) -> None:
    """The same for what `write` puts into the file whose name it is given."""
    temporary = None
    try:
        target = place = os.path.realpath(path)
        if os.path.isfile(target) or not os.path.exists(target):
            handle, temporary = tempfile.mkstemp(dir=os.path.dirname(target), prefix=".", suffix=".part")
            os.close(handle)
            place = temporary
        write(place)
        if temporary is not None:
            os.chmod(temporary, _mode(target))
            os.replace(temporary, target)
    except _FromLines as error:
        raise error.cause from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = error.strerror if isinstance(error, OSError) else error
        raise ExportError(f"{path}: cannot be written: {reason}; choose another path") from error
    finally:
        if temporary is not None:
            with suppress(FileNotFoundError):
                os.remove(temporary)


class _FromLines(Exception):  # noqa: N818
    """What went wrong in making the lines, not in writing them."""

    def __init__(self, cause: Exception) -> None:
        super().__init__()
        self.cause = cause


def _told(lines: Iterable[T]) -> Iterator[T]:
    try:
        yield from lines
    except Exception as error:
        raise _FromLines(error) from error


def _mode(path: str) -> int:
    """The permissions of the file to replace, or those that a new file gets here; a temporary file's own are for secrets."""
    with suppress(FileNotFoundError):
        return os.stat(path).st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
