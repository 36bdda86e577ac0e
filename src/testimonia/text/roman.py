"""Roman numerals, as volumes and kings bear them."""

import re

ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,4})(?:XC|XL|L?X{0,4})(?:IX|IV|V?I{0,4})")
VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def read_roman(numeral: str) -> int | None:
    """The number; None for letters that are no numeral. Four equal letters (IIII, XXXX) are read: printers used them.

    >>> read_roman("XIV"), read_roman("viii"), read_roman("IIII"), read_roman("IC"), read_roman("")
    (14, 8, 4, None, None)
    """
    letters = numeral.upper()
    if not letters or not ROMAN.fullmatch(letters):
        return None
    numbers = [VALUES[letter] for letter in letters]
    following = [*numbers[1:], 0]
    return sum(-n if n < after else n for n, after in zip(numbers, following, strict=True))


def read_number(numeral: str) -> int | None:
    """An arabic number, with or without separated thousands, or a roman one.

    >>> read_number("1,069"), read_number("IX"), read_number("x2")
    (1069, 9, None)
    """
    arabic = numeral.replace(",", "")
    return int(arabic) if arabic.isdecimal() else read_roman(numeral)
