"""What a change of the registry does to articles: how two registries read the same texts, compared mention by mention and tie by tie."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from types import MappingProxyType

from registry.api import Registry
from registry.graph.counting.actors import Cast, Casting
from registry.graph.counting.distinct import Distinct
from registry.graph.counting.windows import Window
from registry.records import Annotation, Article, Mention, Status
from registry.review.changes import Change, ChangeKind, Counts, EdgeChange, Impact, Pair, Snippet, Totals

__all__ = ["impact"]

_BLANKS = re.compile(r"\s+")

AROUND = 40
"""Characters shown on either side of a mention: with it about one line of a screen."""
LONGEST = 80
"""Characters shown of a mention; a name of a ministry in full has as many."""


def impact(old: Registry, new: Registry, articles: Iterable[Article], *, redirects: Mapping[str, str] = MappingProxyType({})) -> Impact:
    """Read articles with both registries and tell every difference.

    redirects: ids that the new registry has given up, each with the id that took its place. A mention that goes from the one to the
    other is no change but counted in `Totals.redirected`; so is a tie, which is counted under the new id on both sides.

    One pass over the articles, whose texts are not kept; an article handed over twice counts once, as in `cooccurrence`. Time: both
    readings of each article; one reading if the entities of both are equal. Memory: the changes, the ties, and a digest an article.

    >>> from registry import Alias, Entity, EntityType
    >>> entity = Entity("csto", "Collective Security Treaty Organization", EntityType.ORGANIZATION)
    >>> longer = Entity(entity.id, entity.name, entity.type, aliases=(Alias("Tashkent Pact"),))
    >>> (change,) = impact(Registry([entity]), Registry([longer]), [Article("The Tashkent Pact held.", id="a")]).changes
    >>> print(change.kind, change.after.entity_id, change.snippet)
    appeared csto The [Tashkent Pact] held.
    """
    comparison = _Comparison(old, new, redirects)
    same = not comparison.successors and tuple(old) == tuple(new)
    distinct = Distinct()
    for article in articles:
        ident = distinct.ident(article)
        if ident is not None:
            before = old.annotate(article)
            comparison.add(ident, before, before if same else new.annotate(article))
    return comparison.impact()


class _Comparison:
    """What has been compared so far."""

    def __init__(self, old: Registry, new: Registry, redirects: Mapping[str, str]) -> None:
        self.successors = {ident: end for ident in old.entities if (end := _end(ident, redirects, new)) != ident}
        self.changes: list[Change] = []
        self.articles = self.changed_articles = 0
        self.statuses: tuple[Counter[Status], Counter[Status]] = (Counter(), Counter())
        self.redirected: Counter[Pair] = Counter()
        self.ties = (_Ties(Casting(old.entities), self.successors), _Ties(Casting(new.entities), {}))

    def add(self, ident: str, before: Annotation, after: Annotation) -> None:
        self.articles += 1
        for side, annotation in enumerate((before, after)):
            self.statuses[side].update(mention.status for mention in annotation.mentions)
            self.ties[side].add(annotation)
        if before is after:
            return
        found = sorted(self._changes(before.mentions, after.mentions), key=_position)
        self.changed_articles += bool(found)
        text = before.article.text
        self.changes += [Change(kind, ident, was, now, _snippet(text, now or was)) for kind, was, now in found]

    def _changes(self, before: Sequence[Mention], after: Sequence[Mention]) -> Iterator[tuple[ChangeKind, Mention | None, Mention | None]]:
        now_at = {(mention.start, mention.end): mention for mention in after}
        was_at = {(mention.start, mention.end): mention for mention in before}
        gone: list[Mention] = []
        come: list[Mention] = []
        for span in was_at.keys() | now_at.keys():
            was, now = was_at.get(span), now_at.get(span)
            held, holds = _status(was), _status(now)
            if held is holds is Status.LINKED:
                kind = self._kind(was, now)
                if kind is not None:
                    yield kind, was, now
            elif held is holds:
                continue  # nil or ambiguous before and after
            elif holds is Status.AMBIGUOUS:
                yield ChangeKind.AMBIGUOUS, was, now
            elif held is Status.AMBIGUOUS:
                yield ChangeKind.DECIDED, was, now
            elif was is not None and held is Status.LINKED:
                gone.append(was)
            elif now is not None and holds is Status.LINKED:
                come.append(now)
        pairs = list(_overlapping(gone, come))
        for was, now in pairs:
            yield (ChangeKind.RECAST if self._heir(was.entity_id) == now.entity_id else ChangeKind.RELINKED), was, now
        paired = {id(mention) for pair in pairs for mention in pair}
        yield from ((ChangeKind.VANISHED, was, now_at.get((was.start, was.end))) for was in gone if id(was) not in paired)
        yield from ((ChangeKind.APPEARED, was_at.get((now.start, now.end)), now) for now in come if id(now) not in paired)

    def _kind(self, was: Mention | None, now: Mention | None) -> ChangeKind | None:
        assert was is not None
        assert now is not None
        if self._heir(was.entity_id) != now.entity_id:
            return ChangeKind.RELINKED
        if was.entity_id != now.entity_id:
            self.redirected[str(was.entity_id), str(now.entity_id)] += 1
        if (was.kind, self._heir(was.stands_for)) != (now.kind, now.stands_for):
            return ChangeKind.RECAST
        return None

    def _heir(self, ident: str | None) -> str | None:
        return self.successors.get(ident, ident) if ident is not None else None

    def impact(self) -> Impact:
        before, after = (ties.counts() for ties in self.ties)
        pairs = sorted(pair for pair in before.keys() | after.keys() if before.get(pair) != after.get(pair))
        edges = (EdgeChange(*pair, before.get(pair, Counts()), after.get(pair, Counts())) for pair in pairs)
        totals = Totals(
            articles=self.articles,
            changed_articles=self.changed_articles,
            before=dict(self.statuses[0]),
            after=dict(self.statuses[1]),
            redirected=dict(sorted(self.redirected.items())),
            edges_before=len(before),
            edges_after=len(after),
        )
        return Impact(tuple(self.changes), tuple(edges), totals)


class _Ties:
    """The ties of a network, counted as `cooccurrence` counts them, with ids that have a successor under its name."""

    def __init__(self, casting: Casting, successors: Mapping[str, str]) -> None:
        self._casting = casting
        self._successors = successors
        self._pairs: tuple[Counter[Pair], Counter[Pair], Counter[Pair]] = (Counter(), Counter(), Counter())

    def add(self, annotation: Annotation) -> None:
        cast = self._casting.cast(annotation)
        for pairs, windows in zip(self._pairs, _windows(cast), strict=True):
            for window in windows:
                pairs.update(combinations(self._named(window), 2))

    def _named(self, window: Window | Cast) -> Sequence[str]:
        if not self._successors:
            return window.actors
        return sorted({self._successors.get(ident, ident) for ident in window.actors})

    def counts(self) -> dict[Pair, Counts]:
        articles, paragraphs, sentences = self._pairs
        return {pair: Counts(count, paragraphs[pair], sentences[pair]) for pair, count in articles.items()}


def _windows(cast: Cast) -> tuple[Sequence[Window | Cast], ...]:
    return (cast,), cast.paragraphs, cast.sentences


def _end(ident: str, redirects: Mapping[str, str], new: Registry) -> str:
    """Where the redirects of an id lead, the id itself if to no entity; a loop, which no file that loads has, ends too."""
    at = ident
    for _ in redirects:
        if at in new or at not in redirects:
            break
        at = redirects[at]
    return at if at in new else ident


def _status(mention: Mention | None) -> Status:
    """What is in no mention and what is nil are the same here: the registry does not hold it."""
    return mention.status if mention else Status.NIL


def _overlapping(gone: Sequence[Mention], come: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Pair what overlaps, each mention once: the longest overlap first, then from left to right. O(length of the mentions)."""
    covering: defaultdict[int, list[int]] = defaultdict(list)
    for number, now in enumerate(come):
        for at in range(now.start, now.end):
            covering[at].append(number)
    shared = ((was, Counter(number for at in range(was.start, was.end) for number in covering.get(at, ()))) for was in gone)
    found = [
        (-length, was.start, was.end, come[number].start, come[number].end, was, come[number])
        for was, n in shared
        for number, length in n.items()
    ]
    used: set[int] = set()
    for *_, was, now in sorted(found, key=lambda row: row[:5]):
        if id(was) not in used and id(now) not in used:
            used |= {id(was), id(now)}
            yield was, now


def _position(change: tuple[ChangeKind, Mention | None, Mention | None]) -> tuple[int, int, int, int]:
    _, was, now = change
    first, second = now or was, was or now
    assert first is not None
    assert second is not None
    return first.start, -first.end, second.start, -second.end


def _snippet(text: str, mention: Mention | None) -> Snippet:
    assert mention is not None
    start, end = mention.start, mention.end
    left, right = text[max(start - AROUND, 0) : start], text[end : end + AROUND]
    if start > AROUND:
        left = f"…{left}"
    if end + AROUND < len(text):
        right = f"{right}…"
    named = mention.text if len(mention.text) <= LONGEST else f"{mention.text[: LONGEST - 1]}…"
    return Snippet(_line(left).lstrip(), _line(named), _line(right).rstrip())


def _line(text: str) -> str:
    """The text with each run of white space as one blank."""
    return _BLANKS.sub(" ", text)
