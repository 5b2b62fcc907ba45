"""What a figure says of itself, and what is kept of it."""

from pathlib import Path

import figures
import pytest
from figures import Figure

JUDGED = [
    pytest.param(Figure("faster", 8, "MB/s", "peer", 4, at_least=1), 2, True, id="more than the peer"),
    pytest.param(Figure("slower", 8, "s", "peer", 2, at_most=3), 4, False, id="slower than allowed"),
    pytest.param(Figure("absolute", 0.1, "s", at_most=0.2), None, True, id="without a peer the value itself"),
    pytest.param(Figure("told only", 3, "s", "peer", 2), 1.5, None, id="nothing asked"),
    pytest.param(Figure("missed", 0, "names", "found", 70, at_most=0), 0, True, id="none of many"),
    pytest.param(Figure("nan", float("nan"), at_most=1), None, False, id="what was not seen is not met"),
]


@pytest.mark.parametrize(("figure", "ratio", "met"), JUDGED)
def test_what_is_asked(figure: Figure, ratio: float | None, met: bool | None) -> None:
    """Of the ratio, or of the value where there is no peer."""
    assert figure.ratio == ratio
    assert figure.met is met


def test_figures_come_back_from_their_file(tmp_path: Path) -> None:
    """With the versions they were measured with; a package that is not installed has none."""
    page = tmp_path / "scan.md"
    given = [Figure("scanning", 6.0, "MB/s", "flashtext", 8.0, at_least=1)]
    figures.save(page, given, "networkx", "no-such-package", missing=["spacy"])
    kept = figures.saved(page)
    assert kept is not None
    assert list(kept.figures) == given
    assert kept.missing == ("spacy",)
    assert "networkx" in kept.versions
    assert "no-such-package" not in kept.versions
    assert figures.saved(tmp_path / "other.md") is None


def test_a_line_of_the_table() -> None:
    """Plain words, and a link to the page."""
    line = figures.row(Figure("scanning", 6.0, "MB/s", "flashtext", 8.0, at_least=1), "scan.md")
    assert line == "| [scanning](scan.md) | 6 MB/s | flashtext: 8 MB/s | 0.75 | at least 1 | **no** |"
    assert figures.growth(Figure("time", -0.001, "exponent", at_most=1.1), "a.md") == "| [time](a.md) | 0.00 | at most 1.1 | yes |"
