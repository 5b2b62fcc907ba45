"""One entry of a file of articles, and the article it is, or what is wrong with it."""

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from registry.articles.mention_file import from_row, is_annotated
from registry.errors import ArticleError
from registry.records import Annotation, Article
from registry.text.dates import days

__all__ = ["Entry"]

_FIELDS = ("text", "id", "date", "lang", "title", "source")


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands at one place, not yet looked into: it passes between processes at the cost of its bytes."""

    place: str
    """`file:line`, or the file of a text."""
    ident: str
    """The article's id if it has none of its own."""
    told: bytes | Mapping[str, Any] | Article | ArticleError
    """A line of JSON, a row of Parquet, a text, or why there is none."""
    read: int
    """Bytes of the corpus that have been read with it."""

    def article(self) -> Article:
        """The article. Raises ArticleError with place, what and remedy.

        >>> Entry("a.jsonl:3", "a:3", b'{"text": "Kabul", "date": 2021}', 0).article()
        Article(text='Kabul', id='a:3', date='2021', lang=None, title=None, source=None)
        """
        if isinstance(self.told, ArticleError):
            raise self.told
        return self.told if isinstance(self.told, Article) else self._article(self._row())

    def annotation(self) -> Annotation | Article:
        """The annotation, if one was written here (`registry.articles.mention_file`), else the article. Raises ArticleError."""
        if isinstance(self.told, ArticleError):
            raise self.told
        if isinstance(self.told, Article):
            return self.told
        row = self._row()
        if isinstance(row, Mapping) and row.get("error") and "mentions" in row and row["mentions"] is None:
            raise ArticleError(f"{self.place}: {row['error']}")
        article = self._article(row)
        if not is_annotated(row):
            return article
        try:
            return from_row(row, article)
        except (ValueError, TypeError, LookupError) as error:
            message = f"{self.place}: no mentions as `registry annotate -o` writes them ({error}); annotate the articles again"
            raise ArticleError(message) from None

    def _row(self) -> Any:
        if not isinstance(self.told, bytes):
            return self.told
        try:
            return json.loads(self.told.decode("utf-8"))
        except UnicodeDecodeError as error:
            byte = self.told[error.start]
            raise ArticleError(f"{self.place}: the byte 0x{byte:02X} is not UTF-8; convert the file to UTF-8") from None
        except (ValueError, RecursionError) as error:
            raise ArticleError(f"{self.place}: not JSON ({error}); write one object a line") from None

    def _article(self, row: Any) -> Article:
        if not isinstance(row, Mapping) or not isinstance(row.get("text"), str):
            raise ArticleError(f"{self.place}: no string under 'text'; write an object with at least {{\"text\": …}}")
        values = {field: self._string(field, row[field]) for field in _FIELDS if row.get(field) is not None}
        date = values.get("date")
        if date is not None and days(date) is None:
            wanted = "write a year, a month or a day: 2021, 2021-07 or 2021-07-28"
            raise ArticleError(f"{self.place}: the date {date!r} is not ISO 8601; {wanted}")
        return Article(**({"id": self.ident} | values))

    def _string(self, field: str, value: Any) -> str:
        if isinstance(value, datetime.date):
            return value.isoformat()
        if isinstance(value, int | float):
            return str(value)
        if not isinstance(value, str):
            raise ArticleError(f"{self.place}: {field!r} is {value!r}, not a string")
        try:
            value.encode("utf-8")
        except UnicodeEncodeError as error:
            odd = f"half a surrogate pair, U+{ord(value[error.start]):04X}, at character {error.start}"
            raise ArticleError(f"{self.place}: {field!r} has {odd}, which no encoding holds; decode the source anew") from None
        return value
