"""Random edits on files of every hand: the records change as meant, all other lines stay, and what can be undone is undone to the byte."""

import random
import re
from collections import Counter
from dataclasses import replace

import pytest
from made_files import COMMENTS, TEXTS, made

from registry.edits import (
    AddAlias,
    AddEntity,
    DateAlias,
    Edit,
    MergeEntities,
    MoveAlias,
    RejectAlias,
    RemoveAlias,
    SplitEntity,
)
from registry.errors import EditError, RegistryError
from registry.records import Alias, AliasKind, Entity, EntityType, Never
from registry.store.load import read_text
from registry.store.outline import parsed_outline, quick_outline
from registry.store.patch import apply
from registry.store.render import alias_pairs, never_pairs

SEQUENCES = 1000
ROUNDS = 20
"""Parameters of the test, so that a failure names fifty files and not a thousand."""

READING = {
    "not-yaml",
    "wrong-shape",
    "missing-field",
    "unknown-field",
    "duplicate-key",
    "duplicate-id",
    "empty-text",
    "bad-value",
    "bad-date",
}


def book(text: str) -> tuple[dict[str, Entity], dict[str, str]]:
    """The records of a file; it must be one that can be read."""
    found = read_text(text.removeprefix("\ufeff"), "a.yaml")
    assert not [str(problem) for problem in found.problems if problem.rule in READING]
    return {entity.id: entity for entity in found.entities}, dict(found.redirects)


def shown(entity: Entity) -> tuple[object, ...]:
    """What an entity says, the order of its rows left out."""
    aliases = Counter(tuple(alias_pairs(alias)) for alias in entity.aliases)
    nevers = Counter(tuple(never_pairs(never)) for never in entity.never)
    rest = (entity.id, entity.name, entity.type, entity.description, entity.country, entity.located_in, entity.note)
    return (*rest, aliases, nevers)


def drawn(rng: random.Random, entities: dict[str, Entity]) -> Edit:
    """Some edit that may fit."""
    one, other = rng.choice(list(entities.values())), rng.choice(list(entities.values()))
    text = rng.choice([alias.text for alias in one.aliases] or ["Nobody"])
    fresh = rng.choice(TEXTS) + rng.choice(["", " II", " 9"])
    alias = Alias(
        fresh,
        rng.choice([AliasKind.VARIANT, AliasKind.VARIANT, AliasKind.FORMER]),
        rng.choice([None, None, "ru", "no"]),
        rng.choice([None, None, "2001"]),
        rng.choice([None, None, "2007-03-20"]),
        weak=rng.random() < 0.2,
        note=rng.choice([None, None, "it's: so, [really]", "two\nlines"]),
    )
    return rng.choice(
        [
            AddAlias(one.id, alias),
            AddAlias(one.id, Alias(fresh)),
            RemoveAlias(one.id, text),
            MoveAlias(text, one.id, other.id),
            DateAlias(one.id, text, rng.choice([None, "1990"]), "2030-12"),
            RejectAlias(one.id, rng.choice([text, fresh]), rng.choice(TEXTS)),
            AddEntity(
                Entity(
                    f"n{rng.randrange(9)}", fresh, EntityType.PERSON, (alias,) if rng.randrange(2) else (), note=rng.choice([None, "x: y"])
                ),
                rng.choice([None, other.id]),
            ),
            MergeEntities(one.id, other.id),
            SplitEntity(one.id, f"n{rng.randrange(9)}", (text,), rng.choice([None, fresh])),
        ]
    )


