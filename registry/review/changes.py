"""What differs between two readings of the same articles: the records that `impact` fills."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from registry.records import Mention, Status

__all__ = ["Change", "ChangeKind", "Counts", "EdgeChange", "Impact", "Pair", "Snippet", "Totals"]

Pair = tuple[str, str]


class ChangeKind(StrEnum):
    """What became of a mention; the order is that of an editor's concern."""

    RELINKED = "relinked"
    """It names another entity: the same stretch of text, or one that overlaps it."""
    VANISHED = "vanished"
    """It was linked and is no longer."""
    AMBIGUOUS = "ambiguous"
    """It is ambiguous now, and was linked, or was no mention."""
    APPEARED = "appeared"
    """It is linked now, and named nothing in the registry before."""
    DECIDED = "decided"
    """It was ambiguous and is not: linked, or no longer anything in the registry."""
    RECAST = "recast"
    """The same entity in another way: another kind of mention, another state stood for, a longer or shorter stretch."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A mention in its sentence, on one line."""

    left: str
    text: str
    right: str

    def __str__(self) -> str:
        return f"{self.left}[{self.text}]{self.right}"


@dataclass(frozen=True, slots=True)
class Change:
    """A mention that the two registries read differently; one side is None where that registry finds nothing."""

    kind: ChangeKind
    article: str
    """Id of the article."""
    before: Mention | None
    after: Mention | None
    snippet: Snippet = field(compare=False)

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands now, else where it stood."""
        mention = self.after or self.before
        return (mention.start, mention.end) if mention else (0, 0)


@dataclass(frozen=True, slots=True)
class Counts:
    """In how many articles, paragraphs and sentences two actors are named together."""

    articles: int = 0
    paragraphs: int = 0
    sentences: int = 0


@dataclass(frozen=True, slots=True)
class EdgeChange:
    """A tie of the network whose counts differ; the two ids are sorted."""

    left: str
    right: str
    before: Counts
    after: Counts


@dataclass(frozen=True, slots=True)
class Totals:
    """What was read."""

    articles: int = 0
    changed_articles: int = 0
    """Articles with a change."""
    before: Mapping[Status, int] = field(default_factory=dict)
    """Mentions by status, as the old registry reads them."""
    after: Mapping[Status, int] = field(default_factory=dict)
    redirected: Mapping[Pair, int] = field(default_factory=dict)
    """Mentions that only follow a redirect, by old and new id; they are no change."""
    edges_before: int = 0
    """Ties, each under the ids that the new registry has for its actors."""
    edges_after: int = 0


@dataclass(frozen=True, slots=True)
class Impact:
    """All differences: changes in the order of the articles and their texts, ties in the order of their ids."""

    changes: tuple[Change, ...]
    edges: tuple[EdgeChange, ...]
    totals: Totals

    def of(self, kind: ChangeKind) -> tuple[Change, ...]:
        """The changes of a kind."""
        return tuple(change for change in self.changes if change.kind is kind)

    @property
    def relinked(self) -> tuple[Change, ...]:
        """The mentions that change entity."""
        return self.of(ChangeKind.RELINKED)
