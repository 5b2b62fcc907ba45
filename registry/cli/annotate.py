"""`registry annotate`: the mentions of articles, to be read, as JSON Lines or as Parquet.

The JSON object of an article, a line each, is a row of a mention file (`registry.articles.mention_file` tells the fields):

    id, title, date, lang, source, text
    mentions        start, end, text, entity, stands_for, status, kind, score, nested, candidates, type, group, chrome, and as
                    evidence: [{rule, mention, alias, bits}]
    paragraphs, sentences, chrome

With --unregistered, of a name that the registry lacks: name, type, articles, sources, forms {form: count}, mentions [[id, start, end]].
"""

import json
import re
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click

from registry.api import Registry, default_path, load
from registry.articles.corpus import Corpus
from registry.articles.groups import NameGroup
from registry.cli.journal import Journal, is_stream
from registry.cli.making import Counts, annotations, counts_of, lines, tables
from registry.cli.output import json_line, plural, replace_by, replace_file, table, talk
from registry.cli.reading import Reading
from registry.errors import ExportError
from registry.records import Annotation, Mention, Status
from registry.store.load import fingerprint

__all__ = ["annotate"]

_LINE_END = re.compile(r"\r\n|\r|\n")
"""What editors count lines by."""
_PARQUET = ".parquet"


