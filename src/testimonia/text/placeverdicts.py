"""How two printed places stand to each other, without a gazetteer.

A place holds another in ways that no name shows (a suburb, a parish, a county), so different names alone are at most a
tension. A contradiction needs the texts' own words: the same town in two counties, or two great cities, or two
countries.
"""

import re

from testimonia.model.claim import Claim
from testimonia.text.namewords import fold_name, name_words
from testimonia.text.verdicts import Comparison

_SPLIT = re.compile(r"\s*(?:,|\(|\)|\bin\b|\bnear\b|\bnow\b|\bthe\b)\s*")
ADJECTIVE_OF = 5  # letters of the shortest name whose adjective is looked for
_GENERIC = frozenset("near in the of county co st saint new old great little upper lower north south east west".split())


def parts_of(place: str) -> tuple[str, ...]:
    """The names of a place from the finest to the coarsest, folded.

    >>> parts_of("Lindley in Leicestershire"), parts_of("near Rugby")
    (('lindley', 'leicestershire'), ('rugby',))
    """
    return tuple(fold_name(part) for part in _SPLIT.split(place.removeprefix("near ")) if part.strip())


def compare_places(a: Claim, b: Claim) -> Comparison:
    """Two places of one event of one life."""
    x, y = a.value.value, b.value.value
    inputs = {"a": x, "b": y}
    p, q = parts_of(x), parts_of(y)
    if not p or not q or "inferred" in (a.mode, b.mode):
        return Comparison("incomparable", "one of the two is not asserted", 0, inputs)
    if _same(p[0], q[0]):
        if len(p) > 1 and len(q) > 1 and _are_rivals(p[-1], q[-1]):
            return _apart(a, b, "the same name in two counties", inputs)
        return Comparison("agree", "the same place", 0, inputs)
    if any(_same(one, other) or _is_adjective(one, other) or _is_adjective(other, one) for one in p for other in q):
        return Comparison("compatible", "one of the two names a place within the other", 0, inputs)
    if x.startswith("near ") or y.startswith("near "):
        return Comparison("compatible", "one is only near", 0, inputs)
    if _are_rivals(p[-1], q[-1]):
        return _apart(a, b, "two places of one rank with different names", inputs)
    return Comparison("tension", "two names, and no word says that one lies within the other", 0, inputs)


def _apart(a: Claim, b: Claim, why: str, inputs: dict[str, str]) -> Comparison:
    hard = a.mode == "asserted" and b.mode == "asserted"
    return Comparison("contradiction" if hard else "tension", why, 0, inputs)


def _same(a: str, b: str) -> bool:
    """Whether two names are one, whole or shortened ("edin", "edinburgh")."""
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    if len(short) >= 3 and long.startswith(short) and " " not in long:
        return True
    words, others = set(a.split()) - _GENERIC, set(b.split()) - _GENERIC
    return bool(words & others) and (words <= others or others <= words)


def _is_adjective(name: str, phrase: str) -> bool:
    """Whether a phrase has a place's name as an adjective ("a Parisian hospital", "a London hospital")."""
    words = phrase.split()
    return len(name) >= ADJECTIVE_OF and len(words) > 1 and any(word.startswith(name) for word in words)


def _are_rivals(a: str, b: str) -> bool:
    """Whether two coarse names are of one rank, so that no place lies in both: two shires, two countries."""
    if _same(a, b):
        return False
    if a.endswith("shire") and b.endswith("shire"):
        return True
    countries = name_words().countries
    for shire, other in ((a, b), (b, a)):
        # No shire lies outside Britain but New Hampshire.
        if shire.endswith("shire") and shire != "new hampshire" and other in countries and other not in _UNIONS:
            return True
    if _are_cities(a, b):
        return True
    return a in countries and b in countries and not {a, b} & _UNIONS


_UNIONS = frozenset(
    "great britain britain united kingdom soviet union soviet russia ussr england wales scotland ireland holland netherlands "  # noqa: E501
    "prussia germany austria russia poland hungary bohemia america united states italy sicily".split()
) | {"great britain", "united kingdom", "soviet union", "soviet russia", "united states"}


def _are_cities(a: str, b: str) -> bool:
    return a in name_words().cities and b in name_words().cities
