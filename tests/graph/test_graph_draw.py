"""The picture: labels that do not overlap, legends that say what is drawn, the same bytes each time, a plain error without matplotlib."""

import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.errors import ExportError
from registry.graph.picture import draw as drawing
from registry.graph.picture.draw import draw
from registry.graph.picture.sketch import least_strong

pytest.importorskip("matplotlib")

from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.text import Text

WORDS = (
    "Ministry of Defence Collective Security Treaty Organization Gorno-Badakhshan Armed Forces Министерство обороны Эмомалӣ Раҳмон "
    "طالبان وزارت دفاع ملی 北京 外交部 $x$ Donaudampfschifffahrtselektrizitätenhauptbetriebswerk 201st"
).split()
TYPES = ("person", "organization", "group", "military_unit", "place", "article", "company")


@contextmanager
def pictures() -> Iterator[list[Figure]]:
    """The figures that are drawn meanwhile, as they were saved."""
    seen: list[Figure] = []
    painted = drawing._Picture.painted

    def watched(self: Any, title: str | None) -> Figure:
        seen.append(painted(self, title))
        return seen[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drawing._Picture, "painted", watched)
        yield seen


def picture(graph: "nx.Graph[Any]", **options: Any) -> Figure:
    """The graph's figure, drawn to nowhere."""
    with pictures() as seen, pytest.MonkeyPatch.context() as patch:
        patch.setattr(drawing, "replace_files", lambda contents: None)
        draw(graph, "g.png", **options)
    return seen[0]


def labels(figure: Figure) -> list[Text]:
    return list(figure.axes[0].texts)


def legends(figure: Figure) -> list[str]:
    return [text.get_text() for legend in figure.legends for text in legend.get_texts()]


def named(graph: "nx.Graph[Any]", chance: random.Random, most_words: int = 6) -> "nx.Graph[Any]":
    """The graph with names, types, counts and weights."""
    graph.graph.update(unit="sentence", articles=90)
    for node in graph:
        name = " ".join(chance.choices(WORDS, k=chance.randint(1, most_words)))
        graph.nodes[node].update(name=name, type=chance.choice(TYPES), articles=int(chance.paretovariate(0.8)))
    for tie in graph.edges:
        graph.edges[tie]["weight"] = int(chance.paretovariate(0.8))
    return graph


