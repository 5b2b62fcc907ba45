"""Decisions by context: that they say so, that they score lower than a full name, and that both candidates of a tie are named."""

import pytest

import registry
from registry.evidence import Rule
from registry.records import Article, Mention, Status


def _mentions(shipped: registry.Registry, text: str, lang: str = "en", source: str | None = None) -> dict[int, Mention]:
    """The mentions of a text by where they start."""
    return {mention.start: mention for mention in shipped.annotate(Article(text, lang=lang, source=source)).mentions}


@pytest.mark.parametrize(
    ("lang", "text", "words", "id"),
    [
        pytest.param(
            "en", "Tajikistan shut the border. The Defense Ministry said so.", "Defense Ministry", "tajik-defence-ministry", id="a ministry"
        ),
        pytest.param(
            "ru", "Узбекистан начал учения. В Минобороны довольны.", "Минобороны", "uzbek-defence-ministry", id="a ministry in Russian"
        ),
        pytest.param("tg", "Дар Хоруғ, маркази Бадахшон, барф борид.", "Бадахшон", "gorno-badakhshan", id="Badakhshan beside its capital"),
        pytest.param(
            "tg", "Толибон дар Бадахшон пеш рафтанд. Афғонистон нотинҷ аст.", "Бадахшон", "badakhshan", id="Badakhshan beside the country"
        ),
        pytest.param("en", "The Georgia governor signed the bill.", "Georgia", "georgia-us-state", id="a state with a governor"),
        pytest.param("en", "Xi Jinping landed. Then Xi left.", "Xi ", "xi-jinping", id="a weak surname after the full name"),
    ],
)
def test_context_says_so_and_scores_lower(shipped: registry.Registry, lang: str, text: str, words: str, id: str) -> None:
    """A link that rests on context carries it as evidence and scores 0.95 at most; a full name scores 0.99 at least."""
    mention = _mentions(shipped, text, lang)[text.rindex(words)]
    assert (Status.LINKED, id) == (mention.status, mention.entity_id)
    assert mention.score <= 0.95
    assert any(item.rule is Rule.CONTEXT and item.bits > 0 for item in mention.evidence)
    full = _mentions(shipped, f"{shipped[id].name} was named.")[0]
    assert full.entity_id == id
    assert full.score >= 0.99


@pytest.mark.parametrize(
    ("text", "words", "candidates", "bearer"),
    [
        pytest.param(
            "Joe Biden spoke. Hunter Biden left. Biden smiled.", "Biden", {"joe-biden", "hunter-biden"}, "Biden", id="two of the registry"
        ),
        pytest.param(
            "Emomali Rahmon came. The farmer Hasan Rahmon waved. Rahmon smiled.",
            "Rahmon",
            {"emomali-rahmon"},
            "Hasan Rahmon",
            id="and a stranger",
        ),
    ],
)
def test_two_bearers_are_named(shipped: registry.Registry, text: str, words: str, candidates: set[str], bearer: str) -> None:
    """Two bearers of a name make it ambiguous; the candidates and the evidence say who they are."""
    mention = _mentions(shipped, text)[text.rindex(words)]
    assert mention.status is Status.AMBIGUOUS
    assert candidates <= set(mention.candidates)
    assert any(item.rule is Rule.BEARERS and bearer in item.alias for item in mention.evidence)


def test_the_source_tips_the_balance(shipped: registry.Registry) -> None:
    """A medium's own country makes its namesake the likelier candidate, and links it to none."""
    text = "Дар Бадахшон барф борид."
    undecided, told = (_mentions(shipped, text, "tg", source)[text.index("Бадахшон")] for source in (None, "Khovar"))
    assert undecided.status is told.status is Status.AMBIGUOUS
    assert told.candidates[0] == "gorno-badakhshan"
    assert told.score > undecided.score
