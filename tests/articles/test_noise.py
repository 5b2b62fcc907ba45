"""What nobody sees changes nothing: whatever stands in and around a name, the mention is found where it is and names whom it named."""

import unicodedata
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from marked import parse

import registry
from registry.records import Annotation, Status

MARKED = [
    "President [Emomali Rahmon|emomali-rahmon] met the head of the [CSTO|csto] in [Dushanbe|dushanbe] on Monday.",
    "The [Taliban|taliban]'s men left [Mazar-e-Sharif|mazar-e-sharif], and [Tajikistan|tajikistan]'s river rose.",
    "The [201st military base|201st-military-base] drilled in [Gorno-Badakhshan|gorno-badakhshan] near [Afghanistan|afghanistan].",
    "Президент [Эмомали Рахмон|emomali-rahmon] принял главу [ОДКБ|csto], а [Афганистан|afghanistan] закрыл границу.",
    "Учения начались в [Кыргызстане|kyrgyzstan], сообщил [Йенс Столтенберг|-] из [НАТО|nato].",
    "Дар [Тоҷикистон|tajikistan] борон борид, [Эмомалӣ Раҳмон|emomali-rahmon] дар [Душанбе|dushanbe] суханронӣ кард.",
    "در [تاجیکستان|tajikistan] باران بارید و [امامعلی رحمان|emomali-rahmon] در [دوشنبه|dushanbe] سخنرانی کرد.",
    "Präsident [Emomali Rahmon|emomali-rahmon] sprach in [Kirgisistan|kyrgyzstan] über die [OVKS|csto].",
]
"""Plain sentences whose mentions are found without any noise; letters that decompose, hyphens, blanks and possessives among them."""

UNSEEN = ["\u00ad", "\u200b", "\u200d", "\u2060", "\ufeff", "\u200e", "\u200f", "\u202a", "\u202c", "\u00ad\u200b"]
TATWEEL = "\u0640"
BLANKS = [" ", "\u00a0", "\u202f", "\u2009", "\u3000", "  ", "\t", " \u200b", "\u00a0 "]
HYPHENS = ["-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2212", "\ufe63", "\uff0d", "\u00ad-"]
APOSTROPHES = ["'", "\u2019", "\u2018", "\u02bc", "\u00b4", "`", "\uff07"]
QUOTES = ["\u201c\u201d", "\u00ab\u00bb", "\u201e\u201c", '""', "\u2018\u2019", "()", "\u2039\u203a"]
BREAKS = ["\n\n", "\r\n\r\n", "\r\r", "\u2029", "\n", "\r\n", "\u2028", " \r\n\t\r\n", "\n\ufeff\n"]


@pytest.mark.parametrize("marked", MARKED)
def test_without_noise(shipped: registry.Registry, marked: str) -> None:
    """The sentences hold the mentions that are marked and no others."""
    text, expected = parse(marked)
    found = [(m.start, m.end, m.entity_id) for m in shipped.annotate(text).mentions if m.status is Status.LINKED]
    assert found == [(m.start, m.end, m.entity) for m in expected if m.entity]


@dataclass(frozen=True)
class Noisy:
    """A text, and where its mentions came to stand."""

    text: str
    marks: tuple[tuple[int, int, str], ...]


@st.composite
def noisy(draw: st.DrawFn) -> Noisy:
    """Some of the sentences, each a paragraph, with noise of every kind."""
    chosen = draw(st.lists(st.sampled_from(MARKED), min_size=1, max_size=3))
    form = draw(st.sampled_from(["NFC", "NFD", ""]))
    parts: list[str] = []
    marks: list[tuple[int, int, str]] = []
    length = 0
    for marked in chosen:
        plain, found = parse(marked)
        text, spans = _spoilt(draw, plain, form)
        marks += [(length + spans[m.start][0], length + spans[m.end - 1][1], m.entity) for m in found if m.entity]
        parts.append(text + draw(st.sampled_from(BREAKS)))
        length += len(parts[-1])
    return Noisy("".join(parts), tuple(marks))


