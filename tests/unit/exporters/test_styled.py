"""References in the styles of journals."""

import pytest
from msgspec.structs import replace

from testimonia.exporters.names import part_name
from testimonia.exporters.record import Record
from testimonia.exporters.styled import StyleError, styled

RECORD = Record(
    id="night",
    kind="periodical",
    title="The Night of the Water",
    authors=(part_name("Tobias Orme", "person"),),
    container="The Saltmarsh Courier",
    place="",
    publisher="",
    volume="10",
    number="7",
    pages="1-2",
    printed="1931-02-14",
    written="",
    language="en",
    address="https://papers.example/documents/night.html",
    archive="",
    paragraph="",
)


def test_a_document_is_cited_in_a_style() -> None:
    made = styled(RECORD, "apa")
    assert made.note == "(Orme, 1931)"
    assert made.work.startswith(
        "Orme, T. (1931, February 14). The Night of the Water. The Saltmarsh Courier, 10(7), 1–2."
    )


def test_a_paragraph_is_named_in_the_note() -> None:
    assert styled(replace(RECORD, paragraph="p5"), "apa").note == "(Orme, 1931, para. 5)"


def test_a_style_that_is_not_there_names_its_neighbours() -> None:
    with pytest.raises(StyleError, match="there is no style 'apaa'; did you mean apa"):
        styled(RECORD, "apaa")
