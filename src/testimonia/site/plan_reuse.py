"""The pages of shared texts: each pair of documents side by side, each text that three or more print, the index of all
texts, and who prints whom by periodical, author and year."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping

from testimonia.model.sharing import Share, Strand
from testimonia.site.documentviews import Shared
from testimonia.site.edtf import year_of
from testimonia.site.lines import Link
from testimonia.site.paths import href, slug
from testimonia.site.reuseviews import (
    CompareSide,
    CompareView,
    Counts,
    FlowLine,
    FlowsView,
    ReuseView,
    TextLine,
    TextView,
)
from testimonia.site.shelf import Shelf
from testimonia.site.views import PageJob

LINES_A_PAGE = 100
MOST_LINES = 300
# So many witnesses stand side by side; the others are named.
MOST_SIDES = 8
FEWEST_OF_A_TEXT = 3
MOST_IN_MARGIN = 12
_LINKS = 3
WAYS = ("periodicals", "authors", "years")


def compare_path(share: Share) -> str:
    """The page of two documents side by side; ids are slugs already, long ones are cut by slug."""
    return f"compare/{slug(share.a.document)}__{slug(share.b.document)}.html"


def text_path(strand: Strand) -> str:
    return f"reuse/text-{slug(strand.id)}.html"


def plan_reuse(shelf: Shelf, paragraphs: Mapping[str, tuple[str, ...]]) -> Iterator[PageJob]:
    sharing = shelf.dossier.sharing
    texts = {one.id: one for one in sharing.strands if _documents(one) >= FEWEST_OF_A_TEXT}
    by_pair = {frozenset((one.a.document, one.b.document)): one for one in sharing.shares}
    yield from _plan_index(shelf, texts, by_pair)
    yield from _plan_flows(shelf)
    for strand in texts.values():
        yield _plan_text(shelf, strand, by_pair, paragraphs)
    for share in sharing.shares:
        yield _plan_compare(shelf, share, texts, paragraphs)


def shared_of(shelf: Shelf) -> dict[str, list[Shared]]:
    """What each document shares with others, the most words first."""
    found: defaultdict[str, list[Shared]] = defaultdict(list)
    for share in shelf.dossier.sharing.shares:
        longest = max(share.passages, key=lambda passage: passage.words)
        for own, other, span, is_first in (
            (share.a, share.b, longest.a, True),
            (share.b, share.a, longest.b, False),
        ):
            found[own.document].append(
                Shared(
                    link=shelf.link(other.document),
                    kind=share.kind,
                    way=_way(share, is_first),
                    words=share.words,
                    compare=href(compare_path(share)),
                    edtf=_edtf(shelf, other.document),
                    begin=span.begin,
                    end=span.end,
                )
            )
    return {id: sorted(lines, key=lambda one: (-one.words, one.compare)) for id, lines in found.items()}


def _way(share: Share, is_first: bool) -> str:
    """Where the words go, seen from a document: "to", "from", or "" where neither dates nor quotation marks tell."""
    if share.kind == "shared-source" or (share.direction == "unknown" and share.kind != "quotation"):
        return ""
    return "to" if is_first else "from"


def _side(shelf: Shelf, id: str, paragraphs: Mapping[str, tuple[str, ...]]) -> CompareSide:
    return CompareSide(shelf.entry(id), shelf.documents[id], paragraphs.get(id, ()))


def _plan_compare(
    shelf: Shelf, share: Share, texts: Mapping[str, Strand], paragraphs: Mapping[str, tuple[str, ...]]
) -> PageJob:
    ids = (share.a.document, share.b.document)
    found = {f.id: f for id in ids for f, _ in shelf.touching.get(id, [])}
    both = [f for f in found.values() if f.code.startswith("R") and {e.document for e in f.evidence} == set(ids)]
    wider = dict.fromkeys(passage.cluster for passage in share.passages if passage.cluster in texts)
    view = CompareView(
        card=shelf.card,
        share=share,
        sides=tuple(_side(shelf, id, paragraphs) for id in ids),
        findings=shelf.lines(sorted(both, key=lambda f: f.code)),
        texts=tuple(Link(texts[id].opening, href(text_path(texts[id])), str(_documents(texts[id]))) for id in wider),
        through=shelf.link(share.through) if share.through else None,
    )
    return PageJob(compare_path(share), "compare", view, share.a.source, beside=(share.b.source,))


def _plan_text(
    shelf: Shelf,
    strand: Strand,
    by_pair: Mapping[frozenset[str], Share],
    paragraphs: Mapping[str, tuple[str, ...]],
) -> PageJob:
    ids = list(dict.fromkeys(one.document for one in strand.witnesses))
    shown, more = ids[:MOST_SIDES], ids[MOST_SIDES:]
    pairs = (by_pair.get(frozenset((shown[0], id))) for id in shown[1:])
    view = TextView(
        card=shelf.card,
        strand=strand,
        sides=tuple(_side(shelf, id, paragraphs) for id in shown),
        compares=(Link("", ""), *(Link("", href(compare_path(pair)) if pair else "") for pair in pairs)),
        more=tuple(shelf.link(id) for id in more),
    )
    sources = [shelf.documents[id].source for id in shown]
    return PageJob(text_path(strand), "text", view, sources[0], beside=tuple(sources[1:]))


def _plan_index(
    shelf: Shelf, texts: Mapping[str, Strand], by_pair: Mapping[frozenset[str], Share]
) -> Iterator[PageJob]:
    sharing = shelf.dossier.sharing
    kinds = Counter(str(share.kind) for share in sharing.shares)
    counts = Counts(
        sharing.documents, len(sharing.shares), len(sharing.strands),
        sharing.formulas, sharing.recurring, tuple(sorted(kinds.items(), key=lambda item: (-item[1], item[0]))),
    )  # fmt: skip
    lines = [line for strand in sharing.strands if (line := _text_line(shelf, strand, texts, by_pair))]
    pages = [lines[at : at + LINES_A_PAGE] for at in range(0, len(lines), LINES_A_PAGE)] or [[]]
    links = tuple(Link(str(number), _index_path(number)) for number in range(1, len(pages) + 1))
    for number, some in enumerate(pages, 1):
        view = ReuseView(shelf.card, counts, number, links, tuple(some), _ways())
        yield PageJob(_index_path(number), "reuse", view)


def _index_path(number: int) -> str:
    return "reuse/index.html" if number == 1 else f"reuse/index-{number}.html"


def _ways() -> tuple[Link, ...]:
    return tuple(Link(way, f"reuse/{way}.html") for way in WAYS)


def _text_line(
    shelf: Shelf, strand: Strand, texts: Mapping[str, Strand], by_pair: Mapping[frozenset[str], Share]
) -> TextLine | None:
    ids = list(dict.fromkeys(one.document for one in strand.witnesses))
    if len(ids) < 2:
        return None
    pair = next((found for id in ids[1:] if (found := by_pair.get(frozenset((ids[0], id))))), None)
    if strand.id not in texts and pair is None:
        return None
    path = text_path(strand) if strand.id in texts else compare_path(pair) if pair else ""
    return TextLine(
        opening=strand.opening,
        kind=pair.kind if pair and strand.id not in texts else strand.kind,
        words=strand.words,
        path=href(path),
        first=shelf.link(ids[0]),
        edtf=_edtf(shelf, ids[0]),
        is_earliest=bool(strand.earliest),
        others=tuple(shelf.link(id) for id in ids[1 : 1 + _LINKS]),
        more=max(0, len(ids) - 1 - _LINKS),
    )


def _plan_flows(shelf: Shelf) -> Iterator[PageJob]:
    for way, group in zip(WAYS, (_periodical, _author, _year), strict=True):
        lines, undated = _flows(shelf, group)
        view = FlowsView(shelf.card, way, _ways(), tuple(lines[:MOST_LINES]), max(0, len(lines) - MOST_LINES), undated)
        yield PageJob(f"reuse/{way}.html", "flows", view)


def _flows(shelf: Shelf, group: Callable[[Shelf, str], Link | None]) -> tuple[list[FlowLine], int]:
    """The flows between groups, the most words first, and how many shares have no direction."""
    gathered: defaultdict[tuple[Link, Link], list[Share]] = defaultdict(list)
    undated = 0
    for share in shelf.dossier.sharing.shares:
        if not _way(share, True):
            undated += 1
            continue
        source, target = group(shelf, share.a.document), group(shelf, share.b.document)
        if source and target:
            gathered[source, target].append(share)
    lines = [
        FlowLine(
            source,
            target,
            len(shares),
            sum(share.words for share in shares),
            tuple(
                Link(share.b.title or share.b.document, href(compare_path(share)))
                for share in sorted(shares, key=lambda one: (-one.words, one.id))[:_LINKS]
            ),
        )
        for (source, target), shares in gathered.items()
    ]
    return sorted(lines, key=lambda one: (-one.words, one.source.label, one.target.label)), undated


def _periodical(shelf: Shelf, id: str) -> Link | None:
    printing = shelf.printings.get(id)
    return Link(printing.run.label, href(shelf.paths.runs[printing.run.id])) if printing else None


def _author(shelf: Shelf, id: str) -> Link | None:
    authors = shelf.authors.get(id)
    return Link(authors[0].label, href(shelf.paths.authors[authors[0].id])) if authors else None


def _year(shelf: Shelf, id: str) -> Link | None:
    year = year_of(_edtf(shelf, id))
    return Link(year, href(shelf.paths.years[year]) if year in shelf.paths.years else "") if year else None


def _edtf(shelf: Shelf, id: str) -> str:
    record = shelf.records[id]
    return record.printed or record.written


def _documents(strand: Strand) -> int:
    return len({one.document for one in strand.witnesses})
