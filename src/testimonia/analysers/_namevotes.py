"""The tagger's say on runs that no shape explains: one reading for a form throughout a document.

A form that stands twice in one text names the same thing both times; its readings are added up, those that begin a
sentence counting half, so that one odd sentence decides nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from msgspec import Struct

from testimonia.analysers._namesheets import Sheet, key_of, person_row, thing_row
from testimonia.analysers._plainwords import ARTICLES, Plain, is_foreign, is_no_person, is_school, person_part
from testimonia.model.layer import Annotation
from testimonia.text.nameruns import Run
from testimonia.text.namewords import name_words
from testimonia.text.personshapes import name_parts
from testimonia.text.tagger import CLASSES, Model, Sentence, load_model, tag
from testimonia.text.thingshapes import is_plain

MOST_READINGS = 6
OFTEN = 3
SUREST, SURE = 0.66, 0.52
SURE_ORGANISATION = 0.7
ROUNDS = 2
SURE_WITHIN = 0.47
SURE_BESIDE = 0.4  # beside a person: "Orme and Pell"
_JOINS = frozenset(("and", ",", "or", "&"))
_INSIDE = frozenset(("in", "at", "near"))
Place = tuple[Sheet, Run]


class _Form(Struct):
    """A form that no shape explains: where it stands, and how the tagger reads each of its words."""

    where: list[Place]
    body: list[Place]
    readings: Any


def tagged(places: Iterable[Place], plain: Plain) -> Iterator[Annotation]:
    """The mentions that the tagger finds in runs.

    Twice: a name that is sure in the first round makes that beside it surer in the second ("Orme and Pell").
    """
    model = load_model()
    if model is None:
        return
    forms = _forms(model, places, plain.printed)
    for _ in range(ROUNDS):
        for key, form in list(forms.items()):
            rows = list(_rows_of(form, plain))
            if rows:
                del forms[key]
            for sheet, run, row in rows:
                explained = dict.fromkeys(range(run.first, run.last), CLASSES.index(row.kind))
                sheet.explained.update(explained)
                yield row


def _forms(model: Model, places: Iterable[Place], lower: frozenset[str]) -> dict[str, _Form]:
    """The forms worth asking about, with their readings; headings count only for forms that the body has too."""
    names = name_words()
    where: dict[str, list[Place]] = defaultdict(list)
    for sheet, run in places:
        where[key_of(sheet.tokens.words[run.first : run.last])].append((sheet, run))
    forms: dict[str, _Form] = {}
    for key, own in where.items():
        body = [place for place in own if not place[0].is_head]
        known = all(word in lower or word in names["demonyms"] for word in key.split())
        if body and len(key) > 2 and not known:
            forms[key] = _Form(own, body, _readings(model, body))
    return forms


def _rows_of(form: _Form, plain: Plain) -> Iterator[tuple[Sheet, Run, Annotation]]:
    for first, last, kind, score in _segments(form.readings, len(form.where[0][1])):
        if kind == "event" or score < _limit(form, kind, whole=last - first == len(form.where[0][1])):
            continue
        if kind == "person" and _is_nobody(form, (first, last), plain):
            continue
        for sheet, run in form.where:
            row = _row(sheet, run, (first, last), (kind, round(0.9 * score, 2)), plain)
            if row is not None:
                yield sheet, run, row


def _is_nobody(form: _Form, part: tuple[int, int], plain: Plain) -> bool:
    """Whether a form is a plain word, or stands mostly where places and books do ("in Llandudno")."""
    sheet, run = form.where[0]
    inner = Run(run.first + part[0], run.first + part[1], run.opens and not part[0])
    low = sheet.tokens.low[inner.last - 1]
    if len(inner) == 1 and any(map(_is_beside_place, form.body)):
        return True
    if is_foreign(sheet.tokens, inner) or is_school(low):
        return True
    if is_no_person(sheet.tokens, inner, plain, name_words()):
        often = OFTEN * (3 if low.endswith("s") else 1)  # a plural is a common word before it is a name
        return low in plain.printed or not _is_often_bare(form.body, often)
    return not part[0] and 2 * sum(map(_is_inside, form.body)) >= len(form.body)


def _is_inside(place: Place) -> bool:
    """Whether a form stands after "in" or "at", and is no owner ("in Orme's view")."""
    sheet, run = place
    low = sheet.tokens.low
    return run.first > 0 and low[run.first - 1] in _INSIDE and low[run.last : run.last + 1] != ["'s"]


def _limit(form: _Form, kind: str, whole: bool) -> float:
    """How sure the tagger must be: less where the form stands often, or beside a person."""
    if kind == "organisation":
        return SURE_ORGANISATION
    if kind == "person" and whole:
        if _is_often_bare(form.body) or any(map(_is_beside_person, form.body)):
            return SURE_BESIDE
        if _is_bare_within(form.body):
            return SURE_WITHIN
    return SURE if len(form.body) > 2 else SUREST


def _is_bare_within(body: list[Place]) -> bool:
    """Whether one word, no plural, stands within a sentence, and never after an article."""
    inner = [(sheet.tokens, run) for sheet, run in body if run.first and not run.opens]
    return bool(inner) and all(
        len(run) == 1 and tokens.low[run.first - 1] not in ARTICLES and tokens.low[run.first][-1] != "s"
        for tokens, run in inner
    )


def _is_often_bare(body: list[Place], often: int = OFTEN) -> bool:
    """Whether one word stands so many times within sentences, and never after an article: as people are named."""
    inner = [(sheet.tokens.low, run) for sheet, run in body if run.first and not run.opens]
    return len(inner) >= often and all(len(run) == 1 and low[run.first - 1] not in ARTICLES for low, run in inner)


def _is_beside_person(place: Place) -> bool:
    """Whether a run is joined to a person's name: "Orme and Pell", "Orme, Pell and Stroud"."""
    sheet, run = place
    low, person = sheet.tokens.low, CLASSES.index("person")
    before = run.first - 1 if run.first and low[run.first - 1] in _JOINS else -1
    after = run.last if run.last < len(low) and low[run.last] in _JOINS else -2
    return sheet.explained.get(before - 1) == person or sheet.explained.get(after + 1) == person


