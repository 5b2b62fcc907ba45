"""`registry.match.names` over a compiled file: entities read when they are asked for, spellings found by their hash."""

from bisect import bisect_left
from collections.abc import ItemsView, Iterator, Mapping, Sequence, ValuesView
from typing import Final
from weakref import WeakValueDictionary
from zlib import crc32

from registry.compiled.arrays import Keys
from registry.compiled.container import Container
from registry.compiled.rows import unpack_entity
from registry.match.names import Entry, Names, has_slot
from registry.records import Alias, AliasKind, Entity

__all__ = ["GLUED", "NEVER", "REARRANGED", "Entities", "MappedNames", "read_entries", "references"]

REARRANGED, GLUED, NEVER = 1, 2, 4
FLAGS: Final = 3
"""Bits of the flags; above them the number of the row: 0 the name, then the aliases; of a `never` row, its own."""
_CACHE: Final = 20_000
"""Entities kept; with five aliases each some 40 MB."""


class Entities(Mapping[str, Entity]):
    """The entities by id, in the order of the file.

    What is alive is not read twice, so that two look-ups of an entity give one object, as they do where all are in memory.
    """

    def __init__(self, file: Container) -> None:
        self._file = file
        self._ids = Keys(file, "ids")
        self._starts = file.section("records.starts")
        self._files: Sequence[str] = file.said["files"]
        self._kept: dict[int, Entity] = {}
        self._alive: WeakValueDictionary[int, Entity] = WeakValueDictionary()
        self._rows: WeakValueDictionary[tuple[int, int, int], Alias] = WeakValueDictionary()
        if len(self._starts) != len(self._ids) + 1 or self._starts[-1] != len(file.section("records.bytes")):
            raise file.damaged("its table of entities")

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[str]:
        return self._ids.texts()

    def __contains__(self, id: object) -> bool:
        return isinstance(id, str) and self.number(id) >= 0

    def __getitem__(self, id: str) -> Entity:
        number = self.number(id)
        if number < 0:
            raise KeyError(id)
        return self.at(number)

    def values(self) -> ValuesView[Entity]:
        """The entities in their order."""
        return _Values(self)

    def items(self) -> ItemsView[str, Entity]:
        """Ids with their entities, in their order."""
        return _Items(self)

    def number(self, id: str) -> int:
        """Where an id comes in the file; -1 if it is none of them."""
        return self._ids.find(id.encode("utf-8", "surrogatepass"))

    def id(self, number: int) -> str:
        """The id at a place in the file."""
        return self._ids.text(number)

    def at(self, number: int) -> Entity:
        """The entity at a place in the file. Raises RegistryFileError if its record is damaged."""
        entity = self._kept.get(number) or self._alive.get(number)
        if entity is None:
            try:
                data = self._file.read("records.bytes", self._starts[number], self._starts[number + 1])
                entity = unpack_entity(data, self._files)
            except (ValueError, IndexError):
                entity = None
            if entity is None or self.number(entity.id) != number or any(self.number(id) < 0 for id in references(entity)):
                raise self._file.damaged(f"entity {number + 1:,} of {len(self):,}")
            self._alive[number] = entity
            if len(self._kept) >= _CACHE:
                self._kept.clear()
            self._kept[number] = entity
        return entity

    def row(self, number: int, code: int) -> tuple[Entity, Alias, str | None]:
        """An entity, one of its rows as an alias, and the reason of a `never` row."""
        entity = self.at(number)
        row, never = code >> FLAGS, code & NEVER
        if row > len(entity.never if never else entity.aliases) or (never and row == len(entity.never)):
            raise self._file.damaged(f"a row of entity {number + 1:,}")
        if row and not never:
            return entity, entity.aliases[row - 1], None
        alias = self._rows.get((number, row, never))
        if alias is None:
            alias = Alias(entity.never[row].text) if never else Alias(entity.name, AliasKind.PREFERRED)
            self._rows[number, row, never] = alias
        return entity, alias, entity.never[row].because if never else None


class _Values(ValuesView[Entity]):
    _mapping: Entities

    def __iter__(self) -> Iterator[Entity]:
        return map(self._mapping.at, range(len(self._mapping)))


class _Items(ItemsView[str, Entity]):
    _mapping: Entities

    def __iter__(self) -> Iterator[tuple[str, Entity]]:
        return ((entity.id, entity) for entity in self._mapping.values())


def references(entity: Entity) -> Iterator[str]:
    """The ids that an entity refers to."""
    for id in (entity.stands_for, entity.country, entity.part_of, *entity.located_in, *entity.namesakes):
        if id is not None:
            yield id


def read_entries(entities: Entities, numbers: Sequence[int]) -> list[Entry]:
    """Entries from their pairs of numbers: which entity, which row of it in which arrangement."""
    found = []
    for at in range(0, len(numbers), 2):
        code = numbers[at + 1]
        entity, alias, never = entities.row(numbers[at], code)
        found.append(Entry(entity, alias, bool(code & REARRANGED), bool(code & GLUED), never))
    return found


class MappedNames(Names):
    """Entities by id and aliases by their exact spelling."""

    entities: Entities

    def __init__(self, file: Container) -> None:
        super().__init__(())
        self.entities = Entities(file)
        self.file = file
        self._hashes, self._pairs = file.section("spelt.hashes"), file.section("spelt.rows")
        if 2 * len(self._hashes) != len(self._pairs):
            raise file.damaged("its table of spellings")

    def bearers(self, text: str) -> Sequence[tuple[Entity, Alias]]:
        """The entities with an alias that is this text, letter by letter, and that alias. O(log n)."""
        if has_slot(text):
            return ()
        hashes, pairs, wanted = self._hashes, self._pairs, crc32(text.encode("utf-8", "surrogatepass"))
        at = bisect_left(hashes, wanted)
        found = []
        while at < len(hashes) and hashes[at] == wanted:
            entity, alias, _ = self.entities.row(pairs[2 * at], pairs[2 * at + 1])
            if alias.text == text:
                found.append((entity, alias))
            at += 1
        return found
