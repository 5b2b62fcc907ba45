"""Bring the documentation up to date with the code: `python docs/build.py` rewrites README.md and docs/ in place.

Two things in the pages are made and not written: what stands between `<!-- generated: NAME -->` and `<!-- end of NAME -->`, from
the code itself, and the output below the commands of console blocks, from running them in a copy of the checkout. Read the diff
before you commit it. tests/test_docs.py holds the pages to the same functions.

A comment on the line above a block may say, parts divided by "; ":

    skip: REASON    the block is not run
    broken          this YAML has problems, on purpose
    file: NAME      the reader saves the block under this name, so it is there for the blocks below

A line that is only … stands for any number of lines of output.
"""

import ast
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from registry.errors import Problem, RegistryFileError, Severity  # noqa: E402 (the checkout's own package, wherever the script is called from)
from registry.match import weights  # noqa: E402
from registry.review.check import check as check_registry  # noqa: E402
from registry.review.checks import CHECKS as RESOLVER_CHECKS  # noqa: E402
from registry.store import SCHEMA_PATH  # noqa: E402
from registry.store.checks import CHECKS, LOADING  # noqa: E402
from registry.store.load import read_text  # noqa: E402
from registry.store.read import COMPILED  # noqa: E402
from registry.text.data import read_table  # noqa: E402

WORKSHOP: Final = ("registry", "aliases.yaml", "seeds", "tests/gold")
"""What of the checkout the commands of the pages need."""
TERMINAL: Final = {"TERM": "dumb", "COLUMNS": "110", "LINES": "50", "LC_ALL": "C.UTF-8"}
"""Tables as a person sees them, without colours and moving bars; as wide as a page shows without scrolling."""
COMMAND_TIMEOUT: Final = 120
"""Seconds for all commands of a block; they take one or two."""
MARK: Final = "\x1e next \x1e"
"""Divides the outputs of a block; no command prints it."""

