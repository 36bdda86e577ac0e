"""Ages: how old somebody was at a time, and who changed the age told."""

import re
from collections.abc import Iterator, Sequence

from testimonia.text.cast import Scene, who, whose
from testimonia.text.claimwords import number_in
from testimonia.text.dategrammar import find_dates
from testimonia.text.said import Said
from testimonia.text.subjects import is_known

AGE_CUES = frozenset("years age aged going old".split())
_NUMBER = r"(?P<n>\d{1,3}|[a-z]+(?:-[a-z]+)?)"
_OLD = re.compile(
    rf"(?<![\w'-])(?P<pro>he|she|He|She)\s+(?:was|is)\s+(?:then\s+|now\s+|only\s+|but\s+|barely\s+|just\s+|scarcely\s+)*(?P<going>going\s+on\s+)?{_NUMBER}(?:\s+years?\s+(?:old|of\s+age)|(?=\s*[.,;:)–—-]))"
)
_DIED_OLD = re.compile(
    r"(?P<n>\d{1,3}|[A-Za-z]+(?:-[a-z]+)?)\s+years?\s+old\s+at\s+the\s+time\s+of\s+(?P<poss>his|her)\s+death"
)
_FALSE_AGE = re.compile(
    r"(?P<pro>[Hh]e|[Ss]he)\s+(?P<what>added\s+(?:a|one|two|three)\s+years?\s+to\s+(?:his|her)\s+age|(?:falsified|raised|overstated)\s+(?:his|her)\s+age)"
)


def ages(text: str, sentences: Sequence[tuple[int, int]], scene: Scene) -> Iterator[Said]:
    low, high = sentences[-1]
    for found in _OLD.finditer(text, low, high):
        years = number_in(found["n"])
        subject = who(text, sentences, found.end("pro") + 1, scene)
        if years is None or not is_known(subject) or not (found["going"] or "year" in found[0]):
            continue
        when = _nearest_date(text, low, high, found.start())
        value = years - 1 if found["going"] else years
        yield Said(
            "age-at",
            str(value),
            subject,
            found.start("n"),
            found.end("n"),
            min(low, found.start()) if when else found.start(),
            found.end(),
            "asserted",
            when,
        )
    for found in _DIED_OLD.finditer(text, low, high):
        years = number_in(found["n"])
        subject = whose(text, sentences, found.start("poss"), scene)
        if years and is_known(subject):
            yield Said(
                "age-at-death", str(years), subject, found.start("n"), found.end("n"), found.start(), found.end()
            )
    for found in _FALSE_AGE.finditer(text, low, high):
        subject = who(text, sentences, found.start("what"), scene)
        if is_known(subject):
            yield Said(
                "declared-age-changed",
                "changed",
                subject,
                found.start("what"),
                found.end("what"),
                found.start(),
                found.end(),
            )


def _nearest_date(text: str, low: int, high: int, at: int) -> str:
    """The only date of the sentence; none where it has several."""
    found = [m for m in find_dates(text, low, high) if m.edtf and m.kind in ("day", "month", "year")]
    return found[0].edtf if len(found) == 1 else ""
