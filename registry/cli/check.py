"""`registry check`: everything that is wrong with a registry file, at once, and what needs no editor put right."""

import json
import sys
from collections.abc import Iterable, Iterator
from difflib import unified_diff
from pathlib import Path

import click

from registry.api import default_path
from registry.cli.output import plural, printable, talk
from registry.errors import Problem, Severity
from registry.store.book import Book

__all__ = ["check"]

_NOTICES = 50
"""Notices that a person is shown: thousands of acronyms have thousands a letter apart, and the errors must be found among them."""


@click.command()
@click.argument("files", metavar="[FILE…]", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--with",
    "beside",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A registry that each FILE adds to: its entities are known, its own problems not told. May be given again.",
)
@click.option("--fix", is_flag=True, help="Correct in place what needs no editor; every other byte stays. Prints what is left.")
@click.option("--dry-run", is_flag=True, help="With --fix: print the corrections as a diff and write nothing.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="text: path:line:column: message (rule). json: one array. github: annotations on a pull request.",
)
@click.pass_context
def check(ctx: click.Context, files: tuple[Path, ...], beside: tuple[Path, ...], fix: bool, dry_run: bool, form: str) -> None:
    """Print every problem of the registry, or of each FILE; exit 1 if one is an error.

    FILE is a YAML file or a folder of them; each FILE is a registry of its own.

    \b
    --format json: [{"path", "line", "column", "rule", "severity": "error", "warning" or "notice", "message"}]
    """
    from registry.review.check import check as checked

    if dry_run and not fix:
        raise click.UsageError("--dry-run goes with --fix.")
    books = []
    for file in files or (Path(ctx.obj or default_path()),):
        after = _fix(file, beside, dry_run=dry_run) if fix else {}
        books.append(checked(file, beside=beside, contents=after))
    problems = [problem for book in books for problem in book.problems]
    if not dry_run:
        _print(problems, form)
    errors, warnings, notices = (sum(problem.severity is kind for problem in problems) for kind in Severity)
    entities = sum(_own(book) for book in books)
    counts = f"{plural(errors, 'error')}, {plural(warnings, 'warning')}" + (f", {plural(notices, 'notice')}" if notices else "")
    talk(f"{entities:,} {'entity' if entities == 1 else 'entities'}: {counts}")
    ctx.exit(1 if errors else 0)


def _own(book: Book) -> int:
    return sum(entity.place is None or entity.place.path not in book.beside for entity in book.entities)


def _fix(file: Path, beside: tuple[Path, ...], *, dry_run: bool) -> dict[str, bytes]:
    """Correct the files of a registry and tell what was done; their contents then."""
    from registry.review.check import fix, write

    before, after, fixed = fix(file, beside=beside)
    if dry_run:
        for path in before:
            for line in _diff(path, before[path].decode("utf-8", "replace"), after[path].decode("utf-8", "replace")):
                click.echo(printable(line.rstrip("\r\n")) if sys.stdout.isatty() else line, nl=sys.stdout.isatty())
    else:
        write(before, after)
    for problem in sorted(fixed):
        talk(f"{'would fix' if dry_run else 'fixed'} {_text(problem)}")
    return after


def _diff(path: str, before: str, after: str) -> Iterator[str]:
    """A unified diff that `patch` reads, also where the last line has no end."""
    old, new = ([f"{line}\n" for line in text.split("\n")] for text in (before, after))
    for lines in (old, new):
        last = lines.pop().removesuffix("\n")
        if last:
            lines.append(f"{last}\n\\ No newline at end of file\n")
    yield from unified_diff(old, new, path, path)


def _print(problems: Iterable[Problem], form: str) -> None:
    if form == "json":
        _print_json(problems)
        return
    notices = 0
    for problem in problems:
        notices += problem.severity is Severity.NOTICE
        if form == "github":
            click.echo(_github(problem))
        elif problem.severity is not Severity.NOTICE or notices <= _NOTICES:
            click.echo(_text(problem))
    if form == "text" and notices > _NOTICES:
        talk(f"{plural(notices - _NOTICES, 'notice')} not printed; --format json has them all")


def _text(problem: Problem) -> str:
    said = "" if problem.severity is Severity.ERROR else f"{problem.severity}: "
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
