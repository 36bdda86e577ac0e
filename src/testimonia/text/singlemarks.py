"""What stands in single quotation marks, told from apostrophes.

A single mark is an apostrophe far more often than a quotation mark, so that only sure pairs are taken: the opening mark
stands before a word and after a blank or an opening sign, and opens no elision ('tis); the closing one stands after a
stop, or after a word that needs no apostrophe at its end (miners', goin'), and before no letter. Whatever else opens
before the closing mark ends the search, and nothing is taken that holds half of a pair of double marks. A quotation
of several paragraphs opens each of them: one whose turned mark is never closed, where the next opens in the same way,
reaches to the paragraph's end.
"""

import re
from collections.abc import Iterator, Sequence

_ELIDED = (
    r"(?:[Tt](?:is|was|were|will|would|wixt|ween)|em|im|er|is|un|uns|gainst|bout|cause|neath|til|till|round|mongst|ere|ave"
    r"|s|(?:[Tt]wen|[Tt]hir|[Ff]or|[Ff]if|[Ss]ix|[Ss]even|[Ee]igh|[Nn]ine)ties)\b"
)
_OPENS = re.compile(rf"[‘'](?<![^\s(\[“\"„«—–][‘'])(?!{_ELIDED})(?=[\"“(\[]?[^\W\d_])")
_CLOSES = {sign: re.compile(rf"{sign}(?<!\s{sign})(?![^\W_]|{sign})") for sign in "'’"}
_STOPS = frozenset(".,;:?!…—]")
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")
_LONGEST_WORD = 24
_BARE = re.compile(r"(?:.*in|o|th|wi|an|tho|thro|fro|ha|[^\W\d_])", re.I)  # words that an apostrophe ends
_AFTER_CLOSE = frozenset('.,;:!?)]—–”"')
_DOUBLE = re.compile(r"[“”\"„«»]|‘‘|’’|''|``")
_FELLOWS = frozenset(("“”", "„“", "„”", "«»", "»«", '""'))


def single_quotations(text: str, rows: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The stretches [begin, end), marks included, that stand in single quotation marks within the rows, in order.

    >>> said = "'Tis said the miners' boat is lost. 'I saw it go,' said Ann, 'and the boys' father too.'"
    >>> [said[begin:end] for begin, end in single_quotations(said, [(0, len(said))])]
    ["'I saw it go,'", "'and the boys' father too.'"]
    """
    for order, (begin, end) in enumerate(rows):
        place = begin
        while opened := _OPENS.search(text, place, end):
            place = opened.end()
            following = _OPENS.search(text, place, end)
            close = _close(text, place, following.start() if following else end, "’" if opened[0] == "‘" else "'")
            if close is None and following is None and opened[0] == "‘" and _goes_on(text, rows, order):
                close = end
            if close is not None and _holds_whole_pairs(text[place:close]):
                yield opened.start(), close
                place = close


def _close(text: str, begin: int, end: int, sign: str) -> int | None:
    for mark in _CLOSES[sign].finditer(text, begin, end):
        word = _LAST_WORD.search(text[max(begin, mark.start() - _LONGEST_WORD) : mark.start()])
        if text[mark.start() - 1] in _STOPS or (
            word and not _is_apostrophe(word[0], text[mark.end() : mark.end() + 1])
        ):
            return mark.end()
    return None


def _is_apostrophe(word: str, after: str) -> bool:
    """Whether a mark after this word may be an apostrophe: goin'; miners', but not before a stop."""
    return bool(_BARE.fullmatch(word)) or (word[-1:] in "sxzSXZ" and after not in _AFTER_CLOSE)


def _goes_on(text: str, rows: Sequence[tuple[int, int]], order: int) -> bool:
    return order + 1 < len(rows) and text.startswith("‘", rows[order + 1][0])


def _holds_whole_pairs(words: str) -> bool:
    marks = _DOUBLE.findall(words)
    return len(marks) % 2 == 0 and all(a + b in _FELLOWS for a, b in zip(marks[::2], marks[1::2], strict=True))
