"""The cast: whom and what each document names, its mentions resolved within the document.

People by text/personmentions; of everything else, the mentions of one folded name are one, and an acronym in brackets
after a name is another form of it. Claims are read with it; with what they say of lives it becomes `appearances`.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from testimonia.contract import Page, analyser
from testimonia.model.document import Document
from testimonia.model.entity import Appearance, Ground, Naming
from testimonia.model.layer import Annotation
from testimonia.model.span import quote_at
from testimonia.text import personmentions
from testimonia.text.namewords import fold_name, name_key
from testimonia.text.personmentions import score_of
from testimonia.text.textdates import text_year

_ACRONYM_AFTER = re.compile(r"\s?\((?:the |or )?(?P<acronym>(?:[A-Z]\.?\s?){2,7})\)")


@analyser("cast", needs=("mentions", "documents"), gives=tuple[Appearance, ...], study="people")
def find_cast(page: Page) -> tuple[Appearance, ...]:
    """The appearances, before any claim, of all documents of a page, document by document, people first."""
    found: list[Appearance] = []
    mentions = page.layer("mentions")
    for place, document in enumerate(page.documents):
        begin = 0 if place == 0 else document.begin
        rows = mentions.within(begin, max(document.end, document.begin))
        found += personmentions.people_in(_for_people(page, document), [r for r in rows if r.kind == "person"])
        found += _things(page, document, [row for row in rows if row.kind != "person"])
    return tuple(found)


def _for_people(page: Page, document: Document) -> personmentions.Document:
    quotes = [byline.quote for byline in document.bylines if byline.quote is not None]
    title = fold_name(document.title)
    places = tuple((quote.begin, quote.end) for quote in quotes)
    year = text_year(document)
    return personmentions.Document(
        document.id, document.source, page.text, title, places, year, tuple(_circles(page, document))
    )


def _circles(page: Page, document: Document) -> Iterator[str]:
    """Keys of what a document stands in with others: its authors, the periodicals that printed it, the work that it is
    an article of."""
    authors = {name_key(byline.form) for byline in document.bylines if byline.kind == "person"}
    periodicals = {name_key(citation.value("title")) for citation in document.source_citations()}
    yield from (f"by:{author}" for author in sorted(authors))
    yield from (f"in:{periodical}" for periodical in sorted(periodicals - {""}))
    if len(page.documents) > 1:
        yield f"at:{document.source}"


def thing_key(name: str) -> str:
    """The key under which the names of a thing meet: folded, without an article, an acronym without its stops."""
    return fold_name(name).removeprefix("the ").replace(" ", "-") if not name.isupper() else fold_name(name)


def _things(page: Page, document: Document, rows: Sequence[Annotation]) -> Iterator[Appearance]:
    """The organisations, places, works, periodicals and events of a document."""
    groups: dict[tuple[str, str], list[Annotation]] = defaultdict(list)
    acronyms: dict[tuple[str, str], str] = {}
    for row in rows:
        groups[(row.kind, thing_key(row.get("name")))].append(row)
        match = _ACRONYM_AFTER.match(page.text, row.end) if row.kind == "organisation" else None
        if match and _stands_for(match["acronym"], row.get("name")):
            acronyms[(row.kind, thing_key(match["acronym"]))] = thing_key(row.get("name"))
    for key, own in sorted(groups.items()):
        long = acronyms.get(key)
        if long is not None and (key[0], long) in groups:
            continue
        shorts = [short for short, name in acronyms.items() if name == key[1] and short in groups]
        together = [*own, *(row for short in shorts for row in groups[short])]
        yield _thing(page, document, sorted(together, key=lambda row: row.begin), own[0].get("name"))


def _stands_for(acronym: str, name: str) -> bool:
    """Whether letters are the initials of a name's capitalised words."""
    letters = [c for c in acronym if c.isalpha()]
    initials = [word[0] for word in name.split() if word[0].isupper()]
    return letters == initials


def _thing(page: Page, document: Document, rows: Sequence[Annotation], label: str) -> Appearance:
    namings = tuple(
        Naming(
            row.get("name"),
            row.get("grounds"),
            document.id,
            document.source,
            quote_at(page.text, row.begin, row.end),
            score_of(row),
        )
        for row in rows
    )
    others = sorted({row.get("name") for row in rows} - {label})
    grounds = tuple(
        Ground("acronym", 0.95, f"“{other}” is put with “{label}”: the document gives it in brackets after the name.")
        for other in others
        if thing_key(other) != thing_key(label)
    )
    return Appearance(rows[0].kind, label, "", "", "", "", "", "", (), tuple(others), namings, grounds)
