"""Labelled mentions made from a registry: its own aliases left out of it, strangers' names, and aliases written otherwise.

listed      an alias as it stands; right is its entity
left out    a tenth of all aliases at a time is taken out of the registry and asked for; right is the entity that lost it
stranger    a tenth of all entities is taken out whole, and their names are asked for; right is none
variant     an alias with a letter wrong, in other case, reordered, run together or inflected; right is its entity
strange     the same done to the names of the entities taken out; right is none

A form that another entity has as well is asked for as a stranger's only: it shows what namesakes that the registry lacks would do. Weak
aliases, which the editor says are to be refused, and patterns are asked for nowhere.
"""

import random
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from registry.records import Alias, Entity
from registry.text.normalise import fold

BATCHES = 10
"""Parts that the registry is divided into: with a tenth missing, most names keep the aliases that are their neighbours."""
SHORTEST = 5
"""Letters of a word that gets a letter wrong; in shorter ones it makes another word, and the label would be false."""
ENDINGS: dict[str, tuple[str, ...]] = {
    "ru": ("а", "у", "ом", "е"),
    "uk": ("а", "у", "ом"),
    "tg": ("ро", "и"),
    "uz": ("ning", "ga", "dan"),
    "kk": ("ның", "ға"),
    "ky": ("нын", "га"),
    "tr": ("'nin", "'da", "'dan"),
    "de": ("s",),
    "en": ("'s",),
}
"""Endings that news puts behind a foreign name, by language; behind a vowel, where the language drops it, they replace it."""
VOWELS = frozenset("аяоеиыйь")
LOSE_VOWELS = frozenset({"ru", "uk"})


@dataclass(frozen=True, slots=True)
class Made:
    """A mention to ask for; `entity` is the id that is right, or None, and `about` the entity it was made from."""

    text: str
    lang: str | None
    entity: str | None
    about: str
    source: str


Batch = tuple[list[Entity], list[Made]]
"""What the registry holds, and what is asked of it."""


def batches(entities: Sequence[Entity], seed: int) -> Iterator[Batch]:
    """Every registry to build and the mentions to resolve with it, the same for the same seed."""
    rng = random.Random(seed)
    owners = _owners(entities)
    own = [(entity, alias) for entity in entities for alias in _names(entity) if len(owners[fold(alias.text)]) == 1]
    listed = [Made(alias.text, alias.lang, entity.id, entity.id, "listed") for entity, alias in own]
    yield list(entities), [*listed, *_variants(own, rng, owners, known=True)]
    aliases = [(entity, alias) for entity, alias in own if alias.text != entity.name]
    rng.shuffle(aliases)
    for part in range(BATCHES):
        left_out = aliases[part::BATCHES]
        gone = {(entity.id, fold(alias.text)) for entity, alias in left_out}
        yield (
            [_without(entity, gone) for entity in entities],
            [Made(alias.text, alias.lang, entity.id, entity.id, "left out") for entity, alias in left_out],
        )
    order = list(entities)
    rng.shuffle(order)
    for part in range(BATCHES):
        strangers = {entity.id for entity in order[part::BATCHES]}
        theirs = [(entity, alias) for entity in entities if entity.id in strangers for alias in _names(entity)]
        made = [Made(alias.text, alias.lang, None, entity.id, "stranger") for entity, alias in theirs]
        yield [entity for entity in entities if entity.id not in strangers], [*made, *_variants(theirs, rng, owners, known=False)]


def _names(entity: Entity) -> Iterator[Alias]:
    yield Alias(entity.name)
    yield from (alias for alias in entity.aliases if not alias.weak and "{" not in alias.text)


def _owners(entities: Sequence[Entity]) -> dict[str, set[str]]:
    """Folded form -> the entities that bear it, weakly or not."""
    owners: dict[str, set[str]] = defaultdict(set)
    for entity in entities:
        for alias in (Alias(entity.name), *entity.aliases):
            owners[fold(alias.text)].add(entity.id)
    return owners


def _without(entity: Entity, gone: set[tuple[str, str]]) -> Entity:
    """The entity without the aliases of these folded forms."""
    return replace(entity, aliases=tuple(alias for alias in entity.aliases if (entity.id, fold(alias.text)) not in gone))


def _variants(named: Sequence[tuple[Entity, Alias]], rng: random.Random, owners: dict[str, set[str]], *, known: bool) -> Iterator[Made]:
    """One variant of each name, by a way drawn at random of those that change it, if no entity bears the outcome."""
    for entity, alias in named:
        ways = list(WAYS.items())
        rng.shuffle(ways)
        for name, way in ways:
            text = way(alias, rng)
            if text != alias.text and text.strip():
                if not known or owners.get(fold(text), {entity.id}) == {entity.id}:
                    yield Made(text, alias.lang, entity.id if known else None, entity.id, name if known else f"strange, {name}")
                break


def _letter_wrong(alias: Alias, rng: random.Random) -> str:
    """A letter of one word, not its first, lost, doubled, swapped with the next or replaced by another of the name."""
    words = alias.text.split(" ")
    long = [at for at, word in enumerate(words) if len(word) >= SHORTEST and word.isalpha()]
    if not long or alias.text.isupper():
        return alias.text
    at = rng.choice(long)
    word = words[at]
    place = rng.randrange(1, len(word) - 1)
    letter = rng.choice([c for c in word[1:] if unicodedata.category(c) != "Mn"])
    words[at] = rng.choice(
        (
            word[:place] + word[place + 1 :],
            word[:place] + word[place] + word[place:],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
            word[:place] + letter + word[place + 1 :],
        )
    )
    return " ".join(words)


def _other_case(alias: Alias, rng: random.Random) -> str:
    return alias.text if alias.exact_case else rng.choice((alias.text.upper(), alias.text.lower(), alias.text.title()))


def _reordered(alias: Alias, rng: random.Random) -> str:
    words = alias.text.split(" ")
    return " ".join([words[-1], *words[:-1]]) if len(words) < 4 else " ".join(rng.sample(words, len(words)))


def _run_together(alias: Alias, rng: random.Random) -> str:
    return alias.text.replace(" ", rng.choice(("", "-")), 1)


def _inflected(alias: Alias, rng: random.Random) -> str:
    endings = ENDINGS.get(alias.lang or "en", ())
    text = alias.text
    if not endings or not text[-1].isalpha() or (not alias.lang and not text.isascii()):
        return text
    stem = text[:-1] if alias.lang in LOSE_VOWELS and text[-1] in VOWELS else text
    return stem + rng.choice(endings)


WAYS: dict[str, Callable[[Alias, random.Random], str]] = {
    "letter wrong": _letter_wrong,
    "other case": _other_case,
    "reordered": _reordered,
    "run together": _run_together,
    "inflected": _inflected,
}
