"""Rows of links and paths: what leads elsewhere in a site."""

from msgspec import Struct

from testimonia.analysers._printed import Links, Printed
from testimonia.analysers._shapes import is_named_so, names_a_site, steps_of

LONGEST_STEP = 70
LONGEST_ROW = 200


class Company(Struct, frozen=True):
    """Where a line stands: touching navigation, touching it within its own block, in the foot of the page; and whether
    the archive has the line on other pages."""

    beside: bool
    in_block: bool
    in_foot: bool
    recurs: bool


def is_navigation(line: Printed, links: Links, company: Company) -> str:
    """Why a line of a page's head or foot is navigation ("shape" or "recurrence"); "" where it is not.

    A line all of links counts where it is a row, or is called "... Archive", "Back to ..." or the like, or stands in
    one block with such a line; an item of a list does not, since tables of contents are lists of links, nor does a
    line in brackets, which the print itself had ("To be continued"), nor a heading above the text. Without links
    (plain text) a line counts where it is a row of short steps, one of them so called, or beside other navigation.
    """
    if (
        len(line.text) > LONGEST_ROW
        or line.tag == "li"
        or line.text[0] in "(["
        or (line.is_heading and not company.in_foot)
    ):
        return ""
    steps = steps_of(line.text)
    named = any(is_named_so(step) for step in steps)
    if links.cover(line.begin, line.text):
        if len(steps) > 1 or named or (company.in_block and not line.is_heading):
            return "shape"
        return "recurrence" if company.recurs and company.beside and not line.is_heading else ""
    if line.is_heading or (links.begin and not links.over(line.begin, line.end)):
        return ""
    if len(steps) > 1 and all(_is_step(step) for step in steps) and (named or company.beside):
        return "shape"
    return "recurrence" if company.recurs and named and company.beside else ""


def _is_step(step: str) -> bool:
    """Whether a part of a row is the name of a place: short, with a capital."""
    return len(step) <= LONGEST_STEP and not step[0].islower()


def navigation_kind(line: str) -> str:
    """ "site" for a line that only names sites or collections, else "navigation"."""
    return "site" if names_a_site(line) else "navigation"
