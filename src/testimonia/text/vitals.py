"""Births and deaths as sentences tell them, and life dates in brackets."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from testimonia.text.adjuncts import Adjuncts, read_adjuncts
from testimonia.text.cast import Scene, subject_from, who, whose
from testimonia.text.claimdates import ClaimDate, date_at, read_claim_date
from testimonia.text.claimwords import alternation, manners
from testimonia.text.namewords import fold_name, name_words
from testimonia.text.personname import refers
from testimonia.text.said import Said
from testimonia.text.subjectcandidates import NAME
from testimonia.text.subjects import Subject, is_known, without_fillers

_VITAL = (
    "born Born died Died dying death expired murder suicide execution assassination executed beheaded hanged guillotined "  # noqa: E501
    "burned burnt martyred decapitated murdered assassinated poisoned strangled stabbed killed slain shot drowned "
    "b. B. d. D. birth"
)
VITAL_CUE = re.compile(rf"(?<![\w'’\-])(?:{'|'.join(re.escape(word) for word in _VITAL.split())})(?![\w])")


@cache
def vital_words() -> frozenset[str]:
    """The words one of which a sentence about a birth or a death holds."""
    return frozenset(_VITAL.split())


_BORN = re.compile(
    r"[Bb]orn(?!\s+(?:to|again|into|with|for|under|him|her|leader|poet)\b)(?![\w-])|[Bb]\.(?=\s\s)|b\.(?=,?\s+(?:at|in|near|on|c\.|about|abt|of|(?:\w+\s+)?\d|[A-Z]\w+))"
)
_STILL = "".join(f"(?<!{word} )" for word in "is are was were lay be perhaps now".split())  # dying, and not dead
_DIED = re.compile(
    rf"(?:[Dd]ied|{_STILL}dying|expired)(?![\w-])(?!\s+(?:out|away|down|for|to)\b)"
    r"|[Dd]\.(?=\s\s)|d\.(?=,?\s+(?:at|in|near|on|c\.|about|of|unm|s\.p|aged|(?:\w+\s+)?\d|[A-Z]\w+))"
)
_NOMINAL = re.compile(r"(?<!\w)(?P<poss>[Hh]is|[Hh]er)\s+(?:\w+\s+)?(?P<noun>death|birth)(?![\w'’])")


def vitals(text: str, sentences: Sequence[tuple[int, int]], scene: Scene) -> Iterator[Said]:
    """What the last of these sentences says of anybody's birth and death. `text` is flat."""
    low, high = sentences[-1]
    for cue in VITAL_CUE.finditer(text, low, high):
        at = cue.start()
        born, died = _BORN.match(text, at, high), _DIED.match(text, at, high)
        if born or died:
            verb = (born or died).end()  # type: ignore[union-attr]
            yield from _told(text, sentences, (at, verb), "birth" if born else "death", scene)
        elif cue[0] in ("death", "birth"):
            yield from _nominal(text, sentences, at, scene)
            yield from _of_somebody(text, (low, high), cue.span(), scene)
        elif cue[0] in _DEEDS_OF_DEATH:
            yield from _of_somebody(text, (low, high), cue.span(), scene)
        elif cue[0] in manners():
            yield from _killed(text, sentences, (at, cue.end()), scene)


def _told(
    text: str, sentences: Sequence[tuple[int, int]], verb: tuple[int, int], what: str, scene: Scene
) -> Iterator[Said]:
    low, high = sentences[-1]
    subject = who(text, sentences, verb[0], scene)
    if subject.who == "unknown" or (subject.who == "other" and subject.begin == subject.end):
        return
    yield from _facts(text, (low, high), verb, what, subject)
    yield from _counted(text, (low, high), verb, what, subject, scene)


