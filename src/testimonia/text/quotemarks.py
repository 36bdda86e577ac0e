"""Which quotation marks and brackets of a text belong together, and which have no fellow.

Marks are matched within one row (a paragraph) first; what is left open may be closed some rows later, and an opening
quotation mark needs no closing where the next row opens with one, as printers do in a quotation of several paragraphs.
Single marks are not judged: they are apostrophes too often. Whatever is doubtful (inches, ditto marks, the ")" of an
enumeration, a straight mark with a space on both sides) is left alone.
"""

import re
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct, field

ROWS_TO_CLOSE = 12  # a quotation or a bracket that runs on without repeated marks is followed for so many rows
_TOKEN = re.compile(r"[“”„«»\"()\[\]]|‘‘|’’|''|``")
_DOUBLE = re.compile(r"[“”]")
_STARTS_OPEN = re.compile(r"[\s(\[*_]*(?:\(?\w{1,4}[.)]\s*)?(?:[“„«»\"(\[]|‘‘|``|[‘'][“\"])")
_ENUMERATOR = re.compile(r"(?:^|[\s,;:.(—–“\"-])(?:\d{1,3}|[A-Za-z]|[ivxlIVXL]{1,5})[.]?\s?$")
_OPENING_BEFORE = re.compile(r"[\s(\[“„«‘—–/=-]|\u00a0")
_CLOSES = {")": "(", "]": "[", "”": "“", "»": "«", '"': '"'}

UNCLOSED = "opened and never closed"
UNOPENED = "closed and never opened"
TURNED_CLOSING = "a closing mark where one is opened"
TURNED_OPENING = "an opening mark where one is closed"
Role = Literal["open", "close", "skip", "either"]


def match_marks(text: str, rows: Sequence[tuple[int, int]], alone: Sequence[tuple[int, int]] = ()) -> "Matched":
    """Match the marks of the rows [begin, end) of a text, in order; those of the rows `alone` each by itself (a heading
    between two paragraphs of one quotation).

    >>> [text for text in (t[f.begin:f.end] for t in ["He wrote Ruin.” (Then he left."]
    ...     for f in match_marks(t, [(0, len(t))]).faults)]
    ['”', '(']
    """
    habits = _habits(text)
    result = Matched()
    left: list[tuple[int, Mark]] = []
    for order, (begin, end) in enumerate(rows):
        opened, closed = _match_row(text, (begin, end), habits, result)
        left += [(order, mark) for mark in sorted(opened + closed, key=lambda mark: mark.begin)]
    _match_rows(text, rows, left, result)
    for row in alone:
        opened, closed = _match_row(text, row, habits, result)
        result.faults += [Fault(mark, UNCLOSED) for mark in opened] + [Fault(mark, UNOPENED) for mark in closed]
    result.faults.sort(key=lambda fault: fault.begin)
    result.pairs.sort(key=lambda pair: pair.begin)
    return result


def _habits(text: str) -> str:
    """How the text uses marks that languages use differently: "»" opens in German books, "”" opens in Swedish ones."""
    first_guillemet = next((c for c in re.findall("[«»]", text[:200_000])), "")
    swedish = text.count("”") >= 4 and "“" not in text and "„" not in text
    return ("»" if first_guillemet == "»" else "") + ("”" if swedish else "")


def _match_row(text: str, row: tuple[int, int], habits: str, result: "Matched") -> "tuple[list[Mark], list[Mark]]":
    """The marks left open and those left closed in one row; pairs and turned marks go to the result."""
    stacks: dict[str, list[Mark]] = {"(": [], "[": [], "“": []}
    closed: list[Mark] = []
    glued: Mark | None = None  # a closing mark between two letters: if a second one follows, it stood for an opening
    unsure = False
    for token in _TOKEN.finditer(text, *row):
        mark = _mark(token, habits)
        stack = stacks[mark.family]
        role = _role(text, row, mark, stack)
        unsure |= role == "either"
        if role == "open":
            if mark.sign in "”»" and mark.sign not in habits:
                result.faults.append(Fault(mark, TURNED_CLOSING))
            stack.append(mark)
        elif role == "close" and stack:
            if mark.sign == "“" and stack[-1].sign != "„":
                result.faults.append(Fault(mark, TURNED_OPENING))
            result.pairs.append(Pair(stack.pop().begin, mark.end, mark.family))
        elif role == "close" and glued is not None and mark.sign == "”":
            glued = None
        elif role == "close":
            closed.append(mark)
            glued = mark if _is_glued(text, row, mark) else None
    opened = [mark for stack in stacks.values() for mark in stack]
    if unsure:
        opened, closed = _without_quotes(opened), _without_quotes(closed)
    return opened, closed


def _is_glued(text: str, row: tuple[int, int], mark: "Mark") -> bool:
    """Whether a closing mark stands where an opening one lost its space ("it was”exactly this”")."""
    return mark.sign == "”" and row[0] < mark.begin and mark.end < row[1] and text[mark.end].isalnum()


def _without_quotes(marks: "list[Mark]") -> "list[Mark]":
    return [mark for mark in marks if mark.family != "“"]


def _mark(token: "re.Match[str]", habits: str) -> "Mark":
    sign = {"‘‘": "“", "``": "“", "’’": "”", "''": '"'}.get(token[0], token[0])
    if sign in "«»" and "»" in habits:
        sign = "»" if sign == "«" else "«"
    if sign == "”" and "”" in habits:
        sign = '"'
    family = _CLOSES.get(sign, sign)
    return Mark(token.start(), token.end(), sign, family if family in "([" else "“")


