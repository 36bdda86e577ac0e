"""Which words of a text are names, by how they are printed: no list of names, and no word also printed small."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from testimonia.text.collate.words import Words, key_of
from testimonia.text.dateterms import terms

_FEWEST_LETTERS = 3
_SMALL = re.compile(r"(?<![^\W_])[a-zà-öø-ÿ][^\W\d_]+")
_OPENS = re.compile(r"(?:^|[.!?…:;]|[—–-])[\s“”\"‘’'(\[*_]*$|[“\"‘(\[][\s]*$|\n\s*$")
_LOOKS_BACK = 12
# Capitalised by custom though they name nobody: titles before a name, and words of a calendar.
_CUSTOM = frozenset(
    "mr mrs miss ms dr sir lady lord comrade comrades saint st god the and but for".split()
)  # fmt: skip


def small_words(texts: Iterable[str]) -> frozenset[str]:
    """The keys of all words that these texts print with a small first letter."""
    return frozenset().union(*map(_small_of, texts))


@lru_cache(maxsize=32)  # a text is held against one after another
def _small_of(text: str) -> frozenset[str]:
    return frozenset(map(key_of, set(_SMALL.findall(text))))


def names_of(text: str, words: Words, others: Sequence[str] = ()) -> frozenset[int]:
    """The numbers of the words that are names: capitalised where no sentence begins, somewhere in the text, and never
    printed small there or in the other texts.

    >>> from testimonia.text.collate.words import words_of
    >>> text = "Pell rowed. We saw Pell and the Ferry, a ferry of oak."
    >>> words = words_of(text, [(0, len(text))])
    >>> [words.keys[n] for n in sorted(names_of(text, words))]
    ['pell', 'pell']
    """
    small = small_words((text, *others))
    capital = [n for n in range(len(words)) if _is_capital(text, words, n) and words.keys[n] not in small]
    inside = Counter(words.keys[n] for n in capital if not _opens_sentence(text, words.begins[n]))
    return frozenset(n for n in capital if inside[words.keys[n]])


def _is_capital(text: str, words: Words, number: int) -> bool:
    word = text[words.begins[number] : words.ends[number]]
    key = words.keys[number]
    is_title_case = word[0].isupper() and (word[1:].lower() == word[1:] or not word.isupper())
    return is_title_case and len(key) >= _FEWEST_LETTERS and key not in _CUSTOM and not _is_calendar(key)


def _is_calendar(key: str) -> bool:
    named = terms()
    return key in named.month_of or key in named.weekday_of or key in named.season_of


def _opens_sentence(text: str, begin: int) -> bool:
    return bool(_OPENS.search(text, max(0, begin - _LOOKS_BACK), begin))
