"""Windows of an article."""

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import cases

from registry.graph.counting.windows import Naming, token_windows
from registry.text.tokens import tokenise


def named(text: str) -> list[Naming]:
    return [(token.start, token.end, (token.raw,)) for token in tokenise(text) if token.raw in "abcde"]


@pytest.mark.parametrize("case", cases("graph", "windows", needs="text length windows"))
def test_stretches_of_tokens(case: dict[str, Any]) -> None:
    """Each stretch that names somebody new, and no other."""
    found = token_windows(case["text"], named(case["text"]), int(case["length"]))
    assert case["windows"] == ["".join(window.actors) for window in found]


@given(words=st.lists(st.sampled_from("abcXXX"), max_size=20), length=st.integers(2, 8))
def test_two_mentions_share_a_window_if_and_only_if_they_are_near(words: list[str], length: int) -> None:
    """Whatever stands between them; and no window lies in another."""
    text = " ".join(words)
    found = token_windows(text, named(text), length)
    near = {
        tuple(sorted((left, right)))
        for (at, left), (to, right) in combinations(enumerate(words), 2)
        if to - at < length and left != right and "X" not in (left, right)
    }
    assert near == {pair for window in found for pair in combinations(window.actors, 2)}
    assert not any(one.start >= other.start and one.end <= other.end for one in found for other in found if one is not other)
