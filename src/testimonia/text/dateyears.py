"""Whether a four-digit number in prose is a year: by what stands right before and after it, never by its size alone."""

import re
from functools import cache

from testimonia.text.datecores import is_unit, next_word
from testimonia.text.dateterms import DASH, GAP, words_of

_BEFORE = re.compile(
    rf"(?:(?P<two>[A-Za-z'’]+)\.?{GAP})?(?P<one>[A-Za-z'’]+(?:\.[A-Za-z])?)\.?(?:{GAP}(?P<the>the))?(?:{GAP}|-)\Z"
)
_LABEL = re.compile(rf"(?P<label>[A-Za-z]+)\.?(?:{GAP}?[#:(]{GAP}?|{GAP}?)\Z")
_LABEL_LIST = re.compile(
    rf"(?P<label>[A-Za-z]+)\.?{GAP}?[0-9]{{1,4}}(?:(?:{DASH}|,{GAP}?|{GAP}and{GAP})[0-9]{{1,4}})*"
    rf",?{GAP}(?:and{GAP})?\Z"
)
_CLOSES = re.compile(rf"[)\]]|[,;:]{GAP}|{GAP}?{DASH}")
_SENTENCE = re.compile(r"(?:^|[.!?:][\"'”’)]*[ \n]|\n)[\"'“‘]?\Z")
_PLACE = re.compile(r"[(\[](?:[^()\[\]0-9\n]{0,58}[ ,;:.])?\Z")
_COMMA = re.compile(rf"(?:[,;:(]|[A-Za-z]\.){GAP}?\Z")
_END = re.compile(rf"[,.;:)\]]|{GAP}?\Z|\n|{GAP}\(|{GAP}{DASH}")
# A credit's value opens with its year: "Transcription: 2016 by Ada Pike".
_CREDIT = re.compile(rf"{GAP}by\b")
_SURE = frozenset("year years born died anno a.d ad circa fl".split())
_PAIRS = frozenset((
    ("beginning", "with"), ("starting", "with"), ("ending", "with"), ("up", "to"), ("back", "as"), ("back", "to"),
    ("is", "now"), ("was", "now"), ("was", "then"), ("down", "to"), ("prior", "to"),
))  # fmt: skip
_DETERMINERS = frozenset("the a an this that its their his her our your every each".split())
_NO_PLURALS = frozenset(
    "was is has as this his its thus perhaps less always does hers yes besides towards across"
    " onwards afterwards".split()
)
# With these a year from the Middle Ages on is one; before, only where the text says year, born, died, A.D.
_FIRST_PLAIN = 1400


@cache
def _words(name: str) -> frozenset[str]:
    return words_of(name)


def is_labelled(text: str, low: int, begin: int) -> bool:
    """Whether the number belongs to a label: "p. 1905", "Nos. 1905-1907", "Cmd. 1905"."""
    m = _LABEL.search(text, max(low, begin - 16), begin)
    if m and m["label"].lower() in _words("labels"):
        # A single letter is a label only with its point: "p. 1905".
        return m["label"].lower() not in ("f", "s", "p", "l", "w", "x") or text[m.end("label")] == "."
    if not any(character in "0123456789" for character in text[max(low, begin - 8) : begin]):
        return False
    m = _LABEL_LIST.search(text, max(low, begin - 32), begin)
    return bool(m) and m is not None and m["label"].lower() in ("p", "pp", "pages", "nos", "lines")


def is_year(text: str, low: int, begin: int, end: int, year: int, loose: bool) -> bool:
    """Whether the year at [begin, end) (or the years of a range) stands as a date."""
    before = _BEFORE.search(text, max(low, begin - 32), begin)
    if before and before["one"].lower() in _SURE:
        return True
    if is_unit(text, end):
        return False
    if text[begin - 1 : begin] in ("(", "[") and begin > low and text[end : end + 1] in (")", "]", ",", ";"):
        return year >= _FIRST_PLAIN
    if _is_event(text, end, year):
        return True
    if before and _by_word(text, before, end, year):
        return True
    if year < _FIRST_PLAIN:
        return False
    if _SENTENCE.search(text, max(low, begin - 4), begin) and next_word(text, end) in _words("verbs"):
        return True
    closed = text[end : end + 1] in (")", "]")
    if closed and _PLACE.search(text, max(low, begin - 64), begin):
        return True
    if loose and begin == low and _CREDIT.match(text, end):
        return True
    return loose and bool(_COMMA.search(text, max(low, begin - 4), begin)) and bool(_END.match(text, end))


def _is_event(text: str, end: int, year: int) -> bool:
    return year >= _FIRST_PLAIN and next_word(text, end) in _words("events")


def _by_word(text: str, before: re.Match[str], end: int, year: int) -> bool:
    word, two = before["one"].lower(), (before["two"] or "").lower()
    the = before["the"]
    if (two, word) in _PAIRS:
        return year >= _FIRST_PLAIN
    if the or word in _DETERMINERS or two in _DETERMINERS or word.endswith(("'s", "’s", "s'", "s’")):
        if _is_attribute(text, end, year):
            return True
        if the or word in _DETERMINERS:
            return False
    if year < 1000 or (year < _FIRST_PLAIN and year % 100 == 0):
        return False
    if word in _words("strong"):
        return True
    if word not in _words("weak") or year < _FIRST_PLAIN:
        return False
    return two not in _words("counts") and not _counts_things(text, end)


def _is_attribute(text: str, end: int, year: int) -> bool:
    """ "the 1921 resolution", not "the 2000 men": a singular noun follows, and the number is not round."""
    noun = next_word(text, end)
    return year >= 1500 and year % 100 != 0 and len(noun) > 2 and (noun[0].isupper() or not noun.endswith("s"))


def _counts_things(text: str, end: int) -> bool:
    noun = next_word(text, end)
    return noun.islower() and noun.endswith("s") and noun not in _NO_PLURALS