def _facts(text: str, sentence: tuple[int, int], verb: tuple[int, int], what: str, subject: Subject) -> Iterator[Said]:
    after = read_adjuncts(text, verb[1], sentence[1])
    before = _before(text, sentence[0], verb[0], subject) if not after.dates else None
    mode, polarity = mode_of(text[max(sentence[0], verb[0] - 60) : verb[0]], after)
    begin = min(
        verb[0], subject.begin if sentence[0] <= subject.begin else verb[0], before.begin if before else verb[0]
    )
    spot = (max(begin, sentence[0]), max(after.end, verb[1]))
    dates = after.dates[:1] or ([before] if before else [])
    when = dates[0].edtf if dates else ""
    place = after.places[0].value if after.places else ""
    if not polarity:
        return
    for date in dates:
        yield Said(
            f"{what}-date",
            date.edtf,
            subject,
            date.begin,
            date.end,
            spot[0],
            max(spot[1], date.end),
            mode,
            "",
            place,
            date.calendar,
            date.slip,
        )
    if after.places:
        named = after.places[0]
        value = ("near " if after.near else "") + named.value
        yield Said(f"{what}-place", value, subject, named.begin, named.end, *spot, mode, when)
    if after.age and what == "death":
        yield Said("age-at-death", after.age.value, subject, after.age.begin, after.age.end, *spot, mode, when)
    if after.cause and what == "death":
        yield Said("cause-of-death", after.cause.value, subject, after.cause.begin, after.cause.end, *spot, mode, when)
    if what == "death" and text[verb[0] : verb[1]] in ("died", "Died", "dying", "expired"):
        yield Said("manner-of-death", "died", subject, verb[0], verb[1], *spot, mode, when)


COUNTED_CHARS = 60
_OPENS_CLAUSE = re.compile(r"(?:\A|[,;]|\b(?:and|but|then))[\s\"“‘]*\Z")


def _counted(
    text: str, sentence: tuple[int, int], verb: tuple[int, int], what: str, subject: Subject, scene: Scene
) -> Iterator[Said]:
    """A date that counts from the document's own, where the sentence gives no other: "Six years ago Ashdown died"."""
    after = read_adjuncts(text, verb[1], sentence[1])
    if after.dates or mode_of(text[max(sentence[0], verb[0] - 60) : verb[0]])[0] != "asserted":
        return
    for begin, end, edtf, anchor in scene.counted:
        by_pronoun = subject.begin < end  # whom "he" means is named before
        leads = sentence[0] <= begin and end <= verb[0]
        opens = leads and _OPENS_CLAUSE.search(text[sentence[0] : begin]) is not None
        follows = verb[1] <= begin <= after.end + 2 and begin < verb[1] + COUNTED_CHARS
        between = text[end : verb[0] if by_pronoun else subject.begin].strip(" ,")
        if follows or (opens and between in (("he", "she") if by_pronoun else ("",))):
            spot = (min(begin, verb[0]), max(end, verb[1]))
            yield Said(f"{what}-date", edtf, subject, begin, end, *spot, "inferred", counted=anchor)
            return


_NOT_OWN = re.compile(r"\b(?:after|since|until|till|from|between|before|when|by)\s*\Z")


def _before(text: str, low: int, verb: int, subject: Subject) -> ClaimDate | None:
    """A date that opens the sentence right before its subject: "On 16 May 1671 she died"."""
    if not low <= subject.begin < verb or subject.how in ("head", "pronoun after another person"):
        return None
    lead = text[low : subject.begin]
    date = date_at(text, low, subject.begin)
    if date is None:
        comma = lead.rfind(" on ") if " on " in lead else -1
        date = (
            date_at(text, low + comma + 1, subject.begin)
            if comma >= 0 and re.match(r"[^;:.]{0,40}\Z", lead[:comma])
            else None
        )
    if (
        date
        and text[date.end : subject.begin].strip(" ,") == ""
        and not _NOT_OWN.search(lead[: date.begin - low].lower())
    ):
        between = text[subject.end : verb]
        apposed = between.startswith(",") and between.rstrip().endswith(",")
        barred = r"\b(?:who|which|when|after|that)\b" if apposed else r"\b(?:who|which|and|when|after|that)\b"
        return date if not re.search(barred, between) else None
    return None


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return tuple(
        re.compile(rf"(?<![\w'-])(?:{alternation(name)})(?![\w'-])") for name in ("denials", "hedges", "reports")
    )  # type: ignore[return-value]


