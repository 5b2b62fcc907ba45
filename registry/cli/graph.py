"""`registry graph`: articles in, a network of their actors out, read in the terminal or written to files."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from registry.api import Registry, default_path, load
from registry.articles.corpus import Corpus
from registry.cli import making
from registry.cli.output import busy, plural, talk
from registry.cli.reading import Reading
from registry.cli.sections import SectionedCommand, option
from registry.cli.unresolved import Unresolved
from registry.errors import ExportError, GraphError
from registry.graph.counting.windows import TOKENS
from registry.graph.options import Null, Unit, Weight
from registry.graph.periods import Period
from registry.records import Entity, EntityType, Feature, Status

if TYPE_CHECKING:
    from registry.graph.counting.gist import Gist, Reader
    from registry.graph.reading.summary import Network

__all__ = ["graph"]

BACKBONES = ("significant", "disparity", "noise-corrected")
"""The methods of `registry.graph.chance.backbone`, which cannot be asked before networkx is loaded."""
WITHOUT_TIES = ("unit", "window", "weight", "minimum", "null", "backbone", "alpha", "between")
"""Options that mean nothing where actors are tied to articles and not to each other."""
WAYS = 3
"""Ways shown between two actors; further ones are mostly the same with another weak tie."""
OFFERED = 3
"""Candidates named where a name is not clear, as many as `Resolution.explain` tells."""

FILES, ARTICLES, TIES, KEPT, READING = "Files", "Articles and actors", "What ties two actors", "Which ties are kept", "Reading the network"


@click.command(cls=SectionedCommand)
@click.argument("paths", metavar="PATH…", nargs=-1, required=True)
@option(
    "-o",
    "outputs",
    metavar="FILE",
    type=click.Path(path_type=Path),
    multiple=True,
    section=FILES,
    help="Write the network in the format that the suffix names (.graphml or .gexf for Gephi, .csv …); may be given several times.",
)
@option("--jobs", metavar="N", type=click.IntRange(1), default=1, show_default=True, section=FILES, help="Read in so many processes.")
@option("--since", metavar="DATE", section=ARTICLES, help="Only articles dated on or after it: 2021, 2021-07 or 2021-07-28.")
@option("--until", metavar="DATE", section=ARTICLES, help="Only articles dated on or before it; 2021-07 ends with its last day.")
@option("--copies", is_flag=True, section=ARTICLES, help="Count every copy of a text that several articles carry, not the earliest alone.")
@option("--places", is_flag=True, section=ARTICLES, help="Count places and facilities as actors too, not states alone.")
@option("--demonyms", is_flag=True, section=ARTICLES, help='Let "Russian tanks" name the actor Russia.')
@option("--articles", "of_articles", is_flag=True, section=TIES, help="Tie actors to the articles that name them, not to each other.")
@option(
    "--unit",
    type=click.Choice([unit.value for unit in Unit]),
    default=Unit.ARTICLE.value,
    show_default=True,
    section=TIES,
    help="What has to name both actors.",
)
@option("--window", metavar="N", type=click.IntRange(2), default=TOKENS, show_default=True, section=TIES, help="Length of --unit tokens.")
@option(
    "--weight",
    type=click.Choice([weight.value for weight in Weight]),
    default=Weight.COUNT.value,
    show_default=True,
    section=TIES,
    help="Count each unit as 1, or as 1/(k-1) if it names k actors: long lists then weigh little (Newman).",
)
@option("--minimum", metavar="N", type=click.IntRange(1), default=1, show_default=True, section=KEPT, help="Leave out ties of fewer units.")
@option(
    "--backbone",
    type=click.Choice(BACKBONES),
    section=KEPT,
    help="Keep ties beyond chance: by q-value; or stronger than their actors' other ties (disparity), or than both actors' "
    "activity explains (noise-corrected).",
)
@option(
    "--alpha",
    metavar="P",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=0.05,
    show_default=True,
    section=KEPT,
    help="The greatest p-value that --backbone keeps; with significant the greatest q-value.",
)
@option(
    "--null",
    type=click.Choice([null.value for null in Null]),
    default=Null.HYPERGEOMETRIC.value,
    show_default=True,
    section=KEPT,
    help="What chance is: all units alike, or each with as many actors as it has (degrees), so that long lists prove little.",
)
@option(
    "--around",
    metavar="ENTITY",
    multiple=True,
    section=READING,
    help="Only who is near this actor, by id or any name; may be given several times.",
)
@option(
    "--hops",
    metavar="N",
    type=click.IntRange(0),
    default=1,
    show_default=True,
    section=READING,
    help="How many ties away --around reaches.",
)
@option(
    "--between",
    metavar="ONE OTHER",
    nargs=2,
    section=READING,
    help="The best ways from one actor to the other, and what was written at each step.",
)
@click.pass_context
def graph(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    outputs: tuple[Path, ...],
    around: tuple[str, ...],
    between: tuple[str, str] | None,
    hops: int,
    of_articles: bool,
    backbone: str | None,
    alpha: float,
    copies: bool,
    jobs: int,
    **asked: Any,
) -> None:
    """Connect the actors that the articles of each PATH name together.

    Prints the actors named in most articles, the strongest ties and why they are there, communities, and
    what was left unresolved; with --between the ways from one actor to another. Strength, betweenness and
    communities are those of the whole network, also where --around shows a part.

    PATH may also be a file that `registry annotate -o` wrote: its articles are not annotated again. An article
    that cannot be read is told, counted and left out; the exit code is then 1.
    """
    _check_usage(ctx, asked)
    from registry.graph.export import WRITERS
    from registry.graph.reading.measures import measure

    for output in outputs:
        if output.suffix.lower() not in WRITERS:
            raise click.BadParameter(f"{str(output)!r} has none of the suffixes {' '.join(WRITERS)}", param_hint="-o")
        if not output.parent.is_dir():
            raise ExportError(f"{output}: cannot be written: no such folder: {output.parent}; make it, or choose another path")
    where = ctx.obj or default_path()
    registry = load(where)
    near = [_entity(registry, name, "--around") for name in around]
    ends = [_entity(registry, name, "--between") for name in between or ()]
    reading = Reading(Corpus(paths), registry, where, jobs=jobs)
    unresolved = Unresolved()
    with ExitStack() as working:
        reader = _reader(registry, asked, of_articles=of_articles, copies=copies)
        gists = _then_busy(unresolved.gists(reading.each(partial(making.gists, reader=reader))), working)
        network = _network(registry, gists, asked, of_articles=of_articles, copies=copies)
        ties = network.number_of_edges()
        if backbone:
            from registry.graph.chance.backbone import backbone as backbone_of

            network = backbone_of(network, backbone, alpha)
        measure(network)
    _talk_of_rest(network, ties)
    _read(network, near, ends, hops, outputs)
    if not ends:
        click.echo()
        unresolved.print()
    reading.close()


def _check_usage(ctx: click.Context, asked: Mapping[str, Any]) -> None:
    """Options that would be passed over in silence are misuse, and so are dates that are none."""
    given = {name for name in ctx.params if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE}
    flags = {parameter.name: parameter.opts[0] for parameter in ctx.command.params}
    if "of_articles" in given and (vain := [flags[name] for name in WITHOUT_TIES if name in given]):
        raise click.UsageError(f"{vain[0]} is about ties between actors, and --articles ties them to articles; leave one out")
    if {"around", "between"} <= given:
        raise click.UsageError("--around shows who is near and --between the ways there; give one of them")
    if "window" in given and asked["unit"] != Unit.TOKENS:
        raise click.UsageError("--window is the length of --unit tokens; give both or neither")
    for name, other in (("alpha", "backbone"), ("hops", "around")):
        if name in given and other not in given:
            raise click.UsageError(f"{flags[name]} says how far {flags[other]} goes; give both or neither")
    try:
        Period(asked["since"], asked["until"])
    except ValueError as error:
        raise click.UsageError(f"--{error}") from None


def _reader(registry: Registry, asked: Mapping[str, Any], *, of_articles: bool, copies: bool) -> "Reader":
    """Makes of articles what `_network` wants of them."""
    from registry.graph.counting.actors import Casting
    from registry.graph.counting.gist import Reader

    tokens = asked["window"] if not of_articles and asked["unit"] == Unit.TOKENS else None
    return Reader(Casting(registry.entities, places=asked["places"], demonyms=asked["demonyms"], tokens=tokens), not copies)


def _network(registry: Registry, gists: "Iterable[Gist]", asked: Mapping[str, Any], *, of_articles: bool, copies: bool) -> "Network":
    if of_articles:
        kept = {name: asked[name] for name in ("places", "demonyms", "since", "until")}
        return registry.bipartite(gists, **kept, copies_once=not copies)
    return registry.cooccurrence(gists, **asked, copies_once=not copies)


def _then_busy(gists: "Iterable[Gist]", working: ExitStack) -> "Iterator[Gist]":
    """Hand the gists on, and when all are there say that the work goes on until `working` is closed."""
    yield from gists
    working.enter_context(busy("counting and measuring"))


def _talk_of_rest(network: "Network", ties: int) -> None:
    """Say which articles are not counted, and how many of the ties the backbone has left out."""
    if aside := network.graph.get("copies"):
        talk(f"{'1 copy' if aside == 1 else f'{aside:,} copies'} of other articles set aside; --copies counts them")
    if left_out := network.graph.get("left_out"):
        talk(f"{plural(left_out, 'article')} left out: not dated, or not within the period")
    if not len(network):
        talk("no article that counts names an actor of the registry: the network is empty")
    if "backbone" in network.graph:
        kept = network.number_of_edges()
        advice = "" if kept else "; too few articles, or too many ties for them: try a smaller --unit, or more articles"
        talk(f"the backbone has {kept:,} of {plural(ties, 'tie')}{advice}")


def _read(network: "Network", near: Sequence[Entity], ends: Sequence[Entity], hops: int, outputs: Sequence[Path]) -> None:
    """Take the part asked for, write it and print it."""
    from registry.cli.network import print_network, print_paths
    from registry.graph.export import write
    from registry.graph.reading.ways import along, around, paths

    nodes = [_node(network, entity) for entity in (*ends, *near)]
    if ends and len(set(nodes)) == 1:
        raise GraphError(
            f"{' and '.join(entity.name for entity in ends)} are the same actor of this network, {nodes[0]}; --around shows its ties"
        )
    ways = paths(network, *nodes, limit=WAYS) if ends else ()
    part = network
    if ends:
        part = along(network, ways)
    elif near:
        part = around(network, nodes, hops=hops)
        names = ", ".join(entity.name for entity in near)
        talk(f"{len(part):,} of {plural(len(network), 'node')} at most {plural(hops, 'tie')} away from {names}")
    if ends and not ways and outputs:
        talk("nothing connects them, and nothing was written")
        outputs = ()
    for output in outputs:
        write(part, output)
        talk(f"wrote {output}")
    if ends:
        print_paths(network, ends, ways)
    else:
        print_network(part)


def _entity(registry: Registry, name: str, option: str) -> Entity:
    """The entity of an id or a name."""
    if name in registry:
        return registry[name]
    resolution = registry.resolve(name)
    if resolution.entity is not None:
        return resolution.entity
    offered = " or ".join(f"{candidate.entity.id} ({candidate.entity.name})" for candidate in resolution.candidates[:OFFERED])
    if resolution.status is Status.AMBIGUOUS:
        raise GraphError(f"{option} {name!r} is ambiguous; give an id: {offered}")
    near = f"the nearest: {offered}" if offered else "give an id or another name"
    raise GraphError(f"{option} {name!r} names nothing in the registry; {near}")


def _node(network: "Network", entity: Entity) -> str:
    """The node of an entity: its own, or that of the state that it stands for."""
    if entity.id in network:
        return entity.id
    if entity.stands_for is not None and entity.stands_for in network:
        talk(f"{entity.name} stands for {network.nodes[entity.stands_for]['name']} here")
        return entity.stands_for
    if entity.feature is Feature.STATE:
        remedy = "--demonyms counts its demonyms"
    elif entity.type in (EntityType.PLACE, EntityType.FACILITY):
        remedy = "--places counts places and facilities"
    else:
        remedy = "`registry annotate` lists who is named"
    raise GraphError(f"{entity.id} ({entity.name}) is no actor of this network: no article counted names it as one; {remedy}")
