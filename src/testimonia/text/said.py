"""One thing said of somebody, before it is anchored."""

import re

from msgspec import Struct

from testimonia.text.subjects import Subject

# Capitalised words that open a phrase which names nobody and nothing.
NOT_OBJECT = re.compile(
    r"(?:He|She|His|Her|It|They|The|This|That|These|I|We|January|February|March|April|May|June|July|August|September|October|November|December|Mr|Mrs|Dr|Sir|Lord|God|Europe and)\b"  # noqa: E501
)


class Said(Struct, frozen=True):
    """One thing said of a subject, before it is anchored: property, value and where subject, value and evidence
    stand. `counted` names from where a date was counted ("document-date", "narrated"; "" for one that stands in words);
    `apart` is true of a value whose words are an antecedent outside the evidence; `by` are the words for who is said to
    have said it."""

    property: str
    value: str
    subject: Subject
    value_begin: int
    value_end: int
    begin: int
    end: int
    mode: str = "asserted"
    when: str = ""
    place: str = ""
    calendar: str = "unknown"
    slip: str = ""
    polarity: bool = True
    counted: str = ""
    apart: bool = False
    by: str = ""


def part_said(
    prop: str, value: str, subject: Subject, found: re.Match[str], part: str, low: int, mode: str = "asserted"
) -> Said:
    """What one group of a match says; `low` is where its sentence begins."""
    begin = min(found.start(), subject.begin) if subject.begin >= low else found.start()
    at = found.start(part)
    return Said(prop, value, subject, at, at + len(value), begin, max(found.end(), at + len(value)), mode)
