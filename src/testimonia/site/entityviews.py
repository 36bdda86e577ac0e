"""What the pages of people, organisations, places and works show."""

from msgspec import Struct

from testimonia.model.dossier import ArchiveCard
from testimonia.site.lines import Entry, FindingLine, Link
from testimonia.site.pager import Nav
from testimonia.text.standings import Standing


class Spot(Struct, frozen=True):
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


class WitnessLine(Struct, frozen=True):
    """One text's word for a value: whose voice says it and how ("asserted", "denied" ...), how many years after the
    event the text was written (None where one of the two has no date), the disagreements that quote it, and the text in
    whose words it says so, where several print them."""

    spot: Spot
    quote: str
    voice: str
    mode: str
    years: int | None
    findings: tuple[Link, ...] = ()
    same_as: Link | None = None


class ValueLine(Struct, frozen=True):
    """One value of a property, with its witnesses: `edtf` is when it was so ("" where no text says), `link` the entity
    that the value is, `total` the number of all witnesses, `agreed` how several texts agree on it ("agree",
    "agree-dependent"; "" where one text only says so)."""

    value: str
    link: Link
    edtf: str
    place: str
    total: int
    witnesses: tuple[WitnessLine, ...]
    agreed: str = ""


class PropertyLine(Struct, frozen=True):
    """All values of one property of a life. `severity` and `verdict` are those of the gravest disagreement on it,
    `standings` how two values each stand to each other, the gravest first."""

    property: str
    values: tuple[ValueLine, ...]
    severity: str = ""
    verdict: str = ""
    standings: tuple[Standing, ...] = ()


class NameLine(Struct, frozen=True):
    """A name as printed: how often, in how many documents, the first of them, and its page where others bear it too."""

    form: str
    times: int
    documents: int
    first: tuple[Link, ...]
    path: str = ""


class TieLine(Struct, frozen=True):
    """Somebody to whom an entity is tied; `relation` as in model.entity.Tie."""

    relation: str
    link: Link
    sentence: str


class ToldLine(Struct, frozen=True):
    """What is claimed of somebody else and has this entity as its value ("child of")."""

    subject: Link
    property: str
    spot: Spot
    quote: str


class StopLine(Struct, frozen=True):
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


class CompanyLine(Struct, frozen=True):
    """Somebody or something named near an entity, in how many documents."""

    link: Link
    kind: str
    documents: int


class MapPlace(Struct, frozen=True):
    """A place of the map; `number` is its row in the table."""

    number: int
    link: Link
    lat: float
    lon: float
    is_region: bool
    documents: int


class EntityView(Struct, frozen=True):
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
    perhaps: tuple[TieLine, ...]
    is_open: bool
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


class MentionsView(Struct, frozen=True):
    """All mentions of an entity in their sentences, page by page."""

    card: ArchiveCard
    entity: Link
    kind: str
    folder: str
    nav: Nav
    mentions: tuple[Spot, ...]


class EntityLine(Struct, frozen=True):
    """An entity as a line of an index; `link` leads to its page, or to the one document that names it."""

    link: Link
    kind: str
    forms: tuple[str, ...]
    documents: int
    times: int
    born: str = ""
    died: str = ""


class EntitiesView(Struct, frozen=True):
    """An index by letter; `top` are those of most documents, where the index itself is on other pages."""

    card: ArchiveCard
    kind: str
    nav: Nav
    lines: tuple[EntityLine, ...]
    top: tuple[EntityLine, ...]


class NamesView(Struct, frozen=True):
    """The index of names that may mean more than one."""

    card: ArchiveCard
    nav: Nav
    names: tuple[Link, ...]


class ShardView(Struct, frozen=True):
    """The names that have a word with these first letters, for the search page: (label, path, documents); or which
    first letters there are."""

    card: ArchiveCard
    letters: str
    rows: tuple[tuple[str, str, int], ...]
    there: tuple[str, ...] = ()


class NameView(Struct, frozen=True):
    """One name, and who or what may be meant by it."""

    card: ArchiveCard
    name: str
    forms: tuple[str, ...]
    bearers: tuple[EntityLine, ...]
    places: tuple[tuple[str, tuple[Spot, ...]], ...]


class Knot(Struct, frozen=True):
    """Somebody in a network: where, how large, and the page."""

    x: float
    y: float
    size: float
    link: Link
    documents: int
    anchor: str


class NetworkView(Struct, frozen=True):
    """Who is named near whom: knots and the strongest lines between them, laid out when the page is planned."""

    card: ArchiveCard
    people: int
    knots: tuple[Knot, ...]
    lines: tuple[tuple[int, int, int], ...]


class MapView(Struct, frozen=True):
    card: ArchiveCard
    places: int
    located: int
    shown: tuple[MapPlace, ...]


class Band(Struct, frozen=True):
    """One periodical through the years: how many documents of each year were printed in it."""

    link: Link
    counts: tuple[tuple[int, int, str], ...]
    total: int


class TimelineView(Struct, frozen=True):
    """The archive over time: documents a year, by periodical; `others` tells how many periodicals the last band puts
    together."""

    card: ArchiveCard
    bands: tuple[Band, ...]
    others: int
    undated: int
