"""A capital's name where it stands: the case it is in, what is before and behind it, where its clause begins and ends."""

from functools import cached_property, lru_cache

from registry.articles.page import Page
from registry.records import Entity
from registry.text.acting import clause_phrases, is_acting
from registry.text.inflect import undo_inflection
from registry.text.normalise import form
from registry.text.tokens import tokenise

__all__ = ["CASE_LANGUAGES", "LONGEST_CLAUSE", "VERB_LAST", "Spot"]

CASE_LANGUAGES = frozenset({"ru", "uk", "be", "bg"})
"""Languages in which the possessor follows what it possesses and its case shows what it does: "позиция Москвы"."""
VERB_LAST = frozenset({"tg", "fa", "uz", "tr"})
"""Languages in which the verb ends the clause."""
LONGEST_CLAUSE = 60
"""Words that a clause is read for its verb; news has none so long, and a text without stops must not be read anew for each name."""
_CASES: dict[str, dict[str, tuple[str, ...]]] = {
    "tr": {
        "genitive": ("nin", "nun", "in", "un"),
        "dative": ("ya", "ye", "a", "e"),
        "accusative": ("yi", "yu", "i", "u", "ni"),
        "place": ("da", "de", "ta", "te", "dan", "den", "tan", "ten", "daki", "deki", "taki", "teki"),
    },
    "uz": {
        "genitive": ("ning", "нинг"),
        "dative": ("ga", "ka", "qa", "га", "ка", "қа"),
        "accusative": ("ni", "ни"),
        "place": ("da", "dan", "dagi", "gacha", "lik", "да", "дан", "даги", "гача", "лик"),
    },
    "tg": {"accusative": ("ро",), "izofat": ("и",)},
    "de": {"genitive": ("s",)},
}
"""Endings that a name may bear in a text of a language, folded: the case suffixes after an apostrophe or without one."""
_CLAUSE_OPENERS = frozenset(
    (
        "that when because as while if whether after before but and although though since until unless where which who whom why how so yet "
        "meanwhile что когда если пока хотя но а и поскольку чтобы как ки аммо вале که اما ولی va lekin ama ancak que mais und dass aber"
    ).split()
)
"""After these words a subject may stand, as it may at the start of a sentence or after a comma."""

_THAT = frozenset(["ки", "که", "deb", "diye", "дея", "деб"])
"""Words for "that": what is said follows or has been said."""


@lru_cache(maxsize=1024)
def _last_words(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(form(tokens[-1].raw).folded for name in names if (tokens := tokenise(name)))


class Spot:
    """Tokens `first` to `last` (exclusive) of a page, which name `entity`."""

    def __init__(self, first: int, last: int, entity: Entity, page: Page) -> None:
        self.first = first
        self.last = last
        self.page = page
        self.start = page.sentence(first)[0]
        self.end = page.sentence(last - 1)[1]
        self._names = (entity.name, *(alias.text for alias in entity.aliases))

    @property
    def lang(self) -> str | None:
        """The language of the article."""
        return self.page.lang

    def word(self, at: int) -> str:
        """The folded token `at`, if it is in the sentence."""
        return self.page.form(at).folded if self.start <= at < self.end else ""

    @property
    def before(self) -> str:
        """The word right before the name, nothing but a blank between."""
        return self.word(self.first - 1) if self.page.adjoins(self.first) else ""

    @property
    def after(self) -> str:
        """The word right behind the name, nothing but a blank between."""
        return self.word(self.last) if self.last < self.end and self.page.adjoins(self.last) else ""

    @cached_property
    def cases(self) -> frozenset[str]:
        """The cases that the last word may be in: "dative", "genitive or accusative"; none if it is as in the dictionary."""
        word, known = self.word(self.last - 1), _last_words(self._names)
        if word in known:
            return frozenset()
        if self.lang in CASE_LANGUAGES:
            if word[-1:] in "ую" and known & {word[:-1] + "а", word[:-1] + "я"}:
                return frozenset({"accusative"})
            return frozenset(label for lemma, label in undo_inflection(word, self.lang) if lemma in known)
        endings = _CASES.get(self.lang or "", {})
        return frozenset(case for case, row in endings.items() for ending in row if word.removesuffix(ending) in known)

    @property
    def bare(self) -> bool:
        """Whether it is as in the dictionary."""
        return not self.cases and not self.page.form(self.last - 1).possessive

    def said(self, group: str, at: int) -> bool:
        """Whether a one-word phrase of `data/clauses.yaml` stands at token `at`."""
        return (self.word(at),) in clause_phrases(group, self.lang)

    def follows(self, group: str) -> str | None:
        """The phrase of `data/clauses.yaml` that stands right before the name."""
        words = tuple(self.word(at) for at in range(max(self.first - 4, self.start), self.first))
        for size in range(len(words), 0, -1):
            if words[-size:] in clause_phrases(group, self.lang) and self.page.adjoins(self.first):
                return " ".join(self.page.tokens.raws[at] for at in range(self.first - size, self.first))
        return None

    @property
    def pair(self) -> int | None:
        """The capitalised word that an "and" joins with this name, before it or behind it."""
        page = self.page
        if self.first - 2 >= self.start and self.said("and", self.first - 1) and page.form(self.first - 2).capitalised:
            return self.first - 2
        if self.last + 1 < self.end and self.said("and", self.last) and page.form(self.last + 1).capitalised and page.adjoins(self.last):
            return self.last + 1
        return None

    @property
    def opens_clause(self) -> bool:
        """Whether a subject may stand here: at the start of a sentence or clause, adverbs and a partner before it aside."""
        at, page = self.first, self.page
        if self.pair is not None and self.pair < at:
            at = self.pair
        while at > self.start and page.adjoins(at) and is_acting("acting_adverbs", self.word(at - 1), self.lang):
            at -= 1
        return (
            at == self.start or any(c in ',;:\u2014\u2013\u201c\u00ab"\u060c' for c in page.gap(at)) or self.word(at - 1) in _CLAUSE_OPENERS
        )

    @property
    def clause_end(self) -> int:
        """Behind the last word of the clause: before a comma, a dash or the word for "that"; a comma right behind the name is none."""
        begin = self.last + 2 if self.pair == self.last + 1 else self.last
        end = min(self.end, self.last + LONGEST_CLAUSE)
        for at in range(begin, end):
            if at > begin and (any(c in ",;:\u2014\u2013\u060c\u061b\u201c\u00ab" for c in self.page.gap(at)) or self.word(at) in _THAT):
                return at
        return end
