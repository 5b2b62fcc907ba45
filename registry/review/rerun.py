"""A queue made again: what editors have decided in the old one stays."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from registry.review.items import Item, Queue

__all__ = ["merged"]


def merged(old: Queue | None, registry: str, items: Sequence[Item], *, limit: int | None = None) -> Queue:
    """The new items with the decisions of the old queue, then the decided items that articles no longer ask for.

    limit: undecided items to keep, the first; what is decided is kept whatever it is.
    """
    decided = {item.key: item for item in (old.items if old else ()) if item.decision}
    found = [replace(item, decision=decided[item.key].decision) if item.key in decided else item for item in items]
    keys = {item.key for item in found}
    stale = [item for key, item in decided.items() if key not in keys]
    return Queue(registry, (*_first(found, limit), *stale), old.path if old else "")


def _first(items: Iterable[Item], limit: int | None) -> Iterable[Item]:
    asked = 0
    for item in items:
        asked += item.decision is None
        if item.decision or limit is None or asked <= limit:
            yield item
