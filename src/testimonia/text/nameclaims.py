"""Other names: pseudonyms, aliases, names at birth."""

import re
from collections.abc import Iterator, Sequence

from testimonia.text.cast import Scene, who, whose
from testimonia.text.said import NOT_OBJECT, Said, part_said
from testimonia.text.subjectcandidates import NAME
from testimonia.text.subjects import UNKNOWN, Subject, is_known

NAME_CUES = frozenset("alias pseudonym nom name known née".split())
_ALIAS = re.compile(
    rf"(?P<how>under\s+the\s+(?:name|pseudonym|pen-name|nom\s+de\s+plume)\s+of|(?:better\s+|also\s+|generally\s+)?known\s+(?:as|by\s+(?:his|her)\s+(?:nom\s+de\s+plume|pseudonym)\s+of)|alias|whose\s+real\s+name\s+was|pseudonym(?:\s+of)?)\s+[“\"]?(?P<alias>(?:(?:[A-ZÀ-Þ]\.)+\s?)?{NAME})"
)
# What makes a name a pen-name; and a name that others gave somebody in what they wrote, which is none of his own.
_WRITING = re.compile(
    r"\b(?:wr(?:ote|itten|iting)|publish\w+|printed|issued|appear\w+|contribut\w+|produc\w+|sign\w+|includ\w+|imitat\w+|poems?|verses?|stor(?:y|ies)|"
    r"tales?|novels?|articles?|books?|works?|pamphlets?|literature|letters|translat\w+|edit\w+)\b",
    re.IGNORECASE,
)
_BY_OTHERS = re.compile(
    r"\b(?:satiri[sz]ed|ridiculed|caricatured|attacked|introduced|portrayed|depicted|celebrated|sung|immortali[sz]ed|lampooned|described|drawn|"
    r"addressed|figures?|figured|to\s+whom|of\s+whom|about\s+whom)\b[^.;]{0,80}\Z"
)


def names(text: str, sentences: Sequence[tuple[int, int]], scene: Scene) -> Iterator[Said]:
    low, high = sentences[-1]
    for found in _ALIAS.finditer(text, low, high):
        if NOT_OBJECT.match(found["alias"]):
            continue
        before = text[low : found.start()].rstrip()
        if found["how"].startswith("under") and _BY_OTHERS.search(before):
            continue
        hero = scene.hero
        subject = (
            Subject("hero", hero.begin, hero.end, "head")
            if hero and low <= hero.opening < high and before.endswith(",")
            else who(text, sentences, _verb_before(text, low, found.start()), scene)
        )
        if not is_known(subject) and _IS_UNDER.search(text, low, found.start()):
            subject = _maker(text, sentences, found.start(), scene)
        if is_known(subject):
            pen = _is_pen_name(found["how"], text[low : found.start()])
            yield part_said("pseudonym" if pen else "alias", found["alias"], subject, found, "alias", low)


def _is_pen_name(how: str, before: str) -> bool:
    """Whether somebody wrote under the name, and did not only live under it."""
    if re.search(r"pseudonym|pen-name|plume", how):
        return "known" not in how
    return how.startswith("under") and _WRITING.search(before) is not None


_VERB = re.compile(
    r"\b(?:was|wrote|writes|published|publishes|signed|signs|writing|appeared|is|included|became|publ?\.)\s+"
)


def _verb_before(text: str, low: int, at: int) -> int:
    found = list(_VERB.finditer(text, low, at))
    return found[-1].start() if found and at - found[-1].start() < 48 else at


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
