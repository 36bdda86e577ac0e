"""When a document was written, by its own word."""

from testimonia.model.document import Document
from testimonia.model.person import TextDate

# In what order a document's own dates are asked for the day by which it was written.
ROLES = ("written", "delivered", "first-printed", "printed", "header")


def text_date(document: Document) -> TextDate | None:
    """When a document was written, or else printed, by the surest of its roles; None where it says neither in words."""
    for role in ROLES:
        for dated in document.dates:
            if dated.role == role and dated.quote is not None and "X" not in dated.edtf:
                return TextDate(
                    document.id, document.source, document.title, dated.edtf, role, dated.quote, document.title_quote
                )
    return None


def text_year(document: Document) -> str:
    """The year in which a document was written or printed, by its own word or else by its path; "" where not."""
    said = text_date(document)
    years = [said.edtf] if said else [dated.edtf for dated in document.dated("path")]
    return next((edtf[:4] for edtf in years if edtf[:4].isdigit()), "")
