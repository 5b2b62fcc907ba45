"""The weights of `resolve`: the data file, and the command that writes it, on a registry of a few entities."""

import ast
import importlib.util
import math
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from registry.match import weights
from registry.text.data import read_table

ROOT = Path(__file__).parents[2]
REGISTRY = """version: 1
entities:
  tajikistan: {name: Tajikistan, type: place, feature: state, aliases: [{text: Таджикистан, lang: ru}, Republic of Tajikistan, Tadjikistan]}
  iran: {name: Iran, type: place, feature: state, aliases: [{text: iranienne, kind: demonym, lang: fr}, Islamic Republic of Iran]}
  iraq: {name: Iraq, type: place, feature: state, aliases: [{text: irakienne, kind: demonym, lang: fr}, Republic of Iraq]}
  emomali-rahmon:
    name: Emomali Rahmon
    type: person
    country: tajikistan
    aliases: [Emomali Rakhmon, Imomali Rahmon, {text: Эмомали Рахмон, lang: ru}, {text: Rahmon, kind: surname}]
"""
ROWS = ("mention lang expected", "President_Emomali_Rahmon en emomali-rahmon", "Hasan_Rahmon en NIL", "the_Republic en AMBIGUOUS")
MENTIONS = "".join(row.replace(" ", "\t").replace("_", " ") + "\n" for row in ROWS)


@pytest.fixture(scope="module")
def command() -> Iterator[ModuleType]:
    """The command as a module."""
    pytest.importorskip("numpy")
    path = list(sys.path)
    spec = importlib.util.spec_from_file_location("estimate_resolution", ROOT / "benchmarks/estimate_resolution.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    sys.path[:] = path


def used() -> set[str]:
    """The weights that the code reads by name."""
    names = set()
    for path in (ROOT / "registry").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "weights" and node.attr.isupper():
                names.add(node.attr)
    return names


def test_file_has_what_the_code_uses() -> None:
    """Every weight that the code reads stands in the file with how it was come by, and no other."""
    table = read_table("resolution")
    assert set(table) == used()
    assert set(table) == {name for name in vars(weights) if name.isupper() and not name.startswith("_")}
    for name, row in table.items():
        assert set(row) == {"probability" if name in ("LINK_AT", "CONTEXT_AT_MOST") else "bits", "from"}
        assert row["from"].strip()


def test_high_scores_are_right() -> None:
    """In the last estimate at least 95 in 100 of the best candidates scored 0.95 to 1 were right, of labelled and of made mentions."""
    lines = (ROOT / "benchmarks/results/resolution.md").read_text("utf-8").splitlines()
    shares = [float(line.split("|")[-2].removesuffix(" % ")) for line in lines if line.startswith("| 0.95 to 1.00")]
    assert len(shares) == 2
    assert min(shares) >= 95


def test_two_mistakes_do_not_link_a_name_of_one_word() -> None:
    """Policy that the estimate must not undo."""
    link = math.log2(weights.LINK_AT / (1 - weights.LINK_AT))
    assert weights.ALIAS + 2 * weights.TYPO < link < weights.ALIAS + weights.TYPO


def test_a_veto_outweighs_a_name() -> None:
    """A long name, its country, a title and its acronym together do not bring back what policy refuses."""
    most = weights.ALIAS + 3 * weights.TOKEN + weights.COUNTRY + weights.TITLE
    for veto in (weights.UNEXPLAINED, weights.TYPE, weights.DATES_OFFICE, weights.NEVER):
        assert most + veto < 2.0


def test_terms_remember_what_they_are_the_sum_of(command: ModuleType) -> None:
    """The arithmetic of the code, with weights in place of numbers."""
    term = sys.modules["resolution_model"].Term
    one, two = term(9.0, {"ALIAS": 1.0}), term(0.5, {"TOKEN": 1.0})
    total = one + two * 3 + 0.0
    assert float(total) == 10.5
    assert dict(total.parts) == {"ALIAS": 1.0, "TOKEN": 3.0}
    assert dict(sum((one / 2, one), 0.0).parts) == {"ALIAS": 1.5}


def test_policy_and_prior_are_all_weights(command: ModuleType) -> None:
    """Each weight is either estimated or policy."""
    assert not set(command.PRIOR) & set(command.POLICY)
    assert {*command.NAMES, "LINK_AT", "CONTEXT_AT_MOST"} == used()


def test_command_is_deterministic(command: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Given its seed it prints and writes the same twice, with every weight, and leaves the weights of the process as they were."""
    before = {name: getattr(weights, name) for name in command.NAMES}
    (tmp_path / "aliases.yaml").write_text(REGISTRY, "utf-8")
    (tmp_path / "mentions.tsv").write_text(MENTIONS, "utf-8")
    outcomes = []
    for turn in "ab":
        command.DATA, command.RESULTS = tmp_path / f"{turn}.yaml", tmp_path / f"{turn}.md"
        command.main([str(tmp_path / "aliases.yaml"), str(tmp_path / "mentions.tsv"), "--seed", "3", "--show"])
        outcomes.append((capsys.readouterr().out, command.DATA.read_text("utf-8"), command.RESULTS.read_text("utf-8")))
    assert outcomes[0] == outcomes[1]
    assert "Labelled mentions: 2" in outcomes[0][0]
    assert "| 0.95 to 1.00 |" in outcomes[0][2]
    assert {line.split(":")[0] for line in outcomes[0][1].splitlines() if line[:1].isupper()} == used()
    assert before == {name: getattr(weights, name) for name in command.NAMES}


def test_dry_run_writes_nothing(command: ModuleType, tmp_path: Path) -> None:
    """With --dry-run it only prints."""
    (tmp_path / "aliases.yaml").write_text(REGISTRY, "utf-8")
    command.DATA, command.RESULTS = tmp_path / "no.yaml", tmp_path / "no.md"
    command.main([str(tmp_path / "aliases.yaml"), "--dry-run"])
    assert not command.DATA.exists()
    assert not command.RESULTS.exists()
