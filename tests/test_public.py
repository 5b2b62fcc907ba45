"""What the package shows: exact names, each documented, and an import that costs no graph library."""

import inspect
import subprocess
import sys
from types import FunctionType

import pytest

import registry

PUBLIC = [
    "Alias",
    "AliasKind",
    "Annotation",
    "Article",
    "ArticleError",
    "Candidate",
    "Comparison",
    "EditError",
    "Entity",
    "EntityType",
    "Evidence",
    "ExportError",
    "Feature",
    "GoldError",
    "Mention",
    "MentionKind",
    "Never",
    "Problem",
    "Registry",
    "RegistryError",
    "RegistryFileError",
    "Resolution",
    "Rule",
    "Status",
    "compare",
    "edit",
    "load",
    "resolve",
    "write_graphml",
]

HEAVY = {"networkx", "click", "rich", "matplotlib", "numpy"}


def test_names_are_exact() -> None:
    """Nothing joins or leaves the interface by accident, and readers find names in order."""
    assert PUBLIC == registry.__all__ == sorted(registry.__all__)


@pytest.mark.parametrize("name", PUBLIC)
def test_names_are_documented(name: str) -> None:
    """Every public name, and every public method of it, says in words what it is."""
    thing = getattr(registry, name)
    assert _documented(thing)
    if inspect.isclass(thing):
        own = {key: value for key, value in vars(thing).items() if not key.startswith("_") and isinstance(value, FunctionType | property)}
        assert [key for key, value in own.items() if not _documented(value)] == []


def _documented(thing: object) -> bool:
    text = inspect.getdoc(thing) or ""
    return len(text.split()) >= 3 and not text.startswith(f"{getattr(thing, '__name__', '')}(")  # what dataclasses write of themselves


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("import registry", id="import"),
        pytest.param("from registry import resolve; assert resolve('Rehmon').entity.id == 'emomali-rahmon'", id="an alias as written"),
        pytest.param("from registry import resolve; resolve('the Tajik president Rakhmonov')", id="a mention to be read"),
        pytest.param("import registry; registry.compare('Rahmon', 'Рахмон')", id="two names"),
    ],
)
def test_import_is_light(code: str) -> None:
    """Looking up a name loads no library of graphs, terminals or pictures."""
    script = f"{code}\nimport sys\nprint(*sorted({{name.split('.')[0] for name in sys.modules}} & {HEAVY!r}))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (0, "", "") == (done.returncode, done.stdout.strip(), done.stderr)