def _role(text: str, row: tuple[int, int], mark: "Mark", stack: "list[Mark]") -> Role:
    if mark.family != "“":
        return _bracket_role(text, mark, stack)
    before = text[mark.begin - 1] if mark.begin > row[0] else " "
    after = text[mark.end] if mark.end < row[1] else " "
    blank_before, blank_after = before.isspace() or before == "\u200b", after.isspace()
    if mark.sign in "„«":
        return "open"
    if mark.sign == "“":
        return _opening_role(text, row, mark, stack)
    if blank_before and blank_after:
        return "close" if stack and mark.sign != '"' else "skip" if mark.sign == "”" else "either"
    if mark.sign == '"':
        return _straight_role(before, after, stack)
    if not stack and before.isdigit():
        return "skip"  # inches, or seconds of arc
    return "open" if not stack and blank_before and after.isalnum() else "close"


def _opening_role(text: str, row: tuple[int, int], mark: "Mark", stack: "list[Mark]") -> Role:
    """ "“" closes after "„"; after a word and before a space it was turned; at a line's head in an open quotation it
    only repeats the opening."""
    if stack and stack[-1].sign == "„":
        return "close"
    before = text[mark.begin - 1] if mark.begin > row[0] else "\n"
    after = text[mark.end] if mark.end < row[1] else " "
    if stack and before == "\n":
        return "skip"
    if not stack or not (after.isspace() or after in ".,;:!?)]"):
        return "open"
    if before.isspace():  # a blank on both sides: it opens if what comes next closes it
        following = _DOUBLE.search(text, mark.end, row[1])
        return "open" if following and following[0] == "”" else "close"
    return "close" if before.isalnum() or before in ".,!?…;’" else "open"


def _straight_role(before: str, after: str, stack: "list[Mark]") -> Role:
    opens = bool(_OPENING_BEFORE.match(before))
    closes = after.isspace() or after in ".,;:!?)]”’—–-"
    if opens and not closes:
        return "open"
    if closes and not opens:
        return "close" if stack or not before.isdigit() else "skip"
    if before in "—–-/=(" or after in "—–-":
        return "close" if stack else "open"
    return "either"


def _bracket_role(text: str, mark: "Mark", stack: "list[Mark]") -> Role:
    if mark.sign in "([":
        return "open"
    if mark.sign == ")" and not stack and _ENUMERATOR.search(text, max(0, mark.begin - 8), mark.begin):
        return "skip"
    return "close"


def _match_rows(text: str, rows: Sequence[tuple[int, int]], left: "list[tuple[int, Mark]]", result: "Matched") -> None:
    """Settle what single rows left over: pair an opening with a later closing, pass over repeated openings."""
    pending: dict[str, list[tuple[int, Mark]]] = {"(": [], "[": [], "“": []}
    passed = -ROWS_TO_CLOSE - 1  # the row of the last quotation that was thought to go on in the next
    for order, mark in left:
        waiting = pending[mark.family]
        opens = mark.sign in "([“„«" or (mark.sign == '"' and _opens_straight(text, mark))
        if opens:
            if mark.family == "“" and _continues(text, rows, order):
                result.pairs.append(Pair(mark.begin, rows[order][1], "“"))
                passed = order
            else:
                waiting.append((order, mark))
            continue
        if waiting and order - waiting[-1][0] <= ROWS_TO_CLOSE:
            result.pairs.append(Pair(waiting.pop()[1].begin, mark.end, mark.family))
        elif mark.family == "“" and order - passed <= ROWS_TO_CLOSE and not _opens_quoted(text, rows[passed + 1]):
            passed = -ROWS_TO_CLOSE - 1  # "(Signed)" and the names under a quoted letter, then its closing mark
        else:
            result.faults.append(Fault(mark, UNOPENED))
    result.faults += [Fault(mark, UNCLOSED) for waiting in pending.values() for _, mark in waiting]


def _opens_straight(text: str, mark: "Mark") -> bool:
    before = text[mark.begin - 1 : mark.begin]
    return not before or bool(_OPENING_BEFORE.match(before))


def _opens_quoted(text: str, row: tuple[int, int]) -> bool:
    return bool(_DOUBLE.search(text, row[0], min(row[1], row[0] + 8)))


def _continues(text: str, rows: Sequence[tuple[int, int]], order: int) -> bool:
    return order + 1 < len(rows) and bool(_STARTS_OPEN.match(text, *rows[order + 1]))


class Mark(Struct, frozen=True):
    """One mark: where it stands, its sign in normal form, and its family: "(", "[" or "“"."""

    begin: int
    end: int
    sign: str
    family: str


class Pair(Struct, frozen=True):
    """What two marks enclose, marks included; in a quotation that goes on in the next row, to the end of the row."""

    begin: int
    end: int
    family: str


class Fault(Struct, frozen=True):
    """A mark without its fellow, and why it is thought so."""

    mark: Mark
    why: str

    @property
    def begin(self) -> int:
        return self.mark.begin

    @property
    def end(self) -> int:
        return self.mark.end


class Matched(Struct):
    """The pairs and the faults of a text, each in order."""

    pairs: list[Pair] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
