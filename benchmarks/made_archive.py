"""An archive of made articles of any size, no two the same story, and a registry small enough not to matter."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

REGISTRY = """\
version: 1
entities:
  csto: {name: Collective Security Treaty Organization, type: organization, aliases: [{text: CSTO, kind: acronym}]}
  nato: {name: NATO, type: organization}
  emomali-rahmon: {name: Emomali Rahmon, type: person, aliases: [{text: Rahmon, kind: surname}]}
  vladimir-putin: {name: Vladimir Putin, type: person, aliases: [{text: Putin, kind: surname}]}
  tajikistan: {name: Tajikistan, type: place, feature: state}
  russia: {name: Russia, type: place, feature: state}
  taliban: {name: Taliban, type: group}
"""
NAMES = ("the CSTO", "NATO", "Emomali Rahmon", "Vladimir Putin", "Tajikistan", "Russia", "the Taliban")
VERBS = ("met", "warned", "praised", "wrote to", "agreed with", "accused", "visited")
WORDS = (
    "again border command council district drill early exercise forces later mountain northern number officer plan quiet reserve river "
    "road several signal station supply troops valley village weather winter agreement answer before budget column engineer"
).split()


def articles(count: int, *, sentences: int = 3, seed: int = 1) -> Iterator[str]:
    """Lines of JSON: each article has so many sentences of some 17 words, two names in each. Word forms recur, so that caches fill soon."""
    chance = random.Random(seed)
    for number in range(count):
        told = []
        for _ in range(sentences):
            one, other = chance.sample(NAMES, 2)
            filler = " ".join(chance.choice(WORDS) for _ in range(chance.randint(8, 14)))
            told.append(f"On day {chance.randint(1, 999)} {one} {chance.choice(VERBS)} {other} with {filler}.")
        date = f"20{chance.randint(10, 24)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        yield json.dumps({"id": f"made-{number}", "date": date, "source": "made", "text": " ".join(told)}) + "\n"


def write(folder: Path, count: int, *, sentences: int = 3) -> tuple[Path, Path]:
    """The registry and the articles, as files."""
    registry, archive = folder / "aliases.yaml", folder / f"archive-{count}-{sentences}.jsonl"
    registry.write_text(REGISTRY, "utf-8")
    with archive.open("w", encoding="utf-8") as file:
        file.writelines(articles(count, sentences=sentences))
    return registry, archive
