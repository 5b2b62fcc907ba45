"""The weights of evidence in bits: log2 of how much more often it is seen with the right entity than with a wrong one.

Set by hand from the order that editors agree on (a country beside the name outweighs a changed letter); to be estimated from
labelled mentions. A score of p means odds of p / (1 - p), so 10 bits are 0.999, 2 bits 0.8, 0 bits 0.5.
"""

ALIAS = 9.0
"""A whole alias met word for word: about one in 500 such mentions means somebody else."""
TOKEN = 0.5
"""Each further word of the alias: a long name has fewer namesakes."""
FOLDED = -0.2
"""Case or accents differ; newsrooms drop them freely."""
LOOSE_CASE = -1.0
"""A name in lower case may be a common word."""
ACRONYM_CASE = -2.0
"""An acronym in lower case is more often a word."""
INFLECTED = -1.0
"""An ending undone by rule; now and then it belongs to another name (Путина: of Putin, or Putina)."""
SOUND = -2.0
"""Another romanisation of the same sounds."""
OTHER_SCRIPT = -3.0
"""Known by its sound alone, in a script of which the registry lists next to nothing."""
GLUED = -0.5
"""Words run together or apart; hyphenation is a matter of house style."""
REORDERED = -1.5
"""All words of the alias, in another order."""
TYPO = -4.0
"""A letter added, lost, changed or swapped; two such mistakes must not link a name of one word (9 - 2·4 < LINK_AT)."""
TITLE = 2.0
"""An office or rank beside a person's name."""
OTHERS_TITLE = -4.0
"""An office beside a surname that another bearer is known by, and this one is not: President Biden is not Jill Biden."""
COUNTRY = 2.0
"""The entity's own country or place named beside it."""
OTHER_COUNTRY = -9.0
"""Only other countries named beside it: there are ministries, districts and Rahmons elsewhere."""
BRACKET_AGREES = 3.0
"""The acronym in brackets is the entity's own."""
CONTEXT = 3.0
"""The country or a larger place of the candidate is named near by."""
ARTICLE_NAMES_IT = 6.0
"""The article has the full name elsewhere."""
LANGUAGE = 0.5
"""The alias is marked with the language of the text."""
WEAK = -11.0
"""The editor's word that the alias never links alone: two supports (title and country, say) or the full name bring it back."""
WEAK_LICENCE = 7.0
"""A title that the person is known by with a weak surname, or the country beside a weak place: the editor's "not alone"."""
TITLE_LICENCE = 1.0
"""A title of which the registry does not know that the person bears it: General Nicholson is not the actor, but may be a stranger."""
DATES_NAME = -2.0
"""A former name after its last day: habit outlives decrees (Kurgan-Tyube since 2018)."""
DATES_SURNAME = -8.0
"""A former surname alone after its last day: somebody else's, unless the article names the bearer in full (Rahmonov in 2021)."""
DATES_OFFICE = -14.0
"""An office, a description or a name before its first day: it meant somebody else then."""
UNEXPLAINED = -14.0
"""Words beside the alias that no title, country or designator explains: the mention's head is something else."""
TYPE = -14.0
"""The caller asked for another type."""
VETO = -30.0
"""What no sum of other evidence may outweigh."""
NEVER = VETO
"""An editor's `never`."""
LINK_AT = 0.85
"""The lowest probability at which a link is made; below it, no link is better than a wrong one."""
