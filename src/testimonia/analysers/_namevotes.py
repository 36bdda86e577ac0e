"""The tagger's say on runs that no shape explains: one reading for a form throughout a document.

A form that stands twice in one text names the same thing both times; its readings are added up, those that begin a
sentence counting half, so that one odd sentence decides nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from testimonia.analysers._namesheets import Sheet, key_of, person_row, thing_row
from testimonia.model.layer import Annotation
from testimonia.text.nameruns import Run
from testimonia.text.namewords import NameWords, name_words
from testimonia.text.personshapes import name_parts
from testimonia.text.tagger import CLASSES, Model, Sentence, load_model, tag
from testimonia.text.thingshapes import is_plain

MOST_READINGS = 6
SUREST, SURE = 0.66, 0.52
SURE_ORGANISATION = 0.7
SURE_BESIDE = 0.4  # beside a person: "Orme and Pell"
_JOINS = frozenset(("and", ",", "or", "&"))
Place = tuple[Sheet, Run]


def tagged(places: Iterable[Place], lower: frozenset[str]) -> Iterator[Annotation]:
    """The mentions that the tagger finds in runs; `lower` are words that the document prints in lower case too."""
    model = load_model()
    if model is None:
        return
    names = name_words()
    forms: dict[str, list[Place]] = defaultdict(list)
    for sheet, run in places:
        forms[key_of(sheet.tokens.words[run.first : run.last])].append((sheet, run))
    for key, where in forms.items():
        if len(key) < 3 or all(word in lower or word in names["demonyms"] for word in key.split()):
            continue
        body = [place for place in where if not place[0].is_head]
        if not body:
            continue
        readings = _readings(model, body)
        for first, last, kind, score in _segments(readings, len(where[0][1])):
            limit = SURE_ORGANISATION if kind == "organisation" else SURE if len(body) > 2 else SUREST
            if kind == "person" and last - first == len(where[0][1]) and any(map(_is_beside_person, body)):
                limit = SURE_BESIDE
            if score < limit or kind == "event":
                continue
            for sheet, run in where:
                row = _row(sheet, run, (first, last), (kind, round(0.9 * score, 2)), names, lower)
                if row is not None:
                    yield row


def _is_beside_person(place: Place) -> bool:
    """Whether a run is joined to a person's name: "Orme and Pell", "Orme, Pell and Stroud"."""
    sheet, run = place
    low, person = sheet.tokens.low, CLASSES.index("person")
    before = run.first - 1 if run.first and low[run.first - 1] in _JOINS else -1
    after = run.last if run.last < len(low) and low[run.last] in _JOINS else -2
    return sheet.explained.get(before - 1) == person or sheet.explained.get(after + 1) == person


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


def _row(
    sheet: Sheet, run: Run, part: tuple[int, int], said: tuple[str, float], names: NameWords, lower: frozenset[str]
) -> Annotation | None:
    kind, score = said
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
    name = name_parts(sheet.tokens, inner, names)
    if name is None or (len(words) == 1 and words[0].lower() in lower):
        return None
    if (
        len(words) == 1
        and inner.first
        and sheet.tokens.low[inner.first - 1] in ("the", "these", "those", "many", "all")
    ):
        return None  # "the Cubans"
    return person_row(sheet.tokens.begin[name.first], end, name, ("tagger", score))
