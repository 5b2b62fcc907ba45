"""Descriptions that stand beside a name, set off by commas, and superlatives that are said of it.

"General John Nicholson, *the top commander of US forces in Afghanistan*, said"; "*Tajikistan's longtime president*, Emomali Rahmon,"; "the
base is *Russia's largest garrison abroad*". A comma parts the items of a list as well, so that a description must be definite, of the
kind (an office for a person; a superlative, a relation or a fitting noun for a thing), of no other nationality, and closed.
"""

from collections.abc import Iterator, Mapping, Sequence

from registry.articles.page import Page
from registry.evidence import Evidence, Rule
from registry.match.index import Index
from registry.records import Entity, EntityType, Feature, Mention, MentionKind, Status
from registry.text.acting import is_verb
from registry.text.lexicon import WordClass, is_function_word
from registry.text.pointing import heads_at, is_pointing_word, wider_heads

__all__ = ["appositions", "predicates"]

_BITS = 4.0
"""A closed definite apposition of the right kind is another item of a list in about one case of 16."""
_LONGEST = 14
"""Tokens of a description; longer ones are clauses."""
_VERBS = frozenset("is was are were has had have will would said says can could may who which that whose where when".split())
_COPULAS = frozenset(["is", "was", "remains", "became", "been"])
_PREPOSITIONS = frozenset(
    (
        "of in for to on at from with by between among amid over under outside inside near behind beside since after before "
        "по в на при из для от с у"
    ).split()
)
_SLAVIC = frozenset({"ru", "uk"})
_ENDS = (".", ",", ";", ":", "!", "?", "\u2014", "\u2013", ")", '"', "\u201d", "\u00bb", "-")
_ASIDE = 3
"""Tokens between a name and its verb: "stationed in Tajikistan"."""

Spans = Mapping[int, tuple[int, int, Mention]]


def appositions(page: Page, found: Sequence[tuple[int, int, Mention]], index: Index) -> Iterator[tuple[int, int, Mention]]:
    """The appositions of the linked names in `found`, with their tokens, in no particular order."""
    owner = _by_token(found)
    for first, last, mention in found:
        entity = index.entities.get(mention.entity_id or "")
        if (
            entity is None
            or mention.kind in (MentionKind.DEMONYM, MentionKind.TITLE, MentionKind.METONYM)
            or owner[first][:2] != (first, last)
        ):
            continue
        for span in (_behind(last, page, owner), _before(first, last, page, owner)):
            if span and _describes(span, entity, page, owner, index, before=span[0] < first):
                yield (*span, _mention(span, entity, page, Rule.APPOSITION, mention.text))


def predicates(page: Page, found: Sequence[tuple[int, int, Mention]], index: Index) -> Iterator[tuple[int, int, Mention]]:
    """The superlatives said of the linked names in `found` that begin a sentence or clause: "X is Russia's largest garrison abroad"."""
    if page.lang != "en":
        return
    owner = _by_token(found)
    for first, last, mention in found:
        entity = index.entities.get(mention.entity_id or "")
        if entity is None or entity.type is EntityType.PERSON or mention.kind is MentionKind.DEMONYM or owner[first][:2] != (first, last):
            continue
        start = page.sentence(first)[0]
        opens = first == start or page.gap(first).strip() == "," or (first == start + 1 and page.folded[start] == "the")
        span = _said_of(last, page, owner) if opens and not page.form(last - 1).possessive else None
        if span and _has_superlative(span, page) and _has_noun(span, entity, page):
            yield (*span, _mention(span, entity, page, Rule.PREDICATE, mention.text))


def _by_token(found: Sequence[tuple[int, int, Mention]]) -> dict[int, tuple[int, int, Mention]]:
    owner: dict[int, tuple[int, int, Mention]] = {}
    for item in sorted(found, key=lambda item: item[1] - item[0]):
        owner.update((at, item) for at in range(item[0], item[1]))
    return owner


