"""Kin: whose child, brother or wife somebody is."""

import re
from collections.abc import Iterator, Sequence

from testimonia.text.cast import Scene, subject_from, who, whose
from testimonia.text.namewords import fold_name, name_words
from testimonia.text.said import NOT_OBJECT, Said, part_said
from testimonia.text.subjectcandidates import NAME
from testimonia.text.subjects import Subject, is_known

KIN_CUES = frozenset("son daughter s. dau. brother sister father mother wife husband widow married m.".split())
_CHILD = re.compile(
    rf"(?<![\w'’\-])(?:(?P<order>eldest|oldest|youngest|\d[a-z][a-z]|second|third|fourth|fifth|sixth|only|natural|elder|younger)\s+)?(?:surviving\s+|posthumous\s+)?"
    rf"(?P<sex>son|daughter|s\.|dau\.)\s+of\s+(?:the\s+)?(?:(?:Rev|Dr|Sir|Mr|Captain|General|Lord|reverend|lieutenant-general)\.?\s+)?(?P<parent>{NAME})(?:\s+and\s+(?:of\s+)?(?P<other>{NAME}))?"
)
_OWN_KIN = re.compile(
    rf"(?<![\w'’\-])(?P<poss>[Hh]is|[Hh]er)\s+(?:(?:elder|younger|eldest|youngest|only|late|own)\s+)?(?P<kin>father|mother|brother|sister|wife|husband|son|daughter),?\s+(?P<name>{NAME})"
)
_KIN_PROPERTY = {
    "father": "child-of", "mother": "child-of", "brother": "sibling", "sister": "sibling", "wife": "spouse",
    "husband": "spouse", "widow": "spouse", "son": "parent-of", "daughter": "parent-of",
}  # fmt: skip
_NEW_CLAUSE = re.compile(r"[;:]|\b(?:he|she|who|was|were|had|married|lived|went|came|became)\b|\bm\.")
_BE = re.compile(
    r"(?:\b(?:[Ww]as|is|being|were)\s+(?:(?:[a-z]+\s+){0,2}(?:regarded|known|described|born)\s+as\s+(?:only\s+)?)?(?:the\s+|a\s+|an\s+)?|[,;(]\s*(?:the\s+|a\s+|an\s+)?|--\w+[^.;]{0,80},\s*)\Z"
)


def kin(text: str, sentences: Sequence[tuple[int, int]], scene: Scene) -> Iterator[Said]:
    low, high = sentences[-1]
    parents = [found.end() for found in _CHILD.finditer(text, low, high)]
    for found in _CHILD.finditer(text, low, high):
        subject = _described(text, sentences, found.start(), scene)
        if subject is None:
            continue
        for part in ("parent", "other"):
            if found[part] and not NOT_OBJECT.match(found[part]) and not _is_people(found[part]):
                yield part_said("child-of", found[part], subject, found, part, low)
        if found["order"] in ("eldest", "oldest", "youngest", "only"):
            yield part_said("birth-order", f"{found['order']} {found['sex']}", subject, found, "order", low)
    for found in _OWN_KIN.finditer(text, low, high):
        if any(end <= found.start() and not _NEW_CLAUSE.search(text, end, found.start()) for end in parents):
            continue  # "the son of Peter Ash and his wife Ann": the father's wife, or nobody can tell
        subject = whose(text, sentences, found.start("poss"), scene)
        if is_known(subject) and not NOT_OBJECT.match(found["name"]):
            yield part_said(_KIN_PROPERTY[found["kin"]], found["name"], subject, found, "name", low)
    yield from _named_kin(text, (low, high), scene)


def _is_people(name: str) -> bool:
    """Whether what passes for a parent's name is a people, a party or an office: "son of the Menshevik Peter Ash"."""
    word, known = fold_name(name), name_words()
    return any(word in known[table] for table in ("demonyms", "titles", "offices"))


_NAMED_KIN = re.compile(
    r"['’]s?\s+(?:(?:elder|younger|eldest|youngest|only|late|own|second|first|third)\s+)?(?P<kin>father|mother|brother|sister|wife|husband|widow|son|daughter),?\s+"
)
_KIN_OF = re.compile(
    r",\s+(?:the\s+)?(?:(?:elder|younger|eldest|late)\s+)?(?P<kin>brother|sister|wife|husband|widow)\s+of\s+"
)


def _named_kin(text: str, sentence: tuple[int, int], scene: Scene) -> Iterator[Said]:
    """ "Ashdown’s brother Peter"; "Ann Marsh, wife of Ashdown"."""
    for person in scene.cast.within(*sentence, "person"):
        for pattern in (_NAMED_KIN, _KIN_OF):
            found = pattern.match(text, person.end, sentence[1])
            kin_of = scene.cast.covering(found.end(), found.end() + 1, "person") if found else None
            if found and kin_of is not None and kin_of.begin == found.end() and kin_of.label != person.label:
                value = text[kin_of.begin : kin_of.end]
                yield Said(
                    _KIN_PROPERTY[found["kin"]], value, subject_from(person, scene, "surname"), kin_of.begin, kin_of.end,  # noqa: E501
                    person.begin, kin_of.end,
                )  # fmt: skip


def _described(text: str, sentences: Sequence[tuple[int, int]], at: int, scene: Scene) -> Subject | None:
    """Who a phrase like "the son of ..." describes: the subject of the sentence, by "was" or by a comma."""
    low, hero = sentences[-1][0], scene.hero
    lead = _BE.search(text, low, at)
    if not lead:
        return None
    if lead[0].lstrip().startswith(("was", "Was", "is", "being", "were")):
        subject = who(text, sentences, lead.start() + len(lead[0].split()[0]), scene)
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
        subject = who(text, sentences, lead.start(), scene)
    return subject if subject.who != "unknown" and subject.begin < subject.end else None
