"""How fast articles are annotated beside what only scans for the same names, and whether a name that a scan finds is missed.

usage: annotation_throughput.py [-m MEGABYTES] [-a ALIASES] [-r ROUNDS] [-o FILE]
-m MEGABYTES  of text in several scripts (20)
-a ALIASES    of the registry (100000)
-r ROUNDS     in which all take turns; the median counts (3)
-o FILE       also write the table as Markdown (`benchmarks/results/throughput.md` is the last run)

Times are CPU time of one process. Ours makes every `Mention` with its evidence: names linked or ambiguous, names unknown, chrome. The
peers find exact strings and nothing else. Those that are not installed are left out: `pip install -r benchmarks/requirements.txt`.
"""

import argparse
import gc
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import figures
from figures import Figure
from machine import described, peak
from made_corpus import Corpus, articles, entities

import registry
from registry.text.tokens import Tokens

MEGABYTES, ALIASES, ROUNDS = 20.0, 100_000, 3
SHOWN = 10  # names missed that are printed; the count tells the rest
SLOW = 0.1  # of the corpus is enough for spaCy, whose tokeniser is the most of its time
ASKED = {"flashtext": 1.0, "flashtext2": 1 / 3, "spacy": 8.0}
"""Of each peer's throughput."""

Scan = Callable[[str], object]


def flashtext_spans(aliases: Sequence[str]) -> Callable[[str], list[tuple[int, int]]]:
    """A scan by flashtext: the spans of what it finds."""
    from flashtext import KeywordProcessor

    processor = KeywordProcessor(case_sensitive=True)
    for alias in aliases:
        processor.add_keyword(alias)
    return lambda text: [(start, end) for _, start, end in processor.extract_keywords(text, span_info=True)]


def _flashtext2(aliases: Sequence[str]) -> Scan:
    from flashtext2 import KeywordProcessor

    processor = KeywordProcessor(case_sensitive=True)
    for alias in aliases:
        processor.add_keyword(alias, alias)
    return processor.extract_keywords_with_span


def _ahocorasick(aliases: Sequence[str]) -> Scan:
    from ahocorasick_rs import AhoCorasick, MatchKind

    return AhoCorasick(list(aliases), matchkind=MatchKind.LeftmostLongest).find_matches_as_indexes


def _daachorse(aliases: Sequence[str]) -> Scan:
    from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick

    return CharwiseDoubleArrayAhoCorasick(list(aliases), MATCH_KIND_LEFTMOST_LONGEST).find


def _spacy(aliases: Sequence[str]) -> Scan:
    import spacy
    from spacy.matcher import PhraseMatcher

    pipeline = spacy.blank("xx")
    matcher = PhraseMatcher(pipeline.vocab)
    matcher.add("NAME", list(pipeline.tokenizer.pipe(aliases)))
    return lambda text: matcher(pipeline.make_doc(text))


PEERS = {
    "flashtext": flashtext_spans,
    "flashtext2": _flashtext2,
    "ahocorasick-rs": _ahocorasick,
    "daachorse": _daachorse,
    "spacy": _spacy,
}


def installed() -> list[str]:
    """The peers that can be imported."""
    return [name for name in PEERS if find_spec({"ahocorasick-rs": "ahocorasick_rs"}.get(name, name))]


def throughput(scan: Scan, texts: Sequence[str]) -> float:
    """Millions of bytes read in a second of CPU time."""
    gc.collect()
    start = time.process_time()
    for text in texts:
        scan(text)
    spent = time.process_time() - start
    return sum(len(text.encode()) for text in texts) / 1e6 / spent


def measured(scans: dict[str, Scan], corpus: Corpus, rounds: int) -> dict[str, float]:
    """The median throughput of each; they take turns."""
    found: dict[str, list[float]] = {name: [] for name in scans}
    for _ in range(rounds):
        for name, scan in scans.items():
            few = name == "spacy"
            found[name].append(throughput(scan, corpus.articles[: int(len(corpus.articles) * SLOW) or 1] if few else corpus.articles))
    return {name: statistics.median(figures) for name, figures in found.items()}


