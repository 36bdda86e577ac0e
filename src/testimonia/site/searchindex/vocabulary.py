"""From the bytes of a text to the numbers of its words: the hot loop of the index.

Words of ASCII are split by a table of bytes; whatever else a run of bytes holds (accents, quotation marks, other
scripts) is looked at letter by letter once, when it is first met, by the exact tokenizer.
"""

import re
from itertools import chain

import numpy as np

from testimonia.site.searchindex.codes import Ints
from testimonia.text.searchwords import DOCUMENT, PARAGRAPH, words_of

PARAGRAPH_MARK, DOCUMENT_MARK = 0, 1
_MARKS = f"{PARAGRAPH}{DOCUMENT}".encode()
_SPLIT = bytes(c if c >= 0x80 or c in _MARKS or chr(c).isalnum() else 0x20 for c in range(256))
# U+2000 to U+203F, dashes and quotation marks: none of them is a letter, and they are most of what is not ASCII.
_PUNCTUATION = re.compile(rb"\xe2\x80[\x80-\xbf]")


class Vocabulary(dict[bytes, int]):
    """Runs of bytes -> a word's number; -1 - n for a run of several words or of none, which `several[n]` numbers.

    Grows as it meets words: one object a process, passed on from segment to segment.
    """

    def __init__(self) -> None:
        super().__init__({PARAGRAPH.encode(): PARAGRAPH_MARK, DOCUMENT.encode(): DOCUMENT_MARK})
        self.words: list[str] = [PARAGRAPH, DOCUMENT]
        self.numbers: dict[str, int] = {}
        self.several: list[list[int]] = []

    def __missing__(self, run: bytes) -> int:
        if run.isascii():
            number = self.number(run.decode("ascii").lower())
        else:
            words = words_of(run.decode("utf-8", "replace"))
            if len(words) == 1:
                number = self.number(words[0])
            else:
                number = -1 - len(self.several)
                self.several.append([self.number(word) for word in words])
        self[run] = number
        return number

    def number(self, word: str) -> int:
        """The number of a folded word."""
        number = self.numbers.setdefault(word, len(self.words))
        if number == len(self.words):
            self.words.append(word)
        return number

    def read(self, text: str) -> Ints:
        """The numbers of a text's words and marks, in order. The marks must stand between blanks."""
        runs = _PUNCTUATION.sub(b" ", text.encode("utf-8", "replace")).translate(_SPLIT).split()
        numbers = np.fromiter(map(self.__getitem__, runs), dtype=np.int64, count=len(runs))
        runs_of_several = np.flatnonzero(numbers < 0)
        if not len(runs_of_several):
            return numbers
        several = [self.several[-1 - n] for n in numbers[runs_of_several].tolist()]
        sizes = np.ones(len(numbers), dtype=np.int64)
        sizes[runs_of_several] = [len(words) for words in several]
        spread = np.repeat(numbers, sizes)
        spread[spread < 0] = list(chain.from_iterable(several))
        return spread
