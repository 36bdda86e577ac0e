"""Structure: what each stretch of a text is, from title and byline to notes and signature.

Covers exactly the text that is not furniture: each piece of a block gets one row, in order, and rows never overlap; a
rule (`hr`) between two pieces is a divider of no length. Mark-up is believed where it says something (headings, class
names, block quotations); what the head's lines are is decided by `text.headshape`, and a page without mark-up is read
by the shapes of its lines.
"""

import re
from collections.abc import Iterator, Sequence

from testimonia.contract import Page, analyser
from testimonia.model.layer import Annotation, Layer, Value
from testimonia.text.datelines import is_dated, mark_closing, mark_opening
from testimonia.text.headshape import Piece, declared_authors, roles_of
from testimonia.text.lineshapes import (
    is_dateline,
    is_divider,
    is_note_heading,
    is_plain_heading,
    note_mark,
    opens_as_item,
    opens_as_note,
    opens_bracketed,
)
from testimonia.text.longtitles import is_long_title, is_numbered
from testimonia.text.names import fold, has_by, is_initials, is_name_shaped, matches_declared, names_in
from testimonia.text.pieces import pieces_of

MOST_HEAD_PIECES = 12
LONGEST_HEAD_PIECE = 200
LONGEST_SIGNATURE = 120
_SOURCING = frozenset("source-line first-published published written delivered translated transcription".split())
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "head"))  # "head" is TEI's
_HEAD_CLASS = re.compile(r"\b(?:title|subtitle|author|byline|date|dateline|head|headline)\b")
_QUOTE_CLASS = re.compile(r"\b(?:q[a-z]{0,4}ot[a-z]*|indent[a-z]*|extract|epigraph|citation|zitat|bq)\b|_bq\b")
_NOTE_CLASS = re.compile(r"\b(?:end|foot|end?m|ed|side)?notes?\b")
_VERSE_CLASS = re.compile(r"\b(?:verse|poem|poetry|stanza|lyrics)\b")
_SIGNATURE_CLASS = re.compile(r"\b(?:sig|sign|signed|signature)\b")
_TEI_KINDS = {
    "byline": "byline",
    "dateline": "dateline",
    "signed": "signature",
    "l": "verse",
    "lg": "verse",
    "item": "item",
    "note": "note",
    "quote": "quotation",
    "figDesc": "caption",
    "cell": "table",
}
_VERSE_END = re.compile(r"[,;:.!?—–-][”’\"']?$")


@analyser("structure", needs=("markup", "blocks", "furniture"))
def find_structure(page: Page) -> Layer:
    """One row for each piece that is not furniture. Values: `level` of a heading (1 to 6), `number` of a note as
    printed, `class` as the page has it."""
    pieces = pieces_of(page.text, page.layer("blocks"), page.layer("furniture"))
    markup = page.layer("markup")
    marked = any(piece.tag in _HEADINGS for piece in pieces)
    head = _head_length(page, pieces, marked)
    kinds = roles_of(pieces[:head], page.source.head)
    kinds += _body_kinds(pieces[head:], marked)
    if not marked and "title" not in kinds:
        _entitle(pieces, kinds)
    _shelve(pieces, kinds, markup, head)
    mark_opening(pieces, kinds, head)
    _sign(page, pieces, kinds, head)
    mark_closing(pieces, kinds, head)
    rows = [_row(piece, kind) for piece, kind in zip(pieces, kinds, strict=True)]
    return Layer.of("structure", [*rows, *_rules(markup, pieces[head:])])


def _row(piece: Piece, kind: str) -> Annotation:
    values: dict[str, Value] = {"class": piece.css} if piece.css else {}
    if kind == "heading":
        values["level"] = int(piece.tag[1]) if piece.tag[1:].isdigit() else 2 if piece.tag == "head" else 5
    if kind == "note" and note_mark(piece.text):
        values["number"] = note_mark(piece.text)
    return Annotation(piece.begin, piece.end, kind, values)


def _head_length(page: Page, pieces: Sequence[Piece], marked: bool) -> int:
    """How many pieces the head of the page has: it ends where the text begins, or after a source line."""
    furniture = page.layer("furniture")
    columns = zip(furniture.begin.tolist(), furniture.kind, strict=True)
    stops = [begin for begin, kind in columns if kind in _SOURCING]
    rules = [
        begin
        for begin, kind in zip(page.layer("markup").begin.tolist(), page.layer("markup").kind, strict=True)
        if kind == "hr"
    ]
    for place, piece in enumerate(pieces[:MOST_HEAD_PIECES]):
        before = pieces[place - 1].end if place else 0
        parted = any(before <= stop < piece.begin for stop in stops)
        ruled = marked and any(before <= rule <= piece.begin for rule in rules)
        titled = any(map(_is_marked_head, pieces[:place])) if marked else place > 0
        if titled and (parted or (ruled and not _goes_on(pieces[place:MOST_HEAD_PIECES], stops, marked))):
            return place
        if not _may_stand_in_head(piece, marked) and (titled or not _stands_over_head(pieces[place:])):
            return place
    return min(len(pieces), MOST_HEAD_PIECES)


