"""Which articles of a stream are new: an article handed over twice counts once."""

from collections import Counter
from hashlib import sha256

from registry.records import Article

__all__ = ["Distinct", "digest", "named"]


def digest(text: str) -> bytes:
    """32 bytes that stand for a text."""
    return sha256(text.encode("utf-8", "surrogatepass")).digest()


def named(own: str, digest: bytes) -> str:
    """The id of an article: its own, or if that is "" one made from the digest of its text."""
    return own or f"article-{digest.hex()[:12]}"


class Distinct:
    """Gives each article of a stream an id of its own.

    An article is known by its id and text. One without an id gets one made from its text; another text under an id already seen gets
    `id#2`. Memory: a digest an article.

    >>> distinct = Distinct()
    >>> [distinct.ident(Article(text, id="a")) for text in ("Kabul", "Kabul", "Kabul fell")]
    ['a', None, 'a#2']
    """

    def __init__(self) -> None:
        self._seen: set[tuple[str, bytes]] = set()
        self._versions: Counter[str] = Counter()

    def ident(self, article: Article) -> str | None:
        """The article's id, or None if it has been seen."""
        return self.ident_of(article.id, digest(article.text))

    def ident_of(self, own: str, digest: bytes) -> str | None:
        """The same for an article of this id, or "", whose text has this digest."""
        ident = named(own, digest)
        if (ident, digest) in self._seen:
            return None
        self._seen.add((ident, digest))
        self._versions[ident] += 1
        return ident if self._versions[ident] == 1 else f"{ident}#{self._versions[ident]}"
