"""Several files written whole, or none; however their content comes."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from registry.errors import ExportError
from registry.graph.formats import files
from registry.graph.formats.files import replace_files


def pieces(*content: bytes, error: BaseException | None = None) -> Iterator[bytes]:
    yield from content
    if error is not None:
        raise error


def test_pieces_and_bytes(tmp_path: Path) -> None:
    """Either way the file holds all of it."""
    replace_files({tmp_path / "a": pieces(b"x", b"", b"yz"), tmp_path / "b": b"w", tmp_path / "c": pieces()})
    assert {name: (tmp_path / name).read_bytes() for name in os.listdir(tmp_path)} == {"a": b"xyz", "b": b"w", "c": b""}


@pytest.mark.parametrize("error", [ExportError("refused"), ValueError("a fault in the code"), KeyboardInterrupt("stopped")])
def test_an_error_on_the_way_leaves_all_as_it_was(error: BaseException, tmp_path: Path) -> None:
    """Also when the last piece of the last file fails; the error comes through as it is."""
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(type(error), match=str(error)):
        replace_files({tmp_path / "a": b"new", tmp_path / "b": pieces(b"half", error=error)})
    assert os.listdir(tmp_path) == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


@pytest.mark.parametrize("links", [True, False], ids=["", "without hard links"])
def test_a_failure_to_replace_is_undone(links: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The first file gets its old content back, and one that was not there before goes."""
    for name in ("a", "c"):
        (tmp_path / name).write_bytes(b"old")
    replace = os.replace

    def closed(source: str, target: str) -> None:
        if Path(target) == tmp_path / "c" and not source.endswith(".old"):
            raise PermissionError(13, "Permission denied")
        replace(source, target)

    def no_links(source: str, target: str) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(files.os, "replace", closed)
    if not links:
        monkeypatch.setattr(files.os, "link", no_links)
    with pytest.raises(ExportError, match="c: cannot be replaced: Permission denied; close it elsewhere or choose another path"):
        replace_files({tmp_path / "a": b"new", tmp_path / "b": b"new", tmp_path / "c": b"new"})
    assert {name: (tmp_path / name).read_bytes() for name in os.listdir(tmp_path)} == {"a": b"old", "c": b"old"}
