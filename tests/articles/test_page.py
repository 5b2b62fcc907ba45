"""An article laid out: the language of each paragraph."""

from hypothesis import given
from hypothesis import strategies as st

from registry.articles.page import Page
from registry.records import Article
from registry.text.language import other_language

WORDS = st.sampled_from("the of and in on is и в на что как не ва дар аз бо که از در به der die und Kabul Душанбе کابل .".split())
PARAGRAPHS = st.lists(st.lists(WORDS, min_size=1, max_size=15).map(" ".join), min_size=1, max_size=6)


@given(PARAGRAPHS, st.sampled_from([None, "en", "ru", "tg", "fa", "th"]))
def test_each_paragraph_has_the_language_of_its_own_words(paragraphs: list[str], lang: str | None) -> None:
    """Paragraphs that are not looked into, as no function word of another language stands in them, are in the page's language."""
    page = Page(Article("\n".join(paragraphs), lang=lang))
    for start, end in page.paragraphs:
        first, last = page.token_from(start), page.token_from(end)
        for at in range(first, last):
            assert other_language(page.folded[first:last], page.lang) == page.lang_at(at)
