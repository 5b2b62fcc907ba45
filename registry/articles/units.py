"""Cut an article into paragraphs and sentences; spans are code points, the text is not changed."""

import re

from registry.text.tokens import is_wrapped

__all__ = ["paragraphs", "sentences"]

Span = tuple[int, int]

_PARAGRAPH = re.compile(r"\S(?:[^\n\r\u2028\u2029]*\S)?")
# A full stop ends a sentence unless it follows one letter, a known abbreviation or stands before a small letter.
_STOP = r"[.!?\u2026\u061f\u06d4\u0964\u3002\uff01\uff1f]"
_END = re.compile(rf"{_STOP}(?:{_STOP}*[\"'\u201d\u2019\u00bb)\]]*(?=\s+\S|$)|(?<=[\u3002\uff01\uff1f]))")
"""With a class at its head, which `re` seeks fast."""
_ABBREVIATION = re.compile(
    r"(?:\b[^\W\d_]|\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Brig|Sen|Rep|Gov|St|No|Nr|vs|etc|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec"
    r"|approx|Inc|Ltd|Co|ca|bzw|z\.B|т\.е|т\.д|г|гг|им|ул|тыс|млн|млрд|руб))$"
)


_LONGEST_ABBREVIATION = 7  # characters, "approx" and a line's end
_SEEN = re.compile(r"\S")


def paragraphs(text: str) -> list[Span]:
    """Lines that hold something, without the blanks around them, as news has one paragraph a line; lines wrapped at a width are joined.

    >>> paragraphs("Kabul.\\n\\n  Dushanbe, July 6 \\n")
    [(0, 6), (10, 26)]
    """
    spans: list[Span] = []
    for match in _PARAGRAPH.finditer(text):
        if spans and is_wrapped(text, spans[-1][1], match.start()):
            spans[-1] = (spans[-1][0], match.end())
        else:
            spans.append(match.span())
    return spans


def sentences(text: str, spans: list[Span]) -> list[Span]:
    """The sentences inside the paragraphs `spans`, in order.

    >>> text = "U.S. President Joe Biden spoke. Gen. Nicholson did not."
    >>> [text[a:b] for a, b in sentences(text, paragraphs(text))]
    ['U.S. President Joe Biden spoke.', 'Gen. Nicholson did not.']
    """
    result: list[Span] = []
    for start, end in spans:
        begin = start
        for match in _END.finditer(text, start, end):
            stop = match.end()
            behind = _SEEN.search(text, stop, end)
            following = behind.start() if behind else end
            goes_on = text[following : following + 1].islower() or (match.group() == "." and _abbreviated(text, begin, match.start()))
            if stop < end and goes_on:
                continue
            result.append((begin, stop))
            begin = following
        if begin < end:
            result.append((begin, end))
    return result


def _abbreviated(text: str, begin: int, stop: int) -> bool:
    """Whether the sentence that begins at `begin` has an abbreviation before its full stop at `stop`."""
    return _ABBREVIATION.search(text, max(begin, stop - _LONGEST_ABBREVIATION), stop) is not None
