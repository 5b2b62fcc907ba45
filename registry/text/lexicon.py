"""The closed vocabulary of news: titles, honorifics, designators, function words, in many languages, found by longest match."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any, NamedTuple

from registry.text.data import read_table
from registry.text.inflect import undo_inflection
from registry.text.normalise import form
from registry.text.tokens import words_of

__all__ = [
    "Phrase",
    "WordClass",
    "begins_phrase",
    "begins_title",
    "is_article_word",
    "is_function_word",
    "is_skipped",
    "is_small",
    "phrase_at",
]

_PLACED = frozenset("based deployed located situated stationed".split())
_PLACE_PREPOSITIONS = frozenset("in at on near".split())
_NUMBER_SIGNS = frozenset({"no", "nr", "number", "номер", "رقم", "شماره", "نمبر", "第", "号", "號", "рақами", "raqamli"})


_STEPPED_OVER = _PLACED | _NUMBER_SIGNS | {"the"}


def is_skipped(folded: str, before: str, behind: str) -> bool:
    """Whether a folded word between two tokens (raw, "" at an end) is stepped over in a name.

    The article, a sign beside a number, and a participle before the place: a base *stationed* in Tajikistan.

    >>> is_skipped("the", "of", "Taliban"), is_skipped("第", "", "201"), is_skipped("第", "", "比")
    (True, True, False)
    >>> is_skipped("stationed", "base", "in"), is_skipped("stationed", "base", "again")
    (True, False)
    """
    if folded not in _STEPPED_OVER:
        return False
    if folded in _PLACED and before:
        return behind in _PLACE_PREPOSITIONS
    return folded == "the" or (folded in _NUMBER_SIGNS and (before[:1].isdigit() or behind[:1].isdigit()))


_ARTICLES = frozenset("the a an der die das den dem des ein eine le la les l un une il lo gli i el los las o os as het de".split())
_BROAD_REGION = frozenset({"region", "province"})  # news calls a province a region; only a few regions span states


class WordClass(StrEnum):
    """What a word of the lexicon does beside a name."""

    TITLE = "title"
    """An office, rank or profession: makes a person of what follows."""
    HONORIFIC = "honorific"
    """Qualifies a person or a title: Mr, honourable, former."""
    DESIGNATOR = "designator"
    """Says what kind of thing is named: province, movement, news agency."""
    FUNCTION = "function"
    """Article, preposition, conjunction: says nothing about what is named."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A word or phrase of the lexicon; `tags` are the entity types and place features that a designator agrees with."""

    word_class: WordClass
    tags: frozenset[str] = frozenset()


_KEPT = 200_000  # distinct tokens kept, as many as forms
_END = ""
_Node = dict[str, Any]


def _rows() -> Iterator[tuple[str, WordClass, str | None]]:
    titles = read_table("titles")
    for group, word_class in (("titles", WordClass.TITLE), ("honorifics", WordClass.HONORIFIC)):
        for rows in titles[group].values():
            for row in rows:
                yield row, word_class, None
    for tags in read_table("designators").values():
        for tag, languages in tags.items():
            for rows in languages.values():
                for row in rows:
                    yield row, WordClass.DESIGNATOR, tag
    for rows in read_table("function_words").values():
        for row in rows:
            yield row, WordClass.FUNCTION, None


@cache
def _trie() -> tuple[_Node, frozenset[str]]:
    root: _Node = {}
    words: set[str] = set()
    ends: dict[int, _Node] = {}
    for row, word_class, tag in _rows():
        node = root
        for raw in words_of(row):
            word = form(raw).folded
            words.add(word)
            node = node.setdefault(word, {})
        tags: dict[WordClass, set[str]] = node.setdefault(_END, {})
        tags.setdefault(word_class, set()).update({tag} if tag else ())
        ends[id(node)] = node
    for node in ends.values():
        node[_END] = tuple(Phrase(word_class, _broaden(tags)) for word_class, tags in node[_END].items())
    return root, frozenset(words)


