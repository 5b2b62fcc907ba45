"""`registry review`: a review queue decided with keys; every answer is in the file before the next question is shown."""

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from registry.api import default_path
from registry.cli.output import plural, printable, talk
from registry.errors import EditError

if TYPE_CHECKING:
    from registry.review.items import Decision, Item, Option, Queue, Verb
    from registry.store import Book

__all__ = ["review"]

KEYS: Final = (
    ("a", "accept the first"),
    ("1-9", "accept that one"),
    ("e", "another entity"),
    ("n", "new entity"),
    ("r", "reject, with a reason"),
    ("w", "weak"),
    ("u", "unsure"),
    ("space", "next"),
    ("p", "previous"),
    ("z", "undo"),
    ("q", "quit"),
)
_NEXT: Final = (" ", "\r", "\n", "s", "\x1b[C", "\x1b[B")
"""Space, return, and the arrows to the right and down."""
_PREVIOUS: Final = ("p", "\x1b[D", "\x1b[A", "\x7f")
_QUIT: Final = ("q", "", "\x04")
"""q, the end of what is typed, and Ctrl-D."""
_KEY = re.compile(r"\x1b(?:\[[0-9;]*[A-Za-z~]|O.)?|.", re.DOTALL)
"""A key, or what a terminal sends for one that is no character."""
_APART = re.compile("[^a-z0-9]+")
_ID = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")


@click.command()
@click.argument("queue", metavar="QUEUE")
@click.option("--blind", is_flag=True, help="Hide scores, and show the candidates in an order that says nothing.")
@click.pass_obj
def review(path: Path | None, queue: str, blind: bool) -> None:
    """Decide the items of QUEUE with keys, one screen an item.

    It begins with the first that is undecided, so you may quit at any time and go on later. Each answer is written into QUEUE at once, and
    only the lines of its decision change.

    \b
    a      accept the first candidate          1-9    accept that candidate
    e      it is another entity, by its id     n      it is a new entity, with a new id
    r      reject a candidate, with a reason   w      weak: it says too little alone
    u      unsure                              space  next
    p      previous                            z      undo the last answer
    q      quit
    """
    from registry.review.queue import read_queue

    read = read_queue(queue)
    session = _Session(queue, read, _book(path, read), blind)
    session.run()
    left = sum(item.decision is None for item in session.items)
    talk(f"{queue}: {plural(len(session.items), 'item')}, {left:,} to decide")


def _book(path: Path | None, queue: "Queue") -> "Book":
    from registry.store import load_entities

    return load_entities(path or (queue.registry if os.path.exists(queue.registry) else default_path()), check=False)


@dataclass(frozen=True, slots=True)
class _Step:
    """An answer that can be taken back."""

    key: str
    before: "Decision | None"


