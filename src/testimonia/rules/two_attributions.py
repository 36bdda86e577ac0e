"""One text under two authors.

What it looks at: documents of which nearly the whole stands in another, and the names to which either page gives it.

Why it matters: catalogues, bibliographies and statistics of style count the text twice, once for somebody who did not
write it.

Example: "By Tobias Orme" over an article in the Courier, "By Mabel Lamb" over the same words in the Beacon.

Innocent causes: a pseudonym; a speaker and the reporter who took the speech down; a joint work of which each page
names one author; a translator named as the author.

How it is computed: at least eight in ten words of the later text stand in the other, outside quotation marks; both
pages name persons, whom the linking of names did not put together, and no surname stands on both. Editors,
organisations and initials alone are nobody here.
"""

from collections.abc import Iterable

from testimonia.contract import rule
from testimonia.model.document import Byline
from testimonia.model.finding import Evidence, Finding, Trace
from testimonia.model.sharing import Holder, Share
from testimonia.rules._reprints import subject_of, when
from testimonia.text.names import fold

COPIED = 0.8


@rule("R205", "two-attributions", "reuse", "warning")
def find_two_attributions(share: Share) -> Iterable[Finding]:
    """One finding where two pages give one text to different persons."""
    if (
        share.kind not in ("reprint", "excerpt")
        or share.b.coverage < COPIED
        or set(share.a.authors) & set(share.b.authors)
    ):
        return
    a, b = _person(share.a), _person(share.b)
    if a is None or b is None or a.quote is None or b.quote is None or _surname(a) in fold(b.form).split():
        return
    if _surname(b) in fold(a.form).split():
        return
    yield Finding(
        "R205", "two-attributions", "warning", "contradiction", subject_of(share), "author-of",
        f"The same text is given to {a.form} by one page and to {b.form} by another.",
        (
            Evidence(share.a.source, share.a.document, a.quote, 0, a.form, "author"),
            Evidence(share.b.source, share.b.document, b.quote, 0, b.form, "author"),
        ),
        Trace(
            "nearly all words of the second text stand in the first, and the bylines name different persons",
            {
                "first": f"{share.a.document}: {when(share.a)}",
                "second": f"{share.b.document}: {when(share.b)}",
                "shared": f"{share.a.shared} of {share.a.words} words, {share.b.shared} of {share.b.words} words",
            },
        ),
        (
            "A pseudonym: the linking of names knows of none.",
            "A joint work, a translator, a reporter: the pages do not say.",
        ),
    )  # fmt: skip


def _person(holder: Holder) -> Byline | None:
    """The one person to whom a page gives its text, where it names one in full and in words that can be quoted."""
    people = [byline for byline in holder.bylines if byline.kind == "person" and byline.quote]
    names = {fold(byline.form) for byline in people}
    full = [byline for byline in people if len(fold(byline.form).split()) > 1 and len(_surname(byline)) > 1]
    return full[0] if full and len(names) == 1 else None


def _surname(byline: Byline) -> str:
    return fold(byline.form).split()[-1]