@lru_cache(maxsize=50_000)
def _readings(raw: str) -> tuple[str, ...]:
    """The token as a word of the lexicon: as it stands, else by every lemma that the lexicon holds."""
    folded = form(raw).folded
    known = _trie()[1]
    lemmas = [lemma for lemma, _ in undo_inflection(folded) if lemma in known]
    return tuple(dict.fromkeys(([folded] if folded in known else []) + lemmas))


def is_small(written: str) -> bool:
    """Whether a function word is written as one: without a capital, unless it is an article that may open a mention (The, Der, La).

    >>> is_small("of"), is_small("The"), is_small("Tom")
    (True, True, False)
    """
    return not written[:1].isupper() or written.lower() in _ARTICLES


def is_article_word(written: str) -> bool:
    """Whether a word is an article of one of the languages that have them."""
    return written.lower() in _ARTICLES


def begins_phrase(raw: str) -> bool:
    """Whether a token may begin a phrase of the lexicon; most do not."""
    return bool(_BEGUN[raw].nodes)


def begins_title(raw: str) -> bool:
    """Whether a token may begin a phrase that is a title or an honorific; a sieve, for most function words begin none.

    >>> begins_title("Prime"), begins_title("министром"), begins_title("of")
    (True, True, False)
    """
    return _BEGUN[raw].title


def phrase_at(words: Sequence[str], at: int) -> tuple[int, tuple[Phrase, ...]]:
    """The longest phrase of the lexicon that begins at `words[at]`: how many words it takes (0 if none), and what it may be.

    >>> phrase_at(["Prime", "Minister", "Modi"], 0)[0], phrase_at(["Minister", "Modi"], 0)[1][0].word_class.value
    (2, 'title')
    """
    best: tuple[int, tuple[Phrase, ...]] = (0, ())
    frontier = [(node, at + 1) for node in _BEGUN[words[at]].nodes] if at < len(words) else []
    while frontier:
        node, position = frontier.pop()
        ends = _END in node
        if ends and position - at >= best[0]:
            best = (position - at, node[_END])
        if position < len(words) and len(node) > ends:
            frontier += [(node[word], position + 1) for word in _readings(words[position]) if word in node]
    return best


class _Beginning(NamedTuple):
    nodes: tuple[_Node, ...]
    """Where in the trie a token leads; nowhere for most, which begin no phrase."""
    title: bool
    """Whether a title or an honorific lies behind."""


class _Beginnings(dict[str, _Beginning]):
    """Token -> what it may begin, worked out when it is first met; all are forgotten when they are too many."""

    def __missing__(self, raw: str) -> _Beginning:
        if len(self) >= _KEPT:
            self.clear()
        root = _trie()[0]
        nodes = tuple(root[word] for word in _readings(raw) if word in root)
        self[raw] = found = _Beginning(nodes, any(map(_holds_title, nodes))) if nodes else _NOTHING_BEGUN
        return found


_NOTHING_BEGUN = _Beginning((), title=False)
_BEGUN = _Beginnings()


def _holds_title(node: _Node) -> bool:
    if any(phrase.word_class in (WordClass.TITLE, WordClass.HONORIFIC) for phrase in node.get(_END, ())):
        return True
    return any(_holds_title(following) for word, following in node.items() if word != _END)


@cache
def _function_words() -> frozenset[str]:
    return frozenset(form(row).folded for rows in read_table("function_words").values() for row in rows)


@lru_cache(maxsize=20_000)
def is_function_word(raw: str) -> bool:
    """Whether a token by itself may be an article, a preposition or a conjunction, whatever else it may be.

    >>> is_function_word("of"), is_function_word("из"), is_function_word("Kabul")
    (True, True, False)
    """
    folded = form(raw).folded
    return folded in _function_words() or any(lemma in _function_words() for lemma, _ in undo_inflection(folded))


def _broaden(tags: set[str]) -> frozenset[str]:
    return frozenset(tags | _BROAD_REGION) if tags & _BROAD_REGION else frozenset(tags)
