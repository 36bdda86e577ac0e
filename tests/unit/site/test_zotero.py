"""What Zotero makes of our pages, by the rules of its Embedded Metadata and COinS readers.

Its code cannot be had as a package, so the rules stand here in our words: the first letter of a property is lowered,
".", ":" and "_" divide prefix and property; `z:itemType` decides the type; PRISM gives the paper before Dublin Core's
source, then Highwire tags overrule whatever they name; an author with a comma is family and given name, unless both
sides of the comma hold a blank: then it is two authors.
"""

from html.parser import HTMLParser
from urllib.parse import parse_qs

import pytest
from msgspec.structs import replace

from testimonia.exporters.names import part_name
from testimonia.site.documentviews import DocumentView
from testimonia.site.heads import metas_of

from .conftest import Sample

_PREFIXES = frozenset(("dc", "dcterms", "prism", "z", "og"))
_HIGHWIRE = {
    "citation_title": "title",
    "citation_publication_date": "date",
    "citation_journal_title": "publicationTitle",
    "citation_volume": "volume",
    "citation_issue": "issue",
    "citation_publisher": "publisher",
    "citation_public_url": "url",
    "citation_language": "language",
}
_PROPERTIES = {  # a field, and the first of these that is there
    "title": ("dc:title",),
    "publicationTitle": ("prism:publicationName", "dc:source"),
    "volume": ("prism:volume",),
    "issue": ("prism:number",),
    "date": ("prism:publicationDate", "dc:date"),
    "language": ("dc:language",),
    "rights": ("dc:rights",),
}


class Metas(HTMLParser):
    """The meta elements and the COinS of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.pairs: list[tuple[str, str]] = []
        self.coins: list[dict[str, list[str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "meta" and found.get("content"):
            self.pairs.append((found.get("name") or found.get("property") or "", found["content"]))
        if tag == "span" and found.get("class") == "Z3988":
            self.coins.append(parse_qs(found["title"]))


def authors_of(content: str) -> list[tuple[str, str]]:
    """(family, given) of what one tag says."""
    sides = [side.strip() for side in content.split(",")]
    if len(sides) > 1 and " " in sides[0] and " " in sides[1]:
        return [name for side in sides for name in authors_of(side)]
    if len(sides) > 1:
        return [(sides[0], sides[1])]
    given, _, family = content.rpartition(" ")
    return [(family, given)]


def zotero_item(pairs: list[tuple[str, str]]) -> dict[str, object]:
    rdf: dict[str, list[str]] = {}
    for name, content in pairs:
        for at, char in enumerate(name):
            if char in ".:_":
                prefix, own = name[:at].lower(), name[at + 1 :]
                if prefix in _PREFIXES:
                    rdf.setdefault(f"{prefix}:{own[:1].lower()}{own[1:]}", []).append(content)
                break
    item: dict[str, object] = {"itemType": rdf.get("z:itemType", ["journalArticle"])[0]}
    for field, names in _PROPERTIES.items():
        for name in reversed([name for name in names if name in rdf]):
            item[field] = rdf[name][0]
    for name, content in pairs:
        if name in _HIGHWIRE:
            item[_HIGHWIRE[name]] = content
    named = [content for name, content in pairs if name == "citation_author"] or rdf.get("dc:creator", [])
    item["creators"] = [author for content in named for author in authors_of(content)]
    pages = [content for name, content in pairs if name in ("citation_firstpage", "citation_lastpage")]
    item["pages"] = "-".join(pages)
    return item


def test_zotero_takes_a_newspaper_article(sample: Sample) -> None:
    item = zotero_item(Metas(sample.site().html("documents/gale.html")).pairs)
    assert item == {
        "itemType": "newspaperArticle",
        "title": "The Night of the Gale",
        "creators": [("Quill", "Hester")],
        "publicationTitle": "Saltmarsh Courier",
        "volume": "3",
        "issue": "7",
        "pages": "2",
        "date": "1906/02/16",
        "language": "en",
    }


def test_no_page_calls_itself_a_website(sample: Sample) -> None:
    for _, page in sample.site().pages():
        assert not [name for name, _ in Metas(page).pairs if name.startswith("og:")]


@pytest.mark.parametrize(
    ("form", "family"),
    [
        ("Hanna Maria van der Velde", "van\xa0der\xa0Velde"),
        ("Hester Quill", "Quill"),
        ("R. S. de la Mare", "de\xa0la\xa0Mare"),
    ],
)
def test_an_author_of_many_words_is_one_author(sample: Sample, form: str, family: str) -> None:
    job = next(job for job in sample.jobs() if job.path == "documents/gale.html")
    assert isinstance(job.view, DocumentView)
    record = replace(job.view.record, authors=(part_name(form, "person"),))
    item = zotero_item(metas_of(replace(job.view, record=record)))
    assert [name for name, _ in item["creators"]] == [family]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "path", ["documents/index.html", "authors/hester-quill.html", "periodicals/saltmarsh-courier/1906-02-16.html"]
)
def test_lists_bear_a_reference_for_each_text(sample: Sample, path: str) -> None:
    found = Metas(sample.site().html(path)).coins
    gale = next(coins for coins in found if coins["rft.title"] == ["The Night of the Gale"])
    assert gale["rft_val_fmt"] == ["info:ofi/fmt:kev:mtx:dc"]
    assert gale["rft.type"] == ["newspaperArticle"]
    assert gale["rft.creator"] == ["Quill, Hester"]
    assert (gale["rft.source"], gale["rft.volume"], gale["rft.issue"]) == (["Saltmarsh Courier"], ["3"], ["7"])
    assert (gale["rft.pages"], gale["rft.date"]) == (["2"], ["1906-02-16"])
