"""What a graph keeps of an article, so that its text can go."""

from array import array
from dataclasses import dataclass

from registry.graph.counting.actors import Cast, Casting
from registry.graph.counting.distinct import digest
from registry.graph.ties import Citation
from registry.records import Annotation
from registry.text.copies import shingles

__all__ = ["Gist", "Reader"]


@dataclass(frozen=True, slots=True)
class Gist:
    """One article: what it is cited as, who acts in it, and by what the same text and its copies are known."""

    citation: Citation
    """Its own id, which may be "" or another's too."""
    digest: bytes
    """Of the text."""
    cast: Cast
    shingles: "array[int] | None"
    """Of the story, without chrome; None where copies do not matter."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Makes gists; it passes between processes, and so do they."""

    casting: Casting
    copies_once: bool

    def gist(self, annotation: Annotation) -> Gist:
        """What is kept of an article."""
        article = annotation.article
        citation = Citation(article.id, article.title or "", article.date or "", article.source or "")
        told = array("I", shingles(_told(annotation))) if self.copies_once else None
        return Gist(citation, digest(article.text), self.casting.cast(annotation), told)


def _told(annotation: Annotation) -> str:
    """The text without its chrome."""
    text, position, parts = annotation.article.text, 0, []
    for start, end, _ in annotation.chrome:
        parts.append(text[position:start])
        position = end
    return " ".join([*parts, text[position:]])
