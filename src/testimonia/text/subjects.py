"""Whose verb it is: the subject of a verb in a biographical sentence, or silence.

No parse: what stands between the clause's beginning and the verb is read backwards. A pronoun, a name, "who" or nothing
at all (a conjunct, a sentence without a subject) stands there; everything else is somebody else or unknown. The chief
error is the wrong subject (a relative's death given to the hero), so whatever could be a relative, another name or a
role between the hero and the verb silences.
"""

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from testimonia.text.biography import Hero
from testimonia.text.claimwords import alternation, words
from testimonia.text.namewords import fold_name, name_words
from testimonia.text.personname import refers
from testimonia.text.subjectcandidates import (
    CLAUSE_OPENERS,
    LAST_WORD,
    NAME,
    SENTENCE_WORDS,
    Candidate,
    Who,
    candidates,
    is_feminine,
    ours,
)

_ENDS_IN_NAME = re.compile(rf"(?P<name>{NAME})\Z")
_WHO = re.compile(r"(?P<comma>,?)\s*\bwho\s*\Z")
_CONJUNCT = re.compile(r"(?:[,;:]|\band|\bbut|\bor|\byet|--|[—–(])\s*\Z")
_APPOSITION = re.compile(
    rf"(?:\A|[,;.]\s|\b(?:and|when|while)\s)\s*(?P<name>{NAME}),\s+(?:the|a|an|then|only|eldest|son|daughter)\s(?=[a-z])"
    r"(?P<what>(?:(?!\b(?:was|were|had|has|is|who|which|he|she|they)\b)[^;:.]){3,140}),\Z"
)
NOT_SUBJECT_BEFORE = frozenset(
    "of by to with from for in on at under against upon between than like as near into over about through toward "
    "towards among amongst beside besides without within beyond called named entitled and".split()
)

# What stands between a head and "born" where it only describes: "King of England,", "--Historian and scholar".
_DESCRIPTION = re.compile(
    r"(?:(?!\b(?:who|whose|was|were|is|had|has|he|she|his|her|son|daughter|brother|sister|wife|when|where|which|by|married)\b|\bs\.|\bdau\.|\bm\.)[^;])*"
)
_HEAD_VERBS = frozenset(("b.  ", "d.  ", "born"))
_ENDS_CAPITAL = re.compile(r"[A-ZÀ-Þ]\w*[’']?\w*,\Z")
# "(1634-1710).--Puritan Divine, b. at Wells": what follows the dash of a head describes the hero.
_AFTER_HEAD = re.compile(r"(?:--|[—–])\s*[^.;]{0,80},\Z")


class Subject(Struct, frozen=True):
    """Who a verb's subject is, with the words that say so ([0, 0) where the sentence leaves them out); a full name of
    another person is `other` with its span."""

    who: Who
    begin: int = 0
    end: int = 0
    how: str = ""


UNKNOWN = Subject("unknown")


def is_known(subject: Subject) -> bool:
    """Whether it is somebody, with words that say who."""
    return subject.who != "unknown" and subject.begin < subject.end


@cache
def _fillers() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?<![\w'-])(?:{alternation('fillers')})(?![\w'-])[\s,]*|(?<![\w'-])[a-z]\w+ly[\s,]*|(?<![\w'-])(?:together|along)\s+with\s+(?:his|her)\s+[\w-]+(?:\s+and\s+\w+)?,?|(?<![\w'-])(?:{alternation('reported_as')})\s+by\s+(?:[\w’'-]+\s+){{1,6}}to(?:\s+have)?(?:\s+been)?\s*)\Z"
    )


_THEY = re.compile(r"(?<![\w'’\-])(?:they|They|it|It|these|those|I|we|We|who|whom|whose|which|that)(?![\w'’\-])")


