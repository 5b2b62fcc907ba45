"""A gold standard read from its folder: mentions.jsonl, the articles, and what else may lie there.

mentions.jsonl       an object a line: doc, start, end, surface, entity (or null), kind, stands_for, inferable
entities.tsv         optional; the first column of its rows under `id` lists the entities that the gold knows
cooccurrence.json    optional; `pairs` is a list of {a, b}
"""

import csv
import json
import os
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from registry.articles.read import read_articles
from registry.errors import GoldError
from registry.records import Article, MentionKind

__all__ = ["Gold", "GoldMention", "Pair", "read_gold"]

Pair = tuple[str, str]
"""Two entity ids, sorted."""

_TEXT = {".txt", ".text", ".md", ""}
"""Suffixes of an article of its own; JSON Lines beside the gold are its own tables."""


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A mention as an annotator marked it."""

    start: int
    end: int
    entity: str | None
    """None for a stranger: a real name that the registry need not hold."""
    kind: MentionKind
    stands_for: str | None = None
    inferable: bool = False
    """The words need the document's context: a description or title that points back."""


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold standard. `mentions` and `articles` have the same keys, the doc ids, sorted."""

    articles: Mapping[str, Article]
    mentions: Mapping[str, tuple[GoldMention, ...]]
    entities: frozenset[str]
    """Those that it knows; what names any other is neither right nor wrong."""
    pairs: frozenset[Pair] | None = None
    """Actors that share an article; None if the folder does not say."""


def read_gold(folder: str | os.PathLike[str], articles: str | os.PathLike[str] | None = None) -> Gold:
    """Read a gold standard; the articles lie in `articles`, else in FOLDER/articles, else in FOLDER.

    The article of a doc is the text file of that name, or the only one whose name goes on after it with no letter or digit: 000 is
    000-tanks.txt. Raises GoldError with place, what and remedy, also if a mention's `surface` is not what stands at its offsets,
    and ArticleError on an article that is not UTF-8.
    """
    folder = Path(folder)
    home = Path(articles) if articles is not None else folder / "articles"
    if articles is None and not home.is_dir():
        home = folder
    texts: dict[str, Article] = {}
    mentions: defaultdict[str, list[GoldMention]] = defaultdict(list)
    path = folder / "mentions.jsonl"
    for number, line in enumerate(_text(path).split("\n"), 1):
        if not line.strip():
            continue
        row = _row(line, f"{path}:{number}")
        doc = row["doc"]
        if doc not in texts:
            texts[doc] = _article(doc, home)
        mentions[doc].append(_mention(row, texts[doc], f"{path}:{number}"))
    if not mentions:
        raise GoldError(f"{path}: holds no mentions; write one object a line")
    known = {mention.entity for found in mentions.values() for mention in found if mention.entity is not None}
    return Gold(
        {doc: texts[doc] for doc in sorted(texts)},
        {doc: tuple(mentions[doc]) for doc in sorted(texts)},
        _entities(folder / "entities.tsv") or frozenset(known),
        _pairs(folder / "cooccurrence.json"),
    )


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GoldError(f"{path}: byte {error.start} is not UTF-8; convert the file to UTF-8") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise GoldError(f"{path}: {reason}; name a folder that holds mentions.jsonl") from error


def _row(line: str, place: str) -> dict[str, Any]:
    try:
        row: Any = json.loads(line)
    except ValueError as error:
        raise GoldError(f"{place}: not JSON ({error}); write one object a line") from error
    if not isinstance(row, dict):
        raise GoldError(f'{place}: not an object; write {{"doc": …, "start": …, "end": …, "entity": …, "kind": …}}')
    wanted: tuple[tuple[str, tuple[type, ...]], ...] = (
        ("doc", (str,)),
        ("start", (int,)),
        ("end", (int,)),
        ("kind", (str,)),
        ("entity", (str, type(None))),
        ("stands_for", (str, type(None))),
    )
    for field, types in wanted:
        value = row.get(field)
        if not isinstance(value, types) or isinstance(value, bool):
            names = " or ".join({str: "a string", int: "a whole number"}.get(one, "null") for one in types)
            raise GoldError(f"{place}: {field!r} is {value!r}; it must be {names}")
    return row


def _mention(row: Mapping[str, Any], article: Article, place: str) -> GoldMention:
    start, end = row["start"], row["end"]
    if not 0 <= start < end <= len(article.text):
        raise GoldError(f"{place}: the span {start}:{end} is not in the article, which has {len(article.text)} code points; correct it")
    found = article.text[start:end]
    if row.get("surface", found) != found:
        raise GoldError(f"{place}: {start}:{end} is {found!r}, not {row['surface']!r}; count code points of the unchanged file")
    try:
        kind = MentionKind(row["kind"])
    except ValueError:
        raise GoldError(f"{place}: 'kind' is {row['kind']!r}; use one of {', '.join(MentionKind)}") from None
    return GoldMention(start, end, row["entity"], kind, row.get("stands_for"), bool(row.get("inferable")))


def _article(doc: str, home: Path) -> Article:
    try:
        files = sorted(file for file in home.iterdir() if file.suffix.lower() in _TEXT and file.is_file())
    except OSError as error:
        raise GoldError(f"{home}: {error.strerror}; name the folder of the articles with --articles") from error
    found = [file for file in files if file.stem == doc]
    found = found or [file for file in files if file.name.startswith(doc) and not file.name[len(doc)].isalnum()]
    if not found:
        raise GoldError(f"{home}: no text file is named {doc!r}, or begins so; name the folder of the articles with --articles")
    if len(found) > 1:
        raise GoldError(f"{home}: {found[0].name!r} and {found[1].name!r} may both be the article {doc!r}; keep one")
    (article,) = read_articles(found)
    return replace(article, id=doc)


def _entities(path: Path) -> frozenset[str]:
    if not path.is_file():
        return frozenset()
    rows = csv.DictReader(_text(path).splitlines(), delimiter="\t")
    if "id" not in (rows.fieldnames or ()):
        raise GoldError(f"{path}:1: no column 'id'; begin the table with a line of headings")
    return frozenset(row["id"] for row in rows)


def _pairs(path: Path) -> frozenset[Pair] | None:
    if not path.is_file():
        return None
    try:
        pairs = [(row["a"], row["b"]) for row in json.loads(_text(path))["pairs"]]
        return frozenset((min(pair), max(pair)) for pair in pairs)
    except (ValueError, KeyError, TypeError) as error:
        raise GoldError(f'{path}: not {{"pairs": [{{"a": …, "b": …}}]}} ({error!r}); correct it or remove the file') from error
