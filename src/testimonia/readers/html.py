"""HTML: the text that a browser shows, where each character stands in the file, and what the file says of itself.

The page is parsed as browsers parse it (selectolax, lexbor). Before that, one pass over the raw characters finds what
would swallow text (a title, a comment or a quotation mark left open) and mends it for the parser; after it, the letters
of the file are compared with the letters of the text, and a page from which the parser dropped any is read by its tags
alone. A page nested more than 200 deep is never given to the parser.

Problems: P101, P102, P103 (letters that a browser would lose; they were read all the same), P104 (nested too deep),
P110. Cost: about 300 pages of 15 kB in a CPU-second.
"""

import re
from collections import Counter

from selectolax.lexbor import LexborHTMLParser

from testimonia.contract import Reading, reader
from testimonia.model.problem import Problem
from testimonia.model.source import Capture
from testimonia.text.rawmap import letters_lost, offset_map, place_of_loss, solids_of, stream_of
from testimonia.text.rendering import Rendering, render
from testimonia.text.sources import Made, decoded_capture, source_of
from testimonia.text.tags import SPACE, Fault, Scan, edited, line_at, scan_html

LIMIT_DEEP = 200
LIMIT_WORK = 100_000
# More than plain text under its own suffix, less than Markdown under its own: see registry.choose_reader.
FRAGMENT = 15
_ROOT = re.compile(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_TAGS = re.compile(
    rb"</?(?:p|br|a|b|i|em|div|span|h[1-6]|hr|table|td|tr|ul|li|body|head|title|meta|font|center)\b[^<>]{0,200}>",
    re.IGNORECASE,
)


def sniff(head: bytes) -> int:
    """Sure of a doctype or an html element; less sure of a fragment with many tags."""
    head = head.replace(b"\x00", b"")
    if root := _ROOT.search(head):
        return 90 if root.start() < 1_024 else 60
    return FRAGMENT if len(_TAGS.findall(head)) >= 5 else 0


@reader("html", suffixes=(".html", ".htm", ".xhtml", ".shtml"), sniff=sniff)
def read_html(capture: Capture, raw: bytes) -> Reading:
    decoded, problems = decoded_capture(capture, raw)
    page = decoded.text
    scan = scan_html(page)
    stream = stream_of(page, scan, decoded.mark)
    problems += _swallowed(capture, page, scan.faults)
    rendering = _rendered(page, scan, decoded.mark)
    if rendering is None:
        problems.append(_too_deep(capture, scan))
    else:
        solids = solids_of(rendering.text)
        if lost := letters_lost(solids, stream):
            problems.append(_lost(capture, page, sum(lost.values()), place_of_loss(solids, stream)))
            rendering = None
    if rendering is None:
        rendering = render(edited(page, scan.edits)[decoded.mark :])
        solids = solids_of(rendering.text)
    offsets = offset_map(rendering.text, solids, stream, page, decoded.encoding)
    made = Made(rendering.text, offsets, rendering.layer(), _head(scan))
    return Reading(source_of(capture, "html", decoded, made), tuple(problems))


def _rendered(page: str, scan: Scan, mark: int) -> Rendering | None:
    """The page as a parser sees it; None where it is nested so deep that no parser should."""
    if scan.depth > LIMIT_DEEP or scan.work > LIMIT_WORK:
        return None
    body = LexborHTMLParser(edited(page, scan.edits)[mark:].replace("\x00", "")).body
    return render(body.html or "" if body else "")


def _head(scan: Scan) -> dict[str, str]:
    """What the file declares: title, meta tags by name or http-equiv in lower case, and its language. A name that
    stands twice (two authors) has its values joined by "; "."""
    head: dict[str, str] = {"title": scan.title} if scan.title else {}
    for tag, attributes in scan.head_tags:
        if tag == "html":
            key, value = "language", attributes.get("lang") or attributes.get("xml:lang") or ""
        else:
            key = attributes.get("name") or attributes.get("http-equiv") or attributes.get("property") or ""
            value = attributes.get("content") or ""
        key, value = key.strip().lower(), SPACE.sub(" ", value).strip()
        key = "language" if key == "content-language" else key
        if key and value and value not in head.get(key, "").split("; "):
            head[key] = f"{head[key]}; {value}" if key in head else value
    return head


def _swallowed(capture: Capture, page: str, faults: list[Fault]) -> list[Problem]:
    """One problem for each kind of slip, at the first of its kind."""
    first: dict[str, Fault] = {}
    for fault in faults:
        first.setdefault(fault.kind, fault)
    count = Counter(fault.kind for fault in faults)
    problems = []
    for kind, fault in first.items():
        letters = sum(map(str.isalpha, page[fault.begin : fault.end]))
        more = f" This page has {count[kind]} such places; this is the first." if count[kind] > 1 else ""
        message = f"The {kind} would swallow {letters} letters, tags among them; they were read all the same.{more}"
        hint = "Mend the page there: browsers show nothing of what is swallowed."
        problems.append(Problem(capture.path, "P103", "warning", message, hint, line_at(page, fault.begin)))
    return problems


def _lost(capture: Capture, page: str, letters: int, place: int) -> Problem:
    message = f"A browser drops {letters} letters of this page; it was read by its tags alone, and they were kept."
    hint = "Look for a frameset or for elements where they may not stand, and mend the page."
    return Problem(capture.path, "P103", "warning", message, hint, line_at(page, max(place, 0)))


def _too_deep(capture: Capture, scan: Scan) -> Problem:
    message = f"Elements are nested {scan.depth} deep or too many are left open; the page was read by its tags alone."
    hint = "Close the elements that are left open; the text is complete, but its structure is coarse."
    return Problem(capture.path, "P104", "warning", message, hint)
