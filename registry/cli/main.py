"""The group `registry`, and what becomes of errors.

Exit codes: 0 fine; 1 the input is wrong, and standard error has a line `Error: place: what; remedy` for each problem (`annotate` and
`graph` pass over a broken article and do the others first); 2 the command was misused (click's own); 130 interrupted; 141 the reader of the
pipe has gone, both as a shell counts signals. Anything that is no `RegistryError` is a bug and keeps its traceback.
"""

import io
import os
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import IO, Any

import click

from registry.cli.alias import alias
from registry.cli.annotate import annotate
from registry.cli.apply import apply
from registry.cli.check import check
from registry.cli.compare import compare
from registry.cli.compile import compile_
from registry.cli.difference import difference
from registry.cli.entity import entity
from registry.cli.evaluate import evaluate
from registry.cli.graph import graph
from registry.cli.impact import impact
from registry.cli.output import talk
from registry.cli.resolve import resolve
from registry.cli.review import review
from registry.cli.suggest import suggest
from registry.cli.undo import undo
from registry.errors import RegistryError, RegistryFileError, Severity

__all__ = ["cli", "main"]

INTERRUPTED = 130
"""128 + SIGINT."""
PIPE_CLOSED = 141
"""128 + SIGPIPE: what `cat` or `grep` report after `| head`."""


class InputError(click.ClickException):
    """A `RegistryError` on its way to the person."""

    exit_code = 1

    def __init__(self, error: RegistryError) -> None:
        super().__init__(str(error))
        if isinstance(error, RegistryFileError):
            self.lines = [str(problem) for problem in error.problems if problem.severity is Severity.ERROR]
        else:
            self.lines = [str(error)]

    def show(self, file: IO[Any] | None = None) -> None:
        """Print one line a problem; warnings are for `registry check`."""
        for line in self.lines:
            talk(f"Error: {line}")


class Shell(click.Group):
    """A group that knows the errors of this package."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command and see its output out, so that a closed pipe is noticed here."""
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()
        except RegistryError as error:
            raise InputError(error) from error
        except BrokenPipeError:
            _forget_stdout()
            ctx.exit(PIPE_CLOSED)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)


def _forget_stdout() -> None:
    """Let what is still buffered go nowhere; the interpreter would complain about it at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _print_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        try:
            number = version("alias-registry")
        except PackageNotFoundError:
            number = "from a checkout that is not installed"
        click.echo(f"registry {number}")
        ctx.exit()


@click.group(cls=Shell, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--registry",
    "path",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A YAML file, a folder of them, or a compiled registry; else $REGISTRY_FILE, ./aliases.yaml, or the registry that ships.",
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Print the version and exit.")
@click.pass_context
def cli(ctx: click.Context, path: Path | None) -> None:
    """Link mentions in news to a registry of entities, and connect the actors.

    PATH is a text file, JSON Lines (.jsonl, .jsonl.gz) or Parquet of articles (id, text, title, date, lang, source), a folder of these, or
    - for standard input.
    An index.yaml beside text files tells their titles, dates, languages and sources.
    """
    ctx.obj = path


for command in (
    resolve,
    compare,
    annotate,
    graph,
    difference,
    check,
    evaluate,
    impact,
    suggest,
    review,
    apply,
    undo,
    alias,
    entity,
    compile_,
):
    cli.add_command(command)


def main() -> None:
    """Run the command line; the entry point."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    cli(prog_name="registry")
