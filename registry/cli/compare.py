"""`registry compare`: how likely two names are to be of one bearer, without any registry."""

import click

from registry.api import compare as compare_names
from registry.cli.output import evidence_json, json_line, printable
from registry.records import EntityType

__all__ = ["compare"]


@click.command()
@click.argument("left", metavar="NAME")
@click.argument("right", metavar="NAME")
@click.option("--type", "type_", type=click.Choice([kind.value for kind in EntityType]), help="What the names are of, if that is known.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def compare(left: str, right: str, type_: str | None, as_json: bool) -> None:
    """Say how likely two names are to be of one bearer, and why: a line a piece of evidence, its weight in bits.

    \b
    Needs no registry file. --json: {"left", "right", "score", "evidence": [{"rule", "mention", "alias", "bits"}]}.
    """
    comparison = compare_names(left, right, type=type_)
    if as_json:
        record = {"left": left, "right": right, "score": round(comparison.score, 6), "evidence": evidence_json(comparison.evidence)}
        click.echo(json_line(record), nl=False)
        return
    for line in comparison.explain().split("\n"):
        click.echo(printable(line))
