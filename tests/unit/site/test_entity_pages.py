"""The pages of whom and what the texts name."""

import re
from itertools import combinations
from typing import Any

import pytest
from msgspec.structs import replace

from testimonia.model.canon import pack
from testimonia.model.claim import Claim, Slot
from testimonia.model.entity import Entity, Naming, Tie
from testimonia.model.finding import Evidence, Finding, Subject, Trace
from testimonia.model.span import Quote, quote_at
from testimonia.model.when import years_after
from testimonia.site.plan_pictures import KNOTS, LETTER_PX
from testimonia.site.render import render
from testimonia.site.sentences import quoted
from testimonia.site.views import Extras


def named(sample: Any, words: str, form: str = "") -> tuple[Naming, ...]:
    """The mentions of these words in the sample's documents."""
    found = []
    for document in sample.dossier.documents:
        text = sample.pages[document.source].text
        for match in re.finditer(re.escape(words), text):
            quote = quote_at(text, match.start(), match.end())
            found.append(Naming(form or words, "name", document.id, document.source, quote))
    return tuple(found)


def claim(sample: Any, name: str, value: str, words: str, **more: Any) -> Claim:
    [naming] = named(sample, words)
    assert naming.quote is not None
    subject = Slot("Hester Quill", None, "person/hester-quill")
    return Claim(
        f"{name}-{naming.document}",
        naming.source,
        naming.document,
        subject,
        name,
        Slot(value, None),
        naming.quote,
        **more,
    )


@pytest.fixture
def peopled(sample: Any) -> Any:
    """The sample with a person who is an author and of whom two texts claim a birth, a namesake, and a place."""
    quill = Entity(
        "person/hester-quill",
        "person",
        "Hester Quill",
        (*named(sample, "Hester Quill"), *named(sample, "Sir, I", "Quill")),
        ties=(Tie("namesake-of", "person/quill", "The same surname."),),
    )
    other = Entity("person/quill", "person", "Quill", named(sample, "harbour master", "Quill"))
    pier = Entity(
        "place/paris", "place", "Paris", (*named(sample, "pier with it", "Paris"), *named(sample, "pier go", "Paris"))
    )
    once = Entity("organisation/boats", "organisation", "Boats", named(sample, "Seven boats"))
    claims = (
        claim(sample, "birth-date", "1871", "Nobody"),
        claim(sample, "birth-date", "1874", "the fourteenth"),
        replace(
            claim(sample, "resided", "Paris", "What was lost", when="1899"), value=Slot("Paris", None, "place/paris")
        ),
    )
    finding = Finding(
        "C201", "two-birth-dates", "error", "contradiction", Subject("person", quill.id, quill.label), "birth-date",
        "Two births of Hester Quill.",
        tuple(Evidence(c.source, c.document, c.evidence, 1, c.value.value, "author") for c in claims[:2]), Trace("x"),
    )  # fmt: skip
    dossier = replace(
        sample.dossier,
        entities=(once, quill, other, pier),
        claims=claims,
        findings=(*sample.dossier.findings, finding),
        authors=tuple(
            replace(a, namings=tuple(replace(n, quote=quill.namings[0].quote) for n in a.namings))
            if a.label == "Hester Quill"
            else a
            for a in sample.dossier.authors
        ),
    )
    return replace(sample, dossier=dossier)


def pages_of(sample: Any, extras: Extras | None = None) -> dict[str, str]:
    texts = {path: quoted(page.text, page.layer("structure")) for path, page in sample.pages.items()}
    files: dict[str, bytes] = {}
    for job in sample.jobs(extras):
        files.update(render(job, sample.pages.get(job.source), texts))
    return {path: body.decode() for path, body in files.items() if path.endswith(".html")}


def test_a_person_s_page_shows_each_value_with_its_witness_and_the_distance_in_time(peopled: Any) -> None:
    html = pages_of(peopled)["people/hester-quill.html"]
    life = html.partition('<dl class="life">')[2].partition("</dl>")[0]
    assert life.index("1871") < life.index("1874")
    assert "written 34 years after" in life and "written 31 years after" in life
    assert "they cannot both be right" in life and 'href="../disagreements/c201-' in life


