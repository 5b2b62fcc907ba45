"""When a name inside a longer name is a mention of its own."""

from registry.articles.page import Page
from registry.match.walk import Hit
from registry.records import AliasKind, EntityType

__all__ = ["may_nest"]

_BODIES = frozenset({EntityType.ORGANIZATION, EntityType.GROUP, EntityType.MILITARY_UNIT})


def may_nest(inner: Hit, outer: Hit, page: Page) -> bool:
    """Whether `inner`, lying in `outer`, names something by itself.

    It does where the outer alias was built over it ("{tajikistan}'s Defence Ministry"); else a place or person in the name of a
    body or facility does ("Termez military field", "Biden administration"), and a body in the name of its own organ ("CSTO
    Parliamentary Assembly") and in the title of who heads it ("commander of US forces in Afghanistan"). A part of a person's, a
    place's or a medium's name does not (Badakhshan in Gorno-Badakhshan), nor one side of a hyphenated word, nor a part of an acronym
    (IS-K), nor another name of the same entity.
    """
    inside, around = inner.entry.entity, outer.entry.entity
    if inside.id == around.id or outer.entry.alias.kind is AliasKind.ACRONYM:
        return False
    if inside.type in _BODIES and (around.part_of == inside.id or outer.entry.alias.kind is AliasKind.TITLE):
        return True
    if "{" in outer.entry.alias.text:
        return f"{{{inside.id}}}" in outer.entry.alias.text or f"{{{inside.stands_for}}}" in outer.entry.alias.text
    if inner.entry.alias.kind is AliasKind.DEMONYM and around.type is not EntityType.PLACE and around.type is not EntityType.MEDIA:
        return True
    if around.type in (EntityType.PERSON, EntityType.PLACE, EntityType.MEDIA) or _hyphenated(inner, outer, page):
        return False
    return inside.type not in _BODIES


def _hyphenated(inner: Hit, outer: Hit, page: Page) -> bool:
    before = inner.first > outer.first and page.gap(inner.first) == "-"
    return before or (inner.last < outer.last and page.gap(inner.last) == "-")
