"""Letters with marks are written as one character where Unicode has one (normal form C).

й typed as и and a breve looks the same and is matched the same, but a search in the file does not find it, and two rows that look alike
are not.
"""

import unicodedata
from collections.abc import Iterator

from registry.errors import Fix, Problem, Severity
from registry.store.book import Book
from registry.store.checks.forms import Fold, fold, place_of, rows

__all__ = ["FAIL", "PASS", "RULE", "check"]

RULE = "decomposed-letter"

PASS = """\
version: 1
entities:
  jaihun: {name: Джайхун, type: place}
"""

FAIL = """\
version: 1
entities:
  jaihun: {name: "Джаи\\u0306хун", type: place}
"""


def check(book: Book, fold: Fold = fold, /) -> Iterator[Problem]:
    """Texts that are not in normal form C, at their row."""
    for entity in book.entities:
        for row in rows(entity):
            text = row.text
            if not unicodedata.is_normalized("NFC", text):
                new = unicodedata.normalize("NFC", text)
                at = next(i for i, (one, other) in enumerate(zip(text, new + "\0", strict=False)) if one != other)
                message = f"{text!r} spells {new[at : at + 1]!r} with {_points(text, at)}; write it as one character"
                yield Problem(place_of(row, book.path), RULE, message, Severity.WARNING, Fix(text, new))


def _points(text: str, at: int) -> str:
    """The code points of the character that is spelt in parts."""
    end = at + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return " ".join(f"U+{ord(c):04X}" for c in text[at:end])
