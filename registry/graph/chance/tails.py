"""The upper tail of the Poisson-binomial distribution: how probable that many successes or more are among unlike trials."""

from cmath import exp as cexp
from collections.abc import Sequence
from math import ceil, exp, expm1, log, log1p, pi, prod, sqrt
from operator import mul

__all__ = ["upper_tail"]

Group = tuple[int, float]
"""Trials, and the probability of each, 0 < p < 1."""

DIGITS = 24.0
"""What is left out is below e^-24, 4e-11, of the tail."""
NEAR = 0.1
"""How near the circle is to the saddle point, in standard deviations: any circle gives the tail, this one needs few points."""
SMALL, TERMS = 0.1, 12
"""Of trials as improbable as this the generating function is summed as a series of so many terms: each next one is a fifth or less."""
FARTHEST = 700.0
"""e^700 is still a float."""


def upper_tail(groups: Sequence[Group], least: int) -> float:
    """P(at least `least` successes), to nine digits however small it is. O(groups x 30) whatever the counts.

    Let G(z) be the generating function. The mean of G(z) z^-least / (1 - 1/z) over a circle |z| = r > 1 is the tail; over one with r < 1
    it is the tail less 1. The circle goes through the saddle point, where the integrand is a bell, and the mean over equally spaced points
    is that over the circle but for terms that fall geometrically with their number.

    Sources: Daniels, Annals of Mathematical Statistics 25(4), 1954 (saddle point); Trefethen and Weideman, SIAM Review 56(3), 2014
    (equally spaced points).

    >>> upper_tail([(2, 0.5), (1, 0.25)], 3), round(upper_tail([(1000, 0.5)], 500), 9)
    (0.0625, 0.512612509)
    """
    trials_in_all = sum(trials for trials, _ in groups)
    if least <= 0 or least > trials_in_all:
        return float(least <= 0)
    if least == 1:
        return -expm1(sum(trials * log1p(-p) for trials, p in groups))
    if least == trials_in_all:
        return exp(sum(trials * log(p) for trials, p in groups))
    side = 1.0 if least > sum(trials * p for trials, p in groups) else -1.0
    tilt, spread = _saddle(groups, least)
    clear = min(1.0, 1.0 / spread)
    if side * tilt < clear:  # the integrand has a pole at tilt 0: keep a standard deviation off
        tilt = side * clear
        spread = _tilted(groups, tilt)[1]
    grown = expm1(tilt)
    shifted = [(trials, p * (grown + 1) / (1 + p * grown)) for trials, p in groups]
    series, rest = _series([group for group in shifted if group[1] <= SMALL]), [group for group in shifted if group[1] > SMALL]
    height = sum(trials * log1p(p * grown) for trials, p in groups) - tilt * least
    points = 2 * ceil(max(sqrt(2 * DIGITS) * spread + 6, DIGITS / abs(tilt)) / 2) + 1
    total = 0.5 / -expm1(-tilt)
    for point in range(1, points // 2 + 1):  # the other half mirrors this one
        turn = cexp(2j * pi * point / points)
        away, small = turn - 1, 0j
        for term in series:
            small = (small + term) * away
        bell = cexp(small) * prod([(1 + p * away) ** trials if trials > 1 else 1 + p * away for trials, p in rest])
        if abs(bell) < exp(-DIGITS):  # and it only falls
            break
        total += (bell * cexp(-2j * pi * (point * least % points) / points) / (1 - exp(-tilt) / turn)).real
    tail = exp(height + log(abs(total) * 2 / points))
    return min(1.0, tail) if side > 0 else max(0.0, 1 - tail)


def _series(groups: Sequence[Group]) -> list[float]:
    """Of Σ trials · ln(1 + p x) as a power series in x: the factors, from that of the highest power down to that of x."""
    terms, ps = [float(trials) for trials, _ in groups], [p for _, p in groups]
    found = []
    for power in range(1, TERMS + 1):
        terms = list(map(mul, terms, ps))
        found.append((sum(terms) if power % 2 else -sum(terms)) / power)
    return found[::-1]


def _saddle(groups: Sequence[Group], count: int) -> tuple[float, float]:
    """The tilt at which `count` is about the mean, and the standard deviation there: Newton's method, or halving where it leaves bounds."""
    low, high = -FARTHEST, FARTHEST
    tilt = log(count / sum(trials * p for trials, p in groups))  # exact where all p are small
    for _ in range(60):
        mean, spread = _tilted(groups, tilt)
        off = count - mean
        if abs(off) < NEAR * spread:
            break
        low, high = (tilt, high) if off > 0 else (low, tilt)
        tilt += off / max(spread * spread, 1e-300)
        if not low < tilt < high:
            tilt = (low + high) / 2
    return tilt, max(spread, 1e-9)


def _tilted(groups: Sequence[Group], tilt: float) -> tuple[float, float]:
    """Mean and standard deviation where the odds of each trial are multiplied by e^tilt."""
    grown = expm1(tilt)
    mean = variance = 0.0
    for trials, p in groups:
        rest = (1 - p) / (1 + p * grown)
        mean += trials * (1 - rest)
        variance += trials * (1 - rest) * rest
    return mean, sqrt(variance)
