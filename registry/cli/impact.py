"""`registry impact`: what a change of the registry does to articles, as tables, as Markdown for a pull request, or as JSON Lines.

The JSON, a line each, told apart by `change`:

    relinked, vanished, ambiguous, appeared, decided, recast
        article, snippet [left, mention, right], before and after: the mention as `registry annotate` has it, or null
    edge            left, right, before and after: {articles, paragraphs, sentences}
    redirected      before, after: ids; mentions: how many only follow the redirect
    totals          last: articles, changed_articles, mentions_before and mentions_after by status, edges_before, edges_after
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from registry.api import Registry
from registry.articles.read import read_articles
from registry.cli import markdown
from registry.cli.output import Cell, counted, json_line, mention_json, plural, table, talk
from registry.records import Status

if TYPE_CHECKING:
    from registry.review.changes import Change, ChangeKind, Impact
    from registry.review.rows import Group

__all__ = ["impact"]

GROUPS = 10
"""Kinds of change from one reading to another that a table shows: half a screen. JSON has all."""
EXAMPLES = 3
"""Snippets of each: enough to judge by."""
LONGEST_COMMENT = 60_000
"""Characters of Markdown: a comment on GitHub holds 65,536, and there may be a line of yours above it."""
LONGEST_ID = 60
"""Characters shown of an article's id; JSON has it in full."""
TIES = 20
"""Ties that a table shows."""

HEADINGS = {
    "relinked": "Relinked, another entity is named",
    "vanished": "Vanished, no longer linked",
    "ambiguous": "Ambiguous now",
    "appeared": "Appeared, newly linked",
    "decided": "Ambiguous before",
    "recast": "Recast, the same entity read in another way",
}
"""By `ChangeKind`, whose module is not loaded before the command runs."""


@click.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "--on", "first", metavar="PATH…", required=True, help="The articles; several may follow, as may a second --on.", multiple=True
)
@click.argument("more", metavar="--on PATH…", nargs=-1)
@click.option("--fail-on-relink", is_flag=True, help="Exit 1 if a mention changes entity.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="text: tables. markdown: the same for a comment on a pull request. json: an object a change, each on a line, all of them.",
)
@click.pass_context
def impact(ctx: click.Context, old: str, new: str, first: tuple[str, ...], more: tuple[str, ...], fail_on_relink: bool, form: str) -> None:
    """Tell what the change from the registry OLD to NEW does to articles.

    OLD and NEW are YAML files, folders of them, or REVISION:PATH for one as it stood in git: HEAD~3:aliases.yaml counts from the top
    of the repository, HEAD~3:./aliases.yaml from here.

    Mentions are compared by the text they span: which name another entity, which are no longer or newly linked, which became or ceased
    to be ambiguous, which are read in another way. Ties of the network are those whose counts change. Mentions of an entity that was
    merged into another follow its redirect and are no change.

    \b
    --format json: {"change": "relinked" | "vanished" | "ambiguous" | "appeared" | "decided" | "recast",
      "article", "snippet": [left, mention, right], "before": mention or null, "after": mention or null},
      {"change": "edge", "left", "right", "before", "after": {"articles", "paragraphs", "sentences"}},
      {"change": "redirected", "before": id, "after": id, "mentions"} and last {"change": "totals", …}
      A mention is as in `registry annotate --json`.
    """
    from registry.review.impact import impact as compare
    from registry.review.revision import open_source

    before, after = open_source(old), open_source(new)
    articles = counted(read_articles((*first, *more)), "articles")
    found = compare(Registry(before.entities), Registry(after.entities), articles, redirects=after.redirects)
    if form == "json":
        for row in _json(found):
            click.echo(json_line(row), nl=False)
    elif form == "markdown":
        click.echo("\n".join(_within(_markdown(found))), nl=False)
    else:
        _text(found)
    if fail_on_relink and found.relinked:
        verb = "changes" if len(found.relinked) == 1 else "change"
        talk(f"{plural(len(found.relinked), 'mention')} {verb} entity; look at each, and let the change pass if that is meant")
        ctx.exit(1)


def _json(found: "Impact") -> Iterator[dict[str, object]]:
    for change in found.changes:
        snippet = change.snippet
        yield {
            "change": change.kind.value,
            "article": change.article,
            "snippet": [snippet.left, snippet.text, snippet.right],
            "before": mention_json(change.before) if change.before else None,
            "after": mention_json(change.after) if change.after else None,
        }
    for edge in found.edges:
        yield {"change": "edge", "left": edge.left, "right": edge.right, "before": asdict(edge.before), "after": asdict(edge.after)}
    totals = found.totals
    for (gone, heir), count in totals.redirected.items():
        yield {"change": "redirected", "before": gone, "after": heir, "mentions": count}
    yield {
        "change": "totals",
        "articles": totals.articles,
        "changed_articles": totals.changed_articles,
        "mentions_before": {status.value: totals.before.get(status, 0) for status in Status},
        "mentions_after": {status.value: totals.after.get(status, 0) for status in Status},
        "edges_before": totals.edges_before,
        "edges_after": totals.edges_after,
    }


def _overview(found: "Impact") -> tuple[str, list[tuple[str, int, int]]]:
    """The heading, and what there was and is."""
    totals = found.totals
    rows = [(f"{status.value} mentions", totals.before.get(status, 0), totals.after.get(status, 0)) for status in Status]
    changed = f"{plural(len(found.changes), 'mention')} and {plural(len(found.edges), 'tie')} changed"
    title = f"{changed}; {plural(totals.articles, 'article')} read, {totals.changed_articles:,} with a change"
    return title, [*rows, ("ties", totals.edges_before, totals.edges_after)]


