"""What the 870 pages of ../shared/data/mia say of their own making, counted by plain regular expressions over the HTML.

    python bench/coverage_counts.py [FOLDER]

Written before the furniture analyser, and it shares no code with it: what the analyser is held against. For each page
it captures the statements of (a) where the text comes from, (b) who transcribed, marked up, edited or proofread it,
(c) when the page was last updated; `coverage.py` compares them with the furniture layer.
"""

import html
import re
import sys
from pathlib import Path

from msgspec import Struct

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "mia"
DROPPED = re.compile(r"(?is)<!--.*?-->|<(head|script|style)\b.*?</\1\s*>")
BLOCK = re.compile(r"(?i)</?(?:p|h[1-6]|hr|div|li|ul|ol|dl|dt|dd|table|tr|td|blockquote|body|center|pre)\b[^>]*>")
LINE = re.compile(r"(?i)<br\b[^>]*>|(?=<span\s+class=\"?info\b)")
TAG = re.compile(r"<[^>]*>")
LABELLED = re.compile(r"([^\W\d_][\w’' &/\\-]{1,42}?)\s*:(?!//)\s*(.*)", re.S)

SOURCE = re.compile(r"(?i)sources?$|(written/)?(first |originally )?publ?i?shed$|pamphlet$|reprinted from$|taken from$")
CREDIT = re.compile(r"(?i)trans[ck]r?[ip]+|\bhtml\b|mark-?\s?up|proof|edited|editing")
UPDATED = re.compile(r"(?i)last\s+(?:updated|modified|revised|changed)(?:\s+on)?\s*:?\s*(.*)", re.S)
FROM = re.compile(r"From\s+(?:the\s+)?<(?:em|i|cite|strong|b)\b")
BY = re.compile(
    r"(?i)(?:transcribed|transcription|marked up|mark-?up|proof-?read|html)\b[^.:]{0,30}?\s+by\s+(.*)", re.S
)


class Statement(Struct, frozen=True):
    """A statement of one page: `kind` is "source", "credit" or "updated"; `value` is what follows the label (the whole
    line where there is no label), tags dropped, white space made one blank."""

    page: str
    kind: str
    label: str
    value: str


def bare(fragment: str) -> str:
    return " ".join(html.unescape(TAG.sub("", fragment)).split())


def printed_lines(block: str) -> list[tuple[str, str]]:
    """The printed lines of a block as (HTML, text); a line without a label of its own goes with the one before it."""
    lines: list[tuple[str, str]] = []
    for fragment in LINE.split(block):
        text = bare(fragment)
        if not text:
            continue
        if lines and not LABELLED.match(text) and LABELLED.match(lines[-1][1]):
            lines[-1] = (lines[-1][0] + fragment, f"{lines[-1][1]} {text}")
        else:
            lines.append((fragment, text))
    return lines


def read_line(page: str, fragment: str, text: str) -> Statement | None:
    if updated := UPDATED.match(text):
        return Statement(page, "updated", "", updated[1])
    if labelled := LABELLED.match(text):
        label, value = labelled[1].strip(), labelled[2]
        if SOURCE.match(label):
            return Statement(page, "source", label, value)
        if CREDIT.search(label) and len(label.split()) <= 4:
            return Statement(page, "credit", label, value)
    if FROM.match(fragment.strip()) and len(text) < 250:
        return Statement(page, "source", "", text)
    if BY.match(text) and len(text) < 250:
        return Statement(page, "credit", "", text)
    return None


def decoded_page(raw: bytes) -> str:
    """Most pages are cp1252, whatever they declare; a few are UTF-8."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def statements(path: Path, folder: Path) -> list[Statement]:
    """The statements of one page, in order."""
    page = path.relative_to(folder).as_posix()
    decoded = decoded_page(path.read_bytes())
    found = [
        read_line(page, fragment, text)
        for block in BLOCK.split(DROPPED.sub("", decoded))
        for fragment, text in printed_lines(block)
    ]
    return [statement for statement in found if statement]


def pages(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in {".htm", ".html"})


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    found = [statement for path in pages(folder) for statement in statements(path, folder)]
    print(f"{len(pages(folder))} pages")
    for kind, what in (("source", "a source line"), ("credit", "a credit"), ("updated", "a last-updated line")):
        those = [statement for statement in found if statement.kind == kind]
        print(f"{len({s.page for s in those}):5} pages with {what} ({len(those)} statements)")


if __name__ == "__main__":
    main()
