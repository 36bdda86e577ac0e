"""The hero of a biographical article: whom a dictionary's head, or a title that is a name, says the text is about."""

import re
from itertools import pairwise

from msgspec import Struct

from testimonia.text.namewords import name_words
from testimonia.text.personname import PersonName, fold_name, person_name

_CAPS = "A-ZÀ-ÖØ-Þ"
_BIG = rf"[{_CAPS}][{_CAPS}'’.\-]*[{_CAPS}](?![a-zà-ÿ])"
_SURNAME = (
    rf"(?:(?:DE|DU|VAN|VON|LA|LE|St\.?|ST\.?|M[ac]{{1,2}}|De|Du|Van|Von|La|Le)['’ ]?\s?)*{_BIG}(?:\s{_BIG}){{0,2}}"
)
_GIVEN = r"(?:(?:[A-ZÀ-Þ][\w'’\-]*\.?|de|van|von|du|la)\s?){1,6}"
_HEAD = re.compile(
    rf"\s*[_*]{{0,2}}(?P<surname>{_SURNAME})[_*]{{0,2}}(?:,\s*[_*]{{0,2}}(?P<given>{_GIVEN})[_*]{{0,2}}(?:\s+or\s+[A-Z]+)?)?(?=\s*[,.(\[;:—-]|\s+(?:an?|the|one|was)\b)"
)
_TITLE_WORD = r"[A-ZÀ-Þ][\w'’\-]+\.?|[A-Z]\."
_TITLE = re.compile(
    rf"(?:{_TITLE_WORD})(?:\s+(?:(?:de|du|van|von|der|den|la|le|di|da|of|the|à)\s+)*(?:{_TITLE_WORD})){{0,4}}"
)
_MEMORIAL = re.compile(
    rf"(?:In\s+Memory\s+of|In\s+Memoriam:?|(?:On\s+)?(?:[Tt]he\s+)?(?:Death|Life|Murder)\s+of|Obituary(?:\s+of|[:.])?|Tribute\s+to)\s+"
    rf"(?:Comrade\s+)?(?P<name>{_TITLE.pattern})(?=\s*(?:[–—:(,.-]|\Z))"
)
_LIFE_PAREN = re.compile(
    r"[^.;()a-z]{0,60}(?:\([^)\d]{2,40}\)\s*|\(\d\w\w [A-Z ]+\)\s*)?\(\s*(?:_?[bc]a?\._?\s*|fl\.\s*|born\s+|about\s+)?\d{3,4}"  # noqa: E501
)
_LIFE_BRACKET = re.compile(
    r"[^.;()a-z]{0,60}(?:\([^)\d]{2,40}\)\s*|\(\d\w\w [A-Z ]+\)\s*)?\([^)]{0,60}\d{3,4}[^)]{0,40}\)"
)
_LIFE_WORD = re.compile(r"(?<!\w)(?:born|died|_?b\._?|_?d\._?|birth|death|executed|son of|daughter of)(?!\w)")
_HE = re.compile(r"\b(?:[Hh]e|[Hh]is|[Hh]im)\b")
_SHE = re.compile(r"\b(?:[Ss]he|[Hh]er|[Hh]ers)\b")
_NOT_GIVEN = frozenset(
    "the a an or in of on to my our your his her and why how what who when for from history battle treaty congress".split()  # noqa: E501
)
FIRST_CHARS = 420
LINE_CHARS = 60


class Hero(Struct, frozen=True):
    """The person a text is about: the name's parts, as printed, where it stands, where the head ends, "he" or "she";
    `things` are the places where the document names what is no person."""

    name: PersonName
    form: str
    begin: int
    end: int
    pronoun: str
    is_article: bool
    opening: int = -1
    head_end: int = -1
    things: frozenset[int] = frozenset()


def find_hero(text: str, begin: int, end: int, title: str) -> Hero | None:
    """The hero of the document text[begin:end]; None where neither head nor title is a person's name. `opening` is
    where
    the first sentence about the hero begins: at the head itself, or in the line below a title; `head_end` where the
    head's
    life in brackets ends.

    >>> find_hero("ASHDOWN, MARY (1814-1888).--Novelist, _b._ at Saltmarsh.", 0, 56, "").name.given
    ('mary',)
    >>> find_hero("BATH, a city of England, on the Avon.", 0, 37, "") is None
    True
    """
    while begin < end and text[begin].isspace():
        begin += 1
    return _of_head(text, begin, end) or _of_title(text, begin, end, title)


