"""A row of a mention file and its annotation are one: nothing is lost, and what does not fit its text is refused."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import registry
from registry.articles.entry import Entry
from registry.articles.mention_file import from_row, is_annotated, to_row
from registry.chrome import Chrome, ChromeKind
from registry.errors import ArticleError
from registry.evidence import Evidence, Rule
from registry.records import Annotation, Article, EntityType, Mention, MentionKind, Status

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
SCORE = st.floats(0, 1)
MAYBE = st.none() | TEXT


@st.composite
def annotations(draw: st.DrawFn) -> Annotation:
    """Any article with any mentions whose spans lie in it."""
    article = Article(draw(TEXT), draw(TEXT), draw(st.none() | st.just("2021-07")), draw(MAYBE), draw(MAYBE), draw(MAYBE))
    span = st.tuples(st.integers(0, len(article.text)), st.integers(0, len(article.text))).map(lambda ends: (min(ends), max(ends)))
    bits = st.floats(allow_nan=False, allow_infinity=False)

    @st.composite
    def mentions(draw: st.DrawFn) -> Mention:
        start, end = draw(span)
        status = draw(st.sampled_from(Status))
        return Mention(
            start,
            end,
            article.text[start:end],
            draw(TEXT) if status is Status.LINKED else None,
            status,
            draw(st.sampled_from(MentionKind)),
            draw(SCORE),
            draw(MAYBE),
            draw(st.booleans()),
            tuple(draw(st.lists(TEXT, max_size=2))),
            tuple(draw(st.lists(st.builds(Evidence, st.sampled_from(Rule), TEXT, TEXT, bits), max_size=2))),
            draw(st.none() | st.sampled_from(EntityType)),
            draw(MAYBE),
            draw(st.booleans()),
        )

    chrome = draw(st.lists(st.tuples(span, st.sampled_from(ChromeKind)).map(lambda c: Chrome(*c[0], c[1])), max_size=2))
    spans = st.lists(span, max_size=3).map(tuple)
    return Annotation(article, tuple(draw(st.lists(mentions(), max_size=3))), draw(spans), draw(spans), tuple(chrome))


def evidence(annotation: Annotation) -> list[tuple[Evidence, ...]]:
    """What equality of mentions passes over."""
    return [mention.evidence for mention in annotation.mentions]


@given(annotations())
def test_json_gives_back_what_was_written(annotation: Annotation) -> None:
    """Every field, evidence and unrounded numbers too, through JSON as a file holds it."""
    row = json.loads(json.dumps(to_row(annotation)))
    assert is_annotated(row)
    assert from_row(row) == annotation
    assert evidence(from_row(row)) == evidence(annotation)
    assert to_row(from_row(row)) == row


@settings(deadline=None)  # the first call loads pyarrow
@given(st.lists(annotations(), max_size=3))
def test_parquet_gives_back_what_was_written(tmp_path_factory: pytest.TempPathFactory, found: list[Annotation]) -> None:
    """The same, through a file."""
    pytest.importorskip("pyarrow")
    from registry.articles.parquet import batch, rows_of, write_batches

    path = tmp_path_factory.mktemp("parquet") / "a.parquet"
    write_batches(path, [batch([to_row(one)]) for one in found])
    rows = [row for _, _, row in rows_of(str(path))]
    assert [from_row(row) for row in rows] == found
    assert [to_row(from_row(row)) for row in rows] == [to_row(one) for one in found]


def test_what_the_annotator_finds(shipped: registry.Registry) -> None:
    """The five articles."""
    from registry.articles.read import read_articles

    for article in read_articles([Path(__file__).parents[2] / "seeds"]):
        annotation = shipped.annotate(article)
        assert from_row(json.loads(json.dumps(to_row(annotation)))) == annotation


ROW = to_row(
    Annotation(
        Article("The CSTO met.", id="a"),
        (Mention(4, 8, "CSTO", "csto", Status.LINKED, MentionKind.ACRONYM, 0.9),),
        ((0, 13),),
        ((0, 13),),
        (Chrome(9, 12, ChromeKind.FOOTER),),
    )
)


def with_mention(**changed: object) -> dict[str, object]:
    return {**ROW, "mentions": [{**ROW["mentions"][0], **changed}]}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        pytest.param({**ROW, "text": "The NATO met."}, "at 4 stands 'NATO', not 'CSTO'", id="another text"),
        pytest.param({**ROW, "sentences": [[0, 14]]}, "not within the 13 characters", id="beyond the end"),
        pytest.param({**ROW, "sentences": [[5, 2]]}, "not within", id="backwards"),
        pytest.param({**ROW, "sentences": [[0, 3, 4]]}, "too many values", id="three ends"),
        pytest.param({**ROW, "paragraphs": [["0", 3]]}, "not within", id="a string for a number"),
        pytest.param({**ROW, "chrome": [[0, 3, "advert"]]}, "advert", id="unheard-of chrome"),
        pytest.param({**ROW, "mentions": [4]}, "int", id="no object"),
        pytest.param(with_mention(entity=None), "is linked and has the entity None", id="linked to nothing"),
        pytest.param(with_mention(entity=7), "7 is no string", id="a number for an id"),
        pytest.param(with_mention(kind="nickname"), "nickname", id="unheard-of kind"),
        pytest.param(with_mention(score="high"), "high", id="a word for a number"),
    ],
)
def test_what_does_not_fit_is_refused(row: dict[str, object], words: str) -> None:
    """With place, what and remedy."""
    with pytest.raises(ArticleError) as error:
        Entry("m.jsonl:3", "m:3", json.dumps(row).encode(), 0).annotation()
    assert str(error.value).startswith("m.jsonl:3: ")
    assert words in str(error.value)
    assert "annotate the articles again" in str(error.value)


@pytest.mark.parametrize("name", ["mentions", "paragraphs", "sentences", "chrome"])
def test_other_programs_may_use_the_same_words(name: str) -> None:
    """A row that has not all of it is an article, and so is any row to whoever asks for one."""
    told = json.dumps({**ROW, name: 5}).encode()
    assert Entry("m.jsonl:3", "m:3", told, 0).annotation() == Article("The CSTO met.", id="a")
    assert Entry("m.jsonl:3", "m:3", json.dumps(ROW).encode(), 0).article() == Article("The CSTO met.", id="a")
