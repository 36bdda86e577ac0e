"""References: both dates, volume, number, pages; and nothing in a title that breaks the format."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from testimonia.exporters.bibtex import bibtex, citation_key
from testimonia.exporters.csl import csl
from testimonia.exporters.names import part_name
from testimonia.exporters.plain_citation import plain_citation
from testimonia.exporters.record import Record, printings_of, record_of
from testimonia.exporters.ris import ris
from testimonia.model.dossier import Dossier


@pytest.fixture
def record(dossier: Dossier) -> Record:
    gale = dossier.documents[0]
    printing = printings_of(dossier)["gale"]
    return record_of(gale, printing, dossier.card, authors=dossier.authors, paragraph="p2")


def test_bibtex(record: Record) -> None:
    assert bibtex(record) == (
        "@article{gale,\n"
        "  author = {Quill, Hester},\n"
        "  title = {{The Night of the Gale}},\n"
        "  journal = {The Saltmarsh Courier},\n"
        "  volume = {3},\n"
        "  number = {7},\n"
        "  pages = {2},\n"
        "  date = {1906-02-16},\n"
        "  year = {1906},\n"
        "  month = feb,\n"
        "  origdate = {1906-02-15},\n"
        "  langid = {en},\n"
        "  url = {https://papers.example/archive/documents/gale.html#p2},\n"
        "  note = {Written 15 February 1906; Paragraph p2},\n"
        "}\n"
    )


def test_ris(record: Record) -> None:
    assert ris(record).split("\r\n") == [
        "TY  - NEWS",
        "AU  - Quill, Hester",
        "ID  - gale",
        "TI  - The Night of the Gale",
        "T2  - The Saltmarsh Courier",
        "VL  - 3",
        "IS  - 7",
        "SP  - 2",
        "PY  - 1906",
        "DA  - 1906/02/16/",
        "LA  - en",
        "UR  - https://papers.example/archive/documents/gale.html#p2",
        "DP  - The Saltmarsh Papers",
        "N1  - Written 15 February 1906 (1906-02-15)",
        "N1  - Paragraph p2",
        "ER  - ",
        "",
    ]


def test_csl(record: Record) -> None:
    assert json.loads(csl(record)) == [
        {
            "id": "gale",
            "type": "article-newspaper",
            "title": "The Night of the Gale",
            "author": [{"family": "Quill", "given": "Hester"}],
            "container-title": "The Saltmarsh Courier",
            "volume": "3",
            "issue": "7",
            "page": "2",
            "issued": {"date-parts": [[1906, 2, 16]]},
            "original-date": {"date-parts": [[1906, 2, 15]]},
            "language": "en",
            "URL": "https://papers.example/archive/documents/gale.html#p2",
            "archive": "The Saltmarsh Papers",
            "locator": "2",
            "label": "paragraph",
        }
    ]


def test_plain(record: Record) -> None:
    assert plain_citation(record) == (
        "Hester Quill, “The Night of the Gale”, The Saltmarsh Courier, vol. 3, no. 7, 16 February 1906, p. 2, "
        "written 15 February 1906, paragraph 2, The Saltmarsh Papers, "
        "https://papers.example/archive/documents/gale.html#p2.\n"
    )


def test_what_the_page_does_not_say_is_left_out(dossier: Dossier) -> None:
    record = record_of(dossier.documents[2], None, replace(dossier.card, address=""))
    assert plain_citation(record) == "Léon Marsh, Leon Stroud, Ferryman, The Saltmarsh Papers.\n"
    assert "date" not in bibtex(record)
    assert "DA" not in ris(record)


def test_a_date_read_from_the_path_is_not_a_date_of_printing(dossier: Dossier) -> None:
    assert record_of(dossier.documents[2], None, dossier.card).printed == ""


def test_pages_are_a_range_in_each_format(dossier: Dossier) -> None:
    record = record_of(dossier.documents[1], printings_of(dossier)["pier"], dossier.card)
    assert "pages = {3--4}" in bibtex(record)
    assert "SP  - 3\r\nEP  - 4" in ris(record)
    assert "pp. 3–4" in plain_citation(record)


def test_the_editors_stay_one_name(dossier: Dossier) -> None:
    record = record_of(dossier.documents[1], None, dossier.card)
    assert "author = {{The Editors}}" in bibtex(record)
    assert "AU  - The Editors" in ris(record)
    assert '"author":[{"literal":"The Editors"}]' in csl(record)


@pytest.mark.parametrize(
    ("form", "inverted"),
    [
        ("Hester M. Quill", "Quill, Hester M."),
        ("Quill, Hester", "Quill, Hester"),
        ("Jan van der Velde", "van der Velde, Jan"),
        ("Abel Stroud Jr.", "Stroud, Abel, Jr."),
        ("Abel Stroud, Jr.", "Stroud, Abel, Jr."),
        ("Our Harbour Correspondent", "Our Harbour Correspondent"),
        ("Marlow", "Marlow"),
        ("De Leon", "Leon, De"),
        ("A Ferryman of the Old Lower Saltmarsh Ferry", "A Ferryman of the Old Lower Saltmarsh Ferry"),
    ],
)
def test_names_are_inverted(form: str, inverted: str) -> None:
    assert part_name(form, "person").inverted == inverted


@pytest.mark.parametrize(
    ("edtf", "issued", "ris_date"),
    [
        ("1906", {"date-parts": [[1906]]}, "1906///"),
        ("1906-02?", {"date-parts": [[1906, 2]], "circa": True}, "1906/02//February 1906?"),
        ("1906-21", {"date-parts": [[1906]], "season": 1}, "1906///Spring 1906"),
        ("1906-02-16/1906-02-20", {"date-parts": [[1906, 2, 16], [1906, 2, 20]]}, None),
        ("190X", {"literal": "190X"}, None),
    ],
)
def test_dates_of_every_kind(record: Record, edtf: str, issued: dict[str, object], ris_date: str | None) -> None:
    dated = replace(record, printed=edtf)
    assert json.loads(csl(dated))[0]["issued"] == issued
    if ris_date is not None:
        assert f"DA  - {ris_date}\r\n" in ris(dated)


@given(st.text(max_size=60))
def test_no_title_breaks_a_ris_record(title: str) -> None:
    record = _titled(title)
    lines = ris(record).split("\r\n")
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])
    assert [line for line in lines if line.startswith("ER")] == ["ER  - "]
    assert len(ris(record).splitlines()) == len(lines) - 1


@given(st.text(max_size=60))
def test_no_title_unbalances_a_bibtex_entry(title: str) -> None:
    entry = bibtex(_titled(title))
    bare = re.sub(r"\\[{}&%$#_]", "", entry)
    assert bare.count("{") == bare.count("}")
    assert not re.search(r"(?<!\\)[%#$&]", bare)


@given(st.text())
def test_a_key_is_plain_ascii(id_: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9:_-]+", citation_key(replace(_titled("x"), id=id_)))


def _titled(title: str) -> Record:
    return Record("id", "article", title, (), "", "", "", "", "", "", "", "", "en", "", "", "")
