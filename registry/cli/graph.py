"""`registry graph`: articles in, a network of their actors out."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from registry.api import default_path, load
from registry.articles.read import read_articles
from registry.cli.output import counted, plural, table, talk
from registry.records import Annotation, Status

__all__ = ["graph"]

UNITS = ("article", "paragraph", "sentence")
"""The members of `registry.graph.cooccurrence.Unit`, which cannot be asked before networkx is loaded."""
SHOWN = 10
"""Rows of a table: half a screen; the file has all of them."""


@click.command()
@click.argument("paths", metavar="PATH…", nargs=-1, required=True)
@click.option(
    "-o",
    "outputs",
    metavar="FILE",
    type=click.Path(path_type=Path),
    multiple=True,
    required=True,
    help="Where to, in the format that the suffix names: .graphml .gexf .json .csv .cyjs .png .svg; may be given several times.",
)
@click.option("--unit", type=click.Choice(UNITS), default=UNITS[0], show_default=True, help="What two actors must share to be tied.")
@click.option("--copies", is_flag=True, help="Count every copy of a text that several articles carry, not the earliest alone.")
@click.pass_obj
def graph(path: Path | None, paths: tuple[str, ...], outputs: tuple[Path, ...], unit: str, copies: bool) -> None:
    """Connect the actors that the articles of each PATH name together.

    Prints the actors named in most articles, the strongest ties, and what was left unresolved.
    """
    from registry.graph.export import WRITERS, write
    from registry.graph.summary import strongest_ties, top_actors

    for output in outputs:
        if output.suffix.lower() not in WRITERS:
            raise click.BadParameter(f"{str(output)!r} has none of the suffixes {' '.join(WRITERS)}", param_hint="-o")
    registry = load(path or default_path())
    unresolved = _Unresolved()
    annotations = map(registry.annotate, counted(read_articles(paths), "articles"))
    network = registry.cooccurrence(unresolved.noted(annotations), unit=unit, copies_once=not copies)
    for output in outputs:
        write(network, output)
        talk(f"wrote {output}")
    aside = network.graph["copies"]
    if aside:
        talk(f"{'1 copy' if aside == 1 else f'{aside:,} copies'} of other articles set aside; --copies counts them")
    actors, ties = network.number_of_nodes(), network.number_of_edges()
    table(
        ("entity", "name", "type", "articles", "mentions", "ties"),
        ((row.id, row.name, row.type, row.articles, row.mentions, row.ties) for row in top_actors(network, SHOWN)),
        title=f"Top actors, of {actors:,} in {plural(network.graph['articles'], 'article')}",
    )
    click.echo()
    table(
        ("actor", "actor", "articles", "paragraphs", "sentences", "npmi"),
        ((row.left, row.right, row.articles, row.paragraphs, row.sentences, row.npmi) for row in strongest_ties(network, SHOWN)),
        title=f"Strongest ties, of {ties:,} by {unit}",
    )
    click.echo()
    unresolved.print()


class _Unresolved:
    """The mentions that were not linked."""

    def __init__(self) -> None:
        self.mentions = 0
        self.seen: Counter[tuple[str, Status]] = Counter()
        self.rivals: dict[tuple[str, Status], tuple[str, ...]] = defaultdict(tuple)

    def noted(self, annotations: Iterable[Annotation]) -> Iterator[Annotation]:
        """Hand the annotations on and note what is unresolved."""
        for annotation in annotations:
            self.mentions += len(annotation.mentions)
            for mention in annotation.mentions:
                if mention.status is not Status.LINKED:
                    self.seen[mention.text, mention.status] += 1
                    self.rivals[mention.text, mention.status] = mention.candidates
            yield annotation

    def print(self) -> None:
        """How many, and the most frequent."""
        total = self.seen.total()
        ambiguous = sum(count for (_, status), count in self.seen.items() if status is Status.AMBIGUOUS)
        rows = sorted(self.seen.items(), key=lambda item: (-item[1], item[0]))[:SHOWN]
        table(
            ("mention", "times", "status", "candidates"),
            ((text, count, status.value, " | ".join(self.rivals[text, status])) for (text, status), count in rows),
            title=f"Unresolved: {total:,} of {plural(self.mentions, 'mention')}, {ambiguous:,} ambiguous and {total - ambiguous:,} nil",
        )
        if len(self.seen) > SHOWN:
            talk(f"{plural(len(self.seen) - SHOWN, 'more form')} unresolved; `registry annotate` lists every mention")
