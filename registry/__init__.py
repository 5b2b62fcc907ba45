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

__all__ = [
    "Alias",
    "AliasKind",
    "Annotation",
    "Article",
    "ArticleError",
    "Candidate",
    "Comparison",
    "EditError",
    "Entity",
    "EntityType",
    "Evidence",
    "ExportError",
    "Feature",
    "GoldError",
    "Mention",
    "MentionKind",
    "Never",
    "Problem",
    "Registry",
    "RegistryError",
    "RegistryFileError",
    "Resolution",
    "Rule",
    "Status",
    "compare",
    "edit",
    "load",
    "resolve",
    "write_graphml",
]
