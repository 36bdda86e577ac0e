"""What people did, were and suffered: studies, moves, exiles, offices, works. The table is deeds.toml.

A deed is read in three shapes: its doer before the verb ("Ashdown was exiled to Norwick"), its patient after it ("they
exiled Ashdown to Norwick"), its owner before the noun ("his exile in Norwick").
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from msgspec import Struct
from msgspec.structs import replace

from testimonia.text.adjuncts import read_adjuncts
from testimonia.text.ageclaims import AGE_CUES, ages
from testimonia.text.cast import Member, Scene, author_at, subject_from, who, whose
from testimonia.text.claimdates import ClaimDate, date_at
from testimonia.text.claimwords import alternation, number_in, words
from testimonia.text.kinclaims import KIN_CUES, kin
from testimonia.text.modes import is_supposed, mode_of
from testimonia.text.nameclaims import NAME_CUES, names
from testimonia.text.namewords import fold_name, name_words
from testimonia.text.said import NOT_OBJECT, Said
from testimonia.text.subjectcandidates import NAME
from testimonia.text.subjects import Subject, is_known

_CAP = r"(?:Sta?e?\.|[A-ZÀ-Þ][\w'’]*\w(?:-[\w'’]+)*(?:['’](?=\s[A-Z]))?|[A-Z]\.)"
_LINK = r"(?:\s+(?:of|the|de|du|di|la|le|von|van|in|on|for|and|&|des|upon)){0,2}"
_NAMED = rf"{_CAP}(?:{_LINK}\s+{_CAP}){{0,5}}"
_SEAT = rf"{_CAP}(?:(?:\s+(?:of|the|de|and|&)){{0,2}}\s+{_CAP}){{0,5}}"
# Kinds that a mention at the object's place may have; "" where the document's mentions have none there.
_FITS = {
    "place": ("place", ""),
    "whence": ("place", ""),
    "school": ("organisation", "place", ""),
    "college": ("organisation", "place", ""),
    "organisation": ("organisation", "", "event"),
    "periodical": ("periodical", "work"),
    "work": ("work", "periodical", ""),
    "event": ("event", "", "organisation", "place"),
    "title": ("work", "periodical", "organisation", "", "event", "place"),
}
_CLIPPED = frozenset(("organisation", "school", "event", "title", "periodical", "work"))
_LISTED = frozenset(("place", "work"))
_DEED_WORDS = "deed_words"


@cache
def _objects() -> dict[str, str]:
    office = alternation("offices")
    event = alternation("events")
    return {
        "place": rf"{_CAP}(?:(?:\s+(?:of|the|de|du|di|la|le|upon|on|sur)){{0,2}}\s+{_CAP}){{0,3}}(?:,\s+{_CAP}(?:\s+{_CAP})?(?=[\s.,;]))?",  # noqa: E501
        "whence": rf"(?:from\s+(?:the\s+)?)?{_CAP}(?:(?:\s+(?:of|the|de|du|di|la|le|on|sur)){{0,2}}\s+{_CAP}){{0,3}}",
        "name": NAME,
        "organisation": _NAMED,
        "school": _NAMED,
        "college": _NAMED,
        "periodical": rf"[“\"]?{_CAP}(?:{_LINK}\s+{_CAP}){{0,6}}",
        "work": rf"[“\"]?{_CAP}(?:,?{_LINK}\s+{_CAP}){{0,8}}",
        "title": rf"[“\"][A-ZÀ-Þ][^”\"]{{2,80}}(?=[”\"])|{_CAP}(?:{_LINK}\s+{_CAP}){{0,8}}",
        "text": r"(?:[“\"][^”\"]{3,60}[”\"]|(?!the\b|a\b)[a-z][\w' -]{3,110}?(?=\s+(?:by|in|on|at|and|but|for|when)\b|[,.;:)]))",  # noqa: E501
        "office": rf"(?:[a-z][a-z-]+(?:\s+[a-z-]+){{0,2}}\s+(?:of|to|in|at)\s+(?:the\s+)?{_SEAT}|(?i:{office})(?:\s+(?:of|to|in|at|for)\s+(?:the\s+)?{_SEAT})?(?![\w-]))",  # noqa: E501
        "event": rf"(?:(?:[A-Z0-9][\w'’-]*|civil|great|first|second|third|world|general|peasant|naval|campaign)\s+){{0,4}}(?i:{event})\b(?:\s+(?:of|against|in|at)\s+(?:the\s+)?(?:{_CAP}(?:\s+{_CAP}){{0,2}}|\d{{4}}(?:\s*[-–]\s*\d{{2,4}})?)){{0,2}}|{_CAP}(?:\s+{_CAP})+",  # noqa: E501
        "exile": rf"abroad|in\s+(?:the\s+)?{_CAP}(?:\s+{_CAP}){{0,2}}",
    }


class _Deed(Struct, frozen=True):
    property: str
    pattern: re.Pattern[str]
    object: str
    verb: str
    suffered: bool


@cache
def _deeds() -> tuple[_Deed, ...]:
    table = tomllib.loads(files("testimonia.text").joinpath("deeds.toml").read_text(encoding="utf-8"))
    made = []
    for row in table["deed"]:
        patient = r"(?:(?P<patient>him|her|" + NAME + r"|both\s+of\s+them)\s+)" if row.get("suffered") else ""
        made.append(
            _Deed(
                row["property"],
                re.compile(
                    rf"(?<![\w'’\-])(?P<verb>{row['verb']})\s+{patient}{row['joint']}(?P<object>{_objects()[row['object']]})"
                ),
                row["object"],
                row["verb"] + " publ. pub.",  # the optional l of the pattern, spelt out
                bool(row.get("suffered")),
            )
        )
    return tuple(made)


def deeds(text: str, sentences: Sequence[tuple[int, int]], scene: Scene, tokens: frozenset[str]) -> Iterator[Said]:
    """What the last of these sentences, which holds these tokens, says that anybody did or was. `text` is flat."""
    low, high = sentences[-1]
    cues = tokens & words(_DEED_WORDS)
    if not cues:
        return
    went: list[Said] = []
    for deed in _deeds_for(cues):
        for found in deed.pattern.finditer(text, low, high):
            told = list(_done(text, sentences, deed, found, scene))
            went += (said for said in told if said.property in ("moved", "exiled"))
            yield from told
    if went and cues & _FOLLOW_CUES:
        yield from _followed(text, sentences, went[-1], scene)
    if cues & KIN_CUES:
        yield from kin(text, sentences, scene)
    if cues & AGE_CUES:
        yield from ages(text, sentences, scene)
    if cues & NAME_CUES:
        yield from names(text, sentences, scene)


@lru_cache(maxsize=4096)
def _deeds_for(cues: frozenset[str]) -> tuple[_Deed, ...]:
    """The deeds whose verb can be among these words (most sentences hold one)."""
    return tuple(deed for deed in _deeds() if any(cue in deed.verb or re.escape(cue) in deed.verb for cue in cues))


def _done(
    text: str, sentences: Sequence[tuple[int, int]], deed: _Deed, found: re.Match[str], scene: Scene
) -> Iterator[Said]:
    value = found["object"].strip(' ,."“”').removeprefix("in ")
    begin = found.start("object")
    begin += len(found["object"]) - len(found["object"].lstrip(' ,."“”'))
    begin += 3 if found["object"].startswith("in ") else 0
    member = scene.cast.covering(begin, begin + len(value))
    if deed.object == "whence" and _FROM.match(value) and member is None:
        member = scene.cast.covering(begin + _FROM.match(value).end(), begin + len(value))  # type: ignore[union-attr]
    if len(value) < 3 or not _is_fit(text, deed, found, value, member):
        return
    if NOT_OBJECT.match(value) and not _opens_title(text, deed, begin, member):
        return
    if not _is_of_kind(member, deed, value) or not _is_whole(text, begin, value, deed, member):
        return
    if deed.object == "work" and not _is_titled(text, begin, value, member, scene):
        return
    is_title = member is not None and deed.object in ("title", "work") and member.kind == "work"
    if member is not None and is_title and member.begin == begin and member.end > begin + len(value):
        value = text[begin : member.end]  # "The House with the Green Shutters"
    elif (
        member is not None
        and member.begin == begin
        and deed.object in _CLIPPED
        and _TAIL.match(value, member.end - begin)
        and not _PURPOSE.match(value, member.end - begin)
    ):
        value = text[begin : member.end]
    value = _IN_MONTH.sub("", value)
    noun = _COMMON_NOUN.match(text, begin + len(value))
    if deed.object in ("organisation", "school"):
        if noun:
            value = text[begin : noun.end()]
        elif _is_part(text, begin, value):
            return
    if deed.property == "founder-of" and _is_part(text, begin, value):
        return  # "started the Nazi war machine moving"
    if deed.object == "text":
        value = _OWN_CLAUSE.split(value)[0]
    doers = _patients(text, sentences, found, scene) if deed.suffered else [_doer(text, sentences, found, scene)]
    for subject in doers:
        if is_known(subject):
            yield from _told(text, sentences, (deed, found, begin, value), subject, scene)


def _told(
    text: str,
    sentences: Sequence[tuple[int, int]],
    what: tuple[_Deed, re.Match[str], int, str],
    subject: Subject,
    scene: Scene,
) -> Iterator[Said]:
    deed, found, begin, value = what
    before = text[max(sentences[-1][0], found.start() - 60) : found.start()]
    if is_supposed(before):
        return
    mode, polarity = mode_of(before)
    if mode == "asserted" and re.match(r"\s+or\s", text[begin + len(value) : begin + len(value) + 4]):
        mode = "hedged"  # "was a member of the Guild or a lodger": one of two
    after = read_adjuncts(text, begin + len(value), sentences[-1][1])
    date = after.dates[0] if after.dates else _leading(text, sentences[-1][0], subject)
    end = max(begin + len(value), date.end if date else 0)
    start = min(found.start(), subject.begin) if subject.begin >= sentences[-1][0] else found.start()
    start = min(start, date.begin) if date else start
    when = date.edtf if date else ""
    for at, stop in ((begin, begin + len(value)), *_joined(text, deed, begin + len(value), scene)):
        yield Said(
            deed.property, text[at:stop], subject, at, stop, start, max(end, stop), mode, when, polarity=polarity
        )  # fmt: skip


_FOLLOW_CUES = frozenset(("followed", "accompanied"))
_FOLLOWED = re.compile(r"\b(?:followed|accompanied)\s+(?:him|her|them)\b(?!\s+(?:to|into|in|on)\b)")


def _followed(text: str, sentences: Sequence[tuple[int, int]], went: Said, scene: Scene) -> Iterator[Said]:
    """Who went along: "When Ashdown was exiled to Norwick in 1650, Cray followed him"."""
    for found in _FOLLOWED.finditer(text, max(sentences[-1][0], went.value_end), sentences[-1][1]):
        subject = who(text, sentences, found.start(), scene)
        if is_known(subject):
            yield replace(went, property="moved", subject=subject, begin=went.begin, end=found.end())


# What follows the name of one thing in a run of capitals: another; and the common noun that ends a name.
_TAIL = re.compile(r",?\s+(?:and|in|on|for)\s|,")
_PURPOSE = re.compile(
    r"(?:(?<=ation)|(?<=eague)|(?<=ittee)|(?<=ociety)|(?<=ouncil)|(?<=Union)|(?<=Fund))\s+for\s+(?:the\s+)?[A-Z]"
)
_IN_MONTH = re.compile(
    r"\s+(?:in|on|of)\s+(?:January|February|March|April|May|June|July|August|September|October|November|December)\b.*\Z"
)
_COMMON_NOUN = re.compile(
    r"\s(?:college|school|university|seminary|academy|party|movement|section|wing|faction|fraction|opposition|delegation|workers|unions?|bloc|bureau|group|government|chamber|army|church|league|union|club|society|office|company|regiment|order|parliament)\b"
)
_FROM = re.compile(r"from\s+(?:the\s+)?")
# "organising the strike of 1918 he swore": a clause of its own begins.
_OWN_CLAUSE = re.compile(r"(?:,|(?<=\d))\s+(?:he|she|they)\s")
# "charged him with forming a government": a task, and no accusation.
_TASK = re.compile(
    r"(?:forming|leading|drawing|preparing|carrying|supervising|administering|enforcing|collecting|conducting|"
    r"investigating|organi[sz]ing\s+(?:a|the)\s+(?:new|national|local)|(?:the|a|this)\s+(?:task|duty|mission|conduct|care))\b"
)
_LOWER = re.compile(r"\s[a-z]")


def _is_part(text: str, begin: int, value: str) -> bool:
    """Whether capitalised words are no name of a body: a people or a school as an adjective ("the leader of the Russian
    workers"), or a word for any body ("a member of the Committee")."""
    words_of = value.lower().split()
    if len(words_of) > 1:
        return False
    word, known = words_of[0], name_words()
    if word in known["organisations"] and word not in known["lone_organisations"]:
        return True
    adjective = word in known["demonyms"] and not word.endswith("s")
    return adjective or (_LOWER.match(text, begin + len(value)) is not None and _ADJECTIVE.search(word) is not None)


_ADJECTIVE = re.compile(r"(?:ian|ist|ite|ish|ese)\Z")
_AND = re.compile(r"\s*(?:,\s*(?:and\s+)?|and\s+)(?:(?:in|at|to)\s+)?(?:the\s+)?")


def _joined(text: str, deed: _Deed, end: int, scene: Scene) -> Iterator[tuple[int, int]]:
    """Further places or works of a list: "in Norwick and Saltmarsh"."""
    if deed.object not in _LISTED:
        return
    while True:
        joint = _AND.match(text, end)
        member = scene.cast.covering(joint.end(), joint.end() + 1, deed.object) if joint else None
        if joint is None or member is None or member.begin != joint.end() or "and" not in text[end : end + 60]:
            return
        yield member.begin, member.end
        end = member.end


_OWNED = re.compile(r"\b(?P<poss>[Hh]is|[Hh]er|[Mm]y)\s+(?:[\w-]+\s+){0,2}\Z")


def _doer(text: str, sentences: Sequence[tuple[int, int]], found: re.Match[str], scene: Scene) -> Subject:
    low, at = sentences[-1][0], found.start("verb")
    if not _is_noun(found["verb"]):
        return who(text, sentences, at, scene)
    owned = _OWNED.search(text, max(low, at - 40), at)
    if owned and owned["poss"].lower() == "my":
        return author_at(owned.start(), scene)
    if owned:
        return whose(text, sentences, owned.start("poss"), scene)
    article = _AS.search(text, max(low, at - 60), at) or _APPOSED.search(text, max(low, at - 40), at)
    return who(text, sentences, article.start() if article else at, scene)


# "served as the editor of", "was one of the leaders of"; "Ashdown, the editor of".
_AS = re.compile(
    r"\b(?:was|is|were|became|served\s+as|acted\s+as|worked\s+as|being|remained|as)\s+(?:(?:the|a|an|one\s+of\s+the)\s+)?(?:[a-z-]+\s+){0,2}\Z"
)
_APPOSED = re.compile(r",\s+(?:the|a|an|then|founder\s+and)\s+(?:[a-z-]+\s+){0,2}\Z")


def _is_noun(verb: str) -> bool:
    return any(word in words("deed_nouns") for word in verb.split()[:3])


def _patients(text: str, sentences: Sequence[tuple[int, int]], found: re.Match[str], scene: Scene) -> list[Subject]:
    """Whom the verb is done to: him, a person of the cast, or both whom the sentence before names."""
    at = found.start("patient")
    if found["patient"] in ("him", "her"):
        return [whose(text, sentences, at, scene)]
    if found["patient"].startswith("both"):
        people = scene.cast.within(*sentences[-2], "person") if len(sentences) > 1 else []
        two = {member.label: member for member in people}
        return [subject_from(member, scene, "antecedent") for member in two.values()] if len(two) == 2 else []
    member = scene.cast.covering(at, found.end("patient"), "person")
    return [subject_from(member, scene, "surname")] if member else []


_PASSIVE = re.compile(
    r"(?:\b(?:was|were|been|being|and)\s+(?:\w+ly\s+|soon\s+|then\s+|also\s+|again\s+|(?:soon\s+)?after(?:wards)?\s+|first\s+|subsequently\s+)*|[\w’'”]\s*,\s*(?:then\s+|now\s+|when\s+|later\s+|\w+ly\s+)?)\Z"
)
_ACTIVE_OFFICE = re.compile(r"(?:became|served|acted|worked|succeeded|role|position|held)\b")
_NO_OFFICE = frozenset(
    "engaged convert successor sketch acquainted attached subject known master-piece one sort kind part party use friend editor author founder member".split()  # noqa: E501
)


def _is_paper(text: str, found: re.Match[str], member: Member | None) -> bool:
    """Whether what somebody "wrote in" is a paper: it stands with an article or in marks, or is known for one."""
    known = member is not None and member.kind == "periodical"
    return known or re.search(r"(?:\bthe\s+|[“\"])\Z", text[: found.start("object") + 1].rstrip('“"')) is not None


def _is_fit(text: str, deed: _Deed, found: re.Match[str], value: str, member: Member | None) -> bool:
    """Whether the object is of the kind that the verb asks for, and the verb in the voice."""
    left = text[max(0, found.start("verb") - 40) : found.start("verb")]
    if deed.object == "office" and (not _names_office(value) or "successor" in value.split()[:3]):
        return False
    if found["verb"] == "charged" and _TASK.match(value):
        return False
    if deed.object == "periodical" and found["verb"] == "wrote" and not _is_paper(text, found, member):
        return False
    if deed.suffered or deed.object == "exile":
        return True
    if deed.object == "office":
        passive = _ACTIVE_OFFICE.match(found["verb"]) or _PASSIVE.search(left)
        return bool(passive) and not _NO_OFFICE & set(value.split()[:3])
    if deed.property in ("sentenced", "accused-of", "exiled", "imprisoned") and not _is_noun(found["verb"]):
        return _PASSIVE.search(left) is not None and not (found["verb"] == "confined" and " to " in found[0])
    if deed.property == "moved" and found["verb"].startswith(("returned", "went", "came", "followed")):
        return not re.search(r"\sfor\s", found[0][: found.start("object") - found.start()])  # elected, or in search of
    if deed.property == "member-of" and found["verb"] == "entered":
        folded = {fold_name(word) for word in value.split()}
        return bool(words("organised") & folded) and not folded & {"college", "university", "school"}
    if deed.object == "college":
        return bool(words("schools") & {fold_name(word) for word in value.split()})
    if deed.object == "periodical" and found["verb"] == "wrote" and value.split()[0] in words("languages"):
        return fold_name(value.split()[-1]) in name_words()["periodicals"]  # not what somebody "wrote in English"
    if deed.object == "title":
        return len(value.split()) > 1 or text[found.start("object") - 1] in '"“' or not value.islower()
    return True


def _names_office(value: str) -> bool:
    """Whether the words before "of" hold an office or a calling."""
    head = {fold_name(word) for word in re.split(r"\s(?:of|to|in|at)\s", value)[0].replace("-", " ").split()}
    known = words("offices", "roles") | name_words()["offices"] | name_words()["titles"]
    return bool(head & known) or fold_name(value.split(" of ")[0]) in known


def _is_of_kind(member: Member | None, deed: _Deed, value: str) -> bool:
    """Whether the document's mention at the object allows it to be what the deed asks for."""
    if number_in(value) is not None:
        return False  # "the Two and a Half International"
    if deed.object == "name":
        return member.kind == "person" if member else " " in value
    allowed = _FITS.get(deed.object)
    if allowed is None:
        return True
    if deed.object == "title" and member is not None and member.kind == "place" and len(value) <= len(member.form):
        return False  # "wrote the Norwick programme"
    if deed.property == "member-of" and member is None:
        return bool(words("organised") & {fold_name(word) for word in value.split()})
    return (member.kind if member else "") in allowed


def _opens_title(text: str, deed: _Deed, begin: int, member: Member | None) -> bool:
    """Whether "The" or "His" begins a title: one in marks, or that the document's mentions know."""
    known = member is not None and member.kind == "work" and member.begin == begin
    return deed.object in ("title", "work") and (known or text[begin - 1] in '“"')


def _is_titled(text: str, begin: int, value: str, member: Member | None, scene: Scene) -> bool:
    """Whether words after "collaborated in" are a title: more than one, or in marks; where the document's mentions know
    of none there, only in an article on a life."""
    is_article = scene.hero is not None and scene.hero.is_article
    return (" " in value or text[begin - 1] in '“"') and (member is not None or is_article)


def _is_whole(text: str, begin: int, value: str, deed: _Deed, member: Member | None) -> bool:
    """Whether the object's words are no mere part of a phrase: an owner, an adjective, the beginning of a sentence."""
    after = text[begin + len(value) : begin + len(value) + 2]
    if deed.object == "office":
        return not re.search(rf"(?:\A|\s)(?:{alternation('languages')})\Z", value)
    if deed.object in ("text", "exile"):
        return True
    if after in ("’s", "'s") or value.endswith(("’s", "'s")) or re.search(r"\s[A-Z]\Z", value):
        return False
    if deed.object == "title" and member is None and " " not in value:
        return text[begin - 1] in '“"' or text[max(0, begin - 2) : begin].isspace()
    return True


def _leading(text: str, low: int, subject: Subject) -> ClaimDate | None:
    """A date that opens the sentence before its subject."""
    if subject.begin <= low:
        return None
    date = date_at(text, low, subject.begin)
    return date if date and not text[date.end : subject.begin].strip(" ,") else None
