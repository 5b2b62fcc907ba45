"""`registry compile`: one file that opens at once, from registries of any size."""

from pathlib import Path

import click

from registry.cli.output import plural, talk

__all__ = ["compile_"]


@click.command("compile")
@click.argument("sources", metavar="SOURCE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o", "output", metavar="FILE", required=True, type=click.Path(path_type=Path), help="The file to write, replaced at the end."
)
def compile_(sources: tuple[Path, ...], output: Path) -> None:
    """Compile registries into one FILE that opens at once and answers the same.

    SOURCE is a YAML file, a folder of them, JSON Lines (.jsonl) or CSV (.csv) with an entity a line; all are one registry. FILE is
    given to --registry, $REGISTRY_FILE or `registry.load` in the place of the YAML. After a change in a SOURCE, or an update of this
    package that changes how names are read, compile again; a file that is out of date for the package is refused.
    """
    from registry.compiled.compile import compile_files

    if any(source.resolve() == output.resolve() for source in sources):
        raise click.UsageError(f"-o {output} is one of the sources; give it another name")
    done = compile_files(sources, output)
    entities = "1 entity" if done.entities == 1 else f"{done.entities:,} entities"
    talk(f"wrote {output}: {entities}, {plural(done.aliases, 'name')}, {done.size / 2**20:,.1f} MiB")
