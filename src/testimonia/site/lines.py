"""The small values of which most pages are made: a link, a document's line, a finding's line."""

from msgspec import Struct


class Link(Struct, frozen=True):
    """A page of the site and what to call it; `path` is empty where there is nothing to open."""

    label: str
    path: str
    note: str = ""


class Entry(Struct, frozen=True):
    """A document as a line of a list; `role` says in which role it bears the date `edtf`, `coins` is its reference for
    reference managers (exporters/coins.py)."""

    path: str
    title: str
    by: str
    edtf: str
    where: str = ""
    role: str = ""
    coins: str = ""


class FindingLine(Struct, frozen=True):
    """A finding as a line of a list."""

    path: str
    code: str
    name: str
    severity: str
    verdict: str
    subject: str
    statement: str
