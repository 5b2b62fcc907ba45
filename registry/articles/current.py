"""Mentions that were found with an older registry, by the ids of today."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from registry.records import Annotation, Entity, Mention

__all__ = ["current"]


class _Registry(Protocol):
    """What is asked of `registry.Registry`, which stands above this room."""

    @property
    def entities(self) -> Mapping[str, Entity]: ...
    def __contains__(self, id: object) -> bool: ...
    def __getitem__(self, id: str) -> Entity: ...


def current(annotation: Annotation, registry: _Registry) -> tuple[Annotation, tuple[str, ...]]:
    """The annotation with the ids of today, where entities have been merged since, and the ids that are no more."""
    known = registry.entities
    older = {ident for m in annotation.mentions for ident in (m.entity_id, m.stands_for) if ident is not None and ident not in known}
    if not older:
        return annotation, ()
    now = {ident: registry[ident].id for ident in older if ident in registry}

    def renamed(mention: Mention) -> Mention:
        entity, state = mention.entity_id, mention.stands_for
        return replace(mention, entity_id=entity and now.get(entity, entity), stands_for=state and now.get(state, state))

    return replace(annotation, mentions=tuple(map(renamed, annotation.mentions))), tuple(sorted(older - set(now)))
