"""Reading as claims what extractors from outside answered: a pure step over the archive's own files. It gives no claim
whose words do not stand in the text or do not carry its value.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from msgspec import Struct

from testimonia.archive.memo import SourceRow
from testimonia.contract import Page
from testimonia.model.canon import digest_of, pack
from testimonia.model.claim import Claim, Slot
from testimonia.model.extraction import Answer, Proposal, passage_digest
from testimonia.model.problem import Problem
from testimonia.pipeline.blocks import Blocks
from testimonia.pipeline.mapping import open_page
from testimonia.pipeline.plan import CLAIMS, READ, Plan
from testimonia.text.licence import Licensed, licensed
from testimonia.text.voicechain import voice_chain

_LAYERS = ("structure", "voices", "furniture")


_WHY = {
    "unreadable": "could not be read",
    "text-changed": "were about words that have changed since",
    "no-quote": "quoted words that do not stand there, or not in one place only",
    "no-subject": "named nobody in the text",
    "no-value": "gave a value that is not in the quote",
    "value-not-carried": "gave words that carry no such value",
    "property-not-carried": "quoted words that say nothing of the kind",
    "unknown-property": "were of an unknown property",
    "long-quote": "quoted more than a clause",
    "furniture": "quoted the page's furniture",
}


def told(refused: Mapping[str, int]) -> str:
    """Why proposals were refused, in words, the commonest first."""
    ordered = sorted(refused.items(), key=lambda item: (-item[1], item[0]))
    return "; ".join(f"{count} {_WHY[why]}" for why, count in ordered if count)


class Read(Struct, frozen=True):
    """The claims of one source's answers, and what is to be told of the others."""

    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...]


def extracted_claims(
    blocks: Blocks, plan: Plan, rows: Mapping[str, SourceRow], answers: Mapping[str, Sequence[Answer]]
) -> tuple[list[Claim], list[Problem]]:
    """The claims that the answers of outside extractors carry, memoised by source: its text, and its answers."""
    claims: list[Claim] = []
    problems: list[Problem] = []
    if answers and not plan.has(CLAIMS):
        return claims, [_unasked(sum(map(len, answers.values())))]
    for path, own in answers.items():
        row = rows.get(path)
        if row is None or "documents" not in row.steps:
            problems.append(_gone(path, len(own)))
            continue
        layers = (row.steps[name][1].encode() for name in (READ, "documents", *_LAYERS))
        inputs = digest_of(pack(tuple(own)), *layers).encode()
        page = partial(open_page, blocks.memo, plan, row, (*_LAYERS, "documents"))
        read = blocks.value(f"extracted:{path}", inputs, Read, read_answers, partial(_read, page, own))
        claims += read.claims
        problems += read.problems
    return claims, problems


def _read(open_source: Callable[[], Page], answers: Sequence[Answer]) -> Read:
    return read_answers(open_source(), answers)


def read_answers(page: Page, answers: Sequence[Answer]) -> Read:
    """The claims that answers about one source carry: each anchored in its passage, which must still stand there."""
    found: dict[str, Claim] = {}
    refused: Counter[str] = Counter()
    for answer in answers:
        refused["unreadable"] += answer.refused
        within = _where(page.text, answer)
        for proposal in answer.proposals:
            made = licensed(page.text, proposal, within) if within else "text-changed"
            claim = _claim(page, answer, proposal, made) if isinstance(made, Licensed) else None
            if claim is None:
                refused[made if isinstance(made, str) else "furniture"] += 1
            else:
                found.setdefault(claim.id, claim)
    ordered = sorted(found.values(), key=lambda claim: (claim.evidence.begin, claim.property, claim.id))
    return Read(tuple(ordered), (_refused(page.source.path, +refused),) if +refused else ())


def _where(text: str, answer: Answer) -> tuple[int, int] | None:
    """Where the passage of an answer stands now; None where it is no longer there letter for letter."""
    begin = answer.begin
    while begin >= 0:
        end = begin + answer.chars
        if passage_digest(text[begin:end]) == answer.passage:
            return begin, end
        begin = text.find(answer.head, 0 if begin == answer.begin else begin + 1)
        if begin == answer.begin:
            begin = text.find(answer.head, begin + 1)
    return None


def _claim(page: Page, answer: Answer, proposal: Proposal, made: Licensed) -> Claim | None:
    """The claim; None where its words touch furniture or stand in no document: those are nobody's statement."""
    at = made.value.begin
    document = next((d for d in page.documents if d.begin <= at < d.end), None)
    furniture = page.layer("furniture")
    if document is None or any(row.begin < made.evidence.end and row.end > made.evidence.begin for row in furniture):
        return None
    subject = " ".join(made.subject.exact.split())
    parts = (page.source.path, proposal.property, made.derived, subject, str(made.evidence.begin), str(at))
    return Claim(
        id="c-" + digest_of(*(part.encode() for part in parts))[:16],
        source=page.source.path,
        document=document.id,
        subject=Slot(subject, made.subject),
        property=proposal.property,
        value=Slot(made.derived, made.value),
        evidence=made.evidence,
        polarity=made.polarity,
        mode=made.mode,
        voice=voice_chain(page.layer("voices"), at),
        extractor=answer.extractor,
    )


def _refused(path: str, refused: Mapping[str, int]) -> Problem:
    message = f"Of what extractors answered, {sum(refused.values())} rows were left out: {told(refused)}"
    return Problem(
        path, "P141", "note", message, "nothing to do; where words have changed, run `testimonia extract` again"
    )


def _gone(path: str, count: int) -> Problem:
    message = f"extracted/ holds {count} answers about a source that is not there, or was not read"
    return Problem(path, "P142", "note", message, "delete those lines, or bring the source back")


def _unasked(count: int) -> Problem:
    message = f"extracted/ holds {count} answers about people, and the archive does not ask for the study of people"
    return Problem("testimonia.toml", "P142", "note", message, 'ask for it: [studies] use = ["people"]')