def _is_marked_head(piece: Piece) -> bool:
    return piece.tag in _HEADINGS or bool(_HEAD_CLASS.search(piece.css))


def _goes_on(pieces: Sequence[Piece], stops: Sequence[int], marked: bool) -> bool:
    """Whether the head goes on after a rule: nothing but lines of a head stands before the source line."""
    stop = next((stop for stop in stops if stop > pieces[0].begin), None)
    if stop is None or pieces[-1].begin < stop:
        return False
    return all(_may_stand_in_head(piece, marked) for piece in pieces if piece.begin < stop)


def _entitle(pieces: Sequence[Piece], kinds: list[str]) -> None:
    """Mark a title as long as a paragraph: the first piece of a text without mark-up, or a later one of the first few
    after what is left of the text before it: where it is numbered, or the page begins in the middle of a sentence."""
    if not pieces or pieces[0].tag:
        return
    goes_on = pieces[0].text[:1].islower()
    reach = 1 if is_numbered(pieces[0].text) else MOST_HEAD_PIECES  # then later numerals are those of its sections
    for place, piece in enumerate(pieces[:reach]):
        if (place == 0 or goes_on or is_numbered(piece.text)) and is_long_title(piece.text):
            follows = sum(len(after.text) for after in pieces[place + 1 : place + 1 + MOST_HEAD_PIECES])
            if place or follows > len(piece.text):
                kinds[place] = "title"
                return


def _stands_over_head(pieces: Sequence[Piece]) -> bool:
    """Whether a short line without mark-up of its own (a motto, the name of a paper) stands over the headings of the
    head: one of the next two lines is a heading."""
    near = pieces[:3]
    return (
        all(len(piece.text) <= LONGEST_HEAD_PIECE and not is_divider(piece.text) for piece in near)
        and all("\n" not in piece.text and not piece.text.endswith((".", ":")) for piece in near[:1])
        and any(map(_is_marked_head, near[1:]))
    )


def _may_stand_in_head(piece: Piece, marked: bool) -> bool:
    if piece.tag in _HEADINGS or _HEAD_CLASS.search(piece.css):
        return len(piece.text) <= 2 * LONGEST_HEAD_PIECE
    if len(piece.text) > LONGEST_HEAD_PIECE or is_divider(piece.text):
        return False
    if is_dateline(piece.text) or (has_by(piece.text) and len(piece.text) < 90):
        return True
    if marked:
        return False
    lines = piece.text.splitlines()
    return len(lines) <= 4 and all(
        is_plain_heading(line) or is_name_shaped(line.strip()) or (line.isupper() and not _is_bracketed(line))
        for line in lines
        if line.strip()
    )


def _is_bracketed(line: str) -> bool:
    """Another spelling of the name above it: "(PEACOCK)"."""
    return line.strip()[:1] + line.strip()[-1:] in ("()", "[]")


def _body_kinds(pieces: Sequence[Piece], marked: bool) -> list[str]:
    kinds = []
    in_notes = False
    for place, piece in enumerate(pieces):
        heading = _is_heading(pieces, place, marked)
        if heading:
            in_notes = is_note_heading(piece.text)
        elif not marked and in_notes and not note_mark(piece.text):
            in_notes = False  # without mark-up nothing else says where the notes end
        kinds.append("heading" if heading else _body_kind(piece, in_notes))
    return kinds


def _body_kind(piece: Piece, in_notes: bool) -> str:
    text, css = piece.text, piece.css
    if is_divider(text):
        return "divider"
    if piece.tag in _TEI_KINDS:
        return _TEI_KINDS[piece.tag]
    if in_notes or _NOTE_CLASS.search(css) or opens_as_note(text) or opens_bracketed(text):
        return "note"
    if piece.tag in ("figcaption", "caption") or "caption" in css:
        return "caption"
    if _VERSE_CLASS.search(css) or _is_verse(text):
        return "verse"
    if _QUOTE_CLASS.search(css):
        return "quotation"
    return "item" if piece.tag in ("li", "dd", "dt") or (not piece.tag and opens_as_item(text)) else "paragraph"