class _Session:
    """Where a reviewer is in a queue, and what was answered."""

    def __init__(self, path: str, queue: "Queue", book: "Book", blind: bool) -> None:
        self.path = path
        self.items: list[Item] = list(queue.items)
        self._known = frozenset(entity.id for entity in book.entities)
        self._blind = blind
        self._typed = ""
        self._done: list[_Step] = []
        self._at = next((at for at, item in enumerate(self.items) if item.decision is None), 0)
        self._said = "" if any(item.decision is None for item in self.items) else "every item is decided; look through them, or quit"

    def run(self) -> None:
        """Show and ask until the reviewer quits."""
        from registry.cli.screen import show

        while self.items:
            undecided = sum(item.decision is None for item in self.items)
            show(self._item, self._at + 1, len(self.items), undecided, KEYS, blind=self._blind, said=self._said)
            self._said = ""
            try:
                key = self._key()
                if key in _QUIT:
                    return
                self._press(key if len(key) > 1 else key.lower())
            except (EOFError, KeyboardInterrupt):
                return

    def _key(self) -> str:
        """The next key; several that come at once, as from a slow line, are taken one by one."""
        if not self._typed:
            try:
                self._typed = click.getchar()
            except OSError as error:
                raise EditError("there is no terminal to press keys on; fill in the decisions of the file in an editor") from error
        found = _KEY.match(self._typed)
        key = found.group() if found else ""
        self._typed = self._typed[len(key) :]
        return key

    @property
    def _item(self) -> "Item":
        return self.items[self._at]

    @property
    def _options(self) -> "tuple[Option, ...]":
        from registry.cli.screen import options_of

        return options_of(self._item, blind=self._blind)

    def _press(self, key: str) -> None:
        from registry.review.items import Decision, Verb

        if key in _NEXT:
            self._move(1)
        elif key in _PREVIOUS:
            self._move(-1)
        elif key == "z":
            self._undo()
        elif key == "u":
            self._answer(Decision(Verb.UNSURE))
        elif key == "n":
            self._new()
        elif key == "e":
            self._named()
        elif key.isdecimal() and key.isascii():
            self._of(Verb.SAME, key)
        elif key == "a":
            if self._blind and len(self._options) > 1:
                self._said = "blind, no candidate is the first: accept one by its number"
            else:
                self._of(Verb.SAME, "1")
        elif key in ("r", "w"):
            self._of(Verb.DIFFERENT if key == "r" else Verb.WEAK, self._which())
        else:
            self._said = f"{key!r} does nothing here"

    def _move(self, by: int) -> None:
        to = self._at + by
        if 0 <= to < len(self.items):
            self._at = to
        else:
            self._said = "this is the last item" if by > 0 else "this is the first item"

    def _which(self) -> str:
        """The number of a candidate; asked for only if there are several."""
        if len(self._options) < 2:
            return "1"
        click.echo(f"Which candidate, 1-{len(self._options)}? ", nl=False)
        key = self._key()
        click.echo(printable(key))
        return key

    def _of(self, verb: "Verb", number: str) -> None:
        """Answer with a candidate."""
        from registry.review.items import Decision, Verb

        options = self._options
        if not (number.isascii() and number.isdecimal() and 1 <= int(number) <= len(options)):
            self._said = f"there is no candidate {number!r}" if options else "there is no candidate; e names an entity, n makes one"
            return
        because = ""
        if verb is Verb.DIFFERENT:
            because = self._ask(f"Why is it not {options[int(number) - 1].name}?")
            if not because:
                self._said = "not rejected: that wants a reason"
                return
        self._answer(Decision(verb, options[int(number) - 1].entity, because))

    def _named(self) -> None:
        from registry.review.items import Decision, Verb
        from registry.store.spelling import did_you_mean

        ident = self._ask("The id of the entity:").lower()
        if ident in self._known | self._made():
            self._answer(Decision(Verb.SAME, ident))
        elif ident:
            self._said = f"{ident!r} is no entity; {did_you_mean(ident, self._known, 'there are')}"

    def _new(self) -> None:
        from registry.review.items import Decision, Verb

        ident = self._ask("The id of the new entity:", _suggested(self._item.name)).lower()
        if ident in self._known | self._made():
            self._said = f"{ident!r} is taken; e says that it is this entity"
        elif _ID.fullmatch(ident):
            self._answer(Decision(Verb.NEW, ident))
        elif ident:
            self._said = f"{ident!r} is no id; it has small letters, digits and hyphens"

    def _made(self) -> frozenset[str]:
        """The ids that other answers make."""
        from registry.review.items import Verb

        decisions = (item.decision for item in self.items if item is not self._item)
        return frozenset(decision.entity for decision in decisions if decision and decision.verb is Verb.NEW and decision.entity)

    def _ask(self, question: str, default: str = "") -> str:
        """A line that the reviewer types; nothing if it is broken off."""
        line, end, self._typed = self._typed.partition("\r")
        if end:
            return line.strip() or default
        self._typed = ""
        try:
            return str(click.prompt(question, default=default, show_default=bool(default), prompt_suffix=" ")).strip()
        except click.Abort:
            return ""

    def _answer(self, decision: "Decision") -> None:
        step = _Step(self._item.key, self._item.decision)
        if not self._write(self._at, decision):
            return
        self._done.append(step)
        self._said = f"{self._item.name}: {decision}"
        self._to_next_undecided()

    def _to_next_undecided(self) -> None:
        places = [*range(self._at + 1, len(self.items)), *range(self._at)]
        following = next((at for at in places if self.items[at].decision is None), None)
        if following is None:
            self._said += "; that was the last"
        else:
            self._at = following

    def _undo(self) -> None:
        if not self._done:
            self._said = "nothing has been answered yet"
            return
        step = self._done.pop()
        at = next((at for at, item in enumerate(self.items) if item.key == step.key), None)
        if at is None:
            self._said = "the item answered last is no longer in the file"
            return
        self._at = at
        if self._write(at, step.before):
            self._said = "undone"

    def _write(self, at: int, decision: "Decision | None") -> bool:
        """Put a decision into the file; False if somebody else has changed the item meanwhile, which is then shown."""
        from registry.review.answer import answer
        from registry.review.queue import read_queue

        item = self.items[at]
        try:
            answer(self.path, item.key, decision, instead_of=item.decision)
        except EditError as error:
            self.items = list(read_queue(self.path).items)
            self._at = next((at for at, other in enumerate(self.items) if other.key == item.key), 0)
            self._said = str(error)
            return False
        self.items[at] = replace(item, decision=decision)
        return True


def _suggested(name: str) -> str:
    """An id made of a name.

    >>> _suggested("Зулфия Одинаева"), _suggested("Bank of Tajikistan")
    ('zulfiia-odinaeva', 'bank-of-tajikistan')
    """
    from registry.text.normalise import form
    from registry.text.romanise import romanise
    from registry.text.tokens import tokenise

    return _APART.sub("-", " ".join(romanise(form(token.raw).folded) for token in tokenise(name))).strip("-")
