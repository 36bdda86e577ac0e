"""Two documents word for word, for the terminal: [-what only the first has-] and {+what only the second has+}."""

from collections.abc import Iterator

from testimonia.comparers.sharing import Holding
from testimonia.exporters.terminal import Ink, one_line
from testimonia.model.collation import Collation
from testimonia.model.sharing import Share
from testimonia.pipeline.comparing import Compared, Stretch
from testimonia.text.appearing import appeared
from testimonia.text.collate.rows import FOLDED, Mark, Row

KINDS = {
    "reprint": "nearly the whole of either stands in the other",
    "excerpt": "a long stretch, or most of one, stands in the other",
    "quotation": "the second quotes the first",
    "shared-source": "both quote, or follow, a third",
    "passage": "they share a passage that neither marks as another's",
}
_OPENS = {"a": ("[-", "-]", "error"), "b": ("{+", "+}", "mark")}


def comparison_text(compared: Compared, ink: Ink) -> str:
    """The two heads, what they share, names and numbers first, then each row that differs."""
    lines = [
        *_head("1", compared.a, ink),
        *_head("2", compared.b, ink),
        "",
        *ink.wrapped(_shared(compared.share), "", ""),
    ]
    touched = list(_touched(compared))
    if touched:
        lines += ["", ink.styled("Names, numbers and dates that are not the same", "strong")]
        lines += [line for text in touched for line in ink.wrapped(text, "  ", "    ")]
    for stretch in compared.stretches:
        lines += ["", *_stretch(stretch, compared, ink)]
    return "\n".join(lines)


def _head(number: str, side: Holding, ink: Ink) -> Iterator[str]:
    when = appeared(side.document)
    dates = dict.fromkeys(f"{role} {edtf}" for role, edtf in ((when.since_role, when.since), (when.role, when.edtf)))
    said = ", ".join(date for date in dates if date.strip()) or "no date"
    yield from ink.wrapped(f"{number}  {side.document.title or side.document.source} ({said})", "", "   ")
    yield ink.styled(f"   {side.document.id}", "faint")


def _shared(share: Share | None) -> str:
    if share is None:
        return "The search for reuse joined no words of these two; here they are from end to end."
    order = "The first had appeared before the second was written." if share.direction == "a-earlier" else ""
    words = (
        f"{share.a.shared:,} of {share.a.words:,} words of the first, {share.b.shared:,} of {share.b.words:,} of the"
    )
    counted = f"{words} second stand in the other." if share.a.words else ""
    return f"{share.kind}: {KINDS.get(share.kind, share.kind)}. {counted} {order}"


def _touched(compared: Compared) -> Iterator[str]:
    a, b = compared.a.text, compared.b.text
    for stretch in compared.stretches:
        for piece in stretch.collation.pieces:
            if piece.touches:
                said = [f"[-{one_line(piece.a.of(a))}-]"] if piece.a.begin < piece.a.end else []
                said += [f"{{+{one_line(piece.b.of(b))}+}}"] if piece.b.begin < piece.b.end else []
                kind = "a name left out" if piece.kind == "erasure" else piece.touches
                yield f"{kind}: {' '.join(said)}"


def _stretch(stretch: Stretch, compared: Compared, ink: Ink) -> Iterator[str]:
    if stretch.passage:
        passage = stretch.passage
        check = f", {passage.check}" if passage.check else ""
        yield ink.styled(f"{passage.kind}, {passage.words} words{check}", "strong")
    yield from ink.wrapped(_counts(stretch.collation), "", "")
    same = 0
    for row in stretch.rows:
        if not row.differs:
            same += 1
            continue
        yield from _same(same, ink)
        same = 0
        yield ""
        yield from _row(row, compared, ink)
    yield from _same(same, ink)


def _counts(collation: Collation) -> str:
    told = [f"{number} {kind}" for kind, number in collation.counts.items()]
    return f"{collation.agreeing:,} words agree; differences: {', '.join(told) or 'none'}."


def _same(count: int, ink: Ink) -> Iterator[str]:
    if count:
        yield ""
        yield ink.styled(f"  ({count} paragraph{'s' if count > 1 else ''} without a difference)", "faint")


def _row(row: Row, compared: Compared, ink: Ink) -> Iterator[str]:
    for name, cell, text in (("a", row.a, compared.a.text), ("b", row.b, compared.b.text)):
        if not cell.is_empty:
            words = _marked(text, (cell.begin, cell.end), cell.marks, name)
            lines = ink.wrapped(words, "1  " if name == "a" else "2  ", "   ")
            yield from (_coloured(line, name, ink) for line in lines)


def _marked(text: str, span: tuple[int, int], marks: list[Mark], name: str) -> str:
    opening, closing, _ = _OPENS[name]
    out, at = [], span[0]
    for mark in marks:
        if mark.kind in FOLDED:
            continue
        moved = f"(moved {mark.move}) " if mark.move else ""
        out += [text[at : mark.begin], opening, moved, text[mark.begin : mark.end], closing]
        at = mark.end
    return "".join([*out, text[at : span[1]]])


def _coloured(line: str, name: str, ink: Ink) -> str:
    """The marks of a line in colour, where there is any; one that goes on in the next line keeps its brackets only."""
    opening, closing, style = _OPENS[name]
    out, rest = "", line
    while opening in rest:
        before, _, after = rest.partition(opening)
        inside, found, rest = after.partition(closing)
        out += before + ink.styled(opening + inside + found, style)
    return out + rest
