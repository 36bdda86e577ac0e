"""The words of a text as they are compared: under keys in which case, accents, old letters and line ends vanish."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from testimonia.model.span import Span

# A figure with its thousands, or letters with the apostrophes within them, and the hyphen of a line end between them.
# A vulgar fraction or a raised figure is a word of its own.
_WORD = re.compile(
    r"\d+(?:[.,]\d{3}(?!\d))*|[^\W\d_]+(?:(?:[’'ʼ]|[-\u00ad\u2010]\r?\n[ \t]*(?=[a-z])|\u00ad)[^\W\d_]+)*|[^\W_]"
)
_JOINS = re.compile(r"[-\u00ad\u2010]\r?\n[ \t]*|[’'ʼ\u00ad]")
_OLD = str.maketrans({"ſ": "s", "æ": "ae", "œ": "oe", "ß": "ss", "ø": "o", "ł": "l"})


class Words(Struct, frozen=True):
    """Words of a text in order: their places (code points, half-open) and keys, three lists of one length."""

    begins: tuple[int, ...]
    ends: tuple[int, ...]
    keys: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.keys)

    def letters(self, first: int, last: int) -> str:
        """The keys of words [first, last) without spaces between: a word that was split or joined reads the same."""
        return "".join(self.keys[first:last])


def words_of(text: str, spans: Iterable[tuple[int, int]]) -> Words:
    """The words that begin within these spans of a text, which are in order.

    >>> words_of("The re-\\nturn, 1,250 Märks", [(0, 25)]).keys
    ('the', 'return', '1250', 'marks')
    """
    begins: list[int] = []
    ends: list[int] = []
    keys: list[str] = []
    for begin, end in spans:
        for match in _WORD.finditer(text, begin, end):
            if _is_reference(text, match.start(), match.end()):
                continue
            begins.append(match.start())
            ends.append(match.end())
            keys.append(key_of(match[0]))
    return Words(tuple(begins), tuple(ends), tuple(keys))


def count_words(text: str) -> int:
    """How many words a text has, as `words_of` tells them.

    >>> count_words("The re-\\nturn [2], 1,250 Märks")
    4
    """
    return sum(not _is_reference(text, match.start(), match.end()) for match in _WORD.finditer(text))


def _is_reference(text: str, begin: int, end: int) -> bool:
    """Whether a figure is the mark of a note, as in "[2]": an editor's, and no word of the text."""
    return text[begin].isdecimal() and text[begin - 1 : begin] == "[" and text[end : end + 1] == "]"


@lru_cache(maxsize=1 << 16)
def key_of(word: str) -> str:
    """A word as it is compared.

    >>> key_of("Père’s"), key_of("1,000"), key_of("ſhip")
    ('peres', '1000', 'ship')
    """
    if word[0].isdecimal():
        return "".join(str(unicodedata.decimal(c)) for c in word if c.isdecimal())
    joined = _JOINS.sub("", word)
    folded = unicodedata.normalize("NFKD", joined.casefold().translate(_OLD))
    return "".join(c for c in folded if not unicodedata.combining(c)) or joined


def whole_words(text: str, span: Span) -> Span:
    """The span without the parts of words at its ends (the search counts letters)."""
    begin, end = span.begin, span.end
    if begin and text[begin - 1].isalnum() and text[begin].isalnum():
        while begin < end and text[begin].isalnum():
            begin += 1
    if end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        while end > begin and text[end - 1].isalnum():
            end -= 1
    while begin < end and not text[begin].isalnum():
        begin += 1
    while end > begin and not text[end - 1].isalnum():
        end -= 1
    return Span(begin, end) if begin < end else span
