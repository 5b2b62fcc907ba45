"""What a reading of articles could not link, counted while it runs."""

from collections import Counter, defaultdict
from collections.abc import Iterable

import click

from registry.cli.output import plural, table, talk
from registry.records import Status

__all__ = ["Unresolved"]

SHOWN = 10
"""Rows of the table: half a screen."""


class Unresolved:
    """The mentions that were not linked."""

    def __init__(self) -> None:
        self.mentions = 0
        self.seen: Counter[tuple[str, Status]] = Counter()
        self.rivals: dict[tuple[str, Status], tuple[str, ...]] = defaultdict(tuple)

    def note(self, mentions: int, unresolved: Iterable[tuple[str, Status, tuple[str, ...]]]) -> None:
        """Count the mentions of an article; of those that are not linked text, status and candidates are given."""
        self.mentions += mentions
        for text, status, candidates in unresolved:
            self.seen[text, status] += 1
            self.rivals[text, status] = candidates

    def print(self) -> None:
        """How many, and the most frequent."""
        total = self.seen.total()
        ambiguous = sum(count for (_, status), count in self.seen.items() if status is Status.AMBIGUOUS)
        title = f"Unresolved: {total:,} of {plural(self.mentions, 'mention')}, {ambiguous:,} ambiguous and {total - ambiguous:,} nil"
        if not total:
            click.echo(title)
            return
        rows = sorted(self.seen.items(), key=lambda item: (-item[1], item[0]))[:SHOWN]
        table(
            ("mention", "times", "status", "candidates"),
            ((text, count, status.value, " | ".join(self.rivals[text, status])) for (text, status), count in rows),
            title=title,
        )
        if len(self.seen) > SHOWN:
            talk(f"{plural(len(self.seen) - SHOWN, 'more form')} unresolved; `registry annotate` lists every mention")
