"""Two entities made one, and one made two: rows go over as they are written, and nothing keeps naming the id that is gone."""

import re
from collections.abc import Iterator
from dataclasses import replace

from registry.edits import SplitEntity
from registry.errors import EditError
from registry.records import Alias, Entity
from registry.store.places import Part, Splice, after_line, end_of, field, is_flow
from registry.store.read import Mapping, Node, Scalar
from registry.store.render import alias_pairs, never_pairs, scalar
from registry.store.rows import NewRow, add_field, add_rows, nodes_of, remove_row, row_as_written
from registry.store.shelf import Shelf
from registry.store.siblings import found_alias, refuse_alias

__all__ = ["merge_entities", "split_entity"]

_REFERENCES = ("country", "part_of", "stands_for")
_TEXTS = ("description", "note")


def merge_entities(shelf: Shelf, old: str, into: str) -> None:
    """Give `into` the name, rows and missing fields of `old`; rewrite references to `old`, take its lines out and leave a redirect.

    Where both have a field, that of `into` stays. Raises EditError where the two contradict each other: another type, another number
    in the same scheme of `ids`, a `never` of one that is a form of the other, or a reference from one to the other.
    """
    if old == into:
        raise EditError(f"{old!r} cannot be merged into itself; name another entity")
    old_page, old_part, gone = shelf.open(old)
    _, into_part, stays = shelf.open(into)
    _refuse_contradictions(gone, stays, old_part, into_part)
    for field_name in ("feature", *_TEXTS, *_REFERENCES):
        _carry_field(shelf, gone, into, field_name)
    _carry_places(shelf, gone, into)
    _carry_ids(shelf, gone, into)
    _carry_rows(shelf, old_part, gone, into)
    named = re.compile(rf"(?<![a-z0-9-]){re.escape(old)}(?![a-z0-9-])")
    for page in shelf.pages:
        for id in [id for id, piece in zip(page.ids, page.pieces, strict=True) if old in piece and id != old and named.search(piece)]:
            _, part, entity = shelf.open(id)
            if splices := list(_renamed(part, old, into)):
                shelf.change(id, splices, _renamed_record(entity, old, into))
    number = old_page.places[old]
    above = old_page.ids[number - 1] if number else None
    neighbour = old_page.record(above) if above else None
    old_page.remove(old)
    if above and neighbour:  # a comment left behind could become part of a text that ends above it
        shelf.hold(old_page, above, neighbour)
    target = next((page for page in shelf.pages if page.redirects()), old_page)
    target.redirect(old, into)
    if target.redirects().get(old) != into:
        raise EditError(f"{target.path}: the redirects are written in a way that cannot be edited; edit by hand")


def _refuse_contradictions(gone: Entity, stays: Entity, old_part: Part, into_part: Part) -> None:
    place = old_part.at(old_part.key)
    if gone.type is not stays.type:
        raise EditError(f"{place}: {gone.id} is of type {gone.type} and {stays.id} of type {stays.type}; correct one of them first")
    for scheme in gone.ids.keys() & stays.ids.keys():
        if gone.ids[scheme] != stays.ids[scheme]:
            pair = f"{gone.ids[scheme]} and {stays.ids[scheme]}"
            raise EditError(f"{place}: {scheme} has {gone.id} and {stays.id} apart, as {pair}; correct one of them first")
    for one, other, part in ((gone, stays, old_part), (stays, gone, into_part)):
        texts = {form.casefold(): form for form in (other.name, *(alias.text for alias in other.aliases if not alias.exact_case))}
        for number, never in enumerate(one.never):
            if form := texts.get(never.text.casefold()):
                where = part.at(nodes_of(part, "never")[number])
                message = f"{one.id} is never {never.text!r}, because: {never.because}; and {other.id} is called {form!r}"
                raise EditError(f"{where}: {message}: remove one of the rows first")
    for one, other, part in ((stays, gone, into_part), (gone, stays, old_part)):
        for name in _REFERENCES:
            if getattr(one, name) == other.id:
                raise EditError(f"{part.at(part.key)}: {one.id} has {other.id} as its {name!r}; correct that first")
        slot = f"{{{other.id}}}"
        if other.id in one.located_in or any(slot in text for text in _texts(one)):
            raise EditError(f"{part.at(part.key)}: {one.id} names {other.id} in its rows; correct that first")


def _texts(entity: Entity) -> Iterator[str]:
    yield from (alias.text for alias in entity.aliases)
    yield from (never.text for never in entity.never)


def _carry_field(shelf: Shelf, gone: Entity, into: str, name: str) -> None:
    _, part, stays = shelf.open(into)
    value = getattr(gone, name)
    if value is not None and getattr(stays, name) is None:
        written = scalar(str(value), flow=is_flow(part.text, part.value))
        shelf.change(into, add_field(part, name, written), replace(stays, **{name: value}))


def _carry_places(shelf: Shelf, gone: Entity, into: str) -> None:
    _, part, stays = shelf.open(into)
    if gone.located_in and not stays.located_in:
        written = f"[{', '.join(gone.located_in)}]"
        shelf.change(into, add_field(part, "located_in", written), replace(stays, located_in=gone.located_in))


