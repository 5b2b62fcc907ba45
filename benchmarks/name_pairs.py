"""Pairs of names that are labelled the same or different, the same ones in every run with the same packages.

A half of each slice is two names of one place; a quarter is names of two places drawn at random, and a quarter names of two places that are
spelt most alike. Places that share a name are never put side by side as different. Names of one place are taken as they come: translations
and other names altogether (Aachen, Aix-la-Chapelle) are among them, since any measure that kept them out would be one of the matchers' own.
"""

import random
from dataclasses import dataclass
from enum import Enum

from name_sources import Place, cities, countries, letters
from rapidfuzz import fuzz, process

SEED = 20_240_229  # any number; it was chosen before the first run
SAME, RANDOM, HARD = 190, 95, 95  # pairs a slice, so that eight slices are about 3,000
COMPARED = ("Latin", "Cyrillic", "Arabic", "Hebrew", "Han", "Hangul", "Kana")
NEIGHBOURS = 20  # nearest places looked at for one that shares no name


class Kind(Enum):
    """How a pair was come by."""

    SAME = "same"
    RANDOM = "random"
    HARD = "hard"


@dataclass(frozen=True)
class Pair:
    """Two names, and whether they are of one place."""

    slice: str
    kind: Kind
    left: str
    right: str

    @property
    def same(self) -> bool:
        return self.kind is Kind.SAME


def pairs() -> list[Pair]:
    """All pairs, slice by slice."""
    rng = random.Random(SEED)
    towns = cities()
    found: list[Pair] = []
    for script in COMPARED:
        pool = [town for town in towns if town.names.get(script)]
        found += _slice(f"Latin-{script}", pool, (script,), rng)
    return found + _slice("countries", countries(), COMPARED, rng)


def _slice(title: str, pool: list[Place], scripts: tuple[str, ...], rng: random.Random) -> list[Pair]:
    """Countries, of which there are few, come up several times, under another name each time."""
    found: dict[tuple[str, str], Pair] = {}
    counts = dict.fromkeys(Kind, 0)
    for kind, size in ((Kind.SAME, SAME), (Kind.RANDOM, RANDOM), (Kind.HARD, HARD)):
        queue: list[Place] = []
        while counts[kind] < size:
            queue = queue or rng.sample(pool, len(pool))
            one = queue.pop()
            other = one if kind is Kind.SAME else _other(one, pool, kind, rng)
            name = other and _name(other, one, scripts, rng)
            if not other or not name or (one.name, name) in found:
                continue
            found[one.name, name] = Pair(title, kind, one.name, name)
            counts[kind] += 1
    return list(found.values())


def _other(one: Place, pool: list[Place], kind: Kind, rng: random.Random) -> Place | None:
    if kind is Kind.RANDOM:
        near = [rng.choice(pool)]
    else:
        names = [letters(place.name) for place in pool]
        near = [pool[place] for _, _, place in process.extract(letters(one.name), names, scorer=fuzz.ratio, limit=NEIGHBOURS)]
    return next((place for place in near if place.keys.isdisjoint(one.keys)), None)


def _name(place: Place, beside: Place, scripts: tuple[str, ...], rng: random.Random) -> str | None:
    """A name of a place in one of the scripts, Latin half of the time where there are several; never a name spelt as the one beside it."""
    kinds = [kind for kind in scripts if place.names.get(kind)]
    if not kinds:
        return None
    kind = kinds[0] if kinds[0] == "Latin" and rng.random() < 0.5 else rng.choice(kinds)
    names = [name for name in place.names[kind] if kind != "Latin" or letters(name) != letters(beside.name)]
    return rng.choice(names) if names else None
