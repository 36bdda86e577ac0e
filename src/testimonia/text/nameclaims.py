"""Other names: pseudonyms, aliases, names at birth."""

import re
from collections.abc import Iterator, Sequence

from testimonia.text.cast import Scene, who, whose
from testimonia.text.said import NOT_OBJECT, Said, part_said
from testimonia.text.subjectcandidates import NAME
from testimonia.text.subjects import UNKNOWN, Subject, is_known

NAME_CUES = frozenset("alias pseudonym nom name known née".split())
_ALIAS = re.compile(
    rf"(?P<how>under\s+the\s+(?:name|pseudonym|pen-name|nom\s+de\s+plume)\s+of|(?:better\s+|also\s+|generally\s+)?known\s+(?:as|by\s+(?:his|her)\s+(?:nom\s+de\s+plume|pseudonym)\s+of)|alias|whose\s+real\s+name\s+was|pseudonym(?:\s+of)?)\s+[“\"]?(?P<alias>{NAME})"
)


def names(text: str, sentences: Sequence[tuple[int, int]], scene: Scene) -> Iterator[Said]:
    low, high = sentences[-1]
    for found in _ALIAS.finditer(text, low, high):
        if NOT_OBJECT.match(found["alias"]):
            continue
        before = text[low : found.start()].rstrip()
        hero = scene.hero
        subject = (
            Subject("hero", hero.begin, hero.end, "head")
            if hero and low <= hero.opening < high and before.endswith(",")
            else who(text, sentences, _verb_before(text, low, found.start()), scene)
        )
        if not is_known(subject) and _IS_UNDER.search(text, low, found.start()):
            subject = _maker(text, sentences, found.start(), scene)
        if is_known(subject):
            pen = "known" not in found["how"] and "real" not in found["how"] and found["how"] != "alias"
            yield part_said("pseudonym" if pen else "alias", found["alias"], subject, found, "alias", low)


def _verb_before(text: str, low: int, at: int) -> int:
    found = list(re.finditer(r"\b(?:was|wrote|published|writing|appeared|is|included|became|publ?\.)\s+", text[low:at]))
    return low + found[-1].start() if found and at - low - found[-1].start() < 48 else at


_IS_UNDER = re.compile(
    r"\b(?:included|published|printed|issued|appeared|wrote|written|contributed|known)\s+(?:[\w-]+\s+){0,5}\Z"
)
_HIS_WORK = re.compile(r"\b(?P<poss>[Hh]is|[Hh]er)\b")


def _maker(text: str, sentences: Sequence[tuple[int, int]], at: int, scene: Scene) -> Subject:
    """Whose work a sentence says to have appeared under a name: his of whom the sentence before says "his"."""
    low = sentences[-1][0]
    if scene.cast.within(low, at, "person") or len(sentences) < 2:
        return UNKNOWN
    owned = _HIS_WORK.search(text, *sentences[-2])
    return whose(text, sentences[:-1], owned.start("poss"), scene) if owned else UNKNOWN