def subject_of(text: str, sentences: Sequence[tuple[int, int]], verb: int, hero: Hero | None) -> Subject:
    """The subject of the verb that begins at `verb`, in the last of these sentences (those before it in its paragraph
    come first). `text` is flat: its line ends and underscores are blanks."""
    begin = sentences[-1][0]
    left = text[begin:verb]
    stripped = without_fillers(left)
    end = begin + len(stripped)
    last = LAST_WORD.search(stripped)
    word = last[1] if last else ""
    if word in ("he", "she", "He", "She"):
        at = begin + last.start(1)  # type: ignore[union-attr]
        return _pronoun(text, sentences, at, hero)
    who = _WHO.search(stripped)
    if who:
        return _relative(text, begin, begin + who.start(), hero)
    if not stripped.strip(" \"'“‘(*-—"):
        return _bare(text, sentences, hero)
    is_head = hero is not None and begin <= hero.opening < sentences[-1][1]
    if hero is not None and is_head and _is_heads_verb(text, hero, stripped, (end, verb)):
        return Subject("hero", hero.begin, hero.end, "head")
    named = _ENDS_IN_NAME.search(stripped)
    if named and stripped[named.start() - 1 : named.start()] not in ("'", "-", "."):
        return _named(text, begin, begin + named.start("name"), end, hero)
    if stripped.endswith("("):
        return _before_mark(text, begin, stripped[:-1].rstrip(), hero)
    apposed = _APPOSITION.search(stripped) if stripped.endswith(",") else None
    if apposed and not (hero and is_head and begin + apposed.start("name") <= hero.end):
        return _named(text, begin, begin + apposed.start("name"), begin + apposed.end("name"), hero)
    if (
        stripped.endswith(",")
        and len(stripped) == len(left.rstrip())
        and _ENDS_CAPITAL.search(stripped)
        and not _AFTER_HEAD.search(stripped)
    ):
        return _before_mark(text, begin, stripped[:-1], hero)
    if _CONJUNCT.search(stripped) or stripped.rstrip().endswith(")"):
        return _conjunct(text, sentences, end, hero)
    said = list(ours().finditer(text, begin, end))
    if said and said[-1].end() >= end - 1 and hero:
        return Subject("hero", said[-1].start(), said[-1].end(), "ours")
    return UNKNOWN


def _is_heads_verb(text: str, hero: Hero, before: str, at: tuple[int, int]) -> bool:
    """Whether what stands between an article's head and its first verb only describes the hero: "Novelist, _b._ at"."""
    end, verb = at
    start = hero.opening if hero.opening > hero.end else hero.head_end
    return (
        hero.is_article
        and start < verb
        and not before.endswith("(")
        and _DESCRIPTION.fullmatch(text, start, end) is not None
        and text[verb : verb + 4] in _HEAD_VERBS
    )


def _before_mark(text: str, low: int, before: str, hero: Hero | None) -> Subject:
    """The name right before a bracket or a comma, which a participle after it says something of: "Mary, born in 1516";
    a full name only, since a given name alone may be a relative's."""
    named = _ENDS_IN_NAME.search(before)
    if not named or " " not in named["name"]:
        return UNKNOWN
    return _named(text, low, low + named.start("name"), low + len(before), hero)


def without_fillers(left: str) -> str:
    """What stands before a verb without the words that may stand between it and its subject.

    >>> without_fillers("In 1671 he was soon afterwards")
    'In 1671 he'
    """
    left = left.rstrip()
    while True:
        found = _fillers().search(left)
        if not found or found.start() == found.end():
            return left
        left = left[: found.start()].rstrip()
        if left.endswith(",") and not re.search(r"(?:he|she|who),\Z", left):
            return left
        left = left.rstrip(", ") if re.search(r"(?:he|she|who),\s*\Z", left) else left


def _pronoun(text: str, sentences: Sequence[tuple[int, int]], at: int, hero: Hero | None) -> Subject:
    """Whom he or she means: the hero, unless another person of that gender has been the subject since."""
    word = text[at : at + 3].strip().lower().rstrip(",")
    if hero is None:
        return Subject("unknown", at, at + len(word), "pronoun")
    if word != hero.pronoun:
        return Subject("other", at, at + len(word), "gender")
    for place, (low, high) in enumerate(reversed(sentences[-4:])):
        stop = min(high, at) if place == 0 else high
        events = list(candidates(text, max(low, hero.head_end) if low <= hero.opening < high else low, stop, hero))
        for event in reversed(events):
            if event.how == "pronoun":
                if event.gender == word:
                    return _carried(text, sentences[: len(sentences) - place], event, hero, at, word)
                continue
            if event.gender and event.gender != word:
                continue
            if event.who == "hero":
                return Subject("hero", at, at + len(word), "pronoun")
            return Subject("other", at, at + len(word), "pronoun after another person")
        if low <= hero.opening < high:
            break
    return Subject("hero", at, at + len(word), "pronoun")


