"""Records made the quick way are what dataclasses makes of them."""

import copy
import inspect
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, make_dataclass, replace
from typing import Any

import pytest

from registry.errors import Source
from registry.evidence import Evidence, Rule
from registry.frozen import quick
from registry.records import Alias, Candidate, Entity, EntityType, Mention, MentionKind, Resolution, Status

PLACE = Source("aliases.yaml", 214, 9)
ALIAS = Alias("Rahmon", lang="tg", note="a note", place=PLACE)
EVIDENCE = Evidence(Rule.WRITTEN, "Rahmon", "Rahmon", 10.0)
CANDIDATE = Candidate(Entity("emomali-rahmon", "Emomali Rahmon", EntityType.PERSON), 0.9, ALIAS, (EVIDENCE,))
MADE = (
    PLACE,
    ALIAS,
    EVIDENCE,
    CANDIDATE,
    Resolution("Rahmon", Status.LINKED, 0.9, (CANDIDATE,)),
    Mention(0, 6, "Rahmon", "emomali-rahmon", Status.LINKED, MentionKind.SURNAME, 0.9, nested=True),
)


def plainly(record: Any) -> Any:
    """The same record by the `__init__` that dataclasses gives a class of these fields."""
    fields = [(name, item.type, field(default=item.default, repr=item.repr)) for name, item in type(record).__dataclass_fields__.items()]
    plain = make_dataclass(type(record).__name__, fields, frozen=True, slots=True)
    return plain(*(getattr(record, name) for name in type(record).__dataclass_fields__))


@pytest.mark.parametrize("record", MADE, ids=lambda record: type(record).__name__)
def test_a_record_is_what_it_would_be(record: Any) -> None:
    """Its fields, its signature, its print; copies, pickles and replacements are equal, and nothing can be set."""
    plain = plainly(record)
    names = list(type(record).__dataclass_fields__)
    assert [getattr(record, name) for name in names] == [getattr(plain, name) for name in names]
    assert [p.replace(annotation=None) for p in inspect.signature(type(record)).parameters.values()] == [
        p.replace(annotation=None) for p in inspect.signature(type(plain)).parameters.values()
    ]
    assert repr(record) == repr(plain)
    assert record == copy.copy(record) == copy.deepcopy(record) == pickle.loads(pickle.dumps(record)) == replace(record)
    with pytest.raises(FrozenInstanceError):
        setattr(record, names[0], "")


def test_fields_left_out_have_their_defaults() -> None:
    """By place and by name, the later ones too."""
    assert (ALIAS.text, ALIAS.kind, ALIAS.lang, ALIAS.since, ALIAS.weak, ALIAS.note) == ("Rahmon", "variant", "tg", None, False, "a note")
    with pytest.raises(TypeError, match="required positional argument: 'text'"):
        Alias()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected keyword argument 'kinds'"):
        Alias("Rahmon", kinds="former")  # type: ignore[call-arg]


def test_what_does_more_is_refused() -> None:
    """A default that is made anew, a look at what has been set."""

    @dataclass(frozen=True, slots=True)
    class Lists:
        items: list[str] = field(default_factory=list)

    @dataclass(frozen=True, slots=True)
    class Looks:
        item: str

        def __post_init__(self) -> None:
            raise ValueError

    for cls in (Lists, Looks):
        with pytest.raises(TypeError, match="does more than to set 'item"):
            quick(cls)
