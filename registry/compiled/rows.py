"""Entities as bytes: a JSON array behind its own checksum, read when the entity is asked for."""

import json
from collections.abc import Sequence
from typing import Any, Final
from zlib import crc32

from registry.errors import Source
from registry.records import Alias, AliasKind, Entity, EntityType, Feature, Never

__all__ = ["pack_entity", "unpack_entity"]

_CHECK: Final = 4
"""Bytes of a checksum."""
_KINDS: Final = {kind.value: kind for kind in AliasKind}
_TYPES: Final = {kind.value: kind for kind in EntityType}
_FEATURES: Final[dict[str | None, Feature | None]] = {None: None, **{kind.value: kind for kind in Feature}}
_WEAK, _EXACT = 1, 2
_ALIAS_FIELDS: Final = 8
_NO_PLACE: Final = (0, 0, 0)


def pack_entity(entity: Entity, files: dict[str, int]) -> bytes:
    """An entity as bytes; `files` numbers the paths of places from 1, and grows."""
    written = [entity.place, *(alias.place for alias in entity.aliases), *(row.place for row in entity.never)]
    places = [_placed(place, files) for place in written] if any(written) else []
    record = [
        entity.id,
        entity.name,
        entity.type.value,
        [_pack_alias(alias) for alias in entity.aliases],
        [[row.text, row.because] for row in entity.never],
        entity.description,
        dict(entity.ids),
        entity.feature and entity.feature.value,
        entity.stands_for,
        entity.country,
        entity.part_of,
        entity.located_in,
        entity.namesakes,
        entity.note,
        [number for place in places for number in place],
    ]
    data = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return crc32(data).to_bytes(_CHECK, "little") + data


def _pack_alias(alias: Alias) -> str | list[Any]:
    flags = _WEAK * alias.weak + _EXACT * alias.exact_case
    kind = None if alias.kind is AliasKind.VARIANT else alias.kind.value
    row = [alias.text, kind, alias.lang, alias.since, alias.until, flags or None, alias.note, alias.source]
    while row[-1] is None:
        row.pop()
    return row if len(row) > 1 else alias.text


def _placed(place: Source | None, files: dict[str, int]) -> tuple[int, int, int]:
    return (files.setdefault(place.path, len(files) + 1), place.line, place.column) if place else _NO_PLACE


def unpack_entity(data: bytes, files: Sequence[str]) -> Entity:
    """The entity of some bytes. Raises ValueError if they are not what `pack_entity` gave."""
    if crc32(data[_CHECK:]) != int.from_bytes(data[:_CHECK], "little"):
        raise ValueError("checksum")
    try:
        return _entity(json.loads(str(data[_CHECK:], "utf-8", "surrogatepass")), files)
    except (TypeError, LookupError, AttributeError, RecursionError):  # sound by its checksum, and yet no entity: a forger's
        raise ValueError("shape") from None


def _entity(record: Any, files: Sequence[str]) -> Entity:
    id, name, type_, aliases, nevers, description, ids, feature, stands_for, country, part_of, located_in, namesakes, note, numbers = record
    places = _places(numbers, 1 + len(aliases) + len(nevers), files)
    return Entity(
        _text(id),
        _text(name),
        _TYPES[type_],
        tuple([_alias(row, place) for row, place in zip(aliases, places[1:], strict=False)]),
        tuple([Never(_text(text), _text(why), place) for (text, why), place in zip(nevers, places[1 + len(aliases) :], strict=True)]),
        _optional(description),
        {_text(scheme): _text(value) for scheme, value in ids.items()},
        _FEATURES[feature],
        _optional(stands_for),
        _optional(country),
        _optional(part_of),
        tuple(map(_text, located_in)),
        tuple(map(_text, namesakes)),
        _optional(note),
        places[0],
    )


def _alias(row: Any, place: Source | None) -> Alias:
    if type(row) is str:
        return Alias(row, place=place)
    text, kind, lang, since, until, flags, note, source = row + [None] * (_ALIAS_FIELDS - len(row))
    flags = flags or 0
    return Alias(
        _text(text),
        _KINDS[kind] if kind else AliasKind.VARIANT,
        _optional(lang),
        _optional(since),
        _optional(until),
        bool(flags & _WEAK),
        bool(flags & _EXACT),
        _optional(note),
        _optional(source),
        place,
    )


def _places(numbers: Any, count: int, files: Sequence[str]) -> list[Source | None]:
    if not numbers:
        return [None] * count
    if len(numbers) != 3 * count or not all(type(number) is int and number >= 0 for number in numbers):
        raise TypeError("places")
    return [
        Source(files[file - 1], line, column) if file else None
        for file, line, column in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True)
    ]


def _text(value: Any) -> str:
    if type(value) is not str:
        raise TypeError("text")
    return value


def _optional(value: Any) -> str | None:
    return None if value is None else _text(value)
