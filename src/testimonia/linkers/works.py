"""Works and issues that documents cite, and whether the archive holds them: the wants list and the list of sources.

Books are put together by folded title, and by volume where one is cited; issues are those of the periodicals' runs. A
work is held where a source line names it, or where a document bears its title.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from testimonia.linkers.periodicals import HELD, link_periodicals
from testimonia.model.document import Document
from testimonia.model.issue import Attestation, Run
from testimonia.model.work import CitedWork
from testimonia.text.numbering import fold_title, label_of
from testimonia.text.slug import slug_of

BOOKS = ("book", "pamphlet", "collection", "unknown")


def cited_works(documents: Sequence[Document], runs: Sequence[Run] | None = None) -> tuple[CitedWork, ...]:
    """The works that the documents cite, by id. `runs` are those of the documents, where they are at hand."""
    runs = link_periodicals(documents) if runs is None else runs
    works = [*cited_books(documents), *_issues(runs)]
    return tuple(sorted(works, key=lambda work: work.id))


def cited_books(documents: Sequence[Document]) -> Iterable[CitedWork]:
    """The books, pamphlets and collections among them."""
    titled = defaultdict(set)
    cited: dict[tuple[str, str], list[Attestation]] = defaultdict(list)
    for document in documents:
        titled[fold_title(document.title)].add(document.id)
        for citation in document.citations:
            title = fold_title(citation.value("title"))
            if citation.kind in BOOKS and citation.role != "header" and title:
                row = Attestation(document.id, document.source, citation, citation.role in HELD)
                cited[(title, citation.value("volume"))].append(row)
    for (key, volume), rows in sorted(cited.items()):
        forms = Counter(row.citation.value("title") for row in rows)
        title = min(forms, key=lambda form: (-forms[form], form))
        citing = {row.document for row in rows}
        holders = {row.document for row in rows if row.held} | (titled[key] - citing if not volume else set())
        kinds = Counter(row.citation.kind for row in rows)
        yield CitedWork(
            f"work/{slug_of(f'{key} {volume}'.strip().replace('.', ' '))}",
            f"{title}, Vol. {volume}" if volume else title,
            min(kinds, key=lambda kind: (kind == "unknown", -kinds[kind], kind)),
            tuple(rows),
            bool(holders),
            tuple(sorted(holders)),
        )


def _issues(runs: Iterable[Run]) -> Iterable[CitedWork]:
    for run in runs:
        for issue in run.issues:
            holders = sorted({a.document for a in issue.attestations if a.held})
            yield CitedWork(
                issue.id, label_of(run, issue), "periodical", issue.attestations, bool(holders), tuple(holders)
            )
