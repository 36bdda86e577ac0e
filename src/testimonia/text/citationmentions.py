"""Citations in running text: only the shapes that hardly mean anything else, a title before "Vol. 3 No. 5", or one set
off by the mark-up before a volume, a number or an exact date."""

import re
from collections.abc import Iterator, Sequence

from testimonia.model.citation import Citation
from testimonia.text.citationdates import find_printed_dates
from testimonia.text.citationgrammar import read_citation
from testimonia.text.citationhead import is_title
from testimonia.text.citationparts import find_parts

WINDOW_CHARS = 100
_TRIGGER = re.compile(r"\b(?:[Vv]ol(?:ume)?s?|N[o°]s?|no|nos|[Nn]umber|[Ww]hole [Nn]o)\b\.?\s*(?:\d|[IVXLC]+\b)")
_AFTER_EMPHASIS = re.compile(r"_?[”\"’»]?[\s,]*\(?(?:(?:of|for|dated)\s)?\s*(?=\d|[A-Z][a-z]{2,8}\.?\s+\d|[VvNn]o)")
_GAP = re.compile(r"[\s,.;:()\[\]]*(?:of|dated|for)?[\s,(]*")
_CAPITAL = r"(?:(?:[A-Z]\.)+|[A-Z][\w’'&-]*)"
_NAME_BEFORE = re.compile(
    rf"(?<![\w’'.-])({_CAPITAL}(?:\s(?:of|the|de|la|and|&|for|du|des|{_CAPITAL})){{0,7}}),?\s*"
    r"(?:\(([A-Z][\w\s]{2,20})\),?\s*|([A-Z][a-z]+(?:\s[A-Z][a-z]+)?),\s*)?$"
)
_SENTENCE_BEGIN = re.compile(r"(?:In|From|See|On|As|Cf|By|And|But)\s+(?=[A-Z])")


def find_mentions(text: str, begin: int, end: int, emphasis: Sequence[tuple[int, int]]) -> Iterator[Citation]:
    """The citations in a paragraph, in order, with role "mention"; `emphasis` are its set-off spans, in order."""
    done = begin
    starts = sorted({*_after_emphasis(text, end, emphasis), *_after_names(text, begin, end)})
    for title_begin, at in starts:
        if title_begin < done:
            continue
        stop, has_number = _reach(text, at, min(end, at + WINDOW_CHARS))
        is_set_off = any(b == title_begin and e <= at for b, e in emphasis)
        if stop is None or not (has_number or is_set_off):
            continue
        titles = [(b, e) for b, e in emphasis if b == title_begin]
        citations = read_citation(text, title_begin, stop, "mention", emphasis=titles)
        is_word = bool(citations) and " " not in citations[0].value("title")
        if is_word and not is_set_off and not citations[0].value("volume"):
            continue  # "Memorandum No. 46, April 1934" may be no periodical's.
        if citations and citations[0].value("title") and len(citations[0].parts) > 1:
            yield citations[0]
            done = stop


def _after_emphasis(text: str, end: int, emphasis: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for b, e in emphasis:
        match = _AFTER_EMPHASIS.match(text, e, end)
        if match and e - b <= WINDOW_CHARS and is_title(text[b:e]):
            yield b, match.end()


def _after_names(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    for trigger in _TRIGGER.finditer(text, begin, end):
        before = max(begin, trigger.start() - WINDOW_CHARS)
        name = _NAME_BEFORE.search(text[before : trigger.start()])
        if name:
            lead = _SENTENCE_BEGIN.match(name[1])
            yield before + name.start(1) + (lead.end() if lead else 0), trigger.start()


def _reach(text: str, begin: int, end: int) -> tuple[int | None, bool]:
    """Where the unbroken row of parts that begins at `begin` ends (None where there is no such row), and whether it
    tells an issue: a number with a volume or an exact date."""
    parts = find_parts(text, begin, end)
    edges = [begin, *(edge for part in parts for edge in (part.begin, part.end)), end]
    gaps = zip(edges[::2], edges[1::2], strict=True)
    dates = [date for b, e in gaps if b < e for date in find_printed_dates(text, b, e)]
    row, at = [], begin
    for part in sorted([*parts, *dates]):
        if not _GAP.fullmatch(text, at, part.begin):
            break
        row.append(part)
        at = part.end
    names = {part.part for part in row}
    exact = any(part.part == "date" and len(part.value) > 4 for part in row)
    if not names & {"volume", "number", "whole"} and not exact:
        return None, False
    return at, bool(names & {"number", "whole"} and (exact or "volume" in names))
