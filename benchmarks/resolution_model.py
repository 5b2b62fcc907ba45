"""The model that the weights of `Registry.resolve` are fitted under: what mentions show, how likely their answers are, and the fit.

A mention's readings say how often each weight counts in them; the weights carry their names through the code's own sums (`Term`). As in
`registry/match/decide.py`, the candidates and "none of these" share the probability by their odds, and an entity counts with its best
reading, which is chosen anew in every round under the weights of the round before.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from zlib import crc32

import numpy as np
from resolution_priors import POLICY, PRIOR, UNTOLD

from registry.match import weights
from registry.match.decide import Asked
from registry.match.names import Names
from registry.match.resolver import Resolver

__all__ = ["FOLDS", "HAND", "NAMES", "Answer", "Asking", "Term", "answers", "asking", "counted", "fit", "read"]

WIDTH = 1.0
"""Bits of standard deviation of the prior: the order that editors agree on is trusted to a factor of two in the odds, either way."""
SETTLED = -6.0
"""Bits of policy from which on a reading is settled: policy and not a weight refuses it, so it is left out of the fit and, where it is of
the right entity, so is the mention. A weak alias with its licence has -4 and is weighed."""
FOLDS = 10
"""Parts of the cross-validation."""
ROUNDS = 40
"""Of Newton's method; it takes about ten."""
NAMES = [*PRIOR, *POLICY]
SIZE = len(PRIOR)
HAND = np.array([PRIOR[name][0] for name in PRIOR] + [POLICY[name][0] for name in POLICY])

Counts = tuple[tuple[int, float], ...]
"""How often each weight, by its place in `NAMES`, counts in a reading."""


class Term(float):
    """A number that remembers which weights it is the sum of, so that the code that adds weights up need not."""

    parts: Mapping[str, float]

    def __new__(cls, value: float, parts: Mapping[str, float]) -> "Term":
        """A value with its parts."""
        made = super().__new__(cls, value)
        made.parts = parts
        return made

    def __add__(self, other: float) -> "Term":
        parts = Counter(self.parts)
        for name, times in getattr(other, "parts", {}).items():
            parts[name] += times
        return Term(float(self) + float(other), parts)

    __radd__ = __add__

    def __mul__(self, times: float) -> "Term":
        return Term(float(self) * times, {name: count * times for name, count in self.parts.items()})

    __rmul__ = __mul__

    def __truediv__(self, by: float) -> "Term":
        return self * (1 / by)


@contextmanager
def counted() -> Iterator[None]:
    """The weights as terms, at the bits of reason, while the registry reads."""
    before = {name: getattr(weights, name) for name in NAMES}
    for name, bits in zip(NAMES, HAND, strict=True):
        setattr(weights, name, Term(bits, {name: 1.0}))
    try:
        yield
    finally:
        for name, bits in before.items():
            setattr(weights, name, bits)


@dataclass(frozen=True, slots=True)
class Asking:
    """A mention with the readings of each candidate; `right` is the candidate's place, -1 if it is none of these."""

    mention: str
    ids: tuple[str, ...]
    candidates: tuple[tuple[Counts, ...], ...]
    right: int
    expected: bool
    """Whether the registry has an entity that it names."""
    fold: int
    group: str
    """What it was made from and how; empty if it is labelled. Mentions of one group count together as one labelled mention, since they are
    the same name again and how they err is our choice."""

    @property
    def labelled(self) -> bool:
        """Whether it comes from a file."""
        return not self.group


def read(resolver: Resolver, names: Names, mention: str, lang: str | None) -> dict[str, set[Counts]]:
    """Entity id -> what its readings count."""
    place = {name: at for at, name in enumerate(NAMES)}
    found: dict[str, set[Counts]] = defaultdict(set)
    for _, candidate in resolver.weigh(mention, Asked(names, None, lang, None, frozenset())):
        counts: Counter[int] = Counter()
        for item in candidate.evidence:
            for name, times in getattr(item.bits, "parts", {}).items():
                counts[place[name]] += times
        found[candidate.entity.id].add(tuple(sorted(counts.items())))
    return found


def asking(mention: str, found: Mapping[str, set[Counts]], expected: str | None, about: str, source: str = "") -> Asking:
    """A mention's readings in a fixed order; what is made from one entity falls into one fold."""
    ids = sorted(found)
    right = ids.index(expected) if expected in found else -1
    rows = tuple(tuple(sorted(found[id])) for id in ids)
    group = f"{about}, {source}" if source else ""
    return Asking(mention, tuple(ids), rows, right, expected is not None, crc32(about.encode()) % FOLDS, group)


@dataclass(frozen=True, slots=True)
class Patterns:
    """Mentions with the same readings and the same answer, as arrays: pattern × candidate × weight, and how much each counts."""

    x: np.ndarray
    real: np.ndarray
    right: np.ndarray
    weight: np.ndarray


