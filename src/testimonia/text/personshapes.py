"""Shapes that show a run of capitalised words to be a person's name, whoever the person is: the harvest.

Life dates after the name, a title or an office before it, kinship, birth and death, aliases, inverted headings of
biographical dictionaries. Each shape is a named ground with a score.
"""

import re
from collections.abc import Sequence

from msgspec import Struct

from testimonia.text.nameruns import Run
from testimonia.text.nametokens import Tokens, is_initials
from testimonia.text.namewords import NameWords, fold_name

_ABOUT = r"(?:(?:_?(?:b|d|c|ca|fl|r)\._?|\bborn|\bdied|\bcirca|\bflourished|\bin|\bon|\babout|\bbefore|\bafter)\s*)"
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:[A-Z][a-z]{2,8}\.?\s+)?(?:\d{1,2}(?:st|nd|rd|th)?,\s+)?"
_YEAR = rf"{_ABOUT}{{0,3}}{_DAY}[12]?\d{{3}}(?:/\d{{1,4}})?\s?\??"
LIFE_AFTER = re.compile(
    rf"\s?[(\[](?:[^()\[\]\n\d]{{0,60}}?[,;:]\s)?(?:"
    rf"{_YEAR}\s*[-–—]+\s*(?:{_YEAR}|\d{{2}}|\?|\s*(?=[)\]]))"
    rf"|{_ABOUT}{{1,2}}{_DAY}[12]?\d{{3}}\s?\??(?:[,;]\s*(?:and\s)?{_YEAR})?"
    rf"|(?:was )?born (?:at|in) [^()\n]{{2,60}}?[12]\d{{3}}[^()\n]{{0,80}}?)[^()\n]{{0,40}}?[)\]]"
    rf"|,?\s_?(?:b|fl)\._?\s(?:at\s[^,;\n]{{2,30}},?\s)?(?:c\.\s)?{_DAY}1?\d{{3}}"
    rf"|,?\s(?:was\s)?born\s(?:(?:at|in|near|on|of)\b)"
    rf"|,\s(?:was\sborn|born\s[12]\d{{3}})"
)
BORN_AFTER = re.compile(
    r"\s(?:was\s(?:also\s)?(?:born|buried|married|baptized|baptised)|died)\b(?!\s(?:down|out|away\b))"
)
ALIAS_BEFORE = re.compile(
    r"\b(?:alias|n[ée]e|born|pseudonym(?:\sof|\sfor)?|pen[- ]name(?:\sof)?|under\sthe\s(?:assumed\s)?name(?:\sof)?|"
    r"real\sname(?:\s(?:was|is))?|(?:also|better|generally|formerly)\sknown\sas|writing\sas|wrote\sas|whose\sname\swas)[\s,:“\"‘(]{1,3}$"
)
INVERTED = re.compile(
    r"(?P<surname>(?:[A-ZÀ-Þ][A-ZÀ-Þ’'\-]+\s?){1,4}|[A-ZÀ-Þ][\w’'\-]{1,24}),\s+"
    r"(?P<role>(?:SIR|LADY|LORD|REV|DR|ST|Sir|Lady|Lord|Rev|Dr|St|Saint)\.?\s+)?"
    r"(?P<given>(?:(?:[A-ZÀ-Þ][\w’'\-]*\.?|(?:de|la|van|von|du|of|the|der|di)\b)\s?){1,5})(?P<after>\s*[(\[,.;:–—-]|\s+_?b\b|$)"
)
_KIN_BEFORE = frozenset(("his", "her", "their", "whose", "my", "our"))
_SCORES = {
    "life-dates": 0.98, "byline": 0.97, "inverted": 0.97, "role": 0.93, "kin": 0.92, "alias": 0.9, "born": 0.93,
    "initials": 0.93, "given-name": 0.92,
}  # fmt: skip
_NO_NAMES = ("things", "organisations", "events", "demonyms")
_YET_NAMES = frozenset("may april june august will old young herald star post page mail".split())
_ROMAN = re.compile(r"[IVX]+")


class PersonName(Struct, frozen=True):
    """A personal name in parts, as printed: the name is role-less; `first` is the token where it begins."""

    first: int
    name: str
    given: str
    surname: str
    role: str


class Shaped(Struct, frozen=True):
    """A name with the ground that shows whose kind it is."""

    name: PersonName
    ground: str
    score: float


def person_in(text: str, tokens: Tokens, run: Run, names: NameWords) -> Shaped | None:
    """The person whose name a run is, where a shape shows it; None where nothing does."""
    name = name_parts(tokens, run, names)
    if name is None:
        return None
    ground = _ground(text, tokens, run, name, names)
    return Shaped(name, ground, _SCORES[ground]) if ground else None


_AFTER_NAMES = frozenset("pasha pacha bey effendi".split())


def name_parts(tokens: Tokens, run: Run, names: NameWords) -> PersonName | None:
    """The parts of a run read as a personal name; None where its words cannot be one."""
    first, role = _after_titles(tokens, run, names)
    words = [tokens.words[at] for at in range(first, run.last) if tokens.words[at] != "."]
    low = [fold_name(word) for word in words]
    if not words or len(words) > 6 or not _may_name(words, low, names):
        return None
    suffix = _suffixes(words, low, names)
    core = words[: len(words) - suffix]
    if fold_name(core[-1]) in _AFTER_NAMES:  # "Talaat Pasha"; alone, the title is nobody's name
        role, core = [*role, core[-1]], core[:-1]
        if len(core) < 2:
            return PersonName(first, " ".join(words), "", core[0], " ".join(role)) if core else None
    if suffix and _ROMAN.fullmatch(words[-1]) and len(core) == 1:
        return PersonName(first, " ".join(words), core[0], "", " ".join(role))
    if is_initials(core[-1]):
        return None
    at = len(core) - 1
    while at > 0 and core[at - 1].lower() in names["joined"]:
        at -= 1
    given, surname = " ".join(core[:at]), " ".join(core[at:])
    if len(core) == 1 and low[0] in names.given and not role:
        given, surname = surname, ""
    return PersonName(first, " ".join(words), given, surname, " ".join(role))


