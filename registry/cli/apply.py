"""`registry apply`: the decisions of a review queue become edits of the registry and lines of its history."""

from pathlib import Path

import click

from registry.api import editable_path
from registry.cli.decisions import by_option, decider, show
from registry.cli.output import plural, table, talk
from registry.errors import Problem
from registry.review.apply import Applied, apply_queue
from registry.review.judgements import Step
from registry.review.queue import read_queue

__all__ = ["apply"]


@click.command()
@click.argument("queue", type=click.Path(path_type=Path))
@by_option
@click.option("--dry-run", is_flag=True, help="Print the decisions and the change as a unified diff, and write nothing.")
@click.option("--overrule", metavar="REASON", help="Apply what contradicts the registry or an earlier decision too; the history says why.")
@click.option("--file", metavar="FILE", help="Of a folder of files the one that new entities go to.")
@click.pass_obj
def apply(path: Path | None, queue: Path, by: str | None, dry_run: bool, overrule: str | None, file: str | None) -> None:
    """Apply the decisions of QUEUE to the registry: all of them, or none.

    \b
    same ENTITY       each form that ENTITY lacks becomes an alias
    weak ENTITY       the same, as weak aliases
    different ENTITY  each form becomes a `never` row with the reason
    new ID            an entity of the item's name and type, with the other forms as aliases
    unsure            nothing but a line of the history

    Only the lines concerned change. The history is aliases.history.jsonl beside aliases.yaml, or
    history.jsonl in a folder: commit it with the registry. A decision applied before does nothing.
    """
    if overrule is not None and not overrule.strip():
        raise click.UsageError("--overrule wants a reason, for whoever reads the history")
    who = decider(by)
    where = path or editable_path()
    asked = read_queue(str(queue))  # which entities there are is asked under the lock
    done = apply_queue(where, asked, by=who, overrule=(overrule or "").strip(), file=file, dry_run=dry_run)
    if done.steps:
        table(("decision", "name", "changes"), [_row(step) for step in done.steps])
    if dry_run:
        show(done.changes)
    for step in done.steps:
        for said in step.overrules:
            talk(f"overruled: {said}")
    for problem in done.problems:
        talk(_told(problem))
    talk(_summary(done, len([item for item in asked.items if item.decision is None]), dry_run=dry_run))


def _row(step: Step) -> tuple[str, str, str]:
    return str(step.decision), step.item.name, "; ".join(map(str, step.edits)) or "none"


def _told(problem: Problem) -> str:
    return f"{problem.source}: {problem.severity}: {problem.message} ({problem.rule})"


def _summary(done: Applied, undecided: int, *, dry_run: bool) -> str:
    said = [f"{plural(len(done.steps), 'decision')} {'to apply' if dry_run else 'applied'}"]
    said += [f"{done.known:,} applied before"] if done.known else []
    said += [f"{undecided:,} undecided"] if undecided else []
    said += [f"{'would write' if dry_run else 'wrote'} {', '.join(change.path for change in done.changes)}"] if done.changes else []
    return "; ".join(said)
