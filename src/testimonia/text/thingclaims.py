"""Organisations and events: other names, who led and who joined them, when and where things happened, who was there."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from testimonia.text.cast import Member, Scene, antecedent, subject_from, who
from testimonia.text.claimdates import date_at
from testimonia.text.claimwords import alternation, words
from testimonia.text.namewords import name_words
from testimonia.text.said import Said
from testimonia.text.subjectcandidates import is_set_off
from testimonia.text.subjects import Subject, is_known

_CAP = r"[A-ZÀ-Þ][\w'’-]*\w"
THING_CUES = frozenset("whose which that under led founded headed ranks".split())
LIST_CUES = frozenset("defendants accused delegates participants prisoners victims present".split())


def things(text: str, sentences: Sequence[tuple[int, int]], scene: Scene, tokens: frozenset[str]) -> Iterator[Said]:
    """What the last of these sentences says of organisations. `text` is flat."""
    low, high = sentences[-1]
    if not tokens & THING_CUES and text.find("(", low, high) < 0:
        return
    for group in scene.cast.within(low, high, "organisation"):
        yield from _other_name(text, high, group, scene)
        yield from _led(text, high, group, scene)
        yield from _joined(text, sentences, group, scene)
    if "ranks" in tokens:
        yield from _ranks(text, sentences, scene)


_BRACKET = re.compile(
    rf"\s*\((?:(?:or|i\.e\.,?)\s+)?(?:the\s+)?[“\"]?(?P<name>{_CAP}(?:\s+(?:of\s+(?:the\s+)?)?{_CAP}){{0,6}})[”\"]?\)"
)


def _other_name(text: str, high: int, group: Member, scene: Scene) -> Iterator[Said]:
    """ "the Norpol (the Northern Police)"."""
    found = _BRACKET.match(text, group.end, high)
    if not found:
        return
    inside = scene.cast.covering(found.start("name"), found.end("name"))
    if inside is not None and inside.kind != "organisation":
        return
    if " " not in found["name"] and not found["name"].isupper() and inside is None:
        return
    if not _is_short_for(text[group.begin : group.end], found["name"]):
        return
    subject = Subject("thing", group.begin, group.end, "organisation")
    yield Said("alias", found["name"], subject, found.start("name"), found.end("name"), group.begin, found.end())


def _is_short_for(name: str, other: str) -> bool:
    """Whether of two names one is letters for a body and the other its name written out, or both end in a word for a
    body: "ELAS (the People’s Liberation Army)", "the French Labour Party (Socialist Party)". "The Party (Majority
    Group)" is a part of it."""
    short = [form.isupper() or "." in form or " " not in form for form in (name, other)]
    if short[0] != short[1]:
        return True
    heads = name_words()["organisations"]
    kinds = [{word for word in form.lower().split() if word in heads} for form in (name, other)]
    return bool(kinds[0] & kinds[1]) or not (name.isascii() and other.isascii()) or (not any(short) and not kinds[1])


_ROLE = r"(?P<role>leaders?|founders?|editors?|members?|presidents?|secretar(?:y|ies)|chairm[ae]n)"
_WHOSE = re.compile(
    rf"(?:\s*\([^)]{{2,40}}\))?,?\s+(?:and\s+)?(?:(?:one|some|among)\s+of\s+)?whose\s+(?:[\w-]+\s+){{0,2}}{_ROLE}\s+(?:was|were|is|are)\s+"
)
_UNDER = re.compile(
    r"(?:\s*\([^)]{2,40}\))?,?\s+(?:under|led\s+by|founded\s+by|headed\s+by|under\s+the\s+leadership\s+of)\s+(?:the\s+)?"
)
_BY_ROLE = {"l": "leader-of", "f": "founder-of", "e": "editor-of", "m": "member-of", "p": "leader-of", "s": "office-held",  # noqa: E501
            "c": "leader-of"}  # fmt: skip


