"""BibTeX, for LaTeX and for most reference managers: `@article`, `@book`, `@incollection` or `@misc`.

The date of printing is `date` (biblatex) with `year` and `month` (BibTeX); the date of writing is `origdate` and
a note.
"""

import re
import unicodedata

from testimonia.exporters.names import PersonName
from testimonia.exporters.record import Record
from testimonia.text.datepoints import in_words, points_of

_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "%": r"\%",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_ENTRY = {
    "periodical": "article",
    "magazine": "article",
    "book": "book",
    "pamphlet": "booklet",
    "collection": "incollection",
}


def bibtex(record: Record) -> str:
    """One entry, ending with a line break. Letters stay as they are (UTF-8); the special characters are escaped."""
    entry = _ENTRY.get(record.kind) or ("article" if record.container and record.number else "misc")
    lines = [f"  {name} = {value}," for name, value in _fields(record, entry) if value]
    return "\n".join([f"@{entry}{{{citation_key(record)},", *lines, "}", ""])


def citation_key(record: Record) -> str:
    """A key of ASCII letters, digits, "-", ":" and "_" that no two documents share."""
    plain = unicodedata.normalize("NFKD", record.id).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9:_-]+", "-", plain).strip("-") or "document"


def escape(text: str) -> str:
    """The text with BibTeX's and TeX's special characters made harmless.

    >>> escape("Bread & Roses: 100% {new}")
    'Bread \\\\& Roses: 100\\\\% \\\\{new\\\\}'
    """
    return text.translate(_ESCAPES)


def _fields(record: Record, entry: str) -> list[tuple[str, str]]:
    container = {"article": "journal", "incollection": "booktitle"}.get(entry, "howpublished")
    points = points_of(record.printed)
    month = points[0].month if len(points) == 1 else 0
    written = f"Written {in_words(record.written)}" if record.written else ""
    at = f"Paragraph {record.paragraph}" if record.paragraph else ""
    return [
        ("author", _braced(" and ".join(_author(name) for name in record.authors))),
        ("title", _braced("{" + escape(record.title) + "}")),
        (container, _braced(escape(record.container if record.container != record.title else ""))),
        ("volume", _braced(escape(record.volume))),
        ("number", _braced(escape(record.number))),
        ("pages", _braced(escape(record.pages).replace("–", "--").replace("-", "--").replace("----", "--"))),
        ("date", _braced(record.printed)),
        ("year", _braced(f"{points[0].year:04}" if points else "")),
        ("month", _MONTHS[month - 1] if 1 <= month <= 12 else ""),
        ("origdate", _braced(record.written)),
        ("publisher", _braced(escape(record.publisher))),
        ("address", _braced(escape(record.place))),
        ("langid", _braced(record.language)),
        ("url", _braced(_address(record.address))),
        ("note", _braced(escape("; ".join(part for part in (written, at) if part)))),
    ]


def _author(name: PersonName) -> str:
    if not name.family:
        return "{" + escape(name.literal) + "}"
    family = f"{name.particle} {name.family}".strip()
    return ", ".join(escape(part) for part in (family, name.suffix, name.given) if part)


def _address(address: str) -> str:
    """An address stays readable: only what would end the field is percent-encoded."""
    return address.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _braced(value: str) -> str:
    return "{" + value + "}" if value else ""
