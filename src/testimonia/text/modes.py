"""How a thing is said: asserted, reported, hedged or denied, by the words right before its verb."""

import re
from functools import cache

from testimonia.text.adjuncts import Adjuncts
from testimonia.text.claimwords import alternation

# It did happen, and not before.
_NOT_YET = re.compile(r"\bnot\s+(?:until|before|only|till)\b")


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return tuple(
        re.compile(rf"(?<![\w'-])(?:{alternation(name)})(?![\w'-])") for name in ("denials", "hedges", "reports")
    )  # type: ignore[return-value]


def mode_of(before: str, after: Adjuncts | None = None) -> tuple[str, bool]:
    """How a thing is said, by the words right before its verb: the mode and the polarity.

    >>> mode_of("he is said to have been ")
    ('reported', True)
    >>> mode_of("it was not until 1931 that she "), mode_of("she did not ")
    (('asserted', True), ('denied', False))
    """
    clause = re.split(r"[;:,]|\b(?:and|but|who|which)\b", before)[-1]
    denial, hedge, report = _cues()
    if denial.search(_NOT_YET.sub(" ", clause)):
        return "denied", False
    if report.search(clause):
        return "reported", True
    if hedge.search(clause) or (after and after.hedged):
        return "hedged", True
    return "asserted", True


def is_supposed(before: str) -> bool:
    """Whether the words before a verb only suppose what follows: it is nobody's statement that it was so.

    >>> is_supposed("If Ada Orme "), is_supposed("She stayed, and Ada Orme ")
    (True, False)
    """
    clause = re.split(r"[;:,.]|\b(?:and|but|who|which|then)\b", before)[-1]
    return re.search(r"\b(?:[Ii]f|[Uu]nless)\b", clause) is not None
