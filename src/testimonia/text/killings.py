"""Violent deaths: who was killed, how, and by whom."""

import re
from collections.abc import Iterator, Sequence

from testimonia.text.cast import Scene, subject_from, who, whose
from testimonia.text.claimwords import manners
from testimonia.text.lifefacts import facts
from testimonia.text.modes import mode_of
from testimonia.text.personname import refers
from testimonia.text.said import Said
from testimonia.text.subjectcandidates import NAME
from testimonia.text.subjects import Subject, is_known, without_fillers

_PASSIVE = re.compile(r"(?:\b(?:was|were|been|being|and)\s+(?:\w+ly\s+)?|[;,]\s*(?:and\s+)?)\Z")


def killed(text: str, sentences: Sequence[tuple[int, int]], verb: tuple[int, int], scene: Scene) -> Iterator[Said]:
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
    own = [said for said in facts(text, sentence, verb, "death", subject) if said.property != "cause-of-death"]
    own = [] if word in _MAY_SURVIVE else own
    yield from own
    yield from _killer(text, sentence, verb, subject, mode)
    begin = max(low, min(verb[0], subject.begin if subject.begin >= low else verb[0]))
    end = max([verb[1], *(said.end for said in own)])
    when = next((said.value for said in own if said.property == "death-date"), "")
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
    own = [
        s
        for s in facts(text, (verb[0], high), (verb[0], found.end()), "death", subject)
        if s.property != "cause-of-death"
    ]
    end = max([found.end(), *(said.end for said in own)])
    when = next((said.value for said in own if said.property == "death-date"), "")
    yield from own
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
