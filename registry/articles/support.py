"""What the article says for or against a candidate: full names, titles and countries beside it, places named near by, dates."""

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from registry.articles.bearers import Bearers
from registry.articles.lists import designators, listed_with
from registry.articles.offices import is_shortened, states_named, whose
from registry.articles.page import Page
from registry.evidence import Evidence, Rule
from registry.match import weights
from registry.match.dates import weigh_date
from registry.match.index import Index
from registry.match.walk import Hit
from registry.records import AliasKind, Entity, EntityType, Feature
from registry.text.lexicon import WordClass, begins_title

__all__ = ["Anchors", "support"]

_TITLE_REACH = 6
"""Words before a name in which its title is looked for: "Chinese state councillor and foreign minister Wang"."""
_PART_NAMES = (AliasKind.SURNAME, AliasKind.TITLE, AliasKind.DESCRIPTION, AliasKind.DEMONYM)


@dataclass(frozen=True, slots=True)
class Anchors:
    """What an article names without doubt."""

    full_names: frozenset[str]
    """Entities whose full, unambiguous name stands in the article."""
    by_sentence: dict[int, frozenset[str]]
    """Entities named in each sentence, by the sentence's first token."""
    everywhere: frozenset[str]
    by_paragraph: dict[int, frozenset[str]]
    """Entities named in each paragraph, by its number."""
    bearers: Bearers
    states: Sequence[tuple[int, str]]
    """The tokens at which a state is named, or somebody or something of one."""
    features: Mapping[int, Feature]
    """The kinds of the places named, by each of their tokens."""
    publisher: str | None
    """The country of the medium that the article names as its source."""

    @classmethod
    def of(cls, spans: Collection[Sequence[Hit]], page: Page, borrowed: Set[int], bearers: Bearers, index: Index) -> "Anchors":
        """Collect them from the plausible hits, a sequence a span; `borrowed` are the ids of hits on somebody else's surname."""
        full: set[str] = set()
        named: dict[int, set[str]] = {}
        paragraphs: dict[int, set[str]] = {}
        features: dict[int, Feature] = {}
        own = [hits for hits in spans if not any(id(hit) in borrowed for hit in hits)] if borrowed else spans
        for hits in own:
            strong = [hit for hit in hits if not hit.entry.alias.weak]
            entities = {hit.entry.entity.id for hit in strong}
            if len(entities) != 1:
                continue
            entity, alias = strong[0].entry.entity, strong[0].entry.alias
            if entity.feature and not any(rival.part_of == entity.id for rival in _rivals(hits[0], index)):  # Kandahar may be its city
                features.update((at, entity.feature) for at in range(strong[0].first, strong[0].last))
            long = strong[0].last - strong[0].first > 1 or entity.type is not EntityType.PERSON
            if long and alias.kind not in _PART_NAMES:
                full.add(entity.id)
            if entity.type is EntityType.PLACE or alias.kind not in _PART_NAMES:
                ids = {entity.id, *filter(None, [entity.stands_for])}
                named.setdefault(page.sentence(strong[0].first)[0], set()).update(ids)
                paragraphs.setdefault(page.paragraph(strong[0].first), set()).update(ids)
        everywhere = frozenset[str]().union(*named.values())
        sentences = {at: frozenset(ids) for at, ids in named.items()}
        by_paragraph = {at: frozenset(ids) for at, ids in paragraphs.items()}
        states = states_named(own, index)
        return cls(frozenset(full), sentences, everywhere, by_paragraph, bearers, states, features, _publisher(page, index))


def _publisher(page: Page, index: Index) -> str | None:
    entries = index.names.spelt((page.article.source or "").strip())
    return next((entry.entity.country for entry in entries if entry.entity.type is EntityType.MEDIA), None)


def support(hit: Hit, page: Page, anchors: Anchors, index: Index) -> Iterator[Evidence]:
    """The article's evidence for one hit; a weak alias needs some to be licensed."""
    entity, alias = hit.entry.entity, hit.entry.alias
    if alias.weak and not _introduced_beside_another(hit, page, anchors):
        yield Evidence(Rule.WEAK, alias.text, "", weights.WEAK)
    yield from weigh_date(alias, page.article.date)
    if page.lang and page.lang == alias.lang:
        yield Evidence(Rule.LANGUAGE, page.lang, alias.text, weights.LANGUAGE)
    if entity.type is EntityType.PERSON:
        yield from _for_person(hit, page, anchors, index)
    else:
        yield from _for_thing(hit, page, anchors, index)


def _introduced_beside_another(hit: Hit, page: Page, anchors: Anchors) -> bool:
    """Whether the article names in full this person and another of the registry who bear the name: then none of them is the usual one."""
    entities = {bearer.entity for bearer in anchors.bearers.at(hit, page)} if hit.words == 1 else set()
    return hit.entry.entity.id in entities and len(entities - {""}) > 1