def hub(count: int, seed: int) -> "nx.Graph[Any]":
    """Blocks of seven, and one that is tied to all."""
    graph: nx.Graph[Any] = nx.disjoint_union_all([nx.gnp_random_graph(7, 0.6, seed=seed + i) for i in range(-(-count // 7))])
    graph.remove_nodes_from([node for node in list(graph) if node >= count])
    graph.add_edges_from((0, node) for node in range(1, count))
    return graph


SHAPES: dict[str, Callable[[int, int], "nx.Graph[Any]"]] = {
    "sparse": lambda count, seed: nx.gnp_random_graph(count, 2 / count, seed=seed),
    "dense": lambda count, seed: nx.gnp_random_graph(count, 0.5, seed=seed),
    "all pairs": lambda count, _: nx.complete_graph(count),
    "tree": lambda count, seed: nx.random_labeled_tree(count, seed=seed),
    "star": lambda count, _: nx.star_graph(count - 1),
    "ring": lambda count, _: nx.cycle_graph(count),
    "no ties": lambda count, _: nx.empty_graph(count),
    "hub": hub,
}


def assert_readable(figure: Figure, count: int) -> None:
    """By the real extents of the words: all there, none on another or on a dot, none cut off by the edge."""
    assert count == len(labels(figure))
    words = [*labels(figure), *figure.texts, *(text for legend in figure.legends for text in legend.get_texts())]
    boxes = [(text.get_text(), text.get_window_extent()) for text in words]
    for (one, box), (other, second) in combinations(boxes, 2):
        assert not box.overlaps(second), f"{one!r} on {other!r}"
    for text, box in boxes:
        assert figure.bbox.x0 <= box.x0 < box.x1 <= figure.bbox.x1, text
        assert figure.bbox.y0 <= box.y0 < box.y1 <= figure.bbox.y1, text
    axes = figure.axes[0]
    for dots in (item for item in axes.collections if isinstance(item, PathCollection)):
        for (x, y), size in zip(axes.transData.transform(dots.get_offsets()), dots.get_sizes(), strict=True):
            radius = size**0.5 / 2 * figure.dpi / 72
            for text, box in boxes[:count]:
                assert x + radius <= box.x0 or box.x1 <= x - radius or y + radius <= box.y0 or box.y1 <= y - radius, text


@settings(max_examples=12, deadline=None)
@given(st.sampled_from(sorted(SHAPES)), st.one_of(st.just(60), st.integers(1, 60)), st.integers(0, 10**6))
def test_every_label_is_readable(shape: str, count: int, seed: int) -> None:
    """Up to 60 nodes each has its label, whatever the graph and its names."""
    assert_readable(picture(named(SHAPES[shape](count, seed), random.Random(seed))), count)


@pytest.mark.parametrize("shape", ["all pairs", "hub", "no ties"])
def test_sixty_long_names(shape: str) -> None:
    """The picture grows until three full lines at each dot have room."""
    graph = SHAPES[shape](60, 1)
    nx.set_node_attributes(graph, "W" * 80, "name")
    figure = picture(graph)
    assert_readable(figure, 60)
    assert figure.get_figwidth() > drawing.WIDTH


def test_of_many_the_most_named_are_labelled() -> None:
    """Of 300 nodes as many as have room, without any overlap, and the most named among them."""
    graph = named(SHAPES["hub"](300, 1), random.Random(1), most_words=2)
    figure = picture(graph)
    shown = len(labels(figure))
    assert 60 < shown <= drawing.LABELLED
    assert_readable(figure, shown)
    assert figure.get_figwidth() == drawing.WIDTH
    assert f"Labelled: {shown} of them." in figure.texts[1].get_text()


def test_of_a_thousand_the_most_named_are_drawn() -> None:
    """And the picture says so."""
    figure = picture(named(nx.gnp_random_graph(1000, 0.004, seed=1), random.Random(1)))
    assert "Drawn: the 400 named in the most articles, of 1,000." in figure.texts[1].get_text()
    assert sum(len(item.get_offsets()) for item in figure.axes[0].collections if isinstance(item, PathCollection)) == 400


def test_legends(actors: "nx.Graph[str]") -> None:
    """The types that are there; what the thinnest and the thickest line weigh, and the smallest and the largest dot."""
    figure = picture(actors)
    assert legends(figure) == [
        *("person", "organisation", "group", "military unit", "state"),
        *("1 article", "5 articles", "named in 1 article", "named in 5 articles"),
    ]
    ties = [list(item.get_linewidths()) for item in figure.axes[0].collections if isinstance(item, LineCollection)]
    assert ties == [sorted(widths) for widths in ties]
    lines = [width for widths in ties for width in widths]
    dots = [2 * (size / 4) ** 0.5 for item in figure.axes[0].collections if isinstance(item, PathCollection) for size in item.get_sizes()]
    scale = figure.legends[1].get_lines()
    assert [line.get_linewidth() for line in scale[:2]] == pytest.approx([min(lines), max(lines)])
    assert [line.get_markersize() for line in scale[2:]] == pytest.approx([min(dots), max(dots)])
    assert figure.texts[0].get_text() == "Actors named together in 5 articles"


def test_legends_say_no_more_than_the_graph() -> None:
    """Types of the user's own are others; weights that count nothing known are weights; without either there is no legend of it."""
    assert legends(picture(nx.Graph())) == []
    assert legends(picture(nx.Graph([("a", "b")]))) == ["weight 1"]
    graph: nx.Graph[Any] = nx.Graph(unit="article", weight="newman")
    graph.add_node("a", type="company")
    graph.add_node("b", type="person", articles=3)
    graph.add_edge("a", "b", weight=0.125)
    assert legends(picture(graph)) == ["person", "other", "weight 0.125", "named in 3 articles"]
    graph.add_node("c", type="place", country="b")
    assert legends(picture(graph))[1] == "state or place"
    assert picture(graph, title="July $x$").texts[0].get_text() == "July $x$"


def test_articles_are_squares() -> None:
    """Shape and a colour that is none tell them from actors."""
    graph: nx.Graph[Any] = nx.Graph(unit="article", articles=1)
    graph.add_node("csto", type="organization", articles=1)
    graph.add_node("article:1", type="article", label="Tanks near the border")
    graph.add_edge("csto", "article:1", weight=2)
    figure = picture(graph)
    assert legends(figure) == ["organisation", "article", "2 mentions", "named in 1 article"]
    assert figure.texts[0].get_text() == "Actors and the articles that name them"
    squares, dots = (item for item in figure.axes[0].collections if isinstance(item, PathCollection))
    assert [len(item.get_paths()[0].vertices) for item in (squares, dots)] == [5, 26]
    assert len(squares.get_offsets()) == len(dots.get_offsets()) == 1
    red, green, blue = squares.get_facecolor()[0][:3]
    assert red == green == blue


def test_changes_are_coloured() -> None:
    """In a difference each change has its colour, those that vanished dashes too; the legend has those that are there."""
    graph: nx.Graph[Any] = nx.cycle_graph(5)
    kinds = ("new", "vanished", "stronger", "weaker", "same")
    for tie, kind in zip(graph.edges, kinds, strict=True):
        graph.edges[tie].update(change=kind, weight=2)
    figure = picture(graph)
    assert legends(figure) == ["weight 2", "new", "stronger", "weaker", "vanished", "same"]
    (lines,) = (item for item in figure.axes[0].collections if isinstance(item, LineCollection) and len(item.get_segments()))
    assert len({tuple(colour[:3]) for colour in lines.get_colors()}) == 5
    assert [dash is not None for _, dash in lines.get_linestyle()].count(True) == 1
    del graph.edges[0, 1]["change"], graph.edges[0, 4]["change"]
    assert "vanished" not in legends(picture(graph))


LABELS = [
    pytest.param("$x_1^2$", "$x_1^2$", id="mathtext"),
    pytest.param(r"$\frac{$", r"$\frac{$", id="broken mathtext"),
    pytest.param("a\nb\tc", "a b c", id="lines"),
    pytest.param(r"\n", r"\n", id="backslash"),
    pytest.param("\u202eevil", "evil", id="override of direction"),
    pytest.param("طالبان", "طالبان", id="from right to left"),
    pytest.param("ذبیح\u200cالله", "ذبیح\u200cالله", id="joiner"),
    pytest.param("bell \x07", r"bell \x07", id="control"),
    pytest.param("\ud800", r"\ud800", id="lone surrogate"),
    pytest.param("  ", "the-id", id="blank"),
    pytest.param("\U000f0000", "the-id", id="private use"),
    pytest.param("x" * 200, f"{'x' * 24}\n{'x' * 24}\n{'x' * 22} …", id="without end"),
    pytest.param("<b>&amp;</b>", "<b>&amp;</b>", id="markup"),
]


@pytest.mark.parametrize("suffix", [".png", ".svg"])
@pytest.mark.parametrize(("label", "shown"), LABELS)
def test_hostile_labels(label: str, shown: str, suffix: str, tmp_path: Path) -> None:
    """Shown as they are written, in a file that opens."""
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_node("the-id", label=label)
    with pictures() as seen:
        draw(graph, tmp_path / f"g{suffix}", title=label)
    assert [shown] == [text.get_text() for text in labels(seen[0])]
    assert (tmp_path / f"g{suffix}").stat().st_size > 1000


@pytest.mark.parametrize("suffix", [".png", ".svg"])
def test_the_same_picture_each_time(suffix: str, actors: "nx.Graph[str]", tmp_path: Path) -> None:
    """Byte for byte, with no date in it, in whatever order nodes and ties were added."""
    other: nx.Graph[str] = nx.Graph(**actors.graph)
    other.add_nodes_from(reversed(list(actors.nodes(data=True))))
    other.add_edges_from((b, a, data) for a, b, data in reversed(list(actors.edges(data=True))))
    draw(actors, tmp_path / f"1{suffix}")
    draw(other, tmp_path / f"2{suffix}")
    assert (tmp_path / f"1{suffix}").read_bytes() == (tmp_path / f"2{suffix}").read_bytes()
    assert (tmp_path / f"1{suffix}").read_bytes().startswith(b"\x89PNG" if suffix == ".png" else b"<?xml")


def test_the_same_picture_in_another_process(tmp_path: Path) -> None:
    """Whatever the seed that Python hashes text with."""
    code = (
        "import sys, networkx as nx; from registry.graph.picture.draw import draw\n"
        "graph = nx.relabel_nodes(nx.gnp_random_graph(40, 0.08, seed=2), str)\n"
        "draw(graph, sys.argv[1])"
    )
    for seed in "12":
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        subprocess.run([sys.executable, "-c", code, str(tmp_path / f"{seed}.svg")], check=True, env=environment)
    assert (tmp_path / "1.svg").read_bytes() == (tmp_path / "2.svg").read_bytes()


def test_any_graph_is_drawn(tmp_path: Path) -> None:
    """With self-loops, directed, weights in words, of nothing, and below nothing."""
    graph: nx.Graph[Any] = nx.DiGraph([(1, 2), (2, 2), (2, 1), (2, 3), (3, 4)])
    for tie, weight in zip([(1, 2), (2, 3), (3, 4)], ["heavy", 0, -3.5], strict=True):
        graph.edges[tie]["weight"] = weight
    draw(graph, tmp_path / "g.png")
    draw(nx.Graph([(1, 1)]), tmp_path / "g.svg")
    draw(nx.path_graph(600), tmp_path / "large.svg")


def test_without_matplotlib(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says how to get it, and nothing is written."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ExportError, match=r'g\.png: a picture needs matplotlib; pip install "alias-registry\[draw\]"'):
        draw(nx.Graph(), tmp_path / "g.png")
    assert list(tmp_path.iterdir()) == []


def test_without_numpy_too() -> None:
    """Which matplotlib brings, so that without both the message is the same: the module itself needs neither."""
    loaded = "import sys; sys.modules.update(matplotlib=None); import registry.graph.picture.draw"
    code = f"{loaded}; assert 'registry.graph.picture.layout' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})


def test_unknown_suffix(tmp_path: Path) -> None:
    """Pictures are .png and .svg."""
    with pytest.raises(ExportError, match=r"no picture has the suffix '\.gif'; use \.png or \.svg"):
        draw(nx.Graph(), tmp_path / "g.gif")


@pytest.mark.parametrize(
    ("weights", "limit", "least"),
    [([], 5, float("inf")), ([1, 2, 3], 3, 1), ([1, 2, 3], 2, 2), ([3, 2, 2, 1], 2, 3), ([2, 2, 2], 2, float("inf"))],
)
def test_strong(weights: list[float], limit: int, least: float) -> None:
    """The ties that are dark: those of one weight all are or none is, and never more than the limit."""
    assert least == least_strong(weights, limit)
