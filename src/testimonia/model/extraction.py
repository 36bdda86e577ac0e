"""What an extractor from outside proposes, kept as it was answered: a text's words, and what they are held to mean.

A proposal is no claim. It becomes one only where its quote stands in the text, its subject is named there and its value
can be derived again from its own words (text/licence.py); what fails that is counted and left out.
"""

from msgspec import Struct, field

from testimonia.model.canon import digest_of


class Proposal(Struct, frozen=True):
    """One thing that an extractor read. All words are verbatim: `subject` names who is meant (in the quote or before
    it), `value` are the words of the quote that carry the value; `prefix`, `suffix` and `hint` (about where; -1 for
    unknown) choose between several places that bear the quote."""

    property: str
    subject: str
    value: str
    quote: str
    prefix: str = ""
    suffix: str = ""
    hint: int = -1
    mode: str = "asserted"


class Answer(Struct, frozen=True):
    """What one extractor answered about one passage: a row of `extracted/NAME.jsonl`.

    `passage` is the digest of the passage's exact text of `chars` characters, so that an answer about words that have
    changed is not used; `begin` and `head`, its first characters, say where to look for it. `extractor` is the
    extractor with its model; `refused` counts what was answered but could not be read (broken JSON, rows without
    words)."""

    source: str
    begin: int
    chars: int
    head: str
    passage: str
    extractor: str
    proposals: tuple[Proposal, ...] = field(default=())
    refused: int = 0


def passage_digest(text: str) -> str:
    """The digest by which a passage's exact text is known again."""
    return digest_of(text.encode("utf-8", "surrogatepass"))
