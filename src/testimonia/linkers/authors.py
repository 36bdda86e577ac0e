"""Authors: the names under which texts were published, from bylines, signatures and declared authors.

Forms of one name are put together by surname, block by block: "James P. Harrow", "J. P. Harrow" and "Harrow, James P."
agree; different given names stay apart. A form with initials joins a fuller one only where that is the only one it
agrees with. Initials alone ("J.P.H.") stay a name of their own but where the page itself declares the full name. A
pseudonym stays a name of its own, whatever a page says of who is behind it: what the page says is noted as a ground.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from msgspec import Struct

from testimonia.linkers._names import Name, agree, fullness, read_name
from testimonia.model.document import Byline, Document
from testimonia.model.entity import Author, Naming
from testimonia.text.slug import slug_of

GROUNDS_MAX = 12
_NOBODY = re.compile(
    r"\W*(?:(?:author|writer|by|an?|the)\W+)*(?:unknown|anon|anonymous|unsigned|not given)?\W*(?:author)?\W*", re.I
)
_PSEUDONYM = re.compile(
    r"[“\"(]?(?P<pen>[^“”\"()]{3,40}?)[”\"]?,? (?:was|is) (?:a|the) (?:pseudonym|pen[- ]?name)(?: used)? (?:of|by|for) "
    r"(?P<name>[^().;]{3,40})"
)


class _Said(Struct, frozen=True):
    """One naming in its document, with its name in parts."""

    document: Document
    byline: Byline
    name: Name


def link_authors(documents: Sequence[Document]) -> tuple[Author, ...]:
    """The authors of all documents, by id."""
    blocks: dict[tuple[str, str], list[_Said]] = defaultdict(list)
    for document in sorted(documents, key=lambda document: document.id):
        for said in _declared_initials(document):
            blocks[author_key(said.byline, said.name)].append(said)
    authors = [author for key in sorted(blocks) for author in link_names(blocks[key])]
    return _with_own_ids(authors)


def author_key(byline: Byline, name: Name) -> tuple[str, str]:
    """The block of a naming: its kind and its folded surname (its whole form where it is no person's)."""
    if byline.kind == "person":
        return "person", name.surname or "".join(name.given)
    return byline.kind, " ".join(re.sub(r"[^\w\s]|\bthe\b|\bby\b", " ", byline.form.casefold()).split())


def _declared_initials(document: Document) -> list[_Said]:
    """The document's namings; initials alone take the name of the one full form on the page that they abbreviate."""
    named = [byline for byline in document.bylines if not _NOBODY.fullmatch(byline.form)]
    said = [_Said(document, byline, read_name(byline.form)) for byline in named]
    full = [s.name for s in said if s.byline.kind == "person" and s.name.surname and s.name.given]
    told = []
    for s in said:
        letters = "".join(part[:1] for part in s.name.given)
        meant = {n for n in full if "".join(p[:1] for p in (*n.given, n.surname)) == letters}
        is_bare = s.byline.kind == "person" and not s.name.surname and len(letters) > 1
        told.append(_Said(s.document, s.byline, meant.pop()) if is_bare and len(meant) == 1 else s)
    return told


def link_names(block: Sequence[_Said]) -> list[Author]:
    """The authors in one block of namings: clusters of forms that agree with one another."""
    if block and block[0].byline.kind != "person":
        return [_author(list(block))]
    names = sorted({said.name for said in block}, key=lambda name: (fullness(name), name.given), reverse=True)
    clusters: list[list[Name]] = []
    for name in names:
        homes = [cluster for cluster in clusters if all(agree(name, other) for other in cluster)]
        if len(homes) == 1:
            homes[0].append(name)
        else:
            clusters.append([name])
    return [_author([said for said in block if said.name in cluster]) for cluster in clusters]


def _author(said: Sequence[_Said]) -> Author:
    forms = Counter(s.byline.form for s in said)
    label = min(forms, key=lambda form: (*_plainness(form), -forms[form], *_shortness(form), form))
    namings = tuple(
        Naming(s.byline.form, s.byline.where, s.document.id, s.document.source, s.byline.quote) for s in said
    )
    documents = sorted({s.document.id: s.document for s in said}.values(), key=_in_time)
    return Author(
        slug_of(label), label, said[0].byline.kind, namings, tuple(d.id for d in documents), _grounds(label, said)
    )


def _plainness(form: str) -> tuple[bool, bool, bool, bool]:
    """Less is better for a label: a surname, a given name in full, no capitals throughout, the surname last. Of equals
    the commonest is the label, so that one "George E." does not name a hundred pages of "George"."""
    name = read_name(form)
    return not name.surname, fullness(name)[0] == 0, form.isupper(), "," in form


def _shortness(form: str) -> tuple[int, int]:
    full, given = fullness(read_name(form))
    return -full, -given


def _in_time(document: Document) -> tuple[str, str]:
    dates = document.dated("first-printed", "printed", "written", "delivered")
    return (dates[0].edtf if dates else "9999", document.id)


def _grounds(label: str, said: Sequence[_Said]) -> tuple[str, ...]:
    grounds = []
    for form in sorted({s.byline.form for s in said} - {label}):
        bare = not read_name(form).surname
        why = "its page declares the full name" if bare else "the same surname, and given names that agree"
        grounds.append(f"“{form}” is put with “{label}”: {why}.")
    for pen, name, document in sorted(_pseudonyms(said)):
        grounds.append(f"{document} says that “{pen}” was a pseudonym of “{name}”: both stay names of their own.")
    return tuple(grounds[:GROUNDS_MAX])


def _pseudonyms(said: Sequence[_Said]) -> set[tuple[str, str, str]]:
    """What furniture says of pen names that are names in this cluster."""
    ours = {s.name for s in said}
    found = set()
    for s in said:
        for fixture in s.document.fixtures:
            match = _PSEUDONYM.search(fixture.quote.exact) if "pseudonym" in fixture.quote.exact else None
            if match and {read_name(match["pen"]), read_name(match["name"].rstrip())} & ours:
                found.add((match["pen"].strip(), match["name"].strip(), s.document.id))
    return found


def _with_own_ids(authors: Sequence[Author]) -> tuple[Author, ...]:
    seen: Counter[str] = Counter()
    told = []
    for author in sorted(authors, key=lambda author: (author.id, author.kind, author.label)):
        seen[author.id] += 1
        own = author.id if seen[author.id] == 1 else f"{author.id}-{seen[author.id]}"
        told.append(Author(own, author.label, author.kind, author.namings, author.documents, author.grounds))
    return tuple(told)
