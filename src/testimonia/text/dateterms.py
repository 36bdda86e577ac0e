"""The words of dates as tables and pattern pieces, made once from datewords.toml."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from msgspec import Struct

# A gap between two words of one date: a few blanks, or one line end (a hard-wrapped text), never a blank line.
GAP = r"(?:[ \t\u00a0\u2009\u202f]{1,3}|[ ]?\r?\n[ ]?)"
DASH = r"[-\u2010-\u2015]"


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads((files("testimonia.text") / "datewords.toml").read_text("utf-8"))


class Terms(Struct, frozen=True):
    """The tables are from a lower-case word to its value (for months see `month_named`); the patterns are alternations
    of the written forms, longest first, without groups."""

    month_of: dict[str, int]
    season_of: dict[str, int]
    weekday_of: dict[str, str]
    number_of: dict[str, int]
    ordinal_of: dict[str, int]
    decade_of: dict[str, int]
    month: str
    any_month: str
    season: str
    weekday: str
    number: str
    ordinal: str


@cache
def terms() -> Terms:
    """The tables; the first call reads the file."""
    t = _tables()
    numbers = _compounds(t["numbers"], t["numbers"])
    ordinals = _compounds(t["numbers"], t["ordinals"])
    english = [word for words in t["months"]["en"].values() for word in words]
    foreign = [word for key, table in t["months"].items() if key != "en" for ws in table.values() for word in ws]
    # The point of an abbreviation belongs to it; after a full name it ends the sentence.
    short = [word for words in t["months"]["en"].values() for word in words[1:]]
    forms = [f(w) + (r"\.?" if w in short else "") for w in english for f in (str.title, str.upper)]
    return Terms(
        month_of={w: int(n) for table in t["months"].values() for n, words in table.items() for w in words},
        season_of={w: int(n) for n, words in t["seasons"].items() for w in words},
        weekday_of={w: name for name, words in t["weekdays"].items() for w in words},
        number_of=numbers,
        ordinal_of=ordinals,
        decade_of=dict(t["decades"]),
        month=alternation(forms),
        any_month=alternation(forms + [f(w) for w in foreign for f in (str, str.title)]),
        season=alternation([f(w) for ws in t["seasons"].values() for w in ws for f in (str, str.title, str.upper)]),
        weekday=alternation([f(w) for ws in t["weekdays"].values() for w in ws for f in (str.title, str.upper)])
        + "|"
        + alternation([w for ws in t["weekdays"].values() for w in ws[3:]]),
        number=alternation([*numbers, r"\d{1,3}"]),
        ordinal=alternation(list(ordinals)),
    )


def alternation(words: list[str]) -> str:
    """The words as one alternation, longest first, so that no word hides a longer one."""
    return "|".join(sorted(set(words), key=lambda word: (-len(word), word)))


def words_of(name: str) -> frozenset[str]:
    """A list of the table `years`, as a set."""
    return frozenset(_tables()["years"][name])


def _compounds(tens: dict[str, int], units: dict[str, int]) -> dict[str, int]:
    """The words themselves, and "twenty-four" or "twenty-fourth" with hyphen or blank."""
    made = dict(units)
    for ten, value in tens.items():
        if value >= 20:
            low = {word: n for word, n in units.items() if 1 <= n <= 9 and word not in ("a", "an")}
            made |= {f"{ten}{joint}{word}": value + n for word, n in low.items() for joint in "- "}
    return made


def month_named(word: str) -> int:
    """The number of a month as written: "Sept.", "JUNE", "juillet"."""
    return terms().month_of[word.rstrip(".").lower()]


@cache
def slips() -> dict[str, int]:
    """Misread forms of the English month names, made by one or two confusions of letters, to the month. A form that is
    a word or a name of its own, or that two months share, is left out."""
    t = _tables()
    names = {words[0].title(): int(n) for n, words in t["months"]["en"].items()}
    pairs = [pair for a, b in t["slips"]["confusions"] for pair in ((a, b), (b, a))]
    found: dict[str, set[int]] = {}
    for name, month in names.items():
        once = _confused(name, pairs)
        for form in once.union(*(_confused(form, pairs) for form in once)):
            found.setdefault(form, set()).add(month)
    known = {*names, *t["slips"]["words"], *terms().month_of, *(word.title() for word in terms().month_of)}
    return {form: min(months) for form, months in found.items() if len(months) == 1 and form not in known}


def _confused(word: str, pairs: list[tuple[str, str]]) -> set[str]:
    return {word[: m.start()] + new + word[m.end() :] for old, new in pairs for m in re.finditer(old, word)}


def month_name(month: int) -> str:
    """The English name of a month."""
    return str(_tables()["months"]["en"][str(month)][0]).title()
