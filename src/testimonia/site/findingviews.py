"""What the pages of disagreements and of the rules that find them show."""

from msgspec import Struct

from testimonia.model.dossier import ArchiveCard
from testimonia.model.finding import Finding
from testimonia.site.lines import FindingLine, Link
from testimonia.site.pager import Nav


class FindingGroup(Struct, frozen=True):
    code: str
    name: str
    severity: str
    rule: str
    total: int
    lines: tuple[FindingLine, ...]


class FoundWhen(Struct, frozen=True):
    """What one rule found, by the years of the documents that it quotes."""

    code: str
    name: str
    rule: str
    total: int
    counts: tuple[tuple[int, int], ...]


class DisagreementsView(Struct, frozen=True):
    """All that rules found. `read` files of `sources` were read: no more of the coverage, for what else is counted
    changes with every word, and a page is written again where its view changes."""

    card: ArchiveCard
    read: int
    sources: int
    total: int
    groups: tuple[FindingGroup, ...]
    found: tuple[FoundWhen, ...] = ()


class Testimony(Struct, frozen=True):
    """One witness of a disagreement: the document, its date, the exact words with a little on each side, and how
    many years after the date that it gives of somebody's life it was written (None where it gives none)."""

    link: Link
    origin: str
    line: int
    edtf: str
    voice: str
    value: str
    before: str
    quote: str
    after: str
    years: int | None = None


class DisagreementView(Struct, frozen=True):
    """One finding; `read` and `sources` as in `DisagreementsView`."""

    card: ArchiveCard
    finding: Finding
    id: str
    subject: Link
    values: tuple[tuple[str, tuple[Testimony, ...]], ...]
    rests_on: tuple[Link, ...]
    rule: str
    read: int
    sources: int


class RuleView(Struct, frozen=True):
    card: ArchiveCard
    code: str
    name: str
    severity: str
    subject: str
    manual: str
    total: int
    nav: Nav
    lines: tuple[FindingLine, ...]


class RulesView(Struct, frozen=True):
    card: ArchiveCard
    rules: tuple[FindingGroup, ...]
