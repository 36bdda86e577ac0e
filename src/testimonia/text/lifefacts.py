"""What a clause about a birth or a death tells: date, place, age and cause, each with its words; and counted dates."""

import re
from collections.abc import Iterator

from testimonia.text.adjuncts import read_adjuncts
from testimonia.text.cast import Scene
from testimonia.text.claimdates import ClaimDate, date_at
from testimonia.text.modes import mode_of
from testimonia.text.said import Said
from testimonia.text.subjects import Subject


def facts(text: str, sentence: tuple[int, int], verb: tuple[int, int], what: str, subject: Subject) -> Iterator[Said]:
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


def counted(
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
