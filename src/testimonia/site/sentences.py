"""Sentences cut out of the texts, for the pages that show many mentions: the words, what stands around them, and the
paragraph to which they lead."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping

from msgspec import Struct

from testimonia.model.layer import Layer
from testimonia.model.passage import paragraph_rows
from testimonia.site.entityviews import Spot
from testimonia.site.lines import Link

# How far a sentence may reach on each side.
REACH_CHARS = 180
# A stop after an initial or a title ends no sentence.
_ENDS = re.compile(
    r"(?<!\b[A-ZÀ-ÞА-Я])(?<!\bMr)(?<!\bDr)(?<!\bSt)(?<!\bMrs)(?<!\bNo)"
    r"[.!?][”\"')\]]*\s+(?=[“\"'(\[]?[A-ZÀ-ÞА-Я])"
)


class Sentence(Struct, frozen=True):
    """A mention in its sentence; `link` leads to its paragraph."""

    link: Link
    edtf: str
    before: str
    words: str
    after: str


class Quoted(Struct, frozen=True):
    """A source out of which sentences are cut: its text, and the bounds of its paragraphs in order."""

    text: str
    paragraphs: tuple[tuple[int, int], ...]


def quoted(text: str, structure: Layer) -> Quoted:
    """A source as it is quoted."""
    return Quoted(text, tuple((row.begin, row.end) for row in paragraph_rows(structure, 0, len(text))))


def cut(texts: Mapping[str, Quoted], spot: Spot) -> Sentence:
    """The sentence around a spot; nothing but its link where the text is not at hand."""
    source = texts.get(spot.source)
    if source is None:
        return Sentence(spot.link, spot.edtf, "", "", "")
    text, rows = source.text, source.paragraphs
    index = bisect_right(rows, (spot.begin, len(text))) - 1
    inside = index >= 0 and spot.begin < rows[index][1]
    begin, end = rows[index] if inside else _line(text, spot)
    before, after = text[max(begin, spot.begin - REACH_CHARS) : spot.begin], text[spot.end : end]
    link = spot.link
    if inside and link.path:
        place = index - bisect_left(rows, (spot.first, 0))
        link = Link(link.label, f"{link.path}#{_id_of(spot, place)}")
    return Sentence(
        link,
        spot.edtf,
        _opening(before, spot.begin - REACH_CHARS > begin),
        _plain(text[spot.begin : spot.end]),
        _closing(after),
    )


def _id_of(spot: Spot, index: int) -> str:
    return spot.ids[index] if index < len(spot.ids) else f"p{index + 1}"


def _line(text: str, spot: Spot) -> tuple[int, int]:
    """The bounds of the line in which a spot stands that is in no paragraph: a title, a byline."""
    begin = text.rfind("\n", 0, spot.begin) + 1
    end = text.find("\n", spot.end)
    return begin, end if end >= 0 else len(text)


def _opening(before: str, is_cut: bool) -> str:
    """What stands before the words, from the beginning of their sentence."""
    ends = [match.end() for match in _ENDS.finditer(before)]
    if ends:
        return _plain(before[ends[-1] :], "lstrip")
    if is_cut:
        return "… " + _plain(before.partition(" ")[2], "lstrip")
    return _plain(before, "lstrip")


def _closing(after: str) -> str:
    """What stands after the words, to the end of their sentence."""
    match = _ENDS.search(after[: REACH_CHARS + 40])
    if match:
        return _plain(after[: match.start() + 1], "rstrip")
    if len(after) > REACH_CHARS:
        return _plain(after[:REACH_CHARS].rpartition(" ")[0], "rstrip") + " …"
    return _plain(after, "rstrip")


def _plain(text: str, strip: str = "strip") -> str:
    """The words with single spaces; a space where they meet the words beside them is kept."""
    folded = re.sub(r"\s+", " ", text)
    return str(getattr(folded, strip)())
