"""What `check` prints, in its four forms."""

import json

import pytest
from msgspec.structs import replace

from testimonia.exporters.diagnostics import Options, as_github, as_json, as_sarif, as_text
from testimonia.model.dossier import Dossier
from testimonia.model.finding import Finding, Subject, Trace

TEXT = """\
Errors (1)

X D101 masthead-against-source-line  The Saltmarsh Courier, Vol. 3 No. 7
  The masthead dates this text 24 February 1905, its source line 16 February 1906.
    courier/gale.html:3   “24 February 1905” = 1905-02-24  (masthead)
    courier/gale.html:14  “16 February 1906” = 1906-02-16  (source-line)
  why   the two dates share no day (masthead = 1905-02-24; source line =
        1906-02-16), allowed: 7 days
  or    A reprint: the page names no earlier printing.

  more: testimonia rule D101

Problems with the files (1)

X P101  courier/torn.html:3
  The file is not text.
  help  Remove it.

Notes (2), listed with --notes
  2  D190 missing-author

2 errors, 2 notes. 3 of 4 files read; 90 words."""


@pytest.fixture
def note() -> Finding:
    subject = Subject("document", "pier", "Who Shall Pay for the Pier?")
    return Finding("D190", "missing-author", "note", "absent", subject, "author", "No author.", (), Trace(""))


def test_text_is_made_for_reading(dossier: Dossier, note: Finding) -> None:
    findings = (*dossier.findings, note, note)
    assert as_text(findings, dossier.problems, dossier.coverage, Options(width=82)) == TEXT


def test_no_line_is_wider_than_asked(dossier: Dossier) -> None:
    text = as_text(dossier.findings, dossier.problems, dossier.coverage, Options(width=60))
    assert max(len(line) for line in text.splitlines()) <= 60


def test_notes_are_listed_when_asked(dossier: Dossier, note: Finding) -> None:
    text = as_text((note,), (), dossier.coverage, Options(notes=True))
    assert "· D190 missing-author  Who Shall Pay for the Pier?" in text


def test_colour_only_when_asked(dossier: Dossier) -> None:
    assert "\x1b" not in as_text(dossier.findings, dossier.problems, dossier.coverage)
    assert "\x1b[1;31mX D101" in as_text(dossier.findings, (), dossier.coverage, Options(colour=True))


def test_a_source_cannot_speak_to_the_terminal(dossier: Dossier) -> None:
    finding = replace(dossier.findings[0], statement="red \x1b[31m bell \x07 and\nback")
    text = as_text((finding,), (), dossier.coverage)
    assert "\x1b" not in text
    assert "\x07" not in text


def test_nothing_found_says_how_much_was_read(dossier: Dossier) -> None:
    text = as_text((), (), dossier.coverage)
    assert text == "Nothing found by the rules that exist. 3 of 4 files read; 90 words."


def test_json_is_the_contract(dossier: Dossier) -> None:
    report = json.loads(as_json(dossier.findings, dossier.problems, dossier.coverage, Options(documents=7)))
    assert (report["version"], report["documents"]) == (1, 7)
    assert report["coverage"]["failed"] == 1
    assert report["findings"][0]["evidence"][1] == {
        "source": "courier/gale.html",
        "document": "gale",
        "begin": 60,
        "end": 76,
        "line": 14,
        "quote": "16 February 1906",
        "value": "1906-02-16",
        "voice": "source-line",
        "claim": None,
    }
    assert report["problems"][0]["where"] == {"source": "courier/torn.html", "line": 3}


def test_sarif_leads_to_both_places(dossier: Dossier) -> None:
    log = json.loads(as_sarif(dossier.findings, dossier.problems, dossier.coverage))
    run = log["runs"][0]
    result = run["results"][0]
    assert log["version"] == "2.1.0"
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "D101"
    places = [result["locations"][0], *result["relatedLocations"]]
    assert [place["physicalLocation"]["region"]["startLine"] for place in places] == [3, 14]
    assert run["invocations"][0]["toolExecutionNotifications"][0]["descriptor"]["id"] == "P101"


def test_github_annotations_are_one_line_each(dossier: Dossier) -> None:
    problem = replace(dossier.problems[0], source="a,b:c%.html", message="two\nlines")
    lines = as_github(dossier.findings, (problem,), dossier.coverage).splitlines()
    assert lines[0].startswith(
        "::error file=courier/gale.html,line=3,title=D101 masthead-against-source-line::The Salt"
    )
    assert lines[1] == "::error file=a%2Cb%3Ac%25.html,line=3,title=P101::two%0Alines%0ARemove it."
