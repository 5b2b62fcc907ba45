"""A compiled file, opened: what the facade needs of it."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from registry.compiled.container import Container
from registry.compiled.names import MappedNames
from registry.match.names import Names

if TYPE_CHECKING:
    from registry.match.index import Index

__all__ = ["open_names"]


def open_names(path: str) -> "tuple[Names, Mapping[str, str], Callable[[], Index]]":
    """The names of a compiled registry, where its redirects end, and what opens its tries when they are needed.

    Raises RegistryFileError if the file cannot be used. Several processes that open it share its memory.
    """
    file = Container(path)
    names = MappedNames(file)
    return names, file.said["ends"], partial(_index, names)


def _index(names: MappedNames) -> "Index":
    from registry.compiled.index import MappedIndex  # who only asks for what is spelt to the letter does without it

    return MappedIndex(names)
