"""The records that pass between the rooms: frozen, comparable, printable.

Spans are code-point offsets into the original string, `end` exclusive. Scores are probabilities in 0..1. Weights are bits:
log2 of the odds that the evidence multiplies (Fellegi and Sunter, JASA 64, 1969).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from registry.chrome import Chrome
from registry.errors import Source
from registry.evidence import Evidence
from registry.frozen import quick


class EntityType(StrEnum):
    """What an entity is."""

    PERSON = "person"
    ORGANIZATION = "organization"
    GROUP = "group"
    """A movement without legal form: an armed group, a party in the loose sense."""
    MILITARY_UNIT = "military_unit"
    PLACE = "place"
    """A state, a region, a city: what has inhabitants."""
    FACILITY = "facility"
    """A thing built for a purpose: a training ground, an airport."""
    MEDIA = "media"


class Feature(StrEnum):
    """What kind of place; decides which designators ("city of", "district") agree with it and whether it acts as a state."""

    STATE = "state"
    FORMER_STATE = "former_state"
    REGION = "region"
    """Larger than a state or across states: Central Asia."""
    PROVINCE = "province"
    """The first level below the state: province, oblast, autonomous region."""
    DISTRICT = "district"
    CITY = "city"


class AliasKind(StrEnum):
    """What an alias is to its entity."""

    PREFERRED = "preferred"
    """The entity's own `name`."""
    VARIANT = "variant"
    """Another name or another spelling; the kind of a plain string."""
    FORMER = "former"
    """A name no longer borne; `since` and `until` say when."""
    ACRONYM = "acronym"
    """Letters that stand for the name: matched letter by letter, never nearly."""
    SURNAME = "surname"
    """The family name of a person alone."""
    DEMONYM = "demonym"
    """The people or the adjective of a place: Tajik, таджикский."""
    DESCRIPTION = "description"
    """Common nouns that denote this entity alone: "{russia}'s military base in {tajikistan}"."""
    TITLE = "title"
    """An office that this person holds: "President of {tajikistan}"."""
    MISSPELLING = "misspelling"
    """A mistake that has been printed."""


class Status(StrEnum):
    """The three answers."""

    LINKED = "linked"
    AMBIGUOUS = "ambiguous"
    NIL = "nil"
    """It names nothing that the registry holds."""


class MentionKind(StrEnum):
    """How a mention names its entity."""

    NAME = "name"
    ACRONYM = "acronym"
    SURNAME = "surname"
    DEMONYM = "demonym"
    METONYM = "metonym"
    DESCRIPTION = "description"
    TITLE = "title"
    PRONOMINAL_TITLE = "pronominal_title"


@quick
@dataclass(frozen=True, slots=True, weakref_slot=True)
class Alias:
    """One form of a name.

    `text` may hold slots, {id}, for any name or demonym of another entity. `lang` is a BCP 47 language code. `since` and
    `until` are ISO 8601 dates, possibly a year or a month only; the alias is in use from the first to the last day named.
    """

    text: str
    kind: AliasKind = AliasKind.VARIANT
    lang: str | None = None
    since: str | None = None
    until: str | None = None
    weak: bool = False
    """Never links alone: wants a title, a country or a full name beside it."""
    exact_case: bool = False
    """Matched in the case it is written in (`case: exact`): US is not us."""
    note: str | None = field(default=None, compare=False)
    source: str | None = field(default=None, compare=False)
    """Where the form was seen, as the editor wrote it."""
    place: Source | None = field(default=None, compare=False, repr=False)
    """Where it stands in the registry file."""


@dataclass(frozen=True, slots=True)
class Never:
    """A form that is not this entity, with the editor's reason."""

    text: str
    because: str
    place: Source | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Entity:
    """Something that news names, under a stable id.

    `aliases` does not repeat `name`. References (`stands_for`, `country`, `part_of`, `located_in`, `namesakes`) are entity ids.
    """

    id: str
    name: str
    type: EntityType
    aliases: tuple[Alias, ...] = field(default=(), repr=False)
    never: tuple[Never, ...] = field(default=(), repr=False)
    description: str | None = None
    ids: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Identifiers elsewhere, by scheme: {"wikidata": "Q863"}."""
    feature: Feature | None = None
    """Places only."""
    stands_for: str | None = None
    """The state that this capital or seat of government stands for as a metonym."""
    country: str | None = None
    """The state it belongs to or serves: Russia for the 201st base, Tajikistan for Emomali Rahmon."""
    part_of: str | None = None
    """The next larger place, or the body that this one is an organ of."""
    located_in: tuple[str, ...] = ()
    """Where a unit, facility or mission sits, when that is not its country."""
    namesakes: tuple[str, ...] = field(default=(), repr=False)
    """The entities that honestly share a name with this one: context decides between them."""
    note: str | None = field(default=None, compare=False, repr=False)
    place: Source | None = field(default=None, compare=False, repr=False)

    def __hash__(self) -> int:
        return hash(self.id)


@quick
@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that a mention may name, the alias that says so, and the evidence for and against."""

    entity: Entity
    score: float
    alias: Alias
    evidence: tuple[Evidence, ...] = field(default=(), repr=False)


