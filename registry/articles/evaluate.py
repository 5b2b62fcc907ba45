"""How far annotations agree with a gold standard: precision, recall and F1, by slice.

A mention is right if its span, a leading English article aside, and its entity are the gold's. Left out is what names an entity that
the gold does not know. The slices:

    everything                  all links
    all but anaphoric           without the gold's inferable mentions, predicted or not
    anaphoric                   the inferable ones; what is predicted beside the gold belongs to no slice of it, so precision is 1
    name, acronym, …            the gold's other mentions of a kind; a wrong one counts against the kind it is said to be
    metonyms with stands_for    right only if the state meant is the gold's too
    co-occurring pairs          pairs of actors that share an article
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from registry.articles.gold import Gold, GoldMention, Pair
from registry.records import Annotation, Mention, MentionKind, Status

__all__ = ["Report", "Slice", "evaluate_mentions", "gold_annotations", "pair_slice"]

Place = tuple[str, int, int]
"""Doc, start and end, without a leading article."""
Link = tuple[str, int, int, str]
"""A place and the entity it is linked to."""

_ARTICLES = ("the", "a", "an")
"""A description may be marked with its article or without; both are the same mention."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Counts of one part of the mentions."""

    name: str
    gold: int
    predicted: int
    right: int

    @property
    def precision(self) -> float:
        """The share of the predicted that is right; 1.0 if nothing is predicted."""
        return self.right / self.predicted if self.predicted else 1.0

    @property
    def recall(self) -> float:
        """The share of the gold that is found; 1.0 if there is none."""
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both; 0.0 if both are.

        >>> round(Slice("everything", gold=4, predicted=2, right=2).f1, 3)
        0.667
        """
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Report:
    """The slices in the order of the module's list, and what became of strangers' names: those with no entity in the gold."""

    slices: tuple[Slice, ...]
    strangers: int
    strangers_found: int
    """Found as nil mentions."""
    strangers_linked: int
    """Linked to somebody, which is wrong."""


def evaluate_mentions(gold: Gold, annotations: Mapping[str, Annotation]) -> Report:
    """Compare annotations, by doc, with the gold; a doc without one counts as missed. Time linear in the mentions."""
    marked: dict[Link, GoldMention] = {}
    strangers: set[Place] = set()
    for doc, mentions in gold.mentions.items():
        for mention in mentions:
            place = _place(doc, mention.start, mention.end, gold.articles[doc].text)
            if mention.entity is None:
                strangers.add(place)
            else:
                marked[*place, mention.entity] = mention
    said: dict[Link, Mention] = {}
    meant: set[tuple[Link, str]] = set()
    nil: set[Place] = set()
    for doc, predicted in _predicted(gold, annotations):
        place = _place(doc, predicted.start, predicted.end, gold.articles[doc].text)
        if predicted.entity_id is None:
            nil.add(place)
        elif predicted.entity_id in gold.entities:
            link = (*place, predicted.entity_id)
            said.setdefault(link, predicted)
            if predicted.stands_for:
                meant.add((link, predicted.stands_for))
    linked = strangers & {link[:3] for link in said}
    return Report((*_link_slices(marked, said), _metonyms(marked, meant)), len(strangers), len(strangers & nil), len(linked))


def pair_slice(gold: Set[Pair], predicted: Iterable[tuple[str, str]], entities: Set[str]) -> Slice:
    """The slice of pairs of actors; `predicted` in any order, those with an entity not in `entities` left out."""
    said = {(min(pair), max(pair)) for pair in predicted if pair[0] in entities and pair[1] in entities}
    return Slice("co-occurring pairs", len(gold), len(said), len(gold & said))


def gold_annotations(gold: Gold) -> Iterator[Annotation]:
    """The gold as annotations that a perfect reader would make, without paragraphs and sentences."""
    for doc, mentions in gold.mentions.items():
        article = gold.articles[doc]
        yield Annotation(article, tuple(_perfect(mention, article.text) for mention in mentions))


def _perfect(mention: GoldMention, text: str) -> Mention:
    status = Status.NIL if mention.entity is None else Status.LINKED
    score = 0.0 if mention.entity is None else 1.0
    span = text[mention.start : mention.end]
    return Mention(mention.start, mention.end, span, mention.entity, status, mention.kind, score, mention.stands_for)


def _predicted(gold: Gold, annotations: Mapping[str, Annotation]) -> Iterator[tuple[str, Mention]]:
    for doc in gold.mentions:
        if doc in annotations:
            for mention in annotations[doc].mentions:
                yield doc, mention


def _place(doc: str, start: int, end: int, text: str) -> Place:
    first, blank, rest = text[start:end].partition(" ")
    if blank and rest and first in (*_ARTICLES, *map(str.capitalize, _ARTICLES)):
        start += len(first) + 1
    return doc, start, end


def _link_slices(marked: Mapping[Link, GoldMention], said: Mapping[Link, Mention]) -> Iterator[Slice]:
    right = marked.keys() & said.keys()
    anaphoric = {link for link, mention in marked.items() if mention.inferable}
    yield Slice("everything", len(marked), len(said), len(right))
    found = len(right & anaphoric)
    yield Slice("all but anaphoric", len(marked) - len(anaphoric), len(said) - found, len(right) - found)
    yield Slice("anaphoric", len(anaphoric), found, found)
    by_kind: defaultdict[MentionKind, set[Link]] = defaultdict(set)
    for link, mention in marked.items():
        if not mention.inferable:
            by_kind[mention.kind].add(link)
    wrong: defaultdict[MentionKind, int] = defaultdict(int)
    for link, predicted in said.items():
        if link not in marked:
            wrong[predicted.kind] += 1
    for kind in MentionKind:
        if by_kind[kind] or wrong[kind]:
            hits = len(by_kind[kind] & right)
            yield Slice(kind.value, len(by_kind[kind]), hits + wrong[kind], hits)


def _metonyms(marked: Mapping[Link, GoldMention], meant: Set[tuple[Link, str]]) -> Slice:
    wanted = {(link, mention.stands_for) for link, mention in marked.items() if mention.kind is MentionKind.METONYM}
    return Slice("metonyms with stands_for", len(wanted), len(meant), len(wanted & meant))
