"""spacy: reads a passage with an installed spaCy pipeline that has a parser and names (`--model en_core_web_sm`).

The parse says whose verb it is: the subject of a verb is looked up in the tree, not in the words around it. What is
read are births, deaths, marriages, studies, moves, and what somebody founded, edited or joined. Both schemes of labels
in use (Universal Dependencies, and the older one of the English models) are understood.
"""

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from testimonia.contract import Asked, ExtractorFailed, Heard, extractor
from testimonia.model.extraction import Proposal
from testimonia.text.dategrammar import find_dates

_SUBJECTS = frozenset(("nsubj", "nsubjpass", "nsubj:pass"))
_OBJECTS = frozenset(("obj", "dobj", "attr"))
# Clauses of their own below a verb: their words are not the verb's.
_CLAUSES = frozenset("relcl acl acl:relcl advcl ccomp csubj parataxis conj".split())
_PEOPLE = frozenset(("PER", "PERSON"))
_PLACES = frozenset(("LOC", "GPE", "FAC"))
_GROUPS = frozenset(("ORG",))
_IN = frozenset("in at near".split())

# Verb -> (property of its date, of its place, of its object, whether it is meant in the passive).
_VITAL = {
    "born": ("birth-date", "birth-place"),
    **dict.fromkeys(("died", "dies", "perished", "expired"), ("death-date", "death-place")),
    **dict.fromkeys(
        "killed murdered executed assassinated hanged beheaded shot drowned slain".split(),
        ("death-date", "death-place"),
    ),
}
_MANNERS = frozenset("died killed murdered executed assassinated hanged beheaded shot drowned slain".split())
_PASSIVE = _MANNERS - {"died"}
_OBJECT = {
    "married": ("spouse", _PEOPLE),
    "founded": ("founder-of", _GROUPS),
    "edited": ("editor-of", None),
    "joined": ("member-of", _GROUPS),
}
_PLACED = {
    "studied": "studied-at",
    "educated": "studied-at",
    "lived": "resided",
    "resided": "resided",
    "settled": "resided",
    "moved": "moved",
    "emigrated": "moved",
    "exiled": "exiled",
    "banished": "exiled",
    "imprisoned": "imprisoned",
    "escaped": "escaped",
}
_TO = {"moved": {"to", "into"}, "emigrated": {"to"}, "exiled": {"to"}, "banished": {"to"}, "escaped": {"from"}}


@extractor("spacy", needs=("model",), extra="spacy")
def open_pipeline(asked: Asked) -> "Pipeline":
    """A pipeline; ExtractorFailed where spaCy or the model is not installed, or has no parser."""
    try:
        import spacy  # heavy, and an extra
    except ImportError as error:
        raise ExtractorFailed("spaCy is not installed: pip install 'testimonia[spacy]'") from error
    try:
        nlp = spacy.load(asked.model)
    except OSError as error:
        raise ExtractorFailed(
            f"spaCy has no pipeline {asked.model!r} here: install one, or name the folder of one"
        ) from error
    if not {"parser", "ner"} <= set(nlp.pipe_names):
        raise ExtractorFailed(f"{asked.model!r} has no parser or no names; take a pipeline that has both")
    return Pipeline(nlp, f"spacy:{nlp.meta['lang']}_{nlp.meta['name']}-{nlp.meta['version']}")


class Pipeline(Struct, frozen=True):
    """A spaCy pipeline that was loaded."""

    nlp: Any
    name: str

    def __call__(self, passage: str) -> Heard:
        """What the pipeline reads in a passage. Line ends are blanks to it; offsets stay."""
        doc = self.nlp(re.sub(r"[\n\t\r\u00a0_]", " ", passage))
        read = [proposal for sentence in doc.sents for proposal in _read(passage, sentence)]
        return Heard(tuple(dict.fromkeys(read)))


