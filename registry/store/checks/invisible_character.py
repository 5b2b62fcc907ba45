"""Names hold no characters that nobody sees, and one plain space between words.

Soft hyphens, zero-width characters, direction marks, no-break and other unusual spaces come with copied text. Matching looks past them;
searching the file and comparing two rows do not. Joiners stay where scripts are written with them: the zero-width non-joiner in Persian,
both joiners in the scripts of India.
"""

import re
import unicodedata
from collections.abc import Iterator

from registry.errors import Fix, Problem, Severity
from registry.store.book import Book
from registry.store.checks.forms import Fold, fold, place_of, rows

__all__ = ["FAIL", "PASS", "RULE", "check"]

RULE = "invisible-character"

PASS = """\
version: 1
entities:
  faizabad:
    name: Faizabad
    type: place
    aliases: ["فیض\\u200cآباد", Fayz Abad]
"""

FAIL = """\
version: 1
entities:
  taliban:
    name: "Tali\\u00adban"
    type: group
    aliases:
      - "Islamic\\u00a0Emirate"
      - Taliban  movement
    never: [{text: "Taleban\\u200b Ali", because: a person}]
"""

_JOINERS = "\u200c\u200d"
_JOINING = "\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc"
"""Scripts whose letters join or stack: from Arabic to Samaritan's neighbours, of India and Lanka, Tibetan, Burmese, Khmer, Mongolian."""
_MARKS = "\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
_SPACES = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"

_STRAY_JOINER = f"(?<![{_JOINING}])[{_JOINERS}]|[{_JOINERS}](?![{_JOINING}])"
_HIDDEN = re.compile(f"[{_MARKS}]|{_STRAY_JOINER}")
_SPACE = re.compile(f"[{_SPACES}]| {{2,}}")
_BLANKS = re.compile(f"[ {_SPACES}]+")


def check(book: Book, fold: Fold = fold, /) -> Iterator[Problem]:
    """The first such character of each text, at its row."""
    for entity in book.entities:
        for row in rows(entity):
            text = row.text
            if text.isascii() and "  " not in text:
                continue
            found = _HIDDEN.search(text) or _SPACE.search(text)
            if found:
                yield Problem(
                    place_of(row, book.path),
                    RULE,
                    f"{text!r} holds {_named(found.group())}, which cannot be seen; remove it",
                    Severity.WARNING,
                    _fix(text),
                )


def _fix(text: str) -> Fix | None:
    """The text without; a joiner that was doubled takes more than one look."""
    new = text
    while new != (cleaner := _HIDDEN.sub("", new)):
        new = cleaner
    new = _BLANKS.sub(" ", new).strip()
    return Fix(text, new) if new else None


def _named(found: str) -> str:
    if len(found) > 1:
        return "a doubled space"
    return f"U+{ord(found):04X} ({unicodedata.name(found, 'a control character').lower()})"
