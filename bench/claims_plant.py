"""Planted conflicts: pairs of articles made from real ones, with one thing changed, and pairs that only look like
conflicts.

Nothing here asks our own extractor where a value stands: plain patterns over the article choose the place of the
change,
so that a value which we cannot read counts as missed.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

YEARS = re.compile(r"\((?:c\. ?)?(?P<b>1[2-9]\d\d)\??[-–](?P<d>1[2-9]\d\d)\??\)")
BORN = re.compile(r"\b(?:born|_b\._)[^.;]{0,80}?(?P<y>1[2-9]\d\d)(?![\d-])")
DIED = re.compile(r"\b(?:[Hh]e|[Ss]he|and) died[^.;]{0,80}?(?P<y>1[2-9]\d\d)(?![\d-])")
MONTHS = "January February March April May June July August September October November December".split()
DAY = re.compile(
    rf"\b(?:born|died)\b[^.;]{{0,60}}?(?P<day>\d\d?)(?:st|nd|rd|th)? (?:of )?(?P<month>{'|'.join(MONTHS)}),? (?P<y>1[2-9]\d\d)(?![\d-])"  # noqa: E501
)
AGE = re.compile(r"(?:aged|at the age of|in the) (?P<n>\d\d)(?:(?:st|nd|rd|th) year of (?:his|her) age)?(?=[ ,.;])")
PLACE = re.compile(r"\b(?:born|_b\._) (?:at|in) (?P<p>[A-Z]\w+(?:, [A-Z]\w+shire)?)(?=[ ,.;])")
FATHER = re.compile(
    r"\b(?:son|_s\._|daughter|_dau\._) of (?:Sir |Dr\.? |the Rev\. |Mr\.? )?(?P<g>[A-Z][a-z]+) (?P<s>[A-Z]\.|[A-Z][a-zë]+)"  # noqa: E501
)
GIVEN = "Thomas William Henry Robert Edward George Samuel Joseph Daniel Peter Walter Hugh Philip Arthur".split()
SHIRES = "Norbury, Shropshire;Ashby, Leicestershire;Lindley, Yorkshire;Kirkby, Lancashire;Barton, Oxfordshire".split(
    ";"
)
CITIES = "Paris;Rome;Vienna;Berlin;Naples;Madrid;Lisbon;London;Edinburgh;Dublin".split(";")


class Article(Struct, frozen=True):
    """One person's article: the key of the person, the work, the text."""

    person: str
    work: str
    text: str


class Pair(Struct, frozen=True):
    """Two texts; `kind` says what was changed, `properties` which findings would be about it."""

    kind: str
    a: str
    b: str
    properties: tuple[str, ...]
    is_conflict: bool


def plant(articles: Sequence[Article], seed: int, conflicts: int, likes: int) -> list[Pair]:
    """That many conflicts and look-alikes, in equal shares of their kinds as far as the articles allow."""
    rng = random.Random(seed)
    return [*_round(articles, rng, _CONFLICTS, conflicts), *_round(articles, rng, _LIKES, likes)]


Maker = Callable[[Article, random.Random, Sequence[Article]], "Pair | None"]


def _round(articles: Sequence[Article], rng: random.Random, makers: Sequence[Maker], count: int) -> Iterator[Pair]:
    queues = [iter(rng.sample(articles, len(articles))) for _ in makers]
    made, alive = 0, list(range(len(makers)))
    while made < count and alive:
        for index in list(alive):
            pair = None
            for article in queues[index]:
                pair = makers[index](article, rng, articles)
                if pair:
                    break
            if pair is None:
                alive.remove(index)
            elif made < count:
                made += 1
                yield pair


def _put(text: str, span: tuple[int, int], new: str) -> str:
    return text[: span[0]] + new + text[span[1] :]


def _delta(rng: random.Random) -> int:
    return rng.choice((-1, 1)) * rng.choice((2, 3, 4, 5, 6, 7, 8, 9, 10, 20))


