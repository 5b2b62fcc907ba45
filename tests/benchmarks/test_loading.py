"""Loading a registry takes at most twice the time of PyYAML's fastest loader, both timed in this run."""

import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import registry
from registry.store.load import load_sources

ROOT = Path(__file__).parents[2]

ALLOWED = 2.0
"""Of the loader's time; measured 0.9."""
ENTITIES = 1_000


@pytest.fixture(scope="module")
def loading() -> Iterator[ModuleType]:
    """The benchmark as a module, with its neighbours at hand."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "benchmarks"))
        yield importlib.import_module("loading")


@pytest.fixture(scope="module")
def folder(loading: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the benchmark."""
    made = tmp_path_factory.mktemp("made")
    loading.write_sources(made, str(ENTITIES))
    return made


def test_loading_takes_at_most_twice_the_loader(loading: ModuleType, folder: Path) -> None:
    """Places, checks and look-up tables included; and so does a folder."""
    seconds = loading.times(folder, "3")
    assert seconds["load"] < ALLOWED * seconds["peer"]
    assert seconds["folder"] < ALLOWED * seconds["peer"]


def test_what_is_loaded_is_the_same_in_every_form(folder: Path) -> None:
    """The file, the folder and the lines have the same entities, five aliases each, and the file every row's place."""
    loaded = list(registry.load(folder / "made.yaml"))
    assert len(loaded) == ENTITIES
    assert loaded == list(registry.load(folder / "made")) == list(load_sources([folder / "made.jsonl"]).entities)
    assert {len(entity.aliases) for entity in loaded} == {5}
    lines = (folder / "made.yaml").read_text("utf-8").splitlines()
    for entity in loaded:
        for text, place in ((f"{entity.id}:", entity.place), *((alias.text, alias.place) for alias in entity.aliases)):
            assert place
            assert lines[place.line - 1][place.column - 1 :].startswith((text, f"{{text: {text}"))
