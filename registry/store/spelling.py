"""The nearest of the words that could have been meant."""

from collections.abc import Collection

__all__ = ["did_you_mean"]

_LISTED = 20
"""As many words as a line can list; ids are more."""

_NEAR = 60.0
"""Least similarity, percent, of a suggestion: 'knd' and 'kind' have 86, 'language' and 'lang' 67, 'town' and 'person' 40."""


def did_you_mean(word: str, options: Collection[str], lead: str) -> str:
    """The near word of `options` as a question; then, if they are few, all of them after `lead`.

    >>> did_you_mean("knid", ("text", "kind"), "an alias has")
    "did you mean 'kind'? (an alias has text, kind)"
    """
    from rapidfuzz import fuzz, process  # on the way of an error alone

    near = process.extractOne(word, list(options), scorer=fuzz.ratio, score_cutoff=_NEAR) if word else None
    question = f"did you mean {near[0]!r}?" if near else ""
    listed = f"{lead} {', '.join(options)}" if len(options) <= _LISTED else ""
    if question and listed:
        return f"{question} ({listed})"
    return question or listed or "correct it, or add what it should name"
