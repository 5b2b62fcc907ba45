"""p-values corrected for how many are looked at."""

from collections.abc import Sequence


def adjusted(p_values: Sequence[float], tests: int) -> list[float]:
    """Benjamini and Hochberg's q-values; a stand-in."""
    order = sorted(range(len(p_values)), key=p_values.__getitem__, reverse=True)
    found, least = [1.0] * len(p_values), 1.0
    for rank, at in zip(range(len(order), 0, -1), order, strict=True):
        least = min(least, p_values[at] * tests / rank)
        found[at] = float(f"{least:.4g}")
    return found
