"""Every row of an entity as the sequences of symbols that it is looked up by, in each arrangement.

A symbol is a folded word ("tajik"), an acronym in its own case ("=CSTO"), a number ("#201") or a slot ("@russia").
"""

import re
from collections.abc import Iterator, Sequence

from registry.match.names import Entry
from registry.records import Alias, AliasKind, Entity, EntityType
from registry.text.lexicon import is_skipped
from registry.text.normalise import Form, form
from registry.text.tokens import words_of

__all__ = ["GERMAN_CH", "arrangements", "is_place_word", "is_telling", "is_word", "takes_german_ch"]

_SLOT = re.compile(r"\{([^{}]*)\}(?:['\u2019]s\b)?")
_IZAFAT = frozenset({"e", "i", "ye"})
"""The Persian particle between noun and attribute, which romanisations write or leave out: Mazar-e Sharif, Mazar Sharif."""
_MIN_GLUED = 6  # "harbmaidon", not "xi" + "an"
GERMAN_CH = {"de", "pl", "cs", "sk"}  # languages in which ch is the sound kh


def arrangements(entity: Entity) -> Iterator[tuple[Entry, list[str]]]:
    """Every row of an entity in every order in which it is looked up, with its symbols: the name, the aliases, the `never` rows."""
    for alias in (Alias(entity.name, AliasKind.PREFERRED), *entity.aliases):
        yield from _arranged(Entry(entity, alias))
    for row in entity.never:
        entry = Entry(entity, Alias(row.text), never=row.because)
        yield entry, _symbols(entry)


def is_telling(entry: Entry, symbols: Sequence[str]) -> bool:
    """Whether the words of an alias tell what it is in any order: three, or two with a number."""
    telling = len(symbols) > 2 or (len(symbols) == 2 and any(symbol[0] == "#" for symbol in symbols))
    return telling and not (entry.rearranged or entry.glued or entry.never)


def is_place_word(entry: Entry) -> bool:
    """Whether an alias of one symbol is a name or demonym of a place as it is written."""
    return entry.entity.type is EntityType.PLACE and not (entry.glued or entry.never)


def is_word(symbol: str) -> bool:
    """Whether a symbol is a folded word: no acronym, number or slot."""
    return symbol[:1] not in ("", "=", "#", "@")


def takes_german_ch(alias: Alias) -> bool:
    """Whether ch is the sound kh in the language of an alias."""
    return alias.lang in GERMAN_CH


def _arranged(entry: Entry) -> Iterator[tuple[Entry, list[str]]]:
    symbols = _symbols(entry)
    yield entry, symbols
    words = [symbol for symbol in symbols if is_word(symbol)]
    if len(words) != len(symbols) or len(symbols) < 2 or entry.alias.exact_case:
        return
    alphabetic = all(len(word) > 1 for word in words)  # Han characters are one-letter words and do not change places
    name_like = entry.alias.kind not in (AliasKind.TITLE, AliasKind.DESCRIPTION)
    if entry.entity.type is EntityType.PERSON and alphabetic and name_like:
        yield Entry(entry.entity, entry.alias, rearranged=True), [symbols[-1], *symbols[:-1]]
    linked = [symbol for symbol in symbols if symbol not in _IZAFAT]
    if 1 < len(linked) < len(symbols) and symbols[0] in linked and symbols[-1] in linked:
        yield Entry(entry.entity, entry.alias, glued=True), linked
    if len(symbols) <= 3 and alphabetic and name_like and sum(map(len, words)) >= _MIN_GLUED:
        yield Entry(entry.entity, entry.alias, glued=True), ["".join(words)]


def _symbols(entry: Entry) -> list[str]:
    text = entry.alias.text
    symbols: list[str] = []
    position = 0
    for match in (*_SLOT.finditer(text), None):
        raws = words_of(text[position : match.start() if match else len(text)])
        for raw, before, behind in zip(raws, ["", *raws], [*raws[1:], ""], strict=False):
            shape = form(raw)
            if text == raw or not is_skipped(shape.folded, before, behind):
                symbols.append(_symbol(shape, entry.alias))
        if match:
            symbols.append("@" + match.group(1))
            position = match.end()
    return symbols


def _symbol(shape: Form, alias: Alias) -> str:
    if shape.number is not None:
        return "#" + shape.number
    if alias.kind is AliasKind.ACRONYM or (alias.exact_case and shape.written.isupper()):
        return "=" + shape.written.replace(".", "")
    return shape.folded
