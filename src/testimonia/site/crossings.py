"""Links within a page: from the text to a note and back, as the source's own anchors say, else by their marks."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from testimonia.contract import Page
from testimonia.model.layer import Annotation
from testimonia.site.inline import Inline
from testimonia.site.notemarks import Pair, pairs_of
from testimonia.site.strokes import rows_in

# An anchor may stand just before the block that it names.
_REACH_CHARS = 3


def crossings(page: Page, begin: int, end: int, blocks: Sequence[Annotation]) -> Iterator[Inline]:
    """Links and the places that they lead to; only pairs of which both ends stand in a block of this document."""
    markup = page.layer("markup")
    hrefs = markup.columns.get("href", ())
    begins, ends = markup.begin.tolist(), markup.end.tolist()
    wanted = [
        (row, str(hrefs[row])[1:])
        for row in (rows_in(markup, begin, end) if hrefs else ())
        if isinstance(hrefs[row], str) and str(hrefs[row]).startswith("#")
    ]
    if not blocks:
        return
    named = _named_places(page, begin, end) if wanted else {}
    edges = [block.begin for block in blocks]
    reached: set[int] = set()
    linked: list[tuple[int, int]] = []
    for row, name in wanted:
        origin = _place(blocks, edges, begins[row])
        target = _place(blocks, edges, named[name]) if name in named else None
        if origin is None or target is None or begins[row] >= ends[row] or origin[1] == target[1]:
            continue
        role = ' role="doc-noteref"' if target[0].kind == "note" and origin[0].kind != "note" else ""
        role = ' role="doc-backlink"' if origin[0].kind == "note" and target[0].kind != "note" else role
        opening = f'<a class="ref" href="#x{target[1]}"{role}>'
        linked.append((begins[row], ends[row]))
        yield Inline(begins[row], min(ends[row], origin[0].end), opening, "</a>", opening)
        if target[1] not in reached:
            reached.add(target[1])
            yield Inline(target[1], target[1], f'<span id="x{target[1]}"></span>', "", "")
    for pair in pairs_of(page, begin, end, blocks):
        both = ((pair.begin, pair.end), (pair.note_begin, pair.note_end))
        if not any(a < last and first < b for first, last in linked for a, b in both):
            yield from _both_ways(pair, reached)


def _both_ways(pair: Pair, reached: set[int]) -> Iterator[Inline]:
    """The links from a mark to its note and back; each place bears the id by which the other finds it."""
    for (begin, end), target, role in (
        ((pair.begin, pair.end), pair.note_begin, "doc-noteref"),
        ((pair.note_begin, pair.note_end), pair.begin, "doc-backlink"),
    ):
        opening = f'<a class="ref" href="#x{target}" role="{role}">'
        if begin not in reached:
            reached.add(begin)
            yield Inline(begin, begin, f'<span id="x{begin}"></span>', "", "")
        yield Inline(begin, end, opening, "</a>", opening)


def _named_places(page: Page, begin: int, end: int) -> dict[str, int]:
    """Where each anchor of the source stands; the first of a name counts, as in a browser."""
    markup = page.layer("markup")
    columns = [markup.columns[name] for name in ("id", "name") if name in markup.columns]
    places: dict[str, int] = {}
    for row in rows_in(markup, begin, end):
        for column in columns:
            name = column[row]
            if isinstance(name, str) and name:
                places.setdefault(name, int(markup.begin[row]))
    return places


def _place(blocks: Sequence[Annotation], edges: Sequence[int], offset: int) -> tuple[Annotation, int] | None:
    """The block in which an offset stands (or before which it stands closely), and the offset moved into it."""
    index = bisect_right(edges, offset) - 1
    if index >= 0 and offset < blocks[index].end:
        return blocks[index], offset
    if index + 1 < len(blocks) and edges[index + 1] - offset <= _REACH_CHARS:
        return blocks[index + 1], edges[index + 1]
    return None
