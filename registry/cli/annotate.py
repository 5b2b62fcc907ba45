"""`registry annotate`: the mentions of articles, to be read or as JSON Lines.

The JSON object of an article, a line each:

    id, title, date, lang, source   as the article came; null where it has none
    mentions                        in text order, outer before nested:
        start, end                  code points of the article's text, `end` exclusive
        text                        what stands there
        entity                      id if linked, else null
        stands_for                  on metonyms the id of the state meant, else null
        status                      linked, ambiguous or nil
        kind                        name, acronym, surname, demonym, metonym, description, title or pronominal_title
        score                       0..1, the probability that the best candidate is right
        nested                      true if the span lies inside another mention
        candidates                  entity ids, best first
        evidence                    of the best candidate, of a nil mention the cues of its type: [{rule, mention, alias, bits}]
        type                        person, organization …: the entity's if linked, of a nil mention a guess, else null
        group                       on nil mentions the fullest form of the name in the article, else null
        chrome                      true if the span lies in what stands around the story
    paragraphs, sentences           spans [start, end], in order
    chrome                          what stands around the story: [start, end, kind]; kind is byline, dateline, picture, related,
                                    navigation or footer

With --unregistered, of a name that the registry lacks: name, type, articles, sources, forms {form: count}, mentions [[id, start, end]].
"""

import re
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from registry.api import Registry, default_path, load
from registry.articles.groups import NameGroup
from registry.articles.read import read_articles
from registry.cli.output import counted, json_line, mention_json, plural, replace_file, table, talk
from registry.records import Annotation, Mention, Status

__all__ = ["annotate"]

_LINE_END = re.compile(r"\r\n|\r|\n")
"""What editors count lines by."""


@click.command()
@click.argument("paths", metavar="PATH…", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object an article, each on a line.")
@click.option("-o", "output", metavar="FILE", type=click.Path(path_type=Path), help="Write that JSON to FILE, replaced at the end.")
@click.option("--unregistered", is_flag=True, help="List the names that the registry lacks instead, those in most articles first.")
@click.pass_obj
def annotate(path: Path | None, paths: tuple[str, ...], as_json: bool, output: Path | None, unregistered: bool) -> None:
    """List the mentions of the articles of each PATH.

    \b
    The columns: place (article:line:column), text, kind, status, entity, stands for; the rivals of
    an ambiguous mention stand in the entity's place behind a question mark.
    The JSON of an article: {"id", "title", "date", "lang", "source",
      "mentions": [{"start", "end", "text", "entity", "stands_for", "status", "kind", "score",
        "nested", "candidates": [id], "evidence": [{"rule", "mention", "alias", "bits"}],
        "type", "group", "chrome": bool}],
      "paragraphs": [[start, end]], "sentences": [[start, end]], "chrome": [[start, end, kind]]}
    start and end are code points of the text, end exclusive; entity is null unless linked, and
    stands_for is the state that a metonym means, else null; type is a guess on nil mentions,
    which share a group if they are one name.
    With --unregistered, a name: {"name", "type", "articles", "sources", "forms": {form: count},
      "mentions": [[article, start, end]]}
    """
    if as_json and output:
        raise click.UsageError("--json prints and -o writes a file; give one of them")
    if output == Path("-"):
        raise click.UsageError("-o wants a file; for standard output use --json")
    registry = load(path or default_path())
    read = counted(read_articles(paths), "articles", quiet=as_json or (output is None and sys.stdout.isatty()))
    annotations = map(registry.annotate, read)
    if unregistered:
        _list_unregistered(registry, annotations, as_json=as_json, output=output)
        return
    if as_json:
        for annotation in annotations:
            click.echo(json_line(_json(annotation)), nl=False)
        return
    tally: Counter[str] = Counter()
    if output:
        replace_file(output, (json_line(_json(annotation)) for annotation in _tallied(annotations, tally)))
        talk(f"wrote {output}")
    else:
        for annotation in _tallied(annotations, tally):
            _list(annotation)
    parts = ", ".join(f"{tally[status]:,} {status}" for status in Status)
    talk(f"{plural(tally['articles'], 'article')}, {plural(tally['mentions'], 'mention')}: {parts}")


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


def _tallied(annotations: Iterable[Annotation], tally: Counter[str]) -> Iterator[Annotation]:
    for annotation in annotations:
        tally.update(articles=1, mentions=len(annotation.mentions))
        tally.update(mention.status.value for mention in annotation.mentions)
        yield annotation


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


def _json(annotation: Annotation) -> dict[str, object]:
    article = annotation.article
    return {
        "id": article.id,
        "title": article.title,
        "date": article.date,
        "lang": article.lang,
        "source": article.source,
        "mentions": [mention_json(mention) for mention in annotation.mentions],
        "paragraphs": [list(span) for span in annotation.paragraphs],
        "sentences": [list(span) for span in annotation.sentences],
        "chrome": [[start, end, kind.value] for start, end, kind in annotation.chrome],
    }
