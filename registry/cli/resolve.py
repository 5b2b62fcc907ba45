"""`registry resolve`: which entity a mention names."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from registry.api import default_path, load
from registry.cli.output import evidence_json, json_line, printable, table
from registry.records import EntityType, Resolution
from registry.text.dates import days

__all__ = ["resolve"]

SHOWN = 3
"""Rivals in a row of the table, as many as `Resolution.explain` tells; --json has all of them."""


@click.command()
@click.argument("mentions", metavar="MENTION…", nargs=-1, required=True)
@click.option("--lang", metavar="CODE", help="The language of the mentions (ru, de, uz …): its endings are undone.")
@click.option("--date", metavar="DATE", help="The day of the text, ISO 8601: aliases outside their dates do not fit.")
@click.option("--type", "type_", type=click.Choice([kind.value for kind in EntityType]), help="Only entities of this type.")
@click.option("--explain", is_flag=True, help="Say why, with the evidence for the best candidates.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a mention, each on a line.")
@click.pass_obj
def resolve(
    path: Path | None, mentions: tuple[str, ...], lang: str | None, date: str | None, type_: str | None, explain: bool, as_json: bool
) -> None:
    """Say which entity each MENTION names, or that it is ambiguous, or that the registry holds none.

    - stands for the lines of standard input, a mention each; what begins with a dash goes after --.

    \b
    The columns: mention, status, entity, name, score, candidates (best first, if it is not linked).
    --json: {"mention", "status", "entity": id or null, "name", "score",
      "candidates": [{"entity", "name", "type", "score", "alias", "evidence": [{"rule", "mention", "alias", "bits"}]}]}
      and, with --explain, "explanation".
    """
    registry = load(path or default_path())
    if date is not None and days(date) is None:
        raise click.BadParameter(f"{date!r} is not ISO 8601; write a year, a month or a day, such as 2021-07-28", param_hint="--date")
    resolutions = (registry.resolve(mention, lang=lang, date=date, type=type_) for mention in _expanded(mentions))
    if as_json:
        for resolution in resolutions:
            explanation = {"explanation": resolution.explain()} if explain else {}
            click.echo(json_line(_json(resolution) | explanation), nl=False)
    elif explain:
        for resolution in resolutions:
            for line in resolution.explain().split("\n"):
                click.echo(printable(line))
    else:
        table(("mention", "status", "entity", "name", "score", "candidates"), map(_row, resolutions))


def _expanded(mentions: Iterable[str]) -> Iterator[str]:
    """The mentions; for - the lines of standard input, blank ones too, so that answers pair with lines."""
    for mention in mentions:
        if mention == "-":
            for line in sys.stdin.buffer:
                yield line.decode("utf-8", "surrogateescape").removesuffix("\n").removesuffix("\r")
        else:
            yield mention


def _row(resolution: Resolution) -> tuple[str, str, str, str, float, str]:
    entity = resolution.entity
    rivals = () if entity else resolution.candidates[:SHOWN]
    return (
        resolution.mention,
        resolution.status.value,
        entity.id if entity else "",
        entity.name if entity else "",
        resolution.score,
        " | ".join(candidate.entity.id for candidate in rivals),
    )


def _json(resolution: Resolution) -> dict[str, object]:
    entity = resolution.entity
    return {
        "mention": resolution.mention,
        "status": resolution.status.value,
        "entity": entity.id if entity else None,
        "name": entity.name if entity else None,
        "score": round(resolution.score, 6),
        "candidates": [
            {
                "entity": candidate.entity.id,
                "name": candidate.entity.name,
                "type": candidate.entity.type.value,
                "score": round(candidate.score, 6),
                "alias": candidate.alias.text,
                "evidence": evidence_json(candidate.evidence),
            }
            for candidate in resolution.candidates
        ],
    }
