"""The facade: one object that ties the rooms together, and the functions of the package's top level."""

import gc
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from registry.errors import EditError
from registry.match.names import Names
from registry.match.resolver import Resolver
from registry.records import Annotation, Article, Comparison, Entity, EntityType, Resolution
from registry.store import load_entities
from registry.store.load import is_compiled
from registry.store.read import paused_gc
from registry.store.redirects import ends, followed

if TYPE_CHECKING:
    import networkx as nx

    from registry.articles.annotate import Annotator
    from registry.articles.groups import NameGroup
    from registry.articles.unregistered import Finder
    from registry.edits import Edit
    from registry.graph.counting.stories import Read
    from registry.store.change import Change

__all__ = ["Registry", "compare", "default_path", "edit", "editable_path", "load", "resolve", "write_graphml"]

_FILE = "aliases.yaml"


class Registry:
    """A registry of entities, ready to resolve mentions, annotate articles and connect actors."""

    _path: str | None = None
    """The compiled file it is in."""

    def __init__(self, entities: Iterable[Entity], *, redirects: Mapping[str, str] | None = None) -> None:
        """The entities, and which ids have been merged into which: an old id stands for the new one wherever an id is given."""
        self._ends: Mapping[str, str] = ends(redirects or {})
        self._names = Names(followed(entities, self._ends))
        self._resolver = Resolver(self._names)

    @classmethod
    def _mapped(cls, path: str) -> "Registry":
        """The registry of a compiled file."""
        from registry.compiled.opened import open_names

        self = cls.__new__(cls)
        self._names, self._ends, index = open_names(path)
        self._resolver = Resolver(self._names, index)
        self._path = path
        return self

    def __reduce__(self) -> "str | tuple[Any, ...]":
        """A compiled registry is not copied into another process, but opened there."""
        return (load, (self._path,)) if self._path else super().__reduce__()

    @property
    def entities(self) -> Mapping[str, Entity]:
        """The entities by id, in the order of the file."""
        return self._names.entities

    def __len__(self) -> int:
        return len(self._names.entities)

    def __iter__(self) -> Iterator[Entity]:
        return iter(self._names.entities.values())

    def __contains__(self, id: object) -> bool:
        return id in self._names.entities or (isinstance(id, str) and self._current(id) in self._names.entities)

    def __getitem__(self, id: str) -> Entity:
        return self._names.entities[self._current(id)]

    def _current(self, id: str) -> str:
        return id if id in self._names.entities else self._ends.get(id, id)

    def resolve(
        self,
        mention: str,
        *,
        type: EntityType | str | None = None,
        lang: str | None = None,
        date: str | None = None,
        context: str | Iterable[str] | None = None,
    ) -> Resolution:
        """Say which entity a mention names, or that it is ambiguous, or that the registry holds none; never raises on any str.

        type: only entities of this type. lang: BCP 47 code of the mention's language; endings of Latin-script languages are undone
        only for a language named. date: ISO 8601, the day of the text; aliases outside their dates do not fit. context: the text
        around the mention, or ids of entities named near by. Raises ValueError on an unknown type, TypeError on a mention that
        is no str.

        >>> from registry import Entity, EntityType, Registry
        >>> r = Registry([Entity("csto", "CSTO", EntityType.ORGANIZATION)]).resolve("the CSTO")
        >>> r.status.value, r.entity.id
        ('linked', 'csto')
        """
        if type is None and lang is None and date is None and context is None and mention.__class__ is str:
            return self._resolver.plain[mention]
        _check("mention", mention, str)
        near: Iterable[str] = ()
        if isinstance(context, str):
            near = {mention.entity_id for mention in self.annotate(context).mentions if mention.entity_id}
        elif context is not None:
            near = map(self._current, context)
        return self._resolver.resolve(mention, type=EntityType(type) if type else None, lang=lang, date=date, context=near)

    def annotate(self, article: Article | str, *, finder: "Finder | None" = None) -> Annotation:
        """Find the mentions of an article: names, acronyms, surnames, demonyms, descriptions, metonyms, and names unknown.

        Offsets are code points of the article's text, which is not changed. Time is linear in the text's length. finder: a function
        of a text and its language that yields (start, end, type) of names; it adds to the rules that find names unknown, where both
        see one its bounds hold (`registry.articles.spacy_finder` makes one of a spaCy pipeline).

        >>> from registry import Entity, EntityType, Registry
        >>> reg = Registry([Entity("csto", "CSTO", EntityType.ORGANIZATION)])
        >>> [(m.start, m.end, m.entity_id) for m in reg.annotate("Allies of the CSTO met.").mentions]
        [(14, 18, 'csto')]
        """
        _check("article", article, str, Article)
        return self._annotator.annotate(Article(article) if isinstance(article, str) else article, finder)

    @cached_property
    def _annotator(self) -> "Annotator":
        from registry.articles.annotate import Annotator

        return Annotator(self._resolver.index)

    def unregistered(self, annotations: Iterable[Annotation]) -> "tuple[NameGroup, ...]":
        """Group the names that the registry lacks, within and across articles; those in most articles and sources come first.

        Each group has `name`, `type` (a guess), `forms` with their counts, `mentions` (article id, start, end), and how many
        `articles` and `sources` have it; see `registry.articles.groups`.

        >>> from registry import Registry
        >>> reg = Registry([])
        >>> notes = [reg.annotate(text) for text in ("Dr Zulfiya Odinaeva spoke.", "They met Zulfia Odinayeva.")]
        >>> [(group.name, group.type.value, group.articles) for group in reg.unregistered(notes)]
        [('Zulfia Odinayeva', 'person', 2)]
        """
        from registry.articles.groups import group_names

        return group_names(annotations)

    def cooccurrence(
        self,
        annotations: "Iterable[Read]",
        *,
        unit: str = "article",
        window: int = 30,
        weight: str = "count",
        minimum: int = 1,
        places: bool = False,
        demonyms: bool = False,
        since: str | None = None,
        until: str | None = None,
        null: str = "hypergeometric",
        copies_once: bool = True,
    ) -> "nx.Graph[str]":
        """Connect the actors that are named together; `registry.graph.cooccurrence` tells of each option.

        unit: article, paragraph, sentence or tokens. Node ids are entity ids; nodes have `label`, `name`, `type`; edges count
        `articles`, `paragraphs` and `sentences`, and say how far they are from chance and where to read it. Raises ValueError on
        another unit.

        >>> from registry import Entity, EntityType, Registry
        >>> reg = Registry([Entity("csto", "CSTO", EntityType.ORGANIZATION), Entity("nato", "NATO", EntityType.ORGANIZATION)])
        >>> graph = reg.cooccurrence([reg.annotate("The CSTO met NATO.")])
        >>> graph.edges["csto", "nato"]["sentences"], graph.edges["csto", "nato"]["evidence"].split(": ")[1]
        (1, 'The CSTO met NATO.')
        """
        from registry.graph.cooccurrence import cooccurrence

        return cooccurrence(
            annotations,
            self._names.entities,
            unit=unit,
            window=window,
            weight=weight,
            minimum=minimum,
            places=places,
            demonyms=demonyms,
            since=since,
            until=until,
            null=null,
            copies_once=copies_once,
        )

    def bipartite(
        self,
        annotations: "Iterable[Read]",
        *,
        places: bool = False,
        demonyms: bool = False,
        since: str | None = None,
        until: str | None = None,
        copies_once: bool = True,
    ) -> "nx.Graph[str]":
        """Connect actors with the articles that name them; see `registry.graph.bipartite`."""
        from registry.graph.bipartite import bipartite

        entities = self._names.entities
        return bipartite(annotations, entities, places=places, demonyms=demonyms, since=since, until=until, copies_once=copies_once)


