"""Sentences of historical prose: where each begins and ends. Abbreviations ("St. Paul's", "_b._ at", "Edin.") end
none."""

import re
from collections.abc import Iterator

_END = re.compile(r"[.!?][\"'”’)\]]*(?=\s+[\"'“‘(\[_]{0,2}[A-ZÀ-Þ]|\s*\Z|\s*\n)")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(\[_“\"'-])(?:[A-Za-z]|(?:[A-Z]\.)+[A-Z]|St|Mr|Mrs|Dr|Rev|Sir|Capt|Col|Gen|Lt|Hon|Prof|Messrs|Mme|Mlle|vol|vols|No|no|p|pp|ch|c|ca|fl|cf|"
    r"viz|etc|Co|Cos|Mass|Penn|Conn|Wm|Geo|Chas|Jas|Thos|Jos|Edw|Abp|Bp|Visc|Maj|Hants|Wilts|Berks|Bucks|Lancs|Notts|Yorks|Northants|Esq|Jr|Sr|Bart|Ste|SS|ed|edn|publ?|pub|trans?|dau|sec|Sec|Univ|Coll|Oxf|Camb|Edin|Glas|Prot|Pres|Gov|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|i\.e|e\.g|q\.v|[IVXLC]{2,6}|et al|b|d|m|s)\Z"
)


def sentences(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of text[begin:end].

    >>> text = "He met Mr. Ash. She died at St. Ives."
    >>> [text[b:e] for b, e in sentences(text, 0, len(text))]
    ['He met Mr. Ash.', 'She died at St. Ives.']
    """
    start = begin
    for found in _END.finditer(text, begin, end):
        at = found.end()
        if text[found.start()] == ".":
            before = text[max(start, found.start() - 10) : found.start()]
            if _ABBREVIATED.search(before) and at < end and not _ends_anyway(text, found.start(), at, end):
                continue
        yield from _trimmed(text, start, at)
        start = at
    yield from _trimmed(text, start, end)


_OPENER = re.compile(r"\s+(?:He|She|His|Her|In|On|At|It|This|The|After|From|When|A|An|They|Here|There|While|But)\s")


def _ends_anyway(text: str, stop: int, at: int, end: int) -> bool:
    """A Roman number or a shortened word may end its sentence, where the next word can only open one. An initial or a
    title ends none."""
    word = re.search(r"[^\s(_]+\Z", text[max(0, stop - 10) : stop])
    if word and ((len(word[0]) == 1 and word[0].isupper()) or word[0] in ("St", "Mr", "Mrs", "Dr", "Rev")):
        return False
    return _OPENER.match(text, at, min(end, at + 12)) is not None


def _trimmed(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    if begin < end:
        yield begin, end
