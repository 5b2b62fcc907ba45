"""One colour to each type of entity, the same in the picture and in the files; and one to each change of a tie."""

from collections.abc import Mapping
from dataclasses import dataclass

from registry.records import EntityType

COLOURS: dict[str, str] = {
    EntityType.PERSON: "#d55e00",
    EntityType.ORGANIZATION: "#0072b2",
    EntityType.GROUP: "#cc79a7",
    EntityType.MILITARY_UNIT: "#009e73",
    EntityType.PLACE: "#e6b800",
    EntityType.FACILITY: "#56b4e9",
    EntityType.MEDIA: "#7f7f7f",
}
"""After Okabe and Ito's set, which readers with any colour blindness tell apart; the yellow darkened to show on white."""

NAMES: dict[str, str] = {
    EntityType.PERSON: "person",
    EntityType.ORGANIZATION: "organisation",
    EntityType.GROUP: "group",
    EntityType.MILITARY_UNIT: "military unit",
    EntityType.PLACE: "state",
    EntityType.FACILITY: "facility",
    EntityType.MEDIA: "media",
}
"""As a legend says them; the only places among actors are states."""

ARTICLE = "#d0d0d0"
"""An article among actors: no colour, as it is of another kind, and drawn as a square."""
OTHER = "#999999"
"""Whatever else a user's own graph holds."""


@dataclass(frozen=True, slots=True)
class Change:
    """How a tie that changed between two graphs is drawn."""

    name: str
    colour: str
    dashes: str = "solid"
    striking: bool = True
    """Whether it stands out from those that did not change."""

    @property
    def rgb(self) -> tuple[float, float, float]:
        """The colour's shares of red, green and blue, 0..1."""
        red, green, blue = bytes.fromhex(self.colour[1:])
        return red / 255, green / 255, blue / 255


CHANGES: dict[str, Change] = {
    change.name: change
    for change in (
        Change("new", "#08519c"),
        Change("stronger", "#4292c6"),
        Change("weaker", "#ef8a3c"),
        Change("vanished", "#a63603", dashes="dashed"),
        Change("same", "#8c8c8c", striking=False),
    )
}
"""Blue for more and orange for less, which all colour-blind readers tell apart, darker for all or nothing (after ColorBrewer's Blues and
Oranges); what is gone is dashed too."""


def rgb(attributes: Mapping[str, object]) -> tuple[int, int, int] | None:
    """The colour of a node, 0..255 each, or None if its `type` is no entity's."""
    colour = COLOURS.get(str(attributes.get("type")))
    if colour is None:
        return None
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
