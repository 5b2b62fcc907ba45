"""The numbers under a key are those put there."""

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from registry.text.holders import Holders

KEYS = st.integers(0, 6).map(lambda key: key << 2) | st.integers(0, 2**30 - 1).map(lambda key: key << 2)


@given(st.lists(KEYS))
def test_as_a_dict_of_lists(keys: list[int]) -> None:
    """Numbers ascend, as those of texts do."""
    holders, expected = Holders(), defaultdict(list)
    for number, key in enumerate(keys):
        holders.add(key, number)
        expected[key].append(number)
    assert {key: holders.of(key) for key in (*keys, 4)} == {key: expected[key] for key in (*keys, 4)}


def test_it_grows() -> None:
    """Past its first size many times, with keys that meet in one place and go round the end."""
    holders = Holders()
    for number in range(20_000):
        holders.add((number * 2_654_435_761 % 2**32) & ~0b11, number)
        holders.add(0xFFFFFFFC, number) if number < 40 else None
    assert holders.of(0xFFFFFFFC)[:40] == list(range(40))
    assert all(number in holders.of((number * 2_654_435_761 % 2**32) & ~0b11) for number in range(0, 20_000, 97))
