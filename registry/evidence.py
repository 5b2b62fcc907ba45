"""Why something is decided as it is: the rules, and a piece of evidence with its weight in bits."""

from dataclasses import dataclass
from enum import StrEnum

from registry.frozen import quick

__all__ = ["Evidence", "Rule"]


class Rule(StrEnum):
    """Why a piece of evidence speaks for or against a candidate; each value reads as the start of a sentence."""

    WRITTEN = "written as the alias"
    FOLDED = "same but for case, accents or punctuation"
    INFLECTED = "an inflected form of"
    SOUND = "the same sounds as"
    TYPO = "one or two letters from"
    NUMBER = "the same number as"
    REORDERED = "the same words in another order as"
    TITLE = "a title beside the name:"
    DESIGNATOR = "says what kind of thing it is:"
    COUNTRY = "names the entity's country or place:"
    OTHER_COUNTRY = "names another country or place:"
    ACRONYM_BESIDE = "gives the acronym in brackets:"
    WEAK = "this alias never links alone:"
    BEARERS = "somebody else in the article bears the name:"
    DATES = "outside the dates of the alias:"
    NEVER = "the registry says never, because"
    HEAD = "names something else, of which the entity is only a part:"
    CONTEXT = "the context speaks for it:"
    CONTEXT_AGAINST = "the context speaks against it:"
    ARTICLE = "the article names it in full:"
    TYPE = "not of the type asked for:"
    LANGUAGE = "written in the language of the alias:"
    TOKEN = "agrees:"
    WHOLE = "no word is left over:"
    MISSING = "only one side has:"
    CONTRADICTS = "contradicts:"
    ORDER = "stands in another place:"
    INITIAL = "an initial of:"
    SHORT_FORM = "a short form of:"
    EXPANDS = "spells out:"
    VETO = "cannot be the same:"
    PRIOR = "before any evidence:"
    POINTS_BACK = "points back to:"
    KIND = "is of the kind that the phrase asks for:"
    POSSESSES = "has what the phrase possesses:"
    ONLY = "nothing else of its kind in the article:"
    APPOSITION = "stands beside the name, set off by commas:"
    PREDICATE = "is said to be:"
    FORMED = "formed as names of its kind are:"
    BESIDE = "stands as names of its kind do, beside:"
    DEFINED = "defined in the article as:"
    CHANCE = "one of many names, near it perhaps by chance:"
    FINDER = "found by the finder as:"


@quick
@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason: the rule, what the mention has, what the alias has, and the weight in bits (negative speaks against)."""

    rule: Rule
    mention: str
    alias: str
    bits: float

    def __str__(self) -> str:
        sides = f"{self.mention!r} · {self.alias!r}" if self.mention and self.alias else repr(self.mention or self.alias)
        return f"{self.rule.value} {sides} ({self.bits:+.1f} bits)"
