"""A path to a `Book`: the one place that knows the order read, schema, checks."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from registry.errors import Problem, RegistryFileError, Severity, Source
from registry.store.book import Book
from registry.store.read import decode, parse, paused_gc
from registry.store.schema import Reader

if TYPE_CHECKING:
    from registry.store.checks import Fold

__all__ = ["files_of", "load_entities", "read_book", "read_bytes", "read_text"]


def load_entities(path: str | os.PathLike[str], *, fold: "Fold | None" = None, check: bool = True) -> Book:
    """Read a registry: a YAML file, or a folder whose *.yaml files are one registry.

    `fold` says which forms are the same to the checks; the default bridges case. `check=False` is for a file that has passed them: what
    no single row shows goes unreported. The book's problems are warnings. Raises
    RegistryFileError with every problem, warnings among them, if one is an error; a path that cannot be read is a problem at 1:1.
    """
    book = read_book(path, fold=fold, check=check)
    if any(problem.severity is Severity.ERROR for problem in book.problems):
        raise RegistryFileError(book.problems)
    return book


def read_book(path: str | os.PathLike[str], *, fold: "Fold | None" = None, check: bool = True) -> Book:
    """As `load_entities`, but whatever is wrong: the book holds what could be read and `problems` all that was found."""
    name = os.fspath(path)
    try:
        files = [(file, None) for file in files_of(name)]
    except RegistryFileError as error:
        return Book(name, problems=error.problems)
    with paused_gc():
        return _read(name, files, fold, check=check)


def read_text(text: str | bytes, path: str, *, fold: "Fold | None" = None) -> Book:
    """As `read_book`, from a text in hand; `path` is what the problems name."""
    with paused_gc():
        return _read(path, [(path, text)], fold, check=True)


def files_of(path: str) -> list[str]:
    """The files of a registry. An editor's hidden backups and locks are no part of it."""
    if not os.path.isdir(path):
        return [path]
    try:
        names = sorted(name for name in os.listdir(path) if name.endswith(".yaml") and not name.startswith("."))
    except OSError as error:
        raise RegistryFileError([_unreadable(path, error)]) from None
    if not names:
        message = "no *.yaml file in this folder; name the registry file or another folder"
        raise RegistryFileError([Problem(Source(path, 1, 1), "unreadable-file", message)])
    return [os.path.join(path, name) for name in names]


def _read(path: str, files: Sequence[tuple[str, str | bytes | None]], fold: "Fold | None", *, check: bool) -> Book:
    reader = Reader()
    whole = True
    for name, content in files:
        try:
            if content is None:
                content = read_bytes(name)
            reader.read(parse(content if isinstance(content, str) else decode(content, name), name), name)
        except RegistryFileError as error:
            reader.problems += error.problems
            whole = False
    book = reader.book(path)
    problems = list(reader.problems)
    if whole and check:  # a file that could not be read would make every reference into it look wrong
        from registry.store.checks import CHECKS, casefold  # the registry that ships has passed them and loads without

        for rule in CHECKS:
            problems += rule.check(book, fold or casefold)
    return Book(path, book.entities, tuple(sorted(problems)), book.redirects, book.places)


def read_bytes(path: str) -> bytes:
    """What a file holds. Raises RegistryFileError if it cannot be read."""
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
