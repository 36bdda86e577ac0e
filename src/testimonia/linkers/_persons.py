"""People in the making: what several documents' appearances of one person tell together, and what keeps two apart."""

import re
from collections import Counter

from msgspec import Struct, field

from testimonia.model.entity import Appearance, Ground
from testimonia.text.personforms import Form, form_of

FAR_YEARS = 2
ONE_END_YEARS = 12
LONGEST_GAP = 115
_NUMBERED = re.compile(r"[ivx]+")


class Person(Struct):
    """A person in the making: the fullest form, years, and what was put together."""

    form: Form
    parts: list[Appearance]
    born: str = ""
    died: str = ""
    sex: str = ""
    grounds: list[Ground] = field(default_factory=list)
    heads: set[tuple[str, str]] = field(default_factory=set)  # (source, document) of articles that are about this one

    @property
    def weight(self) -> int:
        """How often the person is named."""
        return sum(len(part.namings) for part in self.parts)

    @property
    def label(self) -> str:
        """The name by which lists show the person."""
        return label_of(self.parts)

    @property
    def years(self) -> set[int]:
        """When the texts were written."""
        return {int(part.year) for part in self.parts if part.year}

    @property
    def texts(self) -> set[str]:
        """The documents that name the person."""
        return {part.namings[0].document for part in self.parts}

    @property
    def circles(self) -> set[str]:
        """What those documents stand in with others."""
        return {circle for part in self.parts for circle in part.circles}

    def add(self, part: Appearance) -> None:
        """Take an appearance in."""
        self.parts.append(part)
        if part.is_hero:
            self.heads.add((part.namings[0].source, part.namings[0].document))
        self.born, self.died = self.born or part.born, self.died or part.died
        self.sex = self.sex or part.sex
        if part.suffix and not self.form.suffix:
            self.form = Form(self.form.given, self.form.surname, part.suffix)

    def may_be(self, part: Appearance) -> bool:
        """Whether nothing that is known of two keeps them apart: years, "the Elder", a title of the other sex."""
        suffixes = {self.form.suffix, part.suffix}
        if len(suffixes) == 2 and ("" not in suffixes or any(map(_NUMBERED.fullmatch, suffixes))):
            return False  # of those with a number, one without is not meant: Henry Ford is not Henry Ford II
        if self.sex and part.sex and self.sex != part.sex:
            return False
        if part.is_hero and any(s == part.namings[0].source and d != part.namings[0].document for s, d in self.heads):
            return False  # two articles of one work are about two people
        return not _lives_apart((self.born, self.died), (part.born, part.died))


def _lives_apart(a: tuple[str, str], b: tuple[str, str]) -> bool:
    """Whether two lives cannot be one: where both ends are known of both, no end agrees, or neither does well; where
    one end is, it lies over a dozen years off; or one was born more than a lifetime before the other died."""
    gaps = [abs(int(x) - int(y)) for x, y in zip(a, b, strict=True) if x and y]
    if len(gaps) == 2:
        return min(gaps) > FAR_YEARS
    if gaps and gaps[0] > ONE_END_YEARS:
        return True
    years = [int(year) for year in (*a, *b) if year]
    return bool(years) and max(years) - min(years) > LONGEST_GAP


def far(a: str, b: str) -> bool:
    """Whether two years, where both are known, cannot be one year given differently."""
    return bool(a and b) and abs(int(a) - int(b)) > FAR_YEARS


def fullness(form: Form) -> int:
    """How much a name says of its given names; an initial is half a name."""
    return sum(2 if len(part) > 1 else 1 for part in form.given)


def label_of(parts: list[Appearance]) -> str:
    """Of the forms with most written out (a given name before initials), the one of most documents; of equals the
    fullest."""
    forms = Counter(part.label for part in parts)
    own = {part.label: form_of(part.given, part.surname) for part in parts}
    out = {label: bool(form.given) and (len(form.given[0]) > 1) + 1 for label, form in own.items()}
    return min(forms, key=lambda form: (-out[form], form.isupper(), -forms[form], -fullness(own[form]), form))
