"""The hook that .pre-commit-hooks.yaml offers."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
GOOD = "version: 1\nentities:\n  csto: {name: CSTO, type: organization}\n"


def run(*files: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The entry as pre-commit runs it: the files that changed at its end."""
    command = [sys.executable, "-m", *shlex.split(HOOK["entry"]), *HOOK.get("args", []), *files]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=60, check=False)


def test_the_entry_is_the_command_of_the_package() -> None:
    """What pre-commit installs has the program that the hook names."""
    assert f'\n{shlex.split(HOOK["entry"])[0]} = "registry.cli.main:main"\n' in (ROOT / "pyproject.toml").read_text("utf-8")
    assert {"id", "name", "entry", "language", "files"} <= HOOK.keys()
    assert "python" == HOOK["language"]


@pytest.mark.parametrize(("name", "taken"), [("aliases.yaml", True), ("data/aliases.yml", True), (".pre-commit-config.yaml", False)])
def test_the_files_are_registries(name: str, taken: bool) -> None:
    """Other YAML of a repository is left alone."""
    assert taken is bool(re.search(HOOK["files"], name))


def test_the_entry_runs(tmp_path: Path) -> None:
    """A good file passes; a bad one among several fails with its line, and --fix changes it, which is how pre-commit notices."""
    (tmp_path / "aliases.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "bad.yaml").write_text(GOOD.replace("organization", "organisation"), "utf-8")
    (tmp_path / "hidden.yaml").write_text(GOOD.replace("CSTO", "CS\u00adTO"), "utf-8")
    assert 0 == run("aliases.yaml", folder=tmp_path).returncode
    bad = run("aliases.yaml", "bad.yaml", folder=tmp_path)
    assert (1, "bad.yaml:3:28: ") == (bad.returncode, bad.stdout[:15])
    assert 0 == run("--fix", "hidden.yaml", folder=tmp_path).returncode
    assert GOOD == (tmp_path / "hidden.yaml").read_text("utf-8")
