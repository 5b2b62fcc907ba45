"""Redirects of merged ids, followed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from registry.records import Alias, Entity, Never

__all__ = ["ends", "followed"]


def ends(redirects: Mapping[str, str]) -> dict[str, str]:
    """Each old id with the id at the end of its way; those that go round in a circle are left out. O(n).

    >>> ends({"taleban": "movement", "movement": "taliban", "a": "a"})
    {'taleban': 'taliban', 'movement': 'taliban'}
    """
    found: dict[str, str | None] = {}
    for old in redirects:
        way: dict[str, None] = {}
        id = old
        while id in redirects and id not in found and id not in way:
            way[id] = None
            id = redirects[id]
        end = None if id in way else found.get(id, id)
        found.update(dict.fromkeys(way, end))
    return {old: end for old in redirects if (end := found[old]) is not None}


def followed(entities: Iterable[Entity], ends: Mapping[str, str]) -> Iterator[Entity]:
    """The entities with every reference and slot that names an old id naming the new one."""
    if not ends:
        yield from entities
        return
    for entity in entities:
        if any(id in ends for id in (entity.stands_for, entity.country, entity.part_of, *entity.located_in, *entity.namesakes)):
            entity = replace(
                entity,
                stands_for=_end(entity.stands_for, ends),
                country=_end(entity.country, ends),
                part_of=_end(entity.part_of, ends),
                located_in=tuple(ends.get(id, id) for id in entity.located_in),
                namesakes=tuple(ends.get(id, id) for id in entity.namesakes),
            )
        rows: tuple[Alias | Never, ...] = (*entity.aliases, *entity.never)
        if any("{" in row.text for row in rows):
            entity = replace(
                entity,
                aliases=tuple(replace(row, text=_filled(row.text, ends)) if "{" in row.text else row for row in entity.aliases),
                never=tuple(replace(row, text=_filled(row.text, ends)) if "{" in row.text else row for row in entity.never),
            )
        yield entity


def _end(id: str | None, ends: Mapping[str, str]) -> str | None:
    return id if id is None else ends.get(id, id)


def _filled(text: str, ends: Mapping[str, str]) -> str:
    """A pattern with the old ids in its slots exchanged."""
    head, *slots = text.split("{")
    parts = [slot.partition("}") for slot in slots]
    return head + "".join("{" + ends.get(id, id) + brace + rest for id, brace, rest in parts)
