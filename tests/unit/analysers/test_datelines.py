"""Datelines outside the head of a page."""

from collections.abc import Callable

import pytest

from testimonia.contract import Page

MakePage = Callable[..., Page]

BODY = "<p>The ferry stopped on Monday, and nobody came to mend it, though the council had promised to.</p>"
HEAD = "<title>The Strike</title><meta name='author' content='Ada Cray'><h2>Ada Cray</h2><h1>The Strike</h1><hr>"


def written(page: Page) -> list[tuple[str, str]]:
    return [(row.get("role"), row.get("edtf")) for row in page.layer("dates") if row.get("role") != "narrated"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<p>Ferry House,<br>March 3, 1931</p><p>Dear Ben,</p>{BODY}", [("written", "1931-03-03")]),
        (f"<p>SALTMARSH, N.5.<br>May 8, 1931.</p>{BODY}", [("written", "1931-05-08")]),
        (f"<h4>Tuesday, 3 March 1931</h4>{BODY}", [("written", "1931-03-03")]),
        (f"{BODY}{BODY}<p>Saltmarsh, Oct. 29, 1931</p>", [("written", "1931-10-29")]),
        (f"{BODY}{BODY}<p>Oct. 29, 1931</p><p>A. CRAY</p>", [("written", "1931-10-29")]),
        (f"{BODY}{BODY}<p>A. CRAY<br>Saltmarsh, July 7th, 1931.</p>", [("written", "1931-07-07")]),
    ],
)
def test_a_date_that_opens_or_ends_the_text_is_when_it_was_written(
    analysed: MakePage, body: str, expected: list[tuple[str, str]]
) -> None:
    assert written(analysed(HEAD + body, "ferry.htm")) == expected


@pytest.mark.parametrize(
    "body",
    [
        f"{BODY}<h4>August 20, 1931</h4>{BODY}",  # a diary's day
        f"{BODY}<p>August 20, 1931</p>{BODY}",
        f"{BODY}{BODY}<p>In Memory of<br>HUGH PELL<br>1875-1931</p>",
    ],
)
def test_a_date_within_the_text_says_nothing_of_the_whole(analysed: MakePage, body: str) -> None:
    assert written(analysed(HEAD + body, "ferry.htm")) == []


def test_the_name_over_a_place_and_a_date_signs_the_text(analysed: MakePage) -> None:
    page = analysed(f"{HEAD}{BODY}{BODY}<p>Ada PELL<br>New Hythe<br>Feb. 26, 1936</p>", "ferry.htm")
    signed = [byline.form for byline in page.documents[0].bylines if byline.where == "signature"]
    assert signed == ["Ada PELL"]
