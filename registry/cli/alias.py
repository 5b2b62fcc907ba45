"""`registry alias`: the forms of an entity, edited in place."""

from pathlib import Path

import click

from registry.cli.edits import dry_run_option, make
from registry.edits import AddAlias, DateAlias, MoveAlias, RejectAlias, RemoveAlias
from registry.records import Alias, AliasKind

__all__ = ["alias"]

KINDS = tuple(kind.value for kind in AliasKind if kind is not AliasKind.PREFERRED)


@click.group()
def alias() -> None:
    """Add, remove, move, date or reject a form of an entity; only the lines concerned change.

    TEXT is the form as it is or shall be written; one that begins with a dash goes after --.
    """


@alias.command()
@click.argument("entity")
@click.argument("text")
@click.option("--kind", type=click.Choice(KINDS), default=AliasKind.VARIANT.value, help="What the form is to its entity.")
@click.option("--lang", metavar="CODE", help="Its language: ru, tg, fa, uz-Cyrl. English needs none.")
@click.option("--since", metavar="DATE", help="In use from: a year, a month or a day.")
@click.option("--until", metavar="DATE", help="In use to, the last day included.")
@click.option("--weak", is_flag=True, help="It never links alone.")
@click.option("--case", "case", type=click.Choice(["exact"]), help="Matched only in the case it is written in.")
@click.option("--note", help="For editors.")
@click.option("--source", help="Where the form was seen.")
@dry_run_option
@click.pass_obj
def add(
    path: Path | None,
    entity: str,
    text: str,
    kind: str,
    lang: str | None,
    since: str | None,
    until: str | None,
    weak: bool,
    case: str | None,
    note: str | None,
    source: str | None,
    dry_run: bool,
) -> None:
    """List TEXT under ENTITY, behind the last row of its script, language and kind."""
    row = Alias(text, AliasKind(kind), lang, since, until, weak, case is not None, note, source)
    make(path, AddAlias(entity, row), dry_run=dry_run)


@alias.command()
@click.argument("entity")
@click.argument("text")
@dry_run_option
@click.pass_obj
def remove(path: Path | None, entity: str, text: str, dry_run: bool) -> None:
    """Take TEXT off the list of ENTITY."""
    make(path, RemoveAlias(entity, text), dry_run=dry_run)


@alias.command()
@click.argument("text")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@dry_run_option
@click.pass_obj
def move(path: Path | None, text: str, source: str, target: str, dry_run: bool) -> None:
    """Take TEXT from the entity FROM to the entity TO, with all that its row says."""
    make(path, MoveAlias(text, source, target), dry_run=dry_run)


@alias.command()
@click.argument("entity")
@click.argument("text")
@click.option("--since", metavar="DATE", help="In use from: a year, a month or a day.")
@click.option("--until", metavar="DATE", help="In use to, the last day included.")
@dry_run_option
@click.pass_obj
def date(path: Path | None, entity: str, text: str, since: str | None, until: str | None, dry_run: bool) -> None:
    """Say from when and to when TEXT is in use for ENTITY."""
    if since is None and until is None:
        raise click.UsageError("give --since, --until or both")
    make(path, DateAlias(entity, text, since, until), dry_run=dry_run)


@alias.command()
@click.argument("entity")
@click.argument("text")
@click.option("--because", required=True, help="Why not: what the form names instead.")
@dry_run_option
@click.pass_obj
def reject(path: Path | None, entity: str, text: str, because: str, dry_run: bool) -> None:
    """Say that TEXT is never ENTITY; an alias of that text is removed."""
    make(path, RejectAlias(entity, text, because), dry_run=dry_run)
