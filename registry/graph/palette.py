"""One colour to each type of node, the same in the picture and in the files."""

import re
from functools import cache

from registry.records import EntityType

HEX = re.compile("#[0-9a-fA-F]{6}")

ARTICLE = "article"
"""The type of the nodes of a bipartite graph that are articles and no entities."""

COLOURS: dict[str, str] = {
    EntityType.PERSON: "#d55e00",
    EntityType.ORGANIZATION: "#0072b2",
    EntityType.GROUP: "#cc79a7",
    EntityType.MILITARY_UNIT: "#009e73",
    EntityType.PLACE: "#e6b800",
    EntityType.FACILITY: "#56b4e9",
    EntityType.MEDIA: "#7f7f7f",
    ARTICLE: "#2b2b2b",
}
"""After Okabe and Ito's set, which readers with any colour blindness tell apart; the yellow darkened to show on white, and the black of
articles, which are many in their graph, lightened."""

NAMES: dict[str, str] = {
    EntityType.PERSON: "person",
    EntityType.ORGANIZATION: "organisation",
    EntityType.GROUP: "group",
    EntityType.MILITARY_UNIT: "military unit",
    EntityType.PLACE: "state",
    EntityType.FACILITY: "facility",
    EntityType.MEDIA: "media",
    ARTICLE: "article",
}
"""As a legend says them; the only places among actors are states."""


@cache
def rgb(colour: object) -> tuple[int, int, int] | None:
    """The three parts of a colour written as "#d55e00", 0..255 each; None if it is written otherwise.

    >>> rgb("#d55e00")
    (213, 94, 0)
    """
    if not isinstance(colour, str) or not HEX.fullmatch(colour):
        return None
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