_FENCE = re.compile(r"^```([a-z]*)\s*$")
_COMMENT = re.compile(r"^<!-- (.+) -->$")
_GENERATED = re.compile(r"(<!-- generated: ([a-z-]+) -->\n).*?(<!-- end of \2 -->)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a page; `line` is that of its first line of content, counted from 1."""

    kind: str
    line: int
    lines: tuple[str, ...]
    marks: Mapping[str, str]

    @property
    def text(self) -> str:
        """Its content."""
        return "".join(f"{line}\n" for line in self.lines)


@dataclass(frozen=True, slots=True)
class Step:
    """A command of a console block and the output that the page shows."""

    command: str
    prompt: tuple[str, ...]
    """The lines of the command as the page has them."""
    shown: tuple[str, ...]


def pages() -> list[Path]:
    """README.md and every page of docs/."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def blocks(text: str) -> list[Block]:
    """The fenced blocks of a page in order."""
    found: list[Block] = []
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        fence = _FENCE.match(lines[at])
        if fence:
            end = lines.index("```", at + 1)
            comment = _COMMENT.match(lines[at - 1]) if at else None
            marks = {part.partition(": ")[0]: part.partition(": ")[2] for part in comment.group(1).split("; ")} if comment else {}
            found.append(Block(fence.group(1), at + 2, tuple(lines[at + 1 : end]), marks))
            at = end
        at += 1
    return found


def steps(block: Block) -> list[Step]:
    """The commands of a console block; a command whose line ends in a backslash goes on in the next."""
    found: list[Step] = []
    prompt: list[str] = []
    shown: list[str] = []
    for line in block.lines:
        if prompt and not shown and prompt[-1].endswith("\\"):
            prompt.append(line)
        elif line.startswith("$ "):
            if prompt:
                found.append(_step(prompt, shown))
            prompt, shown = [line], []
        else:
            shown.append(line)
    return [*found, _step(prompt, shown)] if prompt else []


def _step(prompt: Sequence[str], shown: Sequence[str]) -> Step:
    return Step("\n".join([prompt[0][2:], *prompt[1:]]), tuple(prompt), tuple(_trimmed(list(shown))))


def _trimmed(lines: list[str]) -> list[str]:
    """Without blanks at the ends of lines, and without blank lines at either end."""
    lines = [line.rstrip() for line in lines]
    while lines and not lines[0]:
        del lines[0]
    while lines and not lines[-1]:
        del lines[-1]
    return lines


@contextmanager
def workshop() -> Iterator[Path]:
    """A copy of the checkout in which commands may write, with `registry` and `python` beside it; gone afterwards."""
    with tempfile.TemporaryDirectory() as room:
        checkout, tools = Path(room, "checkout"), Path(room, "bin")
        for name in WORKSHOP:
            source, target = ROOT / name, checkout / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, target)
        tools.mkdir()
        for name, arguments in (("registry", "-m registry"), ("python", "")):
            tool = tools / name
            tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" {arguments} "$@"\n')
            tool.chmod(tool.stat().st_mode | stat.S_IXUSR)
        yield checkout


def run(block: Block, checkout: Path) -> list[list[str]]:
    """The output of each command, as a terminal shows it: standard output and standard error in the order written."""
    import pty  # not on Windows, where the pages can still be read

    script = "".join(f"{step.command}\n__status=$?; printf '%s\\n' '{MARK}'; (exit $__status)\n" for step in steps(block))
    environment = {name: value for name, value in os.environ.items() if name != "REGISTRY_FILE"} | TERMINAL
    environment |= {"PYTHONPATH": str(checkout), "PATH": f"{checkout.parent / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    screen, terminal = pty.openpty()
    with subprocess.Popen(
        ["bash", "-c", script], cwd=checkout, env=environment, stdin=subprocess.DEVNULL, stdout=terminal, stderr=terminal
    ) as shell:
        os.close(terminal)
        timer = threading.Timer(COMMAND_TIMEOUT, shell.kill)
        timer.start()
        written = bytearray()
        try:
            while piece := os.read(screen, 1 << 16):
                written += piece
        except OSError:  # how Linux says that the last writer has gone
            pass
        finally:
            os.close(screen)
            shell.wait()
            timer.cancel()
    outputs = normalised(written.decode("utf-8"), checkout).split(f"{MARK}\n")[:-1]
    return [_trimmed(output.split("\n")) for output in outputs]


def normalised(output: str, checkout: Path) -> str:
    """Without what differs from machine to machine: line ends, absolute paths, times taken."""
    output = output.replace("\r\n", "\n")
    for path in {str(checkout), str(checkout.resolve())}:
        output = output.replace(path, "/path/to/checkout")
    return re.sub(r"\b\d+(?:\.\d+)? ?(?:ms|seconds)\b|\b\d:\d\d:\d\d\b", "0:00:00", output)


def agrees(shown: Sequence[str], real: Sequence[str]) -> bool:
    """Whether the page shows the real output; its … lines stand for any lines."""
    pattern = "".join(r"(?:.*\n)*?" if line == "…" else re.escape(f"{line}\n") for line in shown)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in real)) is not None


def problem_line(problem: Problem) -> str:
    """A problem as `registry check` prints it."""
    said = "" if problem.severity is Severity.ERROR else f"{problem.severity}: "
    return f"{problem.source}: {said}{problem.message} ({problem.rule})"


# What is generated.

SLIPS: Final[dict[str, str]] = {
    "unreadable-file": "",
    "unwritable-file": "",
    "not-utf8": "",
    "not-yaml": "name: UNHCR: the refugee agency\n",
    "not-json": '{"id": csto}',
    "not-csv": 'id,name,type\ncsto,"the "allies",group',
    "compiled-file": "",
    "empty-file": "",
    "second-document": "version: 1\nentities: {}\n---\nversion: 1\n",
    "anchor-or-tag": "version: 1\nentities: &all {}\n",
    "too-deep": "version: 1\nentities: " + "[" * 20 + "]" * 20 + "\n",
    "control-character": "version: 1\nentities: {nato: {name: NA\u2028TO, type: organization}}\n",
    "missing-field": "version: 1\nentities: {nato: {name: NATO}}\n",
    "unknown-field": "version: 1\nentities: {nato: {name: NATO, type: organization, alias: [OTAN]}}\n",
    "duplicate-key": "version: 1\nentities: {nato: {name: NATO, type: organization, type: group}}\n",
    "duplicate-id": "version: 1\nentities: {nato: {name: NATO, type: organization}, nato: {name: Nato, type: group}}\n",
    "wrong-shape": "version: 1\nentities: {nato: {name: NATO, type: organization, aliases: OTAN}}\n",
    "empty-text": "version: 1\nentities: {nato: {name: , type: organization}}\n",
    "outer-space": "version: 1\nentities: {nato: {name: 'NATO ', type: organization}}\n",
    "bad-value": "version: 1\nentities: {nato: {name: NATO, type: organisation}}\n",
    "bad-id": "version: 1\nentities: {NATO: {name: NATO, type: organization}}\n",
    "bad-lang": "version: 1\nentities: {nato: {name: NATO, type: organization, aliases: [{text: НАТО, lang: Russian}]}}\n",
    "bad-date": "version: 1\nentities: {nato: {name: NATO, type: organization, aliases: [{text: OTAN, since: 1949-04-31}]}}\n",
    "reversed-dates": "version: 1\nentities: {eec: {name: EEC, type: organization, aliases: [{text: EC, since: 1993, until: 1957}]}}\n",
    "misplaced-field": "version: 1\nentities: {nato: {name: NATO, type: organization, feature: state}}\n",
}
"""One file for each rule that reading can break, as small as it can be; three are made below, of what no text can hold."""


def slip(rule: str) -> Problem:
    """The problem that the slip of a rule gives."""
    text: str | bytes = {"not-utf8": b"version: 1\n# \xff\n", "compiled-file": COMPILED}.get(rule) or SLIPS[rule]
    if rule == "unreadable-file":
        from registry.store import read_book

        found = read_book("no-such-folder/aliases.yaml").problems
        return Problem(found[0].source, found[0].rule, found[0].message)
    if rule == "unwritable-file":
        from registry.store.replace import replace_bytes

        try:
            replace_bytes("no-such-folder/aliases.yaml", b"")
        except RegistryFileError as error:
            return error.problems[0]
    name = {"not-json": "entities.jsonl", "not-csv": "entities.csv"}.get(rule, "aliases.yaml")
    return next(problem for problem in read_text(text, name).problems if problem.rule == rule)


def reading_rules() -> str:
    """A table of the rules of reading, with the message of a slip."""
    rows = [f"| `{rule}` | {_cell(slip(rule).message)} |" for rule in SLIPS]
    return "\n".join(["| rule | a message |", "|---|---|", *rows]) + "\n"


ALL_CHECKS: Final = (*CHECKS, *RESOLVER_CHECKS)


def checks() -> str:
    """Each check: what it says, a registry that passes, one that does not, and its problems."""
    parts = []
    for check in ALL_CHECKS:
        told = re.sub(r"\s*\n\n\s*", "\n\n", (check.__doc__ or "").strip())
        problems = "\n".join(problem_line(problem) for problem in problems_of(check.FAIL))
        passes, fails = f"```yaml\n{check.PASS}```", f"<!-- broken -->\n```yaml\n{check.FAIL}```"
        said = f"```text\n{problems}\n```"
        parts.append(f"### `{check.RULE}`\n\n{told}\n\nPasses:\n\n{passes}\n\nFails:\n\n{fails}\n\n{said}\n")
    return "\n".join(parts)


def check_table() -> str:
    """A line for each check: how bad it is, whether it is corrected, whether a file that breaks it is refused when it is loaded."""
    rows = []
    for check in ALL_CHECKS:
        problems = problems_of(check.FAIL)
        severities = ", ".join(kind.value for kind in Severity if any(problem.severity is kind for problem in problems))
        fixed = "yes" if any(problem.fix for problem in problems) else ""
        said = _cell((check.__doc__ or "").split("\n", 1)[0])
        rows.append(f"| [`{check.RULE}`](#{check.RULE}) | {said} | {severities} | {fixed} | {'yes' if check in LOADING else ''} |")
    return "\n".join(["| rule | what it says | severity | `--fix` | tried at loading |", "|---|---|---|---|---|", *rows]) + "\n"


def problems_of(text: str) -> Sequence[Problem]:
    """The problems of a registry, by every check."""
    return check_registry("aliases.yaml", contents={"aliases.yaml": text}).problems


def weight_table() -> str:
    """The weights of evidence in bits, with what each weighs and how it was come by."""
    table = read_table("resolution")
    rows = []
    for name, meaning in _constants(ROOT / "registry/match/weights.py"):
        value = getattr(weights, name)
        shown = f"{value:.2f}, a probability" if name in ("LINK_AT", "CONTEXT_AT_MOST") else f"{value:+.1f}"
        rows.append(f"| `{name}` | {shown} | {_cell(meaning)} | {_cell(table[name]['from'])} |")
    return "\n".join(["| weight | bits | what it weighs | from |", "|---|---:|---|---|", *rows]) + "\n"


def reliability() -> str:
    """What the last estimate of the weights found."""
    return (ROOT / "benchmarks/results/resolution.md").read_text("utf-8")


def benchmarks() -> str:
    """The table of `make bench` with its plots; a page of docs/reference/ is two folders away from the results."""
    text = (ROOT / "benchmarks/results/README.md").read_text("utf-8")
    _, _, rest = text.partition("\n\n")
    return rest.replace("](", "](../../benchmarks/results/")


PLAIN: Final = {
    "person": "A human being, living or dead.",
    "organization": "A body with members or staff: an alliance, a ministry, armed forces as a whole.",
    "military_unit": "A part of armed forces: a base, a division, a military district.",
    "media": "A news agency, a newspaper, a broadcaster, a site.",
    "state": "A state of today.",
    "former_state": "One that is no more: the Soviet Union. It is no actor.",
    "district": "The level below the province.",
    "city": "A city, a town or a village.",
}
"""The meaning of members whose name says it all to who reads the code."""


def members(name: str) -> Callable[[], str]:
    """A table of an enum of records.py with what its members mean."""

    def table() -> str:
        rows = [f"| `{value}` | {_cell(reason or PLAIN[value])} |" for value, reason in _enum(name) if value != "preferred"]
        return "\n".join(["| value | meaning |", "|---|---|", *rows]) + "\n"

    return table


def fields(name: str) -> Callable[[], str]:
    """A table of the fields of a definition of schema.json."""

    def table() -> str:
        schema = json.loads(Path(SCHEMA_PATH).read_text("utf-8"))
        definition = schema["$defs"][name]
        needed = set(definition["required"])
        rows = [
            f"| `{field}` | {'yes' if field in needed else ''} | {_cell(about['description'])} |"
            for field, about in definition["properties"].items()
        ]
        return "\n".join(["| field | needed | what it holds |", "|---|---|---|", *rows]) + "\n"

    return table


def _constants(path: Path) -> Iterator[tuple[str, str]]:
    """The public constants of a module, each with the docstring under it."""
    body = ast.parse(path.read_text("utf-8")).body
    for statement, following in pairwise(body):
        if isinstance(statement, ast.Assign) and isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant):
            target = statement.targets[0]
            if isinstance(target, ast.Name) and target.id.isupper():
                yield target.id, str(following.value.value)


def _enum(name: str) -> Iterator[tuple[str, str]]:
    """Value and docstring of each member; a member that says itself has none."""
    tree = ast.parse((ROOT / "registry/records.py").read_text("utf-8"))
    body = next(node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == name)
    for at, statement in enumerate(body):
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant):
            following = body[at + 1] if at + 1 < len(body) else None
            told = following.value.value if isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant) else ""
            yield str(statement.value.value), str(told)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


GENERATED: Final[dict[str, Callable[[], str]]] = {
    "entity-types": members("EntityType"),
    "features": members("Feature"),
    "alias-kinds": members("AliasKind"),
    "entity-fields": fields("entity"),
    "alias-fields": fields("alias"),
    "never-fields": fields("never"),
    "reading-rules": reading_rules,
    "check-table": check_table,
    "checks": checks,
    "weights": weight_table,
    "reliability": reliability,
    "benchmarks": benchmarks,
}


def regenerated(text: str) -> str:
    """A page with its generated parts made anew."""
    return _GENERATED.sub(lambda match: f"{match.group(1)}\n{GENERATED[match.group(2)]()}\n{match.group(3)}", text)


def save(block: Block, checkout: Path) -> None:
    """Save a block that the reader is told to save."""
    if name := block.marks.get("file"):
        target = checkout / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(block.text, "utf-8")


def rerun(text: str) -> str:
    """A page with the output of its commands made anew where it no longer agrees."""
    lines = text.split("\n")
    changes: list[tuple[Block, list[str]]] = []
    with workshop() as checkout:
        for block in blocks(text):
            save(block, checkout)
            if block.kind == "console" and "skip" not in block.marks:
                outputs = run(block, checkout)
                new: list[str] = []
                for step, real in zip(steps(block), outputs, strict=True):
                    new += [*step.prompt, *(step.shown if agrees(step.shown, real) else real)]
                changes.append((block, new))
    for block, new in reversed(changes):
        lines[block.line - 1 : block.line - 1 + len(block.lines)] = new
    return "\n".join(lines)


def main() -> None:
    """Rewrite the pages that changed and name them."""
    for page in pages():
        old = page.read_text("utf-8")
        new = rerun(regenerated(old))
        if new != old:
            page.write_text(new, "utf-8")
            print(f"rewrote {page.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
