"""The page in a real browser: what a reader clicks and types, and that no text of an article is ever more than text."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.actions.wheel_input import ScrollOrigin
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from registry.errors import ExportError
from registry.graph.export import write
from registry.graph.formats.flatten import flatten
from registry.graph.page.chart import FRAME
from registry.graph.page.content import communities, content
from registry.graph.page.places import places

ROOT = Path(__file__).parents[2]
WAIT = 20
"""Seconds: a page opens in one; the rest is for a machine that does other work too."""

ENDLESS = "Rahmon spoke.</script><script>window.hacked = 1</script><!--"
HOSTILE = {
    "name": '<img src=x onerror="window.hacked = 2">',
    "type": "</style><script>window.hacked = 3</script>",
    "country": "${window.hacked = 4}{{constructor.constructor('window.hacked = 5')()}}",
    "title": "javascript:window.hacked = 6//\u2028window.hacked = 7",
    "source": '"><svg onload="window.hacked = 8">',
    "id": "'; window.hacked = 9; '&lt;$title",
    "community": "<iframe srcdoc='<script>parent.hacked = 10</script>'>",
}


def small() -> "nx.Graph[str]":
    """Four actors and one without ties; the ties differ in strength, type and time."""
    catalogue = {
        "a1": {"title": "Drills begin", "date": "2021-07-05", "source": "Asia-Plus"},
        "a2": {"title": "Talks in Dushanbe", "date": "2021-08-09", "source": "TASS"},
        "a3": {"title": "The lease", "date": "2021-10-01", "source": ""},
    }
    graph: nx.Graph[str] = nx.Graph(unit="article", articles=3, copies=1, catalogue=json.dumps(catalogue))
    rows = [("rahmon", "Emomali Rahmon", "person", 3), ("csto", "Collective Security Treaty Organization", "organization", 2)]
    rows += [("russia", "Russia", "place", 2), ("201st", "201st Military Base", "military_unit", 1), ("lone", "Émile Alone", "person", 1)]
    for number, (ident, name, kind, articles) in enumerate(rows):
        graph.add_node(ident, label=name, name=name, type=kind, articles=articles, mentions=2 * articles, community=1 + number // 2)
    ties = {
        ("rahmon", "csto"): (2, "a1; a2", "2021-07: 1; 2021-08: 1", "a1: Rahmon met the CSTO. | a2 (also b2): The CSTO and Rahmon agreed."),
        ("rahmon", "russia"): (3, "a1; a2; a3", "2021-07: 1; 2021-08: 1; 2021-10: 1", "a3: Rahmon went to Russia."),
        ("russia", "201st"): (1, "a3", "2021-10: 1", "a3: Russia keeps its 201st base."),
        ("csto", "russia"): (1, "a1", "2021-07: 1", ""),
    }
    for (left, right), (weight, ids, months, evidence) in ties.items():
        dates = sorted(catalogue[ident]["date"] for ident in ids.split("; "))
        graph.add_edge(left, right, weight=weight, articles=weight, paragraphs=1, sentences=1, first_date=dates[0], last_date=dates[-1])
        graph.edges[left, right].update(article_ids=ids, months=months, evidence=evidence, npmi=0.25, p_value=0.04, q_value=0.08)
    return graph


def hostile() -> "nx.Graph[str]":
    """Every text that an article or an editor may bring in is an attack."""
    ident = HOSTILE["id"]
    catalogue = {ident: {"title": HOSTILE["title"], "date": ENDLESS, "source": HOSTILE["source"]}}
    graph: nx.Graph[str] = nx.Graph(unit=ENDLESS, articles=1, since=ENDLESS, catalogue=json.dumps(catalogue))
    for node in (ENDLESS, "b"):
        graph.add_node(node, label=HOSTILE["name"], **{key: HOSTILE[key] for key in ("name", "type", "country", "community")})
    graph.add_edge(ENDLESS, "b", weight=1, first_date=ENDLESS, article_ids=ident, months=f"{ENDLESS}: 1")
    graph.edges[ENDLESS, "b"]["evidence"] = f"{ident} (also {HOSTILE['name']}): {ENDLESS} \u202eeht"
    return graph


class Page:
    """A page open in the browser."""

    def __init__(self, driver: webdriver.Chrome, path: Path) -> None:
        self.driver = driver
        for log in ("browser", "performance"):
            driver.get_log(log)  # what other pages left
        driver.get(path.as_uri())
        self.until(lambda: self.run("return document.body.dataset.ready === 'yes'"))

    def run(self, script: str, *values: object) -> Any:
        return self.driver.execute_script(script, *values)

    def until(self, holds: Callable[[], Any]) -> Any:
        end = time.monotonic() + WAIT
        while not (found := holds()):
            assert time.monotonic() < end, f"never came true; the console says {self.complaints()}"
            time.sleep(0.02)
        return found

    def one(self, selector: str) -> Any:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def texts(self, selector: str) -> list[str]:
        found: list[str] = self.run("return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent)", selector)
        return found

    @property
    def count(self) -> str:
        text: str = self.one("#count").text
        return text

    def drawn(self, source: str, column: str) -> list[Any]:
        """What Bokeh was given to paint."""
        values: list[Any] = self.run(
            "return Array.from(Bokeh.documents[0].get_model_by_name(arguments[0]).data[arguments[1]])", source, column
        )
        return values

    def at(self, x: float, y: float) -> tuple[int, int]:
        """Data to pixels from the middle of the chart, as the driver wants them."""
        share = self.run(
            "const {x_range: a, y_range: b} = Bokeh.documents[0].get_model_by_name('plot');"
            "return [(arguments[0] - a.start) / (a.end - a.start) - 0.5, 0.5 - (arguments[1] - b.start) / (b.end - b.start)]", x, y
        )  # fmt: skip
        size = self.one("#chart").size
        return round(share[0] * size["width"]), round(share[1] * size["height"])

    def middle(self, number: int) -> tuple[int, int]:
        """The middle of a tie, by its place among those painted."""
        ends = [self.drawn("edges", column)[number] for column in ("x0", "x1", "y0", "y1")]
        return self.at((ends[0] + ends[1]) / 2, (ends[2] + ends[3]) / 2)

    def point(self, place: tuple[int, int]) -> ActionChains:
        return ActionChains(self.driver, duration=0).move_to_element_with_offset(self.one("#chart"), *place)

    @property
    def right(self) -> float:
        """Where the view ends."""
        end: float = self.run("return Bokeh.documents[0].get_model_by_name('plot').x_range.end")
        return end

    def slide(self, selector: str, key: str, times: int) -> None:
        self.one(selector).send_keys(key * times)

    def complaints(self) -> list[str]:
        """What the console holds beyond Bokeh's greeting."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] != "INFO"]

    def requests(self) -> list[str]:
        """What was asked of anywhere."""
        events = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    """Headless Chromium at the size of a laptop's screen."""
    programs = [next(filter(None, map(shutil.which, names)), None) for names in (CHROMES, ["chromedriver"])]
    if None in programs:
        reason = "no chromium with its chromedriver on PATH (Debian: chromium, chromium-driver)"
        assert not os.environ.get("CI"), reason
        pytest.skip(reason)
    options = webdriver.ChromeOptions()
    options.binary_location = str(programs[0])
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(programs[1]))
    screen = {"width": 1366, "height": 768, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    yield driver
    driver.quit()


CHROMES = ["chromium", "chromium-browser", "google-chrome"]


@pytest.fixture
def opened(browser: webdriver.Chrome, tmp_path: Path) -> Callable[["nx.Graph[Any]"], Page]:
    """Writes a graph and opens its page."""

    def opens(graph: "nx.Graph[Any]") -> Page:
        write(graph, tmp_path / "page.html")
        return Page(browser, tmp_path / "page.html")

    return opens


@pytest.fixture
def page(opened: Callable[["nx.Graph[Any]"], Page]) -> Iterator[Page]:
    """The small graph's page; whatever is done to it, the console stays silent and nothing is asked of a network."""
    opening = opened(small())
    yield opening
    assert [] == opening.complaints()
    assert all(url.startswith(("file:", "data:")) for url in opening.requests())
    assert [] == opening.run("return performance.getEntriesByType('resource').map((entry) => entry.name)")


def test_it_says_what_it_shows(page: Page) -> None:
    """The heading names articles, unit and period; the count says what is on show, and an actor without ties is not."""
    assert "Actors named together, in 3 articles" == page.one("h1").text
    assert "tied by article · 2021-07-05 to 2021-10-01 · 1 copy set aside" == page.one("#facts").text
    assert "4 of 5 actors · 4 ties" == page.count
    assert {"Russia", "Emomali Rahmon"} < set(page.drawn("labels", "text"))


def test_width_tells_weight(page: Page) -> None:
    """The heaviest tie is painted last, and widest."""
    widths = page.drawn("edges", "width")
    assert sorted(widths) == widths
    assert widths[0] < widths[-1]


def test_a_click_on_a_tie_opens_its_evidence(page: Page) -> None:
    """Snippets with the articles they stand in, and every article with title, date, source and id."""
    page.point(page.middle(-2)).click().perform()
    page.until(lambda: page.texts(".snippet"))
    assert ["Emomali Rahmon", "Collective Security Treaty Organization"] == page.texts(".ends button")
    assert ["Rahmon met the CSTO.", "The CSTO and Rahmon agreed."] == page.texts(".snippet p")
    assert ["Drills begin · Asia-Plus · 2021-07-05", "Talks in Dushanbe · TASS · 2021-08-09", "also in b2"] == page.texts(".snippet cite")
    assert ["Drills begin2021-07-05 · Asia-Plus · a1", "Talks in Dushanbe2021-08-09 · TASS · a2"] == page.texts(".article")
    facts = dict(zip(page.texts("dt"), page.texts("dd"), strict=True))
    assert {"Articles": "2", "First": "2021-07-05", "Last": "2021-08-09", "NPMI": "0.25", "q": "0.08"}.items() <= facts.items()


def test_hover_on_a_tie_and_on_an_actor(page: Page) -> None:
    """The hover holds names, counts, dates, measures and the best snippet of a tie; name, type and counts of an actor."""
    page.point(page.middle(-1)).perform()
    tip = page.one("#tip")
    page.until(tip.is_displayed)
    for words in (
        "Emomali Rahmon – Russia",
        "3 articles, 1 paragraph",
        "2021-07-05 – 2021-10-01",
        "NPMI 0.25 · q 0.08",
        "Rahmon went to Russia.",
    ):
        assert words in tip.text
    page.point(page.at(page.drawn("nodes", "x")[-1], page.drawn("nodes", "y")[-1])).perform()
    page.until(lambda: "6 mentions" in tip.text)
    assert "Emomali Rahmon\nperson\n3 articles, 6 mentions, 2 ties" == tip.text
    told = []
    for number in (0, 1):
        page.point((0, -300)).perform()
        page.until(lambda: not tip.is_displayed())
        page.point(page.middle(number)).perform()
        page.until(tip.is_displayed)
        told.append(tip.text.splitlines())
    assert [3, 4] == sorted(map(len, told))  # one has a snippet, the other nothing in its stead


def test_search_finds_an_actor_and_shows_its_ties(page: Page) -> None:
    """By keyboard alone: a part of a name, Enter; the actor is in the middle, its ties are listed, strongest first, and open."""
    page.one("body").send_keys("/")
    page.driver.switch_to.active_element.send_keys("rahm")
    assert ["Emomali Rahmonperson"] == page.texts("#matches li")
    page.driver.switch_to.active_element.send_keys(Keys.ENTER)
    page.until(lambda: page.texts("#ties li"))
    assert ["Russia3", "Collective Security Treaty Organization2"] == page.texts("#ties li")
    number = page.drawn("nodes", "rim").index("#111827")
    assert (0, 0) == page.at(page.drawn("nodes", "x")[number], page.drawn("nodes", "y")[number])
    assert 3 == sum(not colour.startswith("rgb") for colour in page.drawn("nodes", "colour"))  # the 201st is no neighbour, and pale
    page.one("#ties button").send_keys(Keys.ENTER)
    page.until(lambda: page.texts(".snippet"))
    assert ["Rahmon went to Russia."] == page.texts(".snippet p")
    page.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    page.until(lambda: ["Overview"] == page.texts("#panel h2"))


@pytest.mark.parametrize(
    ("typed", "found"), [("EMILE", "Émile Alone"), ("csto", "Collective Security Treaty Organization"), ("base", "201st")]
)
def test_search_reads_names_and_ids(page: Page, typed: str, found: str) -> None:
    """Case and accents do not matter, an id is as good as a name, and who is hidden is found too and said to be."""
    page.one("#query").send_keys(typed)
    (row,) = page.texts("#matches li")
    assert row.startswith(found)
    assert ("hidden" in row) is (typed == "EMILE")


def test_a_hidden_actor_can_be_brought_back(page: Page) -> None:
    """Whoever is found but hidden can be shown by the button that says so."""
    page.one("#query").send_keys("alone", Keys.ENTER)
    page.until(lambda: page.texts(".alert"))
    page.one(".alert button").click()
    page.until(lambda: page.count.startswith("5 actors"))


def test_filter_by_type(page: Page) -> None:
    """A type that is not ticked takes its actors with it, and the colour of its box is the colour of its dots."""
    legend = dict(
        zip(
            page.texts("#types .name"),
            page.run("return [...document.querySelectorAll('#types .dot')].map((e) => e.style.background)"),
            strict=True,
        )
    )
    assert "rgb(230, 184, 0)" == legend["state"]
    assert "#e6b800" in page.drawn("nodes", "colour")
    page.one("#types .check:nth-of-type(4)").click()
    assert "2 of 5 actors · 1 of 4 ties" == page.until(lambda: page.count)
    assert "#e6b800" not in page.drawn("nodes", "colour")


def test_filter_by_weight(page: Page) -> None:
    """Weaker ties go, and actors whose last tie went go with them, unless asked to stay."""
    page.slide("#weights input", Keys.ARROW_RIGHT, 1)
    assert "3 of 5 actors · 2 of 4 ties" == page.count
    assert "2 articles or more" == page.one("#weights output").text
    page.one("#loners input").click()
    assert "5 actors · 2 of 4 ties" == page.count


def test_filter_by_time(page: Page) -> None:
    """Ties count what the months hold: July and August leave three, of which one is as strong as before."""
    page.slide("#time .slide:nth-of-type(2) input", Keys.ARROW_LEFT, 2)
    assert ["2021-07", "2021-08"] == page.texts("#time output")
    assert "3 of 5 actors · 3 of 4 ties" == page.count
    widths = page.drawn("edges", "width")
    assert widths[-1] == widths[-2] > widths[0]
    page.one("#reset").click()
    assert "4 of 5 actors · 4 ties" == page.count


def test_filter_by_community(page: Page) -> None:
    """A community that is not ticked is gone; it is named by its members."""
    assert "Emomali Rahmon, Collective Security Treaty Organization" in page.texts("#groups .name")
    page.one("#groups .check").click()
    assert page.count.startswith("2 of 5 actors · 1 of")


def test_everything_hidden_is_said(page: Page) -> None:
    """An empty chart says why."""
    for box in page.driver.find_elements(By.CSS_SELECTOR, "#types input"):
        box.click()
    assert page.one("#empty").is_displayed()


def test_zoom_and_drag(page: Page) -> None:
    """The wheel zooms, the buttons too; a dragged actor takes its ties along, and the view stays."""
    before = page.right
    page.one("#in").click()
    assert page.right < before
    page.one("#fit").click()
    origin = ScrollOrigin.from_element(page.one("#chart"))
    ActionChains(page.driver).scroll_from_origin(origin, 0, -300).perform()
    page.until(lambda: page.right < before)
    page.one("#fit").click()
    spot = page.at(page.drawn("nodes", "x")[-1], page.drawn("nodes", "y")[-1])
    old = page.drawn("nodes", "x")[-1]
    page.point(spot).click_and_hold().move_by_offset(40, 10).move_by_offset(20, 0).release().perform()
    page.until(lambda: page.drawn("nodes", "x")[-1] != old)
    assert before == page.right
    assert page.drawn("nodes", "x")[-1] in page.drawn("edges", "x0") + page.drawn("edges", "x1")


def test_no_option_is_dead(opened: Callable[["nx.Graph[Any]"], Page]) -> None:
    """A graph that says nothing but who is tied to whom has no filter for time or weight, and no empty facts."""
    page = opened(nx.Graph([("a", "b"), (1, "b")]))
    shown = page.run("return [...document.querySelectorAll('fieldset')].filter((f) => f.offsetParent).map((f) => f.id)")
    assert not {"time", "weights"} & set(shown)
    page.one("#query").send_keys("b", Keys.ENTER)
    page.until(lambda: page.texts("#ties li"))
    assert ["Ties"] == page.texts("dt")
    assert [] == page.complaints()


@pytest.mark.parametrize(
    "graph", [nx.Graph(), nx.empty_graph(3), nx.DiGraph([(1, 2), (2, 1), (3, 3)])], ids=["empty", "no ties", "directed"]
)
def test_odd_graphs(opened: Callable[["nx.Graph[Any]"], Page], graph: "nx.Graph[Any]") -> None:
    """Whatever graph it is, there is a page."""
    page = opened(graph)
    assert page.count.startswith({0: "0 actors", 3: "3 actors" if not graph.is_directed() else "2 of 3 actors"}[len(graph)])
    assert [] == page.complaints()


def test_hostile_texts_are_texts(opened: Callable[["nx.Graph[Any]"], Page]) -> None:
    """What would run a script, end an element or turn the reading direction is shown as it is written, and runs nothing."""
    page = opened(hostile())
    page.one("#query").send_keys("img", Keys.ENTER)
    page.until(lambda: page.texts("#panel h2"))
    assert [HOSTILE["name"]] == page.texts("#panel h2")
    assert f"{HOSTILE['type']}, {HOSTILE['country']}" in page.one("#panel .kind").text
    page.one("#ties button").click()
    page.until(lambda: page.texts(".snippet"))
    assert [f"{ENDLESS} \\u202eeht"] == page.texts(".snippet p")
    (row,) = page.texts(".article")
    for text in (HOSTILE["title"], HOSTILE["source"], HOSTILE["id"], ENDLESS):
        assert text in row
    page.point(page.middle(-1)).perform()
    page.until(page.one("#tip").is_displayed)
    assert ENDLESS in page.one("#tip").text
    assert ENDLESS in page.one("#facts").text
    assert page.run("return window.hacked === undefined")
    assert 0 == page.run("return document.querySelectorAll('img, svg, iframe, a').length")
    assert 4 == page.run("return document.scripts.length")
    assert [] == page.complaints()
    assert all(url.startswith(("file:", "data:")) for url in page.requests())


def test_the_policy_forbids_what_an_escape_might_let_through(opened: Callable[["nx.Graph[Any]"], Page]) -> None:
    """Even markup that were let in could run nothing and load nothing."""
    page = opened(small())
    page.run(
        "const s = document.createElement('script'); s.textContent = 'window.hacked = 1'; document.body.append(s);"
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.hacked = 2\">');"
        "document.body.insertAdjacentHTML('beforeend', '<a id=bad href=\"javascript:window.hacked = 3\">x</a>');"
        "document.getElementById('bad').click(); fetch('https://example.org/').catch(() => { window.refused = true; });"
    )
    page.until(lambda: page.run("return window.refused"))
    assert page.run("return window.hacked === undefined")
    assert any("Content Security Policy" in line and "example.org" in line for line in page.complaints())


def test_the_same_graph_gives_the_same_bytes(tmp_path: Path) -> None:
    """In one process and in two with other hash seeds, and whatever order nodes and ties were added in."""
    program = "import sys; sys.path[:0] = sys.argv[2:]; import test_graph_page as t; t.write(t.small(), sys.argv[1])"
    paths = [tmp_path / f"{number}.html" for number in range(4)]
    for number, path in enumerate(paths[:2]):
        environment = {**os.environ, "PYTHONHASHSEED": str(number)}
        subprocess.run([sys.executable, "-c", program, path, ROOT, Path(__file__).parent], check=True, env=environment)
    graph = small()
    turned: nx.Graph[str] = nx.Graph(**graph.graph)
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from((right, left, data) for left, right, data in reversed(list(graph.edges(data=True))))
    write(graph, paths[2])
    write(turned, paths[3])
    assert 1 == len({path.read_bytes() for path in paths})


def test_the_file_stands_alone(tmp_path: Path) -> None:
    """No element that loads anything, and a policy that names two scripts by their hash and allows no other."""
    write(small(), tmp_path / "page.html")
    text = (tmp_path / "page.html").read_text("utf-8")
    markup = re.sub(r"(?s)(<script[^>]*>).*?</script>", r"\1", text)
    assert "src=" not in markup
    assert ["data:,"] == re.findall(r'href="([^"]*)"', markup)
    policy = re.search(r'Security-Policy" content="([^"]*)"', markup)
    assert policy
    assert policy[1].startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe-eval" not in policy[1]
    assert "unsafe-inline" not in policy[1].partition("style-src")[0]


def test_without_bokeh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the extra, and nothing is written."""
    monkeypatch.setitem(sys.modules, "bokeh.embed", None)
    with pytest.raises(ExportError, match=re.escape('page.html: a page needs Bokeh; pip install "alias-registry[page]"')):
        write(small(), tmp_path / "page.html")
    assert [] == list(tmp_path.iterdir())


def test_the_strongest_ties_come_first() -> None:
    """Of more ties than the eye can take in, only the strongest are drawn at first; all of them are in the page."""
    graph = nx.gnm_random_graph(300, 4000, seed=1)
    for number, edge in enumerate(graph.edges):
        graph.edges[edge]["weight"] = 1 + number % 8
    data = content(flatten(graph))
    weights = [edge["w"] for edge in data["edges"]]
    assert sorted(weights, reverse=True) == weights
    assert 4000 == len(weights)
    assert 1500 == sum(weight >= data["start"] for weight in weights)


def test_communities() -> None:
    """The attribute is taken where there is one, else Louvain's; two cliques are two communities, and who has no ties is in none."""
    graph: nx.Graph[str] = nx.relabel_nodes(nx.disjoint_union(nx.complete_graph(5), nx.complete_graph(4)), str)
    graph.add_node("lone")
    found = communities(graph)
    assert [0] * 5 + [1] * 4 == [found[str(number)] for number in range(9)]
    assert "lone" not in found
    graph.nodes["lone"]["community"] = "c"
    assert {"lone": 0} == communities(graph)


@pytest.mark.parametrize("count", [2, 60, 200, 900])
def test_places(count: int) -> None:
    """Every node has a place inside the frame, no two the same, tied or not, of however many."""
    graph = nx.relabel_nodes(nx.gnm_random_graph(count, 2 * count if count > 4 else 1, seed=3), str)
    ids = sorted(graph)
    found = places(ids, [(*edge, 1.0) for edge in graph.edges], dict.fromkeys(ids, 4.0), FRAME)
    assert set(ids) == set(found)
    assert count == len(set(found.values()))
    assert all(0 < x < FRAME.right and 0 < y < FRAME.top for x, y in found.values())


def test_articles_as_nodes(opened: Callable[["nx.Graph[Any]"], Page]) -> None:
    """In a graph of actors and articles a tie counts mentions and shows its passage; a country is said by its name."""
    graph: nx.Graph[str] = nx.Graph(articles=1)
    graph.add_node("tajikistan", name="Tajikistan", type="place", articles=1, mentions=1)
    graph.add_node("rahmon", name="Emomali Rahmon", type="person", country="tajikistan", articles=1, mentions=2)
    graph.add_node("article:a", label="Drills begin", type="article", date="2021-07-05", source="TASS")
    graph.add_edge("rahmon", "article:a", weight=2, evidence="Rahmon: he spoke | and left.")
    page = opened(graph)
    assert "Actors and the articles that name them, in 1 article" == page.one("h1").text
    assert "2 of 3 nodes · 1 tie" == page.count
    page.one("#query").send_keys("rahmon", Keys.ENTER)
    page.until(lambda: page.texts("#ties li"))
    assert "person, Tajikistan" in page.one("#panel .kind").text
    assert ["Drills begin2"] == page.texts("#ties li")
    page.one("#ties button").click()
    page.until(lambda: page.texts(".snippet"))
    assert ["Rahmon: he spoke | and left."] == page.texts(".snippet p")
    assert [] == page.texts(".snippet cite")
    assert [] == page.complaints()


def test_a_difference(opened: Callable[["nx.Graph[Any]"], Page]) -> None:
    """What became of a tie is its colour, is told, and can be chosen by."""
    graph = small()
    for edge, change in zip(graph.edges, ["new", "vanished", "same", "same"], strict=True):
        graph.edges[edge].update(change=change, weight_before=0 if change == "new" else 2, weight_after=0 if change == "vanished" else 2)
    page = opened(graph)
    assert page.texts("h1")[0].startswith("Changes in who is named together")
    assert ["new1", "vanished1", "same2"] == page.texts("#changes .check")
    assert {"#08519c", "#a63603", "#8c8c8c"} == set(page.drawn("edges", "colour"))
    page.one("#changes .check:nth-of-type(3)").click()
    assert "3 of 5 actors · 2 of 4 ties" == page.count
    page.point(page.middle(-1)).click().perform()
    page.until(lambda: page.texts(".ends"))
    facts = dict(zip(page.texts("dt"), page.texts("dd"), strict=True))
    assert {"Change": "vanished", "Before": "2", "After": "0"}.items() <= facts.items()
    assert [] == page.complaints()