def test_a_mention_leads_to_its_paragraph(peopled: Any) -> None:
    html = pages_of(peopled)["people/hester-quill.html"]
    assert 'href="../documents/letters-orme.html#p1"' in html


def test_an_author_and_the_person_lead_to_each_other(peopled: Any) -> None:
    pages = pages_of(peopled)
    assert 'href="../people/hester-quill.html"' in pages["authors/hester-quill.html"]
    assert 'href="../authors/hester-quill.html"' in pages["people/hester-quill.html"]
    assert "The Night of the Gale" in pages["people/hester-quill.html"].partition('id="by"')[2]


def test_a_name_that_two_bear_has_a_page_that_says_who_may_be_meant(peopled: Any) -> None:
    pages = pages_of(peopled)
    assert "Hester Quill" in pages["names/quill.html"]
    assert pages["names/quill.html"].count("<h2 ") == 2
    assert 'href="../names/quill.html"' in pages["people/hester-quill.html"]


def test_who_is_named_once_has_a_line_and_no_page(peopled: Any) -> None:
    pages = pages_of(peopled)
    assert "organisations/boats.html" not in pages
    assert 'href="../documents/gale.html"><bdi>Boats</bdi>' in pages["organisations/index.html"]


def test_an_itinerary_stands_on_a_map_and_in_a_table(peopled: Any) -> None:
    html = pages_of(peopled)["people/hester-quill.html"]
    assert "assets/world.svg" in html
    row = html.partition('<tr id="s-1">')[2].partition("</tr>")[0]
    assert "Paris" in row and "1899" in row and "Lived in" in row


def test_a_document_says_whom_it_names(peopled: Any) -> None:
    assert 'href="../people/hester-quill.html"' in pages_of(peopled)["documents/gale.html"]


def test_every_link_leads_to_a_page_that_there_is(peopled: Any) -> None:
    pages = pages_of(peopled)
    for path, html in pages.items():
        root = "../" * path.count("/")
        for address in re.findall(r'href="([^"#:]+\.html)', html):
            if address.startswith(root):
                target = address.removeprefix(root) if root else address
                folder = path.rpartition("/")[0]
                assert target in pages or f"{folder}/{address}" in pages, f"{path} -> {address}"


def test_people_who_may_be_alive_are_left_out_where_the_archive_says_so(peopled: Any) -> None:
    note = Finding(
        "C217", "living-person", "note", "compatible", Subject("person", "person/hester-quill", "Hester Quill"),
        "birth-date", "Hester Quill may be alive.", peopled.dossier.findings[-1].evidence[:1], Trace("x"),
    )  # fmt: skip
    sample = replace(peopled, dossier=replace(peopled.dossier, findings=(*peopled.dossier.findings, note)))
    assert "people/hester-quill.html" in pages_of(sample)
    pages = pages_of(sample, Extras(living="withhold"))
    assert "people/hester-quill.html" not in pages
    assert not any("Hester Quill" in pages[path] for path in ("people/index.html", "disagreements/index.html"))
    assert "1 person who may be alive" in pages["about.html"]


def test_the_search_page_finds_a_name_by_the_first_letters_of_any_of_its_words(peopled: Any) -> None:
    jobs = {job.path: job for job in peopled.jobs()}
    [(_, script)] = render(jobs["names/search/qu.js"], None)
    assert script == b'testimoniaNames("qu",[["Hester Quill","people/hester-quill.html",2]]);\n'
    assert "names/search/he.js" in jobs
    [(_, index)] = render(jobs["names/search/index.js"], None)
    assert b'"he"' in index and b'"qu"' in index


def test_a_page_rests_on_just_the_texts_that_it_quotes(peopled: Any) -> None:
    jobs = {job.path: job for job in peopled.jobs()}
    assert jobs["people/hester-quill.html"].texts == ("gale.html", "letters/orme.html")
    one = replace(peopled.dossier, entities=tuple(e for e in peopled.dossier.entities if e.kind != "place"), claims=())
    only = {n.quote: n for n in one.entities[1].namings if n.source == "gale.html"}.values()
    quill = replace(one.entities[1], namings=tuple(only))
    jobs = {job.path: job for job in replace(peopled, dossier=replace(one, entities=(quill,))).jobs()}
    assert jobs["people/hester-quill.html"].texts == ("gale.html",)


