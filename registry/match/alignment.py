"""The words of two names in pairs, best agreement first, each word in one pair at most."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from registry.match.agreement import RANK, SOUNDS_AT_MOST, Level, agree, sounds_of
from registry.match.parts import NamePart
from registry.text.east_asian_names import spells
from registry.text.romanise import sound_key
from registry.text.sounds import Likeness, script_of

__all__ = ["Alignment", "Pair", "align"]

_NEARLY = (Level.EDIT, Level.EDIT_SHORT, Level.EDITS, Level.EDITS_SHORT)
_ALONE = 7
"""Letters that a word must have to stand for another by itself with a letter off: Iran is not Iraq, CTO not CSTO."""
_ALPHABETS = ("latin", "cyrillic")
_IN_ONE_WORD = ("hangul", "kana", "han")
_CERTAIN = RANK[Level.SOUND]

Pair = tuple[int, int, Level, Likeness]
"""The places of two words, how they agree, and how alike they sound if they are of two scripts."""
_Row = tuple[int, float, int, int, int, Level, Likeness]
"""The rank of a level, minus the bits of its sounds, how far apart the words stand, their places, the level, the sounds: best first."""


@dataclass(slots=True)
class Alignment:
    """What was paired and what is left of either name, by place."""

    one: Sequence[NamePart]
    other: Sequence[NamePart]
    pairs: list[Pair] = field(default_factory=list)
    glued: list[tuple[str, str]] = field(default_factory=list)
    """A word of one name, and the two or three of the other that are it run together; the first name's side first."""
    left: set[int] = field(default_factory=set)
    right: set[int] = field(default_factory=set)


def align(one: Sequence[NamePart], other: Sequence[NamePart]) -> Alignment:
    """Pair the words: the same and the same in sound, then words run together, then those that agree less."""
    rows: list[_Row] = []
    settled_one: set[int] = set()
    settled_other: set[int] = set()
    for apart, i, j in _cells(len(one), len(other)):
        if i in settled_one and j in settled_other:
            continue
        level, sounds = agree(one[i], other[j])
        if level is Level.NONE:
            continue
        rank = RANK[level]
        rows.append((rank, -sounds.bits, apart, i, j, level, sounds))
        if rank <= _CERTAIN or sounds.bits >= SOUNDS_AT_MOST:
            settled_one.add(i)
            settled_other.add(j)
    if len(one) == len(other) == 1 and rows and rows[0][-2] in _NEARLY and len(one[0].key) < _ALONE:
        rows = []
    rows.sort()
    found = Alignment(one, other, left=set(range(len(one))), right=set(range(len(other))))
    certain = sum(row[0] <= _CERTAIN for row in rows)
    _take(rows[:certain], found)
    if found.left and found.right:
        if len(one) != len(other) or len(one) > 1:
            _glue(found, _sounds_the_same)
        _take(rows[certain:], found)
        if found.left and found.right and len(found.left) + len(found.right) > 2 and one[0].script != other[0].script:
            _glue(found, _sounds_alike)
    found.pairs.sort()
    return found


@lru_cache(maxsize=500)
def _cells(rows: int, columns: int) -> tuple[tuple[int, int, int], ...]:
    """How far apart, and the places, of all pairs of words; those in the same place first, since most names keep their order."""
    return tuple(sorted((abs(i - j), i, j) for i in range(rows) for j in range(columns)))


def _take(rows: Sequence[_Row], found: Alignment) -> None:
    for _, _, _, i, j, level, sounds in rows:
        if i in found.left and j in found.right:
            found.left.discard(i)
            found.right.discard(j)
            found.pairs.append((i, j, level, sounds))


def _glue(found: Alignment, alike: Callable[[NamePart, str], bool]) -> None:
    for swapped in (False, True):
        words, spare, parts, free = (found.one, found.left, found.other, found.right)
        if swapped:
            words, spare, parts, free = parts, free, words, spare
        if len(free) < 2:
            continue
        for i in sorted(spare):
            run = _run_of(words[i], parts, free, alike)
            if run:
                spare.discard(i)
                free.difference_update(run)
                sides = (words[i].raw, " ".join(parts[k].raw for k in run))
                found.glued.append(sides[::-1] if swapped else sides)


def _sounds_the_same(word: NamePart, joined: str) -> bool:
    return bool(word.key) and word.key == sound_key(joined)


def _sounds_alike(word: NamePart, joined: str) -> bool:
    """In two scripts: Hibatullah, هبت الله; of a name that is always one word, every syllable must be spelt (`_spelt`)."""
    return word.script not in _IN_ONE_WORD and word.script != script_of(joined) and sounds_of(word.word, joined).bits >= SOUNDS_AT_MOST


def _run_of(word: NamePart, parts: Sequence[NamePart], free: set[int], alike: Callable[[NamePart, str], bool]) -> range | None:
    """The neighbouring free words that `word` is when they are run together; the first begins as it does, if their scripts spell alike."""
    for j in sorted(free):
        if j + 1 not in free or (parts[j].key[:1] != word.key[:1] and word.script not in _IN_ONE_WORD):
            continue
        for size in (2, 3):
            run = range(j, j + size)
            if free.issuperset(run) and (alike(word, "".join(parts[k].word for k in run)) or _spelt(word, parts, run)):
                return run
    return None


def _spelt(word: NamePart, parts: Sequence[NamePart], run: range) -> bool:
    """Whether the run is a name of East Asia, which is written in one word there: 김정은 is Kim Jong-un."""
    alphabets = all(parts[k].script in _ALPHABETS for k in run)
    return alphabets and word.script in _IN_ONE_WORD and spells([parts[k].word for k in run], word.word)
