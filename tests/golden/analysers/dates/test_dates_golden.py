"""The date grammar against marked texts: each line's dates are exactly those marked."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from testimonia.text.dategrammar import DateMatch, find_dates

HERE = Path(__file__).parent
_MARK = re.compile("⟦([^|⟧]*)\\|([^⟧]*)⟧")


def marked(line: str) -> tuple[str, list[tuple[str, str]]]:
    """The plain line, and its marks as (what is said, the words)."""
    return _MARK.sub(r"\2", line), _MARK.findall(line)


def lines_of(name: str) -> list[str]:
    lines = (HERE / f"{name}.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def value(match: DateMatch) -> str:
    return match.edtf


def value_and_calendar(match: DateMatch) -> str:
    return f"{match.edtf} {match.calendar}"


def distance(match: DateMatch) -> str:
    return f"{match.anchor} {match.offset} {match.unit}"


def fault(match: DateMatch) -> str:
    return match.impossible or f"{match.edtf} {match.suggestion}"


SHOWN: dict[str, Callable[[DateMatch], str]] = {
    "absolute": value,
    "intervals": value,
    "doubtful": value,
    "foreign": value,
    "none": value,
    "calendars": value_and_calendar,
    "relative": distance,
    "wrong": fault,
}
PROBES = [(name, line) for name in SHOWN for line in lines_of(name)]


@pytest.mark.parametrize(("name", "line"), PROBES, ids=[f"{name}: {line}" for name, line in PROBES])
def test_the_dates_of_a_line_are_those_marked(name: str, line: str) -> None:
    text, marks = marked(line)
    found = [(SHOWN[name](match), text[match.begin : match.end]) for match in find_dates(text)]
    assert found == marks


def test_every_probe_file_is_read() -> None:
    assert {path.stem for path in HERE.glob("*.txt")} == set(SHOWN)
    assert len(PROBES) >= 160
    assert len(lines_of("none")) >= 40
