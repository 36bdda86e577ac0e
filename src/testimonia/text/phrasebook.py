"""The site's own words in a reader's language: phrases from the catalogues in phrases/, dates and numbers by
languages.toml. English is the language that the phrases are written in, and needs no catalogue.
"""

import gettext
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from msgspec import Struct, field

from testimonia.text.datepoints import DatePoint, is_unsure, points_of
from testimonia.text.pofile import Entry, read_po

# Named one by one, so that a changed catalogue counts as changed code.
CATALOGUES = ("phrases/de.po", "phrases/es.po", "phrases/fr.po", "phrases/ru.po")
_ENGLISH_PLURAL = "n != 1"


class Habits(Struct, frozen=True):
    """How a language writes dates and numbers. `of_months` are the months after a day; `first` is the first day of a
    month; numbers below 10 ** `least_digits` are not parted."""

    name: str
    thousands: str
    least_digits: int
    months: tuple[str, ...]
    of_months: tuple[str, ...]
    short_months: tuple[str, ...]
    seasons: tuple[str, ...]
    first: str
    day: str
    month: str
    season: str
    day_of_year: str


class Phrasebook(Struct, frozen=True):
    """The phrases of one language. What is not translated stays in English."""

    language: str
    habits: Habits
    entries: Mapping[tuple[str, str], Entry] = field(default_factory=dict)
    plural: str = _ENGLISH_PLURAL
    forms: int = 2
    form_of: Callable[[int], int] = field(default=lambda n: int(n != 1))

    def say(self, phrase: str, **values: object) -> str:
        """A phrase, with its {values}."""
        return _filled(self.forms_of(phrase)[0], values)

    def sense(self, context: str, phrase: str, **values: object) -> str:
        """A phrase that English says of two things: the context tells which."""
        return _filled(self.forms_of(phrase, context)[0], values)

    def count(self, one: str, many: str, n: int, **values: object) -> str:
        """A phrase that counts, in the form for n; {n} is the number as the language writes it."""
        forms = self.forms_of(one, many=many)
        return _filled(forms[self.form_of(abs(n))], {"n": self.number(n), **values})

    def forms_of(self, phrase: str, context: str = "", many: str = "") -> tuple[str, ...]:
        """The translations of a phrase: one, or as many as the language has forms."""
        entry = self.entries.get((context, phrase))
        if entry and all(entry.translations) and len(entry.translations) == (self.forms if many else 1):
            return entry.translations
        return tuple(phrase if form == 0 else many for form in range(self.forms)) if many else (phrase,)

    def number(self, value: int | str) -> str:
        """A whole number.

        >>> phrasebook("en").number(1234567), phrasebook("de").number(1234567), phrasebook("es").number(1234)
        ('1,234,567', '1.234.567', '1234')
        """
        number = int(value)
        return (
            f"{number:,}".replace(",", self.habits.thousands)
            if abs(number) >= 10**self.habits.least_digits
            else str(number)
        )

    def date(self, edtf: str) -> str:
        """A date as people write it; the EDTF itself where there is no simple way.

        >>> phrasebook("en").date("1938-02-16"), phrasebook("de").date("1938-02?"), phrasebook("fr").date("1938-03-01")
        ('16 February 1938', 'Februar 1938?', '1er mars 1938')
        """
        points = points_of(edtf)
        if not points:
            return edtf
        return " – ".join(self._point(point) for point in points) + ("?" if is_unsure(edtf) else "")

    def day_of_year(self, day: str) -> str:
        """A day that every year has, as in "02-16"."""
        month, number = int(day[:2]), int(day[3:])
        return self.habits.day_of_year.format(day=self._day(number), month=self.habits.of_months[month - 1])

    def _point(self, point: DatePoint) -> str:
        habits, year = self.habits, f"{point.year:04}"
        if 21 <= point.month <= 24:
            return habits.season.format(season=habits.seasons[point.month - 21], year=year)
        if not 1 <= point.month <= 12:
            return year
        if not point.day:
            return habits.month.format(month=habits.months[point.month - 1], year=year)
        return habits.day.format(day=self._day(point.day), month=habits.of_months[point.month - 1], year=year)

    def _day(self, day: int) -> str:
        return self.habits.first if day == 1 else str(day)


@cache
def phrasebook(language: str) -> Phrasebook:
    """The phrases of a language; English for one that has no catalogue."""
    if language not in _habits() or language == "en":
        return Phrasebook("en", _habits()["en"])
    path = next(path for path in CATALOGUES if path == f"phrases/{language}.po")
    catalogue = read_po((files("testimonia.text") / path).read_text("utf-8"))
    return Phrasebook(
        language,
        _habits()[language],
        {(entry.context, entry.one): entry for entry in catalogue.entries},
        catalogue.plural,
        catalogue.forms,
        gettext.c2py(catalogue.plural),
    )


def languages() -> dict[str, str]:
    """The languages that the site speaks: their codes with their own names."""
    return {code: habits.name for code, habits in _habits().items()}


@cache
def _habits() -> dict[str, Habits]:
    table: dict[str, dict[str, Any]] = tomllib.loads((files("testimonia.text") / "languages.toml").read_text("utf-8"))
    return {code: _habits_of(row) for code, row in table.items()}


def _habits_of(row: Mapping[str, Any]) -> Habits:
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    return Habits(**values)


def _filled(phrase: str, values: Mapping[str, object]) -> str:
    return phrase.format_map(values) if values else phrase
