"""Mentions in news, in any script and spelling, linked into a registry of entities; actors connected across articles."""

from registry.api import Registry, compare, edit, load, resolve, write_graphml
from registry.errors import ArticleError, EditError, ExportError, GoldError, Problem, RegistryError, RegistryFileError
from registry.evidence import Evidence, Rule
from registry.records import (
    Alias,
    AliasKind,
    Annotation,
    Article,
    Candidate,
    Comparison,
    Entity,
    EntityType,
    Feature,
    Mention,
    MentionKind,
    Never,
    Resolution,
    Status,
)
from registry.store.change import Change
from registry.store.edits import AddAlias, AddEntity, DateAlias, MergeEntities, MoveAlias, RejectAlias, RemoveAlias, SplitEntity

__all__ = [
    "AddAlias",
    "AddEntity",
    "Alias",
    "AliasKind",
    "Annotation",
    "Article",
    "ArticleError",
    "Candidate",
    "Change",
    "Comparison",
    "DateAlias",
    "EditError",
    "Entity",
    "EntityType",
    "Evidence",
    "ExportError",
    "Feature",
    "GoldError",
    "Mention",
    "MentionKind",
    "MergeEntities",
    "MoveAlias",
    "Never",
    "Problem",
    "Registry",
    "RegistryError",
    "RegistryFileError",
    "RejectAlias",
    "RemoveAlias",
    "Resolution",
    "Rule",
    "SplitEntity",
    "Status",
    "compare",
    "edit",
    "load",
    "resolve",
    "write_graphml",
]
