"""`registry suggest`: what articles have and the registry lacks, as a queue for its editors."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from registry.api import default_path, load
from registry.articles.read import read_articles
from registry.cli.output import counted, plural, table, talk

if TYPE_CHECKING:
    from registry.review.items import Item

__all__ = ["suggest"]

_COLUMNS = ("kind", "items", "decided", "mentions", "articles")


@click.command()
@click.argument("paths", metavar="PATH…", nargs=-1, required=True)
@click.option("-o", "output", metavar="QUEUE", required=True, help="The YAML file to write; - prints it.")
@click.option("--limit", metavar="N", type=click.IntRange(min=0), help="Ask at most N questions, the most important.")
@click.option(
    "--history",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="What was decided before, in JSON Lines; else NAME.history.jsonl beside the registry NAME.yaml, if it is there.",
)
@click.pass_obj
def suggest(path: Path | None, paths: tuple[str, ...], output: str, limit: int | None, history: Path | None) -> None:
    """Read the articles of each PATH and write what to decide, the most important first.

    Names that the registry lacks, new spellings of its entities, mentions that several of them could be, contradictions between articles:
    each with lines of the articles, the likeliest entities, the evidence, and an empty `decision:` for you to fill in, in an editor or with
    `registry review`.

    A QUEUE that exists keeps its decisions. What was rejected before is not asked again unless its evidence changed. The table says how
    many items and mentions there are of each kind; an article counts for each item that it has.
    """
    from registry.review.history import effective, history_path, read_history
    from registry.review.queue import queue_text, read_queue, write_queue
    from registry.review.rerun import merged
    from registry.review.suggest import suggest as suggested
    from registry.store.lock import locked

    printed = output == "-"
    file = os.fspath(path or default_path())
    if not printed and os.path.exists(output):
        read_queue(output)  # a slip in it is told before the articles are read
    said = effective(read_history(os.fspath(history) if history else history_path(file)))
    registry = load(file)
    items = suggested(registry, map(registry.annotate, counted(read_articles(paths), "articles")), history=said)
    if printed:
        click.echo(queue_text(merged(None, file, items, limit=limit)), nl=False)
        return
    with locked(os.path.dirname(os.path.realpath(output))):
        old = read_queue(output) if os.path.exists(output) else None
        queue = merged(old, file, items, limit=limit)
        write_queue(queue, output)
    table(_COLUMNS, _rows(queue.items))
    left = sum(item.decision is None for item in queue.items)
    talk(f"wrote {output}: {plural(len(queue.items), 'item')}, {left:,} to decide")


def _rows(items: "Iterable[Item]") -> list[tuple[str, int, int, int, int]]:
    from registry.review.items import ItemKind

    found = [(kind, [item for item in items if item.kind is kind]) for kind in ItemKind]
    return [
        (
            kind.value,
            len(rows),
            sum(item.decision is not None for item in rows),
            sum(item.mentions for item in rows),
            sum(item.articles for item in rows),
        )
        for kind, rows in found
    ]
