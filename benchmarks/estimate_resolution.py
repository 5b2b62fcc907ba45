"""Estimate the weights of `Registry.resolve` and write registry/text/data/resolution.yaml.

usage: estimate_resolution.py REGISTRY.yaml [MENTIONS.tsv …] [--seed N] [--dry-run] [--show]

MENTIONS.tsv has the columns mention, lang, expected (an entity id, NIL or AMBIGUOUS) and kind; of a stranger's name (NIL), candidates that
no row expects are left out, since the file may not know them, and AMBIGUOUS rows say nothing of one candidate. Further mentions are made
from the registry (`made_mentions.py`). The weights are those of greatest likelihood under the model of `resolution_model.py`, each with a
Gaussian prior about the bits that reason gives it (`resolution_priors.py`).

Prints the log-loss, the links and the reliability of the scores, of the reasoned weights and of the estimate in ten-fold cross-validation
(all mentions made from an entity lie in one fold); writes the weights fitted to all mentions and, to results/resolution.md, the tables.
"""

import argparse
import csv
import math
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from made_mentions import batches  # noqa: E402 (beside this file, wherever it is called from)
from resolution_model import FOLDS, HAND, NAMES, Answer, Asking, answers, asking, counted, fit, read  # noqa: E402
from resolution_priors import CONTEXT_AT_MOST, LINK_AT, POLICY, PRIOR  # noqa: E402

import registry  # noqa: E402
from registry.match import weights  # noqa: E402
from registry.match.names import Names  # noqa: E402
from registry.match.resolver import Resolver  # noqa: E402
from registry.records import Entity  # noqa: E402

BINS = (0.0, 0.2, 0.5, 0.85, 0.95, 1.0)
DATA = HERE.parent / "registry" / "text" / "data" / "resolution.yaml"
RESULTS = HERE / "results" / "resolution.md"


def from_files(entities: Sequence[Entity], paths: Iterable[str]) -> Iterator[Asking]:
    """The labelled mentions."""
    names = Names(entities)
    resolver = Resolver(names)
    for path in paths:
        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        known = {row["expected"] for row in rows}
        for row in rows:
            expected = row["expected"] or "NIL"
            if expected == "AMBIGUOUS":
                continue
            found = read(resolver, names, row["mention"], row["lang"] or None)
            if expected == "NIL":
                found = {id: readings for id, readings in found.items() if id in known}
            about = row["mention"] if expected == "NIL" else expected
            yield asking(row["mention"], found, None if expected == "NIL" else expected, about)


def from_registry(entities: Sequence[Entity], seed: int) -> Iterator[Asking]:
    """The mentions made."""
    for held, made in batches(entities, seed):
        names = Names(held)
        resolver = Resolver(names)
        for one in made:
            found = read(resolver, names, one.text, one.lang)
            yield asking(one.text, found, one.entity, one.about, one.source)


def cross_validated(askings: Sequence[Asking]) -> list[Answer]:
    """The answers to each fold under the weights fitted to the others."""
    found = []
    for fold in range(FOLDS):
        held = [ask for ask in askings if ask.fold == fold]
        found += answers(held, fit([ask for ask in askings if ask.fold != fold]))
    return found


def links(found: Sequence[Answer]) -> tuple[int, int, int]:
    """Links right, links wrong, and names of entities of the registry that are not linked."""
    linked = [answer for answer in found if answer.score >= weights.LINK_AT]
    right = sum(answer.right for answer in linked)
    return right, len(linked) - right, sum(answer.ask.expected for answer in found if answer.score < weights.LINK_AT)


def report(found: Mapping[str, Sequence[Answer]]) -> str:
    """The tables, a column for each set of weights."""
    lines = []
    for title, labelled in (("Labelled mentions", True), ("Mentions made from the registry", False)):
        some = {name: [answer for answer in all_ if answer.ask.labelled is labelled] for name, all_ in found.items()}
        number = len(next(iter(some.values())))
        if not number:
            continue
        lines += [f"{title}: {number}", "", "| weights | log-loss, bits | links right | links wrong | precision | not linked |"]
        lines.append("|---|---:|---:|---:|---:|---:|")
        for name, some_answers in some.items():
            right, wrong, missed = links(some_answers)
            loss = math.fsum(answer.loss for answer in some_answers) / number
            lines.append(f"| {name} | {loss:.4f} | {right} | {wrong} | {right / max(1, right + wrong):.4f} | {missed} |")
        lines += ["", "| score of the best candidate | " + " | ".join(f"{name}: mentions | right" for name in some) + " |"]
        lines.append("|---|" + "---:|---:|" * len(some))
        for low, high in pairwise(BINS):
            cells = []
            for some_answers in some.values():
                inside = [a for a in some_answers if a.ask.candidates and low <= a.score < high + (high == 1.0)]
                cells.append(f"{len(inside)} | {_percent(sum(a.right for a in inside), len(inside))}")
            lines.append(f"| {low:.2f} to {high:.2f} | " + " | ".join(cells) + " |")
        lines.append("")
    return "\n".join(lines)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "none"


def shown(askings: Sequence[Asking]) -> dict[str, tuple[int, int]]:
    """Weight -> labelled and made mentions in which a candidate shows it."""
    seen = {name: [0, 0] for name in NAMES}
    for ask in askings:
        for at in {at for readings in ask.candidates for counts in readings for at, _ in counts}:
            seen[NAMES[at]][not ask.labelled] += 1
    return {name: (labelled, made) for name, (labelled, made) in seen.items()}


def table(bits: np.ndarray, seen: Mapping[str, tuple[int, int]]) -> str:
    """The data file."""
    lines = [
        "# The weights of `Registry.resolve` and `annotate` in bits, written by benchmarks/estimate_resolution.py.",
        "# What each weighs says registry/match/weights.py; `from` the mentions that showed it, or the reason.",
        "",
    ]
    for at, name in enumerate(PRIOR):
        labelled, made = seen[name]
        told = f"{labelled} labelled and {made} made mentions" if labelled + made else f'"{PRIOR[name][1]}"'
        lines.append(f"{name}: {{bits: {bits[at]:.2f}, from: {told}}}")
    lines += [f'{name}: {{bits: {value:.2f}, from: "{reason}"}}' for name, (value, reason) in POLICY.items()]
    for name, (value, reason) in (("LINK_AT", LINK_AT), ("CONTEXT_AT_MOST", CONTEXT_AT_MOST)):
        lines.append(f'{name}: {{probability: {value}, from: "{reason}"}}')
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """Read, fit, print, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("registry")
    parser.add_argument("mentions", nargs="*")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", action="store_true", help="list the links of the estimate that are wrong")
    parser.add_argument("--dry-run", action="store_true", help="print, but write nothing")
    asked: Any = parser.parse_args(arguments)
    entities = list(registry.load(asked.registry))
    with counted():
        askings = [*from_files(entities, asked.mentions), *from_registry(entities, asked.seed)]
    estimated = cross_validated(askings)
    text = report({"reasoned": answers(askings, HAND), "estimated": estimated})
    print(text)
    for answer in estimated if asked.show else ():
        if answer.score >= weights.LINK_AT and not answer.right:
            ask = answer.ask
            print(ask.mention, ask.ids[answer.best], f"{answer.score:.2f}", ask.group or "labelled", sep="\t")
    data = table(fit(askings), shown(askings))
    print(data)
    if not asked.dry_run:
        DATA.write_text(data, "utf-8")
        RESULTS.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
