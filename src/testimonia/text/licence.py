"""The licence of a claim that somebody else read: its words must stand in the text, and must carry what it says.

`licensed` takes a proposal and gives the claim's spans with a value derived by our own grammar from the value's own
words, or says why not. A real quote cannot carry an invented value, an invented quote cannot stand anywhere, and a
quote about a death is no witness of a birth. Evidence is never matched by likeness.
"""

import re
from typing import Literal

from msgspec import Struct

from testimonia.model.claim import Mode
from testimonia.model.extraction import Proposal
from testimonia.model.span import Quote, quote_at
from testimonia.text.anchoring import Candidate, anchor, fold
from testimonia.text.claimdates import read_claim_date
from testimonia.text.claimwords import manners, number_in
from testimonia.text.modes import mode_of

Refused = Literal[
    "unknown-property", "no-quote", "no-subject", "no-value", "value-not-carried", "property-not-carried", "long-quote"
]
LONGEST_QUOTE = 600
_FLAT = str.maketrans("_\n\t\r\u00a0*", "      ")

DATES = frozenset("birth-date death-date event-date".split())
AGES = frozenset("age-at-death age-at".split())
NAMES = frozenset(
    "birth-place death-place cause-of-death child-of parent-of sibling spouse alias pseudonym member-of office-held "
    "leader-of founder-of editor-of studied-at resided moved exiled imprisoned escaped accused-of sentenced "
    "participated-in event-place author-of contributor-to translated-into published-in killed-by".split()
)
PROPERTIES = DATES | AGES | NAMES | {"manner-of-death", "birth-order"}

_AGE = re.compile(
    r"(?:(?:only|about|nearly|aged|age|at|of|the|early|was)\s+)*(?P<nth>in\s+(?:the|his|her)\s+)?"
    r"(?P<number>[\w-]+(?:\s(?:one|two|three|four|five|six|seven|eight|nine))?)"
    r"(?:\s+year)?(?:s?\s+(?:old|of\s+(?:his\s+|her\s+)?age))?s?\Z",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|only|eldest|oldest|youngest|elder|younger)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:he|she|they|it|who|him|her|his|hers|their|them|this|that|the author|the latter)\Z", re.I)
# Words without which a clause says nothing of the kind; a life in brackets ("1603-1671") says both.
_CUES = {
    "birth": re.compile(
        r"\b(?:born|birth|natus|nata|native)\b|\bb\.|\(\s*(?:c\.\s*|ca\.\s*)?\d{3,4}|\d{4}\??\s*[-–—]", re.IGNORECASE
    ),
    "death": re.compile(
        r"\b(?:die[ds]?|death|dead|dying|expired|killed|murder\w*|executed|shot|hanged|beheaded|assassinated|suicide|"
        r"slain|drowned|perished|poisoned|passed away|end|late|obituary|memory|buried|fell|lived to|guillotined|"
        r"burned|burnt)\b|\bd\.|[-–—]\s*(?:d\.\s*)?(?:c\.\s*|\d{1,2}\s+\w+\s+)?\d{2,4}",
        re.IGNORECASE,
    ),
}
_CUE_OF = {
    "birth-date": "birth",
    "birth-place": "birth",
    "death-date": "death",
    "death-place": "death",
    "age-at-death": "death",
    "manner-of-death": "death",
    "cause-of-death": "death",
    "killed-by": "death",
}


class Licensed(Struct, frozen=True):
    """A proposal's spans, its value as our grammar derives it, and how it is said."""

    evidence: Quote
    subject: Quote
    value: Quote
    derived: str
    mode: Mode
    polarity: bool