def name_of_line(line: str) -> PersonName | None:
    """The name that a line is and nothing else, with a given name in general use; None for any other line.

    >>> name_of_line("Sir Stephen Edward de Vere").surname, name_of_line("Main Works"), name_of_line("Stephen wept")
    ('vere', None, None)
    """
    name = person_name(line) if len(line) <= LINE_CHARS and _TITLE.fullmatch(line) else None
    return name if name and name.given and name.given[0] in name_words().given else None


def _of_head(text: str, begin: int, end: int) -> Hero | None:
    found = _HEAD.match(text, begin, min(end, begin + 160))
    if not found:
        return None
    given = (found["given"] or "").strip(" ,.")
    has_dates = _LIFE_PAREN.match(text, found.end(), end) is not None
    if given and fold_name(given.split()[0]) in _NOT_GIVEN:
        return None
    first = text[begin : min(end, begin + FIRST_CHARS)]
    if not has_dates and not (given and _LIFE_WORD.search(first) and _is_of_a_person(text[begin:end])):
        return None
    form = text[found.start("surname") : found.end("given") if given else found.end("surname")].strip(" ,._*")
    at = text.index(form, begin)
    name = person_name(form)
    return _hero(text, name, (at, at + len(form)), end, True) if name else None


def _of_title(text: str, begin: int, end: int, title: str) -> Hero | None:
    """A title that is a name and nothing else, or one in memory of a name; the text must tell of that person's birth,
    death or kin."""
    memorial = _MEMORIAL.match(title.strip())
    if memorial and (hero := _of_memorial(text, begin, end, memorial["name"])):
        return hero
    line = title.strip() or text[begin : min(end, begin + 80)].split("\n")[0].strip()
    if not title and len(line) > 60:
        found = _TITLE.match(line)
        line = found[0] if found else ""
    if not _TITLE.fullmatch(line) or " " not in line or fold_name(line.split()[0]) in _NOT_GIVEN:
        return None
    at = text.find(line, begin, end)
    name = person_name(line)
    if at < 0 or name is None or not name.given or _NUMBERED.match(line) or _names_a_thing(line):
        return None
    body = text[at + len(line) : end]
    opening = body.lstrip()[:FIRST_CHARS]
    is_article = bool(_LIFE_WORD.search(opening[:260])) and not re.match(r"[“\"]", opening)
    return _hero(text, name, (at, at + len(line)), end, True) if is_article and _is_of_a_person(body) else None


_NUMBERED = re.compile(r"[IVXLC]{2,}\.\s")


def _names_a_thing(line: str) -> bool:
    """Whether words that look like a name are a thing's: "The Effects of Salt"."""
    words = [fold_name(word) for word in line.split()]
    return any(word in ("a", "an", "on") or (word == "the" and after not in _STYLES) for word, after in pairwise(words))


_STYLES = frozenset("elder younger great good bold bald fat lame wise pious just venerable confessor".split())


def _of_memorial(text: str, begin: int, end: int, form: str) -> Hero | None:
    at, name = text.find(form, begin, end), person_name(form)
    if at < 0 or name is None or not name.given or text.count(name.surname.capitalize(), begin, end) < 3:
        return None
    return _hero(text, name, (at, at + len(form)), end, False) if _is_of_a_person(text[begin:end]) else None


def _is_of_a_person(body: str) -> bool:
    return len(_HE.findall(body[:6000])) + len(_SHE.findall(body[:6000])) >= 2 or bool(_LIFE_WORD.search(body[:260]))


def _hero(text: str, name: PersonName, span: tuple[int, int], end: int, is_article: bool) -> Hero:
    body = text[span[1] : min(end, span[1] + 12000)]
    he, she = len(_HE.findall(body)), len(_SHE.findall(body))
    gap = re.match(r"[ \t]*\n\s*", body)
    opening = span[1] + gap.end() if gap else span[0]
    bracket = _LIFE_BRACKET.match(text, span[1], min(end, span[1] + 160))
    head_end = bracket.end() if bracket else span[1]
    return Hero(
        name, text[span[0] : span[1]], span[0], span[1], "she" if she > he else "he", is_article, opening, head_end
    )
