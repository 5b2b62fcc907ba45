"""One item of a review queue as a screen of a terminal."""

import re
import sys
from collections.abc import Iterable, Sequence
from hashlib import sha256

import click
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from registry.cli.output import plural, printable
from registry.review.items import Item, Option, Snippet

__all__ = ["options_of", "show"]

_BITS = re.compile(r" \([+-]\d+\.\d bits\)")
_SHARES = re.compile(r"^linked in \d+ articles.*")
_FORMS = 12
"""Forms shown: as many as a line or two hold; the file has all."""


def options_of(item: Item, *, blind: bool) -> tuple[Option, ...]:
    """The candidates in the order shown: the best first, or blind in one that only the item's key decides."""
    if not blind:
        return item.options
    return tuple(sorted(item.options, key=lambda option: sha256(f"{item.key}\0{option.entity}".encode("utf-8", "surrogatepass")).digest()))


def show(item: Item, number: int, total: int, undecided: int, keys: Sequence[tuple[str, str]], *, blind: bool, said: str = "") -> None:
    """Draw the screen; `keys` are shown below with what they do, `said` in the last line."""
    console = Console(file=sys.stdout, highlight=False)
    if console.is_terminal:
        click.clear()
    left = "all decided" if not undecided else f"{undecided:,} to decide"
    about = [item.kind.value, *([item.type.value.replace("_", " ")] if item.type else []), plural(item.articles, "article")]
    if item.sources:
        about.append(plural(item.sources, "source"))
    parts: list[RenderableType] = [
        Rule(f"{number:,} of {total:,} · {left}", align="left", characters="─"),
        Text(printable(item.name), style="bold"),
        Text(" · ".join(about), style="dim"),
        Text(_forms(item)),
        Text(""),
    ]
    for snippet in item.snippets:
        parts += _snippet(snippet)
    if item.snippets:
        parts.append(Text(""))
    for place, option in enumerate(options_of(item, blind=blind), 1):
        parts += _option(place, option, blind=blind)
    if not item.options:
        parts.append(Text("nothing in the registry is like it", style="dim"))
    parts += [Text(""), _decided(item), _help(keys)]
    if said:
        parts.append(Text(printable(said), style="bold"))
    console.print(Group(*parts))


def _forms(item: Item) -> str:
    shown = [f"{printable(text)} ×{count}" for text, count in list(item.forms.items())[:_FORMS]]
    return "   ".join(shown) + ("   …" if len(item.forms) > _FORMS else "")


def _snippet(snippet: Snippet) -> Iterable[RenderableType]:
    parts = printable(snippet.text).split("**")
    text = Text()
    for number, part in enumerate(parts):
        text.append(part, style="bold reverse" if number % 2 and len(parts) == 3 else "")
    yield Padding(text, (0, 0, 0, 2))
    where = " · ".join(printable(part) for part in (snippet.article, snippet.date, snippet.source) if part)
    yield Padding(Text(where, style="dim"), (0, 0, 0, 4))


def _option(place: int, option: Option, *, blind: bool) -> Iterable[RenderableType]:
    line = Text(f"{place}  {printable(option.name)} ")
    line.append(f"[{printable(option.entity)}]", style="dim")
    if not blind:
        line.append(f"  {option.score:.3f}", style="bold")
    yield line
    for reason in option.why:
        told = _BITS.sub("", reason) if blind else reason
        if not (blind and _SHARES.match(told)):
            yield Padding(Text(printable(told), style="dim"), (0, 0, 0, 5))


def _decided(item: Item) -> Text:
    if item.decision is None:
        return Text("undecided", style="dim")
    because = f", because {item.decision.because}" if item.decision.because else ""
    return Text(printable(f"decided: {item.decision}{because}"), style="bold")


def _help(keys: Sequence[tuple[str, str]]) -> Text:
    text = Text()
    for key, meaning in keys:
        text.append(key, style="bold")
        text.append(f" {meaning}   ", style="dim")
    return text