def meant(entities: dict[str, Entity], edit: Edit) -> dict[str, Entity]:
    """What an edit makes of the records, said a second time and more simply than the code says it."""
    result = dict(entities)
    match edit:
        case AddAlias(id, alias):
            result[id] = replace(result[id], aliases=(*result[id].aliases, alias))
        case RemoveAlias(id, text):
            result[id] = replace(result[id], aliases=tuple(alias for alias in result[id].aliases if alias.text != text))
        case MoveAlias(text, source, target):
            moved = [alias for alias in result[source].aliases if alias.text == text]
            result = meant(result, RemoveAlias(source, text))
            result[target] = replace(result[target], aliases=(*result[target].aliases, *moved))
        case DateAlias(id, text, since, until):
            rows = [
                replace(alias, since=since or alias.since, until=until or alias.until) if alias.text == text else alias
                for alias in result[id].aliases
            ]
            result[id] = replace(result[id], aliases=tuple(rows))
        case RejectAlias(id, text, because):
            rows = [alias for alias in result[id].aliases if alias.text.casefold() != text.casefold()]
            result[id] = replace(result[id], aliases=tuple(rows), never=(*result[id].never, Never(text, because)))
        case AddEntity(entity, after):
            ids = [*result]
            ids.insert(ids.index(after) + 1 if after else len(ids), entity.id)
            result[entity.id] = entity
            result = {id: result[id] for id in ids}
        case MergeEntities(old, into):
            gone, stays = result.pop(old), result[into]
            known = {(alias.text, alias.since, alias.until) for alias in stays.aliases}
            rows = [alias for alias in gone.aliases if alias.text != stays.name and (alias.text, alias.since, alias.until) not in known]
            name = [] if gone.name == stays.name or gone.name in {alias.text for alias in stays.aliases} else [Alias(gone.name)]
            refused = {never.text for never in stays.never}
            result[into] = replace(
                stays,
                aliases=(*stays.aliases, *name, *rows),
                never=(*stays.never, *(never for never in gone.never if never.text not in refused)),
                country=stays.country or gone.country,
                located_in=stays.located_in or gone.located_in,
                note=stays.note or gone.note,
            )
            slot, new = f"{{{old}}}", f"{{{into}}}"
            result = {
                id: replace(
                    entity,
                    aliases=tuple(replace(alias, text=alias.text.replace(slot, new)) for alias in entity.aliases),
                    never=tuple(replace(never, text=never.text.replace(slot, new)) for never in entity.never),
                    country=into if entity.country == old else entity.country,
                    located_in=tuple(into if id == old else id for id in entity.located_in),
                )
                for id, entity in result.items()
            }
        case SplitEntity(id, new, take, name):
            taken = [alias for alias in result[id].aliases if alias.text in take]
            called = name or taken[0].text
            ids = [*result]
            ids.insert(ids.index(id) + 1, new)
            result = meant(result, RemoveAlias(id, take[0]))
            result[new] = Entity(new, called, result[id].type, tuple(alias for alias in taken if alias.text != called))
            result = {id: result[id] for id in ids}
    return result


def lines(text: str) -> list[str]:
    """Lines that say something; comments without their indentation, which goes with a list that goes from under them."""
    return [line.strip() if line.lstrip().startswith("#") else line for line in text.splitlines() if line.strip()]


def changed_lines(old: str, new: str) -> tuple[Counter[str], Counter[str]]:
    """The lines that went and those that came, wherever they stand. The last may have no end; the others' ends are of one kind."""
    assert ("\r\n" in old) == ("\r\n" in new)
    assert "\r" not in old or new.count("\r") == new.count("\n")
    assert old.endswith("\n") == new.endswith("\n") or "\n\n" in old.replace("\r", "")  # a blank line may have become the last
    before, after = Counter(lines(old)), Counter(lines(new))
    return before - after, after - before


def bare_comments(text: str) -> Counter[str]:
    return Counter(line.strip() for line in text.splitlines() if line.strip() in COMMENTS)


def kept_in_order(old: str, new: str) -> None:
    """Lines that both have stand in the same order."""
    gone, come = changed_lines(old, new)
    if any(old.count(line.strip()) > 1 or new.count(line) > 1 for line in {*gone, *come}):
        return  # which of equal lines went cannot be said
    assert [line for line in lines(old) if line not in gone] == [line for line in lines(new) if line not in come]


def check(old: str, edit: Edit, entities: dict[str, Entity]) -> str | None:
    """Make an edit; the new text, or None if it was refused."""
    try:
        new = apply(old, [edit])
    except EditError as error:
        if "not-yaml" in str(error) or "oddly" in str(error):
            raise AssertionError("refused for how the file is written, not for what was asked") from error
        return None
    after, redirects = book(new)
    expected = meant(entities, edit)
    assert [*expected] == [*after]
    for id, entity in expected.items():
        assert shown(entity) == shown(after[id])
    gone, come = changed_lines(old, new)
    if isinstance(edit, AddAlias | RemoveAlias | DateAlias):
        assert gone.total() + come.total() <= 3 + str(edit).count("\n") + _tall(entities, edit, old)
        kept_in_order(old, new)
    if isinstance(edit, AddEntity):
        assert not gone
    if isinstance(edit, MergeEntities):
        assert redirects[edit.old] == edit.into
        plain = old.removeprefix("\ufeff")
        for id, start, end in parsed_outline(plain, "a.yaml"):
            if id not in (edit.old, edit.into) and edit.old not in plain[start:end]:
                assert plain[start:end].rstrip() in new
    elif isinstance(edit, AddAlias | RemoveAlias | DateAlias | AddEntity):
        assert bare_comments(old) == bare_comments(new)
    if isinstance(edit, AddAlias) and not _twice(after, edit):
        assert apply(new, [RemoveAlias(edit.entity, edit.alias.text)]) == old
    return new


