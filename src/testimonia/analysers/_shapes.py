"""Furniture without a label, told by the shape of one printed line.

Each shape is a whole line from its first letter; a sentence that only speaks of such a thing ("The page was last
updated by the clerk, who ...") is too long or goes on otherwise.
"""

import re

from msgspec import Struct

from testimonia.analysers._labels import navigation_words, site_words

LONGEST_TRANSLATOR = 120
NOTICE_WORDS = 7
FIRST_WEB_YEAR = 1991
_BRACKETS = " \t\xa0[]()*_-–—|·•↑"
_UPDATED = re.compile(
    r"(?i)(?:this (?:page|document|file|text) (?:was|has been) )?(?:page )?"
    r"(?P<verb>last [a-z]{5,9}|most recently updated|updated|dernière mise à jour|zuletzt geändert)"
    r"(?: (?:on|at|in|le|am)\b)?\s*:?\s*(?P<value>[^:]{0,14}\d.{0,40})$"
)
_UPDATE_VERB = re.compile(
    r"(?i)last up\w{3,6}$|last (?:modified|revised|changed|edited|revision)|\D*updated|\D*mise|zul"
)
_TOP = re.compile(
    r"(?i)(?:(?:back|go|return|jump) (?:up )?to (?:the )?)?(?:the )?"
    r"top(?: of (?:the |this )?(?:page|document|text|file))?$"
)
_CREDIT = re.compile(
    r"(?i)(?:this (?:text|work|page|e-?text|document|version|edition|article|book) (?:was |has been )?)?"
    r"(?:(?P<transcription>(?:transcri(?:bed|ption)|transci\w{2,5}|marked[ -]up|digiti[sz](?:ed|ation))\b"
    r"[^.:;]{0,60}?\b(?:by|for)"
    r"|(?:mark-?up|html|scann(?:ed|ing)|encod(?:ed|ing)|typed|e-?text|ocr|converted (?:in)?to)\b[^.:;]{0,60}?\bby)"
    r"|(?P<proofreading>proof-?\s?(?:read|ed)(?:ing)?\b[^.:;]{0,60}?\bby)|(?P<translated>translat(?:ed|ion) by))"
    r"\s+(?P<value>[^\W\d_].{1,180})$"
)
_CREDIT_OPENING = re.compile(r"[.;)]\s+(?=Transcri|Marked up|Proof-?read|Digiti[sz]ed |HTML |Translated by )")
_TAKEN = re.compile(
    r"(?P<label>(?:(?:Re-?printed|Taken|Transcribed|Copied|Excerpted|Extracted|Reproduced|Adapted) from|From|"
    r"(?:First |Originally )?(?:[Pp]ublished|[Pp]rinted|[Aa]ppeared) in))\s+(?P<value>.{3,280})$"
)
_PLACE_IN_PRINT = re.compile(
    r"\b(?:[Vv]ol(?:ume)?s?\b\.?\s?[\dIVXLC]|N[or]s?\.?\s?\d|[Nn]umber \d|[Ii]ssue \d|pp?\.\s?\d|[Pp]ages? \d)|№"
)
# Lower-case words that a reference has; of others it has few, while a sentence has many.
_REFERENCE_WORDS = frozenset(
    "from with pages page number volume supplement edition issue published reprinted translated printed series".split()
)
_DATE = (
    r"(?:(?:\d{1,2}(?:st|nd|rd|th)?\.? )?(?:of )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
    r"(?:[ –/-]+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?)?"
    r"(?: \d{1,2}(?:st|nd|rd|th)?)?,? (?:1[5-9]|20)\d\d|(?:Spring|Summer|Autumn|Fall|Winter),? (?:1[5-9]|20)\d\d)"
)
_MASTHEAD = re.compile(
    r"(?:The |Le |La |Der |Die |Das |El )?[^\W\d_][^,.;:?!\n]{2,50}"
    r"(?:, (?:Vol\.? ?[IVXLC\d]+|No\.? ?\d+|Number \d+)[^,]{0,20}){0,2}, (?:[A-Z][a-z]+day,? )?" + _DATE + r"\.?$"
)
_LICENCE_OPENING = re.compile(
    r"(?i)(?:this (?:work|text|page|document|article|file|book|edition|e-?text|translation|image) is"
    r" (?:(?:in|under|now in) the|licen[sc]ed|made available|released|free|available under|completely free)"
    r"|copyright\b.{0,40}\d{4}|©\s?(?:\d{4}|[^\W\d_])|\(c\)\s*\d{4}|copyleft|all rights reserved|no rights reserved"
    r"|permission (?:is|to)|licen[sc]ed under|public domain\b|creative commons\b"
    r"|(?:released |published |available )under (?:the|a) (?:terms|creative|gnu|public)|text is available under)"
)
_LICENCE_WORDS = re.compile(
    r"(?i)public domain|creative commons|copyleft|all rights reserved|freely (?:copy|copied|distribute)|"
    r"gnu (?:free|general)|permission (?:is|to)|copyright|©|licen[sc]e|completely free|reproduc(?:e|tion)"
)
_COPYRIGHT = frozenset(("copyright", "©"))
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ONLINE = re.compile(
    r"(?i)(?:retrieved|downloaded|available|accessed)\s+(?:from|at|online|on)\b.{0,40}(?:https?://|www\.)"
)
_STRAY_DECLARATION = re.compile(r"(?i)<?!doctype\s+html\b|<\?xml\b")
_TRANSCRIBER_NOTE = re.compile(r"(?i)[\[(]?\s*transcribers?(?:['’]s?)? notes?\b")
_MAKER = re.compile(r"(?:This )?(?:E-?[Tt]ext |[Ee]book )?(?:was )?(?:[Pp]roduced|[Pp]repared) by\s")
_SEPARATOR = re.compile(r"\s*(?:\|{1,2}|>{1,2}|»|›|::|·|•|→|/{2})\s*")
_WORDS = re.compile(r"[^\W\d_]+")