def _is_heading(pieces: Sequence[Piece], place: int, marked: bool) -> bool:
    piece = pieces[place]
    if piece.tag in _HEADINGS:
        return not is_divider(piece.text)
    if len(piece.text) > LONGEST_HEAD_PIECE or "\n" in piece.text:
        return False
    if is_note_heading(piece.text) and not note_mark(piece.text):
        return True
    if marked or not is_plain_heading(piece.text) or place + 1 >= len(pieces):
        return False
    after = pieces[place + 1].text
    return (
        len(after) > 2 * len(piece.text)
        and not is_divider(after)
        and after[:1].isalnum() + (after[:1] in '“"«„‘[(') > 0
    )


def _is_verse(text: str) -> bool:
    """Four or more short lines, most of them capitalised and stopped as verse is."""
    if text.count("\n") < 3:
        return False
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) < 4 or max(map(len, lines)) > 65 or sum(map(len, lines)) > 48 * len(lines):
        return False
    capital = sum(line.lstrip("“\"‘'«")[:1].isupper() for line in lines)
    stopped = sum(bool(_VERSE_END.search(line)) for line in lines)
    return capital >= 0.8 * len(lines) and stopped >= 0.5 * len(lines)


def _shelve(pieces: Sequence[Piece], kinds: list[str], markup: Layer, head: int) -> None:
    """Give pieces inside block quotations and tables of more than one column their kind."""
    quotations = [
        (int(markup.begin[i]), int(markup.end[i])) for i, kind in enumerate(markup.kind) if kind == "blockquote"
    ]
    tables = list(_tables(markup)) if "table" in markup.kind else []
    if not quotations and not tables:
        return
    for place in range(head, len(pieces)):
        piece = pieces[place]
        if any(begin <= piece.begin and piece.end <= end for begin, end in tables):
            kinds[place] = "table"
        elif kinds[place] in ("paragraph", "item") and any(b <= piece.begin and piece.end <= e for b, e in quotations):
            kinds[place] = "quotation"


def _tables(markup: Layer) -> Iterator[tuple[int, int]]:
    """Tables of figures or names: short cells, two or more in most rows; not those that only lay out a page."""
    rows = [markup[i] for i, kind in enumerate(markup.kind) if kind in ("table", "tr", "td", "th")]
    for table in (row for row in rows if row.kind == "table"):
        inside = [r for r in rows if table.begin <= r.begin and r.end <= table.end]
        cells = [r for r in inside if r.kind in ("td", "th")]
        lines = [r for r in inside if r.kind == "tr"]
        if len(lines) > 1 and len(cells) >= 2 * len(lines) and sum(c.end - c.begin for c in cells) < 150 * len(cells):
            yield table.begin, table.end


def _sign(page: Page, pieces: Sequence[Piece], kinds: list[str], head: int) -> None:
    """Mark signatures: by class anywhere; by shape only as the last words of the text before its notes."""
    bylines = [name for place in range(head) if kinds[place] == "byline" for name in names_in(pieces[place].text)]
    known = [*declared_authors(page.source.head), *bylines]
    last = next(
        (p for p in range(len(pieces) - 1, head, -1) if kinds[p] not in ("note", "divider", "heading", "dateline")),
        None,
    )
    if last is not None and last - 1 > head and is_dated(pieces[last].text):
        last -= 0 if _is_signature(pieces[last].text, known) else 1  # the date may stand under the name
    for place in range(head, len(pieces)):
        if kinds[place] in ("paragraph", "quotation") and _SIGNATURE_CLASS.search(pieces[place].css):
            kinds[place] = "signature"
    if last is not None and kinds[last] == "paragraph" and _is_signature(pieces[last].text, known):
        kinds[last] = "signature"


def _is_signature(text: str, known: Sequence[str]) -> bool:
    if len(text) > LONGEST_SIGNATURE:
        return False
    lines = [line.strip(" \u00a0.,—–-()[]") for line in text.splitlines() if line.strip()]
    lines = [line for line in lines if not is_dated(line)]
    return any(
        (is_name_shaped(line) and (line.isupper() or "." in line or len(lines) <= 2))
        or is_initials(line + ".")
        or any(fold(line) == fold(name) for name in known)
        or (len(line) < 60 and matches_declared(line, known))
        for line in lines[-2:]
    )


def _rules(markup: Layer, body: Sequence[Piece]) -> Iterator[Annotation]:
    """Ruled lines with text of the body on both sides and no piece's words around them."""
    if len(body) < 2:
        return
    begins = sorted({int(markup.begin[i]) for i, kind in enumerate(markup.kind) if kind == "hr"})
    for at in begins:
        if body[0].end <= at <= body[-1].begin and not any(p.begin < at < p.end for p in body):
            yield Annotation(at, at, "divider", {"class": "hr"})