def _year(article: Article, rng: random.Random, pattern: re.Pattern[str], group: str, prop: str) -> "Pair | None":
    found = pattern.search(article.text[:3000])
    # "about" and "?" allow five years: no conflict; and the year must be the birth's or death's own.
    if not found or re.search(r"c\.|\?|\b(?:was|went|and|who|to|entered|about|or)\b", found[0].split(None, 1)[-1]):
        return None
    changed = _put(article.text, found.span(group), str(int(found[group]) + _delta(rng)))
    return Pair(prop, article.text, changed, (f"{prop}-date", "death-date", "age-at-death"), True)


def birth(article: Article, rng: random.Random, _: Sequence[Article]) -> "Pair | None":
    """Another year of birth, in the head's brackets or after "born"."""
    if YEARS.search(article.text[:200]) and rng.random() < 0.5:
        return _year(article, rng, YEARS, "b", "birth")
    return _year(article, rng, BORN, "y", "birth")


def death(article: Article, rng: random.Random, _: Sequence[Article]) -> "Pair | None":
    """Another year of death."""
    if YEARS.search(article.text[:200]) and rng.random() < 0.5:
        return _year(article, rng, YEARS, "d", "death")
    return _year(article, rng, DIED, "y", "death")


def day(article: Article, rng: random.Random, _: Sequence[Article]) -> "Pair | None":
    """Another month of one year."""
    found = DAY.search(article.text[:4000])
    if not found:
        return None
    month = rng.choice([m for m in MONTHS if abs(MONTHS.index(m) - MONTHS.index(found["month"])) > 1])
    return Pair(
        "date", article.text, _put(article.text, found.span("month"), month), ("birth-date", "death-date"), True
    )


def age(article: Article, rng: random.Random, _: Sequence[Article]) -> "Pair | None":
    """Another age at death; where the article tells none, one that its own years refuse."""
    life = YEARS.search(article.text[:200])
    died = DIED.search(article.text[:6000])
    if not life or not died:
        return None
    years = int(life["d"]) - int(life["b"]) + rng.choice((-9, -6, -4, 4, 6, 9))
    shape = rng.choice((", aged {}", ", at the age of {}", ", in the {}th year of his age"))
    number = years - years % 10 + 4 if "th" in shape.split("{}")[1] else years
    if abs(number - 1 - (int(life["d"]) - int(life["b"]))) < 3:
        return None
    return Pair(
        "age", article.text, _put(article.text, (died.end(), died.end()), shape.format(number)), ("age-at-death",), True
    )


def place(article: Article, rng: random.Random, _: Sequence[Article]) -> "Pair | None":
    """A birthplace in another shire, or another great city."""
    found = PLACE.search(article.text[:1500])
    if not found:
        return None
    if "shire" in found["p"]:
        new = rng.choice([p for p in SHIRES if p.split(", ")[1] not in found["p"]])
    elif found["p"] in CITIES:
        new = rng.choice([c for c in CITIES if c != found["p"]])
    else:
        return None
    return Pair("place", article.text, _put(article.text, found.span("p"), new), ("birth-place",), True)


def name(article: Article, rng: random.Random, _: Sequence[Article]) -> "Pair | None":
    """Another given name of the father."""
    found = FATHER.search(article.text[:600])
    surname = article.text.lstrip("_* ").split(",")[0].split()[0].lower()
    if not found or found["s"].lower().rstrip(".") not in (surname, surname[:1]):
        return None
    new = rng.choice([g for g in GIVEN if g != found["g"]])
    return Pair("name", article.text, _put(article.text, found.span("g"), new), ("child-of",), True)


def namesake(article: Article, rng: random.Random, others: Sequence[Article]) -> "Pair | None":
    """Another person's article under this one's name."""
    own = YEARS.search(article.text[:200])
    other = rng.choice(others)
    theirs = YEARS.search(other.text[:200])
    if (
        not own
        or not theirs
        or abs(int(own["b"]) - int(theirs["b"])) < 25
        or abs(int(own["d"]) - int(theirs["d"])) < 25
    ):
        return None
    head = article.text[: own.start()]
    return Pair("namesake", article.text, head + other.text[theirs.start() :], (), False)


