"""Whose verb it is: the subject of a verb in a biographical sentence, or silence.

No parse: what stands between the clause's beginning and the verb is read backwards. A pronoun, a name, "who" or nothing
at all (a conjunct, a sentence without a subject) stands there; everything else is somebody else or unknown. The chief
error is the wrong subject (a relative's death given to the hero), so whatever could be a relative, another name or a
role between the hero and the verb silences.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from testimonia.text.biography import Hero
from testimonia.text.claimwords import alternation, alternation_of, words
from testimonia.text.namewords import fold_name, name_words
from testimonia.text.personname import refers

NAME = (
    r"(?:(?:Mr|Mrs|Dr|St|Sir|Lord|Lady|Mme|Miss|Prof|Rev)\.?\s+)?(?:[A-ZÀ-Þ][\w'’]*\w(?:-[\w'’]+)*|[A-Z]\.)"
    r"(?:\s+(?:(?:de|du|van|von|der|den|la|le|di|da|of|the)\s+){0,2}(?:[A-ZÀ-Þ][\w'’]*\w(?:-[\w'’]+)*|[A-Z]\.)){0,4}"
)
_ENDS_IN_NAME = re.compile(rf"(?P<name>{NAME})\Z")
_WHO = re.compile(r"(?P<comma>,?)\s*\bwho\s*\Z")
_CONJUNCT = re.compile(r"(?:[,;:]|\band|\bbut|\bor|\byet|--|[—–(])\s*\Z")
_LAST_WORD = re.compile(r"([\w'’\-]+)\s*\Z")
_APPOSITION = re.compile(
    rf"(?:\A|[,;.]\s|\b(?:and|when|while)\s)\s*(?P<name>{NAME}),\s+(?:the|a|an|then|only|eldest|son|daughter)\s(?=[a-z])"
    r"(?P<what>(?:(?!\b(?:was|were|had|has|is|who|which|he|she|they)\b)[^;:.]){3,140}),\Z"
)
NOT_SUBJECT_BEFORE = frozenset(
    "of by to with from for in on at under against upon between than like as near into over about through toward "
    "towards among amongst beside besides without within beyond called named entitled and".split()
)
_CLAUSE_OPENERS = frozenset(
    "that when where while as because though although since until till after before if whether for and but or yet then "
    "thus so nor than whereupon hence meanwhile later afterwards thereafter subsequently".split()
)
_SENTENCE_WORDS = frozenset(
    "in on at after before during when while though although as if since from by his her the this these those it he she "  # noqa: E501
    "they we i a an there here but and of for with to upon having being then thus however two three some many most such "  # noqa: E501
    "what which who all no not one born died educated next later thence hence soon afterwards meanwhile finally".split()
)

# What stands between a head and "born" where it only describes: "King of England,", "--Historian and scholar".
_DESCRIPTION = re.compile(
    r"(?:(?!\b(?:who|whose|was|were|is|had|has|he|she|his|her|son|daughter|brother|sister|wife|when|where|which|by|married)\b|\bs\.|\bdau\.|\bm\.)[^;])*"
)
_HEAD_VERBS = frozenset(("b.  ", "d.  ", "born"))
_ENDS_CAPITAL = re.compile(r"[A-ZÀ-Þ]\w*[’']?\w*,\Z")
# "(1634-1710).--Puritan Divine, b. at Wells": what follows the dash of a head describes the hero.
_AFTER_HEAD = re.compile(r"(?:--|[—–])\s*[^.;]{0,80},\Z")

Who = Literal["hero", "other", "thing", "unknown"]


@dataclass(frozen=True, slots=True)
class Subject:
    """Who a verb's subject is, with the words that say so ([0, 0) where the sentence leaves them out); a full name of
    another person is `other` with its span."""

    who: Who
    begin: int = 0
    end: int = 0
    how: str = ""


@dataclass(frozen=True, slots=True)
class _Event:
    begin: int
    end: int
    who: Who
    gender: str
    how: str


UNKNOWN = Subject("unknown")


def is_known(subject: Subject) -> bool:
    """Whether it is somebody, with words that say who."""
    return subject.who != "unknown" and subject.begin < subject.end


@cache
def _fillers() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?<![\w'-])(?:{alternation('fillers')})(?![\w'-])[\s,]*|(?<![\w'-])[a-z]\w+ly[\s,]*|(?<![\w'-])(?:together|along)\s+with\s+(?:his|her)\s+[\w-]+(?:\s+and\s+\w+)?,?)\Z"
    )


@cache
def _person_noun() -> re.Pattern[str]:
    kin = alternation("relatives_male", "relatives_female", "relatives_any", "roles")
    return re.compile(
        rf"(?<![\w'-])(?P<det>[Hh]is|[Hh]er|[Tt]he|[Tt]heir|[Aa]n?|[Oo]ne|[Tt]his|[Oo]ther|[Ee]ldest|[Oo]nly|[Tt]wo|[Ww]hose|[\w]+'s|s')\s+"
        rf"(?:(?!and\b|of\b|was\b|had\b|to\b|with\b|for\b|in\b|on\b|at\b|by\b|from\b|as\b|his\b|her\b)[\w'-]+\s+){{0,3}}?(?P<noun>{kin})(?![\w'-])"
    )


@cache
def _ours() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:[Oo]ur|[Tt]he\s+subject\s+of\s+this)\s+(?:{alternation('ours')})(?!\w)")


@cache
def _named_subject() -> re.Pattern[str]:
    verbs = alternation_of(words("verbs"))
    return re.compile(
        rf"(?<![\w'’.\-])(?P<name>{NAME})(?=\s+(?:(?:\w+ly|also|then|never|afterwards|soon|who|himself|here)\s+)?(?:{verbs}|\w{{2,}}ed)\b|,\s+(?:who|the|an?|whose|his)\b|\s+\()"
    )


_PRONOUN = re.compile(r"(?<![\w'’\-])(?:[Hh]e|[Ss]he)(?![\w'’\-])")
_THEY = re.compile(r"(?<![\w'’\-])(?:they|They|it|It|these|those|I|we|We|who|whom|whose|which|that)(?![\w'’\-])")


def subject_of(text: str, sentences: Sequence[tuple[int, int]], verb: int, hero: Hero | None) -> Subject:
    """The subject of the verb that begins at `verb`, in the last of these sentences (those before it in its paragraph
    come first). `text` is flat: its line ends and underscores are blanks."""
    begin = sentences[-1][0]
    left = text[begin:verb]
    stripped = without_fillers(left)
    end = begin + len(stripped)
    last = _LAST_WORD.search(stripped)
    word = last[1] if last else ""
    if word in ("he", "she", "He", "She"):
        at = begin + last.start(1)  # type: ignore[union-attr]
        return _pronoun(text, sentences, at, hero)
    who = _WHO.search(stripped)
    if who:
        return _relative(text, begin, begin + who.start(), hero)
    if not stripped.strip(" \"'“‘(*-—"):
        return _bare(text, sentences, hero)
    if hero is not None and hero.is_article and begin <= hero.opening < sentences[-1][1]:
        start = hero.opening if hero.opening > hero.end else hero.head_end
        if (
            start < verb
            and not stripped.endswith("(")
            and _DESCRIPTION.fullmatch(text, start, end)
            and text[verb : verb + 4] in _HEAD_VERBS
        ):
            return Subject("hero", hero.begin, hero.end, "head")
    named = _ENDS_IN_NAME.search(stripped)
    if named and stripped[named.start() - 1 : named.start()] not in ("'", "-", "."):
        return _named(text, begin, begin + named.start("name"), end, hero)
    if stripped.endswith("("):
        return _before_mark(text, begin, stripped[:-1].rstrip(), hero)
    apposed = _APPOSITION.search(stripped) if stripped.endswith(",") else None
    if apposed and not (
        hero and begin <= hero.opening < sentences[-1][1] and begin + apposed.start("name") <= hero.end
    ):
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
    ours = list(_ours().finditer(text, begin, end))
    if ours and ours[-1].end() >= end - 1 and hero:
        return Subject("hero", ours[-1].start(), ours[-1].end(), "ours")
    return UNKNOWN


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


def _gender_of(noun: str) -> str:
    if noun in words("relatives_female") or noun in (
        "queen",
        "empress",
        "lady",
        "countess",
        "woman",
        "girl",
        "duchess",
        "princess",
    ):
        return "she"
    return "he" if noun in words("relatives_male") else ""


def _is_clause_start(text: str, low: int, at: int) -> bool:
    """Whether a noun phrase at `at` opens its clause, so that it can be a subject."""
    before = text[low:at].rstrip()
    if not before or before[-1] in ',;:.()"“”—-0123456789]':
        return True
    last = _LAST_WORD.search(before)
    if last and last[1].lower() == "for":  # "justice for Middlesex", but "; for Ashdown was"
        return before[: last.start()].rstrip()[-1:] in (",", ";", ":", "")
    return bool(last) and last[1].lower() in _CLAUSE_OPENERS  # type: ignore[index]


def _events(text: str, low: int, high: int, hero: Hero | None) -> list[_Event]:
    """The possible subjects in [low, high), in order."""
    found: list[_Event] = []
    for m in _PRONOUN.finditer(text, low, high):
        found.append(_Event(m.start(), m.end(), "hero", m[0].lower(), "pronoun"))
    for m in _person_noun().finditer(text, low, high):
        if _is_clause_start(text, low, m.start()) and not _is_descriptive(text, low, m):
            found.append(_Event(m.start(), m.end(), "other", _gender_of(m["noun"]), "noun"))
    for m in _ours().finditer(text, low, high):
        if hero:
            found.append(_Event(m.start(), m.end(), "hero", hero.pronoun, "ours"))
    for m in _named_subject().finditer(text, low, min(len(text), high + 12)):
        name, at = m["name"], m.start()
        if name.split()[0].lower() in _SENTENCE_WORDS:
            name = name.partition(" ")[2].lstrip()
        elif name.split()[0].endswith("ly") and " " in name and fold_name(name.split()[0]) not in name_words().given:
            name = name.partition(" ")[2].lstrip()  # "Subsequently Ashdown was"
        at = m.end("name") - len(name)
        if m.end() > high or not name:
            continue
        if not _is_clause_start(text, low, m.start()) or _is_thing(name):
            continue
        if _is_set_off(text, m.end("name")):
            continue
        if hero is not None and hero.things.intersection(range(at - 4, at + 1)):
            continue
        is_hero = hero is not None and refers(hero.name, name)
        gender = _gender_of_name(name)
        if is_hero and hero and gender == "she" and hero.pronoun == "he":
            is_hero = False
        found.append(_Event(at, m.end(), "hero" if is_hero else "other", gender, "name"))
    return sorted(found, key=lambda event: (event.begin, -event.end))


def _is_set_off(text: str, end: int) -> bool:
    """Whether an underscore stood after a name (a second blank in a flat text): a title in italics ends there."""
    return re.match(r"\s(?:\s|[,.;:)])", text[end : end + 2]) is not None


def person_nouns(text: str, low: int, high: int, sex: str, named: frozenset[int] = frozenset()) -> bool:
    """Whether a relative or a role of that sex ("m", "f") opens a clause in [low, high): "his father", "the king"; not
    one right before a name, of which `named` has the places: "his father, Peter Ash"."""
    other = {"m": "she", "f": "he"}[sex]
    return any(
        _is_clause_start(text, low, m.start())
        and not _is_descriptive(text, low, m)
        and _gender_of(m["noun"]) != other
        and not named.intersection(range(m.end(), m.end() + 4))
        for m in _person_noun().finditer(text, low, high)
    )


# "While but a child he wrote": the noun says what the subject then was.
_WHILE = re.compile(r"\b(?:as|but|while|still|when|yet|only|like|being|quite)\s+\Z")
_DESCRIBED = re.compile(r"\s*(?:\w+\s+){0,4}?(?:of|to|in|at)\b|[^;.]{0,40},")


def _is_descriptive(text: str, low: int, found: re.Match[str]) -> bool:
    """Whether a noun after a comma only says who the person just named is: ", the son of a farmer,"."""
    if found["noun"] in ("child", "boy", "girl", "infant", "pupil") and _WHILE.search(text, low, found.start()):
        return True
    if found["det"].lower() not in ("the", "a", "an", "one", "eldest", "only", "other"):
        return False
    before = text[low : found.start()].rstrip()
    return before.endswith((",", "--")) and _DESCRIBED.match(text, found.end()) is not None


def _pronoun(text: str, sentences: Sequence[tuple[int, int]], at: int, hero: Hero | None) -> Subject:
    """Whom he or she means: the hero, unless another person of that gender has been the subject since."""
    word = text[at : at + 3].strip().lower().rstrip(",")
    if hero is None:
        return Subject("unknown", at, at + len(word), "pronoun")
    if word != hero.pronoun:
        return Subject("other", at, at + len(word), "gender")
    for place, (low, high) in enumerate(reversed(sentences[-4:])):
        stop = min(high, at) if place == 0 else high
        events = list(_events(text, max(low, hero.head_end) if low <= hero.opening < high else low, stop, hero))
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


def is_feminine(name: str) -> bool:
    """Whether a name begins with a woman's title.

    >>> is_feminine("Madame de Ash"), is_feminine("Dr Ash")
    (True, False)
    """
    return fold_name(name.split()[0]) in name_words()["titles_of_women"] | {
        "duchess",
        "countess",
        "princess",
        "mademoiselle",
    }


def _gender_of_name(name: str) -> str:
    """ "she" or "he" by a title or, in a full name, by the first given name; "" where neither says so."""
    if is_feminine(name):
        return "she"
    first = fold_name(name.split()[0])
    if " " not in name or first not in name_words().given:
        return ""
    return "she" if first in name_words().feminine else "he"


def _is_full(name: str) -> bool:
    """Whether words are a person's full name: a known given name or an initial first, and more after it."""
    first, _, rest = name.partition(" ")
    return bool(rest) and (fold_name(first) in name_words().given or re.fullmatch(r"[A-Z]\.", first) is not None)


