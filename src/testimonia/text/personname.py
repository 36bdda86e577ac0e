"""Names of persons as biographies print them, and when two of them can be one person's.

`person_name` reads "AUBREY, JOHN", "St. Thomas More", "VAN DER MEER, PIETER" and "HUME, David, Esq." to given names and
surname. `compatible` is deliberately narrow: the surname and the first given name must agree (an initial agrees with
what it begins), and no later given name may contradict.
"""

import re
import unicodedata
from functools import lru_cache

from msgspec import Struct

from testimonia.text.namewords import are_equivalent

PARTICLES = frozenset("de du des del della di da van von der den ten ter la le lo los las of the à a' y".split())
_TITLES = frozenset(
    "sir st saint dr mr mrs miss rev reverend lord lady dame prof professor capt captain gen general col colonel "
    "father fr brother sister bishop archbishop cardinal hon blessed bl esq comrade madame mme monsieur right most "
    "venerable count baron duke earl king queen pope emperor prince princess bart knight major ven".split()
)
_AFTER = frozenset("jr sr jun sen junior senior esq bart md dd kt".split())
_SPLIT = re.compile(r"[\s.]+")


class PersonName(Struct, frozen=True):
    """A name in parts, folded: no capitals, accents or titles. `suffix` tells namesakes ("the elder", "ii", "jr")."""

    given: tuple[str, ...]
    surname: str
    suffix: str = ""

    @property
    def key(self) -> str:
        """The block in which namesakes meet: surname and the first letter of the given name."""
        return f"{self.surname}|{self.given[0][0] if self.given else ''}"


def fold_name(text: str) -> str:
    """Small letters without accents.

    >>> fold_name("Brontë")
    'bronte'
    """
    plain = unicodedata.normalize("NFKD", text.replace("æ", "ae").replace("œ", "oe").replace("Æ", "Ae"))
    return "".join(c for c in plain if not unicodedata.combining(c)).lower().replace("’", "'")


@lru_cache(maxsize=65536)
def person_name(form: str) -> PersonName | None:
    """The parts of a printed name; None where it is no name of a person.

    >>> person_name("GRESSET, JEAN BAPTISTE LOUIS")
    PersonName(given=('jean', 'baptiste', 'louis'), surname='gresset', suffix='')
    >>> person_name("St. Thomas More").key
    'more|t'
    """
    text = fold_name(form.strip(" ,.;:_*"))
    text = re.sub(r"^m['c]\s?(?=[a-z]{3})", "mac", text)
    text, suffix = _without_suffix(text)
    if "," in text:
        surname, _, rest = text.partition(",")
        given = [w for w in _SPLIT.split(rest.split(",")[0]) if w]
        given = [w for w in given if w not in _TITLES and w not in PARTICLES and w not in _AFTER]
        whole = [w for w in _SPLIT.split(surname) if w]
        family = [w for w in whole if w not in _TITLES] or whole
        return PersonName(tuple(given), _joined(family), suffix) if family else None
    parts = [w for w in _SPLIT.split(text) if w]
    while parts and parts[0] in _TITLES:
        parts = parts[1:]
    if not parts:
        return None
    for place, word in enumerate(parts):
        if place and word in PARTICLES:
            return PersonName(tuple(parts[:place]), _joined(parts[place:]), suffix)
    return PersonName(tuple(parts[:-1]), parts[-1], suffix)


def _joined(parts: list[str]) -> str:
    kept = [w for w in parts if w not in PARTICLES] or parts
    return " ".join(kept)


_SUFFIX = re.compile(
    r"[\s,]+(the (?:elder|younger|first|second|third)|(?:i{2,3}|iv|vi{0,3}|ix|xi{0,3})|jr|sr|junior|senior|jun|sen|"
    r"père|pere|fils)\.?(?=$|,)"
)


def _without_suffix(text: str) -> tuple[str, str]:
    found = _SUFFIX.search(text)
    if not found:
        return text, ""
    suffix = {"jun": "jr", "junior": "jr", "sen": "sr", "senior": "sr"}.get(found[1], found[1])
    return text[: found.start()] + text[found.end() :], suffix


def compatible(a: PersonName, b: PersonName) -> bool:
    """Whether two names can be one person's by their parts.

    >>> compatible(person_name("J. B. Gresset"), person_name("GRESSET, JEAN BAPTISTE"))
    True
    >>> compatible(person_name("John Owen"), person_name("OWEN, ROBERT"))
    False
    """
    if a.surname != b.surname or (a.suffix and b.suffix and a.suffix != b.suffix):
        return False
    if not a.given or not b.given:
        return not a.given and not b.given
    if not _agree(a.given[0], b.given[0]):
        return False
    return all(_agree(x, y) for x, y in zip(a.given[1:], b.given[1:], strict=False))


def _agree(a: str, b: str) -> bool:
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    return are_equivalent(a, b)


def refers(name: PersonName, short: str) -> bool:
    """Whether a shorter form in the same document can mean the person of that name: the surname, the given name alone,
    the surname with initials, or the whole name.

    >>> refers(PersonName(("david",), "hume"), "Mr Hume"), refers(PersonName(("david",), "hume"), "Joseph Hume")
    (True, False)
    """
    words = [w for w in _SPLIT.split(fold_name(short).strip(" .,")) if w]
    words = [w for w in words if w not in _TITLES]
    if not words:
        return False
    own = name.surname.split()
    kept = [w for w in words if w not in PARTICLES] or words
    if kept[-len(own) :] == own:
        given = kept[: -len(own)]
    elif len(kept) == 1 and name.given:
        # In capitals a given name alone opens another life of a family's article.
        return len(kept[0]) > 1 and kept[0] == name.given[0] and not short.strip(" .,").isupper()
    else:
        return tuple(kept) == name.given and len(kept) > 1
    if not given:
        return True
    return bool(name.given) and _agree(given[0], name.given[0])
