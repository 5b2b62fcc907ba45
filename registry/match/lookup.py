"""One look-up for each distinct word form: which symbols of the registry it may be, by which rule, at what cost.

Cheapest first: as written, folded, inflected, the same sounds, a letter off; a dearer rule is tried only where the cheaper ones
found nothing. Results are kept, so that a word which news repeats costs a dictionary look-up.
"""

import re
from dataclasses import dataclass, replace
from math import log2

from rapidfuzz.distance import Levenshtein

from registry.evidence import Rule
from registry.match import weights
from registry.match.index import Index, variant_key
from registry.text.inflect import undo_inflection
from registry.text.normalise import Form, form
from registry.text.numerals import begins_numeral, read_roman, write_roman
from registry.text.romanise import romanise
from registry.text.sounds import log_odds, script_of

__all__ = ["Edge", "Lookup", "Word"]

_MIN_SOUND = 4  # letters of a sound key that may stand for another spelling; below, "Xi" meets "Shi"
_MIN_SOUND_ALONE = 5  # and of one that is all there is of a name
_OLD_TAJIK = str.maketrans("ЉљЊњЌќЃѓЎўЇї", "ҶҷҲҳҚқҒғӮӯӢӣ")
"""Tajik typed with fonts of the 1990s, which put its letters where Serbian, Macedonian and Ukrainian ones are: Тољикистон."""
_OLD_LETTERS = re.compile(f"[{''.join(map(chr, _OLD_TAJIK))}]")
_ALPHABETS = frozenset({"latin", "cyrillic", "greek", "georgian", "armenian", "devanagari"})  # scripts that write their vowels
_MIN_TYPO = 6  # letters of a word that may hold a mistake; below, a letter makes another name (Iran, Iraq)
_LONG = 10  # letters of a word that may hold two
_SHORTEST_UNKNOWN = 4  # letters of a word that is recognised by its sound alone
_RARELY_LISTED = frozenset({"latin", "hebrew", "hangul", "kana", "greek", "georgian", "armenian", "devanagari"})
"""Scripts; "latin" is also what no script is known for: Ethiopic, Telugu, Bengali."""
_ALIKE, _NEAR = 0.5, 10  # a first sieve, so that the learned costs are asked for few words
_TYPOS = 5  # words a letter off that are weighed
_HEARD = 2.0
"""Bits of sound above the log2 of the words of the registry, of which one has as many by chance. Of the links made from a registry of
8,700 words nine in ten are right above it, four in ten below."""
_AS_NEAR = 3.0  # bits that the next word falls short by, to be told from it: eight to one
_CACHE = 200_000  # distinct forms kept: the words of some ten thousand articles, about 60 MB


@dataclass(frozen=True, slots=True)
class Edge:
    """A step of the walk: a symbol, how many tokens it takes, and what the step costs."""

    symbol: int
    width: int
    bits: float
    rule: Rule
    alias: str
    """The word of the registry that the token was taken for, with the case undone."""
    inner: bool = False
    """Only as part of a longer name: the token is another alias as it stands."""


def _may_sound_alike(word: str, alias: str) -> bool:
    """Whether two spellings can be compared by sound: in one script, or in two that write vowels; Han is read in too many ways."""
    one, other = script_of(word), script_of(alias)
    return "han" not in (one, other) and (one == other or {one, other} <= _ALPHABETS)


def _tells_alone(shape: Form, word: str, alias: str, key: str, label: str) -> bool:
    """Whether a sound may name something by itself: written as a name, in letters with vowels, and long enough.

    A Cyrillic or Greek word may be a Latin alias respelt; a Latin one is not taken for a Cyrillic alias (Gerät is not Герат). Scripts that
    leave the vowels out, or have no capitals to tell a name from a word, agree by sound too often (آخرین, Ukraine).
    """
    one, other = script_of(word), script_of(alias)
    same = (one == other and not label) or one != other == "latin"
    return same and one in _ALPHABETS and shape.written[:1].isupper() and len(key) >= _MIN_SOUND_ALONE


@dataclass(frozen=True, slots=True)
class Word:
    """What a walk may do at a word form."""

    edges: tuple[Edge, ...]
    respelt: tuple[Edge, ...] = ()
    """The step of a number in its other figures: XIV is #14, and 14 may be XIV."""
    numeral: bool = False
    """A number in words may begin here."""


class _Words(dict[str, Word | None]):
    """Word form -> what a walk may do there, worked out when it is first met; None for most words, at which it may do nothing."""

    def __init__(self, lookup: "Lookup") -> None:
        self._lookup = lookup

    def __missing__(self, raw: str) -> Word | None:
        if len(self) >= _CACHE:
            self.clear()
        self[raw] = word = self._lookup.word(raw)
        return word


