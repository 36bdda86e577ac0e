"""Mentions: where a page names people, organisations, places, works, periodicals and events.

First the harvest: shapes that show a name for what it is (a byline, life dates in brackets, a title before it, kinship,
an alias, a given name in general use, the head word of an organisation). What a shape has shown is then known
throughout its document: a bare surname, initials with it, a given name. What is left goes to the tagger, one reading
for a form in the whole document. A heading teaches nothing, and furniture is not read.

`grounds` names the shape: life-dates, byline, inverted, role, kin, born, alias, title (of an article on a life),
given-name, initials; known (shown elsewhere in the document), archive (a surname that at least three sources print in
full); head, acronym, gazetteer, shape; italics, quoted, cue, possessed, cited; tagger.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence

from testimonia.analysers._namesheets import Sheet, person_row, thing_row, without_overlaps
from testimonia.analysers._namevotes import tagged
from testimonia.analysers._plainwords import (
    ROMAN,
    Plain,
    cut_plain,
    is_no_person,
    person_part,
    plain_words,
    surname_part,
)
from testimonia.analysers._worktitles import italics_in, titles_in, underlined_in
from testimonia.contract import Page, analyser
from testimonia.model.layer import Annotation, Layer
from testimonia.text.bylines import bylines_in
from testimonia.text.nameruns import Run, runs_in
from testimonia.text.nametokens import tokens_of
from testimonia.text.namewords import NameWords, are_equivalent, fold_name, name_words
from testimonia.text.personshapes import INVERTED, LIFE_AFTER, PersonName, Shaped, name_parts, person_in
from testimonia.text.tagger import CLASSES
from testimonia.text.thingshapes import thing_in

_BORN_SOON = re.compile(r"\b(?:[Bb]orn|b\.)\s|_b\._")
_SAINT = re.compile(r"(?<!\w)(?:Ste?\.?|SS\.|Saint|Sainte)\s\Z")
_UNREAD = frozenset(("divider", "table"))
_WEAK_TITLES = frozenset("general secretary deputy judge justice major delegate private".split())
Known = dict[str, set[str]]  # a folded surname, and the folded given names that stand before it


@analyser("mentions", needs=("structure", "furniture", "parts", "citations", "markup"), facts="names", study="people")
def find_mentions(page: Page) -> Layer:
    """The rows of every kind; values `name`, `grounds`, `score`, of persons also `given`, `surname`, `role`."""
    structure = page.layer("structure")
    rows = [row for row in structure if row.kind not in _UNREAD and row.end > row.begin]
    begins = [row.begin for row in rows]
    cited = list(_cited_periodicals(page))
    periodicals = frozenset(fold_name(row.get("name")).removeprefix("the ") for row in cited)
    found = [*cited, *italics_in(page, periodicals)]
    if "_" in page.text:
        found += [title for row in rows for title in underlined_in(page.text, row.begin, row.end, periodicals)]
    titled = sorted(found, key=lambda row: row.begin)
    opens = [row.begin for row in titled]
    for part in page.layer("parts"):
        own = titled[bisect_left(opens, part.begin) : bisect_left(opens, part.end)]
        inside = rows[bisect_left(begins, part.begin) : bisect_left(begins, part.end)]
        titles = _titles(own)
        found += _of_document(page, inside, titles)
    for row in rows:
        found += titles_in(page.text, row.begin, row.end)
    found = [row for row in found if not _is_of_a_saint(page.text, row)]
    return Layer.of("mentions", _outside_furniture(page, without_overlaps(found), rows))


def _is_of_a_saint(text: str, row: Annotation) -> bool:
    """Whether one word that passes for a person's name follows "St.": "St. Andrews", "St. Paul's", or a saint, who is
    nobody's namesake; or more words, the first of a town's name: "St. Louis Convention"."""
    if row.kind != "person" or _SAINT.search(text, max(0, row.begin - 8), row.begin) is None:
        return False
    first, *more = text[row.begin : row.end].split()
    return not more or name_words().is_place(f"st {fold_name(first)}")


def _cited_periodicals(page: Page) -> Iterator[Annotation]:
    """The titles of periodicals that the citation grammar read."""
    citations = page.layer("citations")
    kinds = {row.number("of"): row.get("kind") for row in citations.of_kind("citation")}
    for row in citations.of_kind("title"):
        if kinds.get(row.number("of")) == "periodical" and row.end - row.begin < 80:
            words = " ".join(page.text[row.begin : row.end].split())
            if words[:1].isupper():
                yield thing_row(row.begin, row.end, "periodical", words, ("cited", 0.95))


def _outside_furniture(page: Page, found: Sequence[Annotation], rows: Sequence[Annotation]) -> Iterator[Annotation]:
    """The mentions that lie in rows of structure and touch no furniture."""
    furniture = page.layer("furniture")
    begins, ends = furniture.begin.tolist(), furniture.end.tolist()
    starts = [row.begin for row in rows]
    for row in found:
        at = bisect_left(begins, row.end) - 1
        home = bisect_left(starts, row.begin + 1) - 1
        if (
            home >= 0
            and row.end <= max(r.end for r in rows[max(0, home - 2) : home + 1])
            and not any(ends[i] > row.begin for i in range(max(0, at - 3), at + 1))
        ):
            yield row


def _titles(found: Sequence[Annotation]) -> dict[str, str]:
    """The kind of each title of two words (a work's: three) that a document sets as one; it may stand plain too."""
    named = ((fold_name(row.get("name")).removeprefix("the "), row.kind) for row in found)
    return {name: kind for name, kind in named if name.count(" ") > (kind == "work")}


def _of_document(page: Page, rows: Sequence[Annotation], titles: Mapping[str, str]) -> Iterator[Annotation]:
    """The names in one document's rows. The page's facts are surnames that other pages print in full."""
    text, wrapped = page.text, page.source.reader == "plain"
    names = name_words()
    sheets = []
    for row in rows:
        tokens = tokens_of(text, row.begin, row.end, wrapped)
        sheets.append(Sheet(row, tokens, list(runs_in(tokens, names))))
    plain = plain_words(sheets, page.facts, names)
    cut_plain(sheets, plain, names)
    known: Known = {}
    acronyms: set[str] = set()
    open_runs: list[tuple[Sheet, Run]] = []
    for sheet in sheets:
        for row in _shaped(text, sheet, titles, plain, open_runs):
            if row.kind == "person" and (not sheet.is_head or row.get("grounds") == "title"):
                _learn(known, row)
            elif row.get("grounds") == "acronym":
                acronyms.add(row.get("name"))
            yield row
    left = []
    for sheet, run in open_runs:
        part = person_part(sheet.tokens, run, plain, names)
        found = (
            _acronym_known(sheet, run, acronyms)
            or _known_in(sheet, part, known, plain, names)
            or _taught(sheet, part, plain, names)
        )
        if found is not None and len(run) == 1 and sheet.tokens.low[run.first] in plain.printed:
            continue  # "Women", where a Mrs. Women is named: the word is the common one
        if found is None:
            left.append((sheet, run))
        else:
            sheet.explained.update(dict.fromkeys(range(run.first, run.last), CLASSES.index(found.kind)))
            yield found
    yield from tagged([place for place in left if not _is_shouted(place[0])], plain)


def _acronym_known(sheet: Sheet, run: Run, acronyms: set[str]) -> Annotation | None:
    """An acronym without its "the", where the document has it with one."""
    word = sheet.tokens.words[run.first]
    if len(run) != 1 or word not in acronyms:
        return None
    begin, end = sheet.tokens.begin[run.first], sheet.tokens.end[run.first]
    return thing_row(begin, end, "organisation", word, ("known", 0.85))


def _is_shouted(sheet: Sheet) -> bool:
    letters = "".join(sheet.tokens.words)
    return letters.isupper()


def _shaped(
    text: str, sheet: Sheet, titles: Mapping[str, str], plain: Plain, left: list[tuple[Sheet, Run]]
) -> Iterator[Annotation]:
    """The mentions of a row that shapes explain; the other runs go to `left`."""
    tokens, names = sheet.tokens, name_words()
    byline = list(_byline(text, sheet, names)) if sheet.row.kind in ("byline", "signature") else []
    inverted = _inverted(text, sheet, names) or _titled(text, sheet, names)
    yield from byline + ([inverted] if inverted else [])
    taken_to = inverted.end if inverted else byline[-1].end if byline else -1
    runs = {run.first: run for run in sheet.runs}
    done = -1
    for run in sheet.runs:
        if tokens.begin[run.first] < taken_to or run.first < done:
            continue
        form = fold_name(" ".join(tokens.words[run.first : run.last])) if titles and len(run) > 1 else ""
        if form in titles and tokens.low[run.last - 1] not in names["organisations"]:
            begin, end = tokens.begin[run.first], tokens.end[run.last - 1]
            yield thing_row(begin, end, titles[form], " ".join(text[begin:end].split()), ("known", 0.85))
            continue
        person = person_in(text, tokens, run, names)
        if person is not None and not _is_nobody(sheet, run, person, plain):
            begin, end = tokens.begin[person.name.first], tokens.end[run.last - 1]
            sheet.explained.update(dict.fromkeys(range(run.first, run.last), 1))
            yield person_row(begin, end, person.name, (person.ground, person.score))
            continue
        thing = thing_in(tokens, run, runs, names)
        if thing is None:
            left.append((sheet, run))
            continue
        first, last, kind, ground, score = thing
        done = last
        if kind in CLASSES:
            sheet.explained.update(dict.fromkeys(range(first, last), CLASSES.index(kind)))
        begin, end = tokens.begin[first], tokens.end[last - 1]
        yield thing_row(begin, end, kind, " ".join(text[begin:end].split()), (ground, score))


def _is_nobody(sheet: Sheet, run: Run, person: Shaped, plain: Plain) -> bool:
    """Whether what stands after a title, an office or initials is a plain word and no name: "General Staff", "a
    revolutionary Syndicalist", "I.L.P. Attitude" as a heading."""
    tokens, names = sheet.tokens, name_words()
    last = Run(run.last - 1, run.last, False)
    if person.ground == "initials":
        low = tokens.low[last.first]
        loose = sheet.is_head or (run.opens and tokens.words[run.first] in ROMAN)
        if low.endswith("s") and fold_name(low[:-1]) in plain.surnames and fold_name(low) not in plain.surnames:
            return True  # "J.P. Ormes": a firm, or a house
        return loose and low not in plain.named and is_no_person(tokens, last, plain, names)
    if person.ground == "given-name" and sheet.is_head and not plain.stands(low := tokens.low[last.first]):
        return low not in plain.named and plain.is_plain(low, names)  # "May Leave the Capital"
    if person.ground != "role" or " " in person.name.name:
        return False
    weak = not person.name.role or person.name.role.split()[-1].lower() in _WEAK_TITLES
    return weak and is_no_person(tokens, last, plain, names)


def _byline(text: str, sheet: Sheet, names: NameWords) -> Iterator[Annotation]:
    for byline in bylines_in(text, sheet.row.begin, sheet.row.end):
        quote = byline.quote
        if quote is None or byline.kind == "editors":
            continue
        if byline.kind == "organisation":
            yield thing_row(quote.begin, quote.end, "organisation", byline.form, ("byline", 0.9))
            continue
        tokens = tokens_of(text, quote.begin, quote.end)
        name = name_parts(tokens, Run(0, len(tokens), False), names) if len(tokens) > 1 else None
        if name is not None and name.surname:
            yield person_row(tokens.begin[name.first], quote.end, name, ("byline", 0.97))


def _inverted(text: str, sheet: Sheet, names: NameWords) -> Annotation | None:
    """The head of an entry: "ASHDOWN, MARY (1814-1888)", "Ashdown, Mary (b. 1814)"."""
    row = sheet.row
    match = INVERTED.match(text, row.begin, min(row.end, row.begin + 120))
    if match is None:
        return None
    surname, given = match["surname"].strip(), match["given"].strip()
    begin, end = match.start("surname"), match.start("given") + len(given)
    first = fold_name(given.split()[0])
    dated = LIFE_AFTER.match(text, end) is not None
    shouted = surname.isupper() and len(surname) > 2
    no_name = fold_name(surname) in names["not_names"] and not (shouted and dated)
    if not (dated or (shouted and first in names.given)) or no_name:
        return None
    while " " in given and given.split()[-1].lower() in names["joined"]:
        given, _, particle = given.rpartition(" ")  # "Calder, Mario di"
        surname = f"{particle.lower()} {surname}"
    name = PersonName(0, f"{given} {surname}", given, surname, (match["role"] or "").strip())
    return person_row(begin, end, name, ("inverted" if not dated else "life-dates", 0.97))


def _titled(text: str, sheet: Sheet, names: NameWords) -> Annotation | None:
    """A title that is a name and nothing else, over an article on a life: it soon says where or when one was born."""
    run = sheet.runs[0] if len(sheet.runs) == 1 else None
    if sheet.row.kind != "title" or run is None or not 2 <= len(run) <= 5 or len(run) < len(sheet.tokens) - 1:
        return None
    name = name_parts(sheet.tokens, run, names)
    if name is None or not name.given or not _BORN_SOON.search(text, sheet.row.end, sheet.row.end + 400):
        return None
    return person_row(sheet.tokens.begin[name.first], sheet.tokens.end[run.last - 1], name, ("title", 0.9))


def _learn(known: Known, row: Annotation) -> None:
    surname, given = fold_name(row.get("surname")), fold_name(row.get("given"))
    if surname and len(surname) > 2:
        known.setdefault(surname, set()).add(given.split()[0] if given else "")


def _known_in(sheet: Sheet, run: Run, known: Known, plain: Plain, names: NameWords) -> Annotation | None:
    """The run as the name of somebody whom the document names in full: a surname, with or without given names or
    initials, or the given name alone."""
    name = name_parts(sheet.tokens, run, names)
    if name is None:
        return None
    surname, given = fold_name(name.surname), fold_name(name.given)
    begin, end = sheet.tokens.begin[name.first], sheet.tokens.end[run.last - 1]
    if surname in known:
        is_town = names.is_place(surname) and not given
        if is_town and not (surname in names.ambiguous and _is_full_here(sheet, surname, known[surname])):
            return None
        first = given.split()[0] if given else ""
        part = surname_part(sheet.tokens, run, len(name.surname.split()), plain, names) if first else run
        if part != run and not any(other and _fits(first, other) for other in known[surname]):
            return _known_in(sheet, part, known, plain, names)
        if not first or any(_fits(first, other) for other in known[surname]):
            return person_row(begin, end, name, ("known", 0.9))
        return person_row(begin, end, name, ("known", 0.8)) if first in names.given else None
    if (
        not surname
        and not names.is_place(given)
        and any(given == other for others in known.values() for other in others)
    ):
        return person_row(begin, end, name, ("known", 0.85))
    return None


def _is_full_here(sheet: Sheet, surname: str, givens: Collection[str]) -> bool:
    """Whether the row itself has the surname in full: "Washington" elsewhere may be the town, or who rules there."""
    low = sheet.tokens.low
    initials = {given[0] for given in givens if given}
    return any(fold_name(low[at]) == surname and low[at - 1][0] in initials for at in range(1, len(low)))


def _taught(sheet: Sheet, run: Run, plain: Plain, names: NameWords) -> Annotation | None:
    """The run as a surname that the archive teaches, alone or after other names; alone no word that is a plain one
    elsewhere."""
    name = name_parts(sheet.tokens, run, names) if plain.surnames else None
    if name is None or fold_name(name.surname) not in plain.surnames or names.is_place(fold_name(name.surname)):
        return None
    if len(run) == 1 and is_no_person(sheet.tokens, run, plain, names):
        return None
    given = fold_name(name.given).split()
    if given and given[0] not in names.given and len(given[0]) > 1:
        return None
    return person_row(sheet.tokens.begin[name.first], sheet.tokens.end[run.last - 1], name, ("archive", 0.85))


def _fits(first: str, other: str) -> bool:
    if not other or len(first) == 1 or len(other) == 1:
        return first[:1] == other[:1] if other else True
    return are_equivalent(first, other)