def _is_full(name: str) -> bool:
    """Whether words are a person's full name: a known given name or an initial first, and more after it."""
    first, _, rest = name.partition(" ")
    return bool(rest) and (fold_name(first) in name_words().given or re.fullmatch(r"[A-Z]\.", first) is not None)


def _carried(
    text: str, sentences: Sequence[tuple[int, int]], event: Candidate, hero: Hero, at: int, word: str
) -> Subject:
    """A pronoun after the same pronoun: it means whom that one means (one more look back, no more)."""
    earlier = _first_person(text, sentences, event.begin, hero, word)
    return (
        Subject(earlier, at, at + len(word), "pronoun")
        if earlier == "hero"
        else Subject("other", at, at + len(word), "carried")
    )


def _first_person(text: str, sentences: Sequence[tuple[int, int]], at: int, hero: Hero, word: str) -> Who:
    for place, (low, high) in enumerate(reversed(sentences[-3:])):
        stop = min(high, at) if place == 0 else high
        start = max(low, hero.head_end) if low <= hero.opening < high else low
        for event in reversed(candidates(text, start, stop, hero)):
            if event.how == "pronoun" or (event.gender and event.gender != word):
                if event.how == "pronoun" and event.gender == word and place:
                    return "hero"
                continue
            return event.who
        if low <= hero.opening < high:
            return "hero"
    return "hero"


KIN_OF = re.compile(
    r"\b(?:son|daughter|brother|sister|wife|widow|husband|nephew|niece)\s+of\s+(?:the\s+)?(?:[\w-]+\s+){0,2}\Z"
)


def _relative(text: str, low: int, at: int, hero: Hero | None) -> Subject:
    """ "who": the name right before it, where it is a full name or the hero's."""
    before = text[low:at].rstrip().rstrip(",")
    named = _ENDS_IN_NAME.search(before)
    if not named or KIN_OF.search(before[: named.start("name")]):
        return UNKNOWN  # "Ash, son of the miller Peter Ash, who": the one or the other
    return _named(text, low, low + named.start("name"), low + named.end("name"), hero)


# "son of Col. Peter Ash, educated at": the title is the name's, and what stands before it decides.
_TITLE_BEFORE = re.compile(r"(?<!\w)(?:Col|Capt|Gen|Rev|Dr|Mrs?|Sir|Lord|Maj|Lt|Prof|Hon)\.?\s+\Z")


def _named(text: str, low: int, begin: int, end: int, hero: Hero | None) -> Subject:
    name = text[begin:end].strip(" ,")
    end = begin + len(name)
    before = _TITLE_BEFORE.sub("", text[low:begin]).rstrip()
    last = LAST_WORD.search(before) if before and before[-1] not in ',;:.()"' else None
    word = last[1].lower() if last else ""
    if name.split()[0].lower() in SENTENCE_WORDS:
        rest = name.split(None, 1)
        if len(rest) < 2:
            return UNKNOWN
        begin, name = end - len(rest[1]), rest[1]
    first = name.split()
    if (
        len(first) > 2
        and fold_name(first[0]) not in name_words().given
        and fold_name(first[1]) in name_words().given
        and "." not in first[0]
    ):
        # "At Hartshead Patrick Ash died": a place that ended the phrase before.
        name = name.split(None, 1)[1]
        begin, word = end - len(name), ""
    if word == "as" and re.search(r"(?:\bjust|\beven|,|\A)\s*as\Z", before):
        word = ""
    if word in NOT_SUBJECT_BEFORE or (word and word not in CLAUSE_OPENERS and not word[0].isdigit()):
        # "his friend Dr Ash died": the noun before makes it another person, named in apposition.
        known = word in words("relatives_male", "relatives_female", "relatives_any", "roles")
        return Subject("other", begin, end, "apposition") if known else UNKNOWN
    if hero and refers(hero.name, name):
        if is_feminine(name) and hero.pronoun == "he":
            return Subject("other", begin, end, "title")
        return Subject("hero", begin, end, "name")
    return Subject("other", begin, end, "name" if _is_full(name) else "single name")


