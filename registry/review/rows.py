"""The impact of a change in rows: mentions that changed alike stand together, the most frequent first."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from registry.records import Mention, MentionKind, Status
from registry.review.changes import Change, ChangeKind, EdgeChange, Impact

__all__ = ["Group", "groups", "tie_changes", "told"]

RIVALS = 3
"""Candidates told of an ambiguous mention, as many as `Resolution.explain` tells."""


@dataclass(frozen=True, slots=True)
class Group:
    """Changes of one kind from one reading to another; `before` and `after` are as `told` has them."""

    kind: ChangeKind
    before: str
    after: str
    changes: tuple[Change, ...]

    @property
    def articles(self) -> int:
        """How many articles the changes are in."""
        return len({change.article for change in self.changes})


def groups(impact: Impact, kind: ChangeKind) -> list[Group]:
    """The changes of a kind by what the mentions were and are; ties in rank go by what they were."""
    found: defaultdict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in impact.of(kind):
        in_full = kind is ChangeKind.RECAST
        found[told(change.before, in_full=in_full), told(change.after, in_full=in_full)].append(change)
    rows = (Group(kind, *reading, tuple(changes)) for reading, changes in found.items())
    return sorted(rows, key=lambda row: (-len(row.changes), row.before, row.after))


def tie_changes(impact: Impact) -> Sequence[EdgeChange]:
    """The ties by how much they change: articles, then paragraphs and sentences, then ids."""

    def rank(edge: EdgeChange) -> tuple[int, int, int, str, str]:
        before, after = edge.before, edge.after
        return (
            -abs(after.articles - before.articles),
            -abs(after.paragraphs - before.paragraphs),
            -abs(after.sentences - before.sentences),
            edge.left,
            edge.right,
        )

    return sorted(impact.edges, key=rank)


def told(mention: Mention | None, *, in_full: bool = False) -> str:
    """What a mention names: an id, the rivals behind a question mark, nil; a dash for no mention. In full: with its kind.

    >>> told(Mention(0, 6, "Moscow", "moscow", Status.LINKED, MentionKind.METONYM, 0.99, "russia"), in_full=True)
    'moscow for russia (metonym)'
    >>> told(Mention(0, 3, "Xi", None, Status.AMBIGUOUS, MentionKind.SURNAME, 0.06, candidates=("xi-jinping",))), told(None)
    ('? xi-jinping', '–')
    """
    if mention is None:
        return "–"
    if mention.status is Status.AMBIGUOUS:
        more = " | …" if len(mention.candidates) > RIVALS else ""
        return f"? {' | '.join(mention.candidates[:RIVALS])}{more}"
    if mention.entity_id is None:
        return mention.status.value
    if not in_full:
        return mention.entity_id
    meant = f" for {mention.stands_for}" if mention.stands_for and mention.kind is MentionKind.METONYM else ""
    return f"{mention.entity_id}{meant} ({mention.kind.value})"
