"""What follows a verb of birth, death or movement: at what place, on what date, at what age, of what cause.

The words are read from left to right, phrase by phrase, and reading stops at the first that is none of these, so that
the date of another clause is never taken.
"""

import re
from functools import cache

from msgspec import Struct, field

from testimonia.text.claimdates import ClaimDate, date_at
from testimonia.text.claimwords import alternation, number_in

_CAP = r"Co\.|[A-ZÀ-Þ][\w'’]*\w(?:-[\w'’]+)*|[A-Z]\."
_PLACE_NAME = rf"(?:(?:St|Ste|Mt|Ft)\.?\s+)?(?:{_CAP})(?:[\s-](?:(?:de|du|di|da|del|della|le|la|les|upon|on|under|sur|am|an|der|of|the|in)[\s-]){{0,2}}(?:{_CAP})){{0,3}}"  # noqa: E501
_PLACE = re.compile(
    rf"(?:at|in|near|from|to|into|of)\s+(?P<vague>(?:(?:or|somewhere|a|an|the|his|her|their|in|near|old|small|little|town|city|village|parish|county|"
    rf"north|south|east|west|part|province|island|isle|neighbourhood|house|castle|palace|convent|abbey|monastery|hospital|suburb|kingdom|"
    rf"borough|manor|market|vicinity|diocese|district|state|native|country|environs|university)\s+|of\s+){{0,7}})(?P<name>{_PLACE_NAME}(?:\s+(?:county|parish|township|hospital|prison|asylum|workhouse)\b)?)"
    rf"(?P<more>(?:(?:(?:\.?,|\s+in|,\s+in|,\s+near|\s+near)\s+|\s+\()(?:the\s+)?(?:county\s+of\s+)?(?![A-Z]\.(?!\s+[A-Z][a-z]))(?:{_PLACE_NAME})\)?){{0,3}})"
)
_MONTHS = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec|"
    r"Spring|Summer|Autumn|Winter|Easter|Christmas|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)
_AGE = re.compile(
    r"(?:(?:at\s+the\s+(?:(?:\w+\s+){0,2})?age\s+of|aged(?:\s+(?:only|about|nearly))?|being\s+(?:then\s+)?aged|at)\s+(?P<age>[\w-]+(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?)"
    r"(?:\s+years?(?:\s+(?:old|of\s+age))?)?"
    r"|(?:being\s+)?(?:then\s+)?in\s+(?:the|his|her)\s+(?P<nth>[\w-]+(?:[\s-](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))?)\s+year(?:\s+of\s+(?:his|her)\s+age)?)(?![\w-])"
)
_CAUSE = re.compile(
    r"(?:of|from|by)\s+(?P<cause>(?:an?\s+|the\s+|his\s+|her\s+|own\s+)*(?!(?:an?|the|his|her|which|whom|poor|that|old\s+age\s+of)\b)[a-z][a-z'-]+(?:\s+(?:of\s+the\s+)?(?!in\b|at\b|on\b|and\b|near\b|when\b|while\b|during\b|brought\b|caused\b|contracted\b|caught\b|induced\b|occasioned\b)[a-z'-]+){0,3})"
)
_FILLER = re.compile(
    r"(?:(?:suddenly|there|here|also|probably|perhaps|however|unmarried|childless|intestate|peacefully|again|first|it\s+is\s+said|it\s+is\s+believed|as\s+is\s+supposed|"
    r"as\s+some\s+say|according\s+to\s+some|apparently|a\s+prisoner|in\s+poverty|in\s+great\s+poverty|in\s+obscurity|abroad|without\s+issue|poor|a\s+bachelor|"
    r"somewhere|(?:shortly|soon|immediately|two\s+days|a\s+few\s+days)\s+(?:after|before)(?:wards)?|later|afterwards|sometime|some\s+time|either|"
    r"which\s+(?:took\s+place|happened|occurred)|took\s+place|happened|occurred|being|and\s+ed\.|and\s+(?:was\s+)?educated|almost|"
    r"(?:[a-z]+\s+){0,2}(?:illness|sickness|decline|disease|fever|sufferings?|retirement)(?=,))(?![\w-]),?)"
)
_PHRASE = re.compile(
    r"(?:at|in|of|on|from|with|by|under|near|after|during|through|for|to)\s+(?!which\b|whom\b|whose\b)(?:(?!(?:and|but|or|who|which|when|where|while|was|were|had|he|she|his|her|whose|on|in|at|leaving|having|being)\b)[\w'’\-]+[\s]){0,7}"
    r"(?!(?:and|but|or|who|which|when|where|while|was|were|had|he|she|on|in|at|about)\b)[\w'’\-]+"
)
_STOP = re.compile(r"\s*(?:[;:.!?()\[\]\"“”]|--|\Z)")
_GAP = re.compile(r"[\s,*]*")
_HEDGED = re.compile(r"\b(?:probably|perhaps|possibly|said|believed|supposed|apparently|some say|generally)\b")
_WINDOW = 260


