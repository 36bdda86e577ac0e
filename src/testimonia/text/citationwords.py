"""The word lists of citationwords.toml."""

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def words_of(name: str) -> frozenset[str]:
    """A word list of citationwords.toml."""
    table = tomllib.loads((files("testimonia.text") / "citationwords.toml").read_text("utf-8"))
    return frozenset(table[name])


@cache
def any_word(name: str) -> re.Pattern[str]:
    """A pattern for any word of a list, whole words only."""
    longest_first = sorted(words_of(name), key=lambda word: (-len(word), word))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)", re.I)