def _carry_ids(shelf: Shelf, gone: Entity, into: str) -> None:
    _, part, stays = shelf.open(into)
    new = {scheme: id for scheme, id in gone.ids.items() if scheme not in stays.ids}
    if not new:
        return
    expected = replace(stays, ids={**stays.ids, **new})
    found = field(part.value, "ids")
    written = [f"{scheme}: {scalar(id, flow=True)}" for scheme, id in new.items()]
    if found is None:
        shelf.change(into, add_field(part, "ids", f"{{{', '.join(written)}}}"), expected)
        return
    node = found[1]
    end = end_of(part.text, node)
    if part.text[node.start_mark.index] == "{":
        last = end_of(part.text, node.flat[-1]) if stays.ids else end - 1  # type: ignore[union-attr]
        splice: Splice = (last, last, (", " if stays.ids else "") + ", ".join(written))
    else:
        splice = after_line(part, end, [" " * node.start_mark.column + line for line in written])
    shelf.change(into, [splice], expected)


def _carry_rows(shelf: Shelf, old_part: Part, gone: Entity, into: str) -> None:
    """The name and the rows, under the comments that stood over them; what `into` has already stays behind."""
    page, part, stays = shelf.open(into)
    known = {(alias.text, alias.since, alias.until) for alias in stays.aliases}
    texts = {stays.name} | {alias.text for alias in stays.aliases}
    aliases: list[tuple[Alias, NewRow]] = []
    if gone.name not in texts:
        name = Alias(gone.name)
        aliases.append((name, NewRow(alias_pairs(name))))
    for number, alias in enumerate(gone.aliases):
        if alias.text != stays.name and (alias.text, alias.since, alias.until) not in known:
            aliases.append((alias, row_as_written(old_part, "aliases", number, alias_pairs(alias), above=True)))
    if aliases:
        expected = replace(stays, aliases=(*stays.aliases, *(alias for alias, _ in aliases)))
        shelf.change(into, add_rows(part, "aliases", [written for _, written in aliases], step=page.step), expected)
        page, part, stays = shelf.open(into)
    refused = {never.text for never in stays.never}
    rows = [
        (never, row_as_written(old_part, "never", number, never_pairs(never), above=True))
        for number, never in enumerate(gone.never)
        if never.text not in refused
    ]
    if rows:
        expected = replace(stays, never=(*stays.never, *(never for never, _ in rows)))
        shelf.change(into, add_rows(part, "never", [written for _, written in rows], step=page.step), expected)


def _renamed(part: Part, old: str, new: str) -> Iterator[Splice]:
    """Every place of an entity that names `old`, as a reference or in a slot."""
    slot = f"{{{old}}}"
    for key, node in part.value.items:
        name = key.value if type(key) is Scalar else ""
        if name in _REFERENCES:
            yield from _replaced(part, node, old, new, whole=True)
        elif name == "located_in":
            for row_node in nodes_of(part, name):
                yield from _replaced(part, row_node, old, new, whole=True)
        elif name in ("aliases", "never"):
            for row_node in nodes_of(part, name):
                pair = field(row_node, "text") if type(row_node) is Mapping else None
                yield from _replaced(part, pair[1] if pair else row_node, slot, f"{{{new}}}", whole=False)


def _replaced(part: Part, node: Node, old: str, new: str, *, whole: bool) -> Iterator[Splice]:
    if type(node) is Scalar and (node.value == old if whole else old in node.value):
        start, end = node.start_mark.index, end_of(part.text, node)
        yield start, end, part.text[start:end].replace(old, new)


def _renamed_record(entity: Entity, old: str, new: str) -> Entity:
    def renamed(id: str | None) -> str | None:
        return new if id == old else id

    slot, new_slot = f"{{{old}}}", f"{{{new}}}"
    aliases = tuple(replace(alias, text=alias.text.replace(slot, new_slot)) for alias in entity.aliases)
    keys = {(alias.text, alias.since, alias.until) for alias in aliases}
    if len(keys) < len(aliases) and len({(alias.text, alias.since, alias.until) for alias in entity.aliases}) == len(aliases):
        raise EditError(f"{entity.place}: with {old} called {new}, {entity.id} would list a pattern twice; remove one of the two first")
    return replace(
        entity,
        aliases=aliases,
        never=tuple(replace(never, text=never.text.replace(slot, new_slot)) for never in entity.never),
        country=renamed(entity.country),
        part_of=renamed(entity.part_of),
        stands_for=renamed(entity.stands_for),
        located_in=tuple(new if id == old else id for id in entity.located_in),
    )


def split_entity(shelf: Shelf, edit: SplitEntity) -> None:
    """Take rows out of an entity into a new one behind it; the row of its name is not among its aliases."""
    shelf.refuse_id(edit.new)
    if not edit.take:
        raise EditError(f"no form to take from {edit.entity}; name at least one")
    taken: list[tuple[Alias, NewRow]] = []
    for text in dict.fromkeys(edit.take):
        _, part, entity = shelf.open(edit.entity)
        at = found_alias(entity, text, part)
        alias = entity.aliases[at]
        taken.append((alias, row_as_written(part, "aliases", at, alias_pairs(alias))))
        rest = (*entity.aliases[:at], *entity.aliases[at + 1 :])
        shelf.change(edit.entity, remove_row(part, "aliases", at), replace(entity, aliases=rest))
    name = edit.name or next((alias.text for alias, _ in taken if alias == Alias(alias.text)), None)
    if name is None:
        raise EditError(f"no name for {edit.new}: every row taken says more than its text; give the name")
    new = Entity(edit.new, name, edit.type or entity.type)
    shelf.add(new, after=edit.entity)
    for alias, written in taken:
        if alias.text == name:
            continue
        page, part, new = shelf.open(edit.new)
        refuse_alias(new, alias, part)
        splices = add_rows(part, "aliases", [written], after=len(new.aliases) - 1 if new.aliases else None, step=page.step)
        shelf.change(edit.new, splices, replace(new, aliases=(*new.aliases, alias)))
