"""Whose words a quotation is, where the text says so beside it: “...,” wrote Ada Cray; in the words of Ada Cray, “...”.

Only a name printed directly beside a verb of saying is taken; a pronoun, a description or a name further off is not.
"""

import functools
import re
import tomllib
from importlib import resources

CONTEXT_CHARS = 110
_INITIALS = r"(?:[A-ZÀ-Þ]\.\s?)+"
_WORD = r"[A-ZÀ-Þ][\w’'-]*[a-zà-ÿA-ZÀ-Þ]"
_TITLE = r"(?:Mrs?|Ms|Drs?|Messrs|Prof|Rev|St|Hon|Sr|Sra|Gen|Col|Capt|Lt|Sgt)\.\s"
_NAME = rf"(?:{_TITLE})?(?:{_INITIALS}\s?)?{_WORD}(?:\s(?:{_INITIALS}|de|von|van|la|du|{_WORD})){{0,4}}"
_LOOSE = r"(?:himself|herself|has|had|have|also|once|then|later|again|recently|rightly|[a-z]+ly)"


def speaker_of(text: str, begin: int, end: int) -> str:
    """The name printed beside the quotation text[begin:end] as its speaker; the empty string where none is.

    >>> speaker_of("“The ferry will not run again,” wrote Ada Cray.", 0, 31)
    'Ada Cray'
    >>> speaker_of("As for the ferry, Cray wrote: “It stopped.”", 30, 43)
    'Cray'
    >>> speaker_of("He said: “It stopped.”", 9, 22)
    ''
    """
    shapes = _shapes()
    before = text[max(0, begin - CONTEXT_CHARS) : begin]
    after = text[end : end + CONTEXT_CHARS].split("\n", 1)[0]
    stopped = text[begin:end].rstrip("”\"»“ ’'")[-1:] == "."  # then "Ada Cray wrote" begins a sentence of its own
    contexts = (after, "" if stopped else after, before, before, before.rpartition("\n")[2])
    for pattern, context in zip(shapes, contexts, strict=True):
        found = pattern.search(context)
        name = _clean(found["name"]) if found else ""
        if name:
            return name
    return ""


def _clean(name: str) -> str:
    """The name without words that only begin a sentence ("Yet Cray"); nothing where no name is left."""
    words = name.strip(" ,").split()
    openers, prepositions = _table("openers"), _table("prepositions")
    while words and words[0].rstrip(",").lower() in openers:
        if words.pop(0).lower() in prepositions:
            words = words[-1:]  # "In Capital Marx wrote": where the title ends is not printed
    return " ".join(words).removesuffix("’s").removesuffix("'s")


@functools.cache
def _table(name: str) -> frozenset[str]:
    body = resources.files("testimonia.text").joinpath("attribution.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(body)[name])


@functools.cache
def _shapes() -> tuple[re.Pattern[str], ...]:
    """(verb name after, name verb after, name verb before, phrase with a name before, verb name before)."""
    verbs = "|".join(sorted(_table("verbs"), key=len, reverse=True))
    phrases = "|".join(sorted(_table("phrases"), key=len, reverse=True))
    lead = r"^[ \u00a0,—–-]{0,3}"
    tail = r"(?:[^.!?“”\"„«»:]{0,60}(?:[:,—–-]|\bthat)[\s—–-]*|[:,—–\s-]{1,4})$"
    return (
        re.compile(rf"{lead}(?:so\s)?(?:{verbs})\s(?P<name>{_NAME})(?=[\s,.;:—–-]|$)"),
        re.compile(rf"{lead}(?P<name>{_NAME}),?\s(?:{_LOOSE}\s)?(?:{verbs})\b(?!\s?(?:that\b|:))"),
        re.compile(
            rf"(?<![\w’-]\s)(?:^|(?<=[.!?:;,”)\n—–]\s)|(?<=\n)|(?<=\b(?:as)\s)|(?<=\bthat\s))(?P<name>{_NAME})\s(?:{_LOOSE}\s)?(?:{verbs}){tail}"
        ),
        re.compile(rf"(?:{phrases})\s(?P<name>{_NAME}){tail}", re.S),
        re.compile(rf"[”\"»“]\s?,?\s?(?:{verbs})\s(?P<name>{_NAME})(?:\s[a-z][^.!?“”,]{{0,30}}(?=,))?[,;:.—–]\s?$"),
    )
