"""A document's text as HTML, from its layers: every word is shown once, in the text or in the furniture.

Blocks come from the structure layer; what no row covers is shown as a loose paragraph, so that nothing is lost
where an analyser saw nothing. Source mark-up is never copied: tags are made here, from the kinds of the rows.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from html import escape

from msgspec import Struct, field
from msgspec.structs import replace

from testimonia.contract import Page
from testimonia.model.layer import Annotation, Layer
from testimonia.model.passage import PARAGRAPH_KINDS
from testimonia.site.crossings import crossings
from testimonia.site.documentviews import DocumentView, Touch
from testimonia.site.inline import marked, needs_direction, plain, showable
from testimonia.site.pageimages import pictures_in
from testimonia.site.paths import slug
from testimonia.site.strokes import Strokes, strokes_of
from testimonia.text.phrasebook import phrasebook

_CLASSES = {
    "quotation": "quotation",
    "verse": "verse",
    "item": "item",
    "note": "endnote",
    "signature": "signature",
    "caption": "caption",
    "subtitle": "subtitle",
    "byline": "byline",
    "dateline": "dateline",
}
_MOST_DATES = 4


class Furnishing(Struct, frozen=True):
    """A piece of furniture as shown: what kind it is, and its words as HTML."""

    kind: str
    html: str


class Body(Struct, frozen=True):
    """`elsewhere` are the findings whose words do not stand among the paragraphs: in the furniture, in the path, or
    in the page's head; each once, with the anchors of its further words. Those of the `unplaced` stand nowhere on the
    page."""

    html: str
    furniture: tuple[Furnishing, ...]
    elsewhere: tuple[tuple[Touch, tuple[str, ...]], ...]
    unplaced: frozenset[str]
    has_title: bool
    voices: tuple[str, ...]


class _Desk(Struct, frozen=True):
    """What the making of one body needs and gathers."""

    page: Page
    text: str
    is_mixed: bool
    touches: tuple[Touch, ...]
    strokes: Strokes
    ids: dict[tuple[int, int, str], str]
    dates: Layer | None
    numbered: str
    shared: tuple[tuple[int, str], ...] = ()
    out: list[str] = field(default_factory=list)
    furniture: list[Furnishing] = field(default_factory=list)
    placed: set[str] = field(default_factory=set)
    titled: list[bool] = field(default_factory=list)
    levels: list[int] = field(default_factory=lambda: [1])


def body_of(view: DocumentView, page: Page, root: str, held: Set[str] = frozenset()) -> Body:
    """Lay out the document's text; `root` is the way up to the site's root, `held` the pictures among the sources."""
    begin, end = view.document.begin, view.document.end
    text = showable(page.text)
    touches = tuple(replace(touch, path=root + touch.path) for touch in view.touches)
    structure = page.layer("structure")
    rows = structure.within(begin, end)
    ids = zip((row for row in rows if row.kind in PARAGRAPH_KINDS), view.paragraphs, strict=False)
    book = phrasebook(view.card.interface)
    links = (
        *crossings(page, begin, end, rows),
        *pictures_in(page, begin, end, book, root=root, held=held),
    )
    desk = _Desk(
        page=page,
        text=text,
        is_mixed=needs_direction(text),
        touches=touches,
        strokes=strokes_of(page, begin, end, touches=touches, links=links),
        ids={(row.begin, row.end, row.kind): id for row, id in ids},
        dates=page.layer("dates") if "dates" in page.layers else None,
        numbered=book.say("Paragraph {number}"),
        shared=tuple(_shared(view, root)),
    )
    furniture = page.layer("furniture").within(begin, end) if "furniture" in page.layers else []
    items = sorted(
        [(row, True) for row in rows] + [(row, False) for row in furniture],
        key=lambda item: (item[0].begin, -item[0].end),
    )
    _lay(desk, items, begin, end)
    return _bound(desk)


def _shared(view: DocumentView, root: str) -> Iterator[tuple[int, str]]:
    """For each document that has words of this one: where the longest passage begins, and a line for the margin."""
    book = phrasebook(view.card.interface)
    for one in view.shared:
        document = f"<bdi>{plain(one.link.label)}</bdi>"
        words = {
            "to": book.say("Also, later, in {document}", document=document),
            "from": book.say("Earlier in {document}", document=document),
        }.get(one.way, book.say("Also in {document}", document=document))
        yield one.begin, f'<p class="touch shared"><a href="{root}{one.compare}">{words}</a></p>'


def _bound(desk: _Desk) -> Body:
    html = "".join(desk.out)
    everywhere = html + "".join(piece.html for piece in desk.furniture)
    return Body(
        html=html,
        furniture=tuple(desk.furniture),
        elsewhere=_each_once(touch for touch in desk.touches if touch.anchor not in desk.placed),
        unplaced=frozenset(t.anchor for t in desk.touches if f'id="{slug(t.anchor)}"' not in everywhere),
        has_title=bool(desk.titled),
        voices=tuple(name for name in ("said", "frame") if f'class="{name}"' in html),
    )


def _each_once(touches: Iterable[Touch]) -> tuple[tuple[Touch, tuple[str, ...]], ...]:
    """Each finding once, with the anchors of its other words."""
    found: dict[str, list[Touch]] = {}
    for touch in touches:
        found.setdefault(touch.path, []).append(touch)
    return tuple((own[0], tuple(touch.anchor for touch in own[1:])) for own in found.values())


def _lay(desk: _Desk, items: Sequence[tuple[Annotation, bool]], begin: int, end: int) -> None:
    """Show what stands in [begin, end): rows, rows within rows, and the words between them."""
    at, index = begin, 0
    while index < len(items):
        row, is_text = items[index]
        after = index + 1
        while after < len(items) and items[after][0].begin < row.end:
            after += 1
        inner = [item for item in items[index + 1 : after] if item[1]]
        if row.end > at or row.begin == row.end >= at:
            _loose(desk, at, row.begin)
            first = max(at, row.begin)
            if is_text:
                _block(desk, row, first, inner)
            else:
                _furnish(desk, row, first)
            at = max(at, row.end)
        index = after
    _loose(desk, at, end)


def _loose(desk: _Desk, begin: int, end: int) -> None:
    """Words that no layer claims, as plain paragraphs."""
    if desk.text[begin:end].strip():
        desk.out.append(f'<p class="loose">{_words(desk, begin, end)}</p>\n')


def _furnish(desk: _Desk, row: Annotation, begin: int) -> None:
    if desk.text[begin : row.end].strip():
        words = marked(desk.text, begin, row.end, desk.strokes.within(begin, row.end))
        desk.furniture.append(Furnishing(row.kind, words))


def _block(desk: _Desk, row: Annotation, begin: int, inner: Sequence[tuple[Annotation, bool]]) -> None:
    id = desk.ids.get((row.begin, row.end, row.kind), "")
    if row.kind == "divider":
        words = _words(desk, begin, row.end).strip()
        desk.out.append(f'<p class="divider">{words}</p>\n' if words else '<hr class="divider">\n')
    elif inner:
        numbered = _number(desk, id)
        desk.out.append(f'<div class="{_CLASSES.get(row.kind, "group")}"{numbered[0]}>{numbered[1]}\n')
        _lay(desk, inner, begin, row.end)
        desk.out.append("</div>\n")
    elif row.kind == "title" and not desk.titled:
        desk.titled.append(True)
        _margin(desk, begin, row.end)
        desk.out.append(f"<h1>{_words(desk, begin, row.end)}</h1>\n")
    elif row.kind in ("heading", "title"):
        level = _level(desk, row.number("level") or 2)
        _margin(desk, begin, row.end)
        desk.out.append(f"<h{level}>{_words(desk, begin, row.end)}</h{level}>\n")
    else:
        _paragraph(desk, row, begin, id)


def _level(desk: _Desk, level: int) -> int:
    """The level of a heading below the page's title, without a step left out, as those who hear the page need it."""
    desk.levels.append(min(6, max(2, level), desk.levels[-1] + 1))
    return desk.levels[-1]


