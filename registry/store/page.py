"""The text of a registry file, cut into one piece an entity, so that an edit of one reads and checks that one alone."""

import re
from dataclasses import dataclass, field
from typing import Final

from registry.errors import EditError
from registry.records import Entity
from registry.store.outline import outline
from registry.store.places import Part, Splice, end_of, is_flow, line_end, open_part, read_part, spliced, style_of, without_lines
from registry.store.places import field as find_field
from registry.store.read import Mapping, Node, Scalar, parse
from registry.store.read import Sequence as Rows
from registry.store.render import PLAIN_STYLE, Style, entity_lines

__all__ = ["Page"]

_BREAK: Final = re.compile(r"\r\n|\n|\r")
_STEP: Final = re.compile(r"^([ ]+)(?:aliases|never|located_in):[ ]*(?:#.*)?\r?\n(?:[ ]*(?:#.*)?\r?\n)*([ ]*)-", re.MULTILINE)
"""The first list with dashes: how much deeper than its field its rows are."""
_STEP_UNKNOWN: Final = 2
"""YAML's custom, and that of the registry that ships."""
_MARK: Final = "\ufeff"


@dataclass(slots=True)
class Page:
    """One file: what is above its entities, a text for each entity, and what is below."""

    path: str
    mark: str
    head: str
    pieces: list[str]
    ids: list[str]
    tail: str
    newline: str
    step: int
    places: dict[str, int] = field(default_factory=dict)

    @classmethod
    def cut(cls, text: str, path: str) -> "Page":
        """Cut a text. Raises EditError or RegistryFileError as `outline` does."""
        mark = _MARK if text.startswith(_MARK) else ""
        text = text.removeprefix(_MARK)
        spans = outline(text, path)
        first, last = (spans[0][1], spans[-1][2]) if spans else (len(text), len(text))
        found = _BREAK.search(text)
        step = _STEP.search(text)
        page = cls(
            path,
            mark,
            text[:first],
            [text[start:end] for _, start, end in spans],
            [id for id, _, _ in spans],
            text[last:],
            found.group() if found else "\n",
            len(step.group(2)) - len(step.group(1)) if step else _STEP_UNKNOWN,
        )
        page._number()
        return page

    def _number(self) -> None:
        self.places = {id: number for number, id in enumerate(self.ids)}
        if len(self.places) < len(self.ids):
            double = next(id for id in self.ids if self.ids.count(id) > 1)
            raise EditError(f"{self.path}: the id {double!r} is given twice; put the rows together first")

    @property
    def text(self) -> str:
        """The whole file."""
        return "".join((self.mark, self.head, *self.pieces, self.tail))

    def part(self, id: str) -> Part:
        """The lines of an entity, parsed."""
        number = self.places[id]
        line = self.head.count("\n") + sum(piece.count("\n") for piece in self.pieces[:number])
        return open_part(self.pieces[number], self.path, line, self.newline)

    def change(self, id: str, splices: list[Splice]) -> None:
        """Change the text of an entity."""
        number = self.places[id]
        self.pieces[number] = spliced(self.pieces[number], splices)

    def add(self, entity: Entity, after: str | None) -> None:
        """Put an entity behind another one or at the end, written and spaced as that is."""
        if not self.pieces:
            self._add_first(entity)
            return
        number = self.places[after] if after is not None else len(self.pieces) - 1
        part = self.part(self.ids[number])
        key_column, value = part.key.start_mark.column, part.value
        braces = is_flow(part.text, value)
        step = value.start_mark.column - key_column if not braces else _STEP_UNKNOWN
        style = self._style(part)
        lines = entity_lines(entity, style, depth=key_column, step=step, rows_at=self.step, braces=braces)
        cut = line_end(part.text, end_of(part.text, value))
        above, below = part.text[:cut], part.text[cut:]
        blank = self.newline if self._spaced(number) else ""
        written = self.newline.join(lines)
        if above.endswith(("\n", "\r")):
            above, written = above + blank, written + self.newline + below
        else:
            above += self.newline + blank
        self.pieces[number : number + 1] = [above, written]
        self.ids.insert(number + 1, entity.id)
        self._number()

    def _style(self, part: Part) -> Style:
        rows: list[Node] = []
        for name in ("aliases", "never"):
            found = find_field(part.value, name)
            if found and type(found[1]) is Rows:
                rows += found[1].items
        style = style_of(part.text, rows)
        return Style(style.quote, style.pad, gap=style.gap)

    def _spaced(self, number: int) -> bool:
        """Whether entities here have blank lines between them: as below the one given, else as anywhere."""
        others = [self.pieces[number]] if number < len(self.pieces) - 1 else self.pieces[-3:-1]
        return any(re.search(r"\n[ ]*\r?\n", piece) for piece in others)

    def _add_first(self, entity: Entity) -> None:
        text = self.head
        tree = parse(text, self.path)
        found = find_field(tree, "entities") if type(tree) is Mapping else None
        if found is None:
            raise EditError(f"{self.path}:1:1: no 'entities'; write 'entities:' first")
        key, node = found
        lines = entity_lines(entity, PLAIN_STYLE, depth=2, step=2, rows_at=self.step, braces=False)
        written = "".join(line + self.newline for line in lines)
        colon = text.index(":", key.end_mark.index) + 1
        end = max(colon, node.end_mark.index)
        below = line_end(text, end)
        lead = "" if text[:below].endswith(("\n", "\r")) else self.newline
        self._recut(spliced(text, [(colon, end, ""), (below, below, lead + (written.rstrip("\r\n") if lead else written))]))

    def _recut(self, text: str) -> None:
        fresh = Page.cut(text, self.path)
        self.head, self.pieces, self.ids, self.tail, self.places = fresh.head, fresh.pieces, fresh.ids, fresh.tail, fresh.places

    def remove(self, id: str) -> None:
        """Take out the lines of an entity and the blank lines that kept it from the next; comments below it stay."""
        number = self.places[id]
        part = self.part(id)
        _, end, _ = without_lines(part.text, part.key.start_mark.index, end_of(part.text, part.value))
        rest = part.text[end:]
        above = self.pieces[number - 1] if number else self.head
        if re.search(r"(?:^|\n)[ ]*\r?\n\Z", above):
            rest = re.sub(r"\A(?:[ ]*(?:\r\n|\n))+", "", rest)
        last_line_open = number == len(self.pieces) - 1 and not part.text.endswith(("\n", "\r")) and not self.tail
        above = (above.rstrip("\r\n") if last_line_open and not rest else above) + rest
        if number:
            self.pieces[number - 1] = above
        else:
            self.head = above
        del self.pieces[number], self.ids[number]
        if not self.pieces:
            self.head = re.sub(r"^entities:", "entities: {}", self.head, count=1, flags=re.MULTILINE)
        self._number()

    def redirects(self) -> dict[str, str]:
        """Old ids and what took their place, as this file has them."""
        node = self._redirects_node()
        if type(node) is not Mapping:
            return {}
        return {key.value: new.value for key, new in node.items if type(key) is Scalar and type(new) is Scalar}

    def _redirects_node(self) -> Node | None:
        if "redirects" not in self.head and "redirects" not in self.tail:
            return None
        tree = parse(self.head + self.tail, self.path)
        found = find_field(tree, "redirects") if type(tree) is Mapping else None
        return found[1] if found else None

    def redirect(self, old: str, new: str) -> None:
        """Add a redirect at the end of the list, which is made at the end of the file if there is none."""
        node, frame = self._redirects_node(), self.head + self.tail
        if node is None:
            spaced = re.search(r"\n[ ]*\r?\n[^ #\r\n]", self.head) or (self.pieces and self._spaced(len(self.pieces) - 1))
            blank = self.newline if spaced else ""
            closed = self.text.endswith(("\n", "\r"))
            lines = f"redirects:{self.newline}  {old}: {new}"
            self.tail += blank + lines + self.newline if closed else self.newline + blank + lines
            return
        if type(node) is not Mapping:
            raise EditError(f"{self.path}: 'redirects' has no lines 'old: new'; mend it first")
        flow = is_flow(frame, node)
        if not node.flat:
            at, written = node.end_mark.index - 1, f"{old}: {new}"
        elif flow:
            at, written = end_of(frame, node.flat[-1]), f", {old}: {new}"
        else:
            at = line_end(frame, end_of(frame, node.flat[-1]))
            line = " " * node.start_mark.column + f"{old}: {new}"
            written = line + self.newline if frame[:at].endswith(("\n", "\r")) else self.newline + line
        if at <= len(self.head) and node.start_mark.index < len(self.head):
            self.head = self.head[:at] + written + self.head[at:]
        else:
            at -= len(self.head)
            self.tail = self.tail[:at] + written + self.tail[at:]

    def record(self, id: str) -> Entity:
        """The record of an entity. Raises RegistryFileError with its errors."""
        return read_part(self.part(id))
