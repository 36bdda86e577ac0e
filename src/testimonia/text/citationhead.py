"""The free text of a citation, before and between its numbered parts: title, place, publisher, article."""

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from testimonia.model.citation import Part
from testimonia.text.citationparts import Found
from testimonia.text.citationwords import any_word, words_of

TITLE_WORDS_MAX = 14
QUOTES = '“”„«»"‘‚›‹'
# A bracket inside a name ("the Sixth (Dover) Conference of ...") does not end it.
_BREAK = re.compile(
    r"[,;\[]|\](?!\s*\w)|\((?=[^()]*\)\s*(?:[\[,.;:]|$))|(?<!\w)\)|\)(?=\s*(?:[\[,.;:]|$))|(?<=[^\W\d_]{3})[.?!][”\"’]?\s+|\s[–—]\s"
)
_WORD = re.compile(r"[^\s,;:()\[\]]+")
_GLUED_YEAR = re.compile(r"\d{4}(?=[A-Z][a-z])")
_QUOTED = re.compile(r"[“\"„«‘]\s*([^“”\"„«»]{2,120}?)[.,]?\s*[”\"»’“](?=[\s,.;:)]|$)")


class Segment(Struct, frozen=True):
    """A stretch of the free text between marks of punctuation."""

    begin: int
    end: int
    words: str
    is_bracketed: bool


def read_head(text: str, begin: int, end: int, *, dated: bool, emphasis: Sequence[tuple[int, int]] = ()) -> list[Found]:
    """Title, article, place and publisher in the free text [begin, end), in order.

    `dated` says that a number, a day or a month follows, as after a periodical's title; with none, names after the
    title are publishers. `emphasis` are spans that the mark-up sets off; one that lies here is the title.

    >>> [(f.part, f.value) for f in read_head("From The Saltmarsh Echo (Dover), ", 0, 33, dated=True)]
    [('title', 'The Saltmarsh Echo'), ('place', 'Dover')]
    """
    begin = _after_lead(text, begin, end, dated, emphasis)
    segments = _segments(text, begin, end)
    title = _emphasised(text, begin, end, emphasis, dated) or _quoted(text, begin, end, segments, dated)
    names = [s for s in segments if not s.is_bracketed and s.words.casefold() not in words_of("places")]
    town: Segment | None = None
    if title is None:
        names, town = _without_town(names, dated)
        title = _by_order(names, dated)
    found = [] if title is None else [Found(title.begin, title.end, "title", title.words)]
    after = begin if title is None else title.end
    places = [s for s in segments if s.begin >= after and _is_place(s, dated and title is not None)]
    found += [Found(s.begin, s.end, "place", s.words) for s in [*places, *([town] if town and title else [])][:1]]
    rest = [s for s in names if title is not None and (s.end <= title.begin or s.begin >= title.end)]
    found += _others(text, rest, title, dated)
    return sorted(found)


def _after_lead(text: str, begin: int, end: int, dated: bool, emphasis: Sequence[tuple[int, int]]) -> int:
    """Where the title may begin, past "This article first appeared in" and the like. A capital one is skipped only
    where the next word cannot go on with a title: "In Defence of Bread" keeps its "In"."""
    set_off = {start for start, _ in emphasis}
    words = list(_WORD.finditer(text, begin, end))
    for match, following in pairwise(words):
        word, after = match[0], following[0]
        if match.start() in set_off or word.casefold() not in words_of("lead"):
            return match.start()
        ends_lead = (
            after in words_of("lead")
            or after[0] in QUOTES
            or after.casefold() in words_of("article")
            or following.start() in set_off
            or (dated and word == "From")
        )
        if word[0].isupper() and not ends_lead:
            return match.start()
    return words[-1].start() if words else begin


def _segments(text: str, begin: int, end: int) -> list[Segment]:
    segments: list[Segment] = []
    at, depth = begin, 0
    marks = [(m.start(), m.end(), m[0]) for m in _BREAK.finditer(text, begin, end)]
    for start, stop, mark in [*marks, (end, end, "")]:
        segment = _trimmed(text, at, start, depth > 0)
        if segment:
            segments.append(segment)
        depth += (mark in ("(", "[")) - (mark in (")", "]"))
        depth, at = max(depth, 0), stop
    return segments


def _trimmed(text: str, begin: int, end: int, is_bracketed: bool) -> Segment | None:
    """The stretch without blanks, quotation marks and stray stops at its ends; None where no letter is left."""
    while begin < end and (text[begin].isspace() or text[begin] in QUOTES + ".,;:–—-&"):
        begin += 1
    if _GLUED_YEAR.match(text, begin, end):
        begin += 4
    while begin < end and (text[end - 1].isspace() or text[end - 1] in QUOTES + ",;:–—-&"):
        end -= 1
    if end - begin > 3 and text[end - 1] == "." and text[end - 3 : end - 1].islower():
        end -= 1
    words = " ".join(text[begin:end].split())
    if not any(c.isalpha() for c in words):
        return None
    return Segment(begin, end, words, is_bracketed)