class Named(Struct, frozen=True):
    """A phrase: its value and where the words that carry it stand."""

    value: str
    begin: int
    end: int


class Adjuncts(Struct):
    """What was read after a verb; `end` is where reading stopped, `near` whether the place is only near."""

    end: int
    dates: list[ClaimDate] = field(default_factory=list)
    places: list[Named] = field(default_factory=list)
    age: Named | None = None
    cause: Named | None = None
    hedged: bool = False
    near: bool = False


def read_adjuncts(text: str, begin: int, end: int) -> Adjuncts:
    """Read the phrases from text[begin] on (`text` flat: line ends and underscores are blanks)."""
    found = Adjuncts(begin)
    at, end = begin, min(end, begin + _WINDOW)
    while at < end:
        gap = _GAP.match(text, at, end)
        at = gap.end() if gap else at
        if _STOP.match(text, at, end) and not _abbreviated(text, at):
            break
        step = _step(text, at, end, found)
        if step <= at:
            break
        if _HEDGED.search(text, at, step):
            found.hedged = True
        at = found.end = step
    return found


def _abbreviated(text: str, at: int) -> bool:
    return (text[at : at + 1] == "." and text[at + 1 : at + 3].strip(" ")[:1].islower()) or text[at : at + 2] == ".,"


def _step(text: str, at: int, end: int, found: Adjuncts) -> int:
    if text[at : at + 1] in ".,":
        return at + 1
    age = _AGE.match(text, at, end)
    if age and (years := _years(age)) is not None:
        found.age = found.age or Named(str(years), age.start(), age.end())
        return age.end()
    date = date_at(text, at, end)
    if date and _opens_clause(text, at, date.end, end):
        return at
    if date:
        found.dates.append(date)
        return date.end
    filler = _FILLER.match(text, at, end)
    if filler:
        return filler.end()
    place = _PLACE.match(text, at, end)
    if place and not _MONTHS.match(place["name"]) and text[at:].split(None, 1)[0] in ("at", "in", "near"):
        value = text[place.start("name") : place.end("more")].strip(" ,")
        dated = _MONTHS.search(value)
        stop = place.end("more")
        if dated:
            value = re.sub(r"(?:[,(]|\s(?:in|on|near|at))+\Z", "", value[: dated.start()].rstrip(" ,")).rstrip(" ,(")
            stop = place.start("name") + len(value)
        if not found.places:
            found.near = (
                text[at : at + 4] == "near"
                or "near" in place["vague"]
                or "neighbourhood" in place["vague"]
                or "vicinity" in place["vague"]
            )
        found.places.append(Named(value, place.start("name"), place.start("name") + len(value)))
        return max(stop, at + 1)
    cause = _CAUSE.match(text, at, end)
    if cause and text[at : at + 2] in ("of", "fr"):
        found.cause = found.cause or Named(cause["cause"], cause.start("cause"), cause.end("cause"))
        return cause.end()
    phrase = _PHRASE.match(text, at, end)
    return phrase.end() if phrase else at


@cache
def _next_verb() -> re.Pattern[str]:
    return re.compile(rf"\s+(?!aged\b)(?:(?:he|she)\s+)?(?:{alternation('verbs')}|[a-z]{{2,}}ed)\b")


def _opens_clause(text: str, at: int, stop: int, end: int) -> bool:
    """Whether a date after a comma is the next verb's: "born in Paris, in 1664 came to London"."""
    return text[max(0, at - 3) : at].rstrip().endswith(",") and _next_verb().match(text, stop, end) is not None


def _years(age: re.Match[str]) -> int | None:
    if age["nth"]:
        nth = number_in(age["nth"])
        return nth - 1 if nth and 1 < nth < 130 else None
    years = number_in(age["age"])
    if years is None and " " in (age["age"] or ""):
        years = number_in(age["age"].split()[0])
    if years is None or not 0 < years < 130:
        return None
    at_only = age[0].startswith("at ") and "age" not in age[0]
    return None if at_only and "year" not in age[0] and years < 10 else years