_THING = re.compile(r"(?:ism|ia|land|ists|ians|shire|burgh|tion|ment)\Z")


def _is_thing(name: str) -> bool:
    """Whether a single capitalised word names a country, a city or a movement, not a person."""
    return " " not in name and (_THING.search(name) is not None or name_words().is_place(fold_name(name)))


def _carried(text: str, sentences: Sequence[tuple[int, int]], event: _Event, hero: Hero, at: int, word: str) -> Subject:
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
        for event in reversed(_events(text, start, stop, hero)):
            if event.how == "pronoun" or (event.gender and event.gender != word):
                if event.how == "pronoun" and event.gender == word and place:
                    return "hero"
                continue
            return event.who
        if low <= hero.opening < high:
            return "hero"
    return "hero"


def _relative(text: str, low: int, at: int, hero: Hero | None) -> Subject:
    """ "who": the name right before it, where it is a full name or the hero's."""
    before = text[low:at].rstrip().rstrip(",")
    named = _ENDS_IN_NAME.search(before)
    if not named:
        return UNKNOWN
    return _named(text, low, low + named.start("name"), low + named.end("name"), hero)


def _named(text: str, low: int, begin: int, end: int, hero: Hero | None) -> Subject:
    name = text[begin:end].strip(" ,")
    end = begin + len(name)
    before = text[low:begin].rstrip()
    last = _LAST_WORD.search(before) if before and before[-1] not in ',;:.()"' else None
    word = last[1].lower() if last else ""
    if name.split()[0].lower() in _SENTENCE_WORDS:
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
    if word in NOT_SUBJECT_BEFORE or (word and word not in _CLAUSE_OPENERS and not word[0].isdigit()):
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
        events = _events(text, low, high, hero)
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
    events = _events(text, start, end, hero)
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


def _is_apposed(text: str, event: _Event, end: int) -> bool:
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
        for event in reversed(_events(text, max(low, hero.head_end) if is_head else low, stop, hero)):
            if event.how == "pronoun" and event.gender == gender:
                who = _first_person(text, sentences[: len(sentences) - place], event.begin, hero, gender)
                return Subject(who, at, at + 3, "pronoun") if who == "hero" else UNKNOWN
            if event.gender and event.gender != gender:
                continue
            return Subject("hero", at, at + 3, "pronoun") if event.who == "hero" else UNKNOWN
        if is_head:
            break
    return Subject("hero", at, at + 3, "pronoun")
