"""What a short line is by its shape alone: a dateline, a divider, a note's head, a heading.

The words come from lineshapes.toml; shapes only, in English, German, French and Spanish where words are needed.
"""

import functools
import re
import tomllib
from importlib import resources

LONGEST_HEADING = 90
LONGEST_DATELINE = 70
_DIVIDER = re.compile(r"[\s*•·⁂#~_=–—\-+.…]*[*•·⁂#~_=–—\-+][\s*•·⁂#~_=–—\-+.…]*")
_NOTE_MARK = re.compile(
    r"(?:\[(?P<b>\d{1,3}|[*†‡a-z])\]|\((?P<p>\d{1,3}|[*†‡])\)|(?P<n>\d{1,3})[.)](?=\s)|(?P<s>\*{1,3}|[†‡§¶]))\s*"
)
_BRACKETED_MARK = re.compile(r"\[(?:\d{1,3}|[*†‡a-z])\]")
_ITEM_MARK = re.compile(r"(?:[-•·–—]\s|\(?[a-z0-9]{1,2}\)\s)")
_SENTENCE_END = re.compile(r"[.,;:…][”’\"')\]]*$")
_YEAR = re.compile(r"\b(?:1[4-9]|20)\d\d\b")
_WORDS = re.compile(r"[^\W\d_]+")


@functools.cache
def words_of(table: str) -> frozenset[str]:
    """A word list of lineshapes.toml by name."""
    body = resources.files("testimonia.text").joinpath("lineshapes.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(body)[table])


@functools.cache
def _note_openings() -> tuple[str, ...]:
    return tuple(sorted(words_of("note_openings")))


def is_dateline(text: str) -> bool:
    """Whether a line says a date and nothing else, in brackets or bare, perhaps with a place before it.

    >>> [is_dateline(t) for t in ("(January 1944)", "(May–July 1946)", "Harrow End, 3rd March, 1921", "The Year 1921")]
    [True, True, True, False]
    """
    line = text.strip()
    if len(line) > LONGEST_DATELINE or not _YEAR.search(line) or line.endswith("?"):
        return False
    months, small = words_of("months"), words_of("date_words")
    words = [word.lower() for word in _WORDS.findall(line)]
    if all(word in months or word in small for word in words):
        return bool(words) or bool(re.fullmatch(r"[\s(\[]*[\d\s./–—-]+\??[)\]\s.]*", line))
    place, comma, rest = line.partition(",")
    monthly = any(word.lower() in months for word in _WORDS.findall(rest))  # "The Election, 1923" is a title
    return bool(comma) and monthly and place.strip()[:1].isupper() and len(place) < 30 and is_dateline(rest)


def is_divider(text: str) -> bool:
    """Whether a line is a row of asterisks, dashes or other ornaments.

    >>> [is_divider(t) for t in ("* * *", "———", "***", "...", "a * b")]
    [True, True, True, False, False]
    """
    line = text.strip()
    return 0 < len(line) <= 80 and _DIVIDER.fullmatch(line) is not None and (len(line) > 1 or line in "*⁂•#~")


def note_mark(text: str) -> str:
    """The number or sign with which a line opens as a note does; the empty string where it does not.

    >>> note_mark("[12] See above."), note_mark("1. See above."), note_mark("* See above."), note_mark("1905 was hard")
    ('12', '1', '*', '')
    """
    found = _NOTE_MARK.match(text.lstrip())
    return next((group for group in found.groups() if group), "") if found else ""


def opens_bracketed(text: str) -> bool:
    """Whether a line opens with a mark that only notes have, such as [1]."""
    return bool(_BRACKETED_MARK.match(text.lstrip()))


def opens_as_item(text: str) -> bool:
    """Whether a line opens with a bullet or a lettered list mark."""
    return bool(_ITEM_MARK.match(text.lstrip()))


def is_note_heading(text: str) -> bool:
    """Whether a heading opens a section of notes.

    >>> is_note_heading("Footnotes:"), is_note_heading("Notes on the Strike")
    (True, False)
    """
    line = " ".join(text.lower().split()).strip(" :.*[]()")
    return line in words_of("note_headings") or (len(line) < 60 and line.startswith(_note_openings()))


def opens_as_note(text: str) -> bool:
    """Whether a paragraph calls itself a note of its editor, translator or transcriber.

    >>> opens_as_note("[Translator’s note: the ferry is meant.]"), opens_as_note("Note the ferry.")
    (True, False)
    """
    line = text[:60].lower().lstrip(" [(*")
    return ("not" in line or "anm" in line) and line.startswith(_note_openings())


def is_plain_heading(text: str) -> bool:
    """Whether a line that stands alone reads as a heading: short, capitalised, without the end of a sentence."""
    line = " ".join(text.split())
    if not 2 <= len(line) <= LONGEST_HEADING or _SENTENCE_END.search(line) or not any(c.isalpha() for c in line):
        return False
    first = next(c for c in line if c.isalnum())
    return not first.islower() and line[0] not in '“"«„([' and len(line.split()) <= 12
