"""The shapes of personal names as bylines print them, with no list of anyone's names."""

import re
import unicodedata
from collections.abc import Sequence

_TOKEN = re.compile(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*\.?")
_PARTICLES = frozenset(
    "de da do dos das del della der den des di du la le van von zu zur ten ter y e af av ibn bin al el".split()
)
_HONORIFICS = frozenset(
    "mr mrs ms dr prof rev sir lady lord comrade m mme mlle herr hon capt col gen maj lt st".split()
)
_SUFFIXES = frozenset("jr sr ii iii iv esq md phd ma ba mp kc qc".split())
_SPLIT = re.compile(
    r"\s*(?:,\s*and\s+|;|,(?!\s*(?:Jr|Sr|Esq|M\.|K\.|Q\.))|\s&\s|/|\s\+\s|\sand\s|\sund\s|\set\s(?!al\b))\s*"
)
_WRITING_AS = re.compile(
    r"^(?P<name>[^(“\"\n]{3,60}?),?\s*\(?(?:writing|published|signed)\s+as\s+[“\"‘']?(?P<pen>[^”\"’)\n]{2,60}?)[”\"’]?\)?$",
    re.I,
)
_BRACKETED = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*$")
_ET_AL = re.compile(r",?\s*\bet\.?\s+al\.?$|\s+and others$", re.I)
_YEAR_AFTER = re.compile(r"[\s,]+(?:1[4-9]|20)\d\d$")
_BY = re.compile(r"^(?:(?:article|report|story|letter|review|speech|written|edited)\s+)?by:?\s+(?=\S)", re.I)
_ROMAN = re.compile(r"(?=.)m{0,3}(?:c[md]|d?c{0,3})(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3})")
MOST_NAME_TOKENS = 6


def fold(text: str) -> str:
    """Letters and digits only, lower case, without accents, single spaces: for comparing names and titles.

    >>> fold("Dora B.  Müller!")
    'dora b muller'
    """
    plain = unicodedata.normalize("NFKD", text)
    return " ".join(re.sub(r"[^\w]+", " ", "".join(c for c in plain if not unicodedata.combining(c))).lower().split())


def is_name_shaped(text: str) -> bool:
    """Whether words have the shape of one personal name: two to six tokens, each capitalised, a particle or an initial.

    >>> [is_name_shaped(t) for t in ("Ada Cray", "J. T. MURROW", "The Ferry Strike", "Ludwig van Hoorn", "cold water")]
    [True, True, False, True, False]
    """
    _, comma, after = text.partition(",")
    if comma and after.strip(" .").lower() not in _SUFFIXES:
        return False
    tokens = _TOKEN.findall(text)
    if not 2 <= len(tokens) <= MOST_NAME_TOKENS or re.sub(r"[\s,.]+", "", "".join(tokens)) != re.sub(
        r"[\s,.]+", "", text
    ):
        return False
    bare = [token.rstrip(".").lower() for token in tokens]
    if tokens[0].endswith(".") and len(bare[0]) > 1 and _ROMAN.fullmatch(bare[0]):
        return False  # "XVI. Description" opens the next article
    if any(
        word in _NOT_NAMES and not (len(word) == 1 and token.endswith("."))
        for token, word in zip(tokens, bare, strict=True)
    ):
        return False
    if not all(t[0].isupper() or w in _PARTICLES for t, w in zip(tokens, bare, strict=True)):
        return False
    full = [w for t, w in zip(tokens, bare, strict=True) if len(w) > 1 and w not in _PARTICLES | _HONORIFICS]
    return bool(full) and bare[-1] not in _PARTICLES and not any(t.endswith(".") and len(t) > 5 for t in tokens[:-1])


_NOT_NAMES = frozenset(
    "the a an of in on at to for from and or with is are was our their his her its this that these those what who why "
    "how when where some more not no notes note letter letters book books review reviews part chapter section "
    "editorial editor editors introduction preface appendix report speech resolution theses about after before "
    "against under over by as be will shall can do does did has have had new secretary general president chairman "
    "chairwoman hon sec treasurer delegate member author unknown anonymous".split()
)


def is_initials(text: str) -> bool:
    """Whether the words are bare initials used as a signature.

    >>> is_initials("J.P.C."), is_initials("U.S."), is_initials("Ada")
    (True, True, False)
    """
    return bool(re.fullmatch(r"(?:[^\W\d_]\.\s?){2,4}", text.strip()))


def matches_declared(text: str, declared: Sequence[str]) -> bool:
    """Whether a line names a declared author: it holds every full word of the name, and little else.

    >>> matches_declared("Dora B. Cray 1907", ["Dora Cray"]), matches_declared("The Life of Dora Cray", ["Dora Cray"])
    (True, False)
    """
    words = fold(without_by(text)).split()
    for name in declared:
        full = [word for word in fold(name).split() if len(word) > 1]
        if not full or not set(full) <= set(words) or len(words) > len(full) + 6:
            continue
        others = [word for word in words if word not in full and len(word) > 1 and not word.isdigit()]
        if words == fold(name).split() or not set(others) & _NOT_NAMES - {"and", "as"}:
            return words[0] in full or len(words[0]) == 1 or words[0] in _HONORIFICS or words[0] == "by"
    return False


def without_by(text: str) -> str:
    """The line without "By", "Letter by" ... before the name.

    >>> without_by("By Ada Cray"), without_by("Byron Cray")
    ('Ada Cray', 'Byron Cray')
    """
    return _BY.sub("", text.strip(), count=1)


def has_by(text: str) -> bool:
    """Whether a line opens with "By" as a byline does."""
    return bool(_BY.match(text.strip()))


def names_in(byline: str) -> list[str]:
    """The names of a byline as printed, one by one; a pen name beside a name is a name of its own.

    >>> names_in("By R.H. Cray and Joseph Hale")
    ['R.H. Cray', 'Joseph Hale']
    >>> names_in("Ada Cray writing as “N. Mark”")
    ['Ada Cray', 'N. Mark']
    >>> names_in("By N. Mark [Ada Cray]")
    ['N. Mark']
    """
    line = without_by(byline.strip().split("\n", 1)[0]).strip(" \u00a0,:–—-[]")
    if "[" in line and "]" not in line:  # the bracket that was closed at the end
        line = line.partition("[")[0].strip()
    pen = _WRITING_AS.match(line)
    if pen:
        return [pen["name"].strip(), pen["pen"].strip()]
    line = _YEAR_AFTER.sub("", _ET_AL.sub("", _BRACKETED.sub("", line))).strip(" ,")
    parts = [re.sub(r"[’']s$", "", part.strip(" ,")) for part in _SPLIT.split(line)]
    return [part for part in parts if part] or ([line] if line else [])
