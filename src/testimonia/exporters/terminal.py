"""Text for a terminal: wrapped to its width, coloured only if asked, without control characters."""

import textwrap

from msgspec import Struct

_STYLES = {"error": "1;31", "warning": "1;33", "note": "36", "strong": "1", "faint": "2", "mark": "1;32"}
_NARROWEST = 40


class Ink(Struct, frozen=True):
    """How to write: with colour or without, in how many columns."""

    colour: bool = False
    width: int = 100

    def styled(self, text: str, style: str) -> str:
        """The text in a style ("error", "warning", "note", "strong", "faint", "mark")."""
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self.colour and text else text

    def wrapped(self, text: str, first: str, rest: str) -> list[str]:
        """The text in lines of the width, the first begun with `first` and the others with `rest`; an address or a path
        is never broken."""
        return textwrap.wrap(
            one_line(text),
            max(_NARROWEST, self.width),
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )


def one_line(text: str) -> str:
    """The words on one line: a line break is shown as " / ", and a control character (a source may hold any) as U+FFFD.

    >>> one_line("Vol. X\\nNo. 7")
    'Vol. X / No. 7'
    """
    joined = " / ".join(part.strip() for part in text.splitlines() if part.strip())
    return "".join(c if c.isprintable() else (" " if c.isspace() else "\ufffd") for c in joined)


def clipped(text: str, limit: int) -> str:
    """The beginning and the end of a long text, with " [...] " for what lies between.

    >>> clipped("0123456789" * 3, 20)
    '0123456 [...] 456789'
    """
    if len(text) <= limit:
        return text
    half = (limit - 6) // 2
    return f"{text[:half].rstrip()} [...] {text[-(half - 1) :].lstrip()}"