def _is_beside_place(place: Place) -> bool:
    """Whether a run is joined to a place's name: "Hiroshima and Nagasaki"."""
    sheet, run = place
    low, other = sheet.tokens.low, CLASSES.index("place")
    before = run.first - 1 if run.first and low[run.first - 1] in ("and", "or") else -1
    after = run.last if run.last < len(low) and low[run.last] in ("and", "or") else -2
    return sheet.explained.get(before - 1) == other or sheet.explained.get(after + 1) == other


def _readings(model: Model, places: list[Place]) -> Any:
    """The mean probability of each class for each word of a form, float[words, classes]."""
    total: Any = 0.0
    weight = 0.0
    for sheet, run in sorted(places, key=lambda place: place[1].opens)[:MOST_READINGS]:
        begin, end = _window(sheet, run)
        sentence = Sentence(sheet.tokens.words[begin:end], sheet.tokens.low[begin:end])
        tags = {at - begin: kind for at, kind in sheet.explained.items() if begin <= at < end}
        found = tag(model, sentence, range(run.first - begin, run.last - begin), tags)
        share = 0.5 if run.opens else 1.0
        total = total + share * np.stack([found[at] for at in sorted(found)])
        weight += share
    return total / weight


def _window(sheet: Sheet, run: Run) -> tuple[int, int]:
    """The words around a run that its features may look at."""
    begin, end = max(0, run.first - 3), min(len(sheet.tokens), run.last + 6)
    return begin, end


def _segments(readings: Any, count: int) -> Iterator[tuple[int, int, str, float]]:
    """Stretches of words of one class, with the least sure word's probability."""
    classes = readings.argmax(axis=1).tolist()
    at = 0
    while at < min(count, len(classes)):
        end = at + 1
        while end < len(classes) and classes[end] == classes[at]:
            end += 1
        if classes[at]:
            yield at, end, CLASSES[classes[at]], float(readings[at:end, classes[at]].mean())
        at = end


def _row(sheet: Sheet, run: Run, part: tuple[int, int], said: tuple[str, float], plain: Plain) -> Annotation | None:
    (kind, score), names = said, name_words()
    inner = Run(run.first + part[0], min(run.first + part[1], run.last), run.opens and not part[0])
    words = sheet.tokens.words[inner.first : inner.last]
    if not words or words[-1] == "." or not words[-1][0].isupper():
        return None
    begin, end = sheet.tokens.begin[inner.first], sheet.tokens.end[inner.last - 1]
    if kind != "person":
        low = sheet.tokens.low[inner.first : inner.last]
        if all(word in names["demonyms"] for word in low) or is_plain(low, names) or low[-1] in names["things"]:
            return None
        return thing_row(begin, end, kind, " ".join(words), ("tagger", score))
    inner = person_part(sheet.tokens, inner, plain, names)
    name = name_parts(sheet.tokens, inner, names)
    if name is None or (len(inner) == 1 and sheet.tokens.low[inner.first] in plain.printed):
        return None
    if (
        len(words) == 1
        and inner.first
        and sheet.tokens.low[inner.first - 1] in ("the", "these", "those", "many", "all")
    ):
        return None  # "the Cubans"
    return person_row(sheet.tokens.begin[name.first], end, name, ("tagger", score))
