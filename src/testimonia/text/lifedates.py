"""The years of a life printed after a name: "(1603-1671)", "(b. 1603, d. 1671)", "fl. 1490"."""

import re

from testimonia.text.personshapes import LIFE_AFTER

_RANGE = re.compile(r"(?<!\d)(?P<born>[12]?\d{3})\s?\??\s*[-–—]+\s*(?:\D{0,24}?)(?P<died>[12]?\d{3}|\d{2})?(?!\d)")
_BORN = re.compile(r"(?:\bb\b|\bborn\b)\D{0,60}?(?:\d{1,2}\D{1,12}?)?(?P<year>[12]?\d{3})(?!\d)")
_DIED = re.compile(r"(?:\bd\b|\bdied\b)\D{0,60}?(?:\d{1,2}\D{1,12}?)?(?P<year>[12]?\d{3})(?!\d)")

SHORTEST_LIFE, LONGEST_LIFE = 12, 112


def life_years(text: str, end: int) -> tuple[str, str]:
    """The years of birth and death printed after a name that ends at `end`; "" for one that is not there.

    >>> life_years("Mary Ashdown (1814-88) wrote", 12), life_years("Ada Orme (b. 1603, d. 1671)", 8)
    (('1814', '1888'), ('1603', '1671'))
    >>> life_years("Ada Orme (fl. 1490)", 8), life_years("Ada Orme (born at Saltmarsh in 1603; died 9 May 1671)", 8)
    (('', ''), ('1603', '1671'))
    """
    match = LIFE_AFTER.match(text, end)
    if match is None:
        return "", ""
    words = match[0].replace("_", "")
    if re.search(r"\b(?:fl|flourished|r|reigned)\b", words):
        return "", ""
    if re.match(r",?\s(?:b\b|born|was)", words):
        words = text[end : end + 90].replace("_", "").split("\n")[0]
    born, died = _BORN.search(words), _DIED.search(words)
    if born or died:
        return born["year"] if born else "", died["year"] if died else ""
    span = _RANGE.search(words)
    if span is None:
        return "", ""
    last = span["died"] or ""
    if len(last) == 2:
        last = span["born"][:-2] + last  # "(1814-88)"
    if last and not SHORTEST_LIFE <= int(last) - int(span["born"]) <= LONGEST_LIFE:
        return "", ""  # the years of a printing, or of a reign
    return span["born"], last
