"""Agreement that is no agreement: two documents that say the same in the same words are one witness."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, permutations

from msgspec.structs import replace

from testimonia.model.claim import Claim
from testimonia.model.finding import Evidence, Finding
from testimonia.model.sharing import Share, SharedPassage
from testimonia.model.span import Span

INPUT = "dependent witnesses"
_Passages = Mapping[frozenset[str], Sequence[tuple[str, SharedPassage]]]


def mark_dependent(findings: Iterable[Finding], shares: Iterable[Share]) -> list[Finding]:
    """The findings; where two witnesses of one value stand in words that both documents share, the computation says
    that they are not independent. Nothing else of a finding changes, its id and its verdict neither."""
    passages: defaultdict[frozenset[str], list[tuple[str, SharedPassage]]] = defaultdict(list)
    for share in shares:
        told = [(share.a.document, passage) for passage in share.passages if passage.kind != "formula"]
        passages[frozenset((share.a.document, share.b.document))] += told
    return [_marked(finding, passages) for finding in findings]


class SharedWords:
    """Which claims stand in words that two documents share, and are one witness."""

    def __init__(self, shares: Iterable[Share]) -> None:
        self._pairs: defaultdict[tuple[str, str], list[SharedPassage]] = defaultdict(list)
        for share in shares:
            told = [passage for passage in share.passages if passage.kind != "formula"]
            self._pairs[share.a.document, share.b.document] += told

    def copies(self, claims: Iterable[Claim]) -> dict[str, str]:
        """Of claims of one person: the id of the later witness's to the document that has the words first (where
        neither is known to be earlier, to the share's first)."""
        alike: defaultdict[tuple[str, str], list[Claim]] = defaultdict(list)
        for claim in claims if self._pairs else ():
            alike[claim.property, claim.value.value].append(claim)
        found: dict[str, str] = {}
        for group in alike.values():
            for first, later in permutations(group, 2):
                for passage in self._pairs.get((first.document, later.document), ()):
                    if _meets(passage.a, first.evidence.span) and _meets(passage.b, later.evidence.span):
                        found.setdefault(later.id, first.document)
        return found


def _marked(finding: Finding, passages: _Passages) -> Finding:
    pairs = [
        f"{a.document} and {b.document} ({a.value})"
        for a, b in combinations(finding.evidence, 2)
        if a.value and a.value == b.value and a.document != b.document and _is_one_text(a, b, passages)
    ]
    if not pairs:
        return finding
    said = "; ".join(dict.fromkeys(pairs)) + ": the same words, so one witness and not two"
    return replace(finding, trace=replace(finding.trace, inputs={**finding.trace.inputs, INPUT: said}))


def _is_one_text(a: Evidence, b: Evidence, passages: _Passages) -> bool:
    """Whether both quotes lie in one passage that the two documents share."""
    for first, passage in passages.get(frozenset((a.document, b.document)), ()):
        own, other = (passage.a, passage.b) if a.document == first else (passage.b, passage.a)
        if _meets(own, a.quote.span) and _meets(other, b.quote.span):
            return True
    return False


def _meets(passage: Span, quote: Span) -> bool:
    """Whether half of a quote, or more, lies in a passage."""
    return 2 * (min(passage.end, quote.end) - max(passage.begin, quote.begin)) >= quote.end - quote.begin
