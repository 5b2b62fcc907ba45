"""Everything that `registry` raises on purpose.

    RegistryError
    ├── RegistryFileError     the YAML file is wrong; carries every `Problem`, not the first
    ├── EditError             an edit does not fit the registry; nothing was written
    ├── ArticleError          an article cannot be read; place, what, remedy
    ├── GoldError             a gold standard cannot be read
    ├── GraphError            a graph cannot be read or compared, or does not hold what is asked of it
    ├── ExportError           a file cannot be written as asked
    └── WorkerError           a process that was to help has died

A `RegistryError` is the user's input being wrong and prints as one line a problem. Anything else that escapes is a bug and
keeps its traceback.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from registry.frozen import quick

__all__ = [
    "ArticleError",
    "EditError",
    "ExportError",
    "Fix",
    "GoldError",
    "GraphError",
    "Problem",
    "RegistryError",
    "RegistryFileError",
    "Severity",
    "Source",
    "WorkerError",
]


@quick
@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A place in a file; lines and columns count from 1, as editors do."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Severity(StrEnum):
    """How bad a problem is."""

    ERROR = "error"
    """The file means nothing, or something other than its editor thinks: it is not loaded."""
    WARNING = "warning"
    """The file loads; an editor should look."""
    NOTICE = "notice"
    """Nothing is wrong; good to know when the next row is added."""


@dataclass(frozen=True, slots=True)
class Fix:
    """A correction that needs no editor: the text `old` of the row, name or reference at the problem's place becomes `new`."""

    old: str
    new: str


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong with a registry file.

    >>> str(Problem(Source("aliases.yaml", 214, 9), "unknown-field", "unknown field 'kinds'; did you mean 'kind'?"))
    "aliases.yaml:214:9: unknown field 'kinds'; did you mean 'kind'? (unknown-field)"
    """

    source: Source
    rule: str
    message: str
    severity: Severity = Severity.ERROR
    fix: Fix | None = field(default=None, compare=False, repr=False)
    """What `registry check --fix` does about it."""

    def __str__(self) -> str:
        return f"{self.source}: {self.message} ({self.rule})"


class RegistryError(Exception):
    """The root of the tree."""


class RegistryFileError(RegistryError):
    """A registry file with errors; `problems` holds all of them in the order of the file."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class EditError(RegistryError):
    """An edit that does not fit the registry as it stands; nothing was written."""


class ArticleError(RegistryError):
    """An article that cannot be read."""


class GoldError(RegistryError):
    """A gold standard that cannot be read."""


class GraphError(RegistryError):
    """A graph file that cannot be read, graphs that cannot be compared, or an actor or tie that a graph does not hold."""


class ExportError(RegistryError):
    """A graph that cannot be written to the format or the path asked for."""


class WorkerError(RegistryError):
    """A process that was to do a part of the work has died."""
