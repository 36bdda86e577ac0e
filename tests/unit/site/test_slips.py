"""Reports of slips, filled in."""

from urllib.parse import parse_qs, urlsplit

import pytest

from testimonia.site.slips import slip_address

BODY = "Page: a?b&c\nIt says: “x”"


@pytest.mark.parametrize(
    ("report", "title", "body"),
    [
        ("https://github.example/a/b/issues/new", "title", "body"),
        ("https://gitlab.example/a/b/-/issues/new/", "issue[title]", "issue[description]"),
        ("https://tracker.example/?s={title}&t={body}", "s", "t"),
        ("mailto:ada@papers.example", "subject", "body"),
        ("ada@papers.example?cc=b@papers.example", "subject", "body"),
    ],
)
def test_what_the_reader_would_have_to_write_is_written(report: str, title: str, body: str) -> None:
    asked = parse_qs(urlsplit(slip_address(report, "A slip & more", BODY)).query)
    assert asked[title] == ["A slip & more"]
    assert asked[body][0].replace("\r\n", "\n") == BODY


def test_a_page_that_takes_nothing_is_only_linked() -> None:
    assert slip_address("https://papers.example/contact.html", "A slip", BODY) == "https://papers.example/contact.html"