def _check(what: str, value: object, *types: type) -> None:
    if not isinstance(value, types):
        wanted = " or ".join(kind.__name__ for kind in types)
        raise TypeError(f"{what} is {value!r}, a {type(value).__name__}; give a {wanted}")


def default_path() -> str:
    """The registry file when none is named: $REGISTRY_FILE, else ./aliases.yaml, else the one that ships."""
    return os.environ.get("REGISTRY_FILE") or (_FILE if os.path.isfile(_FILE) else shipped_path())


def editable_path() -> str:
    """The registry file to edit when none is named. Raises EditError rather than give the one inside the package."""
    if path := os.environ.get("REGISTRY_FILE"):
        return path
    if os.path.isfile(_FILE):
        return _FILE
    raise EditError(f"no registry to edit: there is no {_FILE} here and $REGISTRY_FILE is not set; name a file with --registry")


@cache
def shipped_path() -> str:
    """The registry file that the package carries; in a checkout, the one beside the package."""
    package = os.path.dirname(os.path.abspath(__file__))
    inside = os.path.join(package, _FILE)
    return inside if os.path.isfile(inside) else os.path.join(os.path.dirname(package), _FILE)


def load(path: str | os.PathLike[str]) -> Registry:
    """Load a registry file, a folder of them, or a compiled registry.

    Raises RegistryFileError that carries every problem of the file, with line and column.
    """
    return Registry._mapped(os.fspath(path)) if is_compiled(path) else _read(path, check=True)


