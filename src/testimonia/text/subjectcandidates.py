"""Who can be the subject of a verb: the pronouns, names and nouns of persons that open a clause, in order."""

import re
from functools import cache
from typing import Literal

from msgspec import Struct

from testimonia.text.biography import Hero
from testimonia.text.claimwords import alternation, alternation_of, words
from testimonia.text.namewords import fold_name, name_words
from testimonia.text.personname import refers

NAME = (
    r"(?:(?:Mr|Mrs|Dr|St|Sir|Lord|Lady|Mme|Miss|Prof|Rev)\.?\s+)?(?:[A-ZÀ-Þ][\w'’]*\w(?:-[\w'’]+)*|[A-Z]\.)"
    r"(?:\s+(?:(?:de|du|van|von|der|den|la|le|di|da|of|the)\s+){0,2}(?:[A-ZÀ-Þ][\w'’]*\w(?:-[\w'’]+)*|[A-Z]\.)){0,4}"
)


LAST_WORD = re.compile(r"([\w'’\-]+)\s*\Z")


CLAUSE_OPENERS = frozenset(
    "that when where while as because though although since until till after before if whether for and but or yet then "
    "thus so nor than whereupon hence meanwhile later afterwards thereafter subsequently".split()
)


SENTENCE_WORDS = frozenset(
    "in on at after before during when while though although as if since from by his her the this these those it he she "  # noqa: E501
    "they we i a an there here but and of for with to upon having being then thus however two three some many most such "  # noqa: E501
    "what which who all no not one born died educated next later thence hence soon afterwards meanwhile finally".split()
)


Who = Literal["hero", "other", "thing", "unknown"]


class Candidate(Struct, frozen=True):
    begin: int
    end: int
    who: Who
    gender: str
    how: str


@cache
def _person_noun() -> re.Pattern[str]:
    kin = alternation("relatives_male", "relatives_female", "relatives_any", "roles")
    return re.compile(
        rf"(?<![\w'-])(?P<det>[Hh]is|[Hh]er|[Tt]he|[Tt]heir|[Aa]n?|[Oo]ne|[Tt]his|[Oo]ther|[Ee]ldest|[Oo]nly|[Tt]wo|[Ww]hose|[\w]+'s|s')\s+"
        rf"(?:(?!and\b|of\b|was\b|had\b|to\b|with\b|for\b|in\b|on\b|at\b|by\b|from\b|as\b|his\b|her\b)[\w'-]+\s+){{0,3}}?(?P<noun>{kin})(?![\w'-])"
    )


@cache
def ours() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:[Oo]ur|[Tt]he\s+subject\s+of\s+this)\s+(?:{alternation('ours')})(?!\w)")


@cache
def _named_subject() -> re.Pattern[str]:
    verbs = alternation_of(words("verbs"))
    return re.compile(
        rf"(?<![\w'’.\-])(?P<name>{NAME})(?=\s+(?:(?:\w+ly|also|then|never|afterwards|soon|who|himself|here)\s+)?(?:{verbs}|\w{{2,}}ed)\b|,\s+(?:who|the|an?|whose|his)\b|\s+\()"
    )


_PRONOUN = re.compile(r"(?<![\w'’\-])(?:[Hh]e|[Ss]he)(?![\w'’\-])")


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
    last = LAST_WORD.search(before)
    if last and last[1].lower() == "for":  # "justice for Middlesex", but "; for Ashdown was"
        return before[: last.start()].rstrip()[-1:] in (",", ";", ":", "")
    return bool(last) and last[1].lower() in CLAUSE_OPENERS  # type: ignore[index]


def candidates(text: str, low: int, high: int, hero: Hero | None) -> list[Candidate]:
    """The possible subjects in [low, high), in order."""
    found: list[Candidate] = []
    for m in _PRONOUN.finditer(text, low, high):
        found.append(Candidate(m.start(), m.end(), "hero", m[0].lower(), "pronoun"))
    for m in _person_noun().finditer(text, low, high):
        if _is_clause_start(text, low, m.start()) and not _is_descriptive(text, low, m):
            found.append(Candidate(m.start(), m.end(), "other", _gender_of(m["noun"]), "noun"))
    for m in ours().finditer(text, low, high):
        if hero:
            found.append(Candidate(m.start(), m.end(), "hero", hero.pronoun, "ours"))
    for m in _named_subject().finditer(text, low, min(len(text), high + 12)):
        name, at = m["name"], m.start()
        if name.split()[0].lower() in SENTENCE_WORDS:
            name = name.partition(" ")[2].lstrip()
        elif name.split()[0].endswith("ly") and " " in name and fold_name(name.split()[0]) not in name_words().given:
            name = name.partition(" ")[2].lstrip()  # "Subsequently Ashdown was"
        at = m.end("name") - len(name)
        if m.end() > high or not name:
            continue
        if not _is_clause_start(text, low, m.start()) or is_thing(name):
            continue
        if is_set_off(text, m.end("name")):
            continue
        if hero is not None and hero.things.intersection(range(at - 4, at + 1)):
            continue
        is_hero = hero is not None and refers(hero.name, name)
        gender = _gender_of_name(name)
        if is_hero and hero and gender == "she" and hero.pronoun == "he":
            is_hero = False
        found.append(Candidate(at, m.end(), "hero" if is_hero else "other", gender, "name"))
    return sorted(found, key=lambda event: (event.begin, -event.end))


def is_set_off(text: str, end: int) -> bool:
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


_THING = re.compile(r"(?:ism|ia|land|ists|ians|shire|burgh|tion|ment)\Z")


def is_thing(name: str) -> bool:
    """Whether a single capitalised word names a country, a city or a movement, not a person."""
    return " " not in name and (_THING.search(name) is not None or name_words().is_place(fold_name(name)))
