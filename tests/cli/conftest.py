"""A registry and articles small enough to know by heart, and the ways to run a command."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from registry.cli.main import cli

ROOT = Path(__file__).parents[2]

REGISTRY = """\
version: 1
entities:
  emomali-rahmon:
    name: Emomali Rahmon
    type: person
    country: tajikistan
    aliases: [{text: Rahmon, kind: surname}, Эмомали Рахмон]
  csto:
    name: Collective Security Treaty Organization
    type: organization
    aliases: [{text: CSTO, kind: acronym}, ОДКБ]
  tajikistan:
    name: Tajikistan
    type: place
    feature: state
    aliases: [{text: Tajik, kind: demonym}]
  russia: {name: Russia, type: place, feature: state}
  moscow: {name: Moscow, type: place, feature: city, part_of: russia, stands_for: russia}
  georgia: {name: Georgia, type: place, feature: state}
  georgia-us: {name: State of Georgia, type: place, feature: province, namesakes: [georgia], aliases: [Georgia]}
"""
"""One warning: Georgia is shared."""

BROKEN = """\
version: 1
entities:
  csto:
    name: CSTO
    type: organisation
    kind: x
"""
"""Two errors."""

ARTICLES = {
    "one.txt": "Emomali Rahmon went to Moscow.\r\n\r\nThe CSTO met in Tajikistan. Boris Okhlopkov was there.\n",
    "two.txt": "Rahmon Nazarov is unknown.\nTajikistan left the CSTO.\n",
}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with aliases.yaml, broken.yaml and news/."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("REGISTRY_FILE", raising=False)
    (tmp_path / "aliases.yaml").write_text(REGISTRY, "utf-8")
    (tmp_path / "broken.yaml").write_text(BROKEN, "utf-8")
    news = tmp_path / "news"
    news.mkdir()
    for name, text in ARTICLES.items():
        (news / name).write_bytes(text.encode())
    return tmp_path


@pytest.fixture
def run(place: Path) -> Callable[..., Result]:
    """Run a command in the working folder and let bugs through."""

    def invoke(*args: str, stdin: str | bytes | None = None) -> Result:
        result = CliRunner().invoke(cli, list(args), input=stdin, prog_name="registry")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


@pytest.fixture
def command(place: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """The real command line; it is run in the working folder."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])))
    return lambda *args: [sys.executable, "-m", "registry", *args]


@pytest.fixture
def shell(command: Callable[..., list[str]]) -> Callable[..., "subprocess.CompletedProcess[str]"]:
    """Run the real command line to its end."""

    def execute(*args: str | bytes, **options: object) -> "subprocess.CompletedProcess[str]":
        return subprocess.run([*command(), *args], capture_output=True, encoding="utf-8", timeout=60, check=False, **options)

    return execute
