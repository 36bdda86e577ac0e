"""Rules on lengths of time, counts and bylines: each on a short page of our own, read as any other."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from testimonia.contract import Page
from testimonia.model.document import Document
from testimonia.model.finding import Finding
from testimonia.pipeline.plan import GIST, JUDGE, KEYS, PARAGRAPHS, READ, Origin, map_plan, read_source
from testimonia.rules.byline_in_third_person import find_third_persons
from testimonia.rules.count_against_list import find_wrong_counts
from testimonia.rules.duration_against_years import find_wrong_durations
from testimonia.rules.time_later import find_times_later
from testimonia.rules.years_ago import find_years_ago

Rule = Callable[[Page, Document], Iterable[Finding]]
Run = Callable[[Rule, str], list[tuple[str, str]]]
HEAD = "Mabel Lamb\n\nThe Ferry\n\n(12 November 1938)\n\n\n"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A rule's verdicts and severities on a page with byline, title and date."""

    def verdicts(rule: Rule, words: str) -> list[tuple[str, str]]:
        file = tmp_path / "ferry.txt"
        file.write_text(f"{HEAD}{words}\n", encoding="utf-8")
        reading = read_source((), Origin(str(file), "ferry.txt", "ferry", 60.0))
        layers: dict[str, Any] = {}
        plan = map_plan()
        for step in (*plan.first, *plan.second):
            if step.name not in (READ, GIST, JUDGE, KEYS, PARAGRAPHS):
                layers[step.name] = step.function(Page(reading.source, layers))
        page = Page(reading.source, layers)
        found = [finding for document in page.documents for finding in rule(page, document)]
        for finding in found:
            assert all(page.text[e.quote.begin : e.quote.end] == e.quote.exact for e in finding.evidence)
        return [(finding.verdict, finding.severity) for finding in found]

    return verdicts


@pytest.mark.parametrize(
    ("words", "verdicts"),
    [
        ("Twelve years ago, in 1917, the pier was sold.", [("contradiction", "warning")]),
        ("Twenty years ago, in 1917, the pier was sold.", [("tension", "note")]),
        ("Six years ago, on 16 February 1933, the pier was sold.", [("compatible", "note")]),
        ("Seven years ago, in 1931, the pier was sold.", []),
        ("About twelve years ago, in 1917, the pier was sold.", []),
        ("Twelve years ago the pier was sold. In 1917 it was new.", []),
    ],
)
def test_years_ago_must_lead_to_the_date_beside_them(run: Run, words: str, verdicts: list[tuple[str, str]]) -> None:
    assert run(find_years_ago, words) == verdicts


@pytest.mark.parametrize(
    ("words", "verdicts"),
    [
        ("It was begun in March 1906 and thirteen months later, in May 1909, opened.", [("contradiction", "warning")]),
        ("It was begun in March 1906. Thirteen months later, in May 1909, it was opened.", [("tension", "note")]),
        ("It was begun in March 1906 and thirteen months later, in April 1907, opened.", []),
        ("It was begun in 1906 and three years later, in 1909, opened.", []),
        ("It was begun in 1906. Three years later, in 1901, it was opened.", []),  # counted from another event
    ],
)
def test_months_later_must_lead_from_date_to_date(run: Run, words: str, verdicts: list[tuple[str, str]]) -> None:
    assert run(find_times_later, words) == verdicts


@pytest.mark.parametrize(
    ("words", "verdicts"),
    [
        ("She kept the ferry for thirty-nine years (1909-1938).", [("contradiction", "warning")]),
        ("She kept the ferry for twenty-nine years (1909-1938).", []),
        ("The five years’ struggle (from 1923 to 1928) was over.", []),
        ("The five years’ struggle (from 1923 to 1931) was over.", [("contradiction", "warning")]),
        ("After five years the ferry of 1909-1938 was sold.", []),
    ],
)
def test_stated_years_must_be_those_beside_them(run: Run, words: str, verdicts: list[tuple[str, str]]) -> None:
    assert run(find_wrong_durations, words) == verdicts


@pytest.mark.parametrize(
    ("words", "verdicts"),
    [
        ("We met the two surveyors, Bright, Hale and Fenn.", [("contradiction", "warning")]),
        ("We met the three sisters, Anne and Edith.", [("tension", "note")]),
        ("We met the three sisters, Anne, Edith and Joan.", []),
        ("We met the sixteen (Brown, Hale, Orme, et al.) there.", []),
        ("We met for two years in Hythe, Norwick and Saltmarsh.", []),
    ],
)
def test_a_number_must_be_that_of_the_names_after_it(run: Run, words: str, verdicts: list[tuple[str, str]]) -> None:
    assert run(find_wrong_counts, words) == verdicts


INTRODUCED = "Mabel Lamb wrote these lines at our request, and nobody in the office has dared to alter one of them."


@pytest.mark.parametrize(
    ("words", "verdicts"),
    [
        (INTRODUCED, [("tension", "note")]),
        (f"I sign my own name, and the mayor may read it. {INTRODUCED}", []),
        (f"The ferry runs on Saturday. [{INTRODUCED} – Ed.]", []),
        ("The ferry ran on Saturday as it had run on every Saturday since there was a ferry, and by Mabel Lamb.", []),
    ],
)
def test_an_author_does_not_speak_of_himself_by_his_full_name(
    run: Run, words: str, verdicts: list[tuple[str, str]]
) -> None:
    assert run(find_third_persons, words) == verdicts
