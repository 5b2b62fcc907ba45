"""One answer put into a queue's file: the lines of its decision change and no other byte does."""

import os
from dataclasses import replace
from typing import Final

from registry.errors import EditError, RegistryFileError
from registry.review.items import Decision, Item
from registry.review.queue import parse_queue, queue_of
from registry.store.load import read_bytes
from registry.store.lock import locked
from registry.store.places import Splice, end_of, field, line_end, line_start, spliced
from registry.store.read import Mapping, Node, Scalar, Sequence, parse
from registry.store.read import decode as decoded
from registry.store.render import scalar
from registry.store.replace import replace_bytes

__all__ = ["answer", "answered"]

_MARK: Final = "\ufeff"


def answer(path: str, key: str, decision: Decision | None, *, instead_of: Decision | None = None) -> None:
    """Write the decision of the item with this key, None for undecided; other editors of the file wait and lose nothing.

    Raises EditError if the item is not there any more, or says something else than `instead_of`, RegistryFileError if the file cannot be
    read or written.
    """
    with locked(os.path.dirname(os.path.realpath(path))):
        data = read_bytes(path)
        mark = _MARK if data.startswith(_MARK.encode()) else ""
        replace_bytes(path, (mark + answered(decoded(data, path), path, key, decision, instead_of=instead_of)).encode())


def answered(text: str, path: str, key: str, decision: Decision | None, *, instead_of: Decision | None = None) -> str:
    """The text of a queue with a decision in it. Raises as `answer` does.

    >>> from registry.review.items import Verb
    >>> text = "registry: aliases.yaml\\nitems:\\n- key: x\\n  kind: ambiguous\\n  name: X\\n  decision:   # ?\\n  because:\\n"
    >>> print(answered(text, "q.yaml", "x", Decision(Verb.SAME, "csto", "its name in Tajik")).split("name: X\\n")[1], end="")
      decision: same csto   # ?
      because: its name in Tajik
    """
    tree = parse(text, path)
    before = queue_of(tree, path)
    because = " ".join(decision.because.split()) if decision else ""
    wanted = replace(decision, because=because) if decision else None
    node = _item(tree, path, key)
    said = next(item.decision for item in before.items if item.key == key)
    if said != instead_of:
        raise EditError(f"{path}:{node.start_mark.line + 1}:1: decided meanwhile: {said or 'nothing'}; look at it again")
    decided, reason = (str(decision) if decision else ""), scalar(because, flow=False) if because else ""
    splices: list[Splice] = []
    missing = []
    for name, value in (("decision", decided), ("because", reason)):
        found = field(node, name)
        if found:
            splices.append((found[0].end_mark.index, end_of(text, found[1]), f": {value}" if value else ":"))
        elif value:
            missing.append(f"{name}: {value}")
    if missing:
        splices.append(_below(text, node, missing))
    after = spliced(text, splices)
    expected = tuple(replace(item, decision=wanted) if item.key == key else item for item in before.items)
    if not _reads_as(after, path, expected):
        place = f"{path}:{node.start_mark.line + 1}:{node.start_mark.column + 1}"
        raise EditError(f"{place}: the item cannot be answered as it is written; write a field a line, as `registry suggest` does")
    return after


def _item(tree: Node, path: str, key: str) -> Mapping:
    rows = field(tree, "items") if type(tree) is Mapping else None
    for node in rows[1].items if rows and type(rows[1]) is Sequence else ():
        found = field(node, "key") if type(node) is Mapping else None
        if found and type(node) is Mapping and type(found[1]) is Scalar and found[1].value == key:
            return node
    raise EditError(f"{path}: there is no item {key!r} any more; run the command again")


def _below(text: str, node: Mapping, lines: list[str]) -> Splice:
    """New lines of an item, below the decision if it has one, else below its first line."""
    found = field(node, "decision")
    first = node.flat[0].start_mark
    newline = "\r\n" if "\r\n" in text else "\n"
    at = line_end(text, end_of(text, found[1] if found else node.flat[1]))
    margin = " " * (first.index - line_start(text, first.index))
    opened = "" if text[:at].endswith(("\n", "\r")) else newline
    return at, at, opened + "".join(f"{margin}{line}{newline}" for line in lines)


def _reads_as(text: str, path: str, items: tuple[Item, ...]) -> bool:
    try:
        return parse_queue(text, path).items == items
    except RegistryFileError:
        return False
