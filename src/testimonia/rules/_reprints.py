"""What the rules on shared texts have in common: both readings as evidence, and the finding's frame."""

from collections.abc import Iterable, Sequence
from itertools import islice

from testimonia.model.finding import Evidence, Finding, Subject, Trace
from testimonia.model.sharing import Change, Holder, Share

# More changes of one kind in one pair of texts are a revision; the first few show it.
MOST_SHOWN = 6
# Two texts may open, or describe a town, in the same set words, each with its own name and date. Where neither is a
# reprint, an excerpt or a quotation, only a passage that nobody writes twice by custom shows that words were changed.
_BEYOND_CUSTOM = 100
KINDS = {
    "reprint": "reprint",
    "excerpt": "excerpt",
    "quotation": "quotation",
    "shared-source": "quotation of a third text",
    "passage": "shared passage",
}


def subject_of(share: Share) -> Subject:
    """The document that has the later, or the second, reading."""
    return Subject("document", share.b.document, share.b.title or share.b.source)


def are_one_text(share: Share) -> bool:
    """Whether two readings in what is shared are readings of one text, and not of two that set words begin alike."""
    return share.kind != "passage" or share.words >= _BEYOND_CUSTOM


def readings(share: Share, changes: Iterable[Change]) -> tuple[Evidence, ...]:
    """Both readings of each change; line and context are filled in where the text is at hand."""
    found: list[Evidence] = []
    for change in islice(changes, MOST_SHOWN):
        a, b = change.value_a or change.said_a, change.value_b or change.said_b
        voices = ("quoted" if share.kind == "shared-source" else "author", _voice(share))
        found.append(Evidence(share.a.source, share.a.document, change.a, 0, a or "not there", voices[0]))
        found.append(Evidence(share.b.source, share.b.document, change.b, 0, b or "not there", voices[1]))
    return tuple(found)


def _voice(share: Share) -> str:
    return "quoted" if share.kind in ("quotation", "shared-source") else "author"


def first_and_more(changes: Sequence[Change], words: str) -> str:
    """A statement about the first change, and how many more there are."""
    more = len(changes) - 1
    return words if not more else f"{words} And {more} more." if more > 1 else f"{words} And one more."


def finding(
    rule: tuple[str, str], share: Share, statement: str, changes: Sequence[Change], alternatives: tuple[str, ...]
) -> Finding:
    """A finding about changed words; `rule` is code and name."""
    inputs = {
        "first": f"{share.a.document}: {when(share.a)}",
        "second": f"{share.b.document}: {when(share.b)}",
        "words of both": str(share.words),
        "differences": ", ".join(f"{count} {kind}" for kind, count in share.counts.items()) or "none",
    }
    formula = f"{KINDS.get(share.kind, share.kind)} collated word for word; the sentence around each change agrees"
    return Finding(
        *rule, "warning", "textual", subject_of(share), "text", statement, readings(share, changes),
        Trace(formula, inputs, "spelling, line ends, marks, figures that are easily misread"), alternatives,
    )  # fmt: skip


def when(holder: Holder) -> str:
    """When a document had appeared, in words; which date that rests on.

    >>> from testimonia.model.sharing import Appeared
    >>> when(Holder("x", "x.txt", "X", Appeared("written", "1930", "printed", "1931-02-14")))
    'written 1930, printed 1931-02-14'
    """
    dated = holder.appeared
    parts = [f"{dated.since_role} {dated.since}", f"{dated.role} {dated.edtf}"]
    said = [part for part in dict.fromkeys(parts) if part.strip()]
    return ", ".join(said) or "no date"


def which(share: Share) -> str:
    """What to call the second text in a sentence."""
    name = {"reprint": "reprint", "excerpt": "excerpt", "quotation": "quotation"}.get(share.kind, "other text")
    return name if share.direction == "a-earlier" or name == "quotation" else "other text"
