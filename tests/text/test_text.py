"""Strings in, strings out: the tables of the text room, row by row, and what must hold for any string."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import Row, cases

from registry.text.inflect import undo_inflection
from registry.text.language import guess_language
from registry.text.lexicon import WordClass, begins_title, phrase_at
from registry.text.normalise import fold, form
from registry.text.numerals import read_numeral
from registry.text.romanise import romanise, sound_key
from registry.text.tokens import tokenise

WORDS = st.text(st.characters(exclude_categories=[]), max_size=12)
"""Any string at all, lone surrogates too."""


@pytest.mark.parametrize("case", cases("tokenise", needs="text tokens", knows="at"))
def test_tokenise(case: Row) -> None:
    """A text is cut into the tokens that the table names, at the code points that it names."""
    tokens = tokenise(case["text"])
    assert case["tokens"] == [token.raw for token in tokens]
    assert case.get("at", []) in ([], [str(token.start) for token in tokens])


@given(st.text(st.characters(exclude_categories=[])))
def test_tokens_are_pieces_of_the_text(text: str) -> None:
    """Offsets refer to the string as it came, in order and disjoint, whatever it holds."""
    tokens = tokenise(text)
    assert all(token.raw == text[token.start : token.end] != "" for token in tokens)
    assert all(one.end <= other.start for one, other in pairwise(tokens))
    assert not any("\ud800" <= c <= "\udfff" for token in tokens for c in token.raw), "lone surrogates are in no word"


@pytest.mark.parametrize("case", cases("normalise", "fold", needs="text folded"))
def test_fold(case: Row) -> None:
    """A text folds to the form that the table names, composed or decomposed, and folding it again changes nothing."""
    assert case["folded"] == fold(case["text"])
    assert case["folded"] == fold(unicodedata.normalize("NFD", case["text"])) == fold(unicodedata.normalize("NFC", case["text"]))
    assert case["folded"] == fold(case["folded"])


@pytest.mark.parametrize("case", cases("normalise", "forms", needs="raw name folded number"))
def test_form(case: Row) -> None:
    """A token's form has the number key of the table and keeps a possessive apart from the name."""
    shape = form(case["raw"])
    assert case["name"] == case["raw"][: shape.length]
    assert case["folded"] == shape.folded
    assert case["number"] == (shape.number or "none")
    assert shape.possessive == (case["name"] != case["raw"])


@pytest.mark.parametrize("case", cases("normalise", "spelling", needs="left right same"))
def test_spelling(case: Row) -> None:
    """Regular English variants have one form, words that only look alike two."""
    assert {"yes": True, "no": False}[case["same"]] == (form(case["left"]).folded == form(case["right"]).folded)


@given(WORDS)
def test_forms_are_stable(word: str) -> None:
    """Folding what is folded changes nothing, and a form never covers more than its token."""
    assert fold(fold(word)) == fold(word)
    assert 0 <= form(word).length <= len(word)


@pytest.mark.parametrize("case", cases("romanise", "latin", needs="word latin"))
def test_romanise(case: Row) -> None:
    """A folded word has the Latin letters that the table names."""
    assert case["latin"] == romanise(fold(case["word"]))


@pytest.mark.parametrize("case", cases("romanise", "sounds", needs="left right meet"))
def test_sound_keys(case: Row) -> None:
    """Spellings of one sound meet in one key, other names do not."""
    left, right = sound_key(fold(case["left"])), sound_key(fold(case["right"]))
    assert left
    assert right
    assert {"yes": True, "no": False}[case["meet"]] == (left == right), f"{left} · {right}"


@given(st.text(max_size=12))
def test_romanised_words_are_ascii(word: str) -> None:
    """Whatever the script, what comes out is ASCII or what was ASCII already."""
    assert romanise(fold(word)).isascii()


@pytest.mark.parametrize("case", cases("inflect", needs="form", knows="lang lemma never"))
def test_undo_inflection(case: Row) -> None:
    """The dictionary form is among what the rules make of a form; where the table says so, nothing is."""
    assert case.keys() & {"lemma", "never"}, "a row names a lemma or what is never one"
    lemmas = dict(undo_inflection(case["form"], case.get("lang")))
    if case.get("lemma") == "none":
        assert lemmas == {}
    elif "lemma" in case:
        assert case["lemma"] in lemmas
    assert case.get("never") not in lemmas


@given(st.text(st.sampled_from("абвгдежзиклмнопрстуфыьэюяҳқ"), min_size=1, max_size=12))
def test_no_rule_leaves_a_stump(word: str) -> None:
    """No lemma has fewer than three letters, and none is the word itself."""
    lemmas = dict(undo_inflection(word))
    assert all(len(lemma) >= 3 for lemma in lemmas)
    assert word not in lemmas


@pytest.mark.parametrize("case", cases("numerals", needs="words value", knows="takes"))
def test_read_numeral(case: Row) -> None:
    """The number that words begin with, and how many of them it takes."""
    read = read_numeral(case["words"].split())
    assert (case["value"], case.get("takes")) == (("none", None) if read is None else (str(read[0]), str(read[1])))


@pytest.mark.parametrize("case", cases("lexicon", needs="words takes", knows="class tag lacks"))
def test_phrase_at(case: Row) -> None:
    """The longest phrase of the lexicon that words begin with, its class, and what it agrees with."""
    width, phrases = phrase_at(case["words"].split(), 0)
    assert case["takes"] == str(width)
    assert bool(phrases) == ("class" in case), "a phrase has a class and nothing else has"
    tags = {phrase.word_class.value: phrase.tags for phrase in phrases}
    assert case.get("class") in {*tags, None}
    assert {case["tag"]} <= tags[case["class"]] if "tag" in case else True
    assert case["lacks"] not in tags[case["class"]] if "lacks" in case else True


@pytest.mark.parametrize("case", cases("language", needs="text lang"))
def test_guess_language(case: Row) -> None:
    """The language that an editor would say, or none."""
    assert case["lang"] == (guess_language(case["text"]) or "none")


TITLES = st.sampled_from("Prime Minister of Foreign Affairs the Mr Dr министр иностранных дел президент رئیس وزیر خارجه ва и".split())


@given(st.lists(TITLES | WORDS.filter(bool), min_size=1, max_size=6))
def test_a_title_is_never_sieved_out(words: list[str]) -> None:
    """Where a title or an honorific is found, its first word may begin one."""
    phrases = phrase_at(words, 0)[1]
    if any(phrase.word_class in (WordClass.TITLE, WordClass.HONORIFIC) for phrase in phrases):
        assert begins_title(words[0])
