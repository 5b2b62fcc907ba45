"""What stands in a review queue: proposals, what they rest on, and what the editor says to them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from registry.errors import Source
from registry.records import EntityType
from registry.text.normalise import form
from registry.text.tokens import tokenise

__all__ = ["Decision", "Item", "ItemKind", "Option", "Queue", "Snippet", "Verb", "item_key"]

_BLANKS = re.compile(r"\s+")


class ItemKind(StrEnum):
    """Why an editor is asked."""

    UNREGISTERED = "unregistered"
    """A name that the registry lacks."""
    SPELLING = "new spelling"
    """A known entity, linked by likeness: no alias of it is written so."""
    AMBIGUOUS = "ambiguous"
    """Several entities could be meant, and nothing in the article decides."""
    CONFLICT = "conflict"
    """One form that names two entities in different articles, or an alias used outside its dates."""


class Verb(StrEnum):
    """What an editor can decide about a name."""

    SAME = "same"
    """It is this entity; the forms become aliases."""
    NEW = "new"
    """It is an entity of its own, which gets this id."""
    DIFFERENT = "different"
    """It is not this entity, for a reason."""
    WEAK = "weak"
    """It can be this entity but says too little alone; the forms become weak aliases."""
    UNSURE = "unsure"
    """Nobody can say yet; asked again when there is more to go by."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """Where the name stands: a line of an article, the mention between marks."""

    article: str
    text: str
    date: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """An entity that could be meant, with the probability that it is, 0..1, and why, in words."""

    entity: str
    name: str
    score: float
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What the editor says; `entity` is None if and only if unsure, `because` is wanted to say different."""

    verb: Verb
    entity: str | None = None
    because: str = ""

    def __str__(self) -> str:
        return f"{self.verb.value} {self.entity}" if self.entity else self.verb.value


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to decide."""

    key: str
    """The same in every run over whatever articles; see `item_key`."""
    kind: ItemKind
    name: str
    type: EntityType | None = None
    """What the name seems to be of; None without a cue."""
    forms: Mapping[str, int] = field(default_factory=dict)
    """Each form with how often it is written, most frequent first."""
    articles: int = 0
    sources: int = 0
    """Sources that the articles name; 0 if none names one."""
    snippets: tuple[Snippet, ...] = ()
    options: tuple[Option, ...] = ()
    """Best first."""
    evidence: str = ""
    """A short hash of what the proposal rests on; what was rejected is proposed again when it is another."""
    decision: Decision | None = None
    place: Source | None = field(default=None, compare=False, repr=False)
    """Where it stands in the queue's file."""

    def __hash__(self) -> int:
        return hash(self.key)

    @property
    def mentions(self) -> int:
        """How often its forms are written."""
        return sum(self.forms.values())


@dataclass(frozen=True, slots=True)
class Queue:
    """What is to be decided about a registry, the most important first."""

    registry: str
    """The path of the registry file."""
    items: tuple[Item, ...] = ()
    path: str = field(default="", compare=False)
    """The queue's own file."""


def item_key(kind: ItemKind, name: str, *rest: str) -> str:
    """The key of an item: its kind, the folded words of its name, and what else tells it from others of the name.

    >>> item_key(ItemKind.UNREGISTERED, "Zülfiya  ODINAEVA", "person")
    'unregistered: zulfiya odinaeva: person'
    """
    folded = " ".join(form(token.raw).folded for token in tokenise(name)) or _BLANKS.sub(" ", name.casefold()).strip()
    return ": ".join([kind.value, folded, *rest])
