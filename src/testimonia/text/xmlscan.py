"""One pass over the raw characters of a well-formed XML file: which of them are text; see `tags` for HTML."""

import re
from collections.abc import Set

from testimonia.text.tags import Scan, characters_of

_TOKEN = re.compile(
    r"""<!--.*?-->|(<!\[CDATA\[)(.*?)\]\]>|<\?.*?\?>|<!DOCTYPE[^>\[]*+(?:\[.*?\]\s*+)?>"""
    r"""|<(/?)(?:[\w.-]+:)?([^\s/>!?:]++)((?:[^>"']++|"[^"]*+"|'[^']*+')*+)>|&[^;\s&<]{1,64};""",
    re.DOTALL,
)


def scan_xml(raw: str, silent: Set[str], alternatives: Set[str]) -> Scan:
    """The scan of an XML file in which elements named in `silent` hold no text, nor, inside a `choice`, those named in
    `alternatives`. Names are local, without a prefix.

    >>> scan_xml("<p>teh<x>the</x></p>", {"x"}, set()).hidden
    [(0, 3), (6, 9), (9, 12), (12, 16), (16, 20)]
    """
    scan = Scan()
    choices, hiding, nested, since = 0, "", 0, 0
    for token in _TOKEN.finditer(raw):
        begin, end = token.span()
        if token[1]:
            scan.hidden += [(begin, token.end(1)), (token.end(2), end)]
        elif token[0][0] == "&":
            characters, used = characters_of(token[0])
            if used == end - begin:
                scan.entities.append((begin, end, characters))
        else:
            scan.hidden.append((begin, end))
        name = token[4]
        if not name or (not token[3] and token[5].endswith("/")):
            continue
        step = -1 if token[3] else 1
        choices += step * (name == "choice")
        if hiding:
            nested += step * (name == hiding)
            if not nested:
                scan.hidden.append((since, begin))
                hiding = ""
        elif step > 0 and (name in silent or (choices and name in alternatives)):
            hiding, nested, since = name, 1, end
    return scan
