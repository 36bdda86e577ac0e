"""Closed worlds: statements that there was one of a thing, or none: "her only book", "she never left Saltmarsh"."""

import re
from collections.abc import Iterator, Sequence

from testimonia.text.cast import Scene, who, whose
from testimonia.text.said import Said
from testimonia.text.subjects import is_known

CLOSED_CUES = frozenset(("only", "never"))
_ONLY_WORK = re.compile(
    r"\b(?P<poss>[Hh]is|[Hh]er)\s+(?P<value>only\s+(?:published\s+)?(?:book|novel|play|poem|work|volume|pamphlet))\b"
    r"(?!\s+(?:on|in|about|for|to|of|that|which|known))"
)
_NEVER_MARRIED = re.compile(r"\b(?P<value>never\s+married)\b")
_NEVER_LEFT = re.compile(
    r"\bnever\s+(?:left|went\s+out\s+of|was\s+out\s+of)\s+(?P<value>[A-ZÀ-Þ]\w+(?:\s[A-ZÀ-Þ]\w+)?)\b"
    r"(?!\s+(?:before|until|again))"
)


def closed_worlds(text: str, sentences: Sequence[tuple[int, int]], scene: Scene) -> Iterator[Said]:
    """What the last of these sentences says to have been one only, or never. `text` is flat."""
    low, high = sentences[-1]
    for found in _ONLY_WORK.finditer(text, low, high):
        subject = whose(text, sentences, found.start("poss"), scene)
        if is_known(subject):
            begin, end = found.span("value")
            yield Said("only-work", "one", subject, begin, end, found.start(), found.end())
    for name, pattern in (("never-married", _NEVER_MARRIED), ("never-left", _NEVER_LEFT)):
        for found in pattern.finditer(text, low, high):
            subject = who(text, sentences, found.start(), scene)
            if is_known(subject):
                begin, end = found.span("value")
                value = text[begin:end] if name == "never-left" else "never"
                start = min(found.start(), subject.begin) if subject.begin >= low else found.start()
                yield Said(name, value, subject, begin, end, start, found.end())
