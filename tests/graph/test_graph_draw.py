"""The picture: labels that do not overlap, the same bytes each time, a plain error without matplotlib."""

import random
import sys
from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from registry.errors import ExportError
from registry.graph import draw as drawing
from registry.graph.draw import draw
from registry.graph.labels import Box, place


def crowd(count: int) -> "nx.Graph[str]":
    """Dense, with hubs and long names, and one node that is tied to none."""
    chance = random.Random(count)
    words = ["Ministry", "of", "Defence", "Collective", "Security", "Treaty", "Organization", "Gorno-Badakhshan", "Armed", "Forces"]
    graph: nx.Graph[str] = nx.Graph(unit="sentence", articles=90)
    for i in range(count):
        name = " ".join(chance.sample(words, chance.randint(1, 5)))
        graph.add_node(f"n{i}", name=name, type=chance.choice(["person", "place", "organization"]), articles=max(1, 60 // (i + 1)))
    for _ in range(10 * count):
        a, b = sorted(min(int(chance.paretovariate(0.6)), count - 1) - 1 for _ in "ab")
        if a != b:
            graph.add_edge(f"n{a}", f"n{b}", weight=max(1, 40 // (b + 1)))
    return graph


@pytest.mark.parametrize("count", [1, 2, 36, 60])
def test_labels_do_not_overlap(count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At 60 nodes no label covers another or leaves the picture."""
    seen: list[tuple[list[Box], Box]] = []

    def watched(nodes: Any, sizes: Any, frame: Box, lines: Any) -> list[Box]:
        boxes = place(nodes, sizes, frame, lines)
        seen.append((boxes, frame))
        return boxes

    monkeypatch.setattr(drawing, "place", watched)
    draw(crowd(count), tmp_path / "g.png")
    ((boxes, frame),) = seen
    assert count == len(boxes)
    assert sum(a.overlap(b) for a, b in combinations(boxes, 2)) == 0
    assert sum(box.outside(frame) for box in boxes) == 0


@pytest.mark.parametrize("suffix", [".png", ".svg"])
def test_the_same_picture_each_time(suffix: str, actors: "nx.Graph[str]", tmp_path: Path) -> None:
    """Byte for byte, with no date in it."""
    draw(actors, tmp_path / f"1{suffix}")
    draw(actors, tmp_path / f"2{suffix}")
    assert (tmp_path / f"1{suffix}").read_bytes() == (tmp_path / f"2{suffix}").read_bytes()
    assert (tmp_path / f"1{suffix}").read_bytes().startswith(b"\x89PNG" if suffix == ".png" else b"<?xml")


def test_any_graph_is_drawn(tmp_path: Path) -> None:
    """Without attributes, with a self-loop, weights in words, dollar signs and signs that the font lacks."""
    graph: nx.Graph[Any] = nx.Graph([(1, 2), (2, 2), (2, "北京$x_$")])
    graph.edges[1, 2]["weight"] = "heavy"
    draw(graph, tmp_path / "g.png")
    draw(nx.path_graph(600), tmp_path / "large.svg")


def test_without_matplotlib(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says how to get it, and nothing is written."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ExportError, match=r'g\.png: a picture needs matplotlib; pip install "alias-registry\[draw\]"'):
        draw(nx.Graph(), tmp_path / "g.png")
    assert list(tmp_path.iterdir()) == []


def test_unknown_suffix(tmp_path: Path) -> None:
    """Pictures are .png and .svg."""
    with pytest.raises(ExportError, match=r"no picture has the suffix '\.gif'; use \.png or \.svg"):
        draw(nx.Graph(), tmp_path / "g.gif")


@pytest.mark.parametrize(
    ("line", "length"),
    [
        (((-5, 5), (15, 5)), 10),
        (((2, 5), (8, 5)), 6),
        (((0, 0), (10, 10)), 200**0.5),
        (((-5, 11), (15, 11)), 0),
        (((5, 5), (5, 5)), 0),
        (((11, 0), (20, 0)), 0),
    ],
)
def test_crossed(line: Any, length: float) -> None:
    """How much of a line runs inside a box."""
    assert length == pytest.approx(Box(0, 0, 10, 10).crossed(line))