def _bare(text: str, sentences: Sequence[tuple[int, int]], hero: Hero | None) -> Subject:
    """A sentence without a subject: the hero's, near the head of a dictionary's article."""
    if hero is None or not hero.is_article:
        return UNKNOWN
    for place, (low, high) in enumerate(reversed(sentences[:-1][-4:])):
        if low <= hero.opening < high:
            return Subject("hero", hero.begin, hero.end, "head")
        events = candidates(text, low, high, hero)
        if any(e.who == "other" for e in events) or place > 3:
            return UNKNOWN
    near = sentences[-1][0] - hero.head_end < 60 or len(sentences) > 1
    return Subject("hero", hero.begin, hero.end, "head") if near else UNKNOWN


def _conjunct(text: str, sentences: Sequence[tuple[int, int]], end: int, hero: Hero | None) -> Subject:
    """A verb whose subject stands with an earlier verb of the sentence: the last possible subject before it."""
    low, high = sentences[-1]
    is_head = hero is not None and low <= hero.opening < high
    start = max(low, hero.head_end) if is_head and hero else low
    if start > end:
        return UNKNOWN
    events = candidates(text, start, end, hero)
    others = list(_THEY.finditer(text, start, end))
    last_event = events[-1] if events else None
    for m in reversed(others):
        if last_event and m.start() < last_event.begin:
            break
        if m[0] in ("who", "whose", "whom", "which", "that") and _is_closed(text, m.end(), end):
            continue
        return UNKNOWN
    if last_event is None:
        if is_head and hero:
            return Subject("hero", hero.begin, hero.end, "head")
        return _bare(text, sentences, hero) if _opens_bare(text, low, end) else UNKNOWN
    if last_event.who == "other":
        if is_head and hero and last_event.how == "name" and _is_apposed(text, last_event, end):
            return Subject("hero", hero.begin, hero.end, "head")
        named = last_event.how == "name"
        return Subject("other", last_event.begin, last_event.end, "conjunct") if named else UNKNOWN
    if last_event.how == "pronoun":
        return _pronoun(text, sentences, last_event.begin, hero)
    return Subject("hero", last_event.begin, last_event.end, last_event.how)


_OPENS_BARE = re.compile(r"[\"'(*\s-]*(?:Born|Died|Educated|Baptized|b\.|d\.|born|died)\b")


def _opens_bare(text: str, low: int, end: int) -> bool:
    return _OPENS_BARE.match(text, low, end) is not None


def _is_closed(text: str, begin: int, end: int) -> bool:
    """Whether a relative clause that begins here has ended before `end`: by a semicolon, a dash, or the comma that
    stands right before the verb."""
    between = text[begin:end]
    return ";" in between or "--" in between or between.rstrip().endswith(",")


def _is_apposed(text: str, event: Candidate, end: int) -> bool:
    """Whether a name in the head's sentence is one that the hero also bore."""
    before = text[max(0, event.begin - 40) : event.begin]
    return bool(
        re.search(
            r"(?:called|known\s+as|named|surnamed|or|alias|styled|pseudonym\s+of|nom\s+de\s+plume\s+of)\s+\Z", before
        )
    )


def possessor_of(text: str, sentences: Sequence[tuple[int, int]], at: int, hero: Hero | None) -> Subject:
    """Whose "his" or "her" it is."""
    if hero is None:
        return UNKNOWN
    word = text[at : at + 3].lower()
    gender = {"his": "he", "him": "he", "her": "she"}.get(word, "")
    if gender != hero.pronoun:
        return UNKNOWN
    for place, (low, high) in enumerate(reversed(sentences[-4:])):
        is_head = low <= hero.opening < high
        stop = min(high, at) if place == 0 else high
        for event in reversed(candidates(text, max(low, hero.head_end) if is_head else low, stop, hero)):
            if event.how == "pronoun" and event.gender == gender:
                who = _first_person(text, sentences[: len(sentences) - place], event.begin, hero, gender)
                return Subject(who, at, at + 3, "pronoun") if who == "hero" else UNKNOWN
            if event.gender and event.gender != gender:
                continue
            return Subject("hero", at, at + 3, "pronoun") if event.who == "hero" else UNKNOWN
        if is_head:
            break
    return Subject("hero", at, at + 3, "pronoun")
