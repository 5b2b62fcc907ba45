"""The files of one registry while they are edited: which holds an entity, and whether an edit did what it should."""

from collections.abc import Sequence

from registry.errors import EditError, RegistryFileError
from registry.records import Entity
from registry.store.page import Page
from registry.store.places import Part, Splice, read_part
from registry.store.render import alias_pairs, never_pairs
from registry.store.spelling import did_you_mean

__all__ = ["Shelf"]


class Shelf:
    """The pages of a registry, under edit."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.pages = pages

    def page_of(self, id: str) -> Page:
        """The page that holds an entity. Raises EditError if there is none, naming what took its place or is spelt alike."""
        for page in self.pages:
            if id in page.places:
                return page
        for page in self.pages:
            if new := page.redirects().get(id):
                raise EditError(f"{page.path}: {id!r} redirects to {new!r}; edit that")
        ids = [other for page in self.pages for other in page.ids]
        raise EditError(f"{self.pages[0].path}: no entity {id!r}; {did_you_mean(id, ids, 'the ids are')}")

    def open(self, id: str) -> tuple[Page, Part, Entity]:
        """The page, lines and record of an entity."""
        page = self.page_of(id)
        part = page.part(id)
        return page, part, read_part(part)

    def change(self, id: str, splices: list[Splice], expected: Entity) -> None:
        """Change an entity, which must then read as expected."""
        page = self.page_of(id)
        page.change(id, splices)
        self.hold(page, id, expected)

    def hold(self, page: Page, id: str, expected: Entity) -> None:
        """Raise EditError unless an entity reads as it should."""
        try:
            found = page.record(id)
        except RegistryFileError as error:
            problem = error.problems[0]
            raise EditError(f"{problem.source}: {problem.message} ({problem.rule})") from None
        if comparable(found) != comparable(expected):
            raise EditError(f"{page.part(id).at(page.part(id).key)}: the lines of {id} are written too oddly for this; edit by hand")

    def add(self, entity: Entity, after: str | None = None, file: str | None = None) -> None:
        """Add an entity to the page of its neighbour, to the page named, or to the only one."""
        id = entity.id
        self.refuse_id(id)
        if after is not None:
            page = self.page_of(after)
        elif file is not None or len(self.pages) == 1:
            named = [page for page in self.pages if file is None or page.path == file or page.path.replace("\\", "/").endswith(f"/{file}")]
            if len(named) != 1:
                raise EditError(f"{file}: no such file of this registry; it has {', '.join(page.path for page in self.pages)}")
            page = named[0]
        else:
            files = ", ".join(page.path for page in self.pages)
            raise EditError(f"no place for {id}; name its file or a neighbour: the files are {files}")
        page.add(entity, after)
        self.hold(page, id, entity)

    def refuse_id(self, id: str) -> None:
        """Raise EditError if an id is or was in use."""
        for page in self.pages:
            if id in page.places:
                part = page.part(id)
                raise EditError(f"{part.at(part.key)}: the id {id!r} is taken; choose another")
            if new := page.redirects().get(id):
                raise EditError(f"{page.path}: {id!r} redirects to {new!r}; choose another id")


def comparable(entity: Entity) -> tuple[object, ...]:
    """All that an entity says, notes and sources included, places left out."""
    return (
        entity,
        [alias_pairs(alias) for alias in entity.aliases],
        [never_pairs(row) for row in entity.never],
        entity.note,
        dict(entity.ids),
    )