def weighed(askings: Sequence[Asking]) -> list[tuple[Asking, float]]:
    """The mentions that tell something of the weights, settled readings left out, and how much each counts."""
    sizes = Counter(ask.group for ask in askings)
    found = []
    for ask in askings:
        rows = [tuple(counts for counts in readings if not _settled(counts)) for readings in ask.candidates]
        if ask.right >= 0 and not rows[ask.right]:
            continue
        if ask.group and any(NAMES[at] in UNTOLD for readings in rows for counts in readings for at, _ in counts):
            continue
        right = sum(bool(row) for row in rows[: ask.right]) if ask.right >= 0 else -1
        kept = replace(ask, candidates=tuple(row for row in rows if row), right=right)
        found.append((kept, 1.0 / sizes[ask.group] if ask.group else 1.0))
    return found


@cache
def _settled(counts: Counts) -> bool:
    return sum(HAND[at] * times for at, times in counts if at >= SIZE) <= SETTLED


def patterns(askings: Sequence[tuple[Asking, float]], bits: np.ndarray) -> Patterns:
    """Each candidate with its best reading under `bits`, like mentions put together."""
    kept: dict[tuple[tuple[Counts, ...], int], float] = defaultdict(float)
    chosen: dict[tuple[Counts, ...], Counts] = {}
    for ask, share in askings:
        row = []
        for readings in ask.candidates:
            if readings not in chosen:
                chosen[readings] = max(readings, key=lambda counts: sum(bits[at] * times for at, times in counts))
            row.append(chosen[readings])
        kept[tuple(row), ask.right] += share
    most = max((len(row) for row, _ in kept), default=0) or 1
    x = np.zeros((len(kept), most, len(NAMES)))
    real = np.zeros((len(kept), most), bool)
    for at, (row, _) in enumerate(kept):
        for which, counts in enumerate(row):
            real[at, which] = True
            for name, times in counts:
                x[at, which, name] = times
    return Patterns(x, real, np.array([right for _, right in kept]), np.array(list(kept.values())))


def probabilities(data: Patterns, bits: np.ndarray) -> np.ndarray:
    """The share of each candidate; what is left is none of them."""
    total = np.clip(data.x @ bits, -60.0, 60.0)
    odds = np.where(data.real, 2.0**total, 0.0)
    return odds / (1.0 + odds.sum(axis=1, keepdims=True))


def fit(askings: Sequence[Asking]) -> np.ndarray:
    """Bits of greatest penalised likelihood by Newton's method, the readings chosen anew in every round; policy stays."""
    bits = HAND.copy()
    unit = math.log(2)
    telling = weighed(askings)
    for _ in range(ROUNDS):
        data = patterns(telling, bits)
        p = probabilities(data, bits)
        x = data.x[:, :, :SIZE]
        truth = np.zeros_like(p)
        linked = data.right >= 0
        truth[linked, data.right[linked]] = 1.0
        mean = np.einsum("nk,nkd->nd", p, x)
        gradient = unit * np.einsum("n,nk,nkd->d", data.weight, truth - p, x) - (bits - HAND)[:SIZE] / WIDTH**2
        spread = np.einsum("n,nk,nkd,nke->de", data.weight, p, x, x, optimize=True) - np.einsum("n,nd,ne->de", data.weight, mean, mean)
        step = np.linalg.solve(unit**2 * spread + np.eye(SIZE) / WIDTH**2, gradient)
        step *= min(1.0, WIDTH / np.abs(step).max())  # one width at a time: the curvature holds only near by
        bits[:SIZE] += step
        if np.abs(step).max() < 1e-6:
            break
    return bits


@dataclass(frozen=True, slots=True)
class Answer:
    """What the best candidate's score was and whether it was right."""

    ask: Asking
    best: int
    score: float
    right: bool
    loss: float
    """Bits; 0.0 where policy settles the matter."""


def answers(askings: Sequence[Asking], bits: np.ndarray) -> list[Answer]:
    """The answers under `bits`, as `decide` would give them."""
    found = []
    for ask in askings:
        totals = [max(sum(bits[at] * times for at, times in counts) for counts in readings) for readings in ask.candidates]
        odds = [2.0 ** max(-60.0, min(60.0, total)) for total in totals]
        whole = 1.0 + math.fsum(odds)
        best = max(range(len(odds)), key=odds.__getitem__, default=-1)
        settled = ask.right >= 0 and all(_settled(counts) for counts in ask.candidates[ask.right])
        loss = 0.0 if settled else math.log2(whole / (odds[ask.right] if ask.right >= 0 else 1.0))
        found.append(Answer(ask, best, odds[best] / whole if odds else 0.0, best == ask.right, loss))
    return found
