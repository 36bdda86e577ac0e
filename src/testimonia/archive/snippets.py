"""The passage of a document that shows best why it was found, cut to a few lines, its words marked."""

import re
import sqlite3
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from msgspec import Struct

from testimonia.archive.folded import Stemmer
from testimonia.text.query import Term
from testimonia.text.searchwords import fold_letters, letters, words_of

_ON, _OFF = "\ue001", "\ue002"
SNIPPET_CHARS = 280
_LEAD_CHARS = 90
_STEMMER = Stemmer()

# A marked place: where it begins and ends.
Mark = tuple[int, int]


class Snippet(Struct, frozen=True):
    """Words of one passage, exact: (text, whether it was looked for). Begun or ended inside it, an ellipsis says so."""

    pieces: tuple[tuple[str, bool], ...]

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.pieces)


class Sought(Struct, frozen=True):
    """A term as it is looked for in a passage: its words folded, or their stems; `near` are letters with which its
    first word begins, whatever its form."""

    words: tuple[str, ...]
    near: str
    is_stem: bool
    is_prefix: bool

    def is_word(self, number: int, word: str) -> bool:
        """Whether a folded word is the term's word of that number."""
        if self.is_stem:
            return _STEMMER.stem_of(word) == self.words[number]
        if self.is_prefix and number == len(self.words) - 1:
            return word.startswith(self.words[number])
        return word == self.words[number]


def sought(terms: Sequence[Term]) -> tuple[Sought, ...]:
    """The terms that a snippet may show, ready to be looked for; each once."""
    found: dict[Sought, None] = {}
    for term in terms:
        words = words_of(term.text)
        is_stem = not term.is_exact and not term.is_prefix
        own = tuple(_STEMMER.stems_of(words) if is_stem else words)
        if own:
            near = _unchanged(own[0]) if is_stem else own[0]
            found[Sought(own, near, is_stem, term.is_prefix)] = None
    return tuple(found)


def _unchanged(stem: str) -> str:
    """The letters of a stem with which all its words begin: it is other than they are in its last letters alone
    ("ferri" for ferry, "sensibl" for sensibility)."""
    return stem[: max(1, len(stem) - (2 if len(stem) > 3 else 1))]


def snippet_of(db: sqlite3.Connection, document: str, terms: Sequence[Sought]) -> tuple[str, Snippet]:
    """The id of the best paragraph ("" where it has none) and a snippet of it; the first words where no term is shown
    (only the title matched, or the query was all conditions)."""
    passages = db.execute(
        "SELECT id, text FROM paragraphs WHERE document = ? ORDER BY position", (document,) if terms else ("",)
    ).fetchall()
    best = _best(passages, terms)
    if best is not None:
        id_, text = passages[best]
        return id_, cut(marked(text, marks_in(text, terms)))
    id_, text = _opening(db, document)
    return id_, cut(text)


def _best(passages: Sequence[tuple[str, str]], terms: Sequence[Sought]) -> int | None:
    """The number of the passage with the most different terms; then a paragraph rather than a heading; then the first.
    All are looked through as one text, in which each term costs little where it does not stand."""
    plains = [text for _, text in passages]
    whole, places = _plain("\n".join(plains))
    if places:  # its letters do not stand where those of the passages do
        plains = [_plain(text)[0] for text in plains]
        whole = "\n".join(plains)
    ends = list(accumulate(len(plain) + 1 for plain in plains))
    found = [0] * len(passages)
    for term in terms:
        at = whole.find(term.near)
        while at >= 0:
            number = bisect_right(ends, at)
            edge = ends[number] - 1
            word = _word_at(whole, at, edge)
            if word and _end_of(term, whole, word, edge):
                found[number] += 1
                at = whole.find(term.near, edge)
            else:
                at = whole.find(term.near, word.end() if word else at + 1)
    if not any(found):
        return None
    return min(range(len(passages)), key=lambda number: (-found[number], not passages[number][0], number))


def marks_in(text: str, terms: Sequence[Sought]) -> list[Mark]:
    """Where terms stand in a passage, in order."""
    plain, places = _plain(text)
    marks: list[Mark] = []
    for term in terms:
        at = plain.find(term.near)
        while at >= 0:
            word = _word_at(plain, at, len(plain))
            last = _end_of(term, plain, word, len(plain)) if word else 0
            if last:
                end = places[last] if last < len(places) else len(text)  # with the accents that follow a letter
                marks.append((places[at], end) if places else (at, last))
            at = plain.find(term.near, word.end() if word else at + 1)
    return sorted(marks)


def _word_at(plain: str, at: int, edge: int) -> re.Match[str] | None:
    """The word that begins there."""
    known = letters().word
    return None if at and known.match(plain, at - 1) else known.match(plain, at, edge)


def _end_of(term: Sought, plain: str, first: re.Match[str], edge: int) -> int:
    """Where a term ends that begins with that word and does not reach beyond the edge; 0 where another stands there."""
    word: re.Match[str] | None = first
    last = len(term.words) - 1
    for number in range(last + 1):
        if word is None or not term.is_word(number, word[0]):
            return 0
        if number < last:
            word = letters().word.search(plain, word.end(), edge)
    return word.end() if word else 0


def _plain(text: str) -> tuple[str, list[int]]:
    """A passage folded, and the place of each of its letters in the passage: none where both are as long."""
    if not _LETTERS_ABOVE.search(text):
        return text.lower(), []
    plain = _ABOVE_ASCII.sub(_folded, text).lower()
    if len(plain) == len(text):
        return plain, []
    folded = [(place, letter) for place, char in enumerate(text) for letter in fold_letters(char).lower()]
    return "".join(letter for _, letter in folded), [place for place, _ in folded]


# Above ASCII, but for what is surely no letter and stands in most English texts.
_LETTERS_ABOVE = re.compile(r"[^\x00-\x7f‘’“”–—…«»]")
_ABOVE_ASCII = re.compile(r"[^\x00-\x7f]+")


def _folded(run: re.Match[str]) -> str:
    return _folded_run(run[0])


@lru_cache(maxsize=1 << 14)
def _folded_run(run: str) -> str:
    return fold_letters(run)


def marked(text: str, marks: Sequence[Mark]) -> str:
    """The passage with marks around what was found; those that overlap are one."""
    parts: list[str] = []
    done = 0
    joined: list[tuple[int, int]] = []
    for begin, end in marks:
        if joined and begin < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    for begin, end in joined:
        parts += [text[done:begin], _ON, text[begin:end], _OFF]
        done = end
    return "".join((*parts, text[done:]))


def _opening(db: sqlite3.Connection, document: str) -> tuple[str, str]:
    """The first paragraph of running text."""
    found = db.execute(
        "SELECT id, text FROM paragraphs WHERE document = ?"
        " ORDER BY kind NOT IN ('paragraph', 'quotation', 'verse'), position LIMIT 1",
        (document,),
    ).fetchone()
    return (found[0], found[1]) if found else ("", "")


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
        if is_marked and at < end < at + len(text):
            end = at + len(text)  # what was looked for is shown whole
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
