"""Nodes to records: which fields there are, what each may hold, and every place where a file departs from that.

`schema.json` says the same to editors' completion; a test holds the two together. What one row alone cannot show (references,
shared names) is the business of `checks`.
"""

import os
import re
from datetime import date
from typing import Final

from registry.errors import Source
from registry.records import Alias, AliasKind, Entity, EntityType, Feature, Never
from registry.store.book import Book
from registry.store.fields import FieldReader, shown
from registry.store.read import Mapping, Node, Scalar, source

__all__ = ["SCHEMA_PATH", "Reader"]

SCHEMA_PATH: Final = os.path.join(os.path.dirname(__file__), "schema.json")
"""The JSON Schema (draft 2020-12) of a registry file."""

FILE_FIELDS: Final = ("version", "entities", "redirects")
ENTITY_FIELDS: Final = (
    *("name", "type", "feature", "description", "country", "part_of", "located_in", "stands_for", "namesakes"),
    *("ids", "aliases", "never", "note"),
)
ALIAS_FIELDS: Final = ("text", "kind", "lang", "since", "until", "weak", "case", "note", "source")
NEVER_FIELDS: Final = ("text", "because")

ROW_KINDS: Final[dict[str, AliasKind]] = {kind.value: kind for kind in AliasKind if kind is not AliasKind.PREFERRED}
"""What an alias row may say; the preferred form is the entity's `name`."""
TYPES: Final = {kind.value: kind for kind in EntityType}
FEATURES: Final = {kind.value: kind for kind in Feature}
BOOLEANS: Final = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
"""The spellings of YAML 1.2; `yes` and `on` are texts there."""
CASES: Final = {"exact": True}