@click.command()
@click.argument("paths", metavar="PATH…", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object an article, each on a line.")
@click.option(
    "-o",
    "output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write that to FILE: JSON Lines, or Parquet if it ends so; `registry graph FILE` reads both.",
)
@click.option("--resume", is_flag=True, help="Go on with a FILE that was interrupted, after the last article in it.")
@click.option("--jobs", metavar="N", type=click.IntRange(1), default=1, show_default=True, help="Read in so many processes at once.")
@click.option("--unregistered", is_flag=True, help="List the names that the registry lacks instead, those in most articles first.")
@click.pass_obj
def annotate(
    path: Path | None, paths: tuple[str, ...], as_json: bool, output: Path | None, resume: bool, jobs: int, unregistered: bool
) -> None:
    """List the mentions of the articles of each PATH.

    \b
    The columns: place (article:line:column), text, kind, status, entity, stands for; the rivals of
    an ambiguous mention stand in the entity's place behind a question mark.
    The JSON of an article: {"id", "title", "date", "lang", "source", "text",
      "mentions": [{"start", "end", "text", "entity", "stands_for", "status", "kind", "score",
        "nested", "candidates": [id], "evidence": [{"rule", "mention", "alias", "bits"}],
        "type", "group", "chrome": bool}],
      "paragraphs": [[start, end]], "sentences": [[start, end]], "chrome": [[start, end, kind]]}
    start and end are code points of the text, end exclusive; entity is null unless linked, and
    stands_for is the state that a metonym means, else null; type is a guess on nil mentions,
    which share a group if they are one name.
    With --unregistered, a name: {"name", "type", "articles", "sources", "forms": {form: count},
      "mentions": [[article, start, end]]}

    An article that cannot be read is told, counted and left out; the exit code is then 1.
    """
    if as_json and output:
        raise click.UsageError("--json prints and -o writes a file; give one of them")
    if output == Path("-"):
        raise click.UsageError("-o wants a file; for standard output use --json")
    if resume:
        _check_resume(paths, output, unregistered=unregistered)
    where = path or default_path()
    registry = load(where)
    corpus = Corpus(paths)
    if output and corpus.holds(output):
        raise click.UsageError(f"-o {output} is one of the files that are read; write to another")
    reading = Reading(corpus, registry, where, jobs=jobs, quiet=as_json or (output is None and sys.stdout.isatty()))
    if unregistered:
        _list_unregistered(registry, reading.each(annotations), as_json=as_json, output=output)
    elif as_json:
        for line, _ in reading.each(lines):
            click.echo(line, nl=False)
    else:
        tally: Counter[str] = Counter()
        if output:
            _write(reading, corpus, output, where, tally, resume=resume)
        else:
            for annotation in reading.each(annotations):
                _tally(tally, counts_of(annotation))
                _list(annotation)
        parts = ", ".join(f"{tally[status]:,} {status}" for status in Status)
        talk(f"{plural(tally['articles'], 'article')}, {plural(tally['mentions'], 'mention')}: {parts}")
    reading.close()


def _check_resume(paths: tuple[str, ...], output: Path | None, *, unregistered: bool) -> None:
    if output is None or unregistered:
        raise click.UsageError("--resume goes on with the mentions in a FILE; give it by -o, and no --unregistered")
    if output.suffix.lower() == _PARQUET:
        raise click.UsageError("--resume cannot go on with Parquet, which is whole or nothing; write to a .jsonl file")
    if "-" in paths:
        raise click.UsageError("--resume reads the articles again, and standard input is gone; save them to a file")
    if is_stream(output):
        raise click.UsageError(f"--resume goes on with a file, and {output} is none")


def _write(reading: Reading, corpus: Corpus, output: Path, where: str | Path, tally: Counter[str], *, resume: bool) -> None:
    """Write the mention file: as a journal if another run could go on with it, else whole or not at all."""
    if output.suffix.lower() == _PARQUET:
        from registry.articles.parquet import check_installed, write_batches

        check_installed()
        batches = (batch for batch, counts in reading.each(tables) if _tally(tally, counts) and batch is not None)
        replace_by(output, lambda place: write_batches(place, batches))
    elif is_stream(output) or not corpus.repeatable:
        replace_file(output, (line for line, counts in reading.each(lines) if _tally(tally, counts)))
    else:
        _write_journal(reading, corpus, output, where, tally, resume=resume)
    talk(f"wrote {output}")


def _write_journal(reading: Reading, corpus: Corpus, output: Path, where: str | Path, tally: Counter[str], *, resume: bool) -> None:
    work = {"articles": corpus.measure()[1], "registry files": fingerprint(where), "versions of this program": _version()}
    journal = Journal(output, work, resume=resume)
    try:
        with journal:
            if journal.lines:
                if reading.skip(journal.lines) != json.loads(journal.last)["id"]:
                    raise ExportError(f"{output}.part: its last article is not the one at its place; remove it to begin anew")
                talk(f"{plural(journal.lines, 'article')} there already")
            for line, counts in reading.each(lines):
                journal.write(line)
                _tally(tally, counts)
    except BaseException:
        if done := journal.lines + tally["articles"]:
            talk(f"interrupted after {plural(done, 'article')}; the same command with --resume goes on")
        raise


def _version() -> str:
    try:
        return version("alias-registry")
    except PackageNotFoundError:
        return "checkout"


def _tally(tally: Counter[str], counts: Counts) -> bool:
    """Count one more article."""
    tally.update(articles=1, mentions=sum(counts))
    tally.update({status.value: count for status, count in zip(Status, counts, strict=True)})
    return True


def _list_unregistered(registry: Registry, annotations: Iterable[Annotation], *, as_json: bool, output: Path | None) -> None:
    groups = registry.unregistered(annotations)
    if as_json or output:
        lines = [json_line(_group_json(group)) for group in groups]
        if output:
            replace_file(output, lines)
            talk(f"wrote {output}")
        else:
            click.echo("".join(lines), nl=False)
        return
    rows = [
        (
            group.name,
            group.type.value if group.type else "",
            str(group.articles),
            str(len(group.mentions)),
            " | ".join(text for text, _ in group.forms if text != group.name),
        )
        for group in groups
    ]
    table(("name", "type", "articles", "mentions", "other forms"), rows)
    talk(plural(len(groups), "name"))


def _group_json(group: NameGroup) -> dict[str, object]:
    return {
        "name": group.name,
        "type": group.type and group.type.value,
        "articles": group.articles,
        "sources": group.sources,
        "forms": dict(group.forms),
        "mentions": [list(mention) for mention in group.mentions],
    }


def _list(annotation: Annotation) -> None:
    """On a terminal a table an article, else a line a mention that tells the article too."""
    article = annotation.article
    starts = [0, *(match.end() for match in _LINE_END.finditer(article.text))]
    drawn = sys.stdout.isatty()
    rows = []
    for mention in annotation.mentions:
        line = bisect_right(starts, mention.start)
        place = f"{line}:{mention.start - starts[line - 1] + 1}"
        indented = f"  {mention.text}" if drawn and mention.nested else mention.text
        rows.append((place if drawn else f"{article.id}:{place}", indented, *_told(mention)))
    title = " · ".join(part for part in (article.id, article.title) if part) if drawn else ""
    table(("place", "text", "kind", "status", "entity", "stands for"), rows, title=title)


def _told(mention: Mention) -> tuple[str, str, str, str]:
    entity = mention.entity_id or ""
    if mention.status is Status.AMBIGUOUS:
        entity = f"? {' | '.join(mention.candidates)}"
    return mention.kind.value, mention.status.value, entity, mention.stands_for or ""