def _behind(last: int, page: Page, owner: Spans) -> tuple[int, int] | None:
    """The definite phrase after the comma behind a name."""
    if last + 1 < page.count and page.adjoins(last) and page.folded[last] == "there":
        last += 1
    if last >= page.count or page.gap(last) != ", " or page.form(last - 1).possessive:
        return None
    slavic = page.lang in _SLAVIC and last not in owner and _titled(last, page)
    if not slavic and not _definite(last, page, owner):
        return None
    end = _end(last, page)
    if end is None or _goes_on_as_list(end, page, owner):
        return None
    return last, end


def _before(first: int, last: int, page: Page, owner: Spans) -> tuple[int, int] | None:
    """The definite phrase before a comma and a name that is closed by another: "Tajikistan's longtime president, Emomali Rahmon, wants"."""
    if first < 2 or page.gap(first) != ", " or page.lang != "en" or (last < page.count and page.gap(last).strip()[:1] not in (",", ".")):
        return None
    start = page.sentence(first)[0]
    for at in range(max(start, first - _LONGEST), first):
        if any(page.gap(i).strip() not in ("", "-") for i in range(at + 1, first)) or not _definite(at, page, owner):
            continue
        if at == start or is_function_word(page.tokens.raws[at - 1]) or is_verb(page.folded[at - 1], page.lang):
            possessed = at in owner and page.form(owner[at][1] - 1).possessive
            return (at, first) if possessed else None
    return None


def _definite(at: int, page: Page, owner: Spans) -> bool:
    """Whether a phrase at token `at` begins with the definite article or with a name in the possessive."""
    if page.lang != "en":
        return False
    word = page.form(at)
    if word.folded == "the":
        return True
    held = owner.get(at)
    return held is not None and held[0] == at and held[2].status is Status.LINKED and page.form(held[1] - 1).possessive


def _end(at: int, page: Page) -> int | None:
    """The first token behind a phrase that begins at token `at`: where a comma or the sentence closes it; None if a verb comes first."""
    stop = page.sentence(at)[1]
    for i in range(at + 1, min(at + _LONGEST, stop) + 1):
        if i == stop or (page.gap(i).strip()[:1] in _ENDS and page.gap(i).strip() != "-" and page.gap(i).strip()):
            return i
        if page.folded[i] in _VERBS:
            return None
    return None


def _goes_on_as_list(end: int, page: Page, owner: Spans) -> bool:
    """Whether another item of a list follows: "Putin, the Tajik president, and others"."""
    if end >= page.count or "," not in page.gap(end):
        return False
    return page.folded[end] in ("and", "or", "и", "или", "та") or (end in owner and owner[end][0] == end and page.folded[end] != "who")


def _describes(span: tuple[int, int], entity: Entity, page: Page, owner: Spans, index: Index, *, before: bool) -> bool:
    """Whether the words of a span may say what an entity is."""
    inside = {id(item): item for at in range(*span) if (item := owner.get(at))}.values()
    if any(item[2].entity_id == entity.id and item[2].kind is not MentionKind.DEMONYM for item in inside):
        return False
    if any(item[0] < span[0] or item[1] > span[1] for item in inside):
        return False
    if entity.type is EntityType.PERSON:
        return _says_office(span, entity, page, owner, index)
    if before or entity.type not in (EntityType.PLACE, EntityType.MILITARY_UNIT, EntityType.FACILITY) or page.lang != "en":
        return False
    if _unknown_name(span, page, owner):
        return False
    related = entity.feature is Feature.STATE and any(is_pointing_word("relations", page.folded[at], "en") for at in _core(span, page))
    return _has_superlative(span, page) or related


def _core(span: tuple[int, int], page: Page) -> range:
    """The tokens before the first preposition: where the head noun stands."""
    return range(span[0], next((at for at in range(span[0] + 1, span[1]) if page.folded[at] in _PREPOSITIONS), span[1]))


