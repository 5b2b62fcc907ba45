"""Texts cut into paragraphs and sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import Row, cases

from registry.articles.units import paragraphs, sentences


@pytest.mark.parametrize("case", cases("units", needs="text sentences"))
def test_sentences(case: Row) -> None:
    """The sentences that an editor would count."""
    text = case["text"]
    assert case["sentences"] == [text[start:end] for start, end in sentences(text, paragraphs(text))]


@given(st.text(st.sampled_from("Aa. \n\r\u2029!?”。у1")))
def test_units_cover_the_text(text: str) -> None:
    """Units are in order and disjoint, every sentence lies in a paragraph, and what no unit holds is blank."""
    outer = paragraphs(text)
    inner = sentences(text, outer)
    for units in (outer, inner):
        left = list(text)
        position = 0
        for start, end in units:
            assert position <= start < end
            left[start:end] = " " * (end - start)
            position = end
        assert not "".join(left).strip()
    assert all(any(a <= start and end <= b for a, b in outer) for start, end in inner)
