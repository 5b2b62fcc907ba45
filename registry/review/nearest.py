"""The entities of a registry that a name may be of, with the evidence in words.

Names are compared by the scorer of `registry.compare`. Only those of a registry are compared that share a word by its sound, an acronym
with the initials of a name, or a name with its acronym; of many, those whose shared words are the rarest.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from registry.articles.groups import words_of
from registry.evidence import Evidence, Rule
from registry.match.compare import compare_names
from registry.records import AliasKind, Comparison, Entity, EntityType
from registry.review.items import Option
from registry.text.romanise import sound_key

__all__ = ["Nearest", "reasons"]

_TELLING: Final = 3
"""Pieces of evidence told of an option, the heaviest; the rest is in `registry compare`."""
_COMPARED: Final = 40
"""Names of a registry that one name is compared with; the right one is among the first few if it is there."""
_LEAST: Final = 0.2
"""The probability of an option worth a line: one in five; below, names share a given name or "Asia"."""
_OPTIONS: Final = 3
_FORMS: Final = 3
"""Forms of a name that are compared, the fullest."""
_CONSONANTS: Final = 3  # of a word, as in `registry.articles.groups`
_VOWELS = re.compile("[aeiouy]")
_NOT_NAMES: Final = (AliasKind.TITLE, AliasKind.DESCRIPTION, AliasKind.DEMONYM)
_BODIES: Final = frozenset({EntityType.ORGANIZATION, EntityType.GROUP, EntityType.MILITARY_UNIT, EntityType.MEDIA, EntityType.FACILITY})
"""Types that a guess confounds."""


class Nearest:
    """Finds the likeliest bearers of a name in a registry."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._names: list[tuple[Entity, str]] = []
        self._blocks: defaultdict[str, list[int]] = defaultdict(list)
        for entity in entities:
            for text in _texts(entity):
                for key in _keys(text):
                    self._blocks[key].append(len(self._names))
                self._names.append((entity, text))

    def options(self, forms: Sequence[str], type: EntityType | None) -> tuple[Option, ...]:
        """The likeliest bearers of a name of these forms, best first. An entity that is `never` one of them is none."""
        refused = {form.casefold() for form in forms}
        best: dict[str, tuple[float, str, Entity, Comparison]] = {}
        for form in sorted(forms, key=lambda form: (-len(words_of(form)), form))[:_FORMS]:
            for entity, text in self._candidates(form):
                if not _agree(type, entity.type) or any(row.text.casefold() in refused for row in entity.never):
                    continue
                found = compare_names(form, text, entity.type)
                if found.score >= _LEAST and (entity.id not in best or (-found.score, text) < (-best[entity.id][0], best[entity.id][1])):
                    best[entity.id] = found.score, text, entity, found
        ranked = sorted(best.values(), key=lambda row: (-row[0], row[2].id))[:_OPTIONS]
        return tuple(
            Option(entity.id, entity.name, round(score, 3), (f"{found.left} · {text}", *reasons(found.evidence)))
            for score, text, entity, found in ranked
        )

    def _candidates(self, form: str) -> list[tuple[Entity, str]]:
        shared: Counter[int] = Counter()
        weights: defaultdict[int, float] = defaultdict(float)
        for key in _keys(form):
            block = self._blocks.get(key, ())
            for number in block:
                shared[number] += 1
                weights[number] += 1 / len(block)
        ranked = sorted(shared, key=lambda number: (-shared[number], -weights[number], number))
        rarest = sorted(shared, key=lambda number: (-weights[number], number))
        return [self._names[number] for number in dict.fromkeys([*ranked[: _COMPARED // 2], *rarest[: _COMPARED // 2]])]


def _texts(entity: Entity) -> list[str]:
    aliases = (alias.text for alias in entity.aliases if alias.kind not in _NOT_NAMES and "{" not in alias.text)
    return list(dict.fromkeys([entity.name, *aliases]))


def _keys(name: str) -> Iterator[str]:
    """The consonants that each word begins with, and the initials that the whole makes or is."""
    words = words_of(name)
    sounds = dict.fromkeys(sound for word in words if (sound := sound_key(word)))
    yield from dict.fromkeys(sound[:1] + _VOWELS.sub("", sound[1:])[: _CONSONANTS - 1] for sound in sounds)
    if len(words) > 1:
        yield "=" + "".join(word[0] for word in words)
    elif name.isupper():
        yield "=" + name.replace(".", "").lower()


def _agree(guess: EntityType | None, type: EntityType) -> bool:
    return guess is None or guess is type or {guess, type} <= _BODIES


def reasons(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """The heaviest evidence in words, what speaks for it first."""
    telling = sorted((item for item in evidence if item.rule is not Rule.PRIOR), key=lambda item: -abs(item.bits))[:_TELLING]
    return tuple(str(item) for item in sorted(telling, key=lambda item: -item.bits))
