"""Kinds of documents, by what their titles announce and by the shape of their text."""

import functools
import re
import tomllib
from collections.abc import Sequence
from importlib import resources

_SALUTATION = re.compile(r"(?:my\s+)?dear\s|to\s+the\s+editors?\b|sirs?\s*[,:–—-]|comrades?\s*[,:]", re.I)


def kind_of(announced: Sequence[str], kinds: Sequence[str], first_words: str) -> str:
    """The kind of a document from its title, rubric and subtitle, the kinds of its structure rows, and its first words;
    "article" for prose that announces nothing, "unknown" where there is none.

    >>> kind_of(["Open Letter to the Ferrymen"], ["title", "paragraph"], "We write")
    'letter'
    >>> kind_of(["The Ferry"], ["title", "paragraph", "signature"], "Dear Sir, the ferry")
    'letter'
    """
    for line in announced:
        folded = " ".join(line.lower().split()).strip(" .:!")
        for kind, pattern in _patterns():
            if pattern.search(folded):
                return kind
    prose = sum(kind in ("paragraph", "quotation", "item") for kind in kinds)
    verses = sum(kind == "verse" for kind in kinds)
    if verses > prose:
        return "poem"
    if _SALUTATION.match(first_words) and "signature" in kinds:
        return "letter"
    return "article" if prose else "unknown"


@functools.cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    body = resources.files("testimonia.text").joinpath("genres.toml").read_text(encoding="utf-8")
    return tuple((kind, re.compile(pattern)) for kind, pattern in tomllib.loads(body).items())
