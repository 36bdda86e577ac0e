"""A place among brothers and sisters that their births, or another text, do not allow.

What it looks at: "eldest son", "youngest daughter", "only son", beside the births of brothers and sisters and beside
what other texts call the same person.

Why it matters: who was the eldest decided what a person inherited, and how a text's author knew the family.

Example: "the eldest son", born in 1814, and a brother born in 1811; "eldest son" in one text, "second son" in another.

Innocent causes: the eldest who lived to grow up; the eldest of a second marriage; sons and daughters counted apart.

How it is computed: a brother (for a son; a sister for a daughter) born before every birth of "the eldest", or after
every birth of "the youngest", is a contradiction. Two texts with different places are a tension. The brother must be
tied to the person by more than a name.
"""

from collections.abc import Iterable

from testimonia.contract import rule
from testimonia.model.claim import Claim
from testimonia.model.finding import Finding, Trace
from testimonia.model.person import PersonDossier, Relative
from testimonia.rules._kin import births, is_woman, own_births, sure_relatives
from testimonia.rules._people import by_value, finding, told, values_in_words
from testimonia.text.datepoints import in_words
from testimonia.text.verdicts import days_after, when_of

OLDEST, YOUNGEST = frozenset(("eldest", "oldest")), frozenset(("youngest",))
SAME = {"oldest": "eldest", "s.": "son", "dau.": "daughter"}


@rule("C213", "birth-order", "person", "warning", study="people")
def find_wrong_orders(person: PersonDossier) -> Iterable[Finding]:
    """One finding for each brother or sister who stands in the way, and one where texts give different places."""
    orders = [c for c in told(person, "birth-order") if c.mode == "asserted"]
    for order in orders:
        for sibling in sure_relatives(person, "sibling"):
            if ("daughter" in _normal(order)) == is_woman(sibling.label):
                yield from _against(person, order, sibling)
    places = {_normal(order) for order in orders}
    if len(places) > 1 and len({order.document for order in orders}) > 1 and len({p.split()[-1] for p in places}) == 1:
        statement = (
            f"Texts give {person.label} different places among the children: {values_in_words(by_value(orders))}."
        )
        yield finding(
            ("C213", "birth-order", "warning"), "tension", person, ("birth-order", statement), orders,
            Trace("one place among the children", {order.document: order.value.value for order in orders}),
            ("Those who died young left out: no text says so.", "Two marriages: no text says so."),
        )  # fmt: skip


def _against(person: PersonDossier, order: Claim, sibling: Relative) -> Iterable[Finding]:
    word = order.value.value.split()[0]
    pairs = [(b, s) for b in own_births(person) for s in births(sibling.claims)]
    if word in OLDEST:
        wrong = bool(pairs) and all(days_after(when_of(b), when_of(s)) > 0 for b, s in pairs)
    elif word in YOUNGEST:
        wrong = bool(pairs) and all(days_after(when_of(s), when_of(b)) > 0 for b, s in pairs)
    else:
        return
    if wrong:
        own, other = pairs[0]
        statement = (
            f"{person.label} is called the {_normal(order)}, born {in_words(own.value.value)}; {sibling.label} was "
            f"born {in_words(other.value.value)}."
        )
        yield finding(
            ("C213", "birth-order", "warning"), "contradiction", person, ("birth-order", statement),
            (order, sibling.claim, own, other),
            Trace("births in the order that the word says", {"own": own.value.value, sibling.label: other.value.value}),
            ("The eldest who lived: no text says so.", "A half-brother or half-sister: no text says so."),
        )  # fmt: skip


def _normal(order: Claim) -> str:
    return " ".join(SAME.get(word, word) for word in order.value.value.split())
