"""Births and deaths as sentences tell them."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from testimonia.text.adjuncts import read_adjuncts
from testimonia.text.cast import Scene, subject_from, who, whose
from testimonia.text.claimwords import manners
from testimonia.text.killings import killed
from testimonia.text.lifefacts import counted, facts
from testimonia.text.namewords import fold_name, name_words
from testimonia.text.said import Said
from testimonia.text.subjectcandidates import NAME, is_thing
from testimonia.text.subjects import Subject, is_known

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
        if cue[0] in ("Born", "Died") and re.search(r"[a-z]\s\Z|[A-Z][a-z]+\s\Z", text[max(low, at - 3) : at]):
            continue  # "Since Orme Died": a title
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
            yield from killed(text, sentences, (at, cue.end()), scene)


def _told(
    text: str, sentences: Sequence[tuple[int, int]], verb: tuple[int, int], what: str, scene: Scene
) -> Iterator[Said]:
    low, high = sentences[-1]
    subject = who(text, sentences, verb[0], scene)
    if subject.who == "unknown" or (subject.who == "other" and subject.begin == subject.end):
        return
    yield from facts(text, (low, high), verb, what, subject)
    yield from counted(text, (low, high), verb, what, subject, scene)


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
    for said in facts(text, (low, high), (found.start(), found.end()), found["noun"], subject):
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
        if named is None or is_thing(named[0]) or fold_name(named[0]) in name_words()["demonyms"]:
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
        own: list[Said] = []
    else:
        own = [
            said
            for said in facts(text, (begin, high), (begin, end), what, subject)
            if said.property.endswith(("-date", "-place"))
        ]
    yield from own
    if word in _DEEDS_OF_DEATH:
        last = max([end, *(said.end for said in own)])
        when = next((said.value for said in own if said.property == "death-date"), "")
        yield Said("manner-of-death", _DEEDS_OF_DEATH[word], subject, *noun, begin, last, "asserted", when)
