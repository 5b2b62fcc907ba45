"""What the two XML formats have in common: the names of types, and text between tags and in attributes."""

from collections.abc import Iterable, Mapping

from registry.graph.formats.scalars import Scalar

TYPE_NAMES: dict[type, str] = {bool: "boolean", int: "long", float: "double", str: "string"}
"""The names are the same in both formats, and in Java, which Gephi, Cytoscape and yEd are written in."""

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

CONTENT: Mapping[str, str] = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
"""Between tags; a parser turns a carriage return into a line end everywhere. The ampersand is first, as the others bring their own."""
ATTRIBUTE: Mapping[str, str] = {**CONTENT, '"': "&quot;", "\t": "&#9;", "\n": "&#10;"}
"""In double quotes, where a parser turns line ends and tabs into blanks."""


def content(value: Scalar) -> str:
    """The value as it stands between tags.

    >>> content("a < b"), content(True), content(0.5)
    ('a &lt; b', 'true', '0.5')
    """
    return _escape(value, CONTENT) if isinstance(value, str) else _number(value)


def attribute(value: Scalar) -> str:
    """The value as it stands in double quotes.

    >>> attribute('a "b"')
    'a &quot;b&quot;'
    """
    return _escape(value, ATTRIBUTE) if isinstance(value, str) else _number(value)


def escaped(texts: Iterable[str], signs: Mapping[str, str]) -> Iterable[str]:
    """Many texts escaped, `signs` being CONTENT or ATTRIBUTE: as fast as one of their length."""
    texts = list(texts)
    joined = SEPARATOR.join(texts)
    written = _escape(joined, signs)
    return texts if written is joined else written.split(SEPARATOR)


SEPARATOR = "\0"
"""In no text that is to be written (`scalars`)."""


def _escape(text: str, signs: Mapping[str, str]) -> str:
    for sign, entity in signs.items():
        if sign in text:
            text = text.replace(sign, entity)
    return text


def _number(value: Scalar) -> str:
    return "true" if value is True else "false" if value is False else repr(value)