def _read(passage: str, sentence: Any) -> Iterator[Proposal]:
    for verb in sentence:
        word = verb.lower_
        if word not in _VITAL and word not in _OBJECT and word not in _PLACED:
            continue
        subject = _subject(verb)
        if subject is None or (word in _PASSIVE and not _is_passive(verb)):
            continue
        own = _own_words(verb)
        named = _Named(passage, sentence, verb, subject)
        if word in _VITAL:
            yield from _vital(named, own, *_VITAL[word])
        if word in _MANNERS:
            yield named.proposal("manner-of-death", verb.idx, verb.idx + len(verb))
        if word in _OBJECT:
            yield from _object(named, *_OBJECT[word])
        if word in _PLACED:
            yield from _placed(named, own, _PLACED[word], _TO.get(word, _IN))


class _Named(Struct, frozen=True):
    """A verb whose subject is named, and the passage it stands in."""

    passage: str
    sentence: Any
    verb: Any
    subject: Any

    def proposal(self, property: str, begin: int, end: int) -> Proposal:
        first = min(self.subject.start_char, self.verb.idx, begin)
        last = max(self.subject.end_char, self.verb.idx + len(self.verb), end)
        text = self.passage
        subject = text[self.subject.start_char : self.subject.end_char]
        return Proposal(property, subject, text[begin:end], text[first:last], hint=first)


def _vital(named: _Named, own: frozenset[int], dated: str, placed: str) -> Iterator[Proposal]:
    first, last = named.sentence.start_char, named.sentence.end_char
    text = named.passage[first:last]
    for date in find_dates(text):
        begin, end = first + date.begin, first + date.end
        if any(token.idx in own for token in named.sentence if begin <= token.idx < end):
            yield named.proposal(dated, begin, end)
            break
    yield from list(_placed(named, own, placed, _IN))[:1]


def _placed(named: _Named, own: frozenset[int], property: str, prepositions: Any) -> Iterator[Proposal]:
    labels = _PLACES | (_GROUPS if property == "studied-at" else frozenset())
    for place in named.sentence.ents:
        if place.label_ in labels and place.root.idx in own and _preposition(place) in prepositions:
            yield named.proposal(property, place.start_char, place.end_char)


def _object(named: _Named, property: str, labels: Any) -> Iterator[Proposal]:
    for child in named.verb.children:
        if child.dep_ in _OBJECTS:
            thing = next((ent for ent in named.sentence.ents if ent.start <= child.i < ent.end), None)
            if thing is not None and (labels is None or thing.label_ in labels):
                yield named.proposal(property, thing.start_char, thing.end_char)


def _subject(verb: Any) -> Any:
    """The named person who is the verb's subject, here or of the verb that it is joined to; None for anybody else."""
    head = verb
    for _ in range(4):
        for child in head.children:
            if child.dep_ in _SUBJECTS:
                if child.lower_ in ("who", "which", "that") and head.dep_ in ("relcl", "acl", "acl:relcl"):
                    child = head.head
                named = (ent for ent in verb.sent.ents if ent.label_ in _PEOPLE and ent.start <= child.i < ent.end)
                return next(named, None)
        if head.dep_ != "conj" or head.head is head:
            return None
        head = head.head
    return None


def _is_passive(verb: Any) -> bool:
    return any(child.lower_ in ("was", "were", "been", "being", "be", "is") for child in verb.children)


def _own_words(verb: Any) -> frozenset[int]:
    """Where the words of the verb's own clause begin: its subtree without the clauses below it."""
    own, waiting = {verb.idx}, [verb]
    while waiting:
        for child in waiting.pop().children:
            if child.dep_ not in _CLAUSES:
                own.add(child.idx)
                waiting.append(child)
    return frozenset(own)


def _preposition(place: Any) -> str:
    """The preposition that a place hangs on, in either scheme."""
    case = next((child.lower_ for child in place.root.children if child.dep_ == "case"), "")
    return case or (place.root.head.lower_ if place.root.dep_ == "pobj" else "")
