"""What stands within a document's lines: emphasis, links between text and notes, voices, dates, findings.

All as `Inline` spans in two heaps: `short` ones, found by where they begin, and `long` ones, which may run over
several blocks.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from html import escape

from msgspec import Struct
from msgspec.structs import replace

from testimonia.contract import Page
from testimonia.model.layer import Layer
from testimonia.site.documentviews import Touch
from testimonia.site.edtf import is_machine_date
from testimonia.site.inline import Inline, showable
from testimonia.site.paths import slug

_TAGS = {
    "em": "em",
    "i": "em",
    "cite": "cite",
    "strong": "strong",
    "b": "strong",
    "sup": "sup",
    "sub": "sub",
    "small": "small",
    "code": "code",
    "del": "del",
    "ins": "ins",
    "u": "u",
    "s": "s",
}
_VOICES = {"quoted": "said", "frame": "frame"}


class Strokes(Struct, frozen=True):
    """The spans of one document. `begins` are where the short ones begin, in order."""

    short: tuple[Inline, ...]
    begins: tuple[int, ...]
    long: tuple[Inline, ...]

    def within(self, begin: int, end: int) -> list[Inline]:
        """The spans that touch [begin, end), cut to it, sorted by (begin, -end)."""
        spans = list(self.short[bisect_left(self.begins, begin) : bisect_left(self.begins, end)])
        spans = [span if span.end <= end else replace(span, end=end) for span in spans]
        for span in self.long:
            if span.begin < end and span.end > begin:
                spans.append(_cut(span, begin, end))
        if len(spans) > 1:
            spans.sort(key=lambda span: (span.begin, -span.end))
        return spans


def strokes_of(
    page: Page, begin: int, end: int, *, touches: Sequence[Touch] = (), links: Sequence[Inline] = ()
) -> Strokes:
    """The spans of the document [begin, end) of a page. Links do not nest: a finding's words are a link
    themselves only where no other link or finding crosses them (the margin leads there in any case)."""
    inside = [touch for touch in touches if begin <= touch.begin < touch.end <= end]
    long = [*_voices(page, begin, end), *_marks(inside, links)]
    short = [*links, *_dates(page, begin, end)]
    for span in _emphasis(page, begin, end):
        (long if "\n" in page.text[span.begin : span.end] else short).append(span)
    short.sort(key=lambda span: (span.begin, -span.end))
    return Strokes(tuple(short), tuple(span.begin for span in short), tuple(long))


def _marks(touches: Sequence[Touch], links: Sequence[Inline]) -> Iterator[Inline]:
    for touch in touches:
        crossed = any(t.begin < touch.end and t.end > touch.begin for t in touches if t is not touch)
        alone = not crossed and not any(i.begin < touch.end and i.end > touch.begin for i in links)
        title = escape(showable(f"{touch.code}: {touch.statement}"))
        link = f'<a href="{touch.path}" title="{title}">' if alone else ""
        closing = "</a></mark>" if alone else "</mark>"
        again = f'<mark class="{touch.severity}">{link}'
        opening = f'<mark id="{slug(touch.anchor)}" class="{touch.severity}">{link}'
        yield Inline(touch.begin, touch.end, opening, closing, again)


def rows_in(layer: Layer, begin: int, end: int) -> Iterator[int]:
    """The numbers of the rows that begin in [begin, end); cheaper than `within`, which makes an annotation of each."""
    first = int(layer.begin.searchsorted(begin, side="left"))
    last = int(layer.begin.searchsorted(end, side="left"))
    return iter(range(first, last))


def _cut(span: Inline, begin: int, end: int) -> Inline:
    """The part of a span that lies in a block; only the part with the span's own beginning bears its id."""
    return Inline(
        max(span.begin, begin),
        min(span.end, end),
        span.opening if span.begin >= begin else span.again,
        span.closing,
        span.again,
    )


def _emphasis(page: Page, begin: int, end: int) -> Iterator[Inline]:
    markup = page.layer("markup")
    begins, ends = markup.begin.tolist(), markup.end.tolist()
    for row in rows_in(markup, begin, end):
        kind = markup.kind[row]
        if kind == "br":
            yield Inline(begins[row], begins[row], "<br>", "", "")
        elif kind in _TAGS and begins[row] < ends[row]:
            opening = f"<{_TAGS[kind]}>"
            yield Inline(begins[row], ends[row], opening, f"</{_TAGS[kind]}>", opening)


def _dates(page: Page, begin: int, end: int) -> Iterator[Inline]:
    if "dates" not in page.layers:
        return
    dates = page.layer("dates")
    values = dates.columns.get("edtf", ())
    if not values:
        return
    begins, ends = dates.begin.tolist(), dates.end.tolist()
    for row in rows_in(dates, begin, end):
        value = values[row]
        if isinstance(value, str) and is_machine_date(value) and ends[row] <= end:
            opening = f'<time datetime="{value}">'
            yield Inline(begins[row], ends[row], opening, "</time>", opening)


def _voices(page: Page, begin: int, end: int) -> Iterator[Inline]:
    if "voices" not in page.layers:
        return
    voices = page.layer("voices")
    names = voices.columns.get("who", ())
    begins, ends = voices.begin.tolist(), voices.end.tolist()
    for row in rows_in(voices, begin, end):
        name = _VOICES.get(voices.kind[row])
        if name is None:
            continue
        who = names[row] if names else None
        title = f' title="{escape(showable(str(who)))}"' if who else ""
        opening = f'<span class="{name}"{title}>'
        yield Inline(begins[row], min(ends[row], end), opening, "</span>", opening)
