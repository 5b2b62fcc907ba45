"""Which of the unknown names are one name: within an article, and across articles for the review queue.

Names are compared by the scorer of `registry.compare`. So that the work stays near to linear, only names are compared that share the
consonants a word begins with and the first sound of another; of more than a handful that do, only neighbours in the order of their
sounds (the sorted neighbourhood of Hernández and Stolfo, SIGMOD 1995). The likeliest pairs are joined first, and two groups only if no
member of one contradicts one of the other, so that A. Nazarov makes no one person of Ahmad Nazarov and Anvar Nazarov.
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from registry.match.compare import compare_names
from registry.records import Annotation, EntityType, Mention, Status
from registry.text.inflect import undo_inflection
from registry.text.lexicon import is_function_word
from registry.text.normalise import form
from registry.text.romanise import sound_key
from registry.text.tokens import tokenise

__all__ = ["NameGroup", "fullest", "group_names", "lemmas_of", "one_name", "pairs_of", "same_word", "words_of"]

_ONE_NAME = 0.75
"""The probability from which two names are joined: three in four; an editor sees the group before anything is linked."""
_CONTRADICTS = 0.25
"""The probability below which two names keep their groups apart."""
_BLOCK = 24
"""Names that are all compared with each other; of a larger block neighbours alone."""
_NEIGHBOURS = 6
_MEMBERS = 8
"""Names of a group that a joining name is compared with; a name has few spellings that differ."""
_KEY = 3  # consonants
_WORDS = 5  # of a name; the first tell organisations apart, and persons have fewer
_VOWELS = re.compile("[aeiouy]")

Name = tuple[str, EntityType | None]


@dataclass(frozen=True, slots=True)
class NameGroup:
    """A name that the registry lacks, with every form and place in which a set of articles has it."""

    name: str
    """The most frequent of its fullest forms."""
    type: EntityType | None
    """The guess that most of its mentions share; None without one."""
    forms: tuple[tuple[str, int], ...]
    """Each form with how often it is written, most frequent first."""
    mentions: tuple[tuple[str, int, int], ...] = field(repr=False)
    """The article's id, start and end of each, in the order of the articles."""
    articles: int
    sources: int
    """Sources that the articles name; 0 if none names one."""


@lru_cache(maxsize=50_000)
def words_of(name: str) -> tuple[str, ...]:
    """The folded words of a name, small ones left out."""
    return tuple(form(token.raw).folded for token in tokenise(name) if not is_function_word(token.raw))


@lru_cache(maxsize=50_000)
def _keys(name: str) -> tuple[str, ...]:
    """Of every two words the consonants that one begins with and the first sound of the other, which may be an initial."""
    sounds = [sound for sound in map(sound_key, words_of(name)[:_WORDS]) if sound]
    begun = [sound[:1] + _VOWELS.sub("", sound[1:])[: _KEY - 1] for sound in sounds]
    pairs = ((one, other) for one in range(len(sounds)) for other in range(len(sounds)) if one != other)
    return tuple(dict.fromkeys(f"{begun[one]} {sounds[other][0]}" for one, other in pairs))


@lru_cache(maxsize=50_000)
def _score(left: str, right: str, type: EntityType | None) -> float:
    return compare_names(left, right, type).score


def same_word(left: str, right: str) -> bool:
    """Whether two folded words are one word, spelt or inflected otherwise.

    >>> same_word("назаровым", "назаров"), same_word("nazarov", "nazarova")
    (True, False)
    """
    return not lemmas_of(left).isdisjoint(lemmas_of(right))


@lru_cache(maxsize=50_000)
def lemmas_of(folded: str) -> frozenset[str]:
    """A folded word and what it may be inflected from; words that share one are the same word, as `same_word` has it."""
    return frozenset((folded, *(lemma for lemma, _ in undo_inflection(folded))))


def likeness(one: Name, other: Name) -> float:
    """The probability that two names with their types are one name; 0 if the types differ."""
    if one[1] and other[1] and one[1] is not other[1]:
        return 0.0
    left, right = sorted((one[0], other[0]))
    return _score(left, right, one[1] or other[1])


def one_name(names: Sequence[Name]) -> list[int]:
    """For each name the number of the first that it is one name with, itself if none.

    >>> one_name([("Farida Saidova", None), ("Bank Eskhata", None), ("Фарида Саидова", None)])
    [0, 1, 0]
    """
    leader = list(range(len(names)))
    members = {number: [number] for number in leader}
    scored = sorted(((-likeness(names[a], names[b]), a, b) for a, b in pairs_of(names)))
    for score, a, b in scored:
        one, other = sorted((leader[a], leader[b]))
        if -score < _ONE_NAME:
            break
        if one != other and not _contradict(members[one], members[other], names):
            for number in members.pop(other):
                leader[number] = one
                members[one].append(number)
    return leader