def _led(text: str, high: int, group: Member, scene: Scene) -> Iterator[Said]:
    for pattern in (_WHOSE, _UNDER):
        found = pattern.match(text, group.end, high)
        person = scene.cast.covering(found.end(), found.end() + 1, "person") if found else None
        if not found or person is None or person.begin != found.end():
            continue
        end = person.end
        if pattern is _WHOSE:
            name = _BY_ROLE[found["role"][0]]
        else:
            tail = re.match(
                r"['’]s?\s+(?:leadership|guidance|direction|command|presidency)", text[person.end : person.end + 24]
            )
            if "under " in found[0] and "leadership" not in found[0] and not tail:
                continue
            end += tail.end() if tail else 0
            name = "founder-of" if "founded" in found[0] else "leader-of"
        yield Said(name, group.label, subject_from(person, scene, "surname"), group.begin, group.end, group.begin, end)


_RELATIVE = re.compile(
    rf"(?:\s*\([^)]{{2,60}}\))?,?\s+(?:which|that)\s+(?P<who>he|she|{_CAP}(?:\s+{_CAP}){{0,2}})\s+(?:had\s+|also\s+|then\s+|later\s+|himself\s+|herself\s+)*(?P<verb>joined|entered|founded|established|led|headed|(?:did|had\s+done)\s+(?:so\s+)?much\s+to\s+(?:found|establish|build))(?P<tail>\s+in\s+(?=\d{{4}}))?"
)


def _joined(text: str, sentences: Sequence[tuple[int, int]], group: Member, scene: Scene) -> Iterator[Said]:
    """ "the League, which he joined in 1919"."""
    high = sentences[-1][1]
    found = _RELATIVE.match(text, group.end, high)
    if not found:
        return
    subject = who(text, sentences, found.start("verb"), scene)
    if not is_known(subject) and found["who"] not in ("he", "she"):
        return
    if not is_known(subject):
        subject = antecedent(text, sentences, found.start("who"), scene)
    date = date_at(text, found.end(), high) if found["tail"] else None
    verb = found["verb"]
    name = "member-of" if verb in ("joined", "entered") else "leader-of" if verb in ("led", "headed") else "founder-of"
    if is_known(subject):
        end = date.end if date else found.end("verb")
        yield Said(name, group.label, subject, group.begin, group.end, group.begin, end, when=date.edtf if date else "")


_RANKS = re.compile(
    r"\b(?:took\s+(?:his|her)\s+place|found\s+(?:his|her)\s+place|stood|fought|served|entered)\s+(?:in|into)\s+(?:its|the)\s+ranks(?P<of>\s+of\s+(?:the\s+)?)?"
)


def _ranks(text: str, sentences: Sequence[tuple[int, int]], scene: Scene) -> Iterator[Said]:
    """ "took his place in its ranks": of the only organisation that the sentence before names last."""
    low, high = sentences[-1]
    for found in _RANKS.finditer(text, low, high):
        subject = who(text, sentences, found.start(), scene)
        if found["of"]:
            group = scene.cast.covering(found.end(), found.end() + 1, "organisation")
        else:
            before = scene.cast.within(*sentences[-2], "organisation") if len(sentences) > 1 else []
            group = before[-1] if len({g.label for g in before}) == 1 else None
        if group is not None and is_known(subject):
            begin = min(found.start(), subject.begin) if subject.begin >= low else found.start()
            end = group.end if found["of"] else found.end()
            yield Said("member-of", group.label, subject, group.begin, group.end, begin, end)


@cache
def _event_words() -> frozenset[str]:
    small = words("events") | LIST_CUES | {"execution", "delegation"}
    return small | {word.capitalize() for word in small}


