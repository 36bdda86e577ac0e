"""Claims: what the text says of people, with the clause that says it and whose words it is.

Patterns read sentences that hold one of their cues; the subject of each verb is found inside its clause, or the claim
is
left out (text.subjects). Every claim is then anchored: its quotes must stand in the text where they were read, a date
must be re-derivable from its own words by our grammar, and a subject must stand in the words that name it. What fails
that is dropped and counted (problem P140).
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from testimonia.analysers._claimscenes import casts_of, scene_of
from testimonia.analysers._documentclaims import claims_of_document
from testimonia.contract import Page, analyser
from testimonia.model.canon import digest_of
from testimonia.model.claim import Claim, Mode, Slot
from testimonia.model.document import Document
from testimonia.model.layer import Annotation
from testimonia.model.problem import Problem
from testimonia.model.span import Quote
from testimonia.text.anchoring import Candidate, anchor
from testimonia.text.biography import Hero, name_of_line
from testimonia.text.bracketlives import life_dates, named_lives
from testimonia.text.cast import Scene
from testimonia.text.claimdates import read_claim_date
from testimonia.text.claimwords import tokens_in
from testimonia.text.clauses import sentences
from testimonia.text.closedworlds import CLOSED_CUES, closed_worlds
from testimonia.text.deeds import deeds
from testimonia.text.namewords import fold_name, name_words
from testimonia.text.personname import refers
from testimonia.text.reports import Report, as_denied, as_reported, is_denial, is_quotation, report_cues, reports
from testimonia.text.said import Said
from testimonia.text.subjects import Subject
from testimonia.text.textdates import text_year
from testimonia.text.thingclaims import events, things
from testimonia.text.vitals import vital_words, vitals
from testimonia.text.voicechain import voice_chain
from testimonia.text.workclaims import works

_FLAT = str.maketrans({"_": " ", "\n": " ", "\t": " ", "\r": " ", "\u00a0": " ", "*": " "})
_BLANKS = "_\n\t\r\u00a0*"
PROSE = frozenset("paragraph note item quotation caption subtitle title".split())
LOOK_BACK = 5
LATEST = 2100
_YEAR = re.compile(r"(?<![\d.])1[5-9]\d\d(?!\d)|(?<![\d.])20\d\d(?!\d)")
_BY_I = ("patterns:first person", "page")
SHORTEST_LIFE, LONGEST_LIFE = 15, 105


@analyser(
    "claims", needs=("structure", "voices", "dates", "documents", "cast"), gives=tuple[Claim, ...], study="people"
)
def find_claims(page: Page) -> tuple[Claim, ...]:
    """The claims of every document of the page, in the order of the text, each once."""
    text = page.text
    flat = text
    for mark in _BLANKS:
        flat = flat.replace(mark, " ")
    rows = [row for row in page.layer("structure") if row.kind in PROSE | {"heading"} and row.end > row.begin]
    begins = [row.begin for row in rows]
    found: dict[str, Claim] = {}
    rejected = 0
    casts = casts_of(page)
    quoted = [(row.begin, row.end) for row in page.layer("voices").of_kind("quoted")]
    for document in page.documents:
        for claim in claims_of_document(page, document):
            found.setdefault(claim.id, claim)
        scene = scene_of(page, document, casts.get(document.id, ()), quoted)
        later = _later_notes(page, document)
        inside = rows[bisect_right(begins, document.begin - 1) : bisect_right(begins, document.end - 1)]
        for said in _said(flat, inside, scene):
            made = _claim(page, document, said, scene)
            if made is None:
                rejected += 1
            else:
                made = _as_editors(made, later, scene)
                found.setdefault(made.id, made)
    for shorter in _cut_short(found.values()):
        del found[shorter]
    if rejected:
        page.problems.append(_unanchored(page.source.path, rejected))
    return tuple(sorted(found.values(), key=lambda claim: (claim.evidence.begin, claim.property, claim.id)))


def _cut_short(claims: Iterable[Claim]) -> list[str]:
    """The ids of claims whose value is the beginning of another's, in the same words of the same person: one reading
    stopped too soon."""
    longest: dict[tuple[str, str, int], Claim] = {}
    shorter: list[str] = []
    for claim in claims:
        if claim.value.quote is None or claim.property.endswith("-date"):
            continue
        key = (claim.property, claim.subject.value, claim.value.quote.begin)
        other = longest.setdefault(key, claim)
        if other is not claim and other.value.quote is not None and claim.value.quote.end != other.value.quote.end:
            last = max((claim, other), key=lambda c: c.value.quote.end if c.value.quote else 0)
            shorter.append(claim.id if last is other else other.id)
            longest[key] = last
    return shorter


def _later_notes(page: Page, document: Document) -> list[tuple[int, int]]:
    """The notes of a document that its author cannot have written: a run of notes one of which prints a year after the
    text's own."""
    year = text_year(document)
    if not year:
        return []
    runs: list[list[Annotation]] = []
    last = ""
    for row in page.layer("structure").within(document.begin, document.end):
        if row.kind == "note":
            if last != "note":
                runs.append([])
            runs[-1].append(row)
        last = row.kind
    later = [run for run in runs if any(_is_later(page.text[row.begin : row.end], int(year)) for row in run)]
    return [(run[0].begin, run[-1].end) for run in later]