def _spoilt(draw: st.DrawFn, plain: str, form: str) -> tuple[str, list[tuple[int, int]]]:
    """The sentence with noise, and where each of its characters came to stand."""
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    length = 0
    for at, char in enumerate(plain):
        if char == " ":
            shown = draw(st.sampled_from(BLANKS))
        elif char == "-":
            shown = draw(st.sampled_from(HYPHENS))
        elif char == "'":
            shown = draw(st.sampled_from(APOSTROPHES))
        else:
            shown = unicodedata.normalize(form, char) if form else char
        inside = char.isalpha() and plain[at + 1 : at + 2].isalpha()
        extra = ""
        if inside and draw(st.integers(0, 9)) == 0:
            extra = TATWEEL if "\u0600" <= char <= "\u06ff" and draw(st.booleans()) else draw(st.sampled_from(UNSEEN))
        spans.append((length, length + len(shown)))
        pieces.append(shown + extra)
        length += len(shown) + len(extra)
    return "".join(pieces), spans


def _holds(found: Annotation) -> None:
    text, opened = found.article.text, []
    for mention in found.mentions:
        assert text[mention.start : mention.end] == mention.text
        opened = [other for other in opened if other.end > mention.start]
        assert all(mention.end <= other.end for other in opened), "spans nest or are disjoint"
        opened.append(mention)
        assert any(start <= mention.start and mention.end <= end for start, end in found.paragraphs)
    for span in found.chrome:
        assert 0 <= span.start < span.end <= len(text)
        assert not set(text[span.start : span.end]) & set("\n\r\u2028\u2029"), "chrome keeps to its line"


@given(page=noisy())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_unseen_noise_changes_nothing(shipped: registry.Registry, page: Noisy) -> None:
    """The mentions of the sentences, at the code points where their letters came to stand, and no other link."""
    found = shipped.annotate(page.text)
    _holds(found)
    linked = [(m.start, m.end, m.entity_id) for m in found.mentions if m.status is Status.LINKED and not m.nested]
    assert linked == list(page.marks)


@pytest.mark.parametrize("quotes", QUOTES)
@pytest.mark.parametrize("marked", MARKED)
def test_quotation_marks(shipped: registry.Registry, marked: str, quotes: str) -> None:
    """A name in quotation marks or brackets is the same name, and its span has none of them."""
    plain, expected = parse(marked)
    names = [mark for mark in expected if mark.entity]
    for quoted in names:
        start, end = quoted.start, quoted.end
        found = shipped.annotate(plain[:start] + quotes[0] + plain[start:end] + quotes[1] + plain[end:])
        _holds(found)
        linked = [(m.start, m.entity_id) for m in found.mentions if m.status is Status.LINKED and not m.nested]
        assert linked == [(m.start + (m.start >= start) + (m.start > start), m.entity) for m in names]


PIECES = [
    "Rahmon", "Emomali", "Рахмоном", "CSTO", "201", "st", "-я", "база", "Moscow", " said", "By ", "Photo: ", "READ MORE: ",
    "(Reuters)", "(ANI)", "KABUL, July 5 ", "— ", " - ", "/ТАСС/. ", "Автор: ", "بیشتر بخوانید: ", "تاجیکستان", "\u0640", "\u200c",
    "\u200f", "\u00ad", "\u0304", "\n", "\r\n", "\u2028", "\u0085", "\x0b", "\x0c", "\x1c", " ", "\u00a0", ".", "\u2019s",
    "\u201c", "©", "|", "Home", "News", " and ", "in ", "2021",
]  # fmt: skip
"""Parts of pages and what upsets them."""


@given(pieces=st.lists(st.sampled_from(PIECES), max_size=40))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_page(shipped: registry.Registry, pieces: list[str]) -> None:
    """Whatever the page: text[start:end] is the mention, spans nest or are disjoint and keep to paragraphs, chrome to lines."""
    found = shipped.annotate("".join(pieces))
    _holds(found)
    assert all(one.end <= other.start for one, other in zip(found.chrome, found.chrome[1:], strict=False))
    for mention in found.mentions:
        assert mention.chrome == any(start <= mention.start and mention.end <= end for start, end, _ in found.chrome)
