"""The documentation says what the code does: its commands, examples, tables and links are tried. `python docs/build.py` updates it."""

import doctest
import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from registry.cli.main import cli
from registry.errors import Severity
from registry.review.check import check

ROOT = Path(__file__).parents[1]


def _build() -> ModuleType:
    """docs/build.py, which is no package."""
    spec = importlib.util.spec_from_file_location("docs_build", ROOT / "docs/build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its dataclasses look their module up
    spec.loader.exec_module(module)
    return module


build = _build()
PAGES = build.pages()
ALL = [pytest.param(page, id=str(page.relative_to(ROOT))) for page in PAGES]
BLOCKS = [
    pytest.param(page, block, id=f"{page.relative_to(ROOT)}:{block.line}")
    for page in PAGES
    for block in build.blocks(page.read_text("utf-8"))
]
KINDS = {"console", "python", "yaml", "text"}
PROSE_WIDTH = 140


@pytest.mark.skipif(sys.platform == "win32", reason="the commands are those of a Unix shell in a terminal")
@pytest.mark.parametrize("page", ALL)
def test_a_reader_who_types_along_sees_what_the_page_shows(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Console blocks, Python sessions and the files to save are tried in the order of the page, in one copy of the checkout."""
    monkeypatch.delenv("REGISTRY_FILE", raising=False)
    failures: list[str] = []
    names: dict[str, object] = {}
    with build.workshop() as checkout:
        monkeypatch.chdir(checkout)
        for block in build.blocks(page.read_text("utf-8")):
            build.save(block, checkout)
            place = f"{page.relative_to(ROOT)}:{block.line}"
            if "skip" in block.marks:
                continue
            if block.kind == "console":
                for step, real in zip(build.steps(block), build.run(block, checkout), strict=True):
                    if not build.agrees(step.shown, real):
                        failures.append("\n".join([f"{place}: $ {step.command}", "shown:", *step.shown, "real:", *real]))
            elif block.kind == "python":
                failures += _doctest(block.text, names, place)
        monkeypatch.chdir(ROOT)
    assert not failures, "\n\n".join(failures) + "\n\npython docs/build.py writes the real output of commands into the pages"


def _doctest(code: str, names: dict[str, object], place: str) -> list[str]:
    """What fails in a session; `names` are those of the sessions above it on the page."""
    test = doctest.DocTestParser().get_doctest(code, names, place, None, 0)
    said: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS, verbose=False).run(test, out=said.append, clear_globs=False)
    names.update(test.globs)
    return ["".join(said)] if said else []


@pytest.mark.parametrize(("page", "block"), BLOCKS)
def test_a_block_is_of_a_known_kind_and_can_be_tried(page: Path, block) -> None:
    """A console block has commands, a Python block a session; one that is skipped tells why; a mark is one that means something."""
    assert block.kind in KINDS
    assert set(block.marks) <= {"skip", "broken", "file"}
    assert block.marks.get("skip", "a reason"), "say why the block is skipped"
    if "skip" not in block.marks:
        assert block.kind != "console" or build.steps(block)
        assert block.kind != "python" or ">>> " in block.text


@pytest.mark.parametrize(("page", "block"), [param for param in BLOCKS if param.values[1].kind == "yaml"])
def test_the_yaml_of_a_page_is_right_unless_it_is_marked_as_broken(page: Path, block) -> None:
    """A registry that a reader may copy loads without a problem, notices aside; a broken one has some."""
    name = block.marks.get("file", "aliases.yaml")
    problems = check(name, contents={name: block.text}).problems
    wrong = [problem for problem in problems if problem.severity is not Severity.NOTICE]
    assert bool(problems) if "broken" in block.marks else not wrong, "\n".join(map(str, problems))


@pytest.mark.parametrize("page", ALL)
def test_what_is_generated_is_what_the_code_says(page: Path) -> None:
    """Tables and examples that come from the code are as it has them now."""
    text = page.read_text("utf-8")
    assert build.regenerated(text) == text, "run python docs/build.py"


def test_every_generated_part_stands_on_a_page() -> None:
    """Nothing is generated for nobody, and every opening mark has its end."""
    text = "".join(page.read_text("utf-8") for page in PAGES)
    opened = re.findall(r"<!-- generated: ([a-z-]+) -->", text)
    assert sorted(opened) == sorted(build.GENERATED)
    assert sorted(re.findall(r"<!-- end of ([a-z-]+) -->", text)) == sorted(opened)


def test_every_rule_of_a_registry_file_is_explained() -> None:
    """The rules that the loader and the checks report are those of the reference page."""
    rooms = (ROOT / "registry/store", ROOT / "registry/review/checks")
    code = "".join(path.read_text("utf-8") for room in rooms for path in room.rglob("*.py"))
    reported = set(re.findall(r'"((?:[a-z0-9]+-)+[a-z0-9]+)"', code)) - {"utf-8", "utf-8-sig"}
    told = set(build.SLIPS) | {check.RULE for check in build.ALL_CHECKS}
    assert told == reported
    assert {rule: build.slip(rule).rule for rule in build.SLIPS} == {rule: rule for rule in build.SLIPS}


@pytest.mark.parametrize("page", ALL)
def test_links_lead_somewhere(page: Path) -> None:
    """A link to a file of the repository names one that exists, and a link to a heading a heading."""
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    missing = []
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, heading = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        if not target.exists() or (heading and heading not in _headings(target)):
            missing.append(link)
    assert missing == []


def _headings(page: Path) -> set[str]:
    """The anchors of a page's headings, as code hosts make them."""
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_readme_tells_every_command() -> None:
    """Somebody who reads the README alone knows what there is."""
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in cli.commands if f"`registry {name}" not in readme] == []


def test_the_reference_tells_every_option() -> None:
    """Each command has its help on the page of the command line."""
    page = (ROOT / "docs/reference/command-line.md").read_text("utf-8")
    for name, command in cli.commands.items():
        assert f"$ registry {name} --help" in page
        assert [option for parameter in command.params for option in parameter.opts if option[0] == "-" and option not in page] == []


@pytest.mark.parametrize("page", ALL)
def test_prose_keeps_to_the_width(page: Path) -> None:
    """Lines of prose are short enough to review side by side; tables and blocks are as wide as they need."""
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    assert [line for line in text.split("\n") if len(line) > PROSE_WIDTH and not line.startswith("|")] == []


def test_the_first_part_of_the_readme_names_its_readers() -> None:
    """Analysts, editors and those who draw networks each find their part on the first screen."""
    first_screen = "\n".join((ROOT / "README.md").read_text("utf-8").split("\n")[:40])
    for reader in ("analyst", "editor", "Gephi"):
        assert reader in first_screen