class Shape(Struct, frozen=True):
    """What a whole line is; its value stands at [value_begin, value_end) of the line, its label (if any) before it."""

    kind: str
    label: str = ""
    value_begin: int = -1
    value_end: int = -1


def read_updated(line: str) -> Shape | None:
    """ "Last updated on 24 September 2018"."""
    if len(line) > 100 or not (found := _UPDATED.match(line)) or not _UPDATE_VERB.match(found["verb"]):
        return None
    return _with_value("updated", line[: found.start("value")].rstrip(" :"), found)


def read_top_link(line: str) -> Shape | None:
    """ "Top of page"."""
    return Shape("top-link") if len(line) < 50 and _TOP.match(line.strip(_BRACKETS)) else None


def read_credit(line: str) -> Shape | None:
    """ "Transcribed & marked up by NAME for NAME"; "Proofread by NAME"."""
    if len(line) > 250 or not (found := _CREDIT.match(line)):
        return None
    if not found["value"].removeprefix("the ")[0].isupper():
        return None
    kind = next(name for name in ("transcription", "proofreading", "translated") if found[name])
    if kind == "translated" and len(line) > LONGEST_TRANSLATOR:
        return None
    return _with_value(kind, line[: found.start("value")].rstrip(), found)


def inner_credit(line: str) -> tuple[int, Shape] | None:
    """A credit that follows on the same line, after the end of a sentence, and where it begins."""
    for found in _CREDIT_OPENING.finditer(line):
        if shape := read_credit(line[found.end() :]):
            return found.end(), shape
    return None


def read_taken_from(line: str, is_heading: bool) -> Shape | None:
    """ "From The Saltmarsh Echo, Vol. X No. 7, 16 February 1946, p. 6.": needs a volume, a number or a page."""
    if len(line) > 300 or not (found := _TAKEN.match(line)) or (is_heading and len(line) > 150):
        return None
    if not _PLACE_IN_PRINT.search(found["value"]) or _is_sentence(found["value"]):
        return None
    kind = "source-line"
    if found["label"].endswith("in"):
        kind = "first-published" if found["label"][0] in "FO" and len(found["label"]) > 12 else "published"
    return _with_value(kind, found["label"], found)


def _is_sentence(value: str) -> bool:
    """Whether words of a sentence outnumber what a reference is made of: names, numbers and a few set words."""
    words = [word for word in _WORDS.findall(value) if len(word) > 3]
    plain = [word for word in words if word.islower() and word not in _REFERENCE_WORDS]
    return len(plain) > 2 and 3 * len(plain) > len(words)


def read_masthead(line: str) -> Shape | None:
    """ "The Saltmarsh Echo, 24 February 1945"."""
    return Shape("masthead", "", 0, len(line)) if len(line) <= 100 and _MASTHEAD.match(line) else None


def read_licence(line: str) -> Shape | None:
    """A paragraph about what may be done with the page; it opens so, and says so again unless it is short."""
    if len(line) > 1500 or not _LICENCE_OPENING.match(line.lstrip("([ ")):
        return None
    said = {found[0].casefold() for found in _LICENCE_WORDS.finditer(line)}
    if said <= _COPYRIGHT and not any(int(year) >= FIRST_WEB_YEAR for year in _YEAR.findall(line)):
        return None  # "(Copyright, 1922.)": printed with the text
    return Shape("licence", "", 0, len(line)) if len(said) >= (1 if len(line) <= 120 else 2) else None


def read_online(line: str) -> Shape | None:
    """ "Retrieved from https://..."."""
    found = _ONLINE.match(line.lstrip("([ ")) if len(line) < 400 else None
    return Shape("online-version", "", 0, len(line)) if found else None


def is_transcriber_note(line: str) -> bool:
    return bool(_TRANSCRIBER_NOTE.match(line))


def is_stray_declaration(line: str) -> bool:
    """ "!DOCTYPE html PUBLIC ...", printed because its first bracket was lost."""
    return bool(_STRAY_DECLARATION.match(line))


def is_maker_line(line: str) -> bool:
    """ "Produced by ...", under the head of an e-book."""
    return bool(_MAKER.match(line))


def steps_of(line: str) -> list[str]:
    """The parts of a line that separators divide: of a row ("A | B") or a path ("Home > Letters")."""
    return [part for part in _SEPARATOR.split(line.strip(_BRACKETS)) if part]


def is_named_so(step: str) -> bool:
    """Whether a step is called as places in a site are: "Back to ...", "... Archive", "... Home Page"."""
    words = _WORDS.findall(step.casefold())
    return any(word in navigation_words() for word in (*words[:1], *words[-2:]))


def says_whose_site(line: str) -> bool:
    """Whether a line that many pages share names a site, an address, or goes on as a notice does."""
    words = _WORDS.findall(line.casefold())
    known = site_words() | navigation_words()
    return len(words) >= NOTICE_WORDS or "www" in words or "http" in words or any(word in known for word in words)


def names_a_site(line: str) -> bool:
    """Whether each part of a line names a site or collection, and none a page within one."""
    parts = [set(_WORDS.findall(part.casefold())) for part in steps_of(line)]
    pages = navigation_words() - site_words()
    return bool(parts) and all(words & site_words() and not words & pages for words in parts)


def _with_value(kind: str, label: str, found: re.Match[str]) -> Shape:
    return Shape(kind, label, found.start("value"), found.end("value"))
