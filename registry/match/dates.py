"""Whether an alias was in use on the day of a text."""

from registry.evidence import Evidence, Rule
from registry.match import weights
from registry.records import Alias, AliasKind

__all__ = ["weigh_date"]


def weigh_date(alias: Alias, date: str | None) -> list[Evidence]:
    """What the dates of an alias say about a mention of `date` (ISO 8601, possibly only its beginning).

    Without a date, an office that has ended is nobody's: "the US Secretary of State" of an undated text may be any of them.
    """
    if date is None:
        early, late = False, alias.kind is AliasKind.TITLE and alias.until is not None
    else:
        early = alias.since is not None and date < alias.since[: len(date)]
        late = alias.until is not None and date[: len(alias.until)] > alias.until
    if not early and not late:
        return []
    kind = weights.DATES_SURNAME if alias.kind is AliasKind.SURNAME else weights.DATES_NAME
    bits = weights.DATES_OFFICE if early or alias.kind in (AliasKind.TITLE, AliasKind.DESCRIPTION) else kind
    period = f"{alias.text}: {alias.since or '…'} to {alias.until or '…'}"
    return [Evidence(Rule.DATES, date or "undated", period, bits)]
