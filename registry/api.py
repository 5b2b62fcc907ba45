"""The facade: one object that ties the rooms together, and the functions of the package's top level."""

import os
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from registry.articles.annotate import Annotator
from registry.match.compare import compare_names
from registry.match.index import Index
from registry.match.resolver import Resolver
from registry.records import Annotation, Article, Comparison, Entity, EntityType, Resolution
from registry.store import load_entities

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Registry", "compare", "default_path", "load", "resolve", "write_graphml"]


class Registry:
    """A registry of entities, ready to resolve mentions, annotate articles and connect actors."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._index = Index(entities)
        self._resolver = Resolver(self._index)
        self._annotator: Annotator | None = None

    def __len__(self) -> int:
        return len(self._index.entities)

    def __iter__(self) -> "Iterable[Entity]":
        return iter(self._index.entities.values())

    def __contains__(self, id: object) -> bool:
        return id in self._index.entities

    def __getitem__(self, id: str) -> Entity:
        return self._index.entities[id]

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
        around the mention, or ids of entities named near by. Raises ValueError on an unknown type.

        >>> from registry import Entity, EntityType, Registry
        >>> r = Registry([Entity("csto", "CSTO", EntityType.ORGANIZATION)]).resolve("the CSTO")
        >>> r.status.value, r.entity.id
        ('linked', 'csto')
        """
        near: Iterable[str] = ()
        if isinstance(context, str):
            near = {mention.entity_id for mention in self.annotate(context).mentions if mention.entity_id}
        elif context is not None:
            near = context
        return self._resolver.resolve(mention, type=EntityType(type) if type else None, lang=lang, date=date, context=near)

    def annotate(self, article: Article | str) -> Annotation:
        """Find the mentions of an article: names, acronyms, surnames, demonyms, descriptions, metonyms, and names unknown.

        Offsets are code points of the article's text, which is not changed. Time is linear in the text's length.

        >>> from registry import Entity, EntityType, Registry
        >>> reg = Registry([Entity("csto", "CSTO", EntityType.ORGANIZATION)])
        >>> [(m.start, m.end, m.entity_id) for m in reg.annotate("Allies of the CSTO met.").mentions]
        [(14, 18, 'csto')]
        """
        if self._annotator is None:
            self._annotator = Annotator(self._index)
        return self._annotator.annotate(Article(article) if isinstance(article, str) else article)

    def cooccurrence(self, annotations: Iterable[Annotation], *, unit: str = "article") -> "nx.Graph[str]":
        """Connect the actors that are named together; see `registry.graph.cooccurrence`.

        unit: article, paragraph or sentence. Node ids are entity ids; nodes have `label`, `name`, `type`; edges count
        `articles`, `paragraphs` and `sentences`. Raises ValueError on another unit.
        """
        from registry.graph.cooccurrence import cooccurrence

        return cooccurrence(annotations, self._index.entities, unit=unit)


def default_path() -> Path:
    """The registry file when none is named: $REGISTRY_FILE, else ./aliases.yaml, else the one that ships."""
    named = os.environ.get("REGISTRY_FILE")
    if named:
        return Path(named)
    here = Path("aliases.yaml")
    return here if here.is_file() else shipped_path()


def shipped_path() -> Path:
    """The registry file that the package carries; in a checkout, the one beside the package."""
    inside = Path(str(files("registry"))) / "aliases.yaml"
    return inside if inside.is_file() else inside.parent.parent / "aliases.yaml"


def load(path: str | os.PathLike[str]) -> Registry:
    """Load a registry file, or a folder of them.

    Raises RegistryFileError that carries every problem of the file, with line and column.
    """
    return Registry(load_entities(path).entities)


@cache
def _default(path: Path) -> Registry:
    return load(path)


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
    named = os.environ.get("REGISTRY_FILE")
    return _default(Path(named) if named else shipped_path()).resolve(mention, type=type, lang=lang, date=date, context=context)


def compare(left: str, right: str, *, type: EntityType | str | None = None) -> Comparison:
    """Say how likely two names are to be of one bearer, without a registry; `score` is a probability, 0..1.

    type: what both are, if known. Raises ValueError on an unknown type.

    >>> from registry import compare
    >>> compare("Рахмоновым", "Rahmonov", type="person").score > 0.5
    True
    >>> compare("201st military base", "102nd military base").score < 0.1
    True
    """
    return compare_names(left, right, EntityType(type) if type else None)


def write_graphml(graph: "nx.Graph[str]", path: str | os.PathLike[str]) -> None:
    """Write a graph as GraphML that Gephi, Cytoscape and yEd open; see `registry.graph.export`."""
    from registry.graph.export import write_graphml as write

    write(graph, path)
