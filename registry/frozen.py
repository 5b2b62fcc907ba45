"""Frozen dataclasses made in two thirds of the time: registries have hundreds of thousands of them, and every answer has three."""

from collections.abc import Callable
from dataclasses import MISSING, fields
from typing import Any, TypeVar

__all__ = ["quick"]

T = TypeVar("T")


def quick(cls: type[T]) -> type[T]:
    """Let a frozen dataclass with slots set its fields by the slots themselves; `object.__setattr__`, its own way, seeks each by name.

    The signature stays. Raises TypeError on what its `__init__` would have to do besides: a default that is made anew, `__post_init__`.

    >>> from dataclasses import dataclass
    >>> @quick
    ... @dataclass(frozen=True, slots=True)
    ... class Place:
    ...     line: int
    ...     column: int = 1
    >>> Place(214)
    Place(line=214, column=1)
    """
    parameters, lines, known = ["self"], [], dict[str, Any]()
    for field in fields(cls):  # type: ignore[arg-type]
        if field.default_factory is not MISSING or not field.init or field.kw_only or hasattr(cls, "__post_init__"):
            raise TypeError(f"{cls.__name__} does more than to set {field.name!r} when it is made; leave it as it is")
        parameters.append(field.name)
        if field.default is not MISSING:
            known[f"default_{field.name}"] = field.default
            parameters[-1] += f"=default_{field.name}"
        known[f"set_{field.name}"] = vars(cls)[field.name].__set__
        lines.append(f"  set_{field.name}(self, {field.name})")
    made: dict[str, Callable[..., Any]] = {}
    code = [f"def outer({', '.join(known)}):", f" def __init__({', '.join(parameters)}):", *lines, " return __init__"]
    exec("\n".join(code), made)  # as `dataclasses` does: what is called hundreds of thousands of times has no room for a loop
    quicker, own = made["outer"](**known), vars(cls)["__init__"]
    quicker.__qualname__, quicker.__module__, quicker.__annotations__ = own.__qualname__, own.__module__, own.__annotations__
    cls.__init__ = quicker  # type: ignore[method-assign]
    return cls