def _after_titles(tokens: Tokens, run: Run, names: NameWords) -> tuple[int, list[str]]:
    """Where a name begins after the titles before it, and these."""
    first, role = _from_title(tokens, run, names), []
    while first < run.last and is_title(tokens.low[first], names):
        role.append(tokens.words[first])
        first += 1
        while first < run.last and tokens.words[first] == ".":
            first += 1
    return first, role


def _may_name(words: Sequence[str], low: Sequence[str], names: NameWords) -> bool:
    """Whether none of a run's words forbids that it is a person's name."""
    if any(_is_no_name(word, names) and not is_initials(printed) for word, printed in zip(low, words, strict=True)):
        return False
    titled = len(low) > 1 and low[-1] in names["titles"] - names["surnames"]
    return not titled and not any(word[0].isdigit() for word in words)


def _suffixes(words: Sequence[str], low: Sequence[str], names: NameWords) -> int:
    """How many words at the end of a name are a suffix: "Jr", "the Elder", "II"."""
    count = 0
    while count < len(words) - 1 and (
        low[-1 - count] in names["suffixes"] and (_ROMAN.fullmatch(words[-1 - count]) or count == 0)
    ):
        count += 1
    return count


def is_title(low: str, names: NameWords) -> bool:
    """Whether a word is a title or an office before a name: "Mr.", "ex-president", "attorney-general".

    >>> from testimonia.text.namewords import name_words
    >>> [word for word in "mr. ex-governor orme major-general".split() if is_title(word, name_words())]
    ['mr.', 'ex-governor', 'major-general']
    """
    word = low.rstrip(".")
    return word in names["titles"] or (
        "-" in word and (word.removeprefix("ex-").removeprefix("vice-") in names["titles"] or word.endswith("-general"))
    )


def _from_title(tokens: Tokens, run: Run, names: NameWords) -> int:
    """Where the name begins in a run that has a title inside: "Thereupon Senator Orme", "Foreign Affairs Mr Bell"."""
    for at in range(run.last - 2, run.first, -1):
        low, before = tokens.low[at], tokens.low[at - 1]
        stands = is_title(low, names) and low.rstrip(".") not in ("st", "saint") and low not in names["surnames"]
        stands = stands and not is_initials(tokens.words[at])  # "I. M. D. Orme" is no Monsieur
        if stands and not is_title(before, names) and not is_initials(tokens.words[at - 1]) and before != ".":
            return run.first if fold_name(before) in names.given else at
    return run.first


def _is_no_name(low: str, names: NameWords) -> bool:
    return (
        any(low in names[table] for table in _NO_NAMES)
        or low.endswith(("ism", "isms"))
        or (low in names["not_names"] and low not in _YET_NAMES)
        or (low in names["periodicals"] and low not in _YET_NAMES)
    )


def _ground(text: str, tokens: Tokens, run: Run, name: PersonName, names: NameWords) -> str:
    begin, end = tokens.begin[name.first], tokens.end[run.last - 1]
    count = run.last - name.first
    after = tokens.low[run.last] if run.last < len(tokens) else ""
    before = tokens.low[name.first - 1] if name.first else ""
    folded = fold_name(name.name)
    place = names.is_place(folded) and (count == 1 or folded not in names.ambiguous)
    is_full = count > 1 and before != "the"
    if is_full and after in ("(", "[", ",", "_", "b", "fl", "born", "was") and LIFE_AFTER.match(text, end):
        return "life-dates"
    if name.role:
        return "" if place else "role"
    if count > 1 and place:
        return ""
    if is_full and fold_name(name.given.split()[0] if name.given else "") in names.given:
        return "given-name"
    initials = name.given.split()
    if is_full and initials and all(is_initials(word) for word in initials) and not _is_abbreviation(name):
        return "initials"
    if place:
        return ""
    if before in names["offices"] and not (run.opens or count > 3):
        return "role"
    if _is_kin(tokens, run, name, names):
        return "kin"
    if not run.opens and after in ("was", "died") and BORN_AFTER.match(text, end) and before != "the":
        return "born"
    if ALIAS_BEFORE.search(text, max(0, begin - 40), begin):
        return "alias"
    return ""


def _is_abbreviation(name: PersonName) -> bool:
    """Initials that are a country's or a state's, or stand before a month: "U.S. Steel", "W. May 21"."""
    return name.given.replace(" ", "") in ("U.S.", "N.Y.", "U.K.", "S.E.", "N.W.", "S.W.", "N.E.", "W.C.", "E.C.") or (
        len(name.surname) < 3 or name.surname in ("May", "June", "April", "August")
    )


def _is_kin(tokens: Tokens, run: Run, name: PersonName, names: NameWords) -> bool:
    """ "his wife Anna", "son of Pieter", "Orme's daughter"."""
    low, first = tokens.low, name.first
    kin = names["kin"]
    before = low[first - 1] if first else ""
    if before == "," and first > 1:
        before, first = low[first - 2], first - 1
    if before in kin and first > 1:
        return low[first - 2] in _KIN_BEFORE or (
            low[first - 2] == "'s" or low[first - 2] in ("elder", "younger", "eldest")
        )
    if before == "of" and first > 1 and low[first - 2] in kin:
        return low[first - 2] not in ("father", "mother", "friend", "child", "disciple")
    return run.last + 1 < len(low) and low[run.last] == "'s" and low[run.last + 1] in kin and not run.opens
