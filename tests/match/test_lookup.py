"""Looking up one word form: what is left out because it cannot matter leaves the answer as it is."""

from hypothesis import given
from hypothesis import strategies as st

from registry.match.index import Index
from registry.match.lookup import Lookup
from registry.match.names import Names
from registry.text.inflect import undo_inflection
from registry.text.normalise import form

LANGUAGES = st.sampled_from([None, "ru", "tg", "tr", "de", "uk", "fa", "ky"])
LETTERS = st.text(st.sampled_from("абвгдеиклмнорстуяabcdeimnorstuyığşИНATОßİ'\u2019"), max_size=9)
ENDINGS = st.sampled_from(["", "ом", "ами", "ского", "нинг", "ро", "s", "es", "'nun", "лар", "ых"])


@given(LETTERS, ENDINGS, LANGUAGES)
def test_a_capital_is_kept_while_an_ending_is_undone(stem: str, ending: str, lang: str | None) -> None:
    """A name as most are written has the exact forms that undoing the ending of its written form gives."""
    shape = form(stem.capitalize() + ending)
    lookup = Lookup(Index(Names([])), lang, loose=False)
    undone = [(lemma, label) for lemma, label in undo_inflection(shape.written, lang) if any(c.isupper() for c in lemma[:2])]
    if any(c.isupper() for c in shape.written[:2]):
        exact = [pair for pair in lookup._undo_written(shape.written, shape.folded) if pair[0].startswith("=")]
        assert exact == [("=" + lemma, label) for lemma, label in undone]
