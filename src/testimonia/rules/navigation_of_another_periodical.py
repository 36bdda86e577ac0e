"""The navigation at one end of the page belongs to another periodical than the navigation at the other end.

What it looks at: the labels of the links at the head and at the foot that have the same frame of words ("Main
... Index", "Back to the ... page"), and the periodical that the source line names.

Why it matters: a head copied from another page usually brings more along with it: its date, its credit, its
place in the index.

Example: "Main Beacon Index" at the head, "Main Courier Index" at the foot of a page from The Saltmarsh
Courier.

Innocent causes: a page that belongs to two indexes names both at each end; a label may shorten the title or
give its initials.

How it is computed: labels that stand at both ends are left aside. Of the others, one at the head and one at
the foot must share their frame (two words at least, counting both sides of the name), and one of the two
names, not both, must be a word or the initials of the source line's periodical.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from testimonia.contract import Page, rule
from testimonia.model.document import Document
from testimonia.model.finding import Finding, Trace
from testimonia.model.span import Quote, quote_at
from testimonia.text.evidence import evidence_of, subject_of

FRAME_WORDS_MIN = 2
_LABEL = re.compile(r"[^|>»\n\t]+")
_SMALL = frozenset(("the", "of", "a", "an", "and", "for", "in", "to"))


@rule("D109", "navigation-of-another-periodical", "document", "warning", needs=("documents",))
def find_foreign_navigation(page: Page, document: Document) -> Iterable[Finding]:
    """One finding for each pair of labels of equal frame that name different periodicals."""
    titles = [c.value("title") for c in document.source_citations() if c.kind == "periodical" and c.value("title")]
    if not titles:
        return
    head, foot = _labels(page, document)
    shared = {_folded(label) for label in head} & {_folded(label) for label in foot}
    for above in (label for label in head if _folded(label) not in shared):
        for below in (label for label in foot if _folded(label) not in shared):
            names = _names(above.exact, below.exact)
            if names and sum(_is_of(name, titles) for name in names) == 1:
                yield _finding(page, document, (above, below), titles)


def _labels(page: Page, document: Document) -> tuple[list[Quote], list[Quote]]:
    """The navigation labels before and after the middle of the document."""
    middle = (document.begin + document.end) // 2
    labels = [label for fixture in document.fixture("navigation") for label in _split(page.text, fixture.quote)]
    return [label for label in labels if label.begin < middle], [label for label in labels if label.begin >= middle]


def _split(text: str, quote: Quote) -> Iterator[Quote]:
    for match in _LABEL.finditer(text, quote.begin, quote.end):
        words = match[0].strip()
        if words:
            begin = match.start() + match[0].index(words)
            yield quote_at(text, begin, begin + len(words))


def _folded(label: Quote) -> str:
    return " ".join(label.exact.casefold().split())


def _names(above: str, below: str) -> tuple[list[str], list[str]] | None:
    """What two labels of equal frame name: the words between the beginning and the end that they share."""
    a, b = above.split(), below.split()
    shorter = min(len(a), len(b))
    before = next((i for i in range(shorter) if a[i].casefold() != b[i].casefold()), shorter)
    after = next((i for i in range(shorter - before) if a[-1 - i].casefold() != b[-1 - i].casefold()), shorter - before)
    names = a[before : len(a) - after], b[before : len(b) - after]
    frame = [word for word in (*a[:before], *a[len(a) - after :]) if word.casefold() not in _SMALL]
    return names if all(names) and len(frame) >= FRAME_WORDS_MIN else None


def _is_of(name: Sequence[str], titles: Sequence[str]) -> bool:
    """Whether a name is some of a title's words, or its initials."""
    words = {word.casefold() for word in name} - _SMALL
    for title in titles:
        of_title = [word for word in re.findall(r"\w+", title.casefold()) if word not in _SMALL]
        if words and words <= set(of_title):
            return True
        if "".join(name).casefold().replace(".", "") == "".join(word[0] for word in of_title):
            return True
    return False


def _finding(page: Page, document: Document, labels: tuple[Quote, Quote], titles: Sequence[str]) -> Finding:
    above, below = labels
    return Finding(
        "D109",
        "navigation-of-another-periodical",
        "warning",
        "textual",
        subject_of(document),
        "published-in",
        f"The head of the page links to “{above.exact}”, its foot to “{below.exact}”; the text is from {titles[0]}.",
        tuple(evidence_of(page.source, document, label, value=label.exact) for label in labels),
        Trace(
            "labels of equal frame at head and foot, of which one names the source line's periodical",
            {"head": above.exact, "foot": below.exact, "periodical": titles[0]},
        ),
        ("A page of two indexes: neither label stands at both ends.", "Initials of the periodical: looked for."),
    )
