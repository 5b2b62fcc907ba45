"""What the commands that edit have in common."""

from pathlib import Path

import click

from registry.api import edit, editable_path
from registry.cli.decisions import show
from registry.cli.output import talk
from registry.edits import Edit

__all__ = ["dry_run_option", "make"]

dry_run_option = click.option("--dry-run", is_flag=True, help="Print the change as a unified diff and write nothing.")


def make(path: Path | None, *edits: Edit, dry_run: bool) -> None:
    """Make edits and say so, or print what they would change."""
    changes = edit(path or editable_path(), *edits, dry_run=dry_run)
    if dry_run:
        show(changes)
        return
    for change in changes:
        talk(f"wrote {change.path}: {'; '.join(map(str, edits))}")
