"""The index beside text files: what it tells of them, and what is wrong with it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tables import cases

import registry
from registry.articles.read import read_articles
from registry.errors import ArticleError
from registry.match.dates import weigh_date
from registry.records import Alias, AliasKind, Article

ROOT = Path(__file__).parents[2]
ROWS = cases("articles", "index", needs="index", knows="article problems")


def folder(tmp_path: Path, index: str) -> Path:
    """A folder with one article and an index."""
    (tmp_path / "a.txt").write_text("Kabul", "utf-8")
    (tmp_path / "index.yaml").write_text(index, "utf-8")
    return tmp_path


@pytest.mark.parametrize("row", [row for row in ROWS if "article" in row.values[0]])
def test_index_tells(tmp_path: Path, row: dict[str, Any]) -> None:
    """An article is known by what its row says, whether the folder is read or the file alone."""
    home = folder(tmp_path, row["index"])
    expected = [Article("Kabul", id="a", **row["article"])]
    assert expected == list(read_articles([home]))
    assert expected == list(read_articles([home / "a.txt"]))


@pytest.mark.parametrize("row", [row for row in ROWS if "problems" in row.values[0]])
def test_index_is_wrong(tmp_path: Path, row: dict[str, Any]) -> None:
    """Every problem is named with its place, value and remedy."""
    with pytest.raises(ArticleError) as error:
        list(read_articles([folder(tmp_path, row["index"])]))
    said = str(error.value).split("\n")
    assert len(said) == len(row["problems"])
    for line, words in zip(said, row["problems"], strict=True):
        assert line.startswith(f"{tmp_path / words}")


def test_index_that_is_no_index(tmp_path: Path) -> None:
    """A file read by itself goes without an index.yaml that is some other program's, but not without one that is wrong."""
    assert [Article("Kabul", id="a")] == list(read_articles([folder(tmp_path, "apiVersion: v1") / "a.txt"]))
    with pytest.raises(ArticleError):
        list(read_articles([folder(tmp_path, "- file: b.txt") / "a.txt"]))


def test_files_without_row(tmp_path: Path) -> None:
    """A file that the index does not list is read with what its text says; the index may end in .yml."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name, "utf-8")
    (tmp_path / "index.yml").write_text("- {file: b.txt, date: 2021}", "utf-8")
    assert [None, "2021"] == [article.date for article in read_articles([tmp_path])]
    (tmp_path / "index.yaml").write_text("- {file: a.txt}", "utf-8")
    with pytest.raises(ArticleError, match=r"index\.yml: a second index, beside index\.yaml; keep one"):
        list(read_articles([tmp_path]))


def test_seeds_are_dated() -> None:
    """The five articles have the dates that their index gives or infers, and the ids that they had without it."""
    articles = list(read_articles([ROOT / "seeds"]))
    assert ["2021-07", None, "2018", "2021-07-28", "2021-07-06"] == [article.date for article in articles]
    assert sorted(path.stem for path in (ROOT / "seeds").glob("*.txt")) == [article.id for article in articles]
    assert ["Press TV", "WION", "ANI"] == [article.source for article in articles if article.source]


def test_dates_unlock_titles() -> None:
    """In 2018 "the top commander of US forces in Afghanistan" is an office with a holder, and the forces in it are named still."""
    shipped = registry.load(ROOT / "aliases.yaml")
    (article,) = read_articles([ROOT / "seeds" / "002-presstv-tajikistan-russia-anti-taliban-drills.txt"])
    for told in (article, replace(article, date=None)):
        named = {(mention.entity_id, mention.text.removeprefix("the ")) for mention in shipped.annotate(told).mentions}
        assert {("john-nicholson", "top commander of US forces in Afghanistan"), ("us-armed-forces", "US forces")} <= named


@pytest.mark.parametrize(
    ("date", "fits"),
    [
        ("2018", True),
        ("2018-09", True),
        ("2018-09-02", True),
        ("2018-09-02T10:00", True),
        ("2018-09-03", False),
        ("2018-10", False),
        ("2019", False),
        ("2016", True),
    ],
)
def test_alias_of_a_part_of_the_time(date: str, fits: bool) -> None:
    """An alias fits a year or month in any part of which it was in use."""
    alias = Alias("commander", AliasKind.TITLE, since="2016-03-02", until="2018-09-02")
    assert fits == (not weigh_date(alias, date))
