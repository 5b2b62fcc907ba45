"""What `registry apply` and `registry undo` have in common: who decides, and how changes are shown."""

import subprocess
import sys
from collections.abc import Iterable

import click

from registry.cli.output import printable
from registry.store.change import Change

__all__ = ["by_option", "decider", "show"]

by_option = click.option("--by", metavar="NAME", help="Who decides, as the history shall say; else git's user.name.")


def decider(by: str | None) -> str:
    """The name given, else the one that git would put on a commit here."""
    name = " ".join((by if by is not None else _from_git()).split())
    if not name:
        raise click.UsageError("say who decides with --by NAME, or set git's user.name")
    return name


def _from_git() -> str:
    try:
        asked = subprocess.run(["git", "config", "user.name"], capture_output=True, encoding="utf-8", errors="replace", check=False)
    except OSError:
        return ""
    return asked.stdout if asked.returncode == 0 else ""


def show(changes: Iterable[Change]) -> None:
    """Print a diff: exact for `git apply`; a terminal gets no control characters."""
    for change in changes:
        diff = change.diff()
        if sys.stdout.isatty():
            diff = "\n".join(printable(line.removesuffix("\r")) for line in diff.split("\n"))
        click.echo(diff, nl=False)
