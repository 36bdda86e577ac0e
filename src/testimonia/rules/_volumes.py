"""A run's count of volumes, for the rules that need it."""

from testimonia.model.issue import Attestation, Issue, Run
from testimonia.rules._runs import month_of
from testimonia.text.numbering import said
from testimonia.text.volumelines import Line, Point, learn_lines


def dated_volumes(run: Run) -> list[tuple[Issue, Attestation, Point]]:
    """Each attestation that gives a volume and a date no coarser than a season."""
    return [
        (issue, row, Point(n.volume, month_of(n.middle), f"{n.volume}/{n.low}/{month_of(n.middle)}"))
        for issue, row, n in said(run.issues)
        if n.volume is not None and n.middle is not None and n.unit in ("day", "month", "season")
    ]


def lines_of(run: Run) -> tuple[Line, ...]:
    """The lines learnt from all of them."""
    return learn_lines(point for _, _, point in dated_volumes(run))
