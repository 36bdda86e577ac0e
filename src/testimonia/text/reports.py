"""Reports: what a sentence does not say itself, but gives as said by somebody: "the Beacon said that she had died",
"was mistakenly assumed by the press to have been written by her", "According to Ash, he was born in 1603"; and the
sentence that denies it: "All this is fiction."

The author's own "I said that" is no report, nor is "it can be said that". Where nobody is named ("it is said that", "he
says that"), the report has no reporter.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from testimonia.text.claimwords import alternation, words
from testimonia.text.said import Said
from testimonia.text.subjectcandidates import SENTENCE_WORDS

LONGEST_REPORTER = 120
LONGEST_DENIAL = 600
# Whom the narrator means by himself; and what may not be taken for a reporter's name though it stands where one would.
_SELF = frozenset("i we".split())
_NOBODY = frozenset("it he she they who which that this these those one you there what and but".split())
_MODAL = re.compile(r"\b(?:can|could|may|might|must|should|need|needs|to|cannot|would|will|shall)(?:\s+\w+){0,3}\Z")
# The passive with its agent, or the impersonal with none: "it was stated by the mayor that".
_IMPERSONAL = re.compile(r"\bit\s+(?:is|was|has\s+been|had\s+been)\s+(?:[\w-]+\s+){0,2}\Z", re.IGNORECASE)
_AUXILIARIES = re.compile(
    r"(?:\b(?:has|had|have|also|once|then|later|even|again|now|still|itself|himself|herself|themselves|never|not|did|does"
    r"|and|[a-z]+ly)\s+)+\Z"
)
_ASIDE = re.compile(r",\s+(?:however|indeed|moreover|too|therefore|again|(?:who|the|an?|then)\s[^,;.:]{2,90}),\s*\Z")
_APPOSED = re.compile(
    r",\s+(?:(?:and\s+)?in\s+particular|especially|notably|among\s+(?:them|others)|including"
    r"|for\s+(?:instance|example))\s[^,;.:]{2,90},\s*\Z"
)
_NOT_INSIDE = (
    "the a an and but that who which was were is are in on at by with to from as when while for of had has have not"
)
_WORD = rf"(?!(?:{_NOT_INSIDE.replace(' ', '|')})\b)[\w’'&-]+"
_DETERMINERS = "the a an some many several other one two three another certain most all his her their our my this that"
_DETERMINER = "(?:" + "|".join(f"[{w[0].upper()}{w[0]}]{w[1:]}" for w in _DETERMINERS.split()) + ")"
_OF = rf"(?:\s+of\s+(?:the\s+|his\s+|her\s+|a\s+)?{_WORD}(?:\s+{_WORD}){{0,3}}?)"
_PHRASE = rf"{_DETERMINER}\s+(?:of\s+(?:the\s+|his\s+|her\s+)?)?(?:{_WORD}\s+){{0,5}}?{_WORD}{_OF}?"
_TITLES = r"(?:(?:Mr|Mrs|Dr|Sir|St|Rev|Prof|Lt|Gen|Col|Capt|Hon)\.\s+){0,2}"
_CAPITAL = rf"{_TITLES}[A-ZÀ-Þ](?:[\w’'&-]*\w|\.)"
_NAMED = rf"{_CAPITAL}(?:\s+(?:(?:of|de|von|van|and)\s+(?:the\s+)?)?{_CAPITAL}){{0,7}}"
_ENDS_PHRASE = re.compile(rf"(?<![\w’'-]){_PHRASE}\Z")
_ENDS_NAMED = re.compile(rf"(?<![\w’'.-])(?:[Tt]he\s+)?{_NAMED}\Z")
_LAST_WORD = re.compile(r"([\w’'-]+)\Z")
_ENDS_SCOPE = re.compile(r";|--|[—–]\s|,\s+(?:and|but|while|whereas|although|though|yet|so|whose|who)\s|[”\"]\s")
# No witness is meant: "according to law".
_NO_WITNESS = re.compile(
    r"(?:(?:the|a|an|his|her|their|this|that|our)\s+)?(?:[\w-]+\s+)?(?:laws?|plans?|customs?|rules?|principles?|calendar"
    r"|style|reckoning|circumstances|terms|agreement|age|size|rank|order|merit|date|method|system|theory|manner|nature"
    r"|seniority|conditions?|needs?)\b"
)


class Report(Struct, frozen=True):
    """What is reported stands in [begin, end); `by` are the words for who says it ("" where nobody is named),
    `begin_by` where they begin (the verb, where there are none). What ends before `past` is said beside it ("Ash’s
    book, which is said by the press to be by Cray")."""

    begin: int
    end: int
    by: str
    begin_by: int
    past: int = 0


@cache
def _active() -> re.Pattern[str]:
    """ "said in May that", "told us that"; not "wrote that year"."""
    between = (
        r"(?:with\s+[a-z]+|[a-z]+ly|us|me|him|her|them|to\s+(?:the\s+)?\w+"
        r"|in\s+(?:his|her|its|the|a|an)\s+[^,;.]{3,40}|by\s+[^,;]{3,80}?)"
    )
    no_pronoun = "year day night month week time evening morning spring summer autumn winter same very much of"
    return re.compile(
        rf"(?<![\w’'-])(?P<verb>{alternation('report_verbs')})(?P<to>(?:\s+{between}){{0,2}}),?\s+that\b"
        rf"(?!\s+(?:{no_pronoun.replace(' ', '|')})\b)"
    )


@cache
def _passive() -> re.Pattern[str]:
    """ "is said by Ash to have"."""
    return re.compile(
        rf"\b(?:is|was|are|were|been|being)\s+(?:[\w-]+\s+){{0,2}}?(?:{alternation('reported_as')})\s+by\s+"
        rf"(?P<by>{_PHRASE}|{_NAMED})\s+(?=to\s+(?:have|be)\b|as\s)"
    )


_ACCORDING = re.compile(rf"\b[Aa]ccording\s+to\s+(?P<by>{_PHRASE}|(?:the\s+)?{_NAMED})(?P<after>\s*[,.;)]|\s*\Z)")


@cache
def report_cues() -> frozenset[str]:
    """The words one of which a sentence that reports holds."""
    return words("report_verbs", "reported_as") | _TALE_WORDS | {"according", "According"}


def reports(text: str, low: int, high: int) -> tuple[Report, ...]:
    """The reports of the sentence text[low:high], in order; `text` is flat.

    >>> said = "In May the Norwick Beacon said that Mary Ashdown had died."
    >>> [(one.by, said[one.begin : one.end]) for one in reports(said, 0, len(said))]
    [('the Norwick Beacon', ' Mary Ashdown had died.')]
    """
    found = [
        *_told(text, low, high),
        *_hearsay(text, low, high),
        *_tales(text, low, high),
        *_agents(text, low, high),
        *_according(text, low, high),
    ]
    return tuple(sorted(found, key=lambda one: (one.begin, one.end)))


def as_reported(text: str, said: Said, told: Sequence[Report]) -> Said:
    """The saying as its sentence's reports give it: asserted no more where one covers it, with the reporter's words in
    its evidence. What a report takes for granted ("Ash’s book", "the Union (the old one)") stays the text's own."""
    begin, end = (said.end, said.end) if said.apart else (said.value_begin, said.value_end)
    within = [one for one in told if one.begin <= begin and end <= one.end and said.end > one.past]
    if not within or _is_presupposed(text, said):
        return said
    one = within[-1]
    mode = "reported" if said.mode == "asserted" else said.mode
    return replace(said, mode=mode, by=one.by, begin=min(said.begin, one.begin_by))


def _is_presupposed(text: str, said: Said) -> bool:
    subject = said.subject
    owned = (
        said.begin <= subject.begin and text[subject.end : subject.end + 1] in "’'" and subject.end < said.value_begin
    )
    return owned or (said.property == "alias" and text[said.value_begin - 1] == "(")


def as_denied(said: Said, end: int) -> Said:
    """A reported saying that the sentence which ends at `end` denies."""
    return replace(said, mode="denied", polarity=False, end=end if end - said.begin <= LONGEST_DENIAL else said.end)


def _told(text: str, low: int, high: int) -> Iterator[Report]:
    """ "The Beacon said that she had died", to the end of that clause."""
    for found in _active().finditer(text, low, high):
        left = text[low : found.start()]
        agent = re.search(rf"\bby\s+(?P<by>{_PHRASE}|{_NAMED})\Z", found["to"])
        if _MODAL.search(left.rstrip()):
            continue
        if _IMPERSONAL.search(left):
            by = agent["by"] if agent else ""
            yield Report(found.end(), _scope(text, found.end(), high), _clean(by), found.start())
            continue
        by, begin = _reporter(text, low, found.start())
        if by.lower() not in _SELF:
            yield Report(found.end(), _scope(text, found.end(), high), _clean(by), begin)


_TALE_WORDS = frozenset(
    "statement story report claim information tradition assertion rumour rumor belief tale allegation hypothesis "
    "legend".split()
)
_TALE_THAT = re.compile(
    rf"\b(?:{'|'.join(sorted(_TALE_WORDS))})"
    rf"(?:\s+(?:given\s+|made\s+|told\s+)?(?:by|of)\s+(?P<by>{_PHRASE}|{_NAMED}))?(?:\s+in\s+[^,;.]{{3,60}}?)?,?\s+that\b"
)


def _tales(text: str, low: int, high: int) -> Iterator[Report]:
    """ "The statement of Ash that she died there"."""
    for found in _TALE_THAT.finditer(text, low, high):
        by = _clean(found["by"] or "")
        begin = found.start("by") if by else found.start()
        if by.lower() not in _SELF:
            yield Report(found.end(), _scope(text, found.end(), high), by, begin)


_HEARSAY = re.compile(
    r",?\s+(?:according\s+to\s+(?:a\s+|the\s+|some\s+)?(?:reports?|rumou?rs?)|it\s+is\s+(?:reported|rumou?red))\b"
)


def _hearsay(text: str, low: int, high: int) -> Iterator[Report]:
    """ "She died there, according to report": all of that clause."""
    for found in _HEARSAY.finditer(text, low, high):
        before = max((m.end() for m in _ENDS_SCOPE.finditer(text, low, found.start())), default=low)
        yield Report(before, found.start(), "", found.start())


def _agents(text: str, low: int, high: int) -> Iterator[Report]:
    """ "She is said by Ash to have died there": all of that clause, the words before the verb with it."""
    for found in _passive().finditer(text, low, high):
        before = max((m.end() for m in _ENDS_SCOPE.finditer(text, low, found.start())), default=low)
        by = _clean(found["by"])
        if by.lower() not in _SELF | {"his own hand", "her own hand"}:
            yield Report(before, _scope(text, found.end(), high), by, found.start("by"), found.end())


def _according(text: str, low: int, high: int) -> Iterator[Report]:
    """ "According to Ash, she died there", and "she died there, according to Ash"."""
    for found in _ACCORDING.finditer(text, low, high):
        if _NO_WITNESS.match(found["by"]):
            continue
        before = text[low : found.start()].rstrip()
        opens = not before or before[-1] in ",;:(—–" or before.endswith(" and")
        if opens and found["after"].strip() == "," and (not before or before[-1] != ","):
            yield Report(found.end(), _scope(text, found.end(), high), _clean(found["by"]), found.start("by"))
        elif found["after"].strip() != "," or not text[found.end() : high].strip():
            begin = max((m.end() for m in _ENDS_SCOPE.finditer(text, low, found.start())), default=low)
            yield Report(begin, found.start(), _clean(found["by"]), found.start("by"))


def _scope(text: str, begin: int, high: int) -> int:
    """How far a report goes that begins here: to the end of its clause, and not out of its quotation marks."""
    found = _ENDS_SCOPE.search(text, begin, high)
    return found.start() if found else high


def _reporter(text: str, low: int, verb: int) -> tuple[str, int]:
    """Who stands before a verb of saying, and where; "" for a pronoun or nobody known."""
    left = text[low:verb].rstrip() + " "
    left = _ASIDE.sub("", _AUXILIARIES.sub("", left)).rstrip()
    whole = left
    apposed = _APPOSED.search(left + " ")
    if apposed:
        left = left[: apposed.start()]
    elif left.endswith(","):
        return "", verb
    last = _LAST_WORD.search(left)
    if last and last[1].lower() in _SELF | _NOBODY:
        return (last[1] if last[1].lower() in _SELF else ""), low + last.start()
    found = _ENDS_NAMED.search(left) or _ENDS_PHRASE.search(left)
    if not found:
        return "", verb
    begin = found.start()
    first = left[begin:].split()[0]
    if first.lower() in SENTENCE_WORDS and not re.match(_DETERMINER + r"\b", first):
        rest = left[begin:].split(None, 1)
        if len(rest) < 2:
            return "", verb
        begin = len(left) - len(rest[1])
    by = whole[begin:].strip(" ,")
    return (by, low + begin) if len(by) <= LONGEST_REPORTER else ("", low + begin)


def _clean(by: str) -> str:
    return " ".join(by.split()).strip(" ,").replace("(", "").replace(")", "")


_TALE = r"(?:the|this)\s+(?:story|report|claim|rumou?r|charge|statement|assertion|tale|account)"
_FALSE = (
    r"(?:fiction|false|untrue|lies?|nonsense|inventions?|fabrications?|fables?|slanders?|calumn(?:y|ies)|incorrect"
    r"|mistaken|not\s+true|not\s+so|an?\s+error|myths?|legends?)\b"
)
_OPENS_DENIAL = re.compile(
    rf"[\"“'(—–\s-]*(?:(?:But|And|Yet|However|Of\s+course),?\s+)?(?:all\s+)?(?:this|that|it|{_TALE})\s+"
    r"(?:is|was|were|has\s+been)\s+"
    r"(?:(?:all|of\s+course|entirely|quite|wholly|simply|purely|merely|pure|sheer|mere|an?|utterly|absolutely)[\s,]+"
    rf"|[–—-]+\s*)*{_FALSE}",
    re.IGNORECASE,
)


def is_denial(text: str, low: int, high: int) -> bool:
    """Whether a sentence denies what was reported before it.

    >>> is_denial("All this is fiction.", 0, 20), is_denial("This was a blow.", 0, 16)
    (True, False)
    """
    return _OPENS_DENIAL.match(text, low, high) is not None


def is_quotation(text: str, low: int, high: int) -> bool:
    """Whether a sentence stands in quotation marks, whole."""
    return text[low] in '“"' and text[high - 1] in '”"'
