"""One title, two authors.

What it looks at: who wrote what, by the running text of any document and by the bylines of pages.

Why it matters: one of the two attributions is wrong, or two works of one name are taken for one.

Example: "Mary Ashdown wrote The Vicar's Regret at Last" in one text, and "The Vicar's Regret at Last, by Edwin Fenn".

Innocent causes: two works that bear one title (common titles are left out); authors who wrote it together (a text that
names both says so); an editor or a translator named as the author.

How it is computed: asserted claims of authorship with one title of at least three words that tell it from others, of
people whom the linker keeps apart, who share no name that could be one person's ("R. Orme", "Robert Orme"), and of whom
no single text names both; at least one in running text. It is a tension: which text is right is not in the texts.
"""

from collections.abc import Iterable
from itertools import combinations

from testimonia.contract import rule
from testimonia.model.finding import Finding, Trace
from testimonia.model.person import NameDossier
from testimonia.rules._names import asserted, by_person, content_words, finding, label_of
from testimonia.text.personname import compatible, person_name

FEWEST_WORDS = 3


@rule("C226", "two-authors", "name", "note", study="people")
def find_two_authors(name: NameDossier) -> Iterable[Finding]:
    """One tension for a title given to people who did not write together."""
    claims = asserted(name.of("author-of"))
    groups = by_person(claims)
    if len(groups) < 2 or len(content_words(name.label)) < FEWEST_WORDS:
        return
    documents = [{claim.document for claim in own} for own in groups.values()]
    prose = any(claim.extractor != "page" for claim in claims)
    if not prose or len(set().union(*documents)) < sum(map(len, documents)):
        return
    people = [label_of(name, id_) for id_ in sorted(groups)]
    if any(_may_be_one(a, b) for a, b in combinations(people, 2)):
        return
    statement = f"“{name.label}” is given to {' and to '.join(people)}."
    yield finding(
        ("C226", "two-authors", "note"), "tension", name, ("author-of", statement),
        [own[0] for _, own in sorted(groups.items())],
        Trace(
            "people who are said to have written one title",
            {label_of(name, id_): own[0].document for id_, own in groups.items()},
        ),
        ("Two works of one title: nothing tells them apart.", "Written together: no text names both."),
    )  # fmt: skip


def _may_be_one(a: str, b: str) -> bool:
    """Whether two names can be one person's that the linking kept apart: "R. Orme" and "Robert Orme"."""
    x, y = person_name(a), person_name(b)
    if x is None or y is None or x.surname != y.surname:
        return False
    return compatible(x, y) or bool(set(x.given) & set(y.given))
