"""How the values that texts give for one property of one life stand to each other: each value's witnesses agree, or
agree in one text's words; two values are compatible, in tension, contradict each other, or cannot be compared."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations, product
from typing import get_args

from msgspec import Struct

from testimonia.model.claim import Claim
from testimonia.text.placeverdicts import compare_places
from testimonia.text.verdicts import Comparison, Relation, compare_dates, outliers

COMPARERS = {
    "birth-date": compare_dates, "death-date": compare_dates,
    "birth-place": compare_places, "death-place": compare_places,
}  # fmt: skip
# Of the pairs of two values' witnesses the gravest tells.
_GRAVEST: tuple[Relation, ...] = ("contradiction", "tension", "explained", "compatible", "agree")
INDEPENDENT = "texts that share no passage say so"
IN_ONE_TEXT = "the texts say so in the same words, so one witness and not several"


class Standing(Struct, frozen=True):
    """Two values (one, where `a` and `b` are the same) and how they stand, with the reason."""

    a: str
    b: str
    relation: Relation
    why: str


def comparable(claims: Iterable[Claim], faint: Collection[str]) -> list[Claim]:
    """The claims that may be held against each other: neither inferred nor denied, nor linked by a bare surname only
    (`faint`), nor an article's slip into somebody else's life."""
    own = tuple(c for c in claims if c.mode not in ("inferred", "denied") and c.polarity and c.id not in faint)
    off = outliers(own)
    return [claim for claim in own if claim.id not in off]


def standings(claims: Iterable[Claim], faint: Collection[str], copies: Mapping[str, object]) -> tuple[Standing, ...]:
    """Of claims of one property of one life: each value of several texts, then each two values, the gravest first.

    `copies` has the ids of claims in words that another document has first. Nothing for a property of which a life may
    have several values (offices, stays): two of them are no disagreement.
    """
    told = list(claims)
    compare = COMPARERS.get(told[0].property) if told else None
    if compare is None:
        return ()
    sound = {claim.id for claim in comparable(told, faint)}
    groups: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in told:
        groups[claim.value.value].append(claim)
    alone = [s for value, own in groups.items() if (s := _of_one(value, own, copies))]
    pairs = [
        Standing(a, b, verdict.relation, verdict.why)
        for (a, own), (b, others) in combinations(groups.items(), 2)
        for verdict in [_gravest([compare(x, y) for x, y in product(_sound(own, sound), _sound(others, sound))])]
    ]
    return (*alone, *sorted(pairs, key=lambda s: (get_args(Relation).index(s.relation), s.a, s.b)))


def _of_one(value: str, own: Sequence[Claim], copies: Mapping[str, object]) -> Standing | None:
    witnesses = [claim for claim in own if claim.mode not in ("inferred", "denied") and claim.polarity]
    if len({claim.document for claim in witnesses}) < 2:
        return None
    if len({claim.document for claim in witnesses if claim.id not in copies}) < 2:
        return Standing(value, value, "agree-dependent", IN_ONE_TEXT)
    return Standing(value, value, "agree", INDEPENDENT)


def _sound(claims: Sequence[Claim], sound: set[str]) -> list[Claim]:
    return [claim for claim in claims if claim.id in sound]


def _gravest(verdicts: Sequence[Comparison]) -> Comparison:
    told = [verdict for verdict in verdicts if verdict.relation in _GRAVEST]
    if not told:
        return Comparison("incomparable", "a text denies it, infers it, or may mean somebody else")
    return min(told, key=lambda verdict: _GRAVEST.index(verdict.relation))
