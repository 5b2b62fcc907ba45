"""The words that names are made of besides names: legal forms, countries, particles, short forms, the commonest of each.

Each look-up takes a folded word or phrase. The tables are `data/legal_forms.yaml`, `countries.yaml`, `names.yaml` and
`organisation_words.yaml`.
"""

from collections.abc import Sequence
from functools import cache

from registry.text.data import read_table
from registry.text.inflect import undo_inflection
from registry.text.normalise import form
from registry.text.tokens import words_of

__all__ = [
    "class_at",
    "compound_of",
    "initials_of",
    "is_article",
    "is_frequent_name",
    "is_kinship",
    "is_ministry",
    "is_preposition",
    "is_short_form",
    "short_for",
]

_TABLES = ("legal_forms", "countries", "generic", "fields")
"""Tables of words and phrases, the first that knows one deciding."""


def _folded(row: str) -> tuple[str, ...]:
    return tuple(form(word).folded for word in words_of(row))


@cache
def _classes() -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    """First word -> (all words, table, class), the longest first, then in the order of the tables: co-operation is no company."""
    found: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for table in _TABLES:
        for name, rows in _rows(table).items():
            for row in dict.fromkeys([_folded(row) for row in rows]):
                if row:
                    found.setdefault(row[0], []).append((row, table, name))
    for options in found.values():
        options.sort(key=lambda option: (-len(option[0]), _TABLES.index(option[1])))
    return found


def _rows(table: str) -> dict[str, list[str]]:
    if table in ("generic", "fields"):
        return {name: [name.replace("_", " "), *rows] for name, rows in read_table("organisation_words")[table].items()}
    rows: dict[str, list[str]] = read_table(table)
    return rows


def class_at(words: Sequence[str], at: int) -> tuple[str, str, int] | None:
    """The table and class of the phrase that begins at `words[at]`, and how many words it takes: as it stands, else a word inflected.

    The tables are legal_forms, countries, and of the words of organisations generic (bank, group) and fields (defence, oil).

    >>> class_at(["limited", "liability", "company"], 0), class_at(["tajik"], 0)
    (('legal_forms', 'llc', 3), ('countries', 'tj', 1))
    """
    classes = _classes()
    for phrase, table, name in classes.get(words[at], ()):
        if len(phrase) == 1 or tuple(words[at : at + len(phrase)]) == phrase:
            return table, name, len(phrase)
    for lemma, _ in undo_inflection(words[at]):
        for phrase, table, name in classes.get(lemma, ()):
            if len(phrase) == 1:
                return table, name, 1
    return None


def is_ministry(name: str) -> bool:
    """Whether a name has a word for a ministry in any language.

    >>> is_ministry("Ministry of Defence of Tajikistan"), is_ministry("National Guard")
    (True, False)
    """
    words = [form(word).folded for word in words_of(name)]
    return any((class_at(words, at) or ("", "", 0))[1] == "ministry" for at in range(len(words)))


@cache
def initials_of(table: str, name: str) -> frozenset[str]:
    """The letters that the words of a class begin with, in all languages of the table.

    >>> "о" in initials_of("generic", "organisation"), "о" in initials_of("fields", "defence")
    (True, True)
    """
    return frozenset(row[0][:1] for row in map(_folded, _rows(table)[name]) if row)


@cache
def _group(group: str) -> frozenset[str]:
    return frozenset(word for row in read_table("names")["particles"][group] for word in _folded(row))


def is_kinship(folded: str) -> bool:
    """bin, ibn, ogly: ties two names in an order that matters."""
    return folded in _group("kinship")


def is_article(folded: str) -> bool:
    """al, el: written or left out at will."""
    return folded in _group("articles")


def is_preposition(folded: str) -> bool:
    """von, de, van: part of a family name that registers often drop."""
    return folded in _group("prepositions")


_COMPOUND_STEMS = {"abd": "abd", "abu": "abu", "abo": "abu", "umm": "umm", "абд": "abd", "абу": "abu", "عبد": "عبد", "ابو": "ابو"}
"""How the words of the group begin, and what stands for all of one beginning: abdul, abdel, abdur are abd."""


def compound_of(folded: str) -> str | None:
    """The stem of a word that makes one name with the next, such as abd of abdul; None for any other."""
    return _COMPOUND_STEMS.get(folded[:3]) if folded in _group("compounds") else None


@cache
def _frequent() -> frozenset[str]:
    groups = read_table("names")["frequent"].values()
    return frozenset("".join(_folded(form)) for rows in groups for row in rows for form in row)


def is_frequent_name(folded: str) -> bool:
    """A name so common worldwide that agreement on it alone says little."""
    return folded in _frequent()


@cache
def _nicknames() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, rows in read_table("names")["nicknames"].items():
        for word in (name, *rows):
            folded = "".join(_folded(word))
            found.setdefault(folded, set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}


def short_for(left: str, right: str) -> bool:
    """Whether two folded given names are one name and its short form, or two short forms of one.

    >>> short_for("ted", "theodore"), short_for("ted", "thomas")
    (True, False)
    """
    names = _nicknames()
    return bool(names.get(left, frozenset()) & names.get(right, frozenset()))


def is_short_form(folded: str) -> bool:
    """Whether a folded word is a given name of the table of short forms, or one of those.

    >>> is_short_form("jim"), is_short_form("bridge")
    (True, False)
    """
    return folded in _nicknames()