def _for_person(hit: Hit, page: Page, anchors: Anchors, index: Index) -> Iterator[Evidence]:
    alias, entity = hit.entry.alias, hit.entry.entity
    licence = 0.0
    if entity.id in anchors.full_names and (hit.last - hit.first == 1 or alias.weak):
        yield Evidence(Rule.ARTICLE, entity.name, alias.text, weights.ARTICLE_NAMES_IT)
        licence = 0.0 if _introduced_beside_another(hit, page, anchors) else weights.WEAK_LICENCE
    title = _title_before(hit, page)
    if hit.last - hit.first == 1 and not title:
        yield from _other_bearers(hit, page, anchors, index)
    if title and alias.kind is AliasKind.SURNAME:
        borne = index.names.title_licence(entity, title)
        if borne < max(index.names.title_licence(rival.entity, title) for rival in index.names.spelt(alias.text)):
            yield Evidence(Rule.CONTRADICTS, title, alias.text, weights.OTHERS_TITLE)
        else:
            yield Evidence(Rule.TITLE, title, alias.text, weights.TITLE)
        licence = max(licence, borne)
    if licence and alias.weak:
        yield Evidence(Rule.CONTEXT, alias.text, entity.name, licence)


def _other_bearers(hit: Hit, page: Page, anchors: Anchors, index: Index) -> Iterator[Evidence]:
    """The name alone where others bear it too: a reader thinks of those met so far, and of the one whom the paragraph has just named."""
    raw, id = page.tokens.raws[hit.first], hit.entry.entity.id
    bearers = anchors.bearers.at(hit, page)
    others = [bearer for bearer in bearers if bearer.entity != id]
    own = [bearer for bearer in bearers if bearer.entity == id]
    met = [bearer for bearer in bearers if bearer.first < hit.first]
    if not others:
        return
    here = anchors.bearers.here(hit, page)
    first = bool(met) and all(bearer.entity == id for bearer in met)
    strangers = [] if first else [bearer for bearer in others if not bearer.entity]
    known = [bearer for bearer in others if bearer.entity]
    usual = any(not rival.alias.weak for rival in index.names.spelt(hit.entry.alias.text) if rival.entity.id in {b.entity for b in known})
    near = (first or (bool(here) and all(bearer.entity == id for bearer in here))) and not (hit.entry.alias.weak and usual)
    if near and (known or strangers):
        yield Evidence(Rule.CONTEXT, met[-1].name if first else here[-1].name, "the bearer named last", weights.BEARER_NEAR)
    if strangers:
        rule = Rule.BEARERS if own else Rule.CONTRADICTS
        yield Evidence(rule, raw, strangers[0].name, weights.OTHER_BEARER if near else weights.UNEXPLAINED)
    elif own and known:
        yield Evidence(Rule.BEARERS, raw, known[0].name, 0.0)


def _title_before(hit: Hit, page: Page) -> str | None:
    """The title that stands directly before a name."""
    start = max(page.sentence(hit.first)[0], hit.first - _TITLE_REACH)
    for at in range(start, hit.first):
        if not begins_title(page.tokens.raws[at]):
            continue
        width, phrases = page.phrase(at)
        if (
            at + width == hit.first
            and any(phrase.word_class is WordClass.TITLE for phrase in phrases)
            and (page.adjoins(hit.first) or page.gap(hit.first) == ". ")  # Gen. Nicholson
        ):
            return page.text[page.tokens.starts[at] : page.tokens.ends[hit.first - 1]]
    return None