def missed(reg: registry.Registry, corpus: Corpus) -> Iterator[tuple[str, int, int] | None]:
    """For each name that flashtext finds with word boundaries around it: None if a linked or ambiguous mention of ours covers it,
    else the article and the span.
    """
    spans_of = flashtext_spans(corpus.aliases)
    for text in corpus.articles:
        tokens = Tokens(text)
        starts, ends = set(tokens.starts), set(tokens.ends)
        ours = [(mention.start, mention.end) for mention in reg.annotate(text).mentions if mention.candidates]
        for start, end in spans_of(text):
            if start in starts and end in ends:
                covered = any(first <= start and end <= last for first, last in ours)
                yield None if covered else (text, start, end)


def table(figures: dict[str, float]) -> Iterator[str]:
    """Throughput of each, and ours as its multiple."""
    yield "| | MB/s | ours, as its multiple |"
    yield "| --- | ---: | ---: |"
    for name, figure in figures.items():
        yield f"| {name} | {figure:.2f} | {figures['ours'] / figure:.2f} |"


def main() -> None:
    """Make, measure, check, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-m", dest="megabytes", type=float, default=MEGABYTES)
    parser.add_argument("-a", dest="aliases", type=int, default=ALIASES)
    parser.add_argument("-r", dest="rounds", type=int, default=ROUNDS)
    parser.add_argument("-o", dest="output", type=Path)
    options = parser.parse_args()
    known = entities(options.aliases)
    aliases = [name for entity in known for name in (entity.name, *(alias.text for alias in entity.aliases))]
    corpus = Corpus(list(articles(options.megabytes, aliases)), aliases)
    start = time.process_time()
    reg = registry.Registry(known)
    reg.annotate("The index is built on the first call.")
    built = time.process_time() - start
    peers = installed()
    first = throughput(reg.annotate, corpus.articles)
    speeds = measured({"ours": reg.annotate} | {name: PEERS[name](aliases) for name in peers}, corpus, options.rounds)
    made = (
        f"{corpus.megabytes:.1f} MB in {len(corpus.articles):,} made articles of five languages and three scripts, {len(aliases):,} aliases"
    )
    held = peak()
    lines = [
        "# Annotating: throughput",
        "",
        f"{made}; CPU time, median of {options.rounds} rounds. {described(*peers)}",
        "",
        *table(speeds),
        "",
        f"The first time, when every word form is new, ours reads the text {first / speeds['ours']:.2f} times as fast.",
        f"The index took as long to build as {built * speeds['ours']:.1f} MB take to read.",
        f"The process held at most {held:,.0f} MiB, text, registry and peers together.",
    ]
    if "flashtext" in peers:
        found = list(missed(reg, corpus))
        gone = [place for place in found if place]
        single = sum(" " not in text[start:end] for text, start, end in gone)
        lines += [
            "",
            f"Of {len(found):,} names that flashtext finds between word boundaries, {len(gone)} are neither linked nor ambiguous,",
        ]
        lines += [f"{single} of these one word: names beside another capitalised word that nobody knows, as in Paris Hilton.", ""]
        lines += [f"- {text[start:end]!r} in {text[max(0, start - 30) : end + 30]!r}" for text, start, end in gone[:SHOWN]]
    text = "\n".join(lines) + "\n"
    print(text)
    if options.output:
        options.output.write_text(text, "utf-8")
        of = f"{corpus.megabytes:.3g} MB, {len(aliases):,} aliases"
        found_by = [
            Figure(f"annotating {of}", speeds["ours"], "MB/s", name, figure, at_least=ASKED.get(name))
            for name, figure in speeds.items()
            if name != "ours"
        ]
        if "flashtext" in peers:
            found_by.append(
                Figure("names missed, of those that a scan finds at word boundaries", len(gone), "names", "found", len(found), at_most=0)
            )
        figures.save(options.output, found_by, *peers, missing=[name for name in PEERS if name not in peers])


if __name__ == "__main__":
    main()
