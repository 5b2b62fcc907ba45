"""How a picture draws what has no colour of its own among the types of entities: articles, the unknown, and ties that changed."""

from dataclasses import dataclass
from typing import Literal

ARTICLE, ARTICLE_EDGE = "#d0d0d0", "#555555"
"""An article among actors: no colour, as it is of another kind, and drawn as a square."""
OTHER = "#999999"
"""Whatever else a user's own graph holds."""


@dataclass(frozen=True, slots=True)
class Change:
    """How a tie that changed between two graphs is drawn."""

    name: str
    colour: str
    dashes: Literal["solid", "dashed"] = "solid"
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
