"""Two titles of one author that may be one work.

What it looks at: the titles that texts give to one person, in running text and on the pages themselves.

Why it matters: a work cited by half its title is found under neither, and counted twice.

Example: "The Wall" in an obituary, "The Red Book on the Long Wall" in a letter, of one author.

Innocent causes: two parts of a series; a reply to one's own book; a second edition with another title.

How it is computed: the words of a title that tell it from others (no articles, no "history" or "letters"); at least
two, and at least 85 of 100 of the shorter title's, stand in the other. Titles that differ only by case, marks, a
leading article or a subtitle are one. At least one of the two must be named in running text. It is a note: the two are
never put together.
"""

from collections.abc import Iterable
from itertools import combinations

from testimonia.contract import rule
from testimonia.model.claim import Claim
from testimonia.model.finding import Finding, Trace
from testimonia.model.person import PersonDossier
from testimonia.rules._names import content_words
from testimonia.rules._people import by_value, finding, told
from testimonia.text.numbering import fold_title

SHARE = 0.85
FEWEST_WORDS = 2
TITLES_MAX = 200


@rule("C224", "title-variants", "person", "note", study="people")
def find_title_variants(person: PersonDossier) -> Iterable[Finding]:
    """One note for each pair of titles that may be one."""
    works = [work for work in told(person, "author-of", "attributed-to") if len(content_words(work.value.value)) > 1]
    titles = [(title, claims, content_words(title)) for title, claims in list(by_value(works).items())[:TITLES_MAX]]
    for (a, own, words), (b, other, others) in combinations(titles, 2):
        short = min(len(words), len(others))
        share = len(words & others) / short
        if short < FEWEST_WORDS or share < SHARE or fold_title(a) == fold_title(b) or not _in_prose(*own, *other):
            continue
        if words == others and abs(len(a) - len(b)) < 3:
            continue  # no more than a mark or a letter apart
        statement = f"“{a}” and “{b}”, both by {person.label}, may be one work under two titles."
        yield finding(
            ("C224", "title-variants", "note"), "textual", person, ("title", statement), (own[0], other[0]),
            Trace(
                "words that both titles share / words of the shorter",
                {"shared": ", ".join(sorted(words & others)), "share": f"{share:.2f}"},
                f"{SHARE:.2f}",
            ),
            ("Parts of a series: no number tells the two apart.",),
        )  # fmt: skip


def _in_prose(*claims: Claim) -> bool:
    return any(claim.extractor != "page" for claim in claims)
