"""COinS: a reference in an empty span (OpenURL 1.0, Z39.88-2004), so that Zotero can take many from a list at once.

In the Dublin Core form, the only one in which Zotero heeds a type of its own ("newspaperArticle"); the journal form
would make every article one of a scholarly journal. Volume, issue and pages go under their journal keys, which it reads
in either form.
"""

from urllib.parse import quote_plus

from testimonia.exporters.record import Record


def coins(record: Record, item_type: str) -> str:
    """The span's title, not yet escaped for HTML."""
    container = record.container if record.container != record.title else ""
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", item_type),
        ("rft.title", record.title),
        *(("rft.creator", name.inverted) for name in record.authors),
        ("rft.source", container),
        ("rft.volume", record.volume),
        ("rft.issue", record.number),
        ("rft.pages", record.pages),
        ("rft.date", record.printed or record.written),
        ("rft.language", record.language),
        ("rft.identifier", record.address),
    ]
    return "&".join(f"{key}={quote_plus(value, errors='replace')}" for key, value in pairs if value)