@cache
def _event() -> re.Pattern[str]:
    noun = alternation("events")
    lead = rf"(?:(?:{_CAP}|civil|great|first|second|third|world|general|peasant|naval|religious|last|late)\s+){{0,4}}"
    body = rf"(?:the\s+)?{_CAP}(?:\s+{_CAP}){{0,3}}"
    name = rf"(?P<name>{lead}(?i:{noun})(?:\s+(?:of|at)\s+{body}(?:\s+of\s+{body})?)?)"
    verb = r"(?:was\s+(?:fought|held|signed|begun|opened|concluded|suppressed|crushed)|took\s+place|broke\s+out|began|opened|occurred|met|ended)"  # noqa: E501
    return re.compile(
        rf"(?<![\w-])(?:[Tt]he\s+)(?:(?P<year>1[0-9]\d\d)\s+)?{name}(?:\s+of\s+(?=\d)|\s*\((?=\d|from)|,?\s+(?:which\s+)?(?P<verb>{verb})\s+(?P<where>(?:at|in|near)\s+(?:the\s+)?)?(?:on\s+|in\s+)?|(?=\s))"
    )


def events(text: str, sentences: Sequence[tuple[int, int]], scene: Scene, tokens: frozenset[str]) -> Iterator[Said]:
    """When and where events of the last sentence happened, and who is listed at them."""
    low, high = sentences[-1]
    if not tokens & _event_words():
        return
    for found in _event().finditer(text, low, high):
        if is_set_off(text, found.end("name")):
            continue
        subject = Subject("thing", found.start("name"), found.end("name"), "event")
        if found["year"]:
            yield Said("event-date", found["year"], subject, *found.span("year"), found.start(), found.end("name"))
            continue
        if found.end() == found.end("name"):
            continue
        begin, at = found.start(), found.end()
        place = scene.cast.covering(at, at + 1, "place") if found["where"] else None
        if place is not None and place.begin == at:
            yield Said("event-place", place.label, subject, place.begin, place.end, begin, place.end)
            joint = re.compile(r",?\s+(?:on|in)\s+(?:the\s+)?").match(text, place.end, high)
            at = joint.end() if joint else high
        date = date_at(text, at, min(high, at + 60))
        if date is not None and not (found["verb"] or "").startswith("ended"):
            yield Said("event-date", date.edtf, subject, date.begin, date.end, begin, date.end)
    yield from _listed(text, (low, high), scene)


_AMONG = re.compile(
    r"\b(?:defendants|accused|delegates|participants|prisoners|victims|those\s+present)\b,?\s*(?:\(|,?\s+(?:among\s+them|among\s+whom\s+were|including)\s+)"
)


@cache
def _bracketed_list() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:trial|execution|conspiracy|conference|congress|delegation|plot)\s+of\s+(?:the\s+)?[\w-]+\s+\("
    )


def _listed(text: str, sentence: tuple[int, int], scene: Scene) -> Iterator[Said]:
    """ "the defendants, among them Ash and Cray", "the trial of the sixteen (Ash, Cray, Orme)"."""
    low, high = sentence
    for found in (*_AMONG.finditer(text, low, high), *_bracketed_list().finditer(text, low, high)):
        is_trial = "(" in found[0] and " of " in found[0]
        event = None if is_trial else next(iter(reversed(scene.cast.within(low, found.start(), "event"))), None)
        if not is_trial and event is None:
            continue
        spot = (event.begin, event.end) if event else (found.start(), found.end() - 2)
        value = " ".join(text[spot[0] : spot[1]].split())
        at = found.end()
        while (person := _name_at(text, at, high, scene)) is not None:
            subject = person
            yield Said("participated-in", value, subject, *spot, spot[0], subject.end)
            joint = re.compile(r"\s*(?:,\s*(?:and\s+)?|and\s+)").match(text, subject.end, high)
            if joint is None:
                break
            at = joint.end()


def _name_at(text: str, at: int, high: int, scene: Scene) -> Subject | None:
    member = scene.cast.covering(at, at + 1)
    if member is not None:
        return subject_from(member, scene, "surname") if member.kind == "person" and member.begin == at else None
    return None
