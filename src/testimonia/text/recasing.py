"""Names set in capitals, as they are written elsewhere."""

import re

from testimonia.text.namewords import fold_name, name_words

_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?")
# Of kings and popes; with no other letters, so that Dix and Mill are names.
_NUMERAL = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})\.?")
_SMALL = frozenset(("and", "the", "und", "et"))


def recased(name: str, inside: bool = False) -> str:
    """A name set in capitals as it is written elsewhere; any other as it is. `inside` says that words stand before it.

    >>> recased("MARY O’HARA-VIGH"), recased("Mary Ashdown"), recased("J.P. ORME")
    ('Mary O’Hara-Vigh', 'Mary Ashdown', 'J.P. Orme')
    >>> recased("Henry VIII"), recased("GEORGE DU MAURIER"), recased("DE LA MARE", inside=True)
    ('Henry VIII', 'George du Maurier', 'de la Mare')
    """
    return " ".join(_recased_word(word, inside or at > 0) for at, word in enumerate(name.split()))


def _recased_word(word: str, inside: bool) -> str:
    if not word.isupper() or len(word) < 2 or _INITIALS.fullmatch(word):
        return word
    if inside and _NUMERAL.fullmatch(word):
        return word
    folded = fold_name(word)
    if inside and (folded in _SMALL or folded in name_words()["particles"]):
        return word.lower()
    if len(word) < 3:
        return word
    return word.title().replace("’S", "’s") if not word.startswith("MC") else "Mc" + word[2:].title()
