"""The house has one way, top to bottom: who may import whom, and which library belongs to which room."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "registry"

ORDER = (
    *("__main__", "cli", "spark", "arrow", "review", "__init__", "api", "graph", "articles", "compiled", "match", "store", "text"),
    *("edits", "records", "chrome", "evidence", "errors", "frozen"),
)
"""Rooms and single modules, from the top; an import points at something further down. Commands and review stand on the facade."""

GRAPH = (
    *("export", "page", "picture", "reading", "formats", "bipartite", "cooccurrence", "counting", "chance"),
    *("ties", "periods", "options", "palette"),
)
"""The same inside the largest room: what is written stands on what is read, and that on what is counted."""

STRANGERS = {("text", "records"), ("text", "chrome"), ("text", "errors"), ("graph", "store"), ("graph", "articles"), ("match", "store")}
"""Rooms that the order would let import each other, and that know nothing of each other: text no entity, graph and match no YAML."""

LIBRARIES = {
    "networkx": ("graph/", "api.py"),  # the facade names the type of a graph, for type checkers only
    "matplotlib": ("graph/picture/draw.py", "graph/picture/legend.py", "graph/picture/lettering.py"),
    "pyarrow": ("articles/parquet.py", "graph/formats/parquet.py", "arrow.py", "spark.py"),
    "pyspark": ("spark.py",),
    "click": ("cli/",),
    "rich": ("cli/",),
    "yaml": ("store/", "text/data/"),
    "unidecode": ("text/romanise.py",),
}
"""Where each library may be imported."""

LONGEST = 320
"""Lines of a module: what a reader keeps in mind at once."""

FILES = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}
MODULES = {".".join(("registry", *Path(name).with_suffix("").parts)).removesuffix(".__init__"): name for name in FILES}
NAMES = [pytest.param(name, id=name) for name in FILES]


def imports(name: str) -> Iterator[tuple[str, ast.stmt]]:
    """Every module that a file imports: inside functions and for type checkers too; `from a import b` is a.b if that is a module."""
    for node in ast.walk(ast.parse(FILES[name].read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}:{node.lineno}: a relative import"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield (inner if inner in MODULES else node.module or ""), node


def room(name: str) -> str:
    """The room that a file of the package is in."""
    return name.split("/")[0].removesuffix(".py")


def test_something_is_read() -> None:
    """The tests of this file look at the whole package."""
    assert set(ORDER) == {room(name) for name in FILES}
    assert {"__init__", *GRAPH} == {room(name.removeprefix("graph/")) for name in FILES if name.startswith("graph/")}
    assert sum(1 for name in FILES for module, _ in imports(name) if module.startswith("registry")) > 100


@pytest.mark.parametrize("name", NAMES)
def test_imports_point_down(name: str) -> None:
    """A module imports from its own room and from rooms below, so no cycle of rooms can form."""
    for module, node in imports(name):
        if module.split(".")[0] == "registry":
            below = room(MODULES[module])
            place = f"{name}:{node.lineno} imports {module}"
            assert below == room(name) or ORDER.index(below) > ORDER.index(room(name)), place
            assert (room(name), below) not in STRANGERS, place


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith("graph/") and name != "graph/__init__.py"])
def test_imports_point_down_inside_the_graph(name: str) -> None:
    """So the counting can be read without knowing how a picture is drawn."""
    own = room(name.removeprefix("graph/"))
    for module, node in imports(name):
        below = module.removeprefix("registry.graph.").split(".")[0]
        if module.startswith("registry.graph.") and below != own:
            assert GRAPH.index(below) > GRAPH.index(own), f"{name}:{node.lineno} imports {module}"


@pytest.mark.parametrize("name", NAMES)
def test_libraries_keep_to_their_rooms(name: str) -> None:
    """One room knows a library; to replace it is the matter of that room."""
    for module, node in imports(name):
        allowed = LIBRARIES.get(module.split(".")[0], ("",))
        assert name.startswith(allowed), f"{name}:{node.lineno} imports {module}"


def test_facade_imports_networkx_for_types_only() -> None:
    """What api.py may name of networkx, it names under TYPE_CHECKING."""
    tree = ast.parse(FILES["api.py"].read_text("utf-8"))
    blocks = [node for node in tree.body if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"]
    guarded = {id(node) for block in blocks for node in ast.walk(block)}
    assert guarded
    assert all(id(node) in guarded for module, node in _of_tree(tree) if module.startswith("networkx"))


def _of_tree(tree: ast.Module) -> Iterator[tuple[str, ast.stmt]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "", node


def test_no_cycles() -> None:
    """No module imports itself, by whatever way round; a package's own initialiser may import its parts."""
    graph = {name: {MODULES[module] for module, _ in imports(name) if module in MODULES} for name in FILES}
    for name, below in graph.items():
        parent = f"{Path(name).parent.as_posix()}/__init__.py"
        below -= {name} if name.endswith("__init__.py") else {parent}  # a part may name its package, which is being initialised
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


@pytest.mark.parametrize("name", NAMES)
def test_modules_are_short(name: str) -> None:
    """No module is longer than a reader can hold; none is a drawer of utilities."""
    assert len(FILES[name].read_text("utf-8").splitlines()) <= LONGEST
    assert Path(name).stem not in {"utils", "util", "helpers", "common", "misc"}
