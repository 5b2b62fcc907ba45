"""The index: every alias as a sequence of symbols in a trie, with the vocabulary that words of a text are looked up in.

A symbol is a folded word ("tajik"), an acronym in its own case ("=CSTO"), a number ("#201") or a slot ("@russia"); symbols are
numbered. Aliases with slots live in a trie of their own, walked after the plain names of a text are known.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from registry.match.arrange import GERMAN_CH, arrangements, is_place_word, is_telling, is_word, takes_german_ch
from registry.match.names import Entry, Names, has_slot
from registry.match.near.tables import BuiltTables, Tables, is_name
from registry.match.near.words import NearWords
from registry.records import Alias, Entity, EntityType
from registry.text.lexicon import phrase_at
from registry.text.name_words import is_ministry
from registry.text.romanise import sound_key_once
from registry.text.tokens import words_of

__all__ = [
    "END",
    "Index",
    "Node",
    "is_capital",
    "is_ministry_of_state",
    "sound_keys",
    "variant_key",
]

Node = Mapping[int, Any]
"""A trie node: symbol number -> node; under END the entries that end here."""
END = -1


def variant_key(folded: str, lang: str | None) -> str:
    """The sound key of a folded word in a language; ch is kh in German, Polish, Czech and Slovak.

    It is asked for once for each word of a registry, and once for each that a text brings in, so nothing is kept.
    """
    return sound_key_once(folded.replace("ch", "kh").replace("skh", "sch") if lang in GERMAN_CH and folded.isascii() else folded)


class Index:
    """Names made findable in any form. The tries are built when something is asked that no alias spells exactly."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.entities = names.entities
        self._designators: dict[str, frozenset[str]] = {}

    @cached_property
    def vocabulary(self) -> Mapping[str, int]:
        """Symbol -> number; filled while the tries are built."""
        self._tries  # noqa: B018 (building fills it)
        return self._vocabulary

    @cached_property
    def symbols(self) -> Sequence[str]:
        """The symbols by number."""
        return list(self.vocabulary)

    @property
    def trie(self) -> Node:
        """Aliases without slots."""
        return self._tries[0]

    @property
    def patterns(self) -> Node:
        """Aliases with slots."""
        return self._tries[1]

    @cached_property
    def bags(self) -> Mapping[frozenset[int], list[Entry]]:
        """The set of symbols of an alias of three words or more, or of two with a number -> entries, for words in another order."""
        self._tries  # noqa: B018
        return self._bags

    def designators(self, entity: Entity) -> frozenset[str]:
        """What kind of thing an entity may be called: its type, its feature, and what its own aliases call it."""
        found = self._designators.get(entity.id)
        if found is None:
            tags = {entity.type.value, *((entity.feature.value,) if entity.feature else ())}
            for alias in (Alias(entity.name), *entity.aliases):
                words = words_of(alias.text)
                for at in range(len(words) if len(words) > 1 else 0):
                    tags.update(*(phrase.tags for phrase in phrase_at(words, at)[1]))
            found = self._designators[entity.id] = frozenset(tags)
        return found

    @cached_property
    def slots(self) -> Mapping[str, int]:
        """Entity id -> slot symbol, for every entity that a pattern mentions."""
        return {symbol[1:]: number for symbol, number in self.vocabulary.items() if symbol[0] == "@"}

    @cached_property
    def states_by_symbol(self) -> Mapping[int, frozenset[str]]:
        """A one-word name or demonym of a place -> the places so called; such a word may stand inside a longer name."""
        found: dict[int, set[str]] = defaultdict(set)
        for number, node in self.trie.items():
            for entry in node.get(END, ()):
                if is_place_word(entry):
                    found[number].add(entry.entity.id)
        return {number: frozenset(ids) for number, ids in found.items()}

    @cached_property
    def capitals(self) -> Mapping[str, Entity]:
        """State -> the place that stands for it, the last one if there are several."""
        return {entity.stands_for: entity for entity in self.entities.values() if entity.stands_for and is_capital(entity)}

    @cached_property
    def ministries(self) -> Sequence[Entity]:
        """The ministries of states, by their names, in the order of the file."""
        return [entity for entity in self.entities.values() if is_ministry_of_state(entity)]

    @cached_property
    def sounds(self) -> Mapping[str, Sequence[int]]:
        """Sound key -> symbols of words; acronyms and numbers have none."""
        keys: dict[str, list[int]] = defaultdict(list)
        for symbol, number in self.vocabulary.items():
            for key in sound_keys(symbol, german=number in self._german):
                keys[key].append(number)
        return keys

    @cached_property
    def tables(self) -> Tables:
        """Names by their words, and words by their sound."""
        self._tries  # noqa: B018
        return self._tables

    @cached_property
    def near_words(self) -> NearWords:
        """What finds words near a word."""
        return NearWords(self.tables, self.symbols)

    @cached_property
    def _tries(self) -> tuple[Node, Node]:
        self._vocabulary: dict[str, int] = {}
        self._bags: dict[frozenset[int], list[Entry]] = defaultdict(list)
        self._german: set[int] = set()
        self._tables = BuiltTables(self._vocabulary)
        trie: dict[int, Any] = {}
        patterns: dict[int, Any] = {}
        for entity in self.entities.values():
            for entry, symbols in arrangements(entity):
                self._insert(patterns if has_slot(entry.alias.text) else trie, entry, symbols)
        return trie, patterns

    def _insert(self, root: dict[int, Any], entry: Entry, symbols: list[str]) -> None:
        numbers = [self._vocabulary.setdefault(symbol, len(self._vocabulary)) for symbol in symbols]
        if not numbers:
            return
        node = root
        for number in numbers:
            node = node.setdefault(number, {})
        if takes_german_ch(entry.alias):
            self._german.update(numbers)
        node.setdefault(END, []).append(entry)
        if is_telling(entry, symbols):
            self._bags[frozenset(numbers)].append(entry)
        if is_name(entry):
            self._tables.add(entry, numbers)


def is_capital(entity: Entity) -> bool:
    """Whether it is a place that stands for a state."""
    return entity.type is EntityType.PLACE and bool(entity.stands_for)


def is_ministry_of_state(entity: Entity) -> bool:
    """Whether it is a ministry by its name, and says whose."""
    return entity.type is EntityType.ORGANIZATION and bool(entity.country) and is_ministry(entity.name)


def sound_keys(symbol: str, *, german: bool) -> set[str]:
    """The sound keys of a symbol, none of an acronym, a number or a slot; `german` if an alias in such a language has the word."""
    if not is_word(symbol):
        return set()
    return {key for lang in ((None, "de") if german else (None,)) if (key := variant_key(symbol, lang))}
