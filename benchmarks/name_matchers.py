"""The matchers that are compared, each as its user calls it: two strings in, a number out."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

from followthemoney import EntityProxy, model
from name_pairs import Pair
from nomenklatura.matching import get_algorithm
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler
from unidecode import unidecode

import registry

Scorer = Callable[[str, str], float]
PASSES = 5
BATCH = 200  # pairs; twice as many entities, and both roles of each, fit the 1,000 that logic-v2 keeps prepared
WARM_UP = ("Dushanbe", "Душанбе")  # loads the tables of each matcher before the clock starts; no pair's own time
SCHEMATA = ("LegalEntity", "Organization", "Person")
"""What a screening user may say of a name that is of no kind; logic-v2 compares no names of places as such."""

_ids = count()
_logic = get_algorithm("logic-v2")
assert _logic
_config = _logic.default_config()


@dataclass
class Matcher:
    """A matcher, its usual threshold, whether the best one is sought as well, and what it said and took."""

    name: str
    score: Scorer
    usual: float
    tuned: bool = True
    scores: list[float] = field(default_factory=list)
    cold: float = 0.0
    warm: float = 0.0

    def run(self, pairs: list[Pair]) -> None:
        """Score all pairs, and time the first pass and those after it, in microseconds a pair."""
        self.score(*WARM_UP)
        start = time.perf_counter()
        self.scores = [self.score(pair.left, pair.right) for pair in pairs]
        self.cold = (time.perf_counter() - start) / len(pairs) * 1e6
        self.warm = statistics.median(self._pass(pairs) for _ in range(PASSES))

    def _pass(self, pairs: list[Pair]) -> float:
        start = time.perf_counter()
        for pair in pairs:
            self.score(pair.left, pair.right)
        return (time.perf_counter() - start) / len(pairs) * 1e6


def matchers() -> list[Matcher]:
    """All but logic-v2, ours first."""
    return [
        Matcher("registry.compare", lambda left, right: registry.compare(left, right).score, 0.5, tuned=False),
        Matcher("WRatio", _romanised(fuzz.WRatio), 85.0),
        Matcher("token_sort_ratio", _romanised(fuzz.token_sort_ratio), 85.0),
        Matcher("Jaro-Winkler", _romanised(JaroWinkler.similarity), 0.85),
    ]


def logic_v2(schema: str) -> Matcher:
    """logic-v2 on entities that have this name and nothing else, made anew for every comparison."""
    return Matcher("logic-v2", lambda left, right: _compare(_entity(left, schema), _entity(right, schema)), 0.70)


def prepared(pairs: list[Pair], schema: str) -> float:
    """Microseconds a pair of logic-v2 when its entities were made and their names analysed before: the median pass."""
    passes = [0.0] * PASSES
    for begin in range(0, len(pairs), BATCH):
        made = [(_entity(pair.left, schema), _entity(pair.right, schema)) for pair in pairs[begin : begin + BATCH]]
        for one, other in made:
            _compare(one, other)
        for number in range(PASSES):
            start = time.perf_counter()
            for one, other in made:
                _compare(one, other)
            passes[number] += time.perf_counter() - start
    return statistics.median(passes) / len(pairs) * 1e6


def _entity(name: str, schema: str) -> EntityProxy:
    return model.get_proxy({"id": str(next(_ids)), "schema": schema, "properties": {"name": [name]}})


def _compare(one: EntityProxy, other: EntityProxy) -> float:
    return _logic.compare(one, other, _config).score


def _romanised(scorer: Callable[..., float]) -> Scorer:
    return lambda left, right: scorer(unidecode(left).lower(), unidecode(right).lower())
