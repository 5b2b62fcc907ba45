"""What a page holds beside its story: the kinds, and a stretch of one."""

from enum import StrEnum
from typing import NamedTuple

__all__ = ["Chrome", "ChromeKind"]


class ChromeKind(StrEnum):
    """What a stretch of a page is that is no part of its story."""

    BYLINE = "byline"
    """Who wrote, reported or updated it: "By Jane Doe", "With reporting by Reuters", "(ANI)" at the end."""
    DATELINE = "dateline"
    """Where and when it was filed: "DUSHANBE, July 6 (Reuters) –"."""
    PICTURE = "picture"
    """The credit of a picture, with its stub of a caption."""
    RELATED = "related"
    """A link to another story, whose headline speaks of the world."""
    NAVIGATION = "navigation"
    """The sections of a site, its buttons."""
    FOOTER = "footer"
    """Rights, addresses, invitations to follow."""


class Chrome(NamedTuple):
    """A stretch of a page that is no part of its story."""

    start: int
    end: int
    kind: ChromeKind
