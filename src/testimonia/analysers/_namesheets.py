"""What the reading of mentions works on: the rows of a document as tokens and runs, and the mentions found so far."""

from collections.abc import Iterable

from msgspec import Struct, field

from testimonia.model.layer import Annotation, Value
from testimonia.text.nameruns import Run
from testimonia.text.nametokens import Tokens
from testimonia.text.namewords import fold_name
from testimonia.text.personshapes import PersonName
from testimonia.text.recasing import recased

LONG_WORD = 4


class Sheet(Struct, frozen=True):
    """One row of structure: its tokens, its runs, and the classes of words already explained, by token."""

    row: Annotation
    tokens: Tokens
    runs: list[Run]
    explained: dict[int, int] = field(default_factory=dict)

    @property
    def is_head(self) -> bool:
        """Whether the row is a heading, or an item set like one, whose capitals prove nothing."""
        if self.row.kind in ("title", "subtitle", "heading", "caption"):
            return True
        if self.row.kind != "item":
            return False
        long = [word for word in self.tokens.words if len(word) >= LONG_WORD and word[0].isalpha()]
        return len(long) > 1 and all(word[0].isupper() for word in long)


def thing_row(begin: int, end: int, kind: str, name: str, why: tuple[str, float]) -> Annotation:
    """The mention of an organisation, place, work, periodical or event; `why` is its ground and score."""
    return Annotation(begin, end, kind, {"name": name, "grounds": why[0], "score": why[1]})


def person_row(begin: int, end: int, name: PersonName, why: tuple[str, float]) -> Annotation:
    """The mention of a person."""
    values: dict[str, Value] = {"name": recased(name.name), "grounds": why[0], "score": why[1]}
    parts = {"given": recased(name.given), "surname": recased(name.surname, inside=True), "role": name.role}
    return Annotation(begin, end, "person", values | {key: value for key, value in parts.items() if value})


def without_overlaps(rows: Iterable[Annotation]) -> list[Annotation]:
    """The mentions none of which lies in another: the longest, then the surest, first."""
    taken: list[Annotation] = []
    used: set[int] = set()
    for row in sorted(rows, key=lambda r: (r.begin - r.end, -float(r.values.get("score") or 0), r.begin, r.kind)):
        if row.begin in used or row.end - 1 in used or used.intersection(range(row.begin, row.end)):
            continue
        used.update(range(row.begin, row.end))
        taken.append(row)
    return taken


def key_of(words: Iterable[str]) -> str:
    """The folded form under which a run is counted in its document."""
    return fold_name(" ".join(words))
