"""What an editor reads of an article: the line around a mention, a few lines for an item."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from registry.records import Annotation, Mention
from registry.review.items import Snippet

__all__ = ["MARK", "Place", "snippet", "snippets"]

Place = tuple[Annotation, Mention]
"""A mention in its article."""

MARK: Final = "**"
"""Stands on either side of the mention; guillemets are quotes in half the languages of the news."""
_AROUND: Final = 90
"""Characters shown on either side of a mention: a sentence of a news report has some 130."""
_LONGEST: Final = 120
"""Characters shown of a mention."""
_SHOWN: Final = 3
"""Snippets of an item: enough to decide most, few enough to be read."""
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]|\\s+")
"""What breaks a line, what cannot be seen, and what turns the direction of the text around."""


def snippet(annotation: Annotation, mention: Mention) -> Snippet:
    """The sentence of a mention on one line, cut where it is long.

    >>> from registry import Article
    >>> from registry.records import MentionKind, Status
    >>> mention = Mention(4, 10, "Rahmon", None, Status.NIL, MentionKind.NAME, 0.0)
    >>> snippet(Annotation(Article("Mr  Rahmon\\nspoke.", id="a")), mention).text
    'Mr **Rahmon** spoke.'
    """
    article = annotation.article
    start, end = next(
        ((first, last) for first, last in annotation.sentences if first <= mention.start and mention.end <= last), (0, len(article.text))
    )
    left, right = article.text[start : mention.start], article.text[mention.end : end]
    if len(left) > _AROUND:
        left = "…" + left[-_AROUND:]
    if len(right) > _AROUND:
        right = right[:_AROUND] + "…"
    named = article.text[mention.start : mention.end]
    named = named if len(named) <= _LONGEST else named[: _LONGEST - 1] + "…"
    line = f"{_line(left).lstrip()}{MARK}{_line(named)}{MARK}{_line(right).rstrip()}"
    return Snippet(article.id, line, article.date, article.source)


def _line(text: str) -> str:
    return _UNSEEN.sub(" ", text)


def snippets(places: Iterable[Place]) -> tuple[Snippet, ...]:
    """A few of the places: of other sources first, then of other articles, then of other forms; in the order of the articles."""
    rows = list(places)
    chosen: list[int] = []
    for told in (_source, _article, _form):
        seen = {told(rows[number]) for number in chosen}
        for number, row in enumerate(rows):
            if len(chosen) < _SHOWN and number not in chosen and told(row) not in seen:
                seen.add(told(row))
                chosen.append(number)
    return _distinct([snippet(*rows[number]) for number in sorted(chosen)])


def _distinct(found: Sequence[Snippet]) -> tuple[Snippet, ...]:
    """Without lines that a wire report has put into several papers."""
    return tuple({one.text: one for one in reversed(found)}.values())[::-1]


def _source(place: Place) -> str:
    return place[0].article.source or place[0].article.id


def _article(place: Place) -> str:
    return place[0].article.id


def _form(place: Place) -> str:
    return place[1].text
