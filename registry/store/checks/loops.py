"""Loops in a table where each id leads to one other."""

from collections.abc import Iterator, Mapping

__all__ = ["loops"]


def loops(table: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Each loop once, from its first member in the order of the table and back to it; O(n).

    >>> list(loops({"a": "b", "b": "c", "c": "b"}))
    [('b', 'c', 'b')]
    """
    order = {id: position for position, id in enumerate(table)}
    done: set[str] = set()
    for start in table:
        steps: dict[str, int] = {}
        id = start
        while id in table and id not in done and id not in steps:
            steps[id] = len(steps)
            id = table[id]
        if id in steps:
            members = list(steps)[steps[id] :]
            turn = members.index(min(members, key=order.__getitem__))
            yield (*members[turn:], *members[:turn], members[turn])
        done.update(steps)