def _is_later(note: str, year: int) -> bool:
    return any(year + 1 < int(printed[0]) <= LATEST for printed in _YEAR.finditer(note))


def _as_editors(claim: Claim, later: Sequence[tuple[int, int]], scene: Scene) -> Claim:
    """The claim in the editors' voice where its words stand in notes that are later than the text, or where they speak
    of the author by name: nobody says "Ashdown, the author of this review, was"."""
    if not claim.voice.startswith("author") or "quoted" in claim.voice:
        return claim
    author, quote = scene.author, claim.subject.quote
    own = (
        author is not None
        and quote is not None
        and claim.extractor not in _BY_I
        and fold_name(claim.subject.value).split()[-1:] == fold_name(author.label).split()[-1:]
    )
    begin = claim.value.quote.begin if claim.value.quote else claim.evidence.begin
    if own or any(low <= begin < high for low, high in later):
        return replace(claim, voice="frame" + claim.voice.removeprefix("author").partition(")")[2])
    return claim


def _unanchored(path: str, count: int) -> Problem:
    message = f"{count} claims were left out: their words do not stand where they were read, or do not carry the value"
    return Problem(path, "P140", "note", message, "nothing to do; report it where a claim is missed")


def _said(flat: str, rows: Sequence[Annotation], scene: Scene) -> Iterator[Said]:
    hero = scene.hero
    has_begun = False  # a name before the first paragraph is a byline
    for row in rows:
        if hero and has_begun and _is_head_of_another(flat, row, hero):
            scene = replace(scene, hero=None)  # two lives on one page: from here on it tells the other
            hero = None
        if row.kind == "heading":
            continue
        has_begun = has_begun or bool(hero and row.kind == "paragraph" and row.begin > hero.end)
        if hero and row.begin <= hero.begin < row.end and hero.is_article:
            yield from _head_life(flat, row, hero)
        yield from _named_lives(flat, row, hero)
        if hero and hero.is_article and row.begin > hero.end and _opens_another(flat, row, hero):
            scene = replace(scene, hero=None)  # a family's article: from here on it tells another life
            hero = None
        before: list[tuple[int, int]] = []
        held: list[Said] = []  # what is reported, until the next sentence could deny it
        for sentence in sentences(flat, row.begin, row.end):
            before = [*before[-LOOK_BACK:], sentence]
            tokens = tokens_in(flat, *sentence)
            own = list(vitals(flat, before, scene)) if tokens & vital_words() else []
            for read in (deeds, works, things, events):
                own += read(flat, before, scene, tokens)
            if tokens & CLOSED_CUES:
                own += closed_worlds(flat, before, scene)
            if held and not is_quotation(flat, *sentence):
                yield from (as_denied(said, sentence[1]) for said in held) if is_denial(flat, *sentence) else held
                held = []
            if own and tokens & report_cues():
                told = [one for one in reports(flat, *sentence) if not _is_spoken(one, scene)]
                own = [as_reported(flat, said, told) for said in own]
            yield from (said for said in own if said.mode != "reported")
            held += (said for said in own if said.mode == "reported")
        yield from held


def _is_spoken(report: Report, scene: Scene) -> bool:
    """Whether a report opens quotation marks, whose voice is a voice of its own."""
    return scene.is_quoted(report.begin + 2) and not scene.is_quoted(report.begin_by)


def _is_head_of_another(flat: str, row: Annotation, hero: Hero) -> bool:
    """Whether a line is a full name and nothing else, and not the hero's: "Sir Stephen Ash"."""
    line = flat[row.begin : row.end].strip(" .:")
    return name_of_line(line) is not None and not refers(hero.name, line)


SUBHEAD_CHARS = 90
SUBHEAD_WORDS = 12


def _opens_another(flat: str, row: Annotation, hero: Hero) -> bool:
    """Whether a paragraph opens with another's full name and life in brackets: "His son JOHN ASH (1603-1671)"."""
    for name, begin, _, opened in named_lives(flat, row.begin, min(row.end, row.begin + SUBHEAD_CHARS + 40)):
        lead = flat[row.begin : begin]
        if begin - row.begin > SUBHEAD_CHARS or len(lead.split()) > SUBHEAD_WORDS or re.search(r"[.;:]\s", lead):
            return False
        if " " in name and not (refers(hero.name, name) and not name.isupper()):
            return any(True for _ in life_dates(flat, opened, row.end, Subject("other", begin, opened), begin))
    return False


