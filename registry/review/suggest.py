"""What articles have and a registry does not, as questions to its editors, the most important first.

Four kinds: names that the registry lacks, new spellings of its entities, mentions that several of them could be, and contradictions
between articles. Each has snippets, the likeliest entities with the evidence, and a hash of what it rests on, so that what was rejected
is asked again only when it rests on something else.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Final, Protocol

from registry.api import Registry
from registry.articles.groups import NameGroup, fullest
from registry.evidence import Rule
from registry.graph.counting.distinct import Distinct
from registry.records import Annotation, Entity, EntityType, Mention, MentionKind, Status
from registry.review.items import Item, ItemKind, Option, Verb, item_key
from registry.review.nearest import Nearest, reasons
from registry.review.snippets import Place, snippets
from registry.text.normalise import form
from registry.text.tokens import tokenise

__all__ = ["Said", "suggest"]

_NAMES: Final = (MentionKind.NAME, MentionKind.ACRONYM, MentionKind.SURNAME, MentionKind.METONYM)
"""How names are borne; an office or "the country" names whom the article makes it name."""
_RESPELT: Final = (Rule.SOUND, Rule.TYPO)
_BY_CONTEXT: Final = (Rule.ARTICLE, Rule.POINTS_BACK)
"""The article itself says who is meant."""
_RIVALS: Final = 5
"""Rivals told of an ambiguous mention."""


class Said(Protocol):
    """What was once said to an item, and what the item rested on then; `verb` is a `Verb` or what undoes one."""

    @property
    def key(self) -> str: ...
    @property
    def evidence(self) -> str: ...
    @property
    def verb(self) -> str: ...


def suggest(registry: Registry, annotations: Iterable[Annotation], *, history: Iterable[Said] = ()) -> tuple[Item, ...]:
    """The items of a review queue, by impact: articles × sources, then mentions.

    An article handed over twice counts once. history: what was said in the past; an item that was `different` or `unsure` is left out
    as long as it rests on the same evidence: the same entities by the same aliases, not the same articles.

    >>> from registry import Entity, EntityType, Registry
    >>> reg = Registry([Entity("zulfiya-odinaeva", "Zulfiya Odinaeva", EntityType.PERSON)])
    >>> (item,) = suggest(reg, [reg.annotate("They met Zulfia Odinayeva.")])
    >>> item.kind.value, item.name, item.options[0].entity, dict(item.forms)
    ('new spelling', 'Zulfia Odinayeva', 'zulfiya-odinaeva', {'Zulfia Odinayeva': 1})
    """
    distinct = Distinct()
    read = [annotation for annotation in annotations if distinct.ident(annotation.article) is not None]
    rejected = {(past.key, past.evidence) for past in history if past.verb in (Verb.DIFFERENT, Verb.UNSURE)}
    found = (*_unregistered(registry, read), *_spellings(registry, read), *_ambiguous(registry, read), *_conflicts(registry, read))
    items: dict[str, Item] = {}
    for item in found:
        if (item.key, item.evidence) not in rejected:
            items.setdefault(item.key, item)
    return tuple(sorted(items.values(), key=_impact))


def _impact(item: Item) -> tuple[int, int, str]:
    return -item.articles * max(item.sources, 1), -item.mentions, item.key


def _hash(*grounds: Hashable) -> str:
    """Twelve hexadecimal digits: one chance in 10^8 that any two of a thousand items share theirs."""
    return sha256(json.dumps(grounds, default=str).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _item(
    key: str, kind: ItemKind, name: str, type: EntityType | None, places: Sequence[Place], options: Sequence[Option], grounds: Hashable
) -> Item:
    counts: defaultdict[str, int] = defaultdict(int)
    for _, mention in places:
        counts[mention.text] += 1
    forms = dict(sorted(counts.items(), key=lambda row: (-row[1], row[0])))
    articles = {id(annotation) for annotation, _ in places}
    sources = {annotation.article.source for annotation, _ in places if annotation.article.source}
    return Item(key, kind, name, type, forms, len(articles), len(sources), snippets(places), tuple(options), _hash(key, grounds))


def _folded(text: str) -> str:
    return " ".join(form(token.raw).folded for token in tokenise(text))


def _mentions(read: Iterable[Annotation], status: Status) -> Iterator[Place]:
    for annotation in read:
        for mention in annotation.mentions:
            if mention.status is status and not mention.chrome:
                yield annotation, mention


def _unregistered(registry: Registry, read: Sequence[Annotation]) -> Iterator[Item]:
    """Names that the registry lacks, grouped by likely variant."""
    nearest = Nearest(registry)
    places = {
        (annotation.article.id, mention.start, mention.end, mention.text): (annotation, mention)
        for annotation in read
        for mention in annotation.mentions
        if mention.status is Status.NIL
    }
    for group in registry.unregistered(read):
        texts = [text for text, _ in group.forms]
        found = _of_group(group, places)
        options = nearest.options([group.name, *(text for text in texts if text != group.name)], group.type, _linked_beside(found))
        key = item_key(ItemKind.UNREGISTERED, group.name, *([group.type.value] if group.type else []))
        # The alias compared is the first of the reasons; a new one that is likelier is new evidence, a new article is not.
        grounds = tuple((option.entity, option.why[0].partition(" · ")[2]) for option in options)
        yield _item(key, ItemKind.UNREGISTERED, group.name, group.type, found, options, grounds)


def _of_group(group: NameGroup, places: Mapping[tuple[str, int, int, str], Place]) -> list[Place]:
    texts = [text for text, _ in group.forms]
    found = (places.get((*mention, text)) for mention in group.mentions for text in texts)
    return [place for place in found if place is not None]


def _linked_beside(places: Iterable[Place]) -> frozenset[str]:
    """The entities that the articles of some mentions link."""
    articles = {id(annotation): annotation for annotation, _ in places}.values()
    return frozenset(mention.entity_id for annotation in articles for mention in annotation.mentions if mention.entity_id)


def _spellings(registry: Registry, read: Sequence[Annotation]) -> Iterator[Item]:
    """Mentions linked by what they sound like, an entity and a form at a time."""
    known = {entity.id: frozenset(map(_folded, (entity.name, *(alias.text for alias in entity.aliases)))) for entity in registry}
    grouped: defaultdict[tuple[str, str], list[Place]] = defaultdict(list)
    for annotation, mention in _mentions(read, Status.LINKED):
        folded = _folded(mention.text)
        if mention.entity_id and _is_respelt(mention) and folded not in known.get(mention.entity_id, ()):
            grouped[mention.entity_id, folded].append((annotation, mention))
    for (ident, _), places in grouped.items():
        entity = registry[ident]
        best = max((mention for _, mention in places), key=lambda mention: mention.score)
        spelt = [item for item in best.evidence if item.rule in _RESPELT]
        option = Option(ident, entity.name, round(best.score, 3), reasons(best.evidence))
        name = _most(places)
        key = item_key(ItemKind.SPELLING, name, ident)
        grounds = (ident, tuple(sorted({(item.rule.value, item.alias) for item in spelt})))
        yield _item(key, ItemKind.SPELLING, name, entity.type, places, [option], grounds)


def _is_respelt(mention: Mention) -> bool:
    """Whether a name is written as no alias is; one whose ending alone differs is inflected and no new spelling."""
    if mention.kind not in (*_NAMES, MentionKind.DEMONYM):
        return False
    rules = {item.rule for item in mention.evidence}
    return not rules.isdisjoint(_RESPELT) and Rule.INFLECTED not in rules and not any(_undone(item.alias) for item in mention.evidence)


def _undone(alias: str) -> bool:
    """Whether evidence tells of a case or number undone, which stands in brackets behind the word."""
    return alias.endswith(")") and " (" in alias


def _most(places: Iterable[Place]) -> str:
    counts: defaultdict[str, int] = defaultdict(int)
    for _, mention in places:
        counts[mention.text] += 1
    return fullest(counts)


def _ambiguous(registry: Registry, read: Sequence[Annotation]) -> Iterator[Item]:
    """Mentions that several entities could be, a text at a time."""
    nearest = Nearest(registry)
    grouped: defaultdict[str, list[Place]] = defaultdict(list)
    for annotation, mention in _mentions(read, Status.AMBIGUOUS):
        grouped[_folded(mention.text)].append((annotation, mention))
    for places in grouped.values():
        name = _most(places)
        rivals = _ranked(ident for _, mention in places for ident in mention.candidates)[:_RIVALS]
        types = {mention.type for _, mention in places}
        known = {candidate.entity.id: candidate for candidate in registry.resolve(name, lang=places[0][0].article.lang).candidates}
        options = []
        for ident in rivals:
            candidate = known.get(ident)
            why = (f"the alias {candidate.alias.text!r}", *reasons(candidate.evidence)) if candidate else ()
            score = round(candidate.score, 3) if candidate else 0.0
            options.append(Option(ident, registry[ident].name, score, (*why, _decides(registry[ident], rivals, registry))))
        options.sort(key=lambda option: (-option.score, rivals.index(option.entity)))
        type = types.pop() if len(types) == 1 else None
        beside = _linked_beside(places)
        others = (option for option in nearest.options([name], type, beside) if option.entity in beside and option.entity not in rivals)
        options = [*others, *options]  # whom the articles name in full, though no alias says so
        yield _item(item_key(ItemKind.AMBIGUOUS, name), ItemKind.AMBIGUOUS, name, type, places, options, tuple(sorted(rivals)))


def _ranked(ids: Iterable[str]) -> list[str]:
    counts: defaultdict[str, int] = defaultdict(int)
    for ident in ids:
        counts[ident] += 1
    return sorted(counts, key=lambda ident: (-counts[ident], ident))


def _decides(entity: Entity, rivals: Collection[str], registry: Registry) -> str:
    """What in an article would decide for an entity: its full name, a country or place that no rival has, its kind."""
    others = [registry[ident] for ident in rivals if ident != entity.id]
    cues = [f"{entity.name!r} in full"]
    country = entity.country or entity.part_of
    if country and country in registry and all(country not in (other.country, other.part_of) for other in others):
        cues.append(f"{registry[country].name} near by")
    if any(other.type is not entity.type for other in others):
        cues.append(f"a word that says {entity.type.value.replace('_', ' ')}")
    return f"would decide for it: {', '.join(cues)}"


def _conflicts(registry: Registry, read: Sequence[Annotation]) -> Iterator[Item]:
    """Forms that name one entity here and another there, and aliases outside their dates."""
    by_form: defaultdict[str, list[Place]] = defaultdict(list)
    outdated: defaultdict[tuple[str, str], list[Place]] = defaultdict(list)
    for annotation, mention in _mentions(read, Status.LINKED):
        rules = {item.rule for item in mention.evidence}
        if Rule.DATES in rules:
            outdated[str(mention.entity_id), _folded(mention.text)].append((annotation, mention))
        if mention.kind in _NAMES and rules.isdisjoint(_BY_CONTEXT):
            by_form[_folded(mention.text)].append((annotation, mention))
    for places in by_form.values():
        ids = _ranked(str(mention.entity_id) for _, mention in places)
        if len(ids) > 1 and not _declared(ids, registry):
            options = [_share(registry[ident], places) for ident in ids]
            name = _most(places)
            yield _item(item_key(ItemKind.CONFLICT, name), ItemKind.CONFLICT, name, None, places, options, tuple(sorted(ids)))
    for (ident, _), places in outdated.items():
        periods = {item.alias for _, mention in places for item in mention.evidence if item.rule is Rule.DATES}
        days = sorted({annotation.article.date or "undated" for annotation, _ in places})
        spread = days[0] if len(days) == 1 else f"{days[0]} … {days[-1]}"
        why = tuple(f"outside the dates of the alias: {period}; used {spread}" for period in sorted(periods))
        best = max(mention.score for _, mention in places)
        name, entity = _most(places), registry[ident]
        key = item_key(ItemKind.CONFLICT, name, ident, "dates")
        yield _item(
            key, ItemKind.CONFLICT, name, entity.type, places, [Option(ident, entity.name, round(best, 3), why)], tuple(sorted(periods))
        )


def _declared(ids: Sequence[str], registry: Registry) -> bool:
    """Whether all of them are namesakes that editors know of."""
    return all(other in registry[one].namesakes or one in registry[other].namesakes for one in ids for other in ids if one < other)


def _share(entity: Entity, places: Sequence[Place]) -> Option:
    """An entity with how many of the mentions it is linked by."""
    linked = [annotation for annotation, mention in places if mention.entity_id == entity.id]
    articles = list(dict.fromkeys(annotation.article.id for annotation in linked if annotation.article.id))
    why = f"linked in {len({id(annotation) for annotation in linked})} articles" + (f", as in {articles[0]}" if articles else "")
    return Option(entity.id, entity.name, round(len(linked) / len(places), 3), (why,))