def dual(article: Article, rng: random.Random, _: Sequence[Article]) -> "Pair | None":
    """A day before 25 March, the year doubled or counted from Lady Day."""
    found = DAY.search(article.text[:4000])
    if not found or found["month"] not in ("January", "February") or int(found["y"]) > 1751:
        return None
    year = int(found["y"])
    new = rng.choice((f"{year - 1}-{year % 100:02}", f"{year - 1}/{year % 10}"))
    return Pair("dual dating", article.text, _put(article.text, found.span("y"), new), (), False)


def relatives(article: Article, rng: random.Random, _: Sequence[Article]) -> "Pair | None":
    """A relative's dates told in passing."""
    life = YEARS.search(article.text[:200])
    if not life:
        return None
    year = int(life["d"]) + rng.choice((-30, -12, 7, 19, 33))
    said = rng.choice(
        (
            "His wife died in {}.", "His son, who was born in {}, became a merchant.", "His brother William, a clergyman, died at Norwick in {}.",  # noqa: E501
            "He lost his only daughter, who died in {}.", "His mother, to whom he was devoted, died in {}.", "The second son, Henry, was born in {} and died young.",  # noqa: E501
            "His uncle having died in {}, he inherited the estate.", "His widow survived him, and died in {}.", "His patron, Lord Ashdown, was killed in {}.",  # noqa: E501
        )
    )  # fmt: skip
    return Pair("a relative's date", article.text, article.text.rstrip() + " " + said.format(year), (), False)


def father_and_son(article: Article, rng: random.Random, _: Sequence[Article]) -> "Pair | None":
    """The father told in the same article."""
    life = YEARS.search(article.text[:200])
    if not life:
        return None
    surname = article.text.lstrip("_* ").split(",")[0].split()[0].capitalize()
    born, died = int(life["b"]) - rng.randint(22, 45), int(life["b"]) + rng.randint(1, 40)
    said = rng.choice(
        (
            f"His father, Josiah {surname}, was born in {born}, and died in {died}.",
            f"The father, Josiah {surname}, was a merchant; he died in {died}.",
            f"He was the son of Josiah {surname} ({born}-{died}), a merchant.",
            f"Josiah {surname}, the father, was born at Norwick in {born}. He died in {died}.",
        )
    )
    if re.search(r"\b(?:son|s\._|daughter|dau\._) of|father", article.text):
        return None
    return Pair("father and son", article.text, article.text.rstrip() + " " + said, (), False)


def about(article: Article, rng: random.Random, _: Sequence[Article]) -> "Pair | None":
    """The year as "c." a little off."""
    life = YEARS.search(article.text[:200])
    if not life:
        return None
    year = int(life["b"]) + rng.choice((-3, -2, -1, 1, 2, 3))
    return Pair("circa", article.text, _put(article.text, life.span("b"), f"c. {year}"), (), False)


def span(article: Article, rng: random.Random, _: Sequence[Article]) -> "Pair | None":
    """A range that holds the year."""
    found = BORN.search(article.text[:3000])
    if not found or not re.search(r"\bin \Z", article.text[: found.start("y")]):
        return None
    year = int(found["y"])
    at = (found.start("y") - 3, found.end("y"))
    new = rng.choice((f"between {year - 2} and {year + 2}", f"in {year - 1} or {year}", f"in {year} or {year + 1}"))
    return Pair("range", article.text, _put(article.text, at, new), (), False)


def calendar(article: Article, rng: random.Random, _: Sequence[Article]) -> "Pair | None":
    """The same day in the other calendar."""
    found = DAY.search(article.text[:4000])
    if not found or not 1583 < int(found["y"]) < 1900:
        return None
    shift = 10 if int(found["y"]) < 1700 else 11 if int(found["y"]) < 1800 else 12
    day_number = int(found["day"]) + shift
    if day_number > 28:
        return None
    text = _put(article.text, found.span("day"), str(day_number))
    return Pair(
        "calendar", article.text, re.sub(rf"\b{day_number}(?:st|nd|rd|th)", f"{day_number}th", text, count=1), (), False
    )


_CONFLICTS: tuple[Maker, ...] = (birth, death, day, age, place, name)
_LIKES: tuple[Maker, ...] = (namesake, dual, relatives, father_and_son, about, span, calendar)
