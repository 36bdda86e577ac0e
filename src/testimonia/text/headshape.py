"""Which line at the head of a page is the title, which the byline, which the date.

Works on the pieces of the head in order: what the file declares (title, author) is set against what the page prints;
mark-up's rank decides only between lines that both could be the title.
"""

import re
from collections.abc import Sequence

from msgspec import Struct

from testimonia.text.lineshapes import is_dateline
from testimonia.text.names import fold, has_by, is_initials, is_name_shaped, matches_declared, names_in, without_by

LONGEST_TITLE = 300
LONGEST_BYLINE = 160
_RANK = {"h1": 6, "h2": 5, "h3": 4, "h4": 3, "h5": 2, "h6": 1}
_AUTHOR_SPLIT = re.compile(r"\s*(?:;|,|\s&\s|\sand\s)\s*")
_SEGMENT = re.compile(r"\s*:\s+|\s+[-–—]\s+")
_TITLE_DATE = re.compile(r"\s*(?:\([^()]*\d{4}[^()]*\)|[-–—]\s+\w+ \d{1,2},? \d{4})\s*$")


def declared_authors(head: dict[str, str]) -> list[str]:
    """The names in the file's own declaration of its author."""
    declared = next((head[key] for key in ("author", "dc.creator", "creator", "dcterms.creator") if head.get(key)), "")
    return [name for name in _AUTHOR_SPLIT.split(declared.strip()) if name]


def roles_of(pieces: Sequence["Piece"], head: dict[str, str]) -> list[str]:
    """A role for each piece of a page's head: "title", "byline", "dateline", "subtitle" or "heading" (a rubric above
    the title)."""
    declared_title = " ".join(head.get("title", "").split())
    roles = ["dateline" if is_dateline(piece.text) else "" for piece in pieces]
    _find_bylines(pieces, roles, declared_authors(head), declared_title)
    title = _find_title(pieces, roles, declared_title)
    if title is None:
        return [role or "heading" for role in roles]
    if "byline" not in roles and (
        not is_name_shaped(pieces[title].text.strip())
        or _likeness(fold(pieces[title].text), _core(declared_title)) == 1
    ):
        _find_guessed_byline(pieces, roles, title)
    roles[title] = "title"
    return [role or ("heading" if place < title else "subtitle") for place, role in enumerate(roles)]


def _find_bylines(pieces: Sequence["Piece"], roles: list[str], authors: list[str], declared_title: str) -> None:
    """Lines that name a declared author or say "By"; without any, the line that the declared title opens with."""
    for place, piece in enumerate(pieces):
        first = _first_line(piece)
        if roles[place] or len(piece.text) > LONGEST_BYLINE:
            continue
        by = has_by(first) and (bool(_names(first)) or is_name_shaped(without_by(first)))
        if by or matches_declared(first, authors) or "author" in piece.css.split():
            roles[place] = "byline"
    prefix = declared_title.partition(":")[0] if ":" in declared_title else ""
    if "byline" in roles or not prefix:
        return
    for place, piece in enumerate(pieces):
        first = _first_line(piece)
        if not roles[place] and len(piece.text) <= LONGEST_BYLINE and _names(first) and _same_name(first, prefix):
            roles[place] = "byline"


def _first_line(piece: "Piece") -> str:
    return piece.text.strip().split("\n", 1)[0].strip()


def _names(line: str) -> list[str]:
    return [name for name in names_in(line) if is_name_shaped(name) or is_initials(name)]


def _same_name(line: str, prefix: str) -> bool:
    """Whether the words before the colon of the declared title are the line's names; "Crayford/Hale" names two."""
    surnames = [words[-1] for words in (fold(part).split() for part in re.split(r"[/&,+]|\band\b", prefix)) if words]
    return fold(line) == fold(prefix) or (len(surnames) > 1 and all(name in fold(line).split() for name in surnames))


def _find_title(pieces: Sequence["Piece"], roles: list[str], declared_title: str) -> int | None:
    core = _core(declared_title)
    segments = {fold(segment) for segment in _SEGMENT.split(_TITLE_DATE.sub("", declared_title))} - {""}
    best, best_score = None, 0.0
    for place, piece in enumerate(pieces):
        if roles[place] or len(piece.text) > LONGEST_TITLE:
            continue
        score = (
            _RANK.get(piece.tag, 3 if "title" in piece.css else 1)
            - 0.01 * place
            + 4 * max(_likeness(fold(piece.text), core), fold(piece.text) in segments)
        )
        if _may_be_author(pieces, place, declared_title):
            score -= 5
        if best is None or score > best_score:
            best, best_score = place, score
    return best


def _core(declared_title: str) -> str:
    return fold(_TITLE_DATE.sub("", declared_title))


def _likeness(line: str, core: str) -> float:
    """How much of the declared title a line holds, 0 to 1; a line that is wholly part of it counts at least a half."""
    if not line or not core:
        return 0.0
    if line == core or core.endswith(" " + line):
        return 1.0
    words, own = set(core.split()), line.split()
    shared = sum(word in words for word in own)
    return shared / max(len(own), len(words)) if shared * 2 > len(own) else 0.0


def _may_be_author(pieces: Sequence["Piece"], place: int, declared_title: str) -> bool:
    """A personal name that the declared title does not hold, or with which it begins, first in the head, with a line
    after it that could be the title."""
    line = pieces[place].text.strip()
    if place > 0 or len(pieces) < 2 or not (is_name_shaped(line) or is_initials(line)):
        return False
    others = [p for p in pieces[1:] if not is_dateline(p.text) and not is_name_shaped(p.text.strip())]
    return bool(others) and (not declared_title or fold(line) != fold(declared_title))


def _find_guessed_byline(pieces: Sequence["Piece"], roles: list[str], title: int) -> None:
    """The name that stands directly before or after the title, or first."""
    for place in (title - 1, title + 1, 0):
        if 0 <= place < len(pieces) and not roles[place] and place != title:
            names = names_in(pieces[place].text)
            if names and all(is_name_shaped(name) or is_initials(name) for name in names):
                roles[place] = "byline"
                return


class Piece(Struct, frozen=True):
    """A stretch of the text that is one block of the page: where it stands, its words, its element and its class."""

    begin: int
    end: int
    text: str
    tag: str = ""
    css: str = ""
