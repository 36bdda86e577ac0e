"""What the rules on names share: a name of which several things are claimed, and the finding's frame."""

from collections.abc import Iterable, Mapping, Sequence

from testimonia.model.claim import Claim
from testimonia.model.finding import Finding, Subject, Trace, Verdict
from testimonia.model.person import NameDossier
from testimonia.model.problem import Severity
from testimonia.rules._people import evidence_from, rests_on
from testimonia.text.namewords import fold_name

# Words that do not tell one title, or one body, from another.
COMMON = frozenset(
    "a an the of on in to and or for from with by at as his her its their de du des la le les et der die das und von "
    "book history poems poem works work letters letter essays essay life lives notes note new "
    "old first second third".split()
)  # fmt: skip
QUOTES_MAX = 6
# A share in a work: the whole, or a part of it.
AUTHORSHIP = ("author-of", "attributed-to", "contributor-to")


def content_words(title: str) -> frozenset[str]:
    """The words of a title that tell it from others.

    >>> sorted(content_words("The Red Book on the Long Wall"))
    ['long', 'red', 'wall']
    """
    words = "".join(c if c.isalnum() else " " for c in fold_name(title)).split()
    return frozenset(word for word in words if word not in COMMON and len(word) > 1)


def subject_of(name: NameDossier, kind: str = "name") -> Subject:
    """The name as what a finding is about."""
    return Subject(kind, name.id, name.label)


def asserted(claims: Iterable[Claim]) -> list[Claim]:
    """Those that their texts assert."""
    return [claim for claim in claims if claim.mode == "asserted" and claim.polarity]


def by_person(claims: Iterable[Claim]) -> Mapping[str, list[Claim]]:
    """Linked claims by the person of whom they are."""
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.subject.entity:
            groups.setdefault(claim.subject.entity, []).append(claim)
    return groups


def label_of(name: NameDossier, entity: str) -> str:
    """The label of a person who stands in the name's claims."""
    return next((person.label for person in name.people if person.id == entity), entity)


def finding(
    rule: tuple[str, str, Severity],
    verdict: Verdict,
    name: NameDossier,
    said: tuple[str, str],
    claims: Sequence[Claim],
    trace: Trace,
    alternatives: tuple[str, ...] = (),
) -> Finding:
    """A finding about a name; `rule` is code, name and severity, `said` property and statement."""
    evidence = tuple(evidence_from(claim) for claim in claims[:QUOTES_MAX])
    return Finding(*rule, verdict, subject_of(name), *said, evidence, trace, alternatives, rests_on(claims))
