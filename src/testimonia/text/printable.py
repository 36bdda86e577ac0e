"""Text that every file format can carry: controls and lone surrogates made visible, one for one."""

import re

# HTML has no NUL, XML no other control, UTF-8 no lone surrogate.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """The text with its controls as pictures of controls; each character keeps its place.

    >>> printable("a\\x07b")
    'a␇b'
    """
    return _UNPRINTABLE.sub(_visible, text) if _UNPRINTABLE.search(text) else text


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"
