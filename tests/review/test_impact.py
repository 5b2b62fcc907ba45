"""What a change of a small registry does to the five articles, and what holds for any change."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tables import cases

from registry import Alias, AliasKind, Article, Entity, EntityType, Registry, Status
from registry.articles.read import read_articles
from registry.review.changes import Change, ChangeKind, Counts
from registry.review.impact import impact
from registry.review.rows import groups, tie_changes, told
from registry.store import Book
from registry.store.load import load_files

ROOT = Path(__file__).parents[2]
SEEDS = list(read_articles([ROOT / "seeds"]))

REGISTRY = """\
version: 1
entities:
  joe-biden:
    name: Joe Biden
    type: person
    aliases:
      - {text: Biden, kind: surname}
  ashraf-ghani:
    name: Ashraf Ghani
    type: person
    aliases:
      - {text: Ghani, kind: surname}
  csto:
    name: Collective Security Treaty Organization
    type: organization
    aliases:
      - {text: CSTO, kind: acronym}
  tajikistan:
    name: Tajikistan
    type: place
    feature: state
    aliases:
      - {text: Tajik, kind: demonym}
  russia:
    name: Russia
    type: place
    feature: state
  moscow:
    name: Moscow
    type: place
    feature: city
    stands_for: russia
  taliban:
    name: Taliban
    type: group
"""


def book(text: str) -> Book:
    """The registry of a text, which must be free of errors."""
    return load_files("aliases.yaml", [("aliases.yaml", text.encode())])


def edited(row: Mapping[str, str]) -> str:
    """The registry above with the edit of a row, which must fit in one place."""
    assert REGISTRY.count(row["replace"]) == 1, row["replace"]
    return REGISTRY.replace(row["replace"], row["by"])


def line(change: Change) -> str:
    """A change as the table has it."""
    in_full = change.kind is ChangeKind.RECAST
    before, after = (told(mention, in_full=in_full) for mention in (change.before, change.after))
    return f"{change.kind} {change.article[:3]} {change.snippet.text}: {before} → {after}"


@pytest.mark.parametrize("row", cases("impact", needs="replace by changes", knows="ties redirected"))
def test_an_edit_has_the_impact_of_the_table(row: dict) -> None:
    """Every mention of the five articles that changes is told, and no other; the number of ties that change too."""
    old, new = book(REGISTRY), book(edited(row))
    found = impact(Registry(old.entities), Registry(new.entities), SEEDS, redirects=new.redirects)
    assert row["changes"] == [line(change) for change in found.changes]
    assert int(row.get("ties", 0)) == len(found.edges)
    assert row.get("redirected", {}) == {f"{gone} → {heir}": str(n) for (gone, heir), n in found.totals.redirected.items()}


WORDS = ("Rahmon", "Emomali", "Ghani", "Ashraf", "CSTO", "CSTO chief", "Taliban", "said", "and", "met", ".", "\n\n")
IDENTS = ("one", "two", "three")
TYPES = (EntityType.PERSON, EntityType.GROUP, EntityType.FACILITY)


@st.composite
def registries(draw: st.DrawFn) -> Registry:
    """Up to three entities that share a handful of names."""
    names = st.sampled_from(["Emomali Rahmon", "Ashraf Ghani", "CSTO chief", "Taliban", "Rahmon", "Ghani", "CSTO"])
    aliases = st.builds(Alias, names, st.sampled_from([AliasKind.VARIANT, AliasKind.SURNAME]), weak=st.booleans())
    entities = []
    for ident in draw(st.lists(st.sampled_from(IDENTS), unique=True)):
        own = draw(st.lists(aliases, max_size=3, unique_by=lambda alias: alias.text))
        entities.append(Entity(ident, draw(names), draw(st.sampled_from(TYPES)), aliases=tuple(own)))
    return Registry(entities)


TEXTS = st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)
ARTICLES = st.lists(st.builds(Article, TEXTS, id=st.sampled_from(["", "a", "b"])), max_size=4)
REDIRECTS = st.sampled_from([{}, {"one": "two"}, {"one": "two", "two": "three"}, {"one": "two", "two": "one"}, {"one": "nobody"}])


def heirs(old: Registry, new: Registry, redirects: Mapping[str, str]) -> dict[str, str]:
    """Each id of the old registry with the one that the new registry has for it, worked out step by step."""
    found = {}
    for ident in old.entities:
        path = [ident]
        while path[-1] not in new and path[-1] in redirects and redirects[path[-1]] not in path:
            path.append(redirects[path[-1]])
        found[ident] = path[-1] if path[-1] in new else ident
    return found


@settings(deadline=None)
@given(old=registries(), new=registries(), articles=ARTICLES, redirects=REDIRECTS)
def test_old_links_and_the_changes_make_the_new_links(
    old: Registry, new: Registry, articles: list[Article], redirects: dict[str, str]
) -> None:
    """Nothing is left untold and nothing told twice: what was linked, less what changed, and what changed anew, is what is linked."""
    found = impact(old, new, articles, redirects=redirects)
    follow = heirs(old, new, redirects)
    unique = list(dict.fromkeys((article.id, article.text) for article in articles))
    before, after = (
        Counter((m.start, m.text, m.entity_id) for _, text in unique for m in reg.annotate(text).mentions if m.entity_id)
        for reg in (old, new)
    )
    kept: Counter[tuple[int, str, str]] = Counter()
    for (start, text, ident), count in before.items():
        kept[start, text, follow[ident]] += count
    for change in found.changes:
        if change.before and change.before.entity_id:
            kept[change.before.start, change.before.text, follow[change.before.entity_id]] -= 1
        if change.after and change.after.entity_id:
            kept[change.after.start, change.after.text, change.after.entity_id] += 1
    assert after == +kept
    assert min(kept.values(), default=0) >= 0
    assert found.totals.articles == len(unique)


@settings(deadline=None)
@given(old=registries(), new=registries(), articles=ARTICLES)
def test_ties_are_those_of_the_graph(old: Registry, new: Registry, articles: list[Article]) -> None:
    """A tie is told if its counts in the two networks differ, with those counts."""
    found = impact(old, new, articles)
    before, after = (_counts(reg, articles) for reg in (old, new))
    differing = {pair for pair in before.keys() | after.keys() if before.get(pair) != after.get(pair)}
    assert sorted(differing) == [(edge.left, edge.right) for edge in found.edges]
    for edge in found.edges:
        pair = edge.left, edge.right
        assert (before.get(pair, Counts()), after.get(pair, Counts())) == (edge.before, edge.after)
    assert (len(before), len(after)) == (found.totals.edges_before, found.totals.edges_after)


def _counts(reg: Registry, articles: list[Article]) -> dict[tuple[str, str], Counts]:
    graph = reg.cooccurrence(map(reg.annotate, articles))
    return {
        (min(a, b), max(a, b)): Counts(data["articles"], data["paragraphs"], data["sentences"]) for a, b, data in graph.edges(data=True)
    }


@settings(deadline=None)
@given(reg=registries(), articles=ARTICLES)
def test_nothing_comes_of_nothing(reg: Registry, articles: list[Article]) -> None:
    """A registry against itself changes nothing, read once or, with an entity that nobody names, twice."""
    longer = Registry([*reg, Entity("other", "Zzyzx Road", EntityType.FACILITY)])
    once, twice = impact(reg, reg, articles), impact(reg, longer, articles)
    assert () == once.changes == once.edges == twice.changes == twice.edges
    assert once.totals == twice.totals


def test_equal_registries_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A comment or a note costs one reading of each article; an article handed over again costs none."""
    old, new = Registry(book(REGISTRY).entities), Registry(book(f"# a comment\n{REGISTRY}").entities)
    read: list[str] = []
    annotate = Registry.annotate
    monkeypatch.setattr(Registry, "annotate", lambda self, article: (read.append(article.id), annotate(self, article))[1])
    impact(old, new, [*SEEDS, *SEEDS])
    assert [article.id for article in SEEDS] == read