def test_a_new_mention_changes_only_the_pages_that_show_it(peopled: Any) -> None:
    more = tuple(
        replace(e, namings=(*e.namings, *named(peopled, "the fourteenth", "Boats"))) if e.label == "Boats" else e
        for e in peopled.dossier.entities
    )
    before = {job.path: pack(job) for job in peopled.jobs()}
    after = {job.path: pack(job) for job in replace(peopled, dossier=replace(peopled.dossier, entities=more)).jobs()}
    changed = {path for path in after if after[path] != before.get(path)}
    assert {"organisations/boats.html", "organisations/index.html", "documents/letters-orme.html"} <= changed
    assert not changed & {
        "people/index.html",
        "about.html",
        "documents/index.html",
        "names/quill.html",
    }


def test_a_place_stands_on_a_map_of_its_own(peopled: Any) -> None:
    html = pages_of(peopled)["places/paris.html"]
    assert "assets/world.svg" in html and "48.85, 2.35" in html


def test_a_large_site_has_a_map_of_maps(peopled: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("testimonia.site.plan_machines.SITEMAP_MAX", 10)
    card = replace(peopled.dossier.card, address="https://example.org/")
    jobs = {job.path: job for job in replace(peopled, dossier=replace(peopled.dossier, card=card)).jobs()}
    [(_, index)] = render(jobs["sitemap.xml"], None)
    [(_, second)] = render(jobs["sitemap-2.xml"], None)
    assert b"<loc>https://example.org/sitemap-2.xml</loc>" in index and second.count(b"<url>") == 10


def test_an_archive_that_names_nobody_has_none_of_these_pages(sample: Any) -> None:
    pages = pages_of(sample)
    assert not any(path.startswith(("people/", "names/")) or path == "map.html" for path in pages)
    assert "people/index.html" not in pages["index.html"]


def test_a_text_is_written_before_or_after_the_event_that_it_tells() -> None:
    assert years_after("1938-02-16", "1946") == 7
    assert years_after("1946", "1938-02-16") == -7
    assert years_after("1938", "1938-02") == 0
    assert years_after("19XX-99", "1938") is None


@pytest.fixture(scope="module")
def crowd() -> tuple[Entity, ...]:
    """5,000 people, each named in two of forty documents, near the one before and after."""
    people = []
    for n in range(5000):
        namings = tuple(
            Naming(
                f"Given{n} Surname{n % 700}",
                "name",
                document,
                f"{document}.html",
                Quote(n * 40, n * 40 + 9, "x" * 9),
            )
            for document in (f"d{n % 40:02}", f"d{(n + 1) % 40:02}", f"d{n % 7:02}")
        )
        people.append(Entity(f"person/given{n}-surname{n % 700}", "person", f"Given{n} Surname{n % 700}", namings))
    return tuple(people)


def test_five_thousand_people_overlap_nowhere_and_no_page_is_heavy(sample: Any, crowd: tuple[Entity, ...]) -> None:
    document = sample.dossier.documents[0]
    many = tuple(replace(document, id=f"d{n:02}", source=f"d{n:02}.html") for n in range(40))
    dossier = replace(sample.dossier, documents=many, entities=crowd, findings=(), runs=(), authors=())
    jobs = {job.path: job for job in replace(sample, dossier=dossier, paragraphs={}).jobs()}
    network: Any = jobs["network.html"].view
    assert len(network.knots) <= KNOTS and network.people == 5000
    boxes = [(k.x, k.y + k.size + 15, len(k.link.label) * LETTER_PX, 12.0) for k in network.knots]
    assert [(a, b) for a, b in combinations(boxes, 2) if _over(a, b)] == []
    lists = [job for path, job in jobs.items() if path.startswith(("people/index", "people/letters", "names/index"))]
    assert len(lists) > 5
    assert max(len(render(job, None)[0][1]) for job in lists) < 300_000


def _over(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    """Whether two words overlap, given by middle, top, width and height."""
    return abs(a[0] - b[0]) < (a[2] + b[2]) / 2 and abs(a[1] - b[1]) < (a[3] + b[3]) / 2