def _head_life(flat: str, row: Annotation, hero: Hero) -> Iterator[Said]:
    """The life in brackets after the head: "AUBREY, JOHN (1626-1697)"."""
    opened = flat.find("(", hero.end, min(row.end, hero.end + 60))
    for _ in range(3):
        between = flat[hero.end : opened]
        if opened < 0 or ";" in between or re.search(r"[a-z][.:]|[a-z]{3,} [a-z]{3,}", between):
            return
        lives = list(life_dates(flat, opened, row.end, Subject("hero", hero.begin, hero.end, "head"), hero.begin))
        if lives:
            yield from lives
            return
        opened = flat.find("(", opened + 1, min(row.end, hero.end + 100))


def _named_lives(flat: str, row: Annotation, hero: Hero | None) -> Iterator[Said]:
    """Lives in brackets after the full names of others."""
    given = name_words().given
    for name, begin, end, opened in named_lives(flat, row.begin, row.end):
        words = name.split()
        if hero and begin <= hero.end and end >= hero.begin:
            continue
        if len(words) < 2 or fold_name(words[0]) not in given:
            continue
        lives = list(life_dates(flat, opened, row.end, Subject("other", begin, end, "name"), begin))
        years = [int(said.value[:4]) for said in lives if said.value[:4].isdigit()]
        if len(years) == 2 and SHORTEST_LIFE <= years[1] - years[0] <= LONGEST_LIFE:
            yield from lives


def _claim(page: Page, document: Document, said: Said, scene: Scene) -> Claim | None:
    """The claim, anchored and licensed; None where its words do not carry it."""
    text = page.text
    subject = _subject(page, document, said, scene)
    value = _anchored(text, said.value_begin, said.value_end, said.property)
    begin, end = said.begin, said.end
    if not said.apart:
        begin, end = min(begin, said.value_begin), max(end, said.value_end)
    evidence = _anchored(text, begin, end, said.property)
    if subject is None or value is None or evidence is None or not _is_licensed(said, value):
        return None
    mode: Mode = said.mode if said.mode in ("asserted", "reported", "denied", "hedged", "inferred") else "inferred"  # type: ignore[assignment]
    parts = (page.source.path, document.id, said.property, said.value, subject.value, str(begin), str(value.begin))
    return Claim(
        id="c-" + digest_of(*(part.encode() for part in parts))[:16],
        source=page.source.path,
        document=document.id,
        subject=subject,
        property=said.property,
        value=Slot(" ".join(said.value.split()), value),
        evidence=evidence,
        when=said.when,
        place=said.place,
        polarity=said.polarity,
        mode=mode,
        voice=voice_chain(page.layer("voices"), begin if said.apart else said.value_begin, said.by),
        rests_on=(f"slip:{value.exact}",) if said.slip else (f"anchor:{said.counted}",) if said.counted else (),
        extractor="patterns:" + said.subject.how if said.subject.how else "patterns",
    )


def _subject(page: Page, document: Document, said: Said, scene: Scene) -> Slot | None:
    """Who is meant, with the words that name them: here, or at the head of the text, or where the name is full."""
    own, text = said.subject, page.text
    if own.who == "hero":
        hero = scene.hero
        return Slot(hero.form, _anchored(text, hero.begin, hero.end, "name")) if hero else None
    member = scene.cast.covering(own.begin, own.end)
    words = text[own.begin : own.end].split()
    if member is not None and len(words) > 1 and fold_name(words[-1]) not in fold_name(member.label).split():
        member = None  # "Ada of Norwick" is not the Ada whom the document names
    if member is None and scene.author is not None and own.begin == scene.author.begin:
        member = scene.author
    if own.who == "thing":
        quote = _anchored(text, own.begin, own.end, "name")
        if own.how == "doc":
            return Slot(f"doc:{document.id}", quote) if quote else None
        label = member.label if member and own.how != "event" else " ".join(text[own.begin : own.end].split())
        return Slot(f"{own.how}:{label}", quote) if quote else None
    if member is not None:
        spot = member.full if own.how in ("antecedent", "first person") else (own.begin, own.end)
        quote = _anchored(text, *spot, "name")
        return Slot(member.label, quote) if quote else None
    quote = _anchored(text, own.begin, own.end, "name")
    return Slot(" ".join(quote.exact.split()), quote) if quote else None


def _anchored(text: str, begin: int, end: int, kind: str) -> Quote | None:
    if not 0 <= begin < end <= len(text):
        return None
    quote = anchor(text, Candidate(kind, text[begin:end], hint=begin))
    return quote if quote and quote.begin == begin else None


def _is_licensed(said: Said, value: Quote) -> bool:
    """Whether the words of the value yield it again; a slip is licensed by what it is held to mean."""
    if not said.property.endswith("-date") or said.counted:
        return True  # a counted date is inferred, and shown as such
    again = read_claim_date(value.exact.translate(_FLAT))
    return again is not None and again.edtf == said.value
