"""Word tables about names, read once: titles, kin, heads of organisations and events, places, given names."""

import functools
import re
import tomllib
import unicodedata
from importlib import resources

from msgspec import Struct

_MARKS = re.compile(r"[^\w\s\-]")


class NameWords(Struct, frozen=True):
    """The tables of namewords.toml as sets, and what the places and given names say."""

    words: dict[str, frozenset[str]]
    countries: frozenset[str]
    cities: frozenset[str]
    ambiguous: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    given: dict[str, tuple[int, ...]]
    feminine: frozenset[str]

    def __getitem__(self, table: str) -> frozenset[str]:
        return self.words[table]

    def is_place(self, folded: str) -> bool:
        """Whether a folded name is that of a country, region or great city."""
        return folded in self.countries or folded in self.cities


@functools.lru_cache(maxsize=65536)
def fold_name(text: str) -> str:
    """Lower case, without accents or marks but hyphens, single spaces: the key under which names are looked up.

    >>> fold_name("Émile O’Hara-Vígh, Jr."), fold_name("the  Elder")
    ('emile ohara-vigh jr', 'the elder')
    """
    if text.isascii():
        plain = text.lower()
    else:
        plain = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    return " ".join(_MARKS.sub("", plain).split())


def are_equivalent(a: str, b: str) -> bool:
    """Whether two folded given names are one name in two languages, or a name and its short form.

    >>> are_equivalent("leon", "lev"), are_equivalent("leon", "sergei")
    (True, False)
    """
    given = name_words().given
    return a == b or bool(set(given.get(a, ())) & set(given.get(b, ())))


@functools.cache
def name_words() -> NameWords:
    """The tables, read from the package once a process."""
    words = {name: frozenset(value.split()) for name, value in _table("namewords.toml").items()}
    places = {name: _folded(value) for name, value in _table("places.toml").items()}
    names = _table("givennames.toml")
    given: dict[str, tuple[int, ...]] = {}
    for number, group in enumerate((*names["groups"], *names["feminine_groups"])):
        for form in group.split():
            given[form] = (*given.get(form, ()), number)
    for form in (names["others"] + " " + names["feminine"]).split():
        given.setdefault(form, ())
    women = " ".join((*names["feminine_groups"], names["feminine"])).split()
    men = " ".join((*names["groups"], names["others"])).split()
    feminine = frozenset(women) - frozenset(men)
    return NameWords(
        words,
        places["countries"],
        places["cities"],
        places["ambiguous"],
        places["before"],
        places["after"],
        given,
        feminine,
    )


def _folded(text: str) -> frozenset[str]:
    return frozenset(fold_name(part) for part in text.split(";") if part.strip())


def _table(name: str) -> dict[str, str]:
    return tomllib.loads(resources.files("testimonia.text").joinpath(name).read_text(encoding="utf-8"))


def name_key(name: str) -> str:
    """The key under which the forms of a name meet: folded, without quotation marks and article.

    >>> name_key("“The Long Wall”"), name_key("Long Wall.")
    ('long wall', 'long wall')
    """
    folded = re.sub(r"[^\w\s]+", " ", fold_name(name)).split()
    return " ".join(folded[1:] if folded[:1] in (["the"], ["a"], ["an"]) and len(folded) > 1 else folded)
