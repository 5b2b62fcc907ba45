"""Entities to a compiled file. The tables are written from sorted bytes, so that a million aliases need no million objects of a trie."""

import os
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby, pairwise
from typing import BinaryIO, Final
from zlib import crc32

from registry.compiled.arrays import entry_key, entry_of, write_keys, write_lists, write_tree
from registry.compiled.container import Writer
from registry.compiled.fingerprint import libraries
from registry.compiled.names import FLAGS, GLUED, NEVER, REARRANGED
from registry.compiled.rows import pack_entity
from registry.match.arrange import arrangements, is_place_word, is_telling, takes_german_ch
from registry.match.index import is_capital, is_ministry_of_state, sound_keys
from registry.match.names import Entry, has_slot
from registry.match.near.tables import buckets_of, is_name
from registry.records import Entity
from registry.store.load import load_sources
from registry.store.read import paused_gc
from registry.store.redirects import ends, followed
from registry.store.replace import replacing

__all__ = ["Compiled", "compile_files", "compile_registry"]

_TAIL: Final = 12
"""Bytes of an `entry_key` behind its path."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """What was written: entities, their names and aliases, words and other symbols, bytes."""

    entities: int
    aliases: int
    symbols: int
    size: int


def compile_files(sources: Sequence[str | os.PathLike[str]], path: str | os.PathLike[str]) -> Compiled:
    """Compile registry files, or folders of them, which are one registry together.

    Raises RegistryFileError if one of them has an error, or the place cannot be written; nothing is written then.
    """
    book = load_sources(sources)
    return compile_registry(book.entities, path, redirects=book.redirects)


def compile_registry(entities: Iterable[Entity], path: str | os.PathLike[str], *, redirects: Mapping[str, str] | None = None) -> Compiled:
    """Write a compiled file, under a temporary name until it is whole. Time is O(n log n) in the number of aliases.

    What entities refer to must be among them; a file that says otherwise is refused when it is read.
    """
    way = ends(redirects or {})
    with paused_gc(), replacing(os.fspath(path)) as file:
        return _write(followed(entities, way), way, file)


@dataclass(slots=True)
class _Tables:
    """What grows while entities are read."""

    ids: list[bytes] = field(default_factory=list)
    record_starts: "array[int]" = field(default_factory=lambda: array("Q", [0]))
    files: dict[str, int] = field(default_factory=dict)
    spelt: "array[int]" = field(default_factory=lambda: array("I"))
    spelt_rows: "array[int]" = field(default_factory=lambda: array("I"))
    vocabulary: dict[str, int] = field(default_factory=dict)
    german: set[int] = field(default_factory=set)
    paths: list[bytes] = field(default_factory=list)
    patterns: list[bytes] = field(default_factory=list)
    bags: list[bytes] = field(default_factory=list)
    states: dict[int, dict[int, None]] = field(default_factory=dict)
    capitals: "array[int]" = field(default_factory=lambda: array("I"))
    ministries: "array[int]" = field(default_factory=lambda: array("I"))
    names: "array[int]" = field(default_factory=lambda: array("I"))
    name_starts: "array[int]" = field(default_factory=lambda: array("I", [0]))
    name_rows: "array[int]" = field(default_factory=lambda: array("I"))
    aliases: int = 0


def _write(entities: Iterable[Entity], way: Mapping[str, str], file: BinaryIO) -> Compiled:
    writer, tables = Writer(file), _Tables()
    writer.section("records.bytes", _read(entities, tables))
    writer.section("records.starts", tables.record_starts)
    write_keys(writer, "ids", tables.ids)
    spelt, rows = tables.spelt, tables.spelt_rows
    order = sorted(range(len(spelt)), key=spelt.__getitem__)
    writer.section("spelt.hashes", array("I", (spelt[at] for at in order)))
    writer.section("spelt.rows", array("I", (number for at in order for number in rows[2 * at : 2 * at + 2])))
    write_keys(writer, "symbols", (symbol.encode("utf-8", "surrogatepass") for symbol in tables.vocabulary))
    write_tree(writer, "trie", tables.paths)
    tables.paths.clear()
    write_tree(writer, "patterns", tables.patterns)
    _write_bags(writer, tables.bags)
    _write_sounds(writer, tables)
    _write_names(writer, tables)
    writer.section("states.symbols", array("I", sorted(tables.states)))
    write_lists(writer, "states", (list(tables.states[symbol]) for symbol in sorted(tables.states)))
    writer.section("capitals", tables.capitals)
    writer.section("ministries", tables.ministries)
    writer.close({"ends": way, "files": list(tables.files), "libraries": libraries()})
    file.seek(0, os.SEEK_END)
    return Compiled(len(tables.ids), tables.aliases, len(tables.vocabulary), file.tell())


def _read(entities: Iterable[Entity], tables: _Tables) -> Iterator[bytes]:
    """The records, one after another, while the tables grow."""
    for number, entity in enumerate(entities):
        record = pack_entity(entity, tables.files)
        tables.record_starts.append(tables.record_starts[-1] + len(record))
        tables.ids.append(entity.id.encode())
        for row, text in enumerate((entity.name, *(alias.text for alias in entity.aliases))):
            tables.aliases += 1
            if not has_slot(text):
                tables.spelt.append(crc32(text.encode("utf-8", "surrogatepass")))
                tables.spelt_rows.extend((number, row << FLAGS))
        _arrange(number, entity, tables)
        if is_capital(entity):
            tables.capitals.append(number)
        if is_ministry_of_state(entity):
            tables.ministries.append(number)
        yield record


def _arrange(number: int, entity: Entity, tables: _Tables) -> None:
    vocabulary = tables.vocabulary
    row = -1
    never = False
    for entry, symbols in arrangements(entity):
        if entry.never and not never:
            row, never = -1, True
        row += not (entry.rearranged or entry.glued)
        numbers = [vocabulary.setdefault(symbol, len(vocabulary)) for symbol in symbols]
        if not numbers:
            continue
        if takes_german_ch(entry.alias):
            tables.german.update(numbers)
        paths = tables.patterns if has_slot(entry.alias.text) else tables.paths
        if len(numbers) == 1 and paths is tables.paths and is_place_word(entry):
            tables.states.setdefault(numbers[0], {})[number] = None
        code = _code(row, entry)
        paths.append(entry_key(numbers, len(paths), number, code))
        if is_name(entry):
            tables.names.extend(numbers)
            tables.name_starts.append(len(tables.names))
            tables.name_rows.extend((number, code))
        if is_telling(entry, symbols):
            tables.bags.append(entry_key(sorted(set(numbers)), len(tables.bags), number, code))


def _code(row: int, entry: Entry) -> int:
    return row << FLAGS | REARRANGED * entry.rearranged | GLUED * entry.glued | NEVER * (entry.never is not None)


def _write_bags(writer: Writer, bags: list[bytes]) -> None:
    bags.sort()
    found = [(key, [number for item in items for number in entry_of(item)]) for key, items in groupby(bags, lambda item: item[:-_TAIL])]
    write_keys(writer, "bags", (key for key, _ in found))
    write_lists(writer, "bags", (numbers for _, numbers in found), 2)


def _write_names(writer: Writer, tables: _Tables) -> None:
    """The names by their words, and the words by their sound, as `registry.match.near.tables` has them."""
    starts, words = tables.name_starts, tables.names
    writer.section("names.lists", starts)
    writer.section("names.values", words)
    writer.section("names.rows", tables.name_rows)
    named: list[array[int]] = [array("I") for _ in tables.vocabulary]
    for name, (first, last) in enumerate(pairwise(starts)):
        for symbol in dict.fromkeys(words[first:last]):
            named[symbol].append(name)
    write_lists(writer, "named", named)
    buckets = buckets_of((number, word) for word, number in tables.vocabulary.items() if named[number])
    del named
    write_keys(writer, "buckets", (key.encode() for key in buckets))
    write_lists(writer, "buckets", (numbers for numbers, _ in buckets.values()))
    sounds = [sound for _, row in buckets.values() for sound in row]
    writer.section("buckets.lengths", bytearray(map(len, sounds)))
    writer.section("buckets.texts", array("I", accumulate((len(sound) + 1 for sound in sounds), initial=0)))
    writer.section("buckets.sounds", (f"{sound}\n".encode() for sound in sounds))


def _write_sounds(writer: Writer, tables: _Tables) -> None:
    sounds: dict[str, array[int]] = {}
    for symbol, number in tables.vocabulary.items():
        for key in sound_keys(symbol, german=number in tables.german):
            sounds.setdefault(key, array("I")).append(number)
    write_keys(writer, "sounds", (key.encode("utf-8", "surrogatepass") for key in sounds))
    write_lists(writer, "sounds", sounds.values())