def mode_of(before: str, after: Adjuncts | None = None) -> tuple[str, bool]:
    """How a thing is said, by the words right before its verb: the mode and the polarity.

    >>> mode_of("he is said to have been ")
    ('reported', True)
    """
    clause = re.split(r"[;:,]|\b(?:and|but|who|which)\b", before)[-1]
    denial, hedge, report = _cues()
    if denial.search(clause):
        return "denied", False
    if report.search(clause):
        return "reported", True
    if hedge.search(clause) or (after and after.hedged):
        return "hedged", True
    return "asserted", True


def _nominal(text: str, sentences: Sequence[tuple[int, int]], at: int, scene: Scene) -> Iterator[Said]:
    low, high = sentences[-1]
    found = next((m for m in _NOMINAL.finditer(text, max(low, at - 30), high) if m.start("noun") == at), None)
    if not found:
        return
    subject = whose(text, sentences, found.start("poss"), scene)
    if not is_known(subject):
        return
    after = read_adjuncts(text, found.end(), high)
    direct = re.match(
        r"\s*(?:,?\s*(?:which\s+)?(?:took\s+place|happened|occurred|ensued)|\s+(?:at|in|on)\s)",
        text[found.end() : high],
    )
    if not direct:
        return
    for said in _facts(text, (low, high), (found.start(), found.end()), found["noun"], subject):
        if (
            said.property != "manner-of-death"
            and (said.property.endswith("date") or said.property.endswith("place"))
            and after.dates
        ):
            yield said


_DEEDS_OF_DEATH = {"murder": "murder", "assassination": "murder", "execution": "execution", "suicide": "suicide"}
_OF = re.compile(r"\s+of\s+(?:the\s+late\s+)?")
_POSSESSED = re.compile(r"['’]s?\s+(?:(?:sudden|early|untimely|tragic|premature|violent|brutal)\s+)?\Z")


# "Ashdown’s murder in Norwick", but not "Ashdown’s murder squad".
_STANDS_ALONE = re.compile(
    r"\s*(?:[^\w\s]|\Z)|\s+(?:in|at|on|by|of|was|is|were|had|has|and|which|that|as|when|for|from|or|but|to|the|a|it|he|she|did|would)\b"
)


# "preparing the assassination of Ashdown": meant, and not yet done.
_ONLY_MEANT = re.compile(
    r"\b(?:prepar|plann?|plott?|attempt|order|organi[sz]|threat|demand|contemplat|advocat|incit|call)\w*\s+(?:of\s+|for\s+|to\s+|at\s+|on\s+)?"
    r"(?:the\s+|his\s+|her\s+|an?\s+)?\Z"
)


def _of_somebody(text: str, sentence: tuple[int, int], noun: tuple[int, int], scene: Scene) -> Iterator[Said]:
    """ "the murder of Ashdown in Norwick", "Ashdown’s death in 1671"."""
    low, high = sentence
    if _ONLY_MEANT.search(text, max(low, noun[0] - 60), noun[0]):
        return
    of = _OF.match(text, noun[1], high)
    owned = _POSSESSED.search(text, max(low, noun[0] - 14), noun[0])
    person = scene.cast.covering(of.end(), of.end() + 1) if of else None
    end = person.end if person else noun[1]
    if of and person is None and text[noun[0] : noun[1]] in ("murder", "assassination", "execution"):
        named = re.compile(NAME).match(text, of.end(), high)
        if named is None or name_words().is_place(fold_name(named[0])):
            return
        subject, end = Subject("other", *named.span(), "name"), named.end()
    elif of and person is not None and person.kind == "person" and person.begin == of.end():
        subject = subject_from(person, scene, "surname")
    elif (
        owned
        and _STANDS_ALONE.match(text, noun[1])
        and (owner := scene.cast.ending(owned.start(), "person")) is not None
    ):
        subject = subject_from(owner, scene, "surname")
    else:
        return
    word = text[noun[0] : noun[1]]
    what = "birth" if word == "birth" else "death"
    begin = min(noun[0], subject.begin)
    if not re.match(r"\s*,?\s*(?:in|at|on)\s", text[end:high]):
        facts: list[Said] = []
    else:
        facts = [
            said
            for said in _facts(text, (begin, high), (begin, end), what, subject)
            if said.property.endswith(("-date", "-place"))
        ]
    yield from facts
    if word in _DEEDS_OF_DEATH:
        last = max([end, *(said.end for said in facts)])
        when = next((said.value for said in facts if said.property == "death-date"), "")
        yield Said("manner-of-death", _DEEDS_OF_DEATH[word], subject, *noun, begin, last, "asserted", when)


