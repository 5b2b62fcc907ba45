"""Everything that is wrong with a registry file, by every check there is."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace

from registry.errors import Problem, RegistryFileError, Severity, Source
from registry.match.names import Names
from registry.match.resolver import Resolver
from registry.review.checks import CHECKS
from registry.store.book import Book
from registry.store.fix import fix_contents
from registry.store.load import files_of, read_book, read_bytes
from registry.store.redirects import ends, followed
from registry.store.replace import replace_bytes

__all__ = ["check", "fix", "write"]

Path = str | os.PathLike[str]

_MISLEADING = frozenset(["unknown-reference", "dangling-slot", "redirect-loop"])
"""Rules of the store whose errors would make the resolver's answers wrong too."""


def check(path: Path, *, beside: Sequence[Path] = (), contents: Mapping[str, str | bytes] | None = None) -> Book:
    """Read a registry and check it; its book holds every problem, in the order of the file.

    beside: registries that this one refers to; they are not reported on. contents: what to read in place of the files of these names.
    The resolver is asked only about a registry that can be read and whose references lead somewhere.

    Time is linear in the number of aliases, with one question to the resolver for each.
    """
    book = read_book(path, beside=beside, contents=contents)
    if any(problem.severity is Severity.ERROR and _hides_others(problem) for problem in book.problems):
        return book
    way = ends(book.redirects)
    read = replace(book, entities=tuple(followed(book.entities, way)))
    resolver = Resolver(Names(read.entities))
    found = [problem for rule in CHECKS for problem in rule.check(read, resolver) if problem.source.path not in book.beside]
    return replace(book, problems=tuple(sorted([*book.problems, *found])))


def _hides_others(problem: Problem) -> bool:
    from registry.store.checks import CHECKS as STORE_CHECKS

    return problem.rule in _MISLEADING or problem.rule not in {rule.RULE for rule in STORE_CHECKS}


def fix(path: Path, *, beside: Sequence[Path] = ()) -> tuple[dict[str, bytes], dict[str, bytes], list[Problem]]:
    """The files of a registry as they are and as they would be with every safe correction made, and the problems corrected.

    Nothing is written. Raises RegistryFileError if a file cannot be read.
    """
    before = {name: read_bytes(name) for name in files_of(path)}
    after, fixed = fix_contents(before, lambda contents: read_book(path, beside=beside, contents=contents).problems)
    return before, after, fixed


def write(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> None:
    """Write the files that changed, each whole.

    Raises RegistryFileError, and writes nothing, if somebody else has written to one since `before` was read.
    """
    changed = [path for path in before if after[path] != before[path]]
    problems = [
        Problem(Source(path, 1, 1), "changed-meanwhile", "somebody else has written to this file; run the command again")
        for path in changed
        if read_bytes(path) != before[path]
    ]
    if problems:
        raise RegistryFileError(problems)
    for path in changed:
        replace_bytes(path, after[path])
