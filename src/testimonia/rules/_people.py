"""What the rules on people share: evidence from claims, the finding's frame, and claims of one property put in
order."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from msgspec.structs import replace

from testimonia.model.claim import Claim
from testimonia.model.finding import Evidence, Finding, Subject, Trace, Verdict
from testimonia.model.person import PersonDossier, TextDate
from testimonia.model.problem import Severity
from testimonia.text.datepoints import in_words
from testimonia.text.standings import comparable
from testimonia.text.verdicts import Comparison

EACH_MAX = 3
# One may say twice that somebody went to a place, and mean two journeys.
_TIMED = frozenset(("age-at", "resided", "moved", "exiled", "imprisoned", "escaped", "member-of", "office-held"))
Compare = Callable[[Claim, Claim], Comparison]


def evidence_from(claim: Claim) -> Evidence:
    """The clause that makes a claim, as evidence; line and context are filled in where the text is at hand."""
    return Evidence(claim.source, claim.document, claim.evidence, 0, claim.value.value, claim.voice)


def person_subject(person: PersonDossier) -> Subject:
    """A person as what a finding is about."""
    return Subject("person", person.id, person.label)


def told(person: PersonDossier, *properties: str) -> tuple[Claim, ...]:
    """The claims of these properties that may be held against each other: neither inferred, nor linked by a bare
    surname only, nor an article's slip into somebody else's life; each value of a document once, with the closest
    words."""
    if _LAST.person is not person:
        _LAST.person, _LAST.told = person, {}
    if properties not in _LAST.told:
        _LAST.told[properties] = _comparable(person, person.of(*properties))
    return _LAST.told[properties]


class _Last:
    """What was told of the last person who was asked about: thirty rules in turn ask for the same few properties."""

    person: PersonDossier | None = None
    told: dict[tuple[str, ...], tuple[Claim, ...]]


_LAST = _Last()


def _comparable(person: PersonDossier, own: tuple[Claim, ...]) -> tuple[Claim, ...]:
    if not own:
        return ()
    best: dict[tuple[str, str, str, str], Claim] = {}
    for claim in comparable(own, person.faint):
        key = (claim.document, claim.property, claim.value.value, claim.when if claim.property in _TIMED else "")
        known = best.get(key)
        if known is None or len(claim.evidence.exact) < len(known.evidence.exact):
            best[key] = claim
    return tuple(sorted(best.values(), key=lambda claim: (claim.source, claim.evidence.begin, claim.id)))


def apart(claims: Sequence[Claim], compare: Compare, *relations: str) -> list[tuple[Claim, Claim, Comparison]]:
    """The pairs that stand in one of these relations, the widest gap first."""
    pairs = [(a, b, compare(a, b)) for a, b in combinations(claims, 2) if not _say_the_same(a, b)]
    return sorted((p for p in pairs if p[2].relation in relations), key=lambda p: (-p[2].gap_days, p[0].id, p[1].id))


def _say_the_same(a: Claim, b: Claim) -> bool:
    """Whether two claims give one value in the same words: most do, and nothing is to be compared."""
    words, others = a.value.quote, b.value.quote
    return a.value.value == b.value.value and words is not None and others is not None and words.exact == others.exact


def by_value(claims: Iterable[Claim]) -> Mapping[str, list[Claim]]:
    """Claims by their value, the value of most documents first."""
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[claim.value.value].append(claim)
    return dict(sorted(groups.items(), key=lambda item: (-len({c.document for c in item[1]}), item[0])))


def values_in_words(groups: Mapping[str, Sequence[Claim]]) -> str:
    """Each value with the number of texts that give it."""
    return ", ".join(
        f"{in_words(value)} ({_texts(len({c.document for c in claims}))})" for value, claims in groups.items()
    )


def _texts(count: int) -> str:
    return "1 text" if count == 1 else f"{count} texts"


def involved(pairs: Iterable[tuple[Claim, Claim, Comparison]]) -> Iterator[Claim]:
    """The claims of some pairs, each once, in order of place."""
    seen = {claim.id: claim for a, b, _ in pairs for claim in (a, b)}
    yield from sorted(seen.values(), key=lambda claim: (claim.source, claim.evidence.begin, claim.id))


def evidence_of(claims: Iterable[Claim]) -> tuple[Evidence, ...]:
    """Up to three witnesses of each value, of as many texts as there are."""
    return tuple(evidence_from(c) for group in by_value(claims).values() for c in of_most_texts(group)[:EACH_MAX])


def of_most_texts(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, the first of each text before any second."""
    firsts = {claim.document: claim for claim in reversed(claims)}
    return [*(c for c in claims if firsts[c.document] is c), *(c for c in claims if firsts[c.document] is not c)]


def rests_on(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The slips that the claims were read across."""
    return tuple(sorted({ground for claim in claims for ground in claim.rests_on}))


def finding(
    rule: tuple[str, str, Severity],
    verdict: Verdict,
    person: PersonDossier,
    said: tuple[str, str],
    claims: Sequence[Claim],
    trace: Trace,
    alternatives: tuple[str, ...] = (),
) -> Finding:
    """A finding about a person; `rule` is code, name and severity, `said` property and statement."""
    return Finding(
        *rule, verdict, person_subject(person), *said, evidence_of(claims), trace, alternatives, rests_on(claims)
    )


def with_text(made: Finding, text: TextDate) -> Finding:
    """The finding with the words by which a document dates itself as its first evidence."""
    own = Evidence(text.source, text.document, text.quote, 0, text.edtf, "source-line")
    return replace(made, evidence=(own, *made.evidence))
