"""Problems: what went wrong with our inputs and machinery. What is wrong with history is a Finding; never mixed."""

from typing import Literal

from msgspec import Struct

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


class Problem(Struct, frozen=True, order=True):
    """A coded diagnostic about an input: `source` is a path below the archive's folder ("" for the archive itself);
    `line` is 1-based, 0 where there is none; `begin` is the code point offset into the text, -1 where there is none."""

    source: str
    code: str
    severity: Severity
    message: str
    hint: str = ""
    line: int = 0
    begin: int = -1
