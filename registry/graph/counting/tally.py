"""What has been counted of the articles read so far: their windows, who is named in them, and the passages to quote."""

from collections import Counter
from collections.abc import Collection, Mapping
from itertools import combinations

from registry.graph.counting.actors import Cast
from registry.graph.counting.pairs import Pairs, Rows
from registry.graph.counting.quotes import Quotes
from registry.graph.counting.stories import Story
from registry.graph.options import Unit
from registry.graph.periods import month
from registry.graph.ties import Citation

__all__ = ["Tally"]


class Tally:
    """Counts stories as they come; each column of numbers is by the actor's place among the sorted ids (`actors`)."""

    def __init__(self) -> None:
        self.articles: list[Citation] = []
        self.copies: dict[int, tuple[Citation, ...]] = {}
        """By the number of the article that they copy."""
        self.mentions: Counter[str] = Counter()
        self.quotes = Quotes()
        self._numbers: dict[str, int] = {}
        """Of the actors, in the order first seen; sorted only when all are known."""
        self._rows = {unit: Rows() for unit in Unit}
        self._months: list[str] = []
        """Of each article, or ""."""
        self._homes: dict[Unit, list[int]] = {unit: [] for unit in Unit}
        """The article of each window."""
        self._apart = Rows()
        """Of the stretches of tokens those that begin behind the last one taken."""

    def add(self, story: Story) -> None:
        """Count one more story."""
        cast, number = story.cast, len(self.articles)
        self.articles.append(story.citation)
        self._months.append(month(story.date) or "")
        if story.copies:
            self.copies[number] = story.copies
        self.mentions.update(cast.mentions)
        for unit, windows in _windows(cast).items():
            for actors in windows:
                self._rows[unit].add([self._numbers.setdefault(ident, len(self._numbers)) for ident in actors])
                self._homes[unit].append(number)
        end = 0
        for window in cast.tokens:
            if window.start >= end:
                self._apart.add([self._numbers[ident] for ident in window.actors])
                end = window.end
        self.quotes.add(cast)

    def close(self) -> list[str]:
        """The ids of the actors, sorted; from now on an actor's number is its place among them."""
        ids = sorted(self._numbers)
        if list(self._numbers) != ids:
            places = {ident: place for place, ident in enumerate(ids)}
            numbers = [places[ident] for ident in self._numbers]
            self._rows = {unit: rows.renumbered(numbers) for unit, rows in self._rows.items()}
            self._apart = self._apart.renumbered(numbers)
            self._numbers = places
        return ids

    def windows(self, unit: Unit) -> int:
        """How many windows of the unit name an actor."""
        return len(self._rows[unit])

    def named(self, unit: Unit) -> list[int]:
        """How many of those name each actor."""
        return self._rows[unit].named(len(self._numbers))

    def tested(self, unit: Unit) -> Rows:
        """The windows by which chance is judged: of stretches of tokens, which overlap and so tell one thing twice, those that do not."""
        return self._apart if unit is Unit.TOKENS else self._rows[unit]

    def pairs(self, unit: Unit, *, damped: bool = False) -> Pairs:
        """The pairs that share a window of the unit; see `Rows.pairs`."""
        return self._rows[unit].pairs(damped=damped)

    def homes(self, unit: Unit, pairs: Collection[tuple[int, int]]) -> dict[tuple[int, int], list[int]]:
        """For each of the pairs the article of each window that names both, in the order read."""
        size = len(self._numbers)
        found: dict[int, list[int]] = {left * size + right: [] for left, right in pairs}
        for number, row in zip(self._homes[unit], self._rows[unit], strict=True):
            for left, right in combinations(row, 2):
                homes = found.get(left * size + right)
                if homes is not None:
                    homes.append(number)
        return {divmod(key, size): homes for key, homes in found.items()}

    def months(self, numbers: Collection[int]) -> Mapping[str, int]:
        """How many of the articles of these numbers are of each month, months in order; those that name none are left out."""
        counts = Counter(map(self._months.__getitem__, numbers))
        counts.pop("", None)
        return dict(sorted(counts.items())) if len(counts) > 1 else counts


def _windows(cast: Cast) -> dict[Unit, list[tuple[str, ...]]]:
    return {
        Unit.ARTICLE: [cast.actors] if cast.actors else [],
        Unit.PARAGRAPH: [window.actors for window in cast.paragraphs],
        Unit.SENTENCE: [window.actors for window in cast.sentences],
        Unit.TOKENS: [window.actors for window in cast.tokens],
    }
