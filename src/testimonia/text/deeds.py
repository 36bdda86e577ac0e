"""What people did and were: studies, moves, offices, works, kin, other names, ages. The table is deeds.toml."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from testimonia.text.adjuncts import read_adjuncts
from testimonia.text.biography import Hero
from testimonia.text.claimdates import ClaimDate, date_at
from testimonia.text.claimwords import number_in
from testimonia.text.dategrammar import find_dates
from testimonia.text.namewords import fold_name
from testimonia.text.subjects import NAME, Subject, possessor_of, subject_of
from testimonia.text.vitals import Said, mode_of

_CAP = r"(?:[A-ZÀ-Þ][\w'’]*\w(?:-[\w'’]+)*|[A-Z]\.)"
_LINK = r"(?:\s+(?:of|the|de|du|di|la|le|von|van|in|on|for|and|&|des|upon)){0,2}"
_OBJECTS = {
    "place": rf"{_CAP}(?:(?:\s+(?:of|the|de|du|di|la|le|upon|on|sur)){{0,2}}\s+{_CAP}){{0,3}}(?:,\s+{_CAP}(?:\s+{_CAP})?(?=[\s.,;]))?",  # noqa: E501
    "name": NAME,
    "organisation": rf"{_CAP}(?:{_LINK}\s+{_CAP}){{0,5}}",
    "title": rf"[“\"][A-ZÀ-Þ][^”\"]{{2,80}}(?=[”\"])|{_CAP}(?:{_LINK}\s+{_CAP}){{0,8}}",
    "text": r"[a-z][\w' -]{3,60}?(?=\s+(?:by|in|on|at|and|but|for|when|who|which)\b|[,.;:)])",
    "office": rf"[a-z][a-z-]+(?:\s+[a-z-]+){{0,2}}\s+(?:of|to|in|at)\s+(?:the\s+)?{_CAP}(?:{_LINK}\s+{_CAP}){{0,4}}",
    "language": rf"{_CAP}(?:,?\s+(?:and\s+)?{_CAP}){{0,5}}",
}
_NOT_OBJECT = re.compile(
    r"(?:He|She|His|Her|It|They|The|This|That|These|I|We|January|February|March|April|May|June|July|August|September|October|November|December|Mr|Mrs|Dr|Sir|Lord|God|Europe and)\b"  # noqa: E501
)
DEED_CUE = re.compile(
    r"(?<![\w'’\-])(?:educated|studied|ed\.|graduated|matriculated|went|removed|moved|returned|emigrated|fled|came|migrated|lived|resided|"
    r"dwelt|settled|exiled|banished|deported|expelled|imprisoned|confined|incarcerated|interned|committed|escaped|joined|entered|member|"
    r"founded|established|started|founder|edited|editor|wrote|published|publ?\.|author|composed|sentenced|condemned|accused|charged|"
    r"appointed|elected|made|became|consecrated|chosen|nominated|served|succeeded|promoted|married|m\.|son|daughter|s\.|dau\.|"
    r"years\s+old|years\s+of\s+age|age|aged|going\s+on|translated|alias|pseudonym|nom|name|known|brother|sister|father|mother)(?![\w])"
)


@dataclass(frozen=True, slots=True)
class _Deed:
    property: str
    pattern: re.Pattern[str]
    object: str
    verb: str


@cache
def _deeds() -> tuple[_Deed, ...]:
    table = tomllib.loads(files("testimonia.text").joinpath("deeds.toml").read_text(encoding="utf-8"))
    return tuple(
        _Deed(
            row["property"],
            re.compile(rf"(?<![\w'’\-])(?P<verb>{row['verb']})\s+{row['joint']}(?P<object>{_OBJECTS[row['object']]})"),
            row["object"],
            row["verb"] + " publ. pub.",  # the optional l of the pattern, spelt out
        )
        for row in table["deed"]
    )


def deeds(text: str, sentences: Sequence[tuple[int, int]], hero: Hero | None) -> Iterator[Said]:
    """What the last of these sentences says that anybody did or was. `text` is flat."""
    low, high = sentences[-1]
    cues = frozenset(cue[0] for cue in DEED_CUE.finditer(text, low, high))
    for deed in _deeds_for(cues):
        for found in deed.pattern.finditer(text, low, high):
            yield from _done(text, sentences, deed, found, hero)
    if cues & _KIN_CUES:
        yield from _kin(text, sentences, hero)
    if any(cue.startswith(("years", "age", "going")) for cue in cues):
        yield from _ages(text, sentences, hero)
    if cues & _NAME_CUES:
        yield from _names(text, sentences, hero)


_KIN_CUES = frozenset("son daughter s. dau. brother sister father mother married m.".split())
_NAME_CUES = frozenset("alias pseudonym nom name known".split())


@lru_cache(maxsize=4096)
def _deeds_for(cues: frozenset[str]) -> tuple[_Deed, ...]:
    """The deeds whose verb can be among these words (most sentences hold one)."""
    return tuple(deed for deed in _deeds() if any(cue in deed.verb or re.escape(cue) in deed.verb for cue in cues))


def _done(
    text: str, sentences: Sequence[tuple[int, int]], deed: _Deed, found: re.Match[str], hero: Hero | None
) -> Iterator[Said]:
    value = found["object"].strip(' ,."“”')
    if _NOT_OBJECT.match(value) or len(value) < 3 or not _is_fit(text, deed, found, value):
        return
    subject = subject_of(text, sentences, found.start("verb"), hero)
    if subject.who == "unknown" or subject.begin == subject.end:
        return
    mode, polarity = mode_of(text[max(sentences[-1][0], found.start() - 60) : found.start()])
    begin = found.start("object")
    begin += len(found["object"]) - len(found["object"].lstrip(' ,."“”'))
    after = read_adjuncts(text, begin + len(value), sentences[-1][1])
    date = after.dates[0] if after.dates else _leading(text, sentences[-1][0], subject)
    end = max(begin + len(value), date.end if date else 0)
    start = min(found.start(), subject.begin) if subject.begin >= sentences[-1][0] else found.start()
    yield Said(
        deed.property, value, subject, begin, begin + len(value), min(start, date.begin) if date else start, end, mode,
        date.edtf if date else "", polarity=polarity,
    )  # fmt: skip


_PASSIVE = re.compile(
    r"\b(?:was|were|been|being|and)\s+(?:\w+ly\s+|soon\s+|then\s+|also\s+|(?:soon\s+)?after(?:wards)?\s+|first\s+|subsequently\s+)*\Z"
)
_ACTIVE_OFFICE = re.compile(r"(?:became|served|succeeded)\b")
_NO_OFFICE = frozenset(
    "engaged convert successor sketch acquainted attached subject known master-piece one sort kind part party use friend".split()  # noqa: E501
)


def _is_fit(text: str, deed: _Deed, found: re.Match[str], value: str) -> bool:
    """Whether the object is of the kind that the verb asks for, and the verb in the voice."""
    left = text[max(0, found.start("verb") - 40) : found.start("verb")]
    if deed.object == "office":
        passive = _ACTIVE_OFFICE.match(found["verb"]) or _PASSIVE.search(left)
        return bool(passive) and not _NO_OFFICE & set(value.split()[:3])
    if deed.property in ("sentenced", "accused-of", "exiled", "imprisoned"):
        return _PASSIVE.search(left) is not None and not (found["verb"] == "confined" and " to " in found[0])
    if deed.property == "member-of" and found["verb"] in ("joined", "entered"):
        return bool(_organised() & {fold_name(word) for word in value.split()})
    if deed.object == "title":
        return len(value.split()) > 1 or text[found.start("object") - 1] in '"“' or not value.islower()
    return True


@cache
def _organised() -> frozenset[str]:
    return frozenset(
        "society college university order party church school academy institute club temple inn army navy parliament league union hall committee "  # noqa: E501
        "company association guard congress international brotherhood regiment ministry cabinet seminary monastery komsomol".split()  # noqa: E501
    )


def _leading(text: str, low: int, subject: Subject) -> ClaimDate | None:
    """A date that opens the sentence before its subject."""
    if subject.begin <= low:
        return None
    date = date_at(text, low, subject.begin)
    return date if date and not text[date.end : subject.begin].strip(" ,") else None


_CHILD = re.compile(
    rf"(?<![\w'’\-])(?:(?P<order>eldest|oldest|youngest|\d[a-z][a-z]|second|third|fourth|fifth|sixth|only|natural|elder|younger)\s+)?(?:surviving\s+|posthumous\s+)?"
    rf"(?P<sex>son|daughter|s\.|dau\.)\s+of\s+(?:the\s+)?(?:(?:Rev|Dr|Sir|Mr|Captain|General|Lord|reverend|lieutenant-general)\.?\s+)?(?P<parent>{NAME})(?:\s+and\s+(?:of\s+)?(?P<other>{NAME}))?"
)
_KIN = re.compile(
    rf"(?<![\w'’\-])(?P<poss>[Hh]is|[Hh]er)\s+(?:(?:elder|younger|eldest|youngest|only|late|own)\s+)?(?P<kin>father|mother|brother|sister|wife|husband|son|daughter),?\s+(?P<name>{NAME})"
)
_KIN_PROPERTY = {
    "father": "child-of", "mother": "child-of", "brother": "sibling", "sister": "sibling", "wife": "spouse",
    "husband": "spouse", "son": "parent-of", "daughter": "parent-of",
}  # fmt: skip
_BE = re.compile(
    r"(?:\b(?:[Ww]as|is|being|were)\s+(?:the\s+|a\s+|an\s+)?|[,;(]\s*(?:the\s+|a\s+|an\s+)?|--\w+[^.;]{0,80},\s*)\Z"
)


def _kin(text: str, sentences: Sequence[tuple[int, int]], hero: Hero | None) -> Iterator[Said]:
    low, high = sentences[-1]
    for found in _CHILD.finditer(text, low, high):
        subject = _described(text, sentences, found.start(), hero)
        if subject is None:
            continue
        for part in ("parent", "other"):
            if found[part] and not _NOT_OBJECT.match(found[part]):
                yield _said("child-of", found[part], subject, found, part, low)
        if found["order"] in ("eldest", "oldest", "youngest", "only"):
            yield _said("birth-order", f"{found['order']} {found['sex']}", subject, found, "order", low)
    for found in _KIN.finditer(text, low, high):
        subject = possessor_of(text, sentences, found.start("poss"), hero)
        if subject.who == "hero" and not _NOT_OBJECT.match(found["name"]):
            yield _said(_KIN_PROPERTY[found["kin"]], found["name"], subject, found, "name", low)


def _described(text: str, sentences: Sequence[tuple[int, int]], at: int, hero: Hero | None) -> Subject | None:
    """Who a phrase like "the son of ..." describes: the subject of the sentence, by "was" or by a comma."""
    low = sentences[-1][0]
    lead = _BE.search(text, low, at)
    if not lead:
        return None
    if lead[0].lstrip().startswith(("was", "Was", "is", "being", "were")):
        subject = subject_of(text, sentences, lead.start() + len(lead[0].split()[0]), hero)
    elif (
        hero
        and low <= hero.opening < sentences[-1][1]
        and not re.search(r"\b(?:who|his|her|whose|married|m\.)(?!\w)", text[max(low, hero.end) : lead.start()])
    ):
        subject = Subject("hero", hero.begin, hero.end, "head")
    else:
        named = re.search(rf"(?P<name>{NAME})\Z", text[low : lead.start()])
        if not named or " " not in named["name"]:
            return None
        subject = subject_of(text, sentences, lead.start(), hero)
    return subject if subject.who != "unknown" and subject.begin < subject.end else None


def _said(
    prop: str,
    value: str,
    subject: Subject,
    found: re.Match[str],
    part: str,
    low: int,
    mode: str = "asserted",
    when: str = "",
) -> Said:
    begin = min(found.start(), subject.begin) if subject.begin >= low else found.start()
    return Said(prop, value, subject, found.start(part), found.start(part) + len(value), begin, found.end(), mode, when)


_NUMBER = r"(?P<n>\d{1,3}|[a-z]+(?:-[a-z]+)?)"
_OLD = re.compile(
    rf"(?<![\w'-])(?P<pro>he|she|He|She)\s+(?:was|is)\s+(?:then\s+|now\s+|only\s+|but\s+|barely\s+|just\s+|scarcely\s+)*(?P<going>going\s+on\s+)?{_NUMBER}(?:\s+years?\s+(?:old|of\s+age)|(?=\.))"
)
_DIED_OLD = re.compile(
    r"(?P<n>\d{1,3}|[A-Za-z]+(?:-[a-z]+)?)\s+years?\s+old\s+at\s+the\s+time\s+of\s+(?P<poss>his|her)\s+death"
)
_FALSE_AGE = re.compile(
    r"(?P<pro>[Hh]e|[Ss]he)\s+(?P<what>added\s+(?:a|one|two|three)\s+years?\s+to\s+(?:his|her)\s+age|(?:falsified|raised|overstated)\s+(?:his|her)\s+age)"
)


def _ages(text: str, sentences: Sequence[tuple[int, int]], hero: Hero | None) -> Iterator[Said]:
    low, high = sentences[-1]
    for found in _OLD.finditer(text, low, high):
        years = number_in(found["n"])
        subject = subject_of(text, sentences, found.end("pro") + 1, hero)
        if years is None or subject.who != "hero" or not (found["going"] or "year" in found[0]):
            continue
        when = _nearest_date(text, low, high, found.start())
        value = years - 1 if found["going"] else years
        yield Said(
            "age-at",
            str(value),
            subject,
            found.start("n"),
            found.end("n"),
            min(low, found.start()) if when else found.start(),
            found.end(),
            "asserted",
            when,
        )
    for found in _DIED_OLD.finditer(text, low, high):
        years = number_in(found["n"])
        subject = possessor_of(text, sentences, found.start("poss"), hero)
        if years and subject.who == "hero":
            yield Said(
                "age-at-death", str(years), subject, found.start("n"), found.end("n"), found.start(), found.end()
            )
    for found in _FALSE_AGE.finditer(text, low, high):
        subject = subject_of(text, sentences, found.start("what"), hero)
        if subject.who == "hero":
            yield Said(
                "declared-age-changed",
                "changed",
                subject,
                found.start("what"),
                found.end("what"),
                found.start(),
                found.end(),
            )


def _nearest_date(text: str, low: int, high: int, at: int) -> str:
    """The only date of the sentence; none where it has several."""
    found = [m for m in find_dates(text, low, high) if m.edtf and m.kind in ("day", "month", "year")]
    return found[0].edtf if len(found) == 1 else ""


_ALIAS = re.compile(
    rf"(?P<how>under\s+the\s+(?:name|pseudonym|pen-name|nom\s+de\s+plume)\s+of|(?:better\s+|also\s+|generally\s+)?known\s+(?:as|by\s+(?:his|her)\s+(?:nom\s+de\s+plume|pseudonym)\s+of)|alias|whose\s+real\s+name\s+was|pseudonym(?:\s+of)?)\s+[“\"]?(?P<alias>{NAME})"
)


def _names(text: str, sentences: Sequence[tuple[int, int]], hero: Hero | None) -> Iterator[Said]:
    low, high = sentences[-1]
    for found in _ALIAS.finditer(text, low, high):
        if hero is None or _NOT_OBJECT.match(found["alias"]):
            continue
        before = text[low : found.start()].rstrip()
        head = low <= hero.opening < high and before.endswith(",")
        subject = (
            Subject("hero", hero.begin, hero.end, "head")
            if head
            else subject_of(text, sentences, _verb_before(text, low, found.start()), hero)
        )
        if subject.who == "hero" and subject.begin < subject.end:
            pen = "known" not in found["how"] and "real" not in found["how"] and found["how"] != "alias"
            yield _said("pseudonym" if pen else "alias", found["alias"], subject, found, "alias", low)


def _verb_before(text: str, low: int, at: int) -> int:
    found = list(re.finditer(r"\b(?:was|wrote|published|writing|appeared|is|included|became|publ?\.)\s+", text[low:at]))
    return low + found[-1].start() if found else at