def _read(path: str | os.PathLike[str], *, check: bool) -> Registry:
    with paused_gc(aged=True):
        book = load_entities(path, check=check)
        return Registry(book.entities, redirects=book.redirects)


def edit(path: str | os.PathLike[str], *edits: "Edit", dry_run: bool = False) -> tuple["Change", ...]:
    """Make edits in a registry file, or a folder of them: only the lines concerned change, and all edits are made or none.

    Gives what changed, a `Change` a file, whose `diff()` shows it; with `dry_run` nothing is written. Other processes that edit wait
    their turn. Raises EditError if an edit does not fit the file as it is then, RegistryFileError if what it concerns cannot be read.

    >>> import registry
    >>> from registry import Alias
    >>> from registry.edits import AddAlias
    >>> for change in registry.edit("aliases.yaml", AddAlias("csto", Alias("Tashkent pact")), dry_run=True):  # doctest: +ELLIPSIS
    ...     print(change.diff())
    --- a/aliases.yaml
    +++ b/aliases.yaml
    ...
    +      - Tashkent pact
    ...
    """
    from registry.store.write import edit as write_edits  # who only resolves does not load it

    return write_edits(path, *edits, dry_run=dry_run)


@cache
def _default(path: str) -> Registry:
    """The registry of the process: it lives as long, so the garbage collector is told not to walk it ever again."""
    if is_compiled(path):
        return load(path)
    registry = _read(path, check=path != shipped_path())  # the tests check the one that ships
    gc.freeze()
    return registry


def resolve(
    mention: str,
    *,
    type: EntityType | str | None = None,
    lang: str | None = None,
    date: str | None = None,
    context: str | Iterable[str] | None = None,
) -> Resolution:
    """`Registry.resolve` with the registry that ships, or the file that $REGISTRY_FILE names; it is loaded once.

    >>> from registry import resolve
    >>> resolve("Rehmon").entity.name
    'Emomali Rahmon'
    """
    return _default(os.environ.get("REGISTRY_FILE") or shipped_path()).resolve(mention, type=type, lang=lang, date=date, context=context)


def compare(left: str, right: str, *, type: EntityType | str | None = None) -> Comparison:
    """Say how likely two names are to be of one bearer, without a registry; `score` is a probability, 0..1.

    type: what both are, if known. Raises ValueError on an unknown type.

    >>> from registry import compare
    >>> compare("Рахмоновым", "Rahmonov", type="person").score > 0.5
    True
    >>> compare("201st military base", "102nd military base").score < 0.1
    True
    """
    from registry.match.compare import compare_names

    return compare_names(left, right, EntityType(type) if type else None)


def write_graphml(graph: "nx.Graph[str]", path: str | os.PathLike[str]) -> None:
    """Write a graph as GraphML that Gephi, Cytoscape and yEd open; see `registry.graph.export`."""
    from registry.graph.export import write_graphml as write

    write(graph, path)
