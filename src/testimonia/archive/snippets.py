"""The passage of a document that shows best why it was found, cut to a few lines, its words marked."""

import re
import sqlite3
from collections.abc import Mapping, Set

from msgspec import Struct

BREAK = "\n\ue000\n"
_ON, _OFF = "\ue001", "\ue002"
_MARKED = re.compile(f"{_ON}([^{_OFF}]*){_OFF}")
SNIPPET_CHARS = 280
_LEAD_CHARS = 90


class Snippet(Struct, frozen=True):
    """Words of one passage, exact: (text, whether it was looked for). Begun or ended inside it, an ellipsis says so."""

    pieces: tuple[tuple[str, bool], ...]

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.pieces)


def snippet_of(db: sqlite3.Connection, row: int, document: str, matches: Mapping[str, str]) -> tuple[str, Snippet]:
    """The id of the best paragraph ("" where it has none) and a snippet of it; the first words where no term is shown
    (only the title matched, or the query was all conditions)."""
    marked: tuple[int, str] | None = None
    for table, match in matches.items():
        found = db.execute(
            f"SELECT highlight({table}, 1, ?, ?) FROM {table} WHERE {table} MATCH ? AND rowid = ?",
            (_ON, _OFF, match, row),
        ).fetchone()
        if found and found[0]:
            headings = db.execute("SELECT position FROM paragraphs WHERE document = ? AND id = ''", (document,))
            marked = _best(found[0].split(BREAK), {heading[0] for heading in headings})
        if marked:
            break
    position, text = marked or _opening(db, document)
    place = db.execute("SELECT id FROM paragraphs WHERE document = ? AND position = ?", (document, position)).fetchone()
    return (place[0] if place else ""), cut(text)


def _best(passages: list[str], headings: Set[int]) -> tuple[int, str] | None:
    """The passage with the most different words that were looked for; then a paragraph rather than a heading; then the
    one with the most of them; then the first."""
    scored = []
    for position, passage in enumerate(passages):
        words = [word.casefold() for word in _MARKED.findall(passage)]
        if words:
            scored.append((-len(set(words)), position in headings, -len(words), position))
    if not scored:
        return None
    position = min(scored)[3]
    return position, passages[position]


def _opening(db: sqlite3.Connection, document: str) -> tuple[int, str]:
    """The first paragraph of running text."""
    found = db.execute(
        "SELECT position, text FROM paragraphs WHERE document = ?"
        " ORDER BY kind NOT IN ('paragraph', 'quotation', 'verse'), position LIMIT 1",
        (document,),
    ).fetchone()
    return (found[0], found[1]) if found else (0, "")


def cut(marked: str) -> Snippet:
    """A window of a marked passage around its first word that was looked for, ended at blanks.

    >>> cut("The \ue001strike\ue002 began.").pieces
    (('The ', False), ('strike', True), (' began.', False))
    """
    plain_length = len(marked) - marked.count(_ON) - marked.count(_OFF)
    pieces = _pieces(marked)
    if plain_length <= SNIPPET_CHARS:
        return Snippet(tuple(pieces))
    first = marked.find(_ON)
    begin = _word_begin(marked.replace(_ON, "").replace(_OFF, ""), max(0, first - _LEAD_CHARS) if first > 0 else 0)
    return Snippet(tuple(_window(pieces, begin, plain_length)))


def _pieces(marked: str) -> list[tuple[str, bool]]:
    pieces: list[tuple[str, bool]] = []
    for piece in re.split(f"({_ON}[^{_OFF}]*{_OFF})", marked):
        if piece:
            pieces.append((piece.strip(_ON + _OFF), piece.startswith(_ON)))
    return pieces


def _word_begin(text: str, at: int) -> int:
    """The next place where a word begins; the very place where none is near."""
    if at == 0:
        return 0
    blank = re.compile(r"\s\S").search(text, at, at + 60)
    return blank.start() + 1 if blank else at


def _window(pieces: list[tuple[str, bool]], begin: int, length: int) -> list[tuple[str, bool]]:
    end = min(length, begin + SNIPPET_CHARS)
    window: list[tuple[str, bool]] = [("… ", False)] if begin else []
    at = 0
    for text, is_marked in pieces:
        part = text[max(0, begin - at) : max(0, end - at)]
        if part:
            window.append((part, is_marked))
        at += len(text)
    if end < length and window:
        text, is_marked = window[-1]
        if not is_marked:
            text = re.sub(r"\s\S*$", "", text) or text
        window[-1] = (text, is_marked)
        window.append((" …", False))
    return window
