"""What a reading of articles could not link, counted while it runs."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from registry.cli.output import plural, table, talk
from registry.records import Status

if TYPE_CHECKING:
    from registry.cli.making import Noted
    from registry.graph.counting.gist import Gist

__all__ = ["Unresolved"]

SHOWN = 10
"""Rows of the table: half a screen."""


class Unresolved:
    """The mentions that were not linked."""

    def __init__(self) -> None:
        self.mentions = 0
        self.seen: Counter[tuple[str, Status]] = Counter()
        self.rivals: dict[tuple[str, Status], tuple[str, ...]] = defaultdict(tuple)

    def gists(self, noted: "Iterable[Noted]") -> "Iterator[Gist]":
        """Hand the gists of articles on, note what is unresolved in each, and say at the end what the registry no longer holds."""
        unknown: Counter[str] = Counter()
        for one in noted:
            self.mentions += one.mentions
            for text, status, candidates in one.unresolved:
                self.seen[text, status] += 1
                self.rivals[text, status] = candidates
            unknown.update(one.unknown)
            yield one.gist
        if unknown:
            (ident, _), *_ = unknown.most_common(1)
            talk(f"{plural(len(unknown), 'id')} of mentions in files not in the registry, such as {ident}; annotate their articles again")

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
