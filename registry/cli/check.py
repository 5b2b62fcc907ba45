"""`registry check`: everything that is wrong with a registry file, at once."""

import json
from collections.abc import Iterable
from pathlib import Path

import click

from registry.api import default_path
from registry.cli.output import plural, printable, talk
from registry.errors import Problem, Severity
from registry.store import read_book

__all__ = ["check"]


@click.command()
@click.argument("files", metavar="[FILE…]", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="text: path:line:column: message (rule). json: one array. github: annotations on a pull request.",
)
@click.pass_context
def check(ctx: click.Context, files: tuple[Path, ...], form: str) -> None:
    """Print every problem of the registry, or of each FILE; exit 1 if one is an error.

    FILE is a YAML file or a folder of them; each FILE is a registry of its own.

    \b
    --format json: [{"path", "line", "column", "rule", "severity": "error" or "warning", "message"}]
    """
    problems: list[Problem] = []
    entities = 0
    for file in files or (ctx.obj or default_path(),):
        book = read_book(file)
        entities += len(book.entities)
        problems += book.problems
    if form == "json":
        _print_json(problems)
    else:
        for problem in problems:
            click.echo(_github(problem) if form == "github" else _text(problem))
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    counts = f"{plural(errors, 'error')}, {plural(len(problems) - errors, 'warning')}"
    talk(f"{entities:,} {'entity' if entities == 1 else 'entities'}: {counts}")
    ctx.exit(1 if errors else 0)


def _text(problem: Problem) -> str:
    said = "warning: " if problem.severity is Severity.WARNING else ""
    return printable(f"{problem.source}: {said}{problem.message} ({problem.rule})")


def _print_json(problems: Iterable[Problem]) -> None:
    rows = [
        {
            "path": problem.source.path,
            "line": problem.source.line,
            "column": problem.source.column,
            "rule": problem.rule,
            "severity": problem.severity.value,
            "message": problem.message,
        }
        for problem in problems
    ]
    click.echo(json.dumps(rows, indent=1))


def _github(problem: Problem) -> str:
    """A workflow command, with its own escapes: https://docs.github.com/actions/reference/workflow-commands-for-github-actions."""
    source = problem.source
    fields = {"file": source.path, "line": source.line, "col": source.column, "title": problem.rule}
    properties = ",".join(f"{name}={_escaped(str(value)).replace(':', '%3A').replace(',', '%2C')}" for name, value in fields.items())
    return printable(f"::{problem.severity.value} {properties}::{_escaped(problem.message)}")


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
