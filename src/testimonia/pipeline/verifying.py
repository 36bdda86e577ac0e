"""Verify: every span that is kept, held once more against the text as its file yields it today.

The text is not taken from the memo: each file is read again, so that a damaged memo or a reader that reads a file two
ways is found out too. A layer's rows must lie in the text; a quote must stand in it, letter for letter.
"""

from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct

from testimonia.archive.memo import Memo, SourceRow
from testimonia.engine.run import Failure
from testimonia.model.canon import unpack
from testimonia.model.layer import Layer
from testimonia.model.source import Source
from testimonia.model.span import Quote
from testimonia.pipeline import Archive, Examined, examine
from testimonia.pipeline.plan import READ, Origin, Plan
from testimonia.text.placedquotes import placed_quotes

SHOWN_CHARS = 60


class Wrong(Struct, frozen=True):
    """A span that does not hold: in what it is kept (a step, "claims", a rule's code), where, and what is the
    matter."""

    source: str
    kept_in: str
    begin: int
    message: str


class Verified(Struct, frozen=True):
    """How many sources were read again, how many rows of layers and how many quotes were held against them, and what
    did not hold."""

    sources: int
    rows: int
    quotes: int
    wrong: tuple[Wrong, ...]


def verify(archive: Archive) -> Verified:
    """Bring the archive up to date, as `check` does, then recheck every span that it keeps."""
    examined = examine(archive)
    told = _told(examined)
    wrong: list[Wrong] = []
    rows = quotes = 0
    memo = Memo(archive.layout.memo, read_only=True)
    try:
        for path, row in examined.rows.items():
            if READ not in row.steps:
                continue
            kept = unpack(memo.body(row.steps[READ][1]), Source)
            text = _text_today(archive, examined.plan, row)
            if text != kept.text:
                wrong.append(Wrong(path, READ, _first_difference(text, kept.text), "the file now yields another text"))
            for name, value in _values(memo, examined.plan, row):
                if isinstance(value, Layer):
                    rows += len(value)
                    wrong.extend(_outside(value, path, len(text)))
                else:
                    told[path] += ((name, quote) for _, quote in placed_quotes(value))
            quotes += len(told[path])
            wrong.extend(w for kept_in, quote in told.pop(path) if (w := _misquoted(path, text, kept_in, quote)))
    finally:
        memo.close()
    lost = [
        Wrong(path, kept_in, q.begin, "quotes a source that is not there") for path in told for kept_in, q in told[path]
    ]
    return Verified(len(examined.rows), rows, quotes + len(lost), (*wrong, *lost))


def _told(examined: Examined) -> dict[str, list[tuple[str, Quote]]]:
    """The quotes of what lies between documents, by source."""
    told: dict[str, list[tuple[str, Quote]]] = defaultdict(list)
    dossier = examined.dossier
    groups = (
        ("runs", dossier.runs),
        ("authors", dossier.authors),
        ("entities", dossier.entities),
        ("claims", dossier.claims),
    )
    for name, values in (*groups, *((finding.code, finding) for finding in dossier.findings)):
        for path, quote in placed_quotes(values):
            if path:
                told[path].append((name, quote))
    return told


def _values(memo: Memo, plan: Plan, row: SourceRow) -> Iterator[tuple[str, object]]:
    for step in (*plan.first, *plan.second):
        if step.name != READ and step.name in row.steps:
            yield step.name, unpack(memo.body(row.steps[step.name][1]), step.gives)


def _text_today(archive: Archive, plan: Plan, row: SourceRow) -> str:
    """The text that the file yields now; empty where it cannot be read."""
    origin = Origin(str(archive.layout.sources / row.path), row.path, row.id, archive.config.limits.seconds)
    reading = plan.step(READ).function(origin)
    return "" if isinstance(reading, Failure) else str(reading.source.text)


def _outside(layer: Layer, path: str, length: int) -> Iterator[Wrong]:
    for begin, end in zip(layer.begin.tolist(), layer.end.tolist(), strict=True):
        if not 0 <= begin <= end <= length:
            yield Wrong(path, layer.name, begin, f"the row [{begin}, {end}) lies outside a text of {length} characters")


def _misquoted(path: str, text: str, kept_in: str, quote: Quote) -> Wrong | None:
    stands = text[quote.begin : quote.end]
    if stands == quote.exact and quote.exact:
        return None
    said, there = (" ".join(words[:SHOWN_CHARS].split()) for words in (quote.exact, stands))
    return Wrong(path, kept_in, quote.begin, f"it says “{said}”, the text has “{there}”")


def _first_difference(a: str, b: str) -> int:
    return next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
