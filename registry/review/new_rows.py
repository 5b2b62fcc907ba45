"""What a form from an article becomes in the registry: which forms need a row, and what its row says without an editor's word."""

import re
from collections.abc import Iterable
from typing import Final

from registry.articles.groups import words_of
from registry.records import Alias, AliasKind, Entity, EntityType
from registry.store.checks.forms import fold, forms
from registry.store.siblings import script
from registry.text.inflect import undo_inflection
from registry.text.romanise import sound_key

__all__ = ["held", "needed", "row_for"]

_LANGUAGES: Final = {
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
    "GREEK": "el",
    "THAI": "th",
}
"""Scripts that news writes one language in. Cyrillic, Arabic, Latin and Chinese characters serve many."""
_LETTERS: Final = (("ӣӯҷ", "tg"), ("їєґ", "uk"), ("ځښۍ", "ps"))
"""Letters of one alphabet alone (the Unicode charts name the languages): ҳ and қ are Tajik and Uzbek, ў Uzbek and Belarusian."""
_ACRONYM: Final = re.compile(r"[^\W\d_]{2,6}")
"""Letters without a space; longer ones, as UNESCO's neighbours UNAMA and EUBAM are not, are words of shouting headlines."""


def row_for(form: str, entity: Entity, *, weak: bool = False, source: str | None = None) -> Alias:
    """The alias of an entity; its kind and language are told only where the form itself shows them.

    >>> unhcr = Entity("unhcr", "United Nations High Commissioner for Refugees", EntityType.ORGANIZATION)
    >>> rahmon = Entity("emomali-rahmon", "Emomali Rahmon", EntityType.PERSON)
    >>> row_for("УВКБ", unhcr).kind.value, row_for("Рахмон", rahmon).kind.value
    ('acronym', 'surname')
    >>> row_for("Эмомалӣ", rahmon).kind.value, row_for("Эмомалӣ", rahmon).lang
    ('variant', 'tg')
    """
    return Alias(form, _kind(form, entity), _lang(form), weak=weak, source=source)


def _kind(form: str, entity: Entity) -> AliasKind:
    if entity.type is EntityType.PERSON:
        surnames = [alias.text for alias in entity.aliases if alias.kind is AliasKind.SURNAME]
        if len(words_of(entity.name)) > 1:
            surnames.append(words_of(entity.name)[-1])
        if len(words_of(form)) == 1 and any(sound_key(form) == sound_key(surname) for surname in surnames):
            return AliasKind.SURNAME
    elif _ACRONYM.fullmatch(form) and form.isupper() and form.lower() != form and not entity.name.isupper():
        return AliasKind.ACRONYM
    return AliasKind.VARIANT


def _lang(form: str) -> str | None:
    letters = form.casefold()
    return next((lang for signs, lang in _LETTERS if any(sign in letters for sign in signs)), _LANGUAGES.get(script(form)))


def held(entity: Entity, form: str) -> Alias | None:
    """The name or alias of an entity that is this form, in another case or with other accents at most."""
    folded = fold(form)
    for row in forms(entity):
        cased = row.exact_case or row.kind is AliasKind.ACRONYM
        if row.text == form or (not cased and fold(row.text) == folded):
            return row
    return None


def needed(entity: Entity, wanted: Iterable[str]) -> list[str]:
    """Of the forms that an entity shall have those that it lacks and that no rule meets: case and accents fold, endings are undone.

    >>> rahmon = Entity("emomali-rahmon", "Emomali Rahmon", EntityType.PERSON, (Alias("Рахмон"),))
    >>> needed(rahmon, ["Рахмоном", "Rakhmon", "RAKHMON", "Эмомали Рахмон", "Эмомали Рахмоном"])
    ['Rakhmon', 'Эмомали Рахмон']
    """
    wanted = list(dict.fromkeys(wanted))
    known = [words_of(row.text) for row in forms(entity)]
    found: list[str] = []
    folds: set[str] = set()
    for form in wanted:
        words = words_of(form)
        others = [*known, *(words_of(other) for other in wanted if other != form)]
        if held(entity, form) or fold(form) in folds or any(_inflects(words, other) for other in others):
            continue
        folds.add(fold(form))
        found.append(form)
    return found


def _inflects(words: tuple[str, ...], base: tuple[str, ...]) -> bool:
    """Whether words are the base with an ending more, in a script whose endings the matcher undoes without being told the language."""
    if words == base or len(words) != len(base):
        return False
    return all(
        word == other or (not word.isascii() and other in {lemma for lemma, _ in undo_inflection(word)})
        for word, other in zip(words, base, strict=True)
    )
