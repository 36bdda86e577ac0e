"""Quotations whose source is cited to the page, held against the documents that were printed on those pages."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from testimonia.archive.memo import Memo, SourceRow
from testimonia.contract import Page
from testimonia.model.document import Document
from testimonia.model.issue import Attestation, Issue, Run
from testimonia.model.sharing import CitedQuotation, Holder, Share
from testimonia.model.span import Span, quote_at
from testimonia.pipeline.mapping import open_page
from testimonia.pipeline.plan import Plan
from testimonia.text.citedquotes import pages_of, quotation_before
from testimonia.text.collate.words import words_of
from testimonia.text.numbering import label_of

FEWEST_WORDS = 12
_SHOWN_CHARS = 160


def cited_quotations(
    memo: Memo, plan: Plan, rows: Mapping[str, SourceRow], documents: Sequence[Document], runs: Iterable[Run],
    shares: Sequence[Share],
) -> Iterator[CitedQuotation]:  # fmt: skip
    """All quotations of an archive whose cited pages a held document fills, in the order of the runs."""
    by_id = {document.id: document for document in documents}
    between: defaultdict[tuple[str, str], list[Share]] = defaultdict(list)
    for share in shares:
        between[share.a.document, share.b.document].append(share)
        between[share.b.document, share.a.document].append(share)
    for run in runs:
        for issue in run.issues:
            for cited, held in _on_one_page(issue, by_id):
                page = open_page(memo, plan, rows[cited.source], ("voices",))
                quote = _quotation(page, by_id[cited.document], cited)
                if quote:
                    printed = {each.document for each in issue.attestations if each.held}
                    near = [share for document in sorted(printed) for share in between[cited.document, document]]
                    yield CitedQuotation(
                        _side(by_id[cited.document]),
                        quote_at(page.text, quote.begin, _cut(page.text, quote)),
                        len(words_of(page.text, [(quote.begin, quote.end)])),
                        cited.citation.quote,
                        f"{label_of(run, issue)}, p. {cited.citation.value('pages')}",
                        _side(by_id[held.document]),
                        held.citation.quote,
                        any(_touches(share, cited.document, quote) for share in near),
                    )


def _on_one_page(issue: Issue, documents: Mapping[str, Document]) -> Iterator[tuple[Attestation, Attestation]]:
    """Each mention of pages of an issue with each other document that was printed on all of them."""
    held = [each for each in issue.attestations if each.held]
    for cited in issue.attestations if held else ():
        pages = pages_of(cited.citation.value("pages"))
        if cited.citation.role != "mention" or not pages:
            continue
        for one in held:
            own = pages_of(one.citation.value("pages"))
            is_same_language = documents[one.document].language == documents[cited.document].language
            if pages[0] in own and pages[-1] in own and one.document != cited.document and is_same_language:
                yield cited, one


def _quotation(page: Page, citing: Document, cited: Attestation) -> Span | None:
    """The quotation that a citation gives the source of, where it is long enough to be looked for."""
    quoted = [(r.begin, r.end) for r in page.layer("voices").within(citing.begin, citing.end) if r.kind == "quoted"]
    found = quotation_before(page.text, quoted, cited.citation.quote.begin)
    is_long = found is not None and len(words_of(page.text, [found])) >= FEWEST_WORDS
    return Span(*found) if found and is_long else None


def _touches(share: Share, document: str, quote: Span) -> bool:
    sides = (passage.a if share.a.document == document else passage.b for passage in share.passages)
    return any(side.begin < quote.end and quote.begin < side.end for side in sides)


def _cut(text: str, quote: Span) -> int:
    """The end of what is shown of a quotation: all, or whole words of its beginning."""
    if quote.end - quote.begin <= _SHOWN_CHARS:
        return quote.end
    return text.rindex(" ", quote.begin, quote.begin + _SHOWN_CHARS)


def _side(document: Document) -> Holder:
    return Holder(document.id, document.source, document.title, words=document.words)