_PASSIVE = re.compile(r"(?:\b(?:was|were|been|being|and)\s+(?:\w+ly\s+)?|[;,]\s*(?:and\s+)?)\Z")


def _killed(text: str, sentences: Sequence[tuple[int, int]], verb: tuple[int, int], scene: Scene) -> Iterator[Said]:
    low, high = sentences[-1]
    left = text[low : verb[0]]
    yield from _victim(text, sentences, verb, scene)
    yield from _killed_him(text, sentences, verb, scene)
    yield from _so_called(text, verb, scene)
    if not _PASSIVE.search(left):
        return
    passive = bool(re.search(r"\b(?:was|were|been|being)\s+(?:\w+ly\s+)?\Z", left))
    if not passive and not (scene.hero and low <= scene.hero.opening < high):
        return
    subjects = _both(text, low, left, scene) or [who(text, sentences, verb[0], scene)]
    mode, polarity = mode_of(left[-60:])
    if not polarity or _is_survived(text, verb, high, mode):
        return
    for subject in subjects:
        if subject.who != "unknown" and not (subject.who == "other" and subject.begin == subject.end):
            yield from _killed_so(text, (low, high), verb, subject, mode)


_MAY_SURVIVE = frozenset("shot burned burnt poisoned stabbed".split())


def _is_survived(text: str, verb: tuple[int, int], high: int, mode: str) -> bool:
    """Whether the verb tells of no death: in effigy, shot at, or only said of one who may have lived on."""
    word, after = text[verb[0] : verb[1]], text[verb[1] : high]
    if word in _MAY_SURVIVE and re.match(r"\s+(?:in\s+effigy|in\s+the|at\s+by|but)", after):
        return True
    return bool(re.match(r"\s+in\s+effigy|\s+to\s+(?:the\s+)?\w+ed", after)) or (
        word in _MAY_SURVIVE | {"drowned", "hanged"} and mode != "asserted"
    )


def _both(text: str, low: int, left: str, scene: Scene) -> list[Subject]:
    """Two persons who are the subject of one plural verb: "Ashdown and Cray were murdered"."""
    if not re.search(r"\bwere\s+(?:\w+\s+)?\Z", left):
        return []
    second = scene.cast.ending(low + len(without_fillers(left)), "person")
    joint = re.search(r"\s+and\s+\Z", text[low : second.begin]) if second else None
    first = scene.cast.ending(low + joint.start(), "person") if joint else None
    return [subject_from(one, scene, "surname") for one in (first, second) if first and one]


def _killed_so(
    text: str, sentence: tuple[int, int], verb: tuple[int, int], subject: Subject, mode: str
) -> Iterator[Said]:
    low = sentence[0]
    word = text[verb[0] : verb[1]]
    facts = [said for said in _facts(text, sentence, verb, "death", subject) if said.property != "cause-of-death"]
    facts = [] if word in _MAY_SURVIVE else facts
    yield from facts
    yield from _killer(text, sentence, verb, subject, mode)
    begin = max(low, min(verb[0], subject.begin if subject.begin >= low else verb[0]))
    end = max([verb[1], *(said.end for said in facts)])
    when = next((said.value for said in facts if said.property == "death-date"), "")
    if word not in _MAY_SURVIVE:
        yield Said("manner-of-death", manners()[word], subject, verb[0], verb[1], begin, end, mode, when)


_KILLER = re.compile(
    rf"\s+(?:\w+ly\s+)?(?:there\s+|(?:in|at)\s+[A-Z]\w+\s+)?by\s+(?P<by>(?:(?:an?|the|one|some|his|her|two|three)\s+(?:[a-z-]+\s+){{0,3}}(?:[a-z-]+|{NAME}(?:\s+(?:agents?|man|men|soldiers?|police|officers?|spies|spy|assassins?|gunm[ae]n|troops|guards?|mob))?)(?:\s+of\s+(?:the\s+)?{NAME})?|(?:order\s+of\s+)?{NAME}))(?=[\s.,;)])"
)
_NO_KILLER = re.compile(
    r"(?:an?|the|his|her)\s+(?:own\s+hand|shot|bullet|fall|cannon|stray|accident|explosion|fever|mistake|lightning|train|horse|blow)"
)