def _paragraph(desk: _Desk, row: Annotation, begin: int, id: str) -> None:
    _margin(desk, begin, row.end)
    attribute, number = _number(desk, id)
    name = _CLASSES.get(row.kind, "")
    words = _words(desk, begin, row.end)
    if row.kind in ("verse", "table") and "<br>" not in words:
        name += " lines"
    direction = ' dir="auto"' if desk.is_mixed and needs_direction(desk.text[begin : row.end]) else ""
    table = _table(desk, begin, row.end) if row.kind == "table" else ""
    if table:
        desk.out.append(f'<div class="table"{attribute}{direction}>{number}{table}</div>\n')
        return
    kind = f' class="{name.strip()}"' if name else ""
    desk.out.append(f"<p{attribute}{kind}{direction}>{number}{words}</p>\n")


def _number(desk: _Desk, id: str) -> tuple[str, str]:
    """The id attribute of a paragraph and the pale number that links to it."""
    if not id:
        return "", ""
    safe = escape(id)
    label = escape(id.removeprefix("p"))
    named = escape(desk.numbered.format(number=id.removeprefix("p")))
    return f' id="{safe}"', f'<a class="n" href="#{safe}" aria-label="{named}">{label}</a>'


def _words(desk: _Desk, begin: int, end: int) -> str:
    return marked(desk.text, begin, end, desk.strokes.within(begin, end))


