"""Voices: whose words each stretch of a page is.

Furniture is the site's voice, or the source line's; the rest is the author's, but for the editors' frame around
excerpts that they reprint, and for what is quoted. A frame is known where the editors' words come before the first row
of asterisks and say that what follows is an excerpt or a reprint, or say "we reprint" and end with a colon; then title,
byline and date, set by the editors, belong to the frame, and the byline speaks only for what follows it. Rows `quoted`
lie inside the others, the innermost voice is the one that speaks: block quotations, and what stands in quotation marks
(text.quotemarks; single ones where text.singlemarks is sure of them), but not titles nor up to three words.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from testimonia.contract import Page, analyser
from testimonia.model.layer import Annotation, Layer, Value
from testimonia.text.attribution import speaker_of
from testimonia.text.lineshapes import opens_as_note
from testimonia.text.names import names_in
from testimonia.text.quotemarks import match_marks
from testimonia.text.singlemarks import single_quotations

SOURCE_KINDS = frozenset("source-line first-published published written delivered translated".split())
HEAD_KINDS = frozenset(("title", "subtitle", "byline", "dateline"))
FEWEST_WORDS = 4
LONGEST_TITLE_WORDS = 12
FRAME_ROWS = 8
_REPRINT = re.compile(
    r"\b(?:excerpts?|extracts?|passages?|reprint(?:ed|ing)?|herewith|below|publish(?:ed|ing)?|print|translat(?:ed|ion)|auszüge?|extraits?)\b",
    re.I,
)
_WE_PRINT = re.compile(
    r"\bwe\s+(?:here\s+|are\s+|have\s+|take\s+pleasure\s+in\s+)?(?:re)?(?:print|publish|reproduc|translat)(?:ing|ed|e)?\b"
    r"|\b(?:is|are)\s+(?:re)?printed\s+(?:here|below)\b",
    re.I,
)
_QUOTE_CLASS = re.compile(r"\bq[a-z]{0,4}ot[a-z]*|_bq\b|\bblockquote\b")
_OPENS_QUOTED = re.compile(r"[“\"„«»]")
_ENDS_INTRODUCING = re.compile(r"[:—–-]\s*$")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")


@analyser("voices", needs=("structure", "furniture", "parts"))
def find_voices(page: Page) -> Layer:
    """The rows of every voice; `who` as printed where the page names the speaker, `grounds` what the voice rests on."""
    rows = list(page.layer("structure"))
    furniture = page.layer("furniture")
    voices = [_of_furniture(row) for row in furniture]
    begins = [row.begin for row in rows]
    for part in page.layer("parts"):
        inside = rows[bisect_left(begins, part.begin) : bisect_left(begins, part.end)]
        voices += _of_part(page.text, inside, furniture.begin.tolist())
    voices += _quoted(page.text, rows)
    return Layer.of("voices", voices)


def _of_furniture(row: Annotation) -> Annotation:
    return Annotation(row.begin, row.end, "source-line" if row.kind in SOURCE_KINDS else "site", {"grounds": row.kind})


def _of_part(text: str, rows: Sequence[Annotation], fixtures: Sequence[int]) -> Iterator[Annotation]:
    """Runs of the frame and of the author over the rows of one document, broken where furniture begins."""
    frame = _frame_end(text, rows)
    who = next(("; ".join(names_in(text[row.begin : row.end])) for row in rows if row.kind == "byline"), "")
    run: list[Annotation] = []
    for place, row in enumerate(rows):
        voice = "frame" if place < frame or _is_editors_note(text, row) else "author"
        broken = run and bisect_left(fixtures, run[-1].end) != bisect_left(fixtures, row.begin)
        if run and (voice != run[0].kind or broken):
            yield _run(run, who, frame > 0)
            run = []
        run.append(Annotation(row.begin, row.end, voice))
    if run:
        yield _run(run, who, frame > 0)


def _run(rows: Sequence[Annotation], who: str, framed: bool) -> Annotation:
    values: dict[str, Value] = {}
    if rows[0].kind == "author":
        values["grounds"] = "excerpt" if framed else "byline" if who else "text"
        if who:
            values["who"] = who
    else:
        values["grounds"] = "introduction" if framed else "note"
    return Annotation(rows[0].begin, rows[-1].end, rows[0].kind, values)


def _is_editors_note(text: str, row: Annotation) -> bool:
    return row.kind == "note" and opens_as_note(text[row.begin : row.end])


def _frame_end(text: str, rows: Sequence[Annotation]) -> int:
    """How many rows, from the first, are the editors' words before what they reprint; 0 without a frame."""
    body = [place for place, row in enumerate(rows) if row.kind not in HEAD_KINDS and row.end > row.begin]
    for count, place in enumerate(body[:-1]):
        row = rows[place]
        words = text[row.begin : row.end]
        if row.kind == "divider":
            before = rows[body[count - 1]] if count else None
            said = text[before.begin : before.end] if before and before.kind == "paragraph" else ""
            tail = said[-300:]
            return place if _REPRINT.search(tail) and said.rstrip().endswith((":", ".", "…")) and _is_frame(tail) else 0
        if count >= FRAME_ROWS:
            return 0
        if count < 3 and row.kind == "paragraph" and words.rstrip().endswith(":") and _WE_PRINT.search(words[-300:]):
            return place + 1
    return 0