class Lookup:
    """Word form -> edges, for one index and one language; `loose` also forgives the case of acronyms and typing mistakes."""

    def __init__(self, index: Index, lang: str | None, *, loose: bool) -> None:
        self._index = index
        self._vocabulary = index.vocabulary
        self._lang = lang
        self._loose = loose
        self.words = _Words(self)

    def __call__(self, raw: str) -> tuple[Edge, ...]:
        word = self.words[raw]
        return word.edges if word else ()

    def word(self, raw: str) -> Word | None:
        """Look a word form up anew; `words` keeps what has been looked up."""
        edges = tuple(self._edges(form(raw)))
        if self._lang in (None, "tg") and all(edge.rule is Rule.TYPO for edge in edges) and _OLD_LETTERS.search(raw):
            edges = tuple(self._edges(form(raw.translate(_OLD_TAJIK))))
        symbol = self._vocabulary.get(_respelt_number(raw))
        respelt = () if symbol is None else (Edge(symbol, 1, 0.0, Rule.NUMBER, raw),)
        numeral = not respelt and raw[:1].isalpha() and begins_numeral(raw)
        return Word(edges, respelt, numeral) if edges or respelt or numeral else None

    def _edges(self, shape: Form) -> list[Edge]:
        if shape.number is not None:
            return self._take("#" + shape.number, 0.0, Rule.NUMBER, shape.number)
        plain = shape.written.replace(".", "")
        edges = self._take("=" + plain, 0.0, Rule.WRITTEN, plain) + self._take(shape.folded, 0.0, Rule.FOLDED, shape.folded)
        found = {edge.symbol for edge in edges}
        for lemma, label in undo_inflection(shape.folded, self._lang) + self._undo_written(shape.written, shape.folded):
            number = self._vocabulary.get(lemma)
            if number is not None and number not in found:
                edges.append(Edge(number, 1, weights.INFLECTED, Rule.INFLECTED, f"{lemma.lstrip('=')} ({label})"))
                found.add(number)
        if self._loose and shape.written.islower():
            edges += self._take("=" + plain.upper(), weights.ACRONYM_CASE, Rule.FOLDED, plain.upper())
        if edges:
            return edges + [replace(edge, inner=True) for edge in self._by_sound(shape) if edge.symbol not in found]
        heard = self._by_sound(shape)
        return heard if any(not edge.inner for edge in heard) else heard + (self._by_script(shape) or self._by_typo(shape))

    def _take(self, symbol: str, bits: float, rule: Rule, alias: str) -> list[Edge]:
        number = self._vocabulary.get(symbol)
        return [] if number is None else [Edge(number, 1, bits, rule, alias)]

    def _undo_written(self, text: str, folded: str) -> tuple[tuple[str, str], ...]:
        """Endings after a form in exact case or an apostrophe: ЖККУнун, NATO'nun."""
        if not any(c.isupper() for c in text[:2]):
            return ()
        if text[1:] == folded[1:]:  # as most names are written: no ending reaches the first letter
            return tuple([(f"={text[0]}{lemma[1:]}", label) for lemma, label in undo_inflection(folded, self._lang)])
        undone = undo_inflection(text, self._lang)
        exact = tuple(("=" + lemma, label) for lemma, label in undone if any(c.isupper() for c in lemma[:2]))
        return exact + tuple((form(lemma).folded, label) for lemma, label in undone if "'" in text)

    def _by_sound(self, shape: Form) -> list[Edge]:
        edges: list[Edge] = []
        for word, label in ((shape.folded, ""), *undo_inflection(shape.folded, self._lang)):
            key = variant_key(word, self._lang)
            for symbol in self._index.sounds.get(key, ()):
                alias = self._index.symbols[symbol]
                if _may_sound_alike(word, alias) and (len(key) >= _MIN_SOUND or self._same_letters(word, symbol)):
                    bits = weights.SOUND + (weights.INFLECTED if label else 0.0)
                    shown = f"{alias} ({label})" if label else alias
                    edges.append(Edge(symbol, 1, bits, Rule.SOUND, shown, inner=not _tells_alone(shape, word, alias, key, label)))
            if edges:
                break
        return edges

    def _same_letters(self, word: str, symbol: int) -> bool:
        """Whether a short word is another script's spelling letter by letter: "o" for "о" in a title, but not "Shi" for "Xi"."""
        alias = self._index.symbols[symbol]
        return alias.isascii() != word.isascii() and romanise(alias) == romanise(word)

    def _by_script(self, shape: Form) -> list[Edge]:
        """A word in a script of which the registry has few aliases or none, by what it sounds like in Latin letters."""
        word = shape.folded
        if not self._loose or word.isascii() or len(word) < _SHORTEST_UNKNOWN or script_of(word) not in _RARELY_LISTED:
            return []
        sound = romanise(word)
        near = [self._index.symbols[symbol] for symbol in self._index.near_words.alike(word)]
        latin = [alias for alias in near if alias.isascii() and len(alias) >= _SHORTEST_UNKNOWN]
        heard = [(log_odds(alias, word), alias) for alias in latin[:_NEAR] if Levenshtein.normalized_similarity(sound, alias) >= _ALIKE]
        if not heard or max(heard)[0] < log2(len(self._vocabulary)) + _HEARD:
            return []
        best = max(heard)[0]
        return [
            Edge(self._vocabulary[alias], 1, weights.OTHER_SCRIPT, Rule.SOUND, alias) for bits, alias in heard if bits > best - _AS_NEAR
        ]

    def _by_typo(self, shape: Form) -> list[Edge]:
        word = shape.folded
        if not self._loose or len(word) < _MIN_TYPO or not word.isalpha():
            return []
        allowed = 2 if len(word) >= _LONG else 1
        near = sorted(self._index.near_words.mistaken(word, allowed), key=lambda found: (found[1], found[0]))
        named = [(symbol, self._index.symbols[symbol], distance) for symbol, distance in near]
        named = [row for row in named if len(row[1]) >= _MIN_TYPO and row[1][0] == word[0]]
        return [Edge(symbol, 1, weights.TYPO * distance, Rule.TYPO, alias) for symbol, alias, distance in named[:_TYPOS]]


def _respelt_number(raw: str) -> str:
    """The symbol of a number's other figures; "" for none."""
    if raw[:1].isalpha():
        roman = read_roman(raw) if raw[0] in "IVX" else None
        return f"#{roman}" if roman else ""
    number = form(raw).number
    return (write_roman(int(number)) or "").lower() if number and len(number) < 3 else ""