_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SCHEME: Final = re.compile(r"[a-z][a-z0-9_-]*")
_DATE: Final = re.compile(r"([12]\d{3})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
"""ISO 8601 year, year and month, or day; four digits and the years that news can mean, so that a slip such as 207 shows."""
_WIKIDATA: Final = re.compile(r"Q[1-9]\d*", re.ASCII)

_PLACEHOLDER: Final = EntityType.ORGANIZATION
"""Stands in for a type that cannot be read, so that the other problems of the entity are found too; such a book never loads."""


class Reader(FieldReader):
    """Reads the trees of one registry's files, in turn; `problems` grows as it goes."""

    def __init__(self) -> None:
        super().__init__()
        self._entities: dict[str, Entity] = {}
        self._redirects: dict[str, str] = {}
        self._places: dict[tuple[str, str, int], Source] = {}

    def book(self, path: str) -> Book:
        """All that was read so far."""
        return Book(path, tuple(self._entities.values()), (), self._redirects, self._places)

    def read(self, tree: Node, path: str) -> None:
        """Add one file."""
        self.path = path
        fields = self.fields(tree, FILE_FIELDS, "the file")
        if type(tree) is not Mapping:
            return
        version = fields.get("version")
        if version is None:
            self.problem(tree.start_mark, "missing-field", "no 'version'; begin the file with 'version: 1'")
        elif type(version) is not Scalar or version.value != "1":
            self.problem(version.start_mark, "bad-value", f"version {shown(version)} is not known; write 'version: 1'")
        entities = fields.get("entities")
        if entities is None:
            self.problem(tree.start_mark, "missing-field", "no 'entities'; list them under 'entities:', each under its id")
        else:
            for key, node in self.pairs(entities, "entities"):
                self.entity(key, node)
        if (redirects := fields.get("redirects")) is not None:
            for key, node in self.pairs(redirects, "redirects"):
                old, new = self._id(key), self._id(node)
                if old in self._redirects:
                    self.problem(key.start_mark, "duplicate-id", f"the redirect of {old!r} is given twice; keep one")
                elif old is not None and new is not None:
                    self._redirects[old] = new
                    self._places[old, "redirects", 0] = source(self.path, node.start_mark)

    def entity(self, key: Scalar, node: Node) -> None:
        """Add one entity."""
        id = key.value
        if self._id(key) is not None and id in self._entities:
            first = self._entities[id].place
            self.problem(key.start_mark, "duplicate-id", f"the id {id!r} is taken, at {first}; put the rows together or choose another id")
            id = ""  # its rows are read for their problems and then dropped
        fields = self.fields(node, ENTITY_FIELDS, "an entity")
        if type(node) is Mapping:
            self.require(fields, ("name", "type"), key.start_mark, f"entity {key.value!r}")
        get = fields.get
        place = Source(self.path, key.start_mark.line + 1, key.start_mark.column + 1)
        kind = self.one_of(get("type"), TYPES, "type")
        feature = get("feature")
        if feature is not None and kind is not None and kind is not EntityType.PLACE:
            self.problem(feature.start_mark, "misplaced-field", f"'feature' is for places and {key.value!r} is of type '{kind}'; remove it")
        entity = Entity(
            id,
            self.text(get("name"), "name") or id,
            kind or _PLACEHOLDER,
            self._aliases(get("aliases")),
            self._nevers(get("never")),
            self.text(get("description"), "description", lines=True),
            self._ids(get("ids")),
            self.one_of(feature, FEATURES, "feature"),
            self._reference(id, get("stands_for"), "stands_for"),
            self._reference(id, get("country"), "country"),
            self._reference(id, get("part_of"), "part_of"),
            self._references(id, get("located_in"), "located_in"),
            self._references(id, get("namesakes"), "namesakes"),
            self.text(get("note"), "note", lines=True),
            place,
        )
        if id:
            self._entities[id] = entity

    def _aliases(self, node: Node | None) -> tuple[Alias, ...]:
        path, variant, aliases = self.path, AliasKind.VARIANT, []
        for row in self.rows(node, "aliases"):
            start = row.start_mark
            place = Source(path, start.line + 1, start.column + 1)
            if type(row) is Scalar:
                if (text := self.text(row, "alias")) is not None:
                    aliases.append(Alias(text, variant, place=place))
                continue
            fields = self.fields(row, ALIAS_FIELDS, "an alias")
            if type(row) is not Mapping or not self.require(fields, ("text",), start, "an alias row"):
                continue
            get = fields.get
            text = self.text(get("text"), "text")
            since = until = None
            if "since" in fields or "until" in fields:
                since, until = self._date(get("since"), "since"), self._date(get("until"), "until")
            if since and until and since[: len(until)] > until[: len(since)]:
                message = f"since {since!r} is after until {until!r}; exchange or correct them"
                self.problem(fields["since"].start_mark, "reversed-dates", message)
            alias = Alias(
                text or "",
                (self.one_of(fields["kind"], ROW_KINDS, "kind") or variant) if "kind" in fields else variant,
                self.language(get("lang"), "lang"),
                since,
                until,
                "weak" in fields and (self.one_of(fields["weak"], BOOLEANS, "weak") or False),
                "case" in fields and (self.one_of(fields["case"], CASES, "case") or False),
                self.text(fields["note"], "note", lines=True) if "note" in fields else None,
                self.text(fields["source"], "source", lines=True) if "source" in fields else None,
                place,
            )
            if text is not None:
                aliases.append(alias)
        return tuple(aliases)

    def _nevers(self, node: Node | None) -> tuple[Never, ...]:
        nevers = []
        for row in self.rows(node, "never"):
            if type(row) is Scalar:
                self.problem(row.start_mark, "missing-field", f"{row.value!r} has no reason; write '{{text: …, because: …}}'")
                continue
            fields = self.fields(row, NEVER_FIELDS, "a never row")
            if type(row) is not Mapping or not self.require(fields, NEVER_FIELDS, row.start_mark, "a never row"):
                continue
            text, because = self.text(fields["text"], "text"), self.text(fields["because"], "because", lines=True)
            if text is not None and because is not None:
                nevers.append(Never(text, because, source(self.path, row.start_mark)))
        return tuple(nevers)

    def _ids(self, node: Node | None) -> dict[str, str]:
        ids: dict[str, str] = {}
        if node is None:
            return ids
        for key, value in self.pairs(node, "ids"):
            if not _SCHEME.fullmatch(key.value):
                self.problem(key.start_mark, "bad-id", f"the scheme {key.value!r} is not in small letters, such as wikidata; rename it")
            elif key.value in ids:
                self.problem(key.start_mark, "duplicate-key", f"{key.value!r} is given twice; keep one")
            elif key.value == "wikidata":
                ids[key.value] = self.matching(value, _WIKIDATA, "wikidata", "bad-id", "item", "Q and a number, such as Q863") or ""
            else:
                ids[key.value] = self.text(value, key.value) or ""
        return ids

    def _date(self, node: Node | None, what: str) -> str | None:
        text = self.matching(node, _DATE, what, "bad-date", "date", "a year, a month or a day: 2007, 2007-03 or 2007-03-20")
        if node is not None and text is not None and len(text) == 10:
            try:
                date.fromisoformat(text)
            except ValueError:
                self.problem(node.start_mark, "bad-date", f"{what} {text!r} is no day of the calendar; correct it")
                return None
        return text

    def _id(self, node: Node) -> str | None:
        return self.matching(node, _SLUG, "id", "bad-id", "id", "small letters a-z, digits and single hyphens, such as emomali-rahmon")

    def _reference(self, id: str, node: Node | None, what: str, position: int = 0) -> str | None:
        if node is None or (text := self._id(node)) is None:
            return None
        start = node.start_mark
        self._places[id, what, position] = Source(self.path, start.line + 1, start.column + 1)
        return text

    def _references(self, id: str, node: Node | None, what: str) -> tuple[str, ...]:
        found: list[str] = []
        for row in self.rows(node, what):
            if (text := self._reference(id, row, what, len(found))) is not None:
                found.append(text)
        return tuple(found)
