"""A spaCy pipeline that the user already has as the finder of names: `reg.annotate(text, finder=spacy_finder(nlp))`.

Nothing is downloaded and spaCy is not imported here: the caller loads the pipeline. Its labels are those of OntoNotes (English) or of
WikiNER and similar sets (PER, LOC, ORG); of others no type is known, and labels of what is no name are passed over.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from registry.articles.unregistered import Finder
from registry.records import EntityType

__all__ = ["spacy_finder"]

_TYPES: Mapping[str, EntityType] = {
    "PERSON": EntityType.PERSON,
    "PER": EntityType.PERSON,
    "ORG": EntityType.ORGANIZATION,
    "GPE": EntityType.PLACE,
    "LOC": EntityType.PLACE,
    "FAC": EntityType.FACILITY,
}
_NO_NAMES = frozenset("DATE TIME PERCENT MONEY QUANTITY ORDINAL CARDINAL LANGUAGE NORP LAW".split())
"""Labels of numbers, dates and adjectives."""


def spacy_finder(nlp: Callable[[str], Any], types: Mapping[str, EntityType] | None = None) -> Finder:
    """The finder over a spaCy `Language`, or over anything that makes of a text an object whose `ents` have start_char, end_char, label_.

    types: the entity type of each label, in place of the usual ones; labels that it lacks are passed over.
    """

    def find(text: str, lang: str | None) -> Iterable[tuple[int, int, EntityType | None]]:
        return _found(nlp(text).ents, types)

    return find


def _found(entities: Iterable[Any], types: Mapping[str, EntityType] | None) -> Iterator[tuple[int, int, EntityType | None]]:
    for entity in entities:
        known = types is None or entity.label_ in types
        if known and (types is not None or entity.label_ not in _NO_NAMES):
            yield entity.start_char, entity.end_char, (_TYPES if types is None else types).get(entity.label_)
