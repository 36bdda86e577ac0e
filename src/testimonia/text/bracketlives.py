"""Lives in brackets after a name: "(1626-1697)", "(c. 1422-1491)", "(b. 1814)"."""

import re
from collections.abc import Iterator

from testimonia.text.claimdates import read_claim_date
from testimonia.text.said import Said
from testimonia.text.subjectcandidates import NAME
from testimonia.text.subjects import Subject

_SIDE = r"(?:(?:b|d|c|ca|fl|bap|ob|born|died|about|circa|floruit|abt)\.?\s*)?(?:\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?[A-Z][a-z]+\.?,?\s+|[A-Z][a-z]+\.?\s+\d{1,2},\s+)?\d{3,4}(?:[-/]\d{1,2}(?=[\s,;)?–-]))?\s?\??"  # noqa: E501
LIFE = re.compile(rf"\(\s*(?P<a>{_SIDE})(?:\s*(?P<dash>--?|[–—]|;|,(?=\s*d))\s*(?P<b>{_SIDE})?)?\s*\)")
_MARK = re.compile(r"(?P<mark>born|died|floruit|b|d|fl|ob|bap)\b\.?\s*")


def life_dates(text: str, begin: int, end: int, subject: Subject, evidence_begin: int) -> Iterator[Said]:
    """The life that stands in brackets at text[begin] ("(1626-1697)", "(c. 1422-1491)", "(b. 1814)")."""
    found = LIFE.match(text, begin, end)
    if not found:
        return
    sides = [("a", found["a"]), ("b", found["b"])]
    for side, phrase in sides:
        if not phrase:
            continue
        mark = _MARK.match(phrase)
        word = mark["mark"] if mark else ""
        start = found.start(side) + (mark.end() if mark else 0)
        date = read_claim_date(text[start : found.end(side)])
        if date is None or word in ("fl", "floruit", "bap"):
            if side == "a" and word in ("fl", "floruit"):
                return
            continue
        if side == "a" and not found["dash"] and not word:
            return
        what = "death" if side == "b" or word in ("d", "died", "ob") else "birth"
        stop = found.end(side)
        while stop > start and text[stop - 1] == " ":
            stop -= 1
        yield Said(f"{what}-date", date.edtf, subject, start, stop, evidence_begin, found.end(), calendar=date.calendar)


_YEAR_BRACKET = re.compile(r"\(\s*(?:b\.|d\.|born|c\.|ca\.)?\s*\d{4}")
_ENDS_IN_NAME = re.compile(rf"(?<![\w'’-])(?P<name>{NAME})\s*,?\s*\Z")


def named_lives(text: str, begin: int, end: int) -> Iterator[tuple[str, int, int, int]]:
    """Names that brackets follow which can be a life: name, where it stands, where the brackets open."""
    for bracket in _YEAR_BRACKET.finditer(text, begin, end):
        found = _ENDS_IN_NAME.search(text, max(begin, bracket.start() - 60), bracket.start())
        if found:
            yield found["name"], found.start("name"), found.end("name"), bracket.start()
