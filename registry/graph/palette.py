"""One colour to each type of entity, the same in the picture and in the files."""

from collections.abc import Mapping

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


def rgb(attributes: Mapping[str, object]) -> tuple[int, int, int] | None:
    """The colour of a node, 0..255 each, or None if its `type` is no entity's."""
    colour = COLOURS.get(str(attributes.get("type")))
    if colour is None:
        return None
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
