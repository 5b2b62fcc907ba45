"""The reading of a corpus by a command: in how many processes, how far it is, and which entries were no articles."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import click

from registry.api import Registry
from registry.articles.corpus import Corpus
from registry.articles.entry import Entry
from registry.cli.jobs import Work, worked
from registry.cli.output import plural, talk
from registry.cli.progress import progress
from registry.errors import ArticleError

__all__ = ["Reading"]

T = TypeVar("T")


class Reading:
    """Reads the entries of a corpus in order; one that cannot be read is told on standard error, counted and passed over."""

    def __init__(self, corpus: Corpus, registry: Registry, path: str | Path, *, jobs: int, quiet: bool = False) -> None:
        self.broken = 0
        self._corpus, self._registry, self._path, self._jobs, self._quiet = corpus, registry, path, jobs, quiet
        self._entries: Iterator[Entry] | None = None

    def skip(self, articles: int) -> str | None:
        """Pass over so many articles and give the id of the last, None if there are fewer; entries between them are told as ever."""
        self._entries = iter(self._corpus)
        ident: str | None = ""
        for _ in range(articles):
            ident = self._next_id(self._entries)
            if ident is None:
                break
        return ident

    def _next_id(self, entries: Iterator[Entry]) -> str | None:
        for entry in entries:
            try:
                return entry.article().id
            except ArticleError as error:
                self._tell(error)
        return None

    def each(self, work: Work[T]) -> Iterator[T]:
        """What `work` makes of each entry that is an article."""
        size, _ = self._corpus.measure() if self._corpus.repeatable else (0, "")
        entries = self._entries or iter(self._corpus)
        with progress(size, quiet=self._quiet) as moved:
            for entry, made in worked(entries, work, self._registry, self._path, self._jobs):
                if isinstance(made, ArticleError):
                    self._tell(made)
                else:
                    yield made
                moved(entry.read)

    def _tell(self, error: ArticleError) -> None:
        self.broken += 1
        talk(f"Error: {error}")

    def close(self) -> None:
        """Say how many were passed over, and end the command with exit code 1 if there were any."""
        if self.broken:
            talk(f"{plural(self.broken, 'article')} could not be read and {'was' if self.broken == 1 else 'were'} left out")
            click.get_current_context().exit(1)
