"""A file that is in the order of its ids stays so.

Editors who sort find an entity by its place, and git merges two additions better. Entities and redirects are looked at apart, in each file.
Where all but a few ids are in order, those few are told; a file in another order, by theme or by importance, is left alone.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from registry.errors import Problem, Severity, Source
from registry.store.book import Book
from registry.store.checks.forms import Fold, fold, place_of

__all__ = ["FAIL", "PASS", "RULE", "check"]

RULE = "unsorted-ids"

PASS = """\
version: 1
entities:
  tajikistan: {name: Tajikistan, type: place}
  dushanbe: {name: Dushanbe, type: place}
  khorog: {name: Khorog, type: place}
  afghanistan: {name: Afghanistan, type: place}
  kabul: {name: Kabul, type: place}
"""

FAIL = """\
version: 1
entities:
  afghanistan: {name: Afghanistan, type: place}
  baghlan: {name: Baghlan, type: place}
  dushanbe: {name: Dushanbe, type: place}
  khorog: {name: Khorog, type: place}
  balkh: {name: Balkh, type: place}
  kunduz: {name: Kunduz, type: place}
  tajikistan: {name: Tajikistan, type: place}
  uzbekistan: {name: Uzbekistan, type: place}
"""

_SHARE = 8
"""One id in eight may be out of order in a file that is sorted; eight ids fall into such an order by chance once in 800 times."""


def check(book: Book, fold: Fold = fold, /) -> Iterator[Problem]:
    """Ids out of order, at the id; O(n log n)."""
    files: dict[tuple[str, str], list[tuple[str, Source]]] = defaultdict(list)
    for entity in book.entities:
        place = place_of(entity, book.path)
        files[place.path, "entities"].append((entity.id, place))
    for old in book.redirects:
        place = book.redirect_place(old)
        files[place.path, "redirects"].append((old, place))
    for rows in files.values():
        ids = [id for id, _ in rows]
        kept = _in_order(ids)
        if 0 < len(ids) - len(kept) <= len(ids) // _SHARE:
            sound = [ids[at] for at in kept]
            for at in sorted(set(range(len(ids))) - set(kept)):
                before = bisect_right(sound, ids[at])
                where = f"after {sound[before - 1]!r}" if before else f"before {sound[0]!r}"
                message = f"{ids[at]!r} is out of the order of ids that this file keeps; move it {where}"
                yield Problem(rows[at][1], RULE, message, Severity.WARNING)


def _in_order(ids: Sequence[str]) -> list[int]:
    """Positions of a longest run of ids that ascend, others left out: patience sorting (Fredman, Discrete Mathematics 11, 1975)."""
    tops: list[str] = []
    last: list[int] = []
    before: list[int] = []
    for at, id in enumerate(ids):
        pile = bisect_right(tops, id)
        before.append(last[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [id]
        last[pile : pile + 1] = [at]
    found: list[int] = []
    at = last[-1] if last else -1
    while at >= 0:
        found.append(at)
        at = before[at]
    return found[::-1]