def _emphasised(text: str, begin: int, end: int, emphasis: Sequence[tuple[int, int]], dated: bool) -> Segment | None:
    """A periodical stands last among what is set off (an article may come before it), a book first."""
    inside = [(b, e) for b, e in emphasis if begin <= b and e <= end + 1]
    trimmed = [_without_place(text, b, min(e, end)) for b, e in inside]
    titles = [segment for segment in trimmed if segment and is_title(segment.words)]
    if not titles:
        return None
    return titles[-1] if dated else titles[0]


def _without_place(text: str, begin: int, end: int) -> Segment | None:
    comma = text.rfind(",", begin, end)
    if comma > 0 and text[comma + 1 : end].strip(" ,.").casefold() in words_of("places"):
        end = comma
    return _trimmed(text, begin, end, False)


def _quoted(text: str, begin: int, end: int, segments: Sequence[Segment], dated: bool) -> Segment | None:
    """What stands first in quotation marks is a title where no other name follows that could be one."""
    match = _QUOTED.match(text, begin, end)
    if not match:
        return None
    quoted = _trimmed(text, match.start(1), match.end(1), False)
    after = [s for s in segments if s.begin >= match.end() and not s.is_bracketed]
    others = [s for s in after if s.words.casefold() not in words_of("places") and not _is_subtitle(s.words)]
    return quoted if quoted and is_title(quoted.words) and not (dated and others) else None


def _by_order(names: Sequence[Segment], dated: bool) -> Segment | None:
    """The title among names in a row with no mark-up to tell: the last one that is no subtitle where it is a
    periodical's; the first where only a publisher follows; None where it cannot be told."""
    names = [name for name in names if not re.match(r"by\b", name.words)]
    if not names:
        return None
    if dated:
        kept = [name for name in names if not _is_subtitle(name.words)] or list(names[:1])
        return kept[-1] if is_title(kept[-1].words) else None
    publishers = [name for name in names if any_word("publisher").search(name.words)]
    others = [name for name in names if name not in publishers]
    return others[0] if len(others) == 1 and is_title(others[0].words) else None


def _without_town(names: list[Segment], dated: bool) -> tuple[list[Segment], Segment | None]:
    """The names but a last one that by its shape is a town's: one word after a name that begins with an article or
    holds a periodical's noun ("The Echo, Dover", "Tidal Review, Dover")."""
    if dated and len(names) > 1 and re.fullmatch(r"[A-Z][^\W\d_]+", names[-1].words):
        before = names[-2].words
        is_title_shaped = before.split()[0].casefold() in words_of("article") or any_word("subtitle").search(before)
        if is_title_shaped and not any_word("subtitle").search(names[-1].words):
            return names[:-1], names[-1]
    return names, None


def _is_subtitle(words: str) -> bool:
    starts = re.match(r"(?:the|an?|la|le|die|das|der)\s|[A-Z][a-z]+\s(?:organ|journal)\b", words, re.I)
    return bool(starts and len(words.split()) > 2 and any_word("subtitle").search(words))


def is_title(words: str) -> bool:
    """Whether the words can be a title: few enough, begun with a capital or a digit, and not just "Pamphlet"."""
    first = words.lstrip(QUOTES + "¿¡")[:1]
    is_noun = words.casefold() in words_of("pamphlet") | words_of("places")
    return (first.isupper() or first.isdigit()) and len(words.split()) <= TITLE_WORDS_MAX and not is_noun


def _is_place(segment: Segment, in_brackets_too: bool) -> bool:
    if segment.words.casefold() in words_of("places"):
        return True
    is_short_name = re.fullmatch(r"[A-Z][\w’'.-]+(?:\s[A-Z][\w’'.-]+){0,2}", segment.words)
    return bool(in_brackets_too and segment.is_bracketed and is_short_name and len(segment.words) > 3)


def _others(text: str, rest: Sequence[Segment], title: Segment | None, dated: bool) -> list[Found]:
    """The article before a periodical's title, where quotation marks set it off or it stands alone; the publisher
    after a book's."""
    if title is None:
        return []
    part: Part = "article" if dated else "publisher"
    if dated:
        rest = [s for s in rest if s.end <= title.begin and text[s.begin - 1 : s.begin] in tuple(QUOTES)]
    else:
        rest = [s for s in rest if s.begin >= title.end and not re.match(r"by\b", s.words)]
    return [Found(s.begin, s.end, part, s.words) for s in rest[:1]] if len(rest) == 1 else []
