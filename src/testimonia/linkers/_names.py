"""Personal names of bylines in parts: given names or initials, surname."""

import re
import unicodedata

from msgspec import Struct

# How English printers cut given names short.
_SHORTENED = {"wm": "william", "geo": "george", "chas": "charles", "jas": "james", "thos": "thomas", "jos": "joseph",
              "robt": "robert", "saml": "samuel", "benj": "benjamin", "edw": "edward", "alex": "alexander"}  # fmt: skip
PARTICLES = frozenset("de da do dos del della der den di du la le van von zu zur ten ter af av".split())
_INITIAL = re.compile(r"[^\W\d_]\.")
_GLUED = re.compile(r"(?<=\.)(?=[^\W\d_])")
_TITLE = re.compile(r"^(?:(?:Mr|Mrs|Ms|Dr|Prof|Rev|Sir|Comrade)\b\.?\s+)+", re.I)


class Name(Struct, frozen=True):
    """A name in parts, folded for comparing: `given` in order, an initial as one letter; `surname` with its particles.
    A form that is initials alone has no surname."""

    given: tuple[str, ...]
    surname: str


def read_name(form: str) -> Name:
    """The parts of a form as printed.

    >>> read_name("James P. Harrow"), read_name("Harrow, J.P.")
    (Name(given=('james', 'p'), surname='harrow'), Name(given=('j', 'p'), surname='harrow'))
    >>> read_name("J.P.H.")
    Name(given=('j', 'p', 'h'), surname='')
    """
    form = _TITLE.sub("", form.strip(" ,"))
    last, comma, first = form.partition(",")
    if comma and len(last.split()) <= 3 and first.strip():
        form = f"{first.strip()} {last.strip()}"
    words = _GLUED.sub(" ", form).split()
    if not words:
        return Name((), "")
    if all(_INITIAL.fullmatch(word) for word in words):
        return Name(tuple(_fold(word) for word in words), "")
    at = len(words) - 1
    while at > 0 and words[at - 1].casefold() in PARTICLES:
        at -= 1
    given = tuple(_SHORTENED.get(part, part) for part in map(_fold, words[:at]))
    return Name(given, " ".join(_fold(word) for word in words[at:]))


def agree(a: Name, b: Name) -> bool:
    """Whether two names may be one person's by their form: equal surnames, and given names that are equal or an initial
    of one another, in order, from the first. A surname alone agrees with none but itself."""
    if a.surname != b.surname or not a.surname:
        return a == b
    if not a.given or not b.given:
        return a.given == b.given
    return all(x == y or (1 in (len(x), len(y)) and x[:1] == y[:1]) for x, y in zip(a.given, b.given, strict=False))


def fullness(name: Name) -> tuple[int, int]:
    """How much of a name a form gives: full given names first, then initials."""
    return sum(len(part) > 1 for part in name.given), len(name.given)


def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold())
    return re.sub(r"[^\w]", "", "".join(c for c in plain if not unicodedata.combining(c)))