def _is_frame(tail: str) -> bool:
    """Whether the words before the asterisks introduce what follows: they end with a colon, or say "we print"."""
    return tail.rstrip().endswith(":") or bool(_WE_PRINT.search(tail))


def _quoted(text: str, rows: Sequence[Annotation]) -> Iterator[Annotation]:
    spoken = [
        row for row in rows if row.end > row.begin and row.kind not in ("divider", "table", *HEAD_KINDS, "heading")
    ]
    blocks = list(_block_quotations(text, rows))
    yield from blocks
    ends = [(block.begin, block.end) for block in blocks]
    place = 0
    for begin, end in _in_marks(text, [(row.begin, row.end) for row in spoken]):
        if not _is_speech(text[begin + 1 : end].rstrip("”\"“»«’'")):
            continue
        while place < len(ends) and ends[place][1] <= begin:
            place += 1
        if place < len(ends) and ends[place][0] <= begin and end - begin > 0.8 * (ends[place][1] - ends[place][0]):
            continue
        yield _quotation(text, begin, end, "quotation marks")


def _in_marks(text: str, rows: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """What stands in quotation marks, double or single, marks included, in order; what only doubles a pair is left."""
    doubled = [(pair.begin, pair.end) for pair in match_marks(text, rows).pairs if pair.family == "“"]
    return sorted({*doubled, *single_quotations(text, rows)}, key=lambda span: (span[0], -span[1]))


def _block_quotations(text: str, rows: Sequence[Annotation]) -> Iterator[Annotation]:
    """Rows set off as quoted: by class or element, or indented after a colon or with a quotation mark."""
    after_colon = False
    for row in rows:
        if row.kind == "quotation":
            quoted = _QUOTE_CLASS.search(row.get("class")) or not row.get("class") or after_colon
            if quoted or _OPENS_QUOTED.match(text, row.begin):
                yield _quotation(text, row.begin, row.end, "block quotation")
                continue
        after_colon = row.kind == "paragraph" and bool(
            _ENDS_INTRODUCING.search(text, max(row.begin, row.end - 3), row.end)
        )


def _quotation(text: str, begin: int, end: int, grounds: str) -> Annotation:
    who = speaker_of(text, begin, end)
    return Annotation(begin, end, "quoted", {"grounds": grounds} | ({"who": who} if who else {}))


def _is_speech(words: str) -> bool:
    """More than three words, and not a title: most of its longer words capitalised and no stop at its end."""
    count = len(words.split())
    if count < FEWEST_WORDS:
        return False
    if count > LONGEST_TITLE_WORDS or words.rstrip()[-1:] in ".!?,":
        return True
    long = _LONG_WORD.findall(words)
    return sum(word[0].isupper() for word in long) < 0.8 * len(long) if long else True
