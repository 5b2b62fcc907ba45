"""Any str whatever is an answer: nothing raises, offsets refer to the original, scores are probabilities."""

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import registry
from registry.records import Status

PIECES = [
    "Rahmon", "Rahmon’s", "Emomali ", "Рахмоном ", "Раҳмонро ", "CSTO", "ОДКБ", "the ", "201", "201-я ",
    "st military base ", "двести первая ", "(", ")", "[", "]", ",", ", ", ". ", "… ", "'s ", "’s ", "-", "–", "\u00ad",
    "\u200b", "\u200c", "\u202e", "\ufeff", "İ", "ı", "ß", "ﬁ", "é", "e\u0301", "\u0304", "习近平", "塔吉克斯坦",
    "امامعلی رحمان", "ـ", "و", "राष्ट्रपति", "タジキスタン", "ก", "한", "\ud800", "\udfff", "\x00", "\x07", "\x1b", "\r\n",
    "\n\n", "\u2029", "\t", "Moscow ", "Moscow announced ", "in Moscow ", "Tajik ", "U.S.", "U.S.-led ", "President ",
    "Ministry of Defence of ", "and ", "1,037 ", "😀", "🇹🇯", "{russia}", "𝕽",
]  # fmt: skip
"""Parts of names and what upsets tokenisers, so that hits, gaps and odd characters meet."""

ANY = st.one_of(st.text(st.characters(exclude_categories=[])), st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
LANGS = st.sampled_from([None, "ru", "de", "tr", "xx", ""])
DATES = st.sampled_from([None, "2021", "2021-07-20", "soon", ""])

LONG = 100_000
SECONDS = 10  # of the processor: what grows with the square of a hundred thousand takes minutes

often = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(mention=ANY, lang=LANGS, date=DATES)
@often
def test_resolve(shipped: registry.Registry, mention: str, lang: str | None, date: str | None) -> None:
    """Every str resolves to something: a probability, candidates best first, an entity if and only if linked, and words for it."""
    found = shipped.resolve(mention, lang=lang, date=date)
    assert found.mention == mention
    _holds(found)


@given(mention=ANY, context=ANY, type=st.sampled_from([None, *registry.EntityType]))
@settings(parent=often, max_examples=60)
def test_resolve_in_context(shipped: registry.Registry, mention: str, context: str, type: registry.EntityType | None) -> None:
    """So it does beside any other text."""
    found = shipped.resolve(mention, type=type, context=context)
    _holds(found)
    assert found.entity is None or type in (None, found.entity.type)


def _holds(found: registry.Resolution) -> None:
    scores = [candidate.score for candidate in found.candidates]
    assert all(0.0 <= score <= 1.0 for score in (found.score, *scores))
    assert scores == sorted(scores, reverse=True)
    assert found.score == (scores[0] if scores else 0.0)
    assert len({candidate.entity.id for candidate in found.candidates}) == len(scores)
    assert bool(found) == (found.status is Status.LINKED) == (found.entity is not None)
    assert found.status is not Status.AMBIGUOUS or found.candidates
    assert found.explain()


@given(text=ANY, lang=LANGS, date=DATES)
@often
def test_annotate(shipped: registry.Registry, text: str, lang: str | None, date: str | None) -> None:
    """Mentions are pieces of the original text, in order, outer before nested, and name an entity if and only if linked."""
    found = shipped.annotate(registry.Article(text, date=date, lang=lang))
    ids = {entity.id for entity in shipped}
    spans = [(mention.start, -mention.end) for mention in found.mentions]
    assert spans == sorted(set(spans)), "in text order, outer first, none twice"
    for mention in found.mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert (mention.entity_id is not None) == (mention.status is Status.LINKED)
        assert mention.entity_id is None or mention.entity_id in ids
        assert mention.stands_for is None or mention.stands_for in ids
        assert 0.0 <= mention.score <= 1.0
    known = [mention for mention in found.mentions if mention.status is not Status.NIL]
    assert _crossing(known) == []
    for units in (found.paragraphs, found.sentences):
        assert all(0 <= start < end <= len(text) for start, end in units)
        assert all(one[1] <= other[0] for one, other in pairwise(units))
    assert all(any(start <= m.start and m.end <= end for start, end in found.paragraphs) for m in found.mentions)


@given(text=ANY)
@example(text="A0 PRESYDENT塔吉克")
@settings(parent=often, max_examples=1)
def test_strangers_cross_nothing(shipped: registry.Registry, text: str) -> None:
    """Unknown names too nest or are disjoint, and `nested` says which."""
    found = shipped.annotate(text)
    assert _crossing(found.mentions) == []
    for mention in found.mentions:
        around = [other for other in found.mentions if other is not mention and other.start <= mention.start and mention.end <= other.end]
        assert mention.nested == bool(around)


def _crossing(mentions: Sequence[registry.Mention]) -> list[tuple[str, str]]:
    """Pairs of mentions that overlap without one holding the other; `mentions` in text order."""
    found, opened = [], []
    for mention in mentions:
        opened = [other for other in opened if other.end > mention.start]
        found += [(other.text, mention.text) for other in opened if mention.end > other.end]
        opened.append(mention)
    return found


@given(left=ANY, right=ANY, type=st.sampled_from([None, "person", "organization"]))
@often
def test_compare(left: str, right: str, type: str | None) -> None:
    """A comparison is a probability, the same whichever name stands first."""
    there, back = registry.compare(left, right, type=type), registry.compare(right, left, type=type)
    assert 0.0 <= there.score <= 1.0
    assert there.score == pytest.approx(back.score)
    assert there.explain()


@contextmanager
def _within(seconds: int) -> Iterator[None]:
    def late(*_: object) -> None:
        raise AssertionError(f"longer than {seconds} seconds of the processor")

    previous = signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, previous)


