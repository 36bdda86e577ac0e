"""Rows of links and paths: what leads elsewhere in a site."""

from testimonia.analysers._printed import Links, Printed
from testimonia.analysers._shapes import has_navigation_word, names_a_site, steps_of

LONGEST_STEP = 70
LONGEST_ROW = 200


def is_navigation(line: Printed, links: Links, beside: bool, recurs: bool) -> str:
    """Why a line of a page's head or foot is navigation ("shape" or "recurrence"); "" where it is not.

    A line all of links counts where it is a row, or has a word such as "archive" or "index", or stands beside other
    navigation, or recurs in the archive; an item of a list does not, since tables of contents are lists of links.
    Without links (plain text) a line counts where it is a row of short steps, one with such a word, or beside one.
    """
    if len(line.text) > LONGEST_ROW or line.tag == "li":
        return ""
    steps = steps_of(line.text)
    named = has_navigation_word(line.text)
    if links.cover(line.begin, line.text):
        if line.is_heading:
            return ""
        if len(steps) > 1 or named or (beside and line.block_lines > 1):
            return "shape"
        return "recurrence" if recurs else ""
    if line.is_heading or (links.begin and not links.over(line.begin, line.end)):
        return ""
    if len(steps) > 1 and all(len(step) <= LONGEST_STEP for step in steps) and (named or beside):
        return "shape"
    return "recurrence" if recurs and named and beside else ""


def navigation_kind(line: str) -> str:
    """"site" for a line that only names sites or collections, else "navigation"."""
    return "site" if names_a_site(line) else "navigation"
