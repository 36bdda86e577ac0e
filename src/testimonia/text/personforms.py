"""Comparing the parts of personal names: given names in other languages, initials, transliterated surnames."""

import re
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from testimonia.text.namewords import are_equivalent, fold_name, name_words

# Spellings of one sound in the transliterations of Russian, Yiddish, Arabic and Greek names that readers meet in print.
_SOUNDS = (
    (re.compile(r"sch|sh"), "s"), (re.compile(r"tch|tsch|cz|ch|kh"), "c"), (re.compile(r"ts|tz|zz"), "z"),
    (re.compile(r"ph|ff"), "f"), (re.compile(r"ck|q"), "k"), (re.compile(r"w"), "v"), (re.compile(r"th"), "t"),
    (re.compile(r"ii|iy|yi|ij|y|j"), "i"), (re.compile(r"ou|oo"), "u"), (re.compile(r"ei|ey|ai|ay"), "e"),
)  # fmt: skip
_MAC = re.compile(r"\bmc(?=[^\W\d_])")
_DOUBLED = re.compile(r"(.)\1")
LONGEST_TYPED = 7
_ROYAL = frozenset("king queen emperor empress tsar czar kaiser pope prince princess saint st sultan shah".split())


class Form(Struct, frozen=True):
    """A personal name folded for comparing: given names in order (an initial is one letter), and the surname."""

    given: tuple[str, ...]
    surname: str
    suffix: str = ""


@lru_cache(maxsize=65536)
def form_of(given: str, surname: str, suffix: str = "") -> Form:
    """The folded form of a name in parts.

    >>> form_of("J.P.", "van der Meer")
    Form(given=('j', 'p'), surname='van der meer', suffix='')
    """
    spaced = re.sub(r"\.(?=\S)", ". ", given)
    return Form(tuple(fold_name(spaced).split()), fold_name(surname), suffix)


def givens_agree(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """How well given names agree, 0 to 1: in order from the first, each equal, an initial of the other, or the same
    name in another language; 0 where one contradicts.

    >>> givens_agree(("leon",), ("lev", "borisovich")), givens_agree(("ada",), ("a", "m"))
    (0.8, 0.75)
    >>> givens_agree(("ada",), ("eve",))
    0.0
    """
    if not a or not b:
        return 0.0
    score = 1.0
    for x, y in zip(a, b, strict=False):
        if x == y or (min(len(x), len(y)) > 1 and _DOUBLED.sub(r"\1", x) == _DOUBLED.sub(r"\1", y)):
            continue  # "Philip" and "Phillip"
        if 1 in (len(x), len(y)) and x[0] == y[0]:
            score = min(score, 0.75)
        elif are_equivalent(x, y) and are_same_sex(x, y):
            score = min(score, 0.8)
        else:
            return 0.0
    return score


def is_ruler(titles: Iterable[str]) -> bool:
    """Whether one of these titles goes before a given name alone: "King George", "St. Anne"."""
    return any(title.strip(".").lower() in _ROYAL for title in titles)


def are_same_sex(a: str, b: str) -> bool:
    """Whether two given names are both women's or both not."""
    women = name_words().feminine
    return (a in women) == (b in women)


@lru_cache(maxsize=65536)  # the same few surnames are asked for in every block
def sound_key(surname: str) -> str:
    """A surname as it sounds, so that transliterations meet.

    >>> sound_key("tchernyshevsky") == sound_key("chernyshevski"), sound_key("orlov") == sound_key("orloff")
    (True, False)
    """
    key = _MAC.sub("mac", surname)
    for pattern, sound in _SOUNDS:
        key = pattern.sub(sound, key)
    return _DOUBLED.sub(r"\1", key)


def are_near(a: str, b: str) -> bool:
    """Whether two surnames may be one in two transliterations: they sound alike, or are long and one letter apart.

    >>> are_near("trachtovsky", "trachovsky"), are_near("hale", "hall"), are_near("ivanov", "ivanow")
    (True, False, True)
    """
    if a == b:
        return True
    x, y = sound_key(a), sound_key(b)
    return x == y or (min(len(a), len(b)) > LONGEST_TYPED and a[0] == b[0] and a[-2:] == b[-2:] and _one_apart(x, y))


def _one_apart(a: str, b: str) -> bool:
    if abs(len(a) - len(b)) > 1:
        return False
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return a[at + 1 :] == b[at + 1 :] or a[at:] == b[at + 1 :] or a[at + 1 :] == b[at:]
