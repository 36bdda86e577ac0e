"""Pictures of the original, and where pages begin."""

from typing import Any

import pytest
from msgspec.structs import replace

from testimonia.contract import Page
from testimonia.model.layer import Annotation, Layer
from testimonia.site.inline import marked
from testimonia.site.pageimages import picture_address, pictures_in
from testimonia.text.phrasebook import phrasebook


def shown(build: Any, *rows: Annotation, held: frozenset[str] = frozenset()) -> str:
    page: Page = build("1938/sedov.xml", (("paragraph", "One two."),))
    page = Page(replace(page.source, markup=Layer.of("markup", rows)), page.layers)
    spans = list(pictures_in(page, 0, 8, phrasebook("en"), root="../", held=held))
    return marked(page.text, 0, 8, spans)


def test_a_page_break_shows_its_number_and_leads_to_its_picture(page_builder: Any) -> None:
    here = Annotation(4, 4, "pb", {"n": "3", "src": "scans/003.jpg"})
    assert shown(page_builder, here) == 'One <span class="pb">[p. 3]</span>two.'
    html = shown(page_builder, here, held=frozenset({"1938/scans/003.jpg"}))
    assert '<a href="../originals/1938/scans/003.jpg">[picture of p. 3]</a>' in html


def test_a_picture_on_the_web_is_linked_and_never_drawn(page_builder: Any) -> None:
    html = shown(page_builder, Annotation(4, 4, "img", {"src": "https://scans.example/3.jpg", "alt": "The <mast>"}))
    assert html == (
        'One <span class="pb"><a href="https://scans.example/3.jpg">[picture: The &lt;mast&gt;]</a></span>two.'
    )


def test_a_picture_that_is_nowhere_is_left_out(page_builder: Any) -> None:
    assert shown(page_builder, Annotation(4, 4, "img", {"src": "lost.gif"})) == "One two."


@pytest.mark.parametrize(
    "src", ["javascript:alert(1)", "data:image/png;base64,xx", "//host/x.jpg", "../../etc/x.jpg", ""]
)
def test_only_pictures_among_the_sources_or_on_the_web_have_an_address(src: str) -> None:
    assert picture_address(src, "a/b.html", "", frozenset({"a/x.jpg", "x.jpg"})) == ""