def _tall(entities: dict[str, Entity], edit: Edit, text: str) -> int:
    """The lines of a row of several lines."""
    return 12 if re.search(r"-[ ]+['\w]+: ", text) else 0


def _twice(after: dict[str, Entity], edit: AddAlias) -> bool:
    return sum(alias.text == edit.alias.text for alias in after[edit.entity].aliases) > 1


@pytest.mark.parametrize("part", range(ROUNDS))
def test_sequences_of_edits(part: int) -> None:
    """A thousand files, some edits each."""
    done: Counter[str] = Counter()
    for seed in range(part, SEQUENCES, ROUNDS):
        rng = random.Random(seed)
        text = made(rng)
        for _ in range(rng.randint(2, 6)):
            entities, _ = book(text)
            edit = drawn(rng, entities)
            try:
                new = check(text, edit, entities)
            except (AssertionError, RegistryError) as error:
                raise AssertionError(f"seed {seed}: {edit!r}\n{text}") from error
            done[type(edit).__name__] += new is not None
            text = new or text
    assert len(done) == 8
    assert min(done.values()) > 0


TRAPS = [
    'version: 1\nentities:\n  a:\n    name: A\n    note: "so\n  b:\n    name: B\n  "\n  c: {name: C}\n',
    "version: 1\nentities:\n  a:\n    name: A\n    note: 'it''s\n  b:\n    name: B'\n  c: {name: C}\n",
    "version: 1\nentities:\n  a:\n    name: A\n    aliases: [x,\n  b:\n  y]\n  c: {name: C}\n",
    "version: 1\nentities:\n  a:\n    name: A\n    aliases: [x, # ]\n  b:\n  y]\n  c: {name: C}\n",
    'version: 1\nentities:\n  a:\n    name: A\n    ids: {x: x "b, y: "d}\n  b:\n  z"}\n  c: {name: C}\n',
    "version: 1\nentities:\n  a:\n    name: A\n    ids: {x: \"a # b\", y: 'c\n  b: d'}\n  c: {name: C}\n",
    'version: 1\nentities:\n  a:\n    name: A\n    note: x - "y\n    description: "it\n  b:\n  "\n  c: {name: C}\n',
    'version: 1\nentities:\n  a:\n    name: A\n    note: |\n      "it\n    description: >-\n     [x\n  c: {name: C}\n',
    "version: 1\nentities:\n  a:\n    name: A\n  ? b\n  : {name: B}\n  c: {name: C}\n",
    'version: 1\nentities:\n  a:\n    name: A\n  "b": {name: B}\n  c: {name: C}\n',
    'version: 1\nx: "\nentities:\n  a: b\n"\nentities:\n  c: {name: C}\n',
    'version: 1\nx: "\nentities:\n  a: b\n"\n"entities":\n  c: {name: C}\n',
    "version: 1\nentities:\n  a:\n    name: A\n    note: |+\n\n      x\n\n\n  c: {name: C}\nredirects: {b: a}\n",
    "version: 1\nentities:\n  a: {name: A}\n# entities:\n  # b:\n  c: {name: C}\n...\n",
    "--- {version: 1, entities: {\n  a: {name: A},\n  b: {name: B}}}\n",
]
"""Files in which lines look like the beginning of an entity and are none, or the other way round."""


@pytest.mark.parametrize("text", TRAPS)
def test_traps_for_who_only_looks_at_lines(text: str) -> None:
    """The quick way says what the parser says, or leaves it to the parser."""
    found = quick_outline(text)
    if found is not None:
        assert found == parsed_outline(text, "a.yaml")


def test_looking_and_parsing_agree() -> None:
    """Where the quick way knows the outline of a file, it is the parser's: of files as they are, and with lines moved to the margin."""
    quick = Counter[bool]()
    for seed in range(4000):
        rng = random.Random(seed)
        text = made(rng).removeprefix("\ufeff")
        mangled = seed % 4 > 0
        if mangled:
            lines = text.split("\n")
            for _ in range(rng.randint(1, 3)):
                at = rng.randrange(len(lines))
                lines[at] = " " * rng.choice([0, 1, 2, 4]) + lines[at].lstrip()
            at = rng.randrange(len(lines))
            lines[at] = rng.choice(
                [lines[at] + rng.choice(['"', "'", " {", " ["]), lines[at].replace('"', "", 1), lines[at].replace("]", "", 1)]
            )
            text = "\n".join(lines)
        found = quick_outline(text)
        try:
            parsed = parsed_outline(text, "a.yaml")
        except RegistryError:
            continue  # what no parser reads has no outline to miss; the lines of an entity are parsed before they are edited
        quick[mangled] += found is not None
        assert found is None or found == parsed, text
    assert min(quick.values()) > 50
