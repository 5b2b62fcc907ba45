"""Words in a picture: what no font can write is romanised, and lines are short."""

import pytest

pytest.importorskip("matplotlib")

from registry.graph.picture import lettering
from registry.graph.picture.lettering import FAMILIES, families, legible, wrapped


@pytest.fixture
def latin_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine whose fonts have Latin, Cyrillic and punctuation, whatever this one has."""
    monkeypatch.setattr(lettering, "_letters", lambda: frozenset(range(0x250)) | frozenset(range(0x400, 0x530)))


@pytest.mark.usefixtures("latin_alone")
@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("Эмомалӣ Раҳмон", "Эмомалӣ Раҳмон"),
        ("北京", "Beijing"),
        ("Wang 王毅", "Wang Wangyi"),
        ("한국 21", "Hanguk 21"),
        ("👍 a", "a"),
        ("a\u200db", "a\u200db"),
        ("👍", ""),
    ],
)
def test_a_script_without_font(label: str, shown: str) -> None:
    """Is written in Latin letters, word by word."""
    assert shown == legible(label)


def test_fonts_are_those_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """matplotlib complains of a family that is not there, so only those that are, are asked for; its own always is."""
    assert families()[0] == FAMILIES[0]
    here = {font.name for font in lettering.font_manager.fontManager.ttflist}
    assert here.issuperset(families())
    families.cache_clear()
    monkeypatch.setattr(lettering.font_manager.fontManager, "ttflist", [])
    assert families() == FAMILIES[:1]
    families.cache_clear()


@pytest.mark.parametrize(
    ("text", "columns", "lines", "rows"),
    [
        ("", 10, 2, ""),
        ("a b", 3, 2, "a b"),
        ("a bc", 3, 2, "a\nbc"),
        ("abcdef", 3, 2, "abc\ndef"),
        ("abcdefg", 3, 2, "abc\nd …"),
        ("in the place here", 8, 1, "in the …"),
        ("北京市海", 6, 2, "北京市\n海"),
        ("e\u0301e\u0301e\u0301 a", 5, 1, "e\u0301e\u0301e\u0301 a"),
    ],
)
def test_wrapped(text: str, columns: int, lines: int, rows: str) -> None:
    """No line is longer than asked, and no mark is torn from its letter."""
    assert rows == wrapped(text, columns, lines)
