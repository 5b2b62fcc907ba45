"""What the commands that edit have in common."""

import sys
from pathlib import Path

import click

from registry.api import edit, editable_path
from registry.cli.output import printable, talk
from registry.store.edits import Edit

__all__ = ["dry_run_option", "make"]

dry_run_option = click.option("--dry-run", is_flag=True, help="Print the change as a unified diff and write nothing.")


def make(path: Path | None, *edits: Edit, dry_run: bool) -> None:
    """Make edits and say so, or print what they would change."""
    changes = edit(path or editable_path(), *edits, dry_run=dry_run)
    for change in changes:
        if dry_run:
            diff = change.diff()  # exact for `git apply`; a terminal gets no control characters
            if sys.stdout.isatty():
                diff = "\n".join(printable(line.removesuffix("\r")) for line in diff.split("\n"))
            click.echo(diff, nl=False)
        else:
            talk(f"wrote {change.path}: {'; '.join(map(str, edits))}")