def _groups(found: "Impact", kind: "ChangeKind") -> tuple[str, list["Group"], str]:
    """The heading of a kind, the groups that a table shows, and a word on the others."""
    from registry.review.rows import groups

    every = groups(found, kind)
    shown = every[:GROUPS]
    rest = sum(len(group.changes) for group in every[GROUPS:])
    others = f"and {plural(rest, 'mention')} more, of {len(every) - len(shown):,} other readings" if rest else ""
    return f"{HEADINGS[kind.value]}: {plural(len(found.of(kind)), 'mention')}", shown, others


def _left_out(group: "Group") -> str:
    return f"and {len(group.changes) - EXAMPLES:,} more" if len(group.changes) > EXAMPLES else ""


def _redirects(found: "Impact") -> tuple[str, list[tuple[str, str, int]], str]:
    redirected = found.totals.redirected
    rows = [(*pair, count) for pair, count in sorted(redirected.items(), key=lambda item: (-item[1], item[0]))][:GROUPS]
    rest = len(redirected) - len(rows)
    return f"Redirected, no change: {plural(sum(redirected.values()), 'mention')}", rows, f"and {rest:,} more" if rest else ""


def _ties(found: "Impact") -> tuple[str, list[tuple[str, str, str, str, str]], str]:
    from registry.review.rows import tie_changes

    rows = [
        (
            edge.left,
            edge.right,
            _step(edge.before.articles, edge.after.articles),
            _step(edge.before.paragraphs, edge.after.paragraphs),
            _step(edge.before.sentences, edge.after.sentences),
        )
        for edge in tie_changes(found)[:TIES]
    ]
    rest = len(found.edges) - len(rows)
    return f"Ties: {len(found.edges):,} changed", rows, f"and {rest:,} more" if rest else ""


def _step(before: int, after: int) -> str:
    return f"{before:,}" if before == after else f"{before:,} → {after:,}"


_COLUMNS = ("was", "is", "mentions", "articles", "in the text")
_TIE_COLUMNS = ("actor", "actor", "articles", "paragraphs", "sentences")
_OVERVIEW_COLUMNS = ("", "before", "after")
_REDIRECT_COLUMNS = ("was", "is", "mentions")


def _text(found: "Impact") -> None:
    from registry.review.changes import ChangeKind

    title, overview = _overview(found)
    table(_OVERVIEW_COLUMNS, overview, title=title)
    for kind in ChangeKind:
        heading, shown, others = _groups(found, kind)
        rows = [row for group in shown for row in _rows(group)]
        _section(_COLUMNS, rows, heading, others)
    heading, redirects, others = _redirects(found)
    _section(_REDIRECT_COLUMNS, redirects, heading, others)
    heading, ties, others = _ties(found)
    _section(_TIE_COLUMNS, ties, heading, others)


def _section(columns: Sequence[str], rows: Sequence[Sequence[Cell]], heading: str, others: str) -> None:
    """A table, unless there is nothing to tell."""
    if rows:
        click.echo()
        table(columns, rows, title=heading)
        if others:
            click.echo(others)


def _rows(group: "Group") -> list[tuple[str, str, Cell, Cell, str]]:
    """On a terminal the group is told once; through a pipe each line stands for itself."""
    told = (group.before, group.after, len(group.changes), group.articles)
    again = ("", "", "", "") if sys.stdout.isatty() else told
    texts = [*(_shown(change) for change in group.changes[:EXAMPLES]), *filter(None, [_left_out(group)])]
    return [(*(again if at else told), text) for at, text in enumerate(texts)]


def _shown(change: "Change") -> str:
    return f"{change.snippet} · {_article(change)}"


def _article(change: "Change") -> str:
    """The article's id, as far as a table has room; ids of news are often addresses."""
    return change.article if len(change.article) <= LONGEST_ID else f"{change.article[: LONGEST_ID - 1]}…"


def _markdown(found: "Impact") -> Iterator[str]:
    from registry.review.changes import ChangeKind

    title, overview = _overview(found)
    yield markdown.heading(title)
    yield from markdown.table_lines(_OVERVIEW_COLUMNS, overview)
    for kind in ChangeKind:
        heading, shown, others = _groups(found, kind)
        rows = [
            (
                markdown.in_code(group.before),
                markdown.in_code(group.after),
                len(group.changes),
                group.articles,
                "<br>".join([*(_quoted(change) for change in group.changes[:EXAMPLES]), *filter(None, [_left_out(group)])]),
            )
            for group in shown
        ]
        yield from _marked(_COLUMNS, rows, heading, others)
    heading, redirects, others = _redirects(found)
    yield from _marked(_REDIRECT_COLUMNS, [(*map(markdown.in_code, ids), count) for *ids, count in redirects], heading, others)
    heading, ties, others = _ties(found)
    rows_of_ties = [(markdown.in_code(left), markdown.in_code(right), *counts) for left, right, *counts in ties]
    yield from _marked(_TIE_COLUMNS, rows_of_ties, heading, others)


def _within(lines: Iterable[str]) -> Iterator[str]:
    """The lines that a comment has room for, whole ones; usually all of them."""
    room = LONGEST_COMMENT
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            yield "\nThere is more, for which a comment has no room; --format json has all of it.\n"
            return
        yield line


def _marked(columns: Sequence[str], rows: Sequence[Sequence[Cell]], heading: str, others: str) -> Iterator[str]:
    if rows:
        yield markdown.heading(heading)
        yield from markdown.table_lines(columns, rows)
        if others:
            yield f"{others}\n"


def _quoted(change: "Change") -> str:
    snippet = change.snippet
    return f"{markdown.in_code(snippet.left, snippet.text, snippet.right, strong=1)} {markdown.in_code(_article(change))}"
