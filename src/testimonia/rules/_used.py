"""Names and the years in which they were in use: the frame of the rules on renamed places and bodies."""

from collections.abc import Iterable, Sequence

from testimonia.model.claim import Claim
from testimonia.model.finding import Finding, Trace
from testimonia.model.person import NameDossier
from testimonia.model.when import When, disjoint
from testimonia.rules._names import asserted, finding


def out_of_use(name: NameDossier, rule: tuple[str, str], properties: Sequence[str], what: str) -> Iterable[Finding]:
    """A note where a dated claim uses a name outside the years that the authority file gives it; `rule` is code and
    name."""
    if not name.used:
        return
    used = When(name.used)
    wrong = [claim for claim in asserted(name.of(*properties)) if _is_outside(claim, used)]
    if wrong:
        first = wrong[0]
        statement = (
            f"“{first.value.value}” is named of {first.when}; by the archive’s authority file the {what} was "
            f"called so {_in_words(name.used)}."
        )
        yield finding(
            (*rule, "note"), "tension", name, (first.property, statement), wrong,
            Trace("time of the claim, and years of the name", {"claim": first.when, "used": name.used}),
            ("Named from memory by its later, or its earlier, name: common, and no error of fact.",),
        )  # fmt: skip


def _is_outside(claim: Claim, used: When) -> bool:
    return bool(claim.when) and disjoint(When(claim.when, "unknown"), used)


def _in_words(used: str) -> str:
    first, _, last = used.partition("/")
    if first in ("", ".."):
        return f"until {last}"
    return f"from {first}" if last in ("", "..") else f"from {first} to {last}"