LONGEST = {
    "one word": "x",
    "a name over and over": "Emomali Rahmon ",
    "sentences": "Moscow announced that Rahmon would meet Putin in Dushanbe. ",
    "lines": "Kabul\r\n",
    "brackets": "CSTO (",
    "closed brackets": "(CSTO) ",
    "digits": "201",
    "numbers": "201 ",
    "dotted letters": "U.S.",
    "possessives": "'s ",
    "blanks": " ",
    "Han": "塔吉克斯坦总统",
    "İ": "İ",
    "marks": "e\u0301\u0304",
    "surrogates": "\ud800\udfff",
    "soft hyphens": "\u00ad",
    "numerals in words": "two hundred and ",
    "titles": "President ",
    "commas": "Rahmon, ",
    "full stops": ". ",
    "hyphens": "a-",
}


@pytest.mark.parametrize("piece", LONGEST.values(), ids=LONGEST)
def test_long_mention(shipped: registry.Registry, piece: str) -> None:
    """A mention of a hundred thousand characters is answered in seconds."""
    with _within(SECONDS):
        _holds(shipped.resolve((piece * LONG)[:LONG]))


@pytest.mark.parametrize("piece", LONGEST.values(), ids=LONGEST)
def test_long_article(shipped: registry.Registry, piece: str) -> None:
    """An article of a hundred thousand characters is read in seconds."""
    text = (piece * LONG)[:LONG]
    with _within(SECONDS):
        found = shipped.annotate(text)
    assert all(text[mention.start : mention.end] == mention.text for mention in found.mentions)


@pytest.mark.parametrize("piece", LONGEST.values(), ids=LONGEST)
def test_long_names(piece: str) -> None:
    """Two names of a hundred thousand characters are compared in seconds."""
    with _within(SECONDS):
        assert 0.0 <= registry.compare((piece * LONG)[:LONG], ("Rahmon " + piece * LONG)[:LONG]).score <= 1.0
