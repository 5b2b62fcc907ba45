"""What stands around a story, and what follows for the mentions in it."""

import pytest
from tables import Row, cases

import registry
from registry.articles.chrome import find_chrome
from registry.articles.page import Page
from registry.records import Article, MentionKind


@pytest.mark.parametrize("case", cases("chrome", needs="text chrome"))
def test_chrome(case: Row) -> None:
    """The stretches of the table, of its kinds, and no other."""
    found = find_chrome(Page(Article(case["text"])))
    assert case["chrome"] == [f"{span.kind.value}: {case['text'][span.start : span.end]}" for span in found]


def test_mentions_are_marked(shipped: registry.Registry) -> None:
    """They are kept, those in chrome marked; a city that a report is filed from is a city."""
    text = (
        "MOSCOW, July 5 (Reuters) - Moscow announced on Monday that the troops of the 201st military base would stay for the winter.\n\n"
        "READ MORE: Kremlin Accuses Washington\n\nWith reporting by TASS and the CSTO"
    )
    marked = {mention.start: mention for mention in shipped.annotate(text).mentions if mention.chrome}
    assert [(m.text, m.kind) for m in marked.values() if m.entity_id in {"moscow", "kremlin", "csto"}] == [
        ("MOSCOW", MentionKind.NAME),
        ("Kremlin", MentionKind.METONYM),
        ("CSTO", MentionKind.ACRONYM),
    ]
    network = shipped.cooccurrence([shipped.annotate(text)])
    assert "csto" not in network, "a credit names no actor"
    assert {"russia", "kremlin", "201st-military-base"} <= set(network), "a story and a linked headline do"
