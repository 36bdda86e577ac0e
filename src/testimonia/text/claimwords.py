"""The words by which claims are read, from claimwords.toml."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("testimonia.text").joinpath("claimwords.toml").read_text(encoding="utf-8"))


@cache
def words(*names: str) -> frozenset[str]:
    """The words and phrases of these lists.

    >>> "sister" in words("relatives_female"), "at last" in words("fillers")
    (True, True)
    """
    return frozenset(word.replace("_", " ") for name in names for word in str(_table()[name]).split())


def alternation(*names: str) -> str:
    """A pattern of the lists' words, longest first."""
    return alternation_of(words(*names))


def alternation_of(listed: frozenset[str]) -> str:
    """A pattern of these words, longest first."""
    return "|".join(re.escape(word) for word in sorted(listed, key=lambda word: (-len(word), word)))


_TOKEN = re.compile(r"[\w'’-]+\.?")


def tokens_in(text: str, begin: int, end: int) -> frozenset[str]:
    """The words of text[begin:end], each with and without its stop: what says cheaply that no cue stands there.

    >>> sorted(tokens_in("She d. at sea", 0, 13))
    ['She', 'at', 'd', 'd.', 'sea']
    """
    found = _TOKEN.findall(text, begin, end)
    return frozenset(found).union(word[:-1] for word in found if word[-1] == ".")


@cache
def manners() -> dict[str, str]:
    """Participle -> grade of the manner of death."""
    table: dict[str, str] = _table()["manner"]
    return {word: grade for grade, listed in table.items() for word in listed.split()}


@cache
def _numbers() -> dict[str, int]:
    return dict(_table()["numbers"])


def number_in(phrase: str) -> int | None:
    """A whole number in words or figures, cardinal or ordinal; None where the phrase is none.

    >>> number_in("thirty-two"), number_in("61st"), number_in("sixty-first"), number_in("town")
    (32, 61, 61, None)
    """
    figures = re.fullmatch(r"(\d{1,3})(?:st|nd|rd|th|d)?", phrase.strip())
    if figures:
        return int(figures[1])
    total = 0
    parts = re.split(r"[\s-]+", phrase.strip().lower())
    for part in parts:
        if part == "and":
            continue
        value = _numbers().get(part)
        if value is None:
            return None
        total += value
    return total or None
