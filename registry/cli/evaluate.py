"""`registry evaluate`: how well annotation agrees with a gold standard."""

from pathlib import Path

import click

from registry.api import default_path, load
from registry.articles.evaluate import Slice, evaluate_mentions, gold_annotations, pair_slice
from registry.articles.gold import read_gold
from registry.cli.output import counted, plural, table

__all__ = ["evaluate"]


@click.command()
@click.argument("gold", metavar="GOLD", type=click.Path(path_type=Path))
@click.option(
    "--articles",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Where the articles are, text files whose names begin with the gold's doc ids; else GOLD/articles, else GOLD.",
)
@click.pass_obj
def evaluate(path: Path | None, gold: Path, articles: Path | None) -> None:
    """Print precision, recall and F1 against the folder GOLD.

    GOLD holds mentions.jsonl, an object a line with doc, start, end, entity, kind and, where due, stands_for and inferable; it may
    hold entities.tsv (entities that it does not list are left out) and cooccurrence.json (the pairs of actors).

    A mention is right if its span, a leading article aside, and its entity are the gold's. Anaphoric are those marked inferable.
    A mention that the gold lacks counts against the kind it is said to be, and against all slices but the anaphoric one.
    """
    standard = read_gold(gold, articles)
    registry = load(path or default_path())
    annotations = {doc: registry.annotate(article) for doc, article in counted(standard.articles.items(), "articles")}
    report = evaluate_mentions(standard, annotations)
    told = registry.cooccurrence(annotations.values())
    wanted = standard.pairs
    if wanted is None:
        wanted = frozenset((min(pair), max(pair)) for pair in registry.cooccurrence(gold_annotations(standard)).edges)
    pairs = pair_slice(wanted, told.edges, standard.entities)
    table(
        ("slice", "gold", "predicted", "right", "precision", "recall", "F1"),
        [_row(part) for part in (*report.slices, pairs)],
        title=f"{plural(len(standard.articles), 'article')}, {plural(sum(map(len, standard.mentions.values())), 'mention')} in the gold",
    )
    click.echo(f"strangers' names: {report.strangers:,}; found as nil {report.strangers_found:,}, linked {report.strangers_linked:,}")


def _row(part: Slice) -> tuple[str, int, int, int, float, float, float]:
    return part.name, part.gold, part.predicted, part.right, part.precision, part.recall, part.f1