@quick
@dataclass(frozen=True, slots=True)
class Resolution:
    """The decision for one mention, and why."""

    mention: str
    status: Status
    score: float
    """The probability, 0..1, that the best candidate is right; 0.0 without one."""
    candidates: tuple[Candidate, ...] = ()
    """Best first, also when ambiguous or nil."""

    def __bool__(self) -> bool:
        return self.status is Status.LINKED

    @property
    def entity(self) -> Entity | None:
        """The entity if linked, else None."""
        return self.candidates[0].entity if self.status is Status.LINKED else None

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The evidence of the best candidate."""
        return self.candidates[0].evidence if self.candidates else ()

    def explain(self) -> str:
        """The decision in words, for an editor."""
        lines = [f"{self.mention!r}: {self._verdict()}"]
        for candidate in self.candidates[:3]:
            lines.append(f"  {candidate.entity.name} [{candidate.entity.id}] {candidate.score:.3f}, by the alias {candidate.alias.text!r}")
            lines += [f"    {item}" for item in candidate.evidence]
        return "\n".join(lines)

    def _verdict(self) -> str:
        if self.status is Status.LINKED:
            return f"linked to {self.candidates[0].entity.name} [{self.candidates[0].entity.id}], probability {self.score:.3f}"
        if self.status is Status.AMBIGUOUS:
            names = " or ".join(f"{c.entity.name} [{c.entity.id}]" for c in self.candidates[:3])
            return f"ambiguous: {names}; a country, a title or the full name beside it would decide"
        if self.candidates:
            return f"nil: the nearest, {self.candidates[0].entity.name} [{self.candidates[0].entity.id}], is not likely enough"
        return "nil: the registry holds nothing like it"


@dataclass(frozen=True, slots=True)
class Comparison:
    """How likely two names are to be of one bearer, and why."""

    left: str
    right: str
    score: float
    """The probability, 0..1, that they are."""
    evidence: tuple[Evidence, ...] = ()

    def explain(self) -> str:
        """The sum in words, a line a piece of evidence."""
        return "\n".join([f"{self.left!r} · {self.right!r}: {self.score:.3f}", *(f"  {item}" for item in self.evidence)])


@dataclass(frozen=True, slots=True)
class Article:
    """A text with what is known about it; `date` is ISO 8601, `lang` BCP 47."""

    text: str
    id: str = ""
    date: str | None = None
    lang: str | None = None
    title: str | None = None
    source: str | None = None


@quick
@dataclass(frozen=True, slots=True)
class Mention:
    """A span of text that names something."""

    start: int
    end: int
    text: str
    entity_id: str | None
    """Set if and only if linked."""
    status: Status
    kind: MentionKind
    score: float
    stands_for: str | None = None
    """On metonyms: the id of the state meant."""
    nested: bool = False
    """The span lies inside another mention."""
    candidates: tuple[str, ...] = ()
    """Entity ids, best first; the rivals when ambiguous."""
    evidence: tuple[Evidence, ...] = field(default=(), compare=False, repr=False)
    """For and against the best candidate; of a nil mention, the cues of its type."""
    type: EntityType | None = None
    """The entity's if linked, the candidates' if they share one; of a nil mention a guess, None without a cue."""
    group: str | None = None
    """Of nil mentions: the fullest form that the name has in this article, the same for all its forms."""
    chrome: bool = False
    """The span lies in what stands around the story: a byline, a dateline, a link, a footer (`Annotation.chrome` says which)."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """An article read: its mentions in text order (outer before nested), the spans of its units, and those that are no story."""

    article: Article
    mentions: tuple[Mention, ...] = ()
    paragraphs: tuple[tuple[int, int], ...] = ()
    """Spans, in order, disjoint; every mention lies in one."""
    sentences: tuple[tuple[int, int], ...] = ()
    chrome: tuple[Chrome, ...] = ()
    """In order, disjoint, each within a line."""
