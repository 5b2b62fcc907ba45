"""The review queue as a file: what is written is read back, and what editors mistype is told at its place."""


from hypothesis import given
from hypothesis import strategies as st

from registry.records import EntityType
from registry.review.queue import Decision, Item, ItemKind, Option, Queue, Snippet, Verb, parse_queue, queue_text

TEXT = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.sampled_from(
        ["", " ", "null", "~", "NO", "007", "a: b", "- x", "# no", "3 × 4", "{x}", "'", '"', "\n", "\u2028", "\x00", "x" * 2000]
    ),
)
ID = st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,5}){0,2}", fullmatch=True)
REASON = TEXT.map(lambda text: " ".join("".join(c for c in text if c.isprintable()).split()))
COUNT = st.integers(0, 10**6)
DECISION = st.one_of(
    st.none(),
    st.builds(Decision, st.sampled_from([Verb.SAME, Verb.NEW, Verb.WEAK]), ID, REASON),
    st.builds(Decision, st.just(Verb.DIFFERENT), ID, REASON.filter(bool)),
    st.builds(Decision, st.just(Verb.UNSURE), st.none(), REASON),
)
ITEM = st.builds(
    Item,
    TEXT,
    st.sampled_from(ItemKind),
    TEXT,
    st.none() | st.sampled_from(EntityType),
    st.dictionaries(TEXT, COUNT, max_size=3),
    COUNT,
    COUNT,
    st.lists(st.builds(Snippet, TEXT, TEXT, st.none() | TEXT, st.none() | TEXT), max_size=3).map(tuple),
    st.lists(st.builds(Option, TEXT, TEXT, st.floats(0, 1), st.lists(TEXT, max_size=2).map(tuple)), max_size=2).map(tuple),
    TEXT,
    DECISION,
)
QUEUE = st.builds(Queue, TEXT, st.lists(ITEM, max_size=4, unique_by=lambda item: item.key).map(tuple))


@given(QUEUE)
def test_what_is_written_is_read(queue: Queue) -> None:
    """Whatever stands in names and articles, the file says the same and is written the same again."""
    text = queue_text(queue)
    read = parse_queue(text, "queue.yaml")
    assert queue == read
    assert text == queue_text(read)
