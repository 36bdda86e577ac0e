"""Pictures of the original: where a source says that a page begins, and what picture it names.

Nothing is drawn from elsewhere: a picture is linked, one beside the sources in its copy, one on the web at its address.
"""

import posixpath
from collections.abc import Iterator, Set
from html import escape
from urllib.parse import unquote, urlsplit

from testimonia.contract import Page
from testimonia.site.inline import Inline, showable
from testimonia.site.paths import href, original_path
from testimonia.site.strokes import rows_in
from testimonia.text.phrasebook import Phrasebook

_MARKS = frozenset(("pb", "img"))


def pictures_in(page: Page, begin: int, end: int, book: Phrasebook, *, root: str, held: Set[str]) -> Iterator[Inline]:
    """A mark for each page break and each picture that a document [begin, end) names; `held` are the pictures that lie
    among the sources. A picture that is nowhere is left out, a page break keeps its number."""
    markup = page.layer("markup")
    columns = {name: markup.columns.get(name, ()) for name in ("src", "n", "alt")}
    begins = markup.begin.tolist()
    for row in rows_in(markup, begin, end):
        kind = markup.kind[row]
        if kind not in _MARKS:
            continue
        src, number, alt = (str(column[row] or "") if column else "" for column in columns.values())
        address = picture_address(src, page.source.capture.path, root, held)
        label = _label(book, kind == "pb", number, alt, bool(address))
        if label and (address or kind == "pb"):
            yield _mark(begins[row], label, address)


def picture_address(src: str, origin: str, root: str, held: Set[str]) -> str:
    """Where a picture that a source names can be seen; "" where it cannot.

    >>> picture_address("../scans/3.jpg", "1938/sedov.html", "../", {"scans/3.jpg"})
    '../originals/scans/3.jpg'
    >>> picture_address("javascript:alert(1)", "sedov.html", "", frozenset())
    ''
    """
    try:
        scheme = urlsplit(src).scheme.lower()
    except ValueError:
        return ""
    if scheme in ("http", "https"):
        return src
    path = posixpath.normpath(posixpath.join(posixpath.dirname(origin), unquote(src.partition("#")[0])))
    return root + href(original_path(path)) if not scheme and path in held else ""


def _label(book: Phrasebook, is_page: bool, number: str, alt: str, is_seen: bool) -> str:
    if not is_page:
        return book.say("picture: {what}", what=alt) if alt else book.say("picture")
    if not number:
        return book.say("picture of the page") if is_seen else ""
    return book.say("picture of p. {page}", page=number) if is_seen else book.say("p. {page}", page=number)


def _mark(at: int, label: str, address: str) -> Inline:
    words = f"[{escape(showable(label))}]"
    link = f'<a href="{escape(showable(address))}">{words}</a>' if address else words
    return Inline(at, at, f'<span class="pb">{link}</span>', "", "")