def _killer(text: str, sentence: tuple[int, int], verb: tuple[int, int], subject: Subject, mode: str) -> Iterator[Said]:
    """ "murdered by the soldiers of Ashdown"."""
    found = _KILLER.match(text, verb[1], sentence[1])
    if found and not _NO_KILLER.match(found["by"]):
        begin = min(verb[0], subject.begin) if subject.begin >= sentence[0] else verb[0]
        yield Said("killed-by", found["by"], subject, *found.span("by"), begin, found.end("by"), mode)


_VICTIM = re.compile(rf"\s+(?P<name>{NAME})(?=\s+(?:in|on|at|by|with)\b|[,.;])")


def _victim(text: str, sentences: Sequence[tuple[int, int]], verb: tuple[int, int], scene: Scene) -> Iterator[Said]:
    """Somebody killed as the object of the verb, and the killer: "They murdered Ashdown in Norwick in 1671"."""
    low, high = sentences[-1]
    found = _VICTIM.match(text, verb[1], high)
    left = text[low : verb[0]]
    if not found or re.search(r"\b(?:was|were|been|being|the)\s+(?:\w+ly\s+)?\Z", left):
        return
    member = scene.cast.covering(found.start("name"), found.end("name"), "person")
    if member is not None:
        subject = subject_from(member, scene, "name")
    elif scene.hero is not None and refers(scene.hero.name, found["name"]):
        subject = Subject("hero", found.start("name"), found.end("name"), "name")
    else:
        return
    mode, polarity = mode_of(left[-60:])
    if not polarity:
        return
    facts = [
        s
        for s in _facts(text, (verb[0], high), (verb[0], found.end()), "death", subject)
        if s.property != "cause-of-death"
    ]
    end = max([found.end(), *(said.end for said in facts)])
    when = next((said.value for said in facts if said.property == "death-date"), "")
    yield from facts
    yield Said("manner-of-death", manners()[text[verb[0] : verb[1]]], subject, *verb, verb[0], end, mode, when)
    killer = who(text, sentences, verb[0], scene)
    if is_known(killer) and killer.how in ("name", "surname", "conjunct") and low <= killer.begin:
        value = " ".join(text[killer.begin : killer.end].split())
        yield Said("killed-by", value, subject, killer.begin, killer.end, killer.begin, end, mode, when)


_HIM = re.compile(r"\s+(?:him|her(?=\s+(?:in|on|at|by|with|when|while|and|there)\b|[,.;:]))(?![\w'’-])")
_DID = frozenset("killed slew murdered assassinated executed beheaded".split())
_NOT_DONE = re.compile(
    r"\b(?:would|could|might|may|should|shall|will|to|not|never|nearly|almost|if|unless|having|be|been|was|were|who\s+had|had\s+(?:he|she|they|it))"
    r"(?:\s+\w+ly)?(?:\s+have)?\s*\Z"
)
_SHARES_SUBJECT = re.compile(r"(?:\b(?:and|or|then|but)|,)\s*\Z")
# "Whether by poison or by grief, it was they who killed her": that she was killed is said, and by what means is not.
LEFT_OPEN = re.compile(r"\b[Ww]hether\b[^.;!?]{3,200}?\bor\b")


def _killed_him(text: str, sentences: Sequence[tuple[int, int]], verb: tuple[int, int], scene: Scene) -> Iterator[Said]:
    """ "It was they who killed him"; with what the sentence leaves open before it."""
    low, high = sentences[-1]
    word = text[verb[0] : verb[1]]
    pronoun = _HIM.match(text, verb[1], high) if word in _DID else None
    if pronoun is None or _NOT_DONE.search(text[low : verb[0]][-40:]):
        return
    mode, polarity = mode_of(text[max(low, verb[0] - 60) : verb[0]])
    subject = whose(text, sentences, pronoun.end() - 3, scene)
    killer = who(text, sentences, verb[0], scene)
    if not is_known(killer) and _SHARES_SUBJECT.search(without_fillers(text[low : verb[0]])):
        return  # "Cray aimed at him and killed him": whose deed it is, is not known, and so whom "him" means
    if polarity and is_known(subject) and not _is_one(killer, subject, scene):
        left_open = LEFT_OPEN.search(text, low, verb[0])
        begin = left_open.start() if left_open else verb[0]
        yield Said("manner-of-death", manners()[word], subject, *verb, begin, pronoun.end(), mode)


