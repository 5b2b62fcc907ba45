"""The columns of a text's tokens hold what the tokens themselves say, and a page guesses its language as the text alone does."""

from hypothesis import given
from hypothesis import strategies as st

from registry.articles.page import Page
from registry.records import Article
from registry.text.language import SAMPLE, guess_language
from registry.text.tokens import Tokens, tokenise

PIECES = st.sampled_from(["the", "в", "1", ",234", "U.S.", ".", "'", "\u2019s", " ", "\n", "\u200c", "銀", "ド", "дар", "of", "(", "-"])
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=40).map("".join)


@given(TEXTS)
def test_columns_hold_the_tokens(text: str) -> None:
    tokens = Tokens(text)
    assert tokens[:] == list(tokens) == tokenise(text)
    assert "".join(gap + raw for gap, raw in zip(tokens.gaps, [*tokens.raws, ""], strict=True)) == text
    assert list(tokens.behind("(")) == [next(i for i, s in enumerate(tokens.starts) if s > p) for p in places(text, tokens)]


def places(text: str, tokens: Tokens) -> list[int]:
    """Where brackets stand that a token follows."""
    return [place for place, sign in enumerate(text) if sign == "(" and any(start > place for start in tokens.starts)]


@given(TEXTS, TEXTS, st.integers(0, 40))
def test_a_page_guesses_its_language_as_the_text_alone_does(before: str, behind: str, short: int) -> None:
    text = (before + " the of and " + before)[-SAMPLE + short :].rjust(SAMPLE - short, "w") + behind
    assert Page(Article(text)).lang == guess_language(text)
