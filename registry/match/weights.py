"""The weights of evidence in bits: log2 of how much more often it is seen with the right entity than with a wrong one.

They stand in `registry/text/data/resolution.yaml`, each with the reason or the number of mentions that it was estimated from, and are
written by `benchmarks/estimate_resolution.py`; below is what each weighs. A score of p means odds of p / (1 - p), so 10 bits are 0.999,
2 bits 0.8, 0 bits 0.5.
"""

from registry.text.data import read_table

_ROWS: dict[str, dict[str, str]] = read_table("resolution")
_BITS = {key: float(row["bits"]) for key, row in _ROWS.items() if "bits" in row}

ALIAS = _BITS["ALIAS"]
"""A whole alias met word for word, before anything else is known."""
TOKEN = _BITS["TOKEN"]
"""Each further word of the alias: a long name has fewer namesakes."""
FOLDED = _BITS["FOLDED"]
"""Case, accents or punctuation differ."""
LOOSE_CASE = _BITS["LOOSE_CASE"]
"""A name in lower case."""
ACRONYM_CASE = _BITS["ACRONYM_CASE"]
"""An acronym in lower case."""
INFLECTED = _BITS["INFLECTED"]
"""An ending undone by rule."""
SOUND = _BITS["SOUND"]
"""Another romanisation of the same sounds."""
OTHER_SCRIPT = _BITS["OTHER_SCRIPT"]
"""Known by its sound alone, in a script of which the registry lists next to nothing."""
GLUED = _BITS["GLUED"]
"""Words run together or apart."""
REORDERED = _BITS["REORDERED"]
"""All words of the alias, in another order."""
TYPO = _BITS["TYPO"]
"""Each letter added, lost, changed or swapped."""
TITLE = _BITS["TITLE"]
"""An office or rank that the person is known by beside the name."""
OTHERS_TITLE = _BITS["OTHERS_TITLE"]
"""An office beside a surname that another bearer is known by, and this one is not: President Biden is not Jill Biden."""
DESIGNATOR = _BITS["DESIGNATOR"]
"""A word beside the name that says rightly what kind of thing it is: city of, group."""
COUNTRY = _BITS["COUNTRY"]
"""The entity's own country or place named beside it."""
OTHER_COUNTRY = _BITS["OTHER_COUNTRY"]
"""Only other countries named beside a person with a title."""
BRACKET_AGREES = _BITS["BRACKET_AGREES"]
"""The acronym in brackets is the entity's own."""
CONTEXT = _BITS["CONTEXT"]
"""The country or a larger place of the candidate is named near by."""
ARTICLE_NAMES_IT = _BITS["ARTICLE_NAMES_IT"]
"""The article has the full name elsewhere."""
CONTEXT_BESIDE = _BITS["CONTEXT_BESIDE"]
"""The country or a larger place of the candidate is named in the sentence."""
CONTEXT_PARAGRAPH = _BITS["CONTEXT_PARAGRAPH"]
"""It is named in the paragraph."""
CONTEXT_ARTICLE = _BITS["CONTEXT_ARTICLE"]
"""It is named somewhere in the article."""
CONTEXT_SOURCE = _BITS["CONTEXT_SOURCE"]
"""It is the country of the medium that published the article."""
BEARER_NEAR = _BITS["BEARER_NEAR"]
"""Of several bearers of a name, the one whom alone the paragraph has named in full."""
OTHER_BEARER = _BITS["OTHER_BEARER"]
"""A stranger bears the name elsewhere in the article."""
LANGUAGE = _BITS["LANGUAGE"]
"""The alias is marked with the language of the text."""
WEAK = _BITS["WEAK"]
"""The editor's word that the alias never links alone."""
WEAK_LICENCE = _BITS["WEAK_LICENCE"]
"""A title that the person is known by with a weak surname, or the country beside a weak place: the editor's *not alone*."""
TITLE_LICENCE = _BITS["TITLE_LICENCE"]
"""A title with a weak surname of which the registry does not know that the person bears it."""
DATES_NAME = _BITS["DATES_NAME"]
"""A former name after its last day."""
DATES_SURNAME = _BITS["DATES_SURNAME"]
"""A former surname alone after its last day."""
DATES_OFFICE = _BITS["DATES_OFFICE"]
"""An office or a description outside its dates, or a name before its first day."""
UNEXPLAINED = _BITS["UNEXPLAINED"]
"""Words beside the alias that no title, country or designator explains."""
TYPE = _BITS["TYPE"]
"""The caller asked for another type."""
NEVER = _BITS["NEVER"]
"""An editor's `never`."""
LINK_AT = float(_ROWS["LINK_AT"]["probability"])
"""The lowest probability at which a link is made; below it, no link is better than a wrong one."""
CONTEXT_AT_MOST = float(_ROWS["CONTEXT_AT_MOST"]["probability"])
"""The highest probability of a link that the words of the mention would not bear without their context."""
