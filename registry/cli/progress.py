"""How far the reading of articles is, for a person who waits: a bar, articles a second, and the time left."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["progress"]

Moved = Callable[[int], None]
"""To be called after each article, with the bytes of the corpus that are behind."""


@contextmanager
def progress(size: int, *, quiet: bool = False) -> Iterator[Moved]:
    """Draw on standard error, if that is a terminal whose cursor can move and `quiet` is not asked for.

    size: bytes of the corpus, 0 if that is not known.
    """
    if quiet or not sys.stderr.isatty() or os.environ.get("TERM") in ("dumb", "unknown"):
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    text = TextColumn("{task.fields[articles]:,} articles")
    rate = TextColumn("{task.fields[rate]:,.0f} a second")
    # Errors are told above the bar; data on standard output is let be.
    with Progress(
        text, BarColumn(bar_width=24), rate, TimeRemainingColumn(), console=Console(stderr=True), transient=True, redirect_stdout=False
    ) as drawn:
        task = drawn.add_task("", total=size or None, articles=0, rate=0.0)
        began, first, articles = time.monotonic(), 0, 0

        def moved(read: int) -> None:
            nonlocal began, first, articles
            if not articles:  # what an earlier run has done is no work of this one
                began, first = time.monotonic(), read
                drawn.reset(task, total=max(size - first, 1) if size else None)
            articles += 1
            rate = articles / max(time.monotonic() - began, 0.1)
            drawn.update(task, completed=read - first, articles=articles, rate=rate)

        yield moved