def licensed(text: str, proposal: Proposal, within: tuple[int, int]) -> Licensed | Refused:
    """The licence of a proposal about text[within], or why it has none.

    >>> told = Proposal("death-date", "Mary Ashdown", "9 May 1671", "Mary Ashdown died on 9 May 1671")
    >>> licensed("Mary Ashdown died on 9 May 1671.", told, (0, 32)).derived
    '1671-05-09'
    """
    if proposal.property not in PROPERTIES:
        return "unknown-property"
    if len(proposal.quote) > LONGEST_QUOTE:
        return "long-quote"
    evidence = _inside(text, proposal.quote, within, proposal)
    if evidence is None:
        return "no-quote"
    cue = _CUE_OF.get(proposal.property)
    if cue and not _CUES[cue].search(evidence.exact):
        return "property-not-carried"
    value = _within(text, proposal.value, evidence)
    if value is None:
        return "no-value"
    derived = derive(proposal.property, value.exact)
    if not derived:
        return "value-not-carried"
    subject = _subject(text, proposal.subject, evidence, within[0])
    if subject is None:
        return "no-subject"
    mode, polarity = _mode(proposal.mode, text[evidence.begin : value.begin].translate(_FLAT))
    return Licensed(evidence, subject, value, derived, mode, polarity)


def derive(property: str, words: str) -> str:
    """The value that these words carry for a property; "" where they carry none.

    >>> derive("age-at-death", "only thirty-two years old"), derive("age-at-death", "in his 61st year")
    ('32', '60')
    >>> derive("death-date", "a dark day"), derive("manner-of-death", "was shot")
    ('', 'killed')
    """
    flat = " ".join(words.translate(_FLAT).split()).strip(" ,;.")
    if property in DATES:
        date = read_claim_date(flat)
        return date.edtf if date else ""
    if property in AGES:
        return _age(flat)
    if property == "manner-of-death":
        found = [manners()[word] for word in re.findall(r"[a-z]+", flat.lower()) if word in manners()]
        return found[0] if found else ""
    if property == "birth-order":
        order = _ORDER.search(flat)
        return flat.lower() if order and len(flat) <= 40 else ""
    return flat if re.search(r"[^\W\d_]", flat) and len(flat) <= 160 else ""


def _age(flat: str) -> str:
    found = _AGE.match(flat)
    years = number_in(found["number"]) if found else None
    if found is None or years is None or not 0 < years < 130:
        return ""
    return str(years - 1 if found["nth"] else years)


def _inside(text: str, words: str, within: tuple[int, int], proposal: Proposal) -> Quote | None:
    """The only place in the passage that bears the words."""
    begin, end = within
    hint = proposal.hint - begin if proposal.hint >= begin else -1
    candidate = Candidate(proposal.property, words, proposal.prefix, proposal.suffix, hint)
    found = anchor(text[begin:end], candidate)
    return quote_at(text, found.begin + begin, found.end + begin) if found else None


def _within(text: str, words: str, evidence: Quote) -> Quote | None:
    """Where the words first stand in the evidence, exactly or folded."""
    if not words.strip():
        return None
    at = evidence.exact.find(words)
    if at >= 0:
        return quote_at(text, evidence.begin + at, evidence.begin + at + len(words))
    folded, small = fold(evidence.exact), fold(words).text
    at = folded.text.find(small)
    if at < 0:
        return None
    begin, end = folded.index[at], folded.index[at + len(small) - 1] + 1
    return quote_at(text, evidence.begin + begin, evidence.begin + end)


def _subject(text: str, words: str, evidence: Quote, begin: int) -> Quote | None:
    """The name in the evidence, else where it stands last before it in the passage (an antecedent)."""
    if not words.strip() or _PRONOUN.match(words.strip()) or not words.strip()[:1].isupper():
        return None
    here = _within(text, words, evidence)
    if here:
        return here
    at = text.rfind(words, begin, evidence.begin)
    return quote_at(text, at, at + len(words)) if at >= 0 else None


def _mode(proposed: str, before: str) -> tuple[Mode, bool]:
    """The weaker of what was proposed and what the words before the value say themselves."""
    told, polarity = mode_of(before)
    if told != "asserted":
        return told, polarity  # type: ignore[return-value]
    if proposed in ("reported", "hedged", "inferred"):
        return proposed, True  # type: ignore[return-value]
    return ("denied", False) if proposed == "denied" else ("asserted", True)
