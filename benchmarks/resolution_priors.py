"""What reason says of the weights of `Registry.resolve`: bits and why, before any mention is counted.

`PRIOR` is where the estimate begins, and stays where no mention shows a weight. `POLICY` is not estimated: it says what must never be
linked whatever the mentions show, or weighs what no list of names can show.
"""

PRIOR: dict[str, tuple[float, str]] = {
    "ALIAS": (9.0, "about one in 500 mentions spelt as an alias means somebody else"),
    "TOKEN": (0.5, "a long name has fewer namesakes"),
    "FOLDED": (-0.2, "newsrooms drop case and accents freely"),
    "LOOSE_CASE": (-1.0, "a name in lower case may be a common word"),
    "ACRONYM_CASE": (-2.0, "an acronym in lower case is more often a word"),
    "INFLECTED": (-1.0, "now and then the ending belongs to another name: Путина is of Putin, or Putina"),
    "SOUND": (-2.0, "some names differ only by what romanisations confuse"),
    "OTHER_SCRIPT": (-3.0, "a sound heard in an unlisted script is less sure than a romanisation"),
    "GLUED": (-0.5, "hyphenation is a matter of house style"),
    "REORDERED": (-1.5, "other words in the same set are rare, but the order can matter"),
    "TYPO": (-4.0, "a letter off is often another name"),
    "TITLE": (2.0, "a title that he is known by narrows his namesakes to a quarter"),
    "COUNTRY": (2.0, "the country narrows the namesakes to a quarter"),
    "OTHER_COUNTRY": (-9.0, "there are ministries, districts and Rahmons elsewhere"),
    "BRACKET_AGREES": (3.0, "the acronym in brackets names the entity a second time"),
    "OTHERS_TITLE": (-4.0, "President Biden is not Jill Biden"),
    "CONTEXT": (3.0, "the country near by narrows the namesakes, as beside the name, and says what the text is about"),
    "ARTICLE_NAMES_IT": (6.0, "an article that names somebody in full means him by the surname"),
}

POLICY: dict[str, tuple[float, str]] = {
    "DESIGNATOR": (0.5, "namesakes share the kind; editors list a name with its kind where it has namesakes, so made mentions mislead"),
    "CONTEXT_BESIDE": (6.0, "in the sentence twice as much: against the other country in the paragraph it must still decide"),
    "CONTEXT_PARAGRAPH": (3.0, "as the country near by in any text"),
    "CONTEXT_ARTICLE": (1.5, "half of that: an article on a border names both sides of it"),
    "CONTEXT_SOURCE": (1.0, "a medium writes of its own country more often; never enough alone"),
    "BEARER_NEAR": (3.0, "of two bearers the one whom alone the paragraph has named in full is meant eight times in nine"),
    "OTHER_BEARER": (-11.0, "as strong as the editor's not-alone: only the full name, and in the same paragraph, makes up for it"),
    "LANGUAGE": (0.5, "enough to choose between equals; made mentions are asked in the language of their alias and cannot tell"),
    "WEAK": (-11.0, "the editor's word that the alias never links alone, nor beside a bearer of the name who is not weak: Jill, Joe Biden"),
    "WEAK_LICENCE": (7.0, "the editor's not-alone: the title he is known by, or the country beside a place, makes up for it"),
    "TITLE_LICENCE": (1.0, "a title that the registry does not know of him: General Nicholson is not the actor, but may be a stranger"),
    "DATES_NAME": (-2.0, "habit outlives decrees: Kurgan-Tyube since 2018; mention lists bear no dates"),
    "DATES_SURNAME": (-8.0, "somebody else's by then, unless the article names the bearer in full: Rahmonov in 2021"),
    "DATES_OFFICE": (-14.0, "it meant somebody else then, as strong as a veto"),
    "UNEXPLAINED": (-14.0, "the head of the mention is something else: a veto of what the words alone can weigh"),
    "TYPE": (-14.0, "the caller asked for another type, as strong as a veto"),
    "NEVER": (-30.0, "no sum of other evidence may outweigh the editor"),
}

UNTOLD = frozenset({"DESIGNATOR"})
"""Made mentions that show one of these are no fair sample and are left out of the fit."""
LINK_AT = (0.85, "below it, no link is better than a wrong one")
CONTEXT_AT_MOST = (0.95, "what stands around a name is less sure than the name: one article in twenty speaks of both namesakes")
