"""Rows of links and paths: what leads elsewhere in a site."""

from testimonia.analysers._printed import Links, Printed
from testimonia.analysers._shapes import is_named_so, names_a_site, steps_of

LONGEST_STEP = 70
LONGEST_ROW = 200


def is_navigation(line: Printed, links: Links, beside: bool, recurs: bool, in_foot: bool) -> str:
    """Why a line of a page's head or foot is navigation ("shape" or "recurrence"); "" where it is not.

    A line all of links counts where it is a row, or is called "... Archive", "Back to ..." or the like, or stands in
    one block with such a line; an item of a list does not, since tables of contents are lists of links, nor does a
    line in brackets, which the print itself had ("To be continued"), nor a heading above the text. Without links
    (plain text) a line counts where it is a row of short steps, one of them so called, or beside other navigation.
    """
    if len(line.text) > LONGEST_ROW or line.tag == "li" or line.text[0] in "([" or (line.is_heading and not in_foot):
        return ""
    steps = steps_of(line.text)
    named = any(is_named_so(step) for step in steps)
    if links.cover(line.begin, line.text):
        if len(steps) > 1 or named or (beside and line.block_lines > 1):
            return "shape"
        return "recurrence" if recurs and beside else ""
    if line.is_heading or (links.begin and not links.over(line.begin, line.end)):
        return ""
    if len(steps) > 1 and all(len(step) <= LONGEST_STEP for step in steps) and (named or beside):
        return "shape"
    return "recurrence" if recurs and named and beside else ""


def navigation_kind(line: str) -> str:
    """ "site" for a line that only names sites or collections, else "navigation"."""
    return "site" if names_a_site(line) else "navigation"
