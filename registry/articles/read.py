"""Articles from files, where the first that cannot be read ends the work."""

import os
from collections.abc import Iterable, Iterator

from registry.articles.corpus import Corpus
from registry.records import Article

__all__ = ["read_articles"]


def read_articles(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Article]:
    """Articles in the order of the paths; a folder's files in the order of their names. One is held at a time.

    paths: text files (one article, its id the file's name without suffix), folders of them, JSON Lines with an object of `text`
    and optional `id`, `title`, `date`, `lang`, `source` a line (also packed: .jsonl.gz), Parquet with columns of these names, or "-" for
    standard input (JSON Lines if it begins with "{").
    An `index.yaml` beside text files tells their titles, dates, languages and sources (`registry.store.article_index`); it changes no id.
    A file that is read by itself, and not with its folder, goes without if what has that name is no list: it is some other program's.
    Line ends are kept as they are, so that offsets refer to the file. Raises ArticleError with place, what and remedy.
    """
    for entry in Corpus(paths):
        yield entry.article()
