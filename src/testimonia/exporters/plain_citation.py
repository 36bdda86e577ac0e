"""A citation in words, to be pasted into a footnote: author, title, periodical, numbers, dates, pages, address."""

from testimonia.exporters.record import Record
from testimonia.text.datepoints import in_words


def plain_citation(record: Record) -> str:
    """One sentence on one line, ending with a line break; what is not known is left out, not guessed."""
    title = f"“{record.title}”" if record.container else record.title
    parts = [
        " and ".join(name.literal for name in record.authors),
        title,
        _container(record),
        in_words(record.printed),
        _pages(record.pages),
        f"written {in_words(record.written)}" if record.written and record.written != record.printed else "",
        f"paragraph {record.paragraph.removeprefix('p')}" if record.paragraph else "",
        record.archive,
        record.address,
    ]
    return ", ".join(part for part in parts if part) + ".\n"


def _container(record: Record) -> str:
    container = record.container if record.container != record.title else ""
    place = f" ({record.place})" if record.place and container else ""
    volume = f"vol. {record.volume}" if record.volume else ""
    number = f"no. {record.number}" if record.number else ""
    return ", ".join(part for part in (container + place, volume, number) if part)


def _pages(pages: str) -> str:
    if not pages:
        return ""
    return f"{'pp.' if any(mark in pages for mark in '-–,') else 'p.'} {pages.replace('-', '–')}"
