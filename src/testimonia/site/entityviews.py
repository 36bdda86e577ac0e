"""What the pages of people, organisations, places and works show."""

from dataclasses import dataclass

from testimonia.model.dossier import ArchiveCard
from testimonia.site.lines import Entry, FindingLine, Link
from testimonia.site.pager import Nav


@dataclass(frozen=True, slots=True)
class Spot:
    """The words [begin, end) of a source, within the document [first, last) that `link` leads to. `ids` are the frozen
    ids of that document's paragraphs, empty where they are p1, p2 and so on; `edtf` is the document's own date. Who
    renders it cuts the sentence out of the text."""

    link: Link
    source: str
    first: int
    last: int
    begin: int
    end: int
    ids: tuple[str, ...] = ()
    edtf: str = ""


@dataclass(frozen=True, slots=True)
class WitnessLine:
    """One text's word for a value: whose voice says it and how ("asserted", "denied" ...), how many years after the
    event the text was written (None where one of the two has no date), and the disagreements that quote it."""

    spot: Spot
    quote: str
    voice: str
    mode: str
    years: int | None
    findings: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class ValueLine:
    """One value of a property, with its witnesses: `edtf` is when it was so ("" where no text says), `link` the entity
    that the value is, `total` the number of all witnesses."""

    value: str
    link: Link
    edtf: str
    place: str
    total: int
    witnesses: tuple[WitnessLine, ...]


@dataclass(frozen=True, slots=True)
class PropertyLine:
    """All values of one property of a life. `severity` and `verdict` are those of the gravest disagreement on it."""

    property: str
    values: tuple[ValueLine, ...]
    severity: str = ""
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class NameLine:
    """A name as printed: how often, in how many documents, the first of them, and its page where others bear it too."""

    form: str
    times: int
    documents: int
    first: tuple[Link, ...]
    path: str = ""


@dataclass(frozen=True, slots=True)
class TieLine:
    relation: str
    link: Link
    sentence: str


@dataclass(frozen=True, slots=True)
class ToldLine:
    """What is claimed of somebody else and has this entity as its value ("child of")."""

    subject: Link
    property: str
    spot: Spot
    quote: str


@dataclass(frozen=True, slots=True)
class StopLine:
    """A station of an itinerary: where and when somebody was, by which property; `lat` and `lon` in degrees where the
    gazetteer has the place; `disputed` are the disagreements that quote it."""

    number: int
    place: str
    link: Link
    property: str
    edtf: str
    lat: float | None
    lon: float | None
    is_region: bool
    total: int
    witness: Spot
    disputed: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class CompanyLine:
    """Somebody or something named near an entity, in how many documents."""

    link: Link
    kind: str
    documents: int


@dataclass(frozen=True, slots=True)
class MapPlace:
    """A place of the map; `number` is its row in the table."""

    number: int
    link: Link
    lat: float
    lon: float
    is_region: bool
    documents: int


@dataclass(frozen=True, slots=True)
class EntityView:
    """`spot` is where a place lies; `run` the run of a periodical that the archive holds issues of."""

    card: ArchiveCard
    id: str
    kind: str
    folder: str
    label: str
    born: str
    died: str
    documents: int
    total: int
    names: tuple[NameLine, ...]
    names_total: int
    grounds: tuple[str, ...]
    ties: tuple[TieLine, ...]
    identifiers: tuple[tuple[str, str], ...]
    glance: tuple[PropertyLine, ...]
    life: tuple[PropertyLine, ...]
    stops: tuple[StopLine, ...]
    told: tuple[ToldLine, ...]
    told_total: int
    mentions: tuple[Spot, ...]
    mentions_path: str
    by: tuple[Entry, ...]
    by_total: int
    author: tuple[Link, ...]
    about: tuple[Entry, ...]
    about_total: int
    company: tuple[CompanyLine, ...]
    findings: tuple[FindingLine, ...]
    spot: MapPlace | None = None
    run: Link | None = None


@dataclass(frozen=True, slots=True)
class MentionsView:
    """All mentions of an entity in their sentences, page by page."""

    card: ArchiveCard
    entity: Link
    kind: str
    folder: str
    nav: Nav
    mentions: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class EntityLine:
    """An entity as a line of an index; `link` leads to its page, or to the one document that names it."""

    link: Link
    kind: str
    forms: tuple[str, ...]
    documents: int
    times: int
    born: str = ""
    died: str = ""


@dataclass(frozen=True, slots=True)
class EntitiesView:
    """An index by letter; `top` are those of most documents, where the index itself is on other pages."""

    card: ArchiveCard
    kind: str
    nav: Nav
    lines: tuple[EntityLine, ...]
    top: tuple[EntityLine, ...]


@dataclass(frozen=True, slots=True)
class NamesView:
    """The index of names that may mean more than one."""

    card: ArchiveCard
    nav: Nav
    names: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ShardView:
    """The names that have a word with these first letters, for the search page: (label, path, documents); or which
    first letters there are."""

    card: ArchiveCard
    letters: str
    rows: tuple[tuple[str, str, int], ...]
    there: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NameView:
    """One name, and who or what may be meant by it."""

    card: ArchiveCard
    name: str
    forms: tuple[str, ...]
    bearers: tuple[EntityLine, ...]
    places: tuple[tuple[str, tuple[Spot, ...]], ...]


@dataclass(frozen=True, slots=True)
class Knot:
    """Somebody in a network: where, how large, and the page."""

    x: float
    y: float
    size: float
    link: Link
    documents: int
    anchor: str


@dataclass(frozen=True, slots=True)
class NetworkView:
    """Who is named near whom: knots and the strongest lines between them, laid out when the page is planned."""

    card: ArchiveCard
    people: int
    knots: tuple[Knot, ...]
    lines: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class MapView:
    card: ArchiveCard
    places: int
    located: int
    shown: tuple[MapPlace, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """One periodical through the years: how many documents of each year were printed in it."""

    link: Link
    counts: tuple[tuple[int, int, str], ...]
    total: int


@dataclass(frozen=True, slots=True)
class TimelineView:
    """The archive over time: documents a year, by periodical; `others` tells how many periodicals the last band puts
    together."""

    card: ArchiveCard
    bands: tuple[Band, ...]
    others: int
    undated: int
