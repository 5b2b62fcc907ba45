"""A path to a `Book`: the one place that knows the order read, schema, checks."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from registry.errors import Problem, RegistryFileError, Severity, Source
from registry.store.book import Book
from registry.store.read import COMPILED, decode, parse, paused_gc
from registry.store.schema import Reader

if TYPE_CHECKING:
    from registry.store.checks import Fold

__all__ = [
    "NO_PARTS",
    "files_of",
    "fingerprint",
    "is_compiled",
    "load_entities",
    "load_files",
    "load_sources",
    "part_names",
    "read_book",
    "read_bytes",
    "read_text",
]


NO_PARTS: Final = "no *.yaml file in this folder; name the registry file or another folder"
LINES: Final = (".jsonl", ".csv")
"""Files with an entity a line, which are read as the same registry would be from YAML."""
Path = str | os.PathLike[str]
Checks = Literal["none", "loading", "all"]


def load_entities(path: Path, *, fold: "Fold | None" = None, check: bool = True) -> Book:
    """Read a registry: a YAML file, or a folder whose *.yaml files are one registry.

    Only the checks that decide what the file means are made, with `fold` for which forms are the same; `check=False` is for a file that
    has passed them. The book's problems are warnings. Raises RegistryFileError with every problem, warnings among them, if one is an
    error; a path that cannot be read is a problem at 1:1.
    """
    return _sound(_book(path, (), {}, fold, "loading" if check else "none"))


def load_sources(paths: Sequence[Path]) -> Book:
    """As `load_entities`, several files and folders as one registry; a file named twice is read once."""
    names = [os.fspath(path) for path in paths]
    files = {os.path.realpath(file): file for name in names for file in files_of(name)}
    with paused_gc():
        return _sound(_read(names[0], [(file, None) for file in files.values()], frozenset(), None, "loading"))


def is_compiled(path: Path) -> bool:
    """Whether a file begins as a compiled registry does, or is cut off while it does."""
    try:
        with open(path, "rb") as file:
            head = file.read(len(COMPILED))
    except (OSError, ValueError):
        return False
    return bool(head) and COMPILED.startswith(head)


def load_files(path: str, files: Sequence[tuple[str, bytes]], *, fold: "Fold | None" = None) -> Book:
    """As `load_entities`, from files in hand: each with the name that its problems carry; `path` names all of them."""
    with paused_gc():
        return _sound(_read(path, files, frozenset(), fold, "loading"))


def _sound(book: Book) -> Book:
    if any(problem.severity is Severity.ERROR for problem in book.problems):
        raise RegistryFileError(book.problems)
    return book


def read_book(
    path: Path, *, beside: Sequence[Path] = (), contents: Mapping[str, str | bytes] | None = None, fold: "Fold | None" = None
) -> Book:
    """As `load_entities`, but whatever is wrong: the book holds what could be read and `problems` all that was found, by every check.

    beside: registries that are read with this one, for what it refers to, and not reported on unless they cannot be read.
    contents: what to read in place of the files of these names.
    """
    return _book(path, beside, contents or {}, fold, "all")


def read_text(text: str | bytes, path: str, *, fold: "Fold | None" = None) -> Book:
    """As `read_book`, from a text in hand; `path` is what the problems name."""
    with paused_gc():
        return _read(path, [(path, text)], frozenset(), fold, "all")


def files_of(path: Path) -> list[str]:
    """The files of a registry, by name; all parts of a folder. Raises RegistryFileError."""
    name = os.fspath(path)
    if not os.path.isdir(name):
        return [name]
    try:
        names = part_names(os.listdir(name))
    except OSError as error:
        raise RegistryFileError([_unreadable(name, error)]) from None
    if not names:
        raise RegistryFileError([Problem(Source(name, 1, 1), "unreadable-file", NO_PARTS)])
    return [os.path.join(name, file) for file in names]


def fingerprint(path: Path) -> str:
    """16 characters that change with the content of a registry's files. Raises RegistryFileError."""
    from hashlib import sha256  # whose import a cold start would feel

    digest = sha256()
    for name in files_of(path):
        data = read_bytes(name)
        digest.update(f"{len(data)}\n".encode() + data)
    return digest.hexdigest()[:16]


def part_names(names: Iterable[str]) -> list[str]:
    """Which names in a folder are files of its registry, in their order; an editor's hidden backups and locks are not."""
    return sorted(name for name in names if name.endswith(".yaml") and not name.startswith("."))


def _book(path: Path, beside: Sequence[Path], contents: Mapping[str, str | bytes], fold: "Fold | None", checks: Checks) -> Book:
    name = os.fspath(path)
    try:
        own = files_of(name)
        others = [file for other in beside for file in files_of(other)]
    except RegistryFileError as error:
        return Book(name, problems=error.problems)
    if others:
        known = {os.path.realpath(file) for file in own}
        others = [file for file in dict.fromkeys(others) if os.path.realpath(file) not in known]
    with paused_gc():
        return _read(name, [(file, contents.get(file)) for file in (*others, *own)], frozenset(others), fold, checks)


def _read(path: str, files: Sequence[tuple[str, str | bytes | None]], beside: frozenset[str], fold: "Fold | None", checks: Checks) -> Book:
    reader = Reader()
    whole = True
    unread: list[Problem] = []
    for name, content in files:
        try:
            if content is None:
                content = read_bytes(name)
            text = content if isinstance(content, str) else decode(content, name)
            if name.endswith(LINES):
                from registry.store.lines import read_lines

                read_lines(text, name, reader)
            else:
                reader.read(parse(text, name), name)
        except RegistryFileError as error:
            unread += error.problems
            whole = False
    book = replace(reader.book(path), beside=beside)
    problems = list(reader.problems)
    if whole and checks != "none":  # a file that could not be read would make every reference into it look wrong
        from registry.store.checks import CHECKS, LOADING  # the registry that ships has passed them and loads without
        from registry.store.checks.forms import fold as default

        for rule in CHECKS if checks == "all" else LOADING:
            problems += rule.check(book, fold or default)
    problems = [problem for problem in problems if problem.source.path not in beside]
    return replace(book, problems=tuple(sorted(unread + problems)))


def read_bytes(path: str) -> bytes:
    """The bytes of a file. Raises RegistryFileError if there are none to be had."""
    try:
        with open(path, "rb") as file:  # not pathlib, whose import a cold start would feel
            return file.read()
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise RegistryFileError([_unreadable(path, error)]) from None


def _unreadable(path: str, error: OSError | ValueError) -> Problem:
    if isinstance(error, FileNotFoundError):
        message = "no such file; check the path, or give it with --registry or in $REGISTRY_FILE"
    else:
        message = f"cannot be read: {(error.strerror if isinstance(error, OSError) else None) or error}; check the path and its permissions"
    return Problem(Source(path, 1, 1), "unreadable-file", message)
