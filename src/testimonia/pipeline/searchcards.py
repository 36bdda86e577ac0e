"""What the static index says of each document beside its words, from the published database."""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

import msgspec
from msgspec import Struct

from testimonia.archive.search import PEOPLE, fold
from testimonia.site.searchindex.slots import Slot, slots_of
from testimonia.text.datepoints import in_words

_DATE = re.compile(r"(\d[\dX]{3})(?:-(\d\d)(?:-(\d\d))?)?")
# A year as twelve months of 31 days, with one more for the year itself and one for each month itself.
_DAYS = 12 * 32 + 1
_LAST_YEAR = 2088


class Card(Struct, frozen=True):
    """What the index says of a document beside its words. `version` changes with its text."""

    place: int
    id: str
    href: str
    title: str
    by: str
    where: str
    date: str
    kind: str
    keys: tuple[str, ...]
    version: str


def cards_of(
    db: sqlite3.Connection, addresses: Mapping[str, str]
) -> tuple[dict[int, tuple[Card, ...]], dict[int, int]]:
    """The cards of each segment's documents, and a number that grows with the date for each slot that has one."""
    names = _names(db)
    rows = db.execute(
        "SELECT id, title, authors, periodical, date, kind, first_year, last_year, version FROM documents"
    ).fetchall()
    slots = slots_of(row[0] for row in rows)
    papers = {paper: name_keys("in", paper) for paper in {row[3] for row in rows}}
    days = {date: in_words(date) for date in {row[4] for row in rows}}
    cards: dict[int, list[Card]] = defaultdict(list)
    dates: dict[int, int] = {}
    for row in rows:
        slot = slots[row[0]]
        keys = {*names.get(row[0], ()), *papers[row[3]]}
        cards[slot.segment].append(_card(row, slot, keys, (addresses[row[0]], days[row[4]])))
        if row[4]:
            dates[slot.number] = date_number(row[4])
    return {n: tuple(sorted(own, key=lambda card: card.place)) for n, own in cards.items()}, dates


def _names(db: sqlite3.Connection) -> dict[str, set[str]]:
    """The keys of each document's authors, by all forms of their names, and of the people whom it names."""
    authors = (
        "SELECT document, form FROM bylines"
        " UNION SELECT document, label FROM author_names JOIN authors ON authors.id = author_names.author"
    )
    keys_of = lru_cache(maxsize=None)(name_keys)
    names: dict[str, set[str]] = defaultdict(set)
    for document, form in db.execute(authors):
        names[document].update(keys_of("by", form))
    for document, label, quote in db.execute(PEOPLE):
        names[document].update(keys_of("person", label), keys_of("person", quote))
    return names


def _card(row: Sequence[str], slot: Slot, keys: set[str], said: tuple[str, str]) -> Card:
    id, title, authors, periodical, _, kind, first_year, last_year, version = row
    href, date = said
    if first_year is not None:
        keys.add(f"_year_{first_year}_{last_year}")
    by = ", ".join(msgspec.json.decode(authors, type=list[str]))
    return Card(slot.place, id, href, title, by, periodical, date, kind, tuple(sorted(keys)), version)


def name_keys(field: str, name: str) -> list[str]:
    """The keys under which a name is found by the beginning of any of its words.

    >>> name_keys("by", "Jane Marsh")
    ['_by_jane_jane_marsh', '_by_marsh_jane_marsh']
    """
    words = fold(name).split()
    return [f"_{field}_{word}_{'_'.join(words)}" for word in dict.fromkeys(words)]


def date_number(edtf: str) -> int:
    """A date as a number for sorting, which three letters of the index hold up to the year 2088.

    >>> date_number("1938-02-16") > date_number("1938-02") > date_number("1937")
    True
    """
    match = _DATE.match(edtf)
    if match is None:
        return 0
    if "X" in match[1]:
        return (min(int(match[1].replace("X", "9")), _LAST_YEAR) + 1) * _DAYS - 1
    month, day = min(int(match[2] or 0), 12), min(int(match[3] or 0), 31)
    return min(int(match[1]), _LAST_YEAR) * _DAYS + (1 + (month - 1) * 32 + day if month else 0)