def _is_one(a: Subject, b: Subject, scene: Scene) -> bool:
    """Whether two subjects are one person: nobody kills whom a "him" beside his own name means."""
    members = [scene.cast.covering(one.begin, one.end, "person") if is_known(one) else None for one in (a, b)]
    labels = {member.label for member in members if member}
    return (a.who == b.who == "hero") or (None not in members and len(labels) == 1)


def _so_called(text: str, verb: tuple[int, int], scene: Scene) -> Iterator[Said]:
    """ "the murdered Ashdown"."""
    member = scene.cast.covering(verb[1] + 1, verb[1] + 2, "person")
    if (
        member is not None
        and member.begin == verb[1] + 1
        and re.search(r"\b(?:the|our|late)\s\Z", text[max(0, verb[0] - 6) : verb[0]])
    ):
        subject = subject_from(member, scene, "surname")
        word = text[verb[0] : verb[1]]
        yield Said("manner-of-death", manners()[word], subject, *verb, verb[0], member.end)


_SIDE = r"(?:(?:b|d|c|ca|fl|bap|ob|born|died|about|circa|floruit|abt)\.?\s*)?(?:\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?[A-Z][a-z]+\.?,?\s+|[A-Z][a-z]+\.?\s+\d{1,2},\s+)?\d{3,4}(?:[-/]\d{1,2}(?=[\s,;)?–-]))?\s?\??"  # noqa: E501
LIFE = re.compile(rf"\(\s*(?P<a>{_SIDE})(?:\s*(?P<dash>--?|[–—]|;|,(?=\s*d))\s*(?P<b>{_SIDE})?)?\s*\)")
_MARK = re.compile(r"(?P<mark>born|died|floruit|b|d|fl|ob|bap)\b\.?\s*")


def life_dates(text: str, begin: int, end: int, subject: Subject, evidence_begin: int) -> Iterator[Said]:
    """The life that stands in brackets at text[begin] ("(1626-1697)", "(c. 1422-1491)", "(b. 1814)")."""
    found = LIFE.match(text, begin, end)
    if not found:
        return
    sides = [("a", found["a"]), ("b", found["b"])]
    for side, phrase in sides:
        if not phrase:
            continue
        mark = _MARK.match(phrase)
        word = mark["mark"] if mark else ""
        start = found.start(side) + (mark.end() if mark else 0)
        date = read_claim_date(text[start : found.end(side)])
        if date is None or word in ("fl", "floruit", "bap"):
            if side == "a" and word in ("fl", "floruit"):
                return
            continue
        if side == "a" and not found["dash"] and not word:
            return
        what = "death" if side == "b" or word in ("d", "died", "ob") else "birth"
        stop = found.end(side)
        while stop > start and text[stop - 1] == " ":
            stop -= 1
        yield Said(f"{what}-date", date.edtf, subject, start, stop, evidence_begin, found.end(), calendar=date.calendar)


_YEAR_BRACKET = re.compile(r"\(\s*(?:b\.|d\.|born|c\.|ca\.)?\s*\d{4}")
_ENDS_IN_NAME = re.compile(rf"(?<![\w'’-])(?P<name>{NAME})\s*,?\s*\Z")


def named_lives(text: str, begin: int, end: int) -> Iterator[tuple[str, int, int, int]]:
    """Names that brackets follow which can be a life: name, where it stands, where the brackets open."""
    for bracket in _YEAR_BRACKET.finditer(text, begin, end):
        found = _ENDS_IN_NAME.search(text, max(begin, bracket.start() - 60), bracket.start())
        if found:
            yield found["name"], found.start("name"), found.end("name"), bracket.start()