def _contradict(left: Sequence[int], right: Sequence[int], names: Sequence[Name]) -> bool:
    return any(likeness(names[a], names[b]) < _CONTRADICTS for a in left[:_MEMBERS] for b in right[:_MEMBERS])


def pairs_of(names: Sequence[Name]) -> set[tuple[int, int]]:
    """The pairs worth comparing."""
    blocks: dict[str, list[int]] = {}
    for number, (name, _) in enumerate(names):
        for key in _keys(name):
            blocks.setdefault(key, []).append(number)
    pairs: set[tuple[int, int]] = set()
    for block in blocks.values():
        window = len(block) if len(block) <= _BLOCK else _NEIGHBOURS
        if len(block) > _BLOCK:
            block.sort(key=lambda number: (sorted(sound_key(word) for word in words_of(names[number][0])), number))
        for place, a in enumerate(block):
            pairs.update((min(a, b), max(a, b)) for b in block[place + 1 : place + 1 + window])
    return pairs


def group_names(annotations: Iterable[Annotation]) -> tuple[NameGroup, ...]:
    """The unknown names of a set of articles, one group a name, those first that most articles and sources have.

    Within an article mentions keep the groups that it gave them. Across articles full names are joined if they are likely one name,
    of one type as far as it was guessed; single words only if they are the same word and no person's surname alone.
    """
    found: dict[Hashable, list[tuple[int, Annotation, Mention]]] = {}
    for number, annotation in enumerate(annotations):
        for mention in annotation.mentions:
            if mention.status is Status.NIL and mention.group is not None:
                found.setdefault(_identity(number, mention), []).append((number, annotation, mention))
    names: list[Name] = [(_main_form(rows), _main_type(rows)) for rows in found.values()]
    whole = [number for number, (name, _) in enumerate(names) if len(words_of(name)) > 1]
    leaders = one_name([names[number] for number in whole])
    gathered: dict[int, list[tuple[int, Annotation, Mention]]] = {}
    joined = {number: whole[leader] for number, leader in zip(whole, leaders, strict=True)}
    for number, rows in enumerate(found.values()):
        gathered.setdefault(joined.get(number, number), []).extend(rows)
    groups = [_group(rows) for rows in gathered.values()]
    return tuple(sorted(groups, key=lambda group: (-group.articles * max(group.sources, 1), -len(group.mentions), group.name)))


def _identity(number: int, mention: Mention) -> Hashable:
    """What mentions of one name share before names are compared: their words and type, and the article if a surname stands alone."""
    words = words_of(mention.group or "") or ((mention.group or ""),)
    alone = len(words) == 1 and mention.type is EntityType.PERSON
    return words, mention.type, number if alone else None


def _main_form(rows: Sequence[tuple[int, Annotation, Mention]]) -> str:
    counts = Counter(mention.group or mention.text for _, _, mention in rows)
    return fullest(counts)


def fullest(counts: Mapping[str, int]) -> str:
    """Of forms with their counts the one with most words, then the most frequent, then the shortest.

    >>> fullest({"Saidova": 9, "Farida Saidova": 2, "Faridoy Saidova": 1})
    'Farida Saidova'
    """
    return min(counts, key=lambda text: (-len(words_of(text)), -counts[text], len(text), text))


def _main_type(rows: Iterable[tuple[int, Annotation, Mention]]) -> EntityType | None:
    ranked = Counter(mention.type for _, _, mention in rows if mention.type).most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _group(rows: Sequence[tuple[int, Annotation, Mention]]) -> NameGroup:
    rows = sorted(rows, key=lambda row: (row[0], row[2].start))
    forms = Counter(mention.text for _, _, mention in rows)
    full = Counter(mention.group or "" for _, _, mention in rows)
    sources = {annotation.article.source for _, annotation, _ in rows if annotation.article.source}
    return NameGroup(
        fullest(full),
        _main_type(rows),
        tuple(sorted(forms.items(), key=lambda form: (-form[1], form[0]))),
        tuple((annotation.article.id, mention.start, mention.end) for _, annotation, mention in rows),
        len(set(_articles(rows))),
        len(sources),
    )


def _articles(rows: Iterable[tuple[int, Annotation, Mention]]) -> Iterator[Hashable]:
    """An article by its id; without one, by its place."""
    return (annotation.article.id or number for number, annotation, _ in rows)
