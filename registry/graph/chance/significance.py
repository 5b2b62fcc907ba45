"""How far a number of joint windows is from chance.

All three take the same four counts: `both` windows name the two actors, `left` and `right` name the one and the other, of
`windows` in all; 0 <= both <= min(left, right) and left + right - both <= windows. A window is an article, a paragraph or
a sentence that names an actor at all. Windows, not mentions, are counted, so an actor named ten times in one article does
not weigh ten times. Each is O(1) but `p_value`, which is O(min(left, right)).
"""

from functools import lru_cache
from math import exp, lgamma, log

CACHED = 1 << 16
"""Counts are small and repeat (Zipf): of a million edges most share these four numbers with others; 65,536 rows are some 15 MB."""


@lru_cache(maxsize=CACHED)
def npmi(both: int, left: int, right: int, windows: int) -> float:
    """Normalised pointwise mutual information, -1 (never together) to 1 (never apart); 0 is chance.

    ln(p(a,b) / (p(a) p(b))) / -ln p(a,b), each p a count divided by `windows`. Where both are in every window the quotient
    is 0/0; being together is certain then whatever ties them, and the answer is 0.

    Sources: Church and Hanks, Computational Linguistics 16(1), 1990 (mutual information); Bouma, GSCL 2009 (normalised).

    >>> npmi(2, 2, 2, 10), npmi(1, 2, 5, 10), npmi(0, 2, 5, 10)
    (1.0, 0.0, -1.0)
    """
    if both == 0:
        return -1.0
    if both == windows:
        return 0.0
    return round(log(both * windows / (left * right)) / -log(both / windows), 6) + 0.0


@lru_cache(maxsize=CACHED)
def log_likelihood(both: int, left: int, right: int, windows: int) -> float:
    """Log-likelihood ratio G² of the 2 × 2 table against independence, >= 0; 3.84 is the 5 % point of chi² with one degree.

    2 Σ O ln(O / E), over windows with both, with one, with the other and with neither; E from the margins. It grows with
    the distance from chance in either direction: the sign of `npmi` says in which.

    Source: Dunning, Computational Linguistics 19(1), 1993.

    >>> log_likelihood(1, 2, 5, 10), log_likelihood(5, 5, 5, 10)
    (0.0, 13.862944)
    """
    table = (
        (both, left, right),
        (left - both, left, windows - right),
        (right - both, windows - left, right),
        (windows - left - right + both, windows - left, windows - right),
    )
    return abs(round(2 * sum(seen * log(seen * windows / (row * column)) for seen, row, column in table if seen), 6))


@lru_cache(maxsize=CACHED)
def p_value(both: int, left: int, right: int, windows: int) -> float:
    """The probability of `both` or more joint windows by chance: the upper tail of the hypergeometric distribution.

    Σ C(left, i) C(windows - left, right - i) / C(windows, right) for i from `both` to min(left, right): Fisher's exact test,
    one-sided. The first term comes from lgamma, each next one from the one before. It is not corrected for the number
    of pairs looked at: of a thousand chance pairs some fifty will have a p below 0.05.

    Source: Fisher, Journal of the Royal Statistical Society 85(1), 1922.

    >>> p_value(2, 2, 2, 10), p_value(0, 2, 2, 10)
    (0.02222, 1.0)
    """
    if both <= max(0, left + right - windows):
        return 1.0
    others = windows - left
    term = exp(_log_choose(left, both) + _log_choose(others, right - both) - _log_choose(windows, right))
    total = 0.0
    for i in range(both, min(left, right) + 1):
        total += term
        term *= (left - i) * (right - i) / ((i + 1) * (others - right + i + 1))
        if i * windows > left * right and term < total * 1e-12:  # past the mode terms only shrink; the rest is lost in rounding
            break
    return float(f"{min(total, 1.0):.4g}")


def _log_choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
