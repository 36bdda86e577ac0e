"""The place and date at the head or foot of a letter or an article, outside the head of its page.

"Saltmarsh, 3 March 1931" as the first words under the title, as the last of all, or over the signature, is a dateline:
it says when the text was written. A date anywhere else in the text divides it, and says nothing of the whole.
"""

import re
from collections.abc import Sequence

from testimonia.text.headshape import Piece
from testimonia.text.lineshapes import is_dateline, words_of

LONGEST_DATED = 120
LONGEST_ADDRESS_LINE = 45
MOST_LINES = 4
_WORDS = re.compile(r"[^\W\d_]+")
_TEXT = frozenset(("paragraph", "heading", "quotation"))


def mark_opening(pieces: Sequence[Piece], kinds: list[str], head: int) -> None:
    """Mark the dateline under the head, where the text opens with one."""
    if head < len(pieces) and kinds[head] in _TEXT and is_dated(pieces[head].text):
        kinds[head] = "dateline"


def mark_closing(pieces: Sequence[Piece], kinds: list[str], head: int) -> None:
    """Mark the dateline that ends the text, or stands over its signature; notes and what divides them come after."""
    after = ("note", "divider", "heading")
    last = next((place for place in range(len(pieces) - 1, head, -1) if kinds[place] not in after), head)
    if kinds[last:] and kinds[last] == "signature":
        last -= 1
    if last > head and kinds[last] in _TEXT and is_dated(pieces[last].text):
        kinds[last] = "dateline"


def is_dated(text: str) -> bool:
    """Whether a piece is a date with its month, under the lines of an address if any.

    >>> [is_dated(t) for t in ("Hythe, 3 March 1931", "Ferry House,\\nMarch 3, 1931", "1931", "It rained in May 1931.")]
    [True, True, False, False]
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(text) > LONGEST_DATED or not 1 <= len(lines) <= MOST_LINES or max(map(len, lines)) > LONGEST_ADDRESS_LINE:
        return False
    dated = [line for line in lines if is_dateline(line)]
    return len(dated) == 1 and any(word.lower() in words_of("months") for word in _WORDS.findall(dated[0]))
