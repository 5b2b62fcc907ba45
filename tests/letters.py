"""Texts in which single letters are the actors, for the tests of the graph."""

from registry.records import Annotation, Article, Entity, EntityType, Mention, MentionKind, Status

LETTERS = {letter: Entity(letter, letter.upper(), EntityType.PERSON) for letter in "abcde"}


def read(text: str, *, id: str = "", date: str | None = None) -> Annotation:
    """Annotate a text in which each lower-case a to e names a person: lines are paragraphs, full stops end sentences."""
    mentions = [Mention(i, i + 1, c, c, Status.LINKED, MentionKind.NAME, 1.0) for i, c in enumerate(text) if c in LETTERS]
    return Annotation(Article(text, id=id, date=date), tuple(mentions), _cut(text, "\n"), _cut(text, ".\n"))


def _cut(text: str, ends: str) -> tuple[tuple[int, int], ...]:
    spans, start = [], 0
    for i, c in enumerate(text, 1):
        if c in ends or i == len(text):
            spans.append((start, i))
            start = i
    return tuple(spans)