def test_a_merger_counts_an_article_of_both_once() -> None:
    """Ties before are counted under the new id: an article that named both had two ties and has one."""
    text = "The Taliban met Ashraf Ghani. The Islamic Emirate met Ashraf Ghani."
    ghani = Entity("ghani", "Ashraf Ghani", EntityType.PERSON)
    taliban, emirate = Entity("taliban", "Taliban", EntityType.GROUP), Entity("emirate", "Islamic Emirate", EntityType.GROUP)
    merged = Entity("taliban", "Taliban", EntityType.GROUP, aliases=(Alias("Islamic Emirate"),))
    found = impact(Registry([ghani, taliban, emirate]), Registry([ghani, merged]), [Article(text)], redirects={"emirate": "taliban"})
    assert ((), ()) == (found.changes, found.edges)
    assert found.totals.redirected == {("emirate", "taliban"): 1}
    assert (found.totals.edges_before, found.totals.edges_after) == (1, 1)
    (change,) = impact(Registry([ghani, taliban, emirate]), Registry([ghani, merged]), [Article(text)]).changes
    assert change.kind is ChangeKind.RELINKED


def test_totals_count_what_was_read() -> None:
    """Mentions by status on both sides, and the articles with a change."""
    old, new = book(REGISTRY), book(REGISTRY.replace("kind: surname}\n  csto", "kind: surname, weak: true}\n  csto"))
    totals = impact(Registry(old.entities), Registry(new.entities), SEEDS).totals
    expected = Counter(m.status for article in SEEDS for m in Registry(old.entities).annotate(article).mentions)
    assert (totals.articles, totals.changed_articles) == (5, 0)
    assert totals.before == expected
    assert totals.before[Status.LINKED] > 50


def test_a_snippet_is_one_line_of_bounded_length() -> None:
    """Whatever stands in the article, a snippet is short, without breaks, and the mention is marked."""
    text = f"{'x' * 500}\n\n\tThe\u2028CSTO\r\n\r\n{'y' * 500}"
    (change,) = impact(Registry([]), Registry([Entity("csto", "CSTO", EntityType.ORGANIZATION)]), [Article(text)]).changes
    assert str(change.snippet) == f"…{'x' * 33} The [CSTO] {'y' * 36}…"


def test_groups_and_ties_come_in_order_of_weight() -> None:
    """The most frequent change first, then by name; the tie that changes in most articles first."""
    new = REGISTRY.replace("      - {text: CSTO, kind: acronym}\n", "      - ОДКБ\n").replace("  ashraf-ghani:", "  ghani:")
    found = impact(Registry(book(REGISTRY).entities), Registry(book(new).entities), SEEDS)
    assert [(g.before, g.after, len(g.changes), g.articles) for g in groups(found, ChangeKind.VANISHED)] == [("csto", "nil", 2, 1)]
    assert [(g.before, g.after, len(g.changes)) for g in groups(found, ChangeKind.RELINKED)] == [("ashraf-ghani", "ghani", 2)]
    sizes = [abs(edge.after.articles - edge.before.articles) for edge in tie_changes(found)]
    assert sizes == sorted(sizes, reverse=True)
