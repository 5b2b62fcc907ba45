"""`registry entity`: entities added, merged and split in place."""

from pathlib import Path

import click

from registry.cli.edits import dry_run_option, make
from registry.edits import AddEntity, MergeEntities, SplitEntity
from registry.records import Entity, EntityType, Feature

__all__ = ["entity"]

TYPES = tuple(kind.value for kind in EntityType)


@click.group()
def entity() -> None:
    """Add, merge or split entities; only the lines concerned change."""


@entity.command()
@click.argument("id")
@click.option("--name", required=True, help="The preferred name.")
@click.option("--type", "type_", type=click.Choice(TYPES), required=True, help="What it is.")
@click.option("--feature", type=click.Choice([feature.value for feature in Feature]), help="What kind of place.")
@click.option("--description", help="Who or what it is, in a line.")
@click.option("--country", metavar="ID", help="The state that it belongs to or serves.")
@click.option("--part-of", metavar="ID", help="The next larger place, or the body that it is an organ of.")
@click.option("--wikidata", metavar="Q…", help="Its item in Wikidata, only if you are sure.")
@click.option("--after", metavar="ID", help="The entity to stand behind; else it stands at the end.")
@click.option("--file", metavar="NAME", help="The file to stand in, where the registry is a folder.")
@dry_run_option
@click.pass_obj
def add(
    path: Path | None,
    id: str,
    name: str,
    type_: str,
    feature: str | None,
    description: str | None,
    country: str | None,
    part_of: str | None,
    wikidata: str | None,
    after: str | None,
    file: str | None,
    dry_run: bool,
) -> None:
    """Add an entity under ID, small letters, digits and single hyphens."""
    record = Entity(
        id,
        name,
        EntityType(type_),
        description=description,
        ids={"wikidata": wikidata} if wikidata else {},
        feature=Feature(feature) if feature else None,
        country=country,
        part_of=part_of,
    )
    make(path, AddEntity(record, after, file), dry_run=dry_run)


@entity.command()
@click.argument("id")
@click.argument("into")
@dry_run_option
@click.pass_obj
def merge(path: Path | None, id: str, into: str, dry_run: bool) -> None:
    """Make the entity ID part of INTO, which gets its name and its rows; ID redirects to INTO.

    Where both have another field, that of INTO stays. References to ID are rewritten.
    """
    make(path, MergeEntities(id, into), dry_run=dry_run)


@entity.command()
@click.argument("id")
@click.argument("new")
@click.option("--take", metavar="ALIAS", multiple=True, required=True, help="A form that goes over; may be given several times.")
@click.option("--name", help="The name of NEW; else the first plain text taken.")
@click.option("--type", "type_", type=click.Choice(TYPES), help="The type of NEW; else that of ID.")
@dry_run_option
@click.pass_obj
def split(path: Path | None, id: str, new: str, take: tuple[str, ...], name: str | None, type_: str | None, dry_run: bool) -> None:
    """Take forms out of the entity ID and make them the new entity NEW, behind it."""
    make(path, SplitEntity(id, new, take, name, EntityType(type_) if type_ else None), dry_run=dry_run)
