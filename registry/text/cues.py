"""What words say of an unknown name beside them or in it: `data/stranger_cues.yaml`, `designators.yaml` and `names.yaml`.

Types are the values of `registry.records.EntityType`; this room knows no entity.
"""

from collections.abc import Sequence
from functools import cache, lru_cache

from registry.text.data import read_table
from registry.text.inflect import undo_inflection
from registry.text.normalise import form
from registry.text.romanise import sound_key
from registry.text.sounds import script_of
from registry.text.tokens import tokenise

__all__ = [
    "closer_type",
    "ending_of",
    "ends_name",
    "is_cue",
    "is_given_name",
    "is_person_noun",
    "noun_type",
    "precedes_place",
    "words_of_cue",
]

_STEM = 3
"""Letters that an ending must leave: Lev and Bek are whole names, stan and grad no names at all."""
_COMPOUND = 4
"""Letters of a German noun that may close a compound (Landesbank), and of what stands before it; shorter ones close others (Vorrat)."""


def _folded(row: str) -> str:
    return " ".join(form(token.raw).folded for token in tokenise(row))


@cache
def _nouns() -> dict[str, str]:
    """Folded noun -> type; the table of cues before the designators, so that it decides where they differ."""
    found: dict[str, str] = {}
    for type, languages in read_table("stranger_cues")["nouns"].items():
        for rows in languages.values():
            for row in rows:
                found.setdefault(_folded(row), type)
    designators = read_table("designators")
    for group, features in designators.items():
        for tag, languages in features.items():
            for rows in languages.values():
                for row in rows:
                    found.setdefault(_folded(row), "place" if group == "place" else tag)
    return found


@lru_cache(maxsize=20_000)
def noun_type(folded: str, lang: str | None = None) -> str | None:
    """The type of what a folded noun denotes beside a name; None if it is no such noun.

    >>> noun_type("bank"), noun_type("газете"), noun_type("landesbank", "de"), noun_type("bread")
    ('organization', 'media', 'organization', None)
    """
    nouns = _nouns()
    if folded in nouns:
        return nouns[folded]
    if not folded.isascii():
        for lemma, _ in undo_inflection(folded, lang):
            if lemma in nouns:
                return nouns[lemma]
    if lang == "de":
        starts = range(_COMPOUND, len(folded) - _COMPOUND + 1)
        return next((nouns[folded[at:]] for at in starts if folded[at:] in _german()), None)
    return None


@cache
def _german() -> frozenset[str]:
    languages = read_table("stranger_cues")["nouns"].values()
    return frozenset(_folded(row) for rows in languages for row in rows.get("de", ()))


@cache
def _person_nouns() -> frozenset[str]:
    return frozenset(_folded(row) for rows in read_table("stranger_cues")["persons"].values() for row in rows)


@lru_cache(maxsize=20_000)
def is_person_noun(folded: str) -> bool:
    """Whether a noun makes a person of the name behind it, though it is no office.

    >>> is_person_noun("farmer"), is_person_noun("водителя"), is_person_noun("river")
    (True, True, False)
    """
    nouns = _person_nouns()
    return folded in nouns or (not folded.isascii() and any(lemma in nouns for lemma, _ in undo_inflection(folded)))


@cache
def _given() -> tuple[frozenset[str], frozenset[str]]:
    """The given names, folded; and the sounds of those in Latin letters."""
    rows = [*read_table("stranger_cues")["given"], *read_table("names")["frequent"]["given"]]
    names = frozenset(form(token.raw).folded for row in rows for name in row for token in tokenise(name))
    return names, frozenset(sound_key(name) for name in names if name.isascii())


@lru_cache(maxsize=20_000)
def is_given_name(folded: str) -> bool:
    """Whether a folded word is a given name of the table, in Latin letters as written, else as it sounds.

    >>> is_given_name("farida"), is_given_name("фарида"), is_given_name("bread")
    (True, True, False)
    """
    names, sounds = _given()
    if folded in names:
        return True
    if folded.isascii() or script_of(folded) not in ("cyrillic", "devanagari", "latin"):
        return False
    return any(sound_key(word) in sounds for word in (folded, *(lemma for lemma, _ in undo_inflection(folded))))


@cache
def _endings(script: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    table = read_table("stranger_cues")["endings"]
    return tuple((type, tuple(form(ending).folded for ending in rows[script])) for type, rows in table.items() if script in rows)


@lru_cache(maxsize=20_000)
def ending_of(folded: str, lang: str | None = None) -> tuple[str, str] | None:
    """The ending by which a folded word looks like a name of a type, and the type: the longest that leaves a stem.

    >>> ending_of("nazarov"), ending_of("назаровым"), ending_of("faizabad"), ending_of("bread")
    (('ov', 'person'), ('овым', 'person'), ('abad', 'place'), None)
    """
    options = [
        (ending, type)
        for type, endings in (*_endings(script_of(folded)), *(_endings("de") if lang == "de" else ()))
        for ending in endings
        if len(folded) >= len(ending) + _STEM and folded.endswith(ending)
    ]
    return max(options, key=lambda option: len(option[0]), default=None)


@cache
def _prepositions(group: str, lang: str | None) -> frozenset[str]:
    table = read_table("stranger_cues")[group]
    return frozenset(form(row).folded for key, rows in table.items() if lang in (None, key) for row in rows)


def precedes_place(folded: str, lang: str | None = None, *, perhaps: bool = False) -> bool:
    """Whether a preposition has a place behind it far more often than anything else, in a language or in any.

    perhaps: a place, but persons as well.

    >>> precedes_place("in", "en"), precedes_place("from", "en"), precedes_place("from", "en", perhaps=True)
    (True, False, True)
    """
    return folded in _prepositions("ways" if perhaps else "before", lang)


@cache
def _closers() -> dict[str, str]:
    return {_folded(row): type for type, rows in read_table("stranger_cues")["closers"].items() for row in rows}


def closer_type(folded: str) -> str | None:
    """The type of a name whose last word this is, of words that say nothing beside a name.

    >>> closer_type("times"), closer_type("rahmon")
    ('media', None)
    """
    return _closers().get(folded)


@cache
def _rows(group: str) -> frozenset[str]:
    return frozenset(_folded(row) for rows in read_table("stranger_cues")[group].values() for row in rows)


def words_of_cue(group: str) -> frozenset[str]:
    """The folded rows of a group of the table."""
    return _rows(group)


def is_cue(group: str, folded: str) -> bool:
    """Whether a folded word stands in a group of the table; the groups are explained there.

    >>> is_cue("address", "خانم"), is_cue("spoken_for", "spokesman"), is_cue("to_persons", "according")
    (True, True, True)
    """
    return folded in _rows(group)


def ends_name(words: Sequence[str]) -> bool:
    """Whether folded words begin with one that ends a name in scripts without case, one of the table.

    >>> ends_name(["表", "示"]), ends_name(["گفت"]), ends_name(["表", "哥"])
    (True, True, False)
    """
    rows = _rows("behind")
    return any(" ".join(words[:width]) in rows for width in (1, 2))
