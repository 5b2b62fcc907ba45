"""`registry undo`: applied decisions are taken back."""

from pathlib import Path

import click

from registry.api import editable_path
from registry.cli.decisions import by_option, decider, show
from registry.cli.output import plural, table, talk
from registry.review.undo import undo as take_back

__all__ = ["undo"]


@click.command()
@click.argument("id", required=False)
@click.option("--last", metavar="N", type=click.IntRange(min=1), help="Take back the last N applications instead of one.")
@by_option
@click.option("--because", metavar="REASON", default="", help="Why, for whoever reads the history.")
@click.option("--dry-run", is_flag=True, help="Print the change as a unified diff and write nothing.")
@click.pass_obj
def undo(path: Path | None, id: str | None, last: int | None, by: str | None, because: str, dry_run: bool) -> None:
    """Take back the last application of a queue, or the one decision whose id begins with ID.

    The lines of the registry become what they were, byte for byte. What somebody has changed since is not touched: the undoing is
    refused and names the place. The history keeps the decision and says who took it back.
    """
    if id is not None and last is not None:
        raise click.UsageError("give an ID or --last, not both")
    done = take_back(path or editable_path(), id, last=last or 1, by=decider(by), because=because, dry_run=dry_run)
    rows = [(entry.when, entry.id, _said(entry.verb, entry.entity), entry.name, entry.by) for entry in done.decisions]
    table(("applied", "id", "decision", "name", "by"), rows)
    if dry_run:
        show(done.changes)
    said = f"{plural(len(done.decisions), 'decision')} {'to undo' if dry_run else 'undone'}"
    files = ", ".join(change.path for change in done.changes)
    talk(f"{said}; {'would write' if dry_run else 'wrote'} {files}" if files else said)


def _said(verb: str, entity: str | None) -> str:
    return f"{verb} {entity}" if entity else verb
