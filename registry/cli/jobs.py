"""Work on entries in the order in which they come, here or in processes of their own.

Each process loads the registry once and is handed a batch at a time; only so many batches are on their way that nobody waits, so a slow
writer holds the readers up instead of filling memory. The processes are begun anew (spawn), as on every system, and end with the one that
began them, however that ends.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any, TypeVar

from registry.api import Registry, load
from registry.articles.entry import Entry
from registry.errors import ArticleError, WorkerError

__all__ = ["BATCH", "Work", "worked"]

T = TypeVar("T")
Work = Callable[[Registry, Sequence[Entry]], Sequence[T | ArticleError]]
"""What is made of each entry of a batch, in order; it can be pickled."""

BATCH = 64
"""Entries handed over together: their way there and back is then a hundredth of the work."""
_LENGTH = 1 << 18
"""Bytes of a batch beyond which no entry is added: a quarter of a second's work or so, also where articles are books."""
_WAITING = 2
"""Batches ready for each process beside the one in work, so that it never waits while others are slow."""


def worked(
    entries: Iterable[Entry], work: Work[T], registry: Registry, path: str | Path, jobs: int
) -> Iterator[tuple[Entry, T | ArticleError]]:
    """Each entry with what `work` has made of it, in order. path: of the registry, for the processes, of which there are none for one job.

    Raises WorkerError if a process dies, and whatever `work` raises.
    """
    if jobs == 1:
        for entry in entries:
            (made,) = work(registry, (entry,))
            yield entry, made
        return
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), initializer=_begin, initargs=(str(path), work))
    waiting: deque[tuple[Sequence[Entry], Future[Sequence[T | ArticleError]]]] = deque()
    try:
        for batch in _batches(entries):
            waiting.append((batch, pool.submit(_do, batch)))
            if len(waiting) > jobs * (1 + _WAITING):
                yield from _taken(*waiting.popleft())
        while waiting:
            yield from _taken(*waiting.popleft())
    except BrokenProcessPool:
        raise WorkerError(_died(waiting)) from None
    finally:
        pool.shutdown(cancel_futures=True)


def _taken(batch: Sequence[Entry], future: "Future[Sequence[T | ArticleError]]") -> Iterator[tuple[Entry, T | ArticleError]]:
    try:
        made = future.result()
    except BrokenProcessPool:
        places = f"{batch[0].place} to {batch[-1].place}" if len(batch) > 1 else batch[0].place
        raise WorkerError(
            f"{places}: a process died while these were read or waited, perhaps for lack of memory; use fewer --jobs or look at them"
        ) from None
    yield from zip(batch, made, strict=True)


def _died(waiting: Sequence[tuple[Sequence[Entry], Any]]) -> str:
    place = waiting[0][0][0].place if waiting else "the end"
    return f"{place}: a process died at or after it, perhaps for lack of memory; use fewer --jobs or look at the articles"


def _batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    batch: list[Entry] = []
    begun = None
    for entry in entries:
        begun = entry.read if begun is None else begun
        batch.append(entry)
        if len(batch) >= BATCH or entry.read - begun >= _LENGTH:
            yield batch
            batch, begun = [], None
    if batch:
        yield batch


_worker: tuple[Registry, Work[Any]]
"""Of a process: what it works with."""


def _begin(path: str, work: Work[Any]) -> None:
    global _worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all; the one that began this one sees to it
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _worker = load(path), work


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do(batch: Sequence[Entry]) -> Sequence[Any]:
    registry, work = _worker
    return work(registry, batch)
