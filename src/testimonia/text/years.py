"""The years that an EDTF value spans, for filters and for sorting by date."""

import re

_YEAR = re.compile(r"(?<![0-9X])-?(?:\d{4}|\d{3}X|\d{2}XX)(?![0-9X])")


def years_of(edtf: str) -> tuple[int, int] | None:
    """The first and the last year that the value may mean; None where it names no year.

    >>> years_of("1938-02-16"), years_of("193X"), years_of("1933/1934-06"), years_of("")
    ((1938, 1938), (1930, 1939), (1933, 1934), None)
    """
    found = [match for part in re.split(r"/|\.\.|,", edtf) if (match := _YEAR.match(part.strip("[]{} ")))]
    if not found:
        return None
    first = min(int(match[0].replace("X", "0")) for match in found)
    last = max(int(match[0].replace("X", "9")) for match in found)
    return (first, last) if first <= last else (last, first)
