"""An annotation as a row of a mention file, and back: what is written once need not be read again.

A row is a JSON object on a line of its own, or a row of Parquet with the same columns:

    id, title, date, lang, source   of the article; null where it has none, the id never
    text                            the article's, unchanged: all offsets are code points of it, `end` exclusive
    mentions                        in text order, outer before nested:
        start, end, text            the span, and what stands there
        entity                      id if linked, else null
        stands_for                  on metonyms the id of the state meant, else null
        status                      linked, ambiguous or nil
        kind                        name, acronym, surname, demonym, metonym, description, title or pronominal_title
        score                       0..1, the probability that the best candidate is right
        nested                      true if the span lies inside another mention
        candidates                  entity ids, best first
        evidence                    [{rule, mention, alias, bits}]
        type                        person, organization …, or null
        group                       on nil mentions the fullest form of the name in the article, else null
        chrome                      true if the span lies in what stands around the story
    paragraphs, sentences           spans [start, end], in order
    chrome                          what stands around the story: [start, end, kind]

The text is kept because all that is asked of it later (snippets, stretches of tokens, which articles are copies) would together be as
long. So a mention file is a file of articles too, and can be annotated anew when the registry has changed. Numbers are not rounded: what
is read back equals what was written.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from registry.chrome import Chrome, ChromeKind
from registry.evidence import Evidence, Rule
from registry.records import Annotation, Article, EntityType, Mention, MentionKind, Status

__all__ = ["from_row", "is_annotated", "mention_row", "to_row"]

_ARTICLE = ("id", "title", "date", "lang", "source", "text")
_ANNOTATED = ("mentions", "paragraphs", "sentences", "chrome")

Span = tuple[int, int]


def to_row(annotation: Annotation) -> dict[str, Any]:
    """The row of an annotation: scalars, lists and dicts.

    >>> row = to_row(Annotation(Article("Kabul", id="a"), sentences=((0, 5),)))
    >>> from_row(row) == Annotation(Article("Kabul", id="a"), sentences=((0, 5),))
    True
    """
    return {
        **{name: getattr(annotation.article, name) for name in _ARTICLE},
        "mentions": [mention_row(mention) for mention in annotation.mentions],
        "paragraphs": [list(span) for span in annotation.paragraphs],
        "sentences": [list(span) for span in annotation.sentences],
        "chrome": [[start, end, kind.value] for start, end, kind in annotation.chrome],
    }


def mention_row(mention: Mention) -> dict[str, Any]:
    """A mention as a row holds it."""
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "entity": mention.entity_id,
        "stands_for": mention.stands_for,
        "status": mention.status.value,
        "kind": mention.kind.value,
        "score": mention.score,
        "nested": mention.nested,
        "candidates": list(mention.candidates),
        "evidence": [{"rule": e.rule.value, "mention": e.mention, "alias": e.alias, "bits": e.bits} for e in mention.evidence],
        "type": mention.type and mention.type.value,
        "group": mention.group,
        "chrome": mention.chrome,
    }


def is_annotated(row: Mapping[str, Any]) -> bool:
    """Whether a row of an article carries its mentions too."""
    return all(isinstance(row.get(name), list) for name in _ANNOTATED)


def from_row(row: Mapping[str, Any], article: Article | None = None) -> Annotation:
    """The annotation of a row. article: what `row` says of it, if that is known already.

    Raises ValueError, TypeError or KeyError where the row is no annotation of its text: a span outside it, or a mention that is not what
    stands there.
    """
    if article is None:
        article = Article(**{name: row[name] for name in _ARTICLE})
    text = article.text
    mentions = tuple(_mention(told, text) for told in row["mentions"])
    paragraphs, sentences = _spans(row["paragraphs"], text), _spans(row["sentences"], text)
    chrome = tuple(Chrome(*_span(told[:2], text), ChromeKind(told[2])) for told in row["chrome"])
    return Annotation(article, mentions, paragraphs, sentences, chrome)


def _mention(told: Mapping[str, Any], text: str) -> Mention:
    start, end = _span((told["start"], told["end"]), text)
    if text[start:end] != told["text"]:
        raise ValueError(f"at {start} stands {text[start:end]!r}, not {told['text']!r}")
    entity, status = told["entity"], Status(told["status"])
    if (entity is None) is (status is Status.LINKED):
        raise ValueError(f"{told['text']!r} at {start} is {status.value} and has the entity {entity!r}")
    return Mention(
        start,
        end,
        told["text"],
        _text(entity),
        status,
        MentionKind(told["kind"]),
        float(told["score"]),
        _text(told["stands_for"]),
        bool(told["nested"]),
        tuple(map(str, told["candidates"])),
        tuple(Evidence(Rule(item["rule"]), item["mention"], item["alias"], float(item["bits"])) for item in told["evidence"]),
        told["type"] and EntityType(told["type"]),
        _text(told["group"]),
        bool(told["chrome"]),
    )


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise TypeError(f"{value!r} is no string")


def _spans(told: Sequence[Any], text: str) -> tuple[Span, ...]:
    return tuple(_span(span, text) for span in told)


def _span(told: Sequence[Any], text: str) -> Span:
    start, end = told
    if type(start) is not int or type(end) is not int or not 0 <= start <= end <= len(text):
        raise ValueError(f"the span {start!r} to {end!r} is not within the {len(text)} characters of the text")
    return start, end
