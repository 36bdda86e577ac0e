"""What an issue's citation says in numbers: volume, number, days; and how periodicals' titles are folded."""

import re
import unicodedata
from collections.abc import Iterable

from msgspec import Struct

from testimonia.model.citation import Citation
from testimonia.model.issue import Attestation, Issue, Run
from testimonia.model.when import When
from testimonia.text.datepoints import in_words

_ARTICLE = re.compile(r"(?:the|an?|la|le|les|der|die|das|el|il|lo)\s+(?=\S)|l[’'](?=\w)")
_MARKS = re.compile(r"[^\w\s]+")
_QUALIFIER = re.compile(r"[?~%]")


class Numbered(Struct, frozen=True):
    """A citation in numbers: None where it does not say. `low` to `high` are the issue's numbers (equal for one),
    `first` to `last` its days as ordinals of the calendar it is printed in; `unit` is "day", "month", "season", "year"
    or ""."""

    volume: int | None
    low: int | None
    high: int | None
    first: int | None
    last: int | None
    unit: str

    @property
    def middle(self) -> float | None:
        """The middle of its days, as an ordinal."""
        return None if self.first is None or self.last is None else (self.first + self.last) / 2


def numbered(citation: Citation) -> Numbered:
    """The numbers of a citation; a value that is no plain number ("32-33" is one) says nothing."""
    return numbers_of(citation.value("volume"), citation.value("number"), citation.value("date"))


def numbers_of(volume: str, number: str, edtf: str) -> Numbered:
    """The same from values in normal form.

    >>> n = numbers_of("10", "9-10", "1946-02")
    >>> n.volume, n.low, n.high, n.last - n.first, n.unit
    (10, 9, 10, 27, 'month')
    """
    low, high = _range(number)
    first, last, unit = days_of(edtf)
    return Numbered(int(volume) if volume.isdecimal() else None, low, high, first, last, unit)


def _range(number: str) -> tuple[int | None, int | None]:
    match = re.fullmatch(r"(\d+)(?:-(\d+))?", number)
    return (int(match[1]), int(match[2] or match[1])) if match else (None, None)


def days_of(edtf: str) -> tuple[int | None, int | None, str]:
    """First and last day of a date as printed, and its unit (that of an interval's first end)."""
    if not edtf:
        return None, None, ""
    when = When(_QUALIFIER.sub("", edtf), "gregorian")
    point = when.ends[0]
    first, last = when.plain()
    if point is None or first is None or last is None:
        return None, None, ""
    return first, last, point.precision


def fold_title(title: str) -> str:
    """A title for comparing: case, accents, punctuation, "&" and a leading article do not count, nor does a subtitle.

    >>> fold_title("The Workers’ Weekly"), fold_title("WORKERS' WEEKLY"), fold_title("L’Écho: A Review")
    ('workers weekly', 'workers weekly', 'echo')
    """
    main = re.split(r":\s", title)[0] or title
    plain = unicodedata.normalize("NFKD", main.replace("&", " and ")).casefold().replace("’", "'")
    bare = "".join(c for c in plain if not unicodedata.combining(c)).strip(' "“”‘«»')
    short = _MARKS.sub("", _ARTICLE.sub("", bare, count=1)) if _ARTICLE.match(bare) else _MARKS.sub("", bare)
    return " ".join(short.split()) or bare


def said(issues: Iterable[Issue]) -> list[tuple[Issue, Attestation, Numbered]]:
    """Each attestation of the issues with what it says in numbers."""
    return [(i, a, numbered(a.citation)) for i in issues for a in i.attestations]


def label_of(run: Run, issue: Issue) -> str:
    """An issue as people call it: title, volume, number, date."""
    numbers = [f"Vol. {issue.volume}" if issue.volume else "", f"No. {issue.number}" if issue.number else ""]
    whole = f"Whole No. {issue.whole}" if issue.whole and not issue.number else ""
    return ", ".join(
        part for part in (run.label, issue.series, " ".join(filter(None, numbers)), whole, in_words(issue.edtf)) if part
    )
