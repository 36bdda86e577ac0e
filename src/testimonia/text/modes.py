"""How a thing is said: asserted, reported, hedged or denied, by the words right before its verb."""

import re
from functools import cache

from testimonia.text.adjuncts import Adjuncts
from testimonia.text.claimwords import alternation


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return tuple(
        re.compile(rf"(?<![\w'-])(?:{alternation(name)})(?![\w'-])") for name in ("denials", "hedges", "reports")
    )  # type: ignore[return-value]


def mode_of(before: str, after: Adjuncts | None = None) -> tuple[str, bool]:
    """How a thing is said, by the words right before its verb: the mode and the polarity.

    >>> mode_of("he is said to have been ")
    ('reported', True)
    """
    clause = re.split(r"[;:,]|\b(?:and|but|who|which)\b", before)[-1]
    denial, hedge, report = _cues()
    if denial.search(clause):
        return "denied", False
    if report.search(clause):
        return "reported", True
    if hedge.search(clause) or (after and after.hedged):
        return "hedged", True
    return "asserted", True
