"""Loading leaves the garbage collector as it was, with what has been loaded among what is old."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

import registry

FILE = "version: 1\nentities:\n  kulob: {name: Kulob, type: place, aliases: [Kulyab]}\n"


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    """A registry file; whatever the test froze is thawed."""
    (tmp_path / "aliases.yaml").write_text(FILE, "utf-8")
    gc.unfreeze()
    yield tmp_path / "aliases.yaml"
    gc.unfreeze()
    gc.enable()


def test_nothing_is_left_frozen_and_what_was_loaded_is_old(path: Path) -> None:
    """The next full collection sees it, and none before."""
    loaded = registry.load(path)
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    assert any(found is loaded for found in gc.get_objects(generation=2))


def test_what_the_caller_has_frozen_stays_frozen(path: Path) -> None:
    """As a server does before it forks."""
    gc.freeze()
    frozen = gc.get_freeze_count()
    registry.load(path)
    assert gc.get_freeze_count() == frozen > 0


def test_a_collector_that_is_off_stays_off(path: Path) -> None:
    """Also when the file cannot be loaded."""
    gc.disable()
    registry.load(path)
    path.write_text("version: 2\n", "utf-8")
    with pytest.raises(registry.RegistryFileError):
        registry.load(path)
    assert not gc.isenabled()
