"""A number of people that the names after it do not make.

What it looks at: "the three sisters, Anne, Edith and Joan"; "the sixteen (Brown, Hale and Orme)".

Why it matters: a name fell out in copying, or one was put in.

Example: "the two surveyors, Bright, Hale and Fenn".

Innocent causes: a list that says it is not whole ("among them", "including", "et al.", "and others"): more may be meant
than named; two names of one person.

How it is computed: a number word from two to twenty, one to three small words, a comma, colon or bracket, and then
nothing but capitalised names with commas and one "and" before the last, up to a stop, semicolon or closing bracket.
More names than the number are a contradiction; fewer, in a list closed by "and", a tension.
"""

import re
from collections.abc import Iterable, Iterator

from testimonia.contract import Page, rule
from testimonia.model.document import Document
from testimonia.model.finding import Finding, Trace
from testimonia.model.span import quote_at
from testimonia.text.claimwords import number_in
from testimonia.text.evidence import evidence_of, subject_of

PROSE = frozenset("paragraph note item quotation".split())
MOST = 20
_NAME = r"(?:[A-ZÀ-Þ][\w’'-]*\w|[A-Z]\.)(?:\s(?:(?:de|van|von|der|la|le|du)\s)?(?:[A-ZÀ-Þ][\w’'-]*\w|[A-Z]\.)){0,3}"
_LIST = re.compile(
    rf"(?<![\w’'-])(?P<n>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|sixteen|twenty)(?P<what>(?:\s[a-z]+){{1,3}})"
    rf"(?P<open>,\s|:\s|\s\(|\s[–—-]\s)(?P<names>{_NAME}(?:,\s{_NAME})*(?P<last>,?\sand\s{_NAME}))(?=\s?[.;)–—])"
)
_PARTS = re.compile(r",?\sand\s|,\s")
_NOT_PEOPLE = re.compile(
    r"\b(?:of|in|at|for|on|by|with|to|ago|later|after|before|and|or|years|months|weeks|days|times)\b"
)


@rule("C231", "count-against-list", "document", "warning", needs=("documents", "structure"), study="people")
def find_wrong_counts(page: Page, document: Document) -> Iterable[Finding]:
    """Each number that its list of names refuses."""
    for row in page.layer("structure").within(document.begin, document.end):
        if row.kind in PROSE:
            yield from _counted(page, document, row.begin, row.end)


def _counted(page: Page, document: Document, begin: int, end: int) -> Iterator[Finding]:
    flat = page.text[begin:end].replace("\n", " ")
    for found in _LIST.finditer(flat):
        stated, names = number_in(found["n"]), _PARTS.split(found["names"])
        if stated is None or stated > MOST or len(names) == stated or _NOT_PEOPLE.search(found["what"]):
            continue
        more = len(names) > stated
        quote = quote_at(page.text, begin + found.start(), begin + found.end())
        yield Finding(
            "C231",
            "count-against-list",
            "warning" if more else "note",
            "contradiction" if more else "tension",
            subject_of(document),
            "count",
            f"The text says {found['n']}, and names {len(names)}: {', '.join(names)}.",
            (evidence_of(page.source, document, quote, value=f"{stated}: {len(names)}", voice="author"),),
            Trace("names in the list against the number before it", {"stated": str(stated), "named": str(len(names))}),
            (
                "A list that is not whole: nothing says so.",
                "Two names of one person: " + ("possible." if more else "it would be one more."),
            ),
        )