def _table(desk: _Desk, begin: int, end: int) -> str:
    """The rows and cells that the mark-up shows; "" where it shows none, or leaves words outside of them."""
    rows: list[list[str]] = []
    at = begin
    for row in desk.page.layer("markup").within(begin, end):
        if row.kind == "tr" and row.begin >= at:
            rows.append([])
        elif row.kind in ("td", "th") and row.begin >= at and rows:
            if desk.text[at : row.begin].strip():
                return ""
            rows[-1].append(f"<td>{_words(desk, row.begin, row.end)}</td>")
            at = row.end
    if not rows or desk.text[at:end].strip():
        return ""
    return "<table>" + "".join(f"<tr>{''.join(cells)}</tr>" for cells in rows) + "</table>"


def _margin(desk: _Desk, begin: int, end: int) -> None:
    """What touches these words: findings first, then the dates that were read."""
    notes = []
    told: set[str] = set()
    for touch in desk.touches:
        if touch.begin < end and touch.end > begin and touch.begin < touch.end:
            desk.placed.add(touch.anchor)
            if touch.path in told:
                continue
            told.add(touch.path)
            notes.append(
                f'<p class="touch {touch.severity}"><a href="{touch.path}"><b>{touch.code}</b> '
                f"<bdi>{plain(touch.statement)}</bdi></a></p>"
            )
    notes += [line for place, line in desk.shared if begin <= place < end]
    dates = _dates_in(desk, begin, end)
    if dates:
        shown = "".join(f"<li>{date}</li>" for date in dates[:_MOST_DATES])
        more = f"<li>+{len(dates) - _MOST_DATES}</li>" if len(dates) > _MOST_DATES else ""
        notes.append(f'<ul class="dates">{shown}{more}</ul>')
    if notes:
        desk.out.append(f'<div class="margin">{"".join(notes)}</div>\n')


def _dates_in(desk: _Desk, begin: int, end: int) -> list[str]:
    """The EDTF values read in these words, each once."""
    layer = desk.dates
    if layer is None:
        return []
    values = layer.columns.get("edtf", ())
    if not values:
        return []
    first = int(layer.begin.searchsorted(begin, side="left"))
    last = int(layer.begin.searchsorted(end, side="left"))
    found = (values[row] for row in range(first, last))
    return list(dict.fromkeys(escape(value) for value in found if isinstance(value, str) and value))
