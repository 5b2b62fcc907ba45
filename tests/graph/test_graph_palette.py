"""Colours that readers tell apart, also those who see fewer."""

from itertools import combinations

import numpy as np
import pytest

from registry.graph.palette import ARTICLE, COLOURS, NAMES, rgb

SEEN = {
    "all": np.eye(3),
    "no red": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    "no green": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    "no blue": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
}
"""Linear light as protanopes, deuteranopes and tritanopes see it: Machado, Oliveira and Fernandes, IEEE TVCG 15(6), 2009, severity 1."""

LEAST = 8.0
"""CIELAB units between two colours; two or three are just seen side by side."""


def lab(colour: str, seen: np.ndarray) -> np.ndarray:
    """CIELAB (D65) of a colour as seen."""
    parts = np.array(rgb(colour)) / 255
    linear = np.clip(seen @ np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4), 0, 1)
    matrix = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    fx, fy, fz = (np.cbrt(v) if v > 0.008856 else 7.787 * v + 16 / 116 for v in matrix @ linear / (0.9505, 1, 1.089))
    return np.array([116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)])


@pytest.mark.parametrize("seen", SEEN.values(), ids=SEEN)
def test_colours_are_told_apart(seen: np.ndarray) -> None:
    """Any two types, by any reader; an article from all actors by far."""
    for (one, first), (other, second) in combinations(COLOURS.items(), 2):
        least = 25 if ARTICLE in (one, other) else LEAST
        assert np.linalg.norm(lab(first, seen) - lab(second, seen)) > least, (one, other)


def test_every_colour_has_a_name() -> None:
    """The legend says what each is."""
    assert list(COLOURS) == list(NAMES)
    assert NAMES[ARTICLE] == "article"
