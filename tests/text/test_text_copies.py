"""Texts that are one text, whatever an editor did to it, and texts that only share what all reports share."""

import random
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest

from registry.text.copies import Copies, shingles

SEEDS = [path.read_text("utf-8") for path in sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))]
RESPELT = {
    "defense": "defence",
    "Defense": "Defence",
    "organization": "organisation",
    "center": "centre",
    "’": "'",
    "“": '"',
    "-": "\u2011",
}

Edit = Callable[[list[str]], list[str]]


def _respelt(lines: list[str]) -> list[str]:
    text = "\n".join(lines)
    for one, other in RESPELT.items():
        text = text.replace(one, other)
    return text.split("\n")


def _reworded(lines: list[str]) -> list[str]:
    drawn = random.Random(1)
    return [" ".join("indeed" if drawn.random() < 0.05 else word for word in line.split()) for line in lines]


EDITS: dict[str, Edit] = {
    "another headline": lambda lines: ["Officials speak of a calm that nobody had expected", *lines[1:]],
    "without its tail": lambda lines: lines[: round(len(lines) * 0.6)],
    "another byline and a credit": lambda lines: [lines[0], "By Ada Holm", *lines[1:], "(Editing by Bo Lind)"],
    "British spelling and typographic marks": _respelt,
    "a paragraph more": lambda lines: [
        *lines[:4],
        "The committee added later that the bridge would stay closed for a week.",
        *lines[4:],
    ],
    "a word in twenty": _reworded,
    "small letters": lambda lines: [line.lower() for line in lines],
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_copies(edit: Edit) -> None:
    """Each seed is known again, by its number, whichever of the two is read first."""
    edited = ["\n".join(edit([line for line in text.split("\n") if line.strip()])) for text in SEEDS]
    for first, second in ((SEEDS, edited), (edited, SEEDS)):
        copies = Copies()
        assert [copies.add(text) for text in first] == [0, 1, 2, 3, 4]
        assert [copies.add(text) for text in second] == [0, 1, 2, 3, 4]


def test_reports_of_one_subject_are_none() -> None:
    """The five articles tell of one border, and share a twentieth of their shingles at most."""
    sets = [shingles(text) for text in SEEDS]
    assert max(len(a & b) / min(len(a), len(b)) for a, b in combinations(sets, 2)) < 0.05


@pytest.mark.parametrize("own", [1, 2, 4])
def test_a_background_in_common_is_none(own: int) -> None:
    """A report with the last paragraph of another and one, two or four of its own."""
    paragraphs = [[line for line in text.split("\n") if len(line) > 150] for text in SEEDS]
    for text, others, background in zip(SEEDS, paragraphs[1:] + paragraphs[:1], paragraphs, strict=True):
        copies = Copies()
        assert copies.add(text) == 0
        assert copies.add("\n".join([*others[:own], background[-1]])) == 1


def test_short_texts_are_none() -> None:
    """Two bulletins may say the same on two days."""
    copies = Copies()
    assert [copies.add(text) for text in ("", "", "The border was quiet.", "The border was quiet.")] == [0, 1, 2, 3]


def test_a_formula_finds_no_candidates() -> None:
    """A hundred texts with one formula stay apart, and are still known again."""
    formula = " ".join(f"formula{n}" for n in range(20))
    texts = [formula + " " + " ".join(f"word{i}x{n}" for n in range(80)) for i in range(100)]
    copies = Copies()
    assert [copies.add(text) for text in texts] == list(range(100))
    assert [copies.add(text) for text in texts] == list(range(100))
