"""CSL-JSON, for citeproc, Pandoc and Zotero (schema 1.0.2: csl-data)."""

from typing import Any

from testimonia.exporters.names import PersonName
from testimonia.exporters.record import Record
from testimonia.model.canon import canonical
from testimonia.text.datepoints import is_unsure, points_of

_TYPES = {
    "periodical": "article-newspaper",
    "magazine": "article-magazine",
    "book": "book",
    "pamphlet": "pamphlet",
    "collection": "chapter",
}


def csl(record: Record) -> str:
    """A list of one item, as JSON on one line, ending with a line break."""
    return canonical([csl_item(record)]).decode() + "\n"


def csl_item(record: Record) -> dict[str, Any]:
    """The item; only what is known stands in it."""
    kind = _TYPES.get(record.kind) or ("article-newspaper" if record.container and record.number else "document")
    item: dict[str, Any] = {
        "id": record.id,
        "type": kind,
        "title": record.title,
        "author": [_name(name) for name in record.authors],
        "container-title": record.container if record.container != record.title else "",
        "volume": record.volume,
        "issue": record.number,
        "page": record.pages,
        "issued": _date(record.printed),
        "original-date": _date(record.written),
        "publisher": record.publisher,
        "publisher-place": record.place,
        "language": record.language,
        "URL": record.address,
        "archive": record.archive,
        "locator": record.paragraph.removeprefix("p"),
        "label": "paragraph" if record.paragraph else "",
    }
    return {key: value for key, value in item.items() if value}


def _name(name: PersonName) -> dict[str, str]:
    if not name.family:
        return {"literal": name.literal}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {key: value for key, value in parts.items() if value}


def _date(edtf: str) -> dict[str, Any]:
    if not edtf:
        return {}
    points = points_of(edtf)
    if not points:
        return {"literal": edtf}
    date: dict[str, Any] = {"date-parts": [_parts(p.year, p.month, p.day) for p in points]}
    if len(points) == 1 and points[0].season:
        date["season"] = points[0].month - 20
    if is_unsure(edtf):
        date["circa"] = True
    return date


def _parts(year: int, month: int, day: int) -> list[int]:
    if not 1 <= month <= 12:
        return [year]
    return [year, month, day] if day else [year, month]
