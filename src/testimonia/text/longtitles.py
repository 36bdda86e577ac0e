"""Titles as long as a paragraph, as papers of learned societies and pamphlets before 1850 have them.

"IX. A Discourse concerning the Proportional Heat of the Sun in all Latitudes, with the Method of collecting the same,
as it was read before the Royal Society": such a title tells of what kind the text is (an account, a letter, an
extract) and of what it treats, or bears a numeral and "On", "Of" or the author's name; and it makes no statement, so
that no verb stands in it but in a clause that hangs on a noun.
"""

import re

LONGEST = 600
_NUMERAL = r"(?:[IVXLC]{1,8}\.\s+)"
_KIND = (
    r"(?:abstract|accompt|account|anatomy|answer|case|catalogue|conclusion|conjecture|consideration|continuation"
    r"|demonstration|description|determination|direction|discourse|dissertation|[ei]nquir(?:y|ie)|essay|examination"
    r"|experiment|extract|history|investigation|journal|letter|memoir|method|narration|narrative|notice|observation"
    r"|paper|particular|proposal|relation|remark|report|researche?|sequel|solution|table|theor(?:y|ie))s?"
)
_ARTICLE = r"(?:(?:[Aa]n?|[Tt]he|[Ss]ome|[Pp]art\s+of\s+an?)\s+)"
_BEFORE = r"(?:[A-Za-z][\w’'-]+\s+(?:and\s+)?){0,3}?"
_TREATS = (
    r"(?:of|from|concerning|by|upon|on|to|in|about|for|made|respecting|containing|relating|touching|communicated|and)"
)
_TELLS_KIND = re.compile(rf"{_NUMERAL}?{_ARTICLE}?{_BEFORE}(?P<kind>{_KIND})\s*,?\s+{_TREATS}\b", re.I)
_NUMBERED = re.compile(rf"{_NUMERAL}(?:On|Of|De)\s")
_SIGNED = re.compile(
    rf"{_NUMERAL}[A-Z].*?(?:\b[Bb]y\s+[A-Z]|\b[Cc]ommunicated\s|\bF\.\s?R\.\s?S\b|\b[Ii]n\s+a\s+Letter\b)", re.S
)
_STATES = re.compile(
    r"(?P<before>[\w’']+(?:\s+[\w’']+){0,2})\s+(?:is|are|was|were|am|has|have|had|hath|shall|will|can|could|may"
    r"|must|should|would|do|does|did)\b"
)
_HANGS = re.compile(r"\b(?:which|who|that|as|where\w*|how|what|when|why|whether|whence|if|than|the\s+same)\b", re.I)
_SPEAKS = re.compile(r"\b(?:I|we|you|We|You)\s+[a-z]")
_HONOUR = (
    r"(?:(?:the|late|[Ll]earned|[Ii]ngenious|Reverend|Rev\.|Right|Rt\.|Hon\.|Honou?rable|Mr\.?|Mrs\.?|Dr\.?|Monsieur|Mons\.|M\."
    r"|Signor|Sir|Lord|Captain|Capt\.|Colonel|Col\.|Lieut\.|Lieutenant|Father|Professor|Prof\.)\s+)"
)
_FORENAME = r"(?:[A-Z]\.\s?|[A-Z][a-z]{1,4}\.\s|(?:de|van|von|der|du|la|le)\s|[A-ZÀ-Þ][\wà-ÿ’'-]+\s)"
_AUTHOR = re.compile(
    rf"[.,:;*]\s+[Bb]y\s+(?P<honour>{_HONOUR}*+)(?P<name>(?P<forenames>{_FORENAME}{{0,5}})"
    r"[A-ZÀ-Þ][\wà-ÿ’'-]+)(?=\s*(?:[,.;:*]|of\s|and\s|in\s|at\s|to\s|$))"
)
_OF_A_BOOK = re.compile(r"\b(?:[Pp]rinted|Book|Londini|8vo|4to)\b")


def author_in(title: str) -> tuple[int, int] | None:
    """Where the author's name stands in such a title, after a stop and "by"; what was communicated, described or
    translated by somebody is not taken, nor the author of a book that the text gives an account of.

    >>> title = "XXVI. Of the Tides in the Salt Marsh. By Captain Joseph Hale, F. R. S. Communicated by Mr. Dale."
    >>> begin, end = author_in(title) or (0, 0)
    >>> title[begin:end]
    'Joseph Hale'
    """
    found = _AUTHOR.search(title)
    if found is None or not (found["honour"] or found["forenames"]) or _OF_A_BOOK.search(title):
        return None
    return found.span("name")


def is_numbered(text: str) -> bool:
    """Whether a numeral stands before the title, as where papers are numbered through a volume."""
    return bool(re.match(_NUMERAL, text))


def is_long_title(text: str) -> bool:
    """Whether a paragraph reads as such a title; a plain sentence, however it begins, does not.

    >>> is_long_title("XXVI. Of the Tides in the Salt Marsh. By Captain Joseph Hale, F. R. S.")
    True
    >>> is_long_title("An Account of the Tides was sent to me by Captain Hale.")
    False
    """
    line = " ".join(text.split())
    if not 20 <= len(line) <= LONGEST or line[0].islower() or line.endswith((":", ";", ",", "?")):
        return False
    told = _TELLS_KIND.match(line)
    is_told = told and (is_numbered(line) or told["kind"][0].isupper())
    if not (is_told or _NUMBERED.match(line) or _SIGNED.match(line)):
        return False
    if _SPEAKS.search(line):
        return False
    return all(
        _HANGS.search(line, max(0, verb.start() - 30), verb.start("before") + len(verb["before"]))
        for verb in _STATES.finditer(line)
    )