def _says_office(span: tuple[int, int], entity: Entity, page: Page, owner: Spans, index: Index) -> bool:
    """Whether the phrase has an office or a role as its head, of no other nationality and nobody else's name."""
    core = _core(span, page)
    head = core[-1]
    lang = page.lang or ""
    if lang in _SLAVIC:
        if _unknown_name(span, page, owner) or any(_is_person(owner[at][2], index) for at in range(*span) if at in owner):
            return False
    elif head in owner or not (_ends_in_title(core, page) or is_pointing_word("roles", page.folded[head], "en")):
        return False
    if lang not in _SLAVIC and any(
        page.form(at).upper
        and at not in owner
        and not page.form(at).possessive
        and not _possessed(at, span[1], page)
        and not _titled(at, page)
        for at in core
        if at > span[0]
    ):
        return False
    beside = [owner[at][2].entity_id for at in range(*span) if at in owner and (at in core or lang in _SLAVIC)]
    states = [id for id in beside if id and index.entities[id].feature is Feature.STATE]
    bosses = [index.entities[id].country for id in beside if id and index.entities[id].type is EntityType.PERSON]
    return all(state == entity.country for state in (*states[:1], *bosses))


def _is_person(mention: Mention, index: Index) -> bool:
    entity = index.entities.get(mention.entity_id or "")
    return entity is not None and entity.type is EntityType.PERSON


def _possessed(at: int, end: int, page: Page) -> bool:
    """Whether token `at` is part of a run of capitals that ends in a possessive: "the Communist Party's"."""
    while at < end and page.form(at).upper:
        if page.form(at).possessive:
            return True
        at += 1
    return False


def _ends_in_title(core: range, page: Page) -> bool:
    """Whether a title ends where the core does."""
    return any(
        width and at + width == core.stop and any(p.word_class is WordClass.TITLE for p in phrases)
        for at in core
        for width, phrases in (page.phrase(at),)
    ) or bool(heads_at([page.folded[core[-1]]], 0, page.lang or "") and core[-1] == core.stop - 1 and _is_person_noun(core[-1], page))


def _is_person_noun(at: int, page: Page) -> bool:
    found = heads_at([page.folded[at]], 0, page.lang or "")
    return any(EntityType.PERSON.value in kind.types for _, kind in found)


def _titled(at: int, page: Page) -> bool:
    return any(phrase.word_class is WordClass.TITLE for phrase in page.phrase(at)[1])


def _unknown_name(span: tuple[int, int], page: Page, owner: Spans) -> bool:
    """Whether a capitalised word stands in it that is no known name."""
    return any(page.form(at).upper and (at not in owner or owner[at][2].entity_id is None) and at != span[0] for at in range(*span))


def _said_of(last: int, page: Page, owner: Spans) -> tuple[int, int] | None:
    """The definite phrase after "is" or "remains" that follows the name within a few words."""
    stop = page.sentence(last - 1)[1]
    for at in range(last, min(last + _ASIDE + 1, stop - 1)):
        if page.gap(at) != " ":
            return None
        if page.folded[at] in _COPULAS:
            end = _end(at + 1, page) if page.adjoins(at + 1) and _definite(at + 1, page, owner) else None
            return (at + 1, end) if end else None
    return None


def _has_superlative(span: tuple[int, int], page: Page) -> bool:
    return any(is_pointing_word("superlatives", page.folded[at], "en") for at in _core(span, page))


def _has_noun(span: tuple[int, int], entity: Entity, page: Page) -> bool:
    """Whether its head noun says what the entity is: a country, a base."""
    text = f"{entity.name}. {(entity.description or '').partition(';')[0]}"
    words = [page.folded[at] for at in range(*span)]
    for at in range(len(_core(span, page))):
        for kind in [kind for _, kind in heads_at(words, at, "en")] + list(wider_heads(words[at], "en")):
            feature = not kind.features or (entity.feature is not None and entity.feature.value in kind.features)
            if entity.type.value in kind.types and feature and kind.described(text):
                return True
    return False


def _mention(span: tuple[int, int], entity: Entity, page: Page, rule: Rule, name: str) -> Mention:
    start, end = page.span(*span)
    text = page.text[start:end]
    kind = MentionKind.TITLE if entity.type is EntityType.PERSON else MentionKind.DESCRIPTION
    evidence = (Evidence(rule, text, name, _BITS),)
    score = 2.0**_BITS / (1.0 + 2.0**_BITS)
    return Mention(start, end, text, entity.id, Status.LINKED, kind, score, candidates=(entity.id,), evidence=evidence, type=entity.type)
