"""A registry as it stands on disk, or as it stood in git: `aliases.yaml`, `HEAD~3:aliases.yaml`, `main:my-registry`.

Git is asked for objects and never for what it would show: `cat-file` runs no filter or viewer that a repository configures. What the
user typed reaches git in one place, behind --end-of-options; from there on objects go by their hexadecimal ids.
"""

import os
import re
import subprocess
from typing import Final

from registry.errors import Problem, RegistryFileError, Source
from registry.store import Book, load_entities
from registry.store.load import NO_PARTS, load_files, part_names

__all__ = ["open_source"]

_ID: Final = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
"""SHA-1, or SHA-256 in repositories made so."""

_SPEC: Final = re.compile(r"((?:[^:{]|\{[^}]*\})+):(.*)", re.DOTALL)
"""REVISION:PATH, divided at the first colon outside braces as git does: main@{2021-07-28 10:00}:aliases.yaml (gitrevisions)."""


def open_source(spec: str | os.PathLike[str]) -> Book:
    """Read a registry by its path, or by REVISION:PATH as it stood in git; a path that exists wins.

    PATH is a YAML file or a folder of them; it counts from the top of the repository that the current folder is in, or, if it begins
    with ./, from the current folder. Raises RegistryFileError with every problem, whose places begin with REVISION:PATH.
    """
    name = os.fspath(spec)
    if os.path.lexists(name):
        return load_entities(name)
    match = _SPEC.fullmatch(name)
    if match is None:
        raise _refusal(name, "no such file; check the path, or write REVISION:PATH for a file in git, such as HEAD~3:aliases.yaml")
    revision, path = match.groups()
    return load_files(name, _files(name, revision, path))


def _files(name: str, revision: str, path: str) -> list[tuple[str, bytes]]:
    code, _, said = _git(name, "rev-parse", "--git-dir")
    if code:
        raise _refusal(name, f"no such file, and no git repository here ({said}); check the path, or run it inside the repository")
    tree = _object(name, f"{revision}^{{tree}}")
    if tree is None:
        raise _refusal(
            name, f"git knows no revision {revision!r}; name a branch, a tag or a commit, and fetch it first if the clone is shallow"
        )
    found = _object(name, f"{tree}:{path}")
    if found is None:
        raise _refusal(name, f"no {path!r} in the revision {revision!r}; {_remedy(name, tree, path)}")
    kind = _asked(name, "cat-file", "-t", found).decode("ascii").strip()
    if kind == "blob":
        return [(name, _asked(name, "cat-file", "blob", found))]
    if kind != "tree":
        raise _refusal(name, f"{path!r} is a {kind} in the revision {revision!r}; name a YAML file or a folder of them")
    parts = _parts(name, found)
    if not parts:
        raise _refusal(name, NO_PARTS)
    above = name if name.endswith((":", "/")) else f"{name}/"
    return [(f"{above}{part}", _asked(name, "cat-file", "blob", parts[part])) for part in part_names(parts)]


def _parts(name: str, tree: str) -> dict[str, str]:
    """The object ids of a folder's registry files by name."""
    found = {}
    for row in _asked(name, "ls-tree", "-z", tree).split(b"\0"):
        about, _, part = row.partition(b"\t")
        if about.split()[1:2] == [b"blob"]:
            found[os.fsdecode(part)] = about.split()[2].decode("ascii")
    return {part: found[part] for part in part_names(found)}


def _remedy(name: str, tree: str, path: str) -> str:
    if not path.startswith("./") and _object(name, f"{tree}:./{path}") is not None:
        return f"it counts from the top of the repository: write ./{path} for the one in this folder"
    return "check the path, which counts from the top of the repository"


def _object(name: str, expression: str) -> str | None:
    """The id of the object that the expression names, if any."""
    code, told, _ = _git(name, "rev-parse", "--verify", "--quiet", "--end-of-options", expression)
    # Git before 2.30 repeats --end-of-options on a line of its own; "^HEAD", which is no object, is answered with ^ and an id.
    last = told.decode("ascii", "replace").strip().split("\n")[-1]
    return last if not code and _ID.fullmatch(last) else None


def _asked(name: str, *arguments: str) -> bytes:
    """What git answers about an object that it has named itself. A clone may lack it all the same."""
    code, told, said = _git(name, *arguments)
    if code:
        raise _refusal(name, f"git cannot read it ({said}); fetch the revision in full")
    return told


def _git(name: str, *arguments: str) -> tuple[int, bytes, str]:
    """Exit code, standard output, and the last line of standard error."""
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, stdin=subprocess.DEVNULL, check=False)
    except FileNotFoundError:
        raise _refusal(name, "no such file, and git, which could know the revision, is not installed; check the path") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL, or a character that no path can hold
        raise _refusal(name, f"cannot be asked of git: {error}; check the revision and the path") from None
    said = done.stderr.decode("utf-8", "replace").strip().split("\n")[-1]
    return done.returncode, done.stdout, said


def _refusal(name: str, message: str) -> RegistryFileError:
    return RegistryFileError([Problem(Source(name, 1, 1), "unreadable-file", message)])
