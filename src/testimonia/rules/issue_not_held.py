"""Issues that texts cite and the archive does not hold: a wants list.

What it looks at: issues of a periodical that a text names and from which no page of the archive was taken.

Why it matters: they are what to look for next; each is a door to the text that answers, quotes or began the matter.

Example: an article of May answers "The Echo, Vol. X No. 5", and no page comes from that issue.

Innocent causes: the archive may hold the text under another title, or leave such issues out on purpose. This is never
an error.

How it is computed: of each run, the issues none of whose attestations is a source line. One note for a periodical.
"""

from collections.abc import Iterable

from testimonia.contract import rule
from testimonia.model.finding import Finding, Trace
from testimonia.model.issue import Issue, Run
from testimonia.rules._runs import first_evidence, run_subject
from testimonia.text.datepoints import in_words

LISTED_MAX = 8


@rule("L401", "issue-not-held", "run", "note")
def find_issues_not_held(run: Run) -> Iterable[Finding]:
    """One note for a periodical of which texts cite issues that no page was taken from."""
    wanted = [issue for issue in run.issues if not any(a.held for a in issue.attestations)]
    if not wanted:
        return
    listed = "; ".join(_name(issue) for issue in wanted[:LISTED_MAX])
    more = f"; and {len(wanted) - LISTED_MAX} more" if len(wanted) > LISTED_MAX else ""
    count = "1 issue" if len(wanted) == 1 else f"{len(wanted)} issues"
    yield Finding(
        "L401",
        "issue-not-held",
        "note",
        "absent",
        run_subject(run),
        "held",
        f"{run.label}: {count} cited and not held: {listed}{more}.",
        first_evidence(wanted, "volume", "number", "date"),
        Trace(
            "issues cited in texts, less those that a source line names",
            {"issues known": str(len(run.issues)), "cited and not held": str(len(wanted))},
        ),
        ("The same issue under another number or date: each was compared with the issues held.",),
    )


def _name(issue: Issue) -> str:
    numbers = [f"Vol. {issue.volume}" if issue.volume else "", f"No. {issue.number}" if issue.number else ""]
    return ", ".join(part for part in (" ".join(n for n in numbers if n), in_words(issue.edtf)) if part) or "undated"
