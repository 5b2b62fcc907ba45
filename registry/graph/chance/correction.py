"""Of many ties looked at, some are rare by chance: p-values corrected for their number."""

from collections.abc import Sequence

__all__ = ["adjusted"]


def adjusted(p_values: Sequence[float], tests: int) -> list[float]:
    """The q-values of Benjamini and Hochberg, in the order of `p_values`, each in 0..1, to four digits, at least its p.

    The i-th least of the p-values times tests / i, and not above that of any greater one. Of the ties with q <= 0.05 one in twenty is
    expected to be chance. tests: how many hypotheses there are in all, at least as many as p-values; a pair of actors that is never seen
    together is one too, its p is 1, and it need not be handed over.

    The promise is proven for p-values that are independent or rise and fall together. Where counts are few, p-values are uneven steps that
    are too great rather than too small, and fewer ties are kept than might be. Raises ValueError on fewer tests than p-values and on a
    p-value outside 0..1. O(n log n).

    Source: Benjamini and Hochberg, Journal of the Royal Statistical Society B 57(1), 1995.

    >>> adjusted([0.01, 0.04, 0.03], tests=4)
    [0.04, 0.05333, 0.05333]
    """
    if tests < len(p_values):
        raise ValueError(f"{tests} tests for {len(p_values)} p-values: count every pair that might have been seen")
    q_values = [1.0] * len(p_values)
    least = 1.0
    ranked = sorted(range(len(p_values)), key=p_values.__getitem__)
    for rank in range(len(ranked), 0, -1):
        place = ranked[rank - 1]
        p = p_values[place]
        if not 0.0 <= p <= 1.0:
            raise ValueError(f"p-value {p!r} is not between 0 and 1")
        least = min(least, p * (tests / rank))
        q_values[place] = max(p, float(f"{least:.4g}"))
    return q_values
