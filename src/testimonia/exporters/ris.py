"""RIS, for Zotero, EndNote and Mendeley: one tag a line, two letters, two blanks, a hyphen, a blank, the value."""

from testimonia.exporters.record import Record
from testimonia.text.datepoints import in_words, points_of

_TYPES = {"periodical": "NEWS", "magazine": "MGZN", "book": "BOOK", "pamphlet": "PAMP", "collection": "CHAP"}


def ris(record: Record) -> str:
    """One record, from TY to ER, lines ended by CR LF as the format asks."""
    kind = _TYPES.get(record.kind) or ("NEWS" if record.container and record.number else "GEN")
    lines = [("TY", kind)]
    lines += [("AU", name.inverted) for name in record.authors]
    lines += _fields(record)
    body = [f"{tag}  - {_value(value)}" for tag, value in lines if value]
    return "\r\n".join([*body, "ER  - ", ""])


def _fields(record: Record) -> list[tuple[str, str]]:
    first, _, last = record.pages.replace("–", "-").partition("-")
    container = record.container if record.container != record.title else ""
    return [
        ("ID", record.id),
        ("TI", record.title),
        ("T2", container),
        ("VL", record.volume),
        ("IS", record.number),
        ("SP", first.strip()),
        ("EP", last.strip()),
        ("PY", _year(record.printed)),
        ("DA", _date(record.printed)),
        ("CY", record.place),
        ("PB", record.publisher),
        ("LA", record.language),
        ("UR", record.address),
        ("DP", record.archive),
        ("N1", f"Written {in_words(record.written)} ({record.written})" if record.written else ""),
        ("N1", f"Paragraph {record.paragraph}" if record.paragraph else ""),
    ]


def _year(edtf: str) -> str:
    points = points_of(edtf)
    return f"{points[0].year:04}" if points else ""


def _date(edtf: str) -> str:
    """YYYY/MM/DD/other, every slash present; an interval or an uncertain date goes to "other" in words."""
    points = points_of(edtf)
    if not points:
        return ""
    point = points[0]
    month = f"{point.month:02}" if 1 <= point.month <= 12 else ""
    day = f"{point.day:02}" if point.day else ""
    other = in_words(edtf) if len(points) > 1 or not edtf[-1].isdigit() or point.season else ""
    return f"{point.year:04}/{month}/{day}/{other.replace('/', '-')}"


def _value(value: str) -> str:
    """A value is one line: control characters and line breaks become blanks."""
    return " ".join("".join(c if c.isprintable() else " " for c in value).split())
