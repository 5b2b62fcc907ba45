"""The entities of a registry that a name may be of, with the evidence in words.

Names are compared by the scorer of `registry.compare`. Only those of a registry are compared that share a word by its sound, an acronym
with the initials of a name, or a name with its acronym; of many, those that share most.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from registry.articles.groups import words_of
from registry.evidence import Evidence, Rule
from registry.match import weights
from registry.match.compare import compare_names
from registry.records import AliasKind, Entity, EntityType
from registry.review.items import Option
from registry.text.romanise import sound_key

__all__ = ["Nearest", "reasons"]

_TELLING: Final = 3
"""Pieces of evidence told of an option, the heaviest; the rest is in `registry compare`."""
_COMPARED: Final = 40
"""Names of a registry that one name is compared with; the right one is among the first few if it is there."""
_OF_ONE: Final = 6
"""Names of one entity among these; the spellings of one name in twenty languages must not crowd out the next bearer."""
_LEAST: Final = 0.2
"""The probability of an option worth a line: one in five; below, names share a given name or "Asia"."""
_LEAST_OF_A_PART: Final = 0.01
"""The same of a name that is one of its words: whoever reads "Badakhshan" has to think of Badakhshan Province."""
_OPTIONS: Final = 3
_FORMS: Final = 3
"""Forms of a name that are compared, the fullest."""
_CONSONANTS: Final = 3  # of a word, as in `registry.articles.groups`
_VOWELS = re.compile("[aeiouy]")
_NOT_NAMES: Final = (AliasKind.TITLE, AliasKind.DESCRIPTION, AliasKind.DEMONYM)


class Nearest:
    """Finds the likeliest bearers of a name in a registry."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._names: list[tuple[Entity, str]] = []
        self._widths: list[int] = []
        self._blocks: defaultdict[str, list[int]] = defaultdict(list)
        for entity in entities:
            for text in _texts(entity):
                keys = dict.fromkeys(_keys(text))
                for key in keys:
                    self._blocks[key].append(len(self._names))
                self._widths.append(len(keys))
                self._names.append((entity, text))

    def options(self, forms: Sequence[str], type: EntityType | None, beside: Collection[str] = ()) -> tuple[Option, ...]:
        """The likeliest bearers of a name of these forms, best first. An entity that is `never` one of them is none.

        beside: ids that the articles of the name link. If the name is a part of theirs, as a surname is, that speaks for them.
        """
        refused = {form.casefold() for form in forms}
        best: dict[str, tuple[float, str, Entity, tuple[Evidence, ...], str]] = {}
        for form in sorted(forms, key=lambda form: (-len(words_of(form)), form))[:_FORMS]:
            for entity, text in self._candidates(form):
                if not _agree(type, entity.type) or any(row.text.casefold() in refused for row in entity.never):
                    continue
                part = _is_part(form, text)
                found = compare_names(form, text, entity.type)
                evidence = found.evidence
                if part and entity.id in beside:
                    evidence = (*evidence, Evidence(Rule.ARTICLE, form, text, weights.ARTICLE_NAMES_IT))
                score = 1.0 / (1.0 + 2.0 ** -math.fsum(item.bits for item in evidence)) if evidence is not found.evidence else found.score
                least = _LEAST_OF_A_PART if part else _LEAST
                if score >= least and (entity.id not in best or (-score, text) < (-best[entity.id][0], best[entity.id][1])):
                    best[entity.id] = score, text, entity, evidence, form
        ranked = sorted(best.values(), key=lambda row: (-row[0], row[2].id))[:_OPTIONS]
        return tuple(
            Option(entity.id, entity.name, round(score, 3), (f"{form} · {text}", *reasons(evidence)))
            for score, text, entity, evidence, form in ranked
        )

    def _candidates(self, form: str) -> list[tuple[Entity, str]]:
        """The names that share most keys with this one, rare keys counting more, and have fewest others; a few of each entity."""
        own = dict.fromkeys(_keys(form))
        shared: defaultdict[int, float] = defaultdict(float)
        for key in own:
            block = self._blocks.get(key, ())
            for number in block:
                shared[number] += 1.0 + 1.0 / len(block)
        ranked = sorted(shared, key=lambda number: (-shared[number] / (len(own) + self._widths[number]), number))
        taken: Counter[str] = Counter()
        found: list[tuple[Entity, str]] = []
        for number in ranked:
            entity, text = self._names[number]
            taken[entity.id] += 1
            if taken[entity.id] <= _OF_ONE and len(found) < _COMPARED:
                found.append((entity, text))
        return found


def _texts(entity: Entity) -> list[str]:
    aliases = (alias.text for alias in entity.aliases if alias.kind not in _NOT_NAMES and "{" not in alias.text)
    return list(dict.fromkeys([entity.name, *aliases]))


def _keys(name: str) -> Iterator[str]:
    """The consonants that each word begins with, three and two of them (Russian, Russia), and the initials that the whole makes or is."""
    words = words_of(name)
    sounds = dict.fromkeys(sound for word in words if (sound := sound_key(word)))
    begun = [sound[:1] + _VOWELS.sub("", sound[1:])[: _CONSONANTS - 1] for sound in sounds]
    yield from dict.fromkeys([*begun, *(start[: _CONSONANTS - 1] + "-" for start in begun)])
    if len(words) > 1:
        yield "=" + "".join(word[0] for word in words)
    elif name.isupper():
        yield "=" + name.replace(".", "").lower()


def _is_part(form: str, text: str) -> bool:
    """Whether the words of a name are some of those of a longer one."""
    return 0 < len(words_of(form)) < len(words_of(text)) and set(words_of(form)) < set(words_of(text))


def _agree(guess: EntityType | None, type: EntityType) -> bool:
    """Whether a guess may be of this type; it tells persons from other things, but a republic is taken for an organisation."""
    return guess is None or (guess is EntityType.PERSON) is (type is EntityType.PERSON)


def reasons(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """The heaviest evidence in words, what speaks for it first."""
    telling = sorted((item for item in evidence if item.rule is not Rule.PRIOR), key=lambda item: -abs(item.bits))[:_TELLING]
    return tuple(str(item) for item in sorted(telling, key=lambda item: -item.bits))
