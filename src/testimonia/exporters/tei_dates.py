"""A date as TEI's dating attributes say it (att.datable.w3c and att.datable.custom).

What is exact stands in `when`, as written; a date given in the Julian calendar has that in `when-custom`, and in `when`
(or `notBefore` and `notAfter`) the Gregorian days that it means. What ISO 8601 cannot say is given by its bounds.
"""

from testimonia.model.when import When
from testimonia.text.datepoints import DatePoint, is_unsure, points_of

CALENDARS = {
    "gregorian": "Gregorian (New Style)",
    "julian": "Julian (Old Style)",
    "unknown": "not stated by the text; before 14 February 1918 it may be Julian or Gregorian",
}


def tei_date(edtf: str, calendar: str = "") -> dict[str, str]:
    """The attributes of a `date`; none where the value bounds no day.

    >>> tei_date("1938-02-16"), tei_date("1905-01-09", "julian")["when"], tei_date("193X")["notAfter"]
    ({'when': '1938-02-16'}, '1905-01-22', '1939-12-31')
    """
    attributes = _julian(edtf) if calendar == "julian" else _plain(edtf) or _bounds(edtf, "gregorian")
    if attributes and is_unsure(edtf):
        attributes["cert"] = "low"
    if attributes and calendar in ("julian", "unknown"):
        attributes["calendar"] = f"#{calendar}"
    return attributes


def _plain(edtf: str) -> dict[str, str]:
    """`when`, or `from` and `to`, where the value is of whole years, months and days."""
    points = points_of(edtf)
    if not points or any(point.season for point in points):
        return {}
    names = ("when",) if len(points) == 1 else ("from", "to")
    return {name: _iso(point) for name, point in zip(names, points, strict=True)}


def _julian(edtf: str) -> dict[str, str]:
    bounds = _bounds(edtf, "julian")
    if bounds and bounds.get("notBefore") == bounds.get("notAfter"):
        bounds = {"when": bounds["notBefore"]}
    if not bounds:
        return {}
    return {**bounds, "when-custom": edtf, "datingMethod": "#julian"}


def _bounds(edtf: str, calendar: str) -> dict[str, str]:
    try:
        first, last = When(edtf, calendar).bounds()  # type: ignore[arg-type]
    except ValueError:
        return {}
    pairs = (("notBefore", first), ("notAfter", last))
    return {name: day.isoformat() for name, day in pairs if day is not None}


def _iso(point: DatePoint) -> str:
    month = f"-{point.month:02}" if point.month else ""
    return f"{point.year:04}{month}" + (f"-{point.day:02}" if point.day else "")