def _for_thing(hit: Hit, page: Page, anchors: Anchors, index: Index) -> Iterator[Evidence]:
    """Its country or a larger place in the same sentence, else anywhere; a designator beside it."""
    alias, entity = hit.entry.alias, hit.entry.entity
    rivals = _rivals(hit, index)
    if not alias.weak and not rivals:
        return
    if _foreign_owner(hit, page, index):
        yield Evidence(Rule.OTHER_COUNTRY, page.tokens.raws[hit.first - 1], entity.name, weights.UNEXPLAINED)
        return
    if alias.weak and alias.kind is not AliasKind.DESCRIPTION and entity.id in anchors.full_names:
        yield Evidence(Rule.ARTICLE, entity.name, alias.text, weights.ARTICLE_NAMES_IT + weights.TITLE)
    if is_shortened(alias):
        yield from _for_office(hit, page, anchors)
        return
    own = index.names.containers(entity) - {entity.id}
    if rivals:  # what all of them lie in tells none from another
        own = own - index.names.containers(rivals[0]).intersection(*map(index.names.containers, rivals[1:]))
    described = alias.kind is AliasKind.DESCRIPTION
    wanted = frozenset({entity.country} if described and entity.country else own).difference(rival.id for rival in rivals)
    named = anchors.by_sentence.get(page.sentence(hit.first)[0], frozenset())
    near = wanted & _around(named, entity, index)
    around = wanted & _around(anchors.by_paragraph.get(page.paragraph(hit.first), frozenset()), entity, index)
    if near:
        yield Evidence(Rule.CONTEXT, _narrowest(near, index), "in the sentence", weights.CONTEXT_BESIDE)
    elif around and not described:
        yield Evidence(Rule.CONTEXT, _narrowest(around, index), "in the paragraph", weights.CONTEXT_PARAGRAPH)
    elif wanted & anchors.everywhere and not described:
        yield Evidence(Rule.CONTEXT, _narrowest(wanted & anchors.everywhere, index), "in the article", weights.CONTEXT_ARTICLE)
    parts: set[str] = set()
    if entity.type is EntityType.PLACE:
        parts = {id for id in named if index.entities[id].part_of == entity.id and index.entities[id] not in rivals}
        if parts:
            yield Evidence(Rule.CONTEXT, min(parts), "lies in it", weights.CONTEXT_PARAGRAPH)
        around_rivals = {id for rival in rivals for id in index.names.containers(rival) - index.names.containers(entity)} - {entity.id}
        elsewhere = around_rivals & _around(named, entity, index)
        if elsewhere and not near and not around and entity.feature is not Feature.STATE:
            yield Evidence(Rule.CONTEXT_AGAINST, _narrowest(elsewhere, index), "in the sentence", -weights.CONTEXT_PARAGRAPH)
    if anchors.publisher and anchors.publisher in own and not described:
        yield Evidence(Rule.CONTEXT, anchors.publisher, "the country of the source", weights.CONTEXT_SOURCE)
    tags = designators(hit, page)
    agreeing = {entity.type.value, entity.feature.value if entity.feature else ""}
    if tags and not tags & agreeing:
        yield Evidence(Rule.DESIGNATOR, ", ".join(sorted(tags)), entity.name, weights.OTHER_COUNTRY)
    elif tags:
        yield Evidence(Rule.DESIGNATOR, ", ".join(sorted(tags)), entity.name, weights.CONTEXT)
    telling = any(rival.feature is not entity.feature for rival in rivals)
    kinds = listed_with(hit, page, anchors.features) if telling and not tags else frozenset()
    alike = entity.feature in kinds
    if kinds:
        rule, bits = (Rule.CONTEXT, weights.CONTEXT) if alike else (Rule.CONTEXT_AGAINST, -weights.CONTEXT)
        yield Evidence(rule, ", ".join(sorted(kinds)), "listed with", bits)
    told = tags & agreeing or alike or parts
    if alias.weak and (told or (near and not any(rival.feature is Feature.STATE for rival in rivals))):  # states are named everywhere
        yield Evidence(Rule.CONTEXT, alias.text, entity.name, weights.WEAK_LICENCE)


def _around(ids: frozenset[str], entity: Entity, index: Index) -> frozenset[str]:
    """The entities named, for a place with what they lie in: districts are listed with their neighbours."""
    if entity.type is not EntityType.PLACE:
        return ids
    return ids.union(*(index.names.containers(index.entities[id]) for id in ids if id != entity.id))


def _narrowest(places: Set[str], index: Index) -> str:
    """The one that lies in most of the others: Tajikistan before Central Asia."""
    return min(places, key=lambda place: (-len(index.names.containers(index.entities[place])), place))


def _rivals(hit: Hit, index: Index) -> list[Entity]:
    """The other entities that the alias names too."""
    return [other.entity for other in index.names.spelt(hit.entry.alias.text) if other.entity.id != hit.entry.entity.id]


def _for_office(hit: Hit, page: Page, anchors: Anchors) -> Iterator[Evidence]:
    """The state last named, for a ministry that is named without its own."""
    states, own = whose(hit.first, hit.last, page, anchors.states), hit.entry.entity.country or ""
    if states is None or (states and own not in states):
        yield Evidence(
            Rule.OTHER_COUNTRY, ", ".join(sorted(states or ())) or "not in the registry", hit.entry.entity.name, weights.OTHER_COUNTRY
        )
    elif states:
        certain = weights.CONTEXT if len(states) == 1 else -weights.CONTEXT
        yield Evidence(Rule.CONTEXT, own, "the state last named", weights.WEAK_LICENCE + certain)


def _foreign_owner(hit: Hit, page: Page, index: Index) -> bool:
    """Whether the word before names another country than the entity's: "the US military base in Tajikistan"."""
    if hit.entry.entity.country is None or not hit.first or not page.adjoins(hit.first):
        return False
    symbol = index.vocabulary.get(page.form(hit.first - 1).folded, -1)
    countries = index.states_by_symbol.get(symbol, frozenset())
    return bool(countries) and hit.entry.entity.country not in countries
