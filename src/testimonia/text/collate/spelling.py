"""Whether two words are one word written, or misread, in two ways; and what number words say."""

import re

from rapidfuzz.distance import Levenshtein

from testimonia.text.dateterms import terms

_FEWEST_LETTERS = 5
_LETTERS_AN_ERROR = 4
_NAME_LIKENESS = 0.5
# What presses, old types and machine reading confuse. Each is written as the last of its group.
_LOOKALIKES = (("rn", "m"), ("cl", "d"), ("vv", "w"), ("ii", "u"), ("li", "h"), ("tl", "d"), ("0", "o"), ("1", "l"))
_SHAPES = str.maketrans({"f": "s", "c": "e", "i": "l", "j": "l", "t": "l", "5": "s", "8": "b", "6": "b"})
_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "er", "ers", "or", "th", "n", "en", "ness")
_BEGINNINGS = ("un", "in", "im", "il", "ir", "dis", "non", "re", "mis", "anti", "counter")
# Figures that are mistaken for one another.
_FIGURES = frozenset(frozenset(pair) for pair in ("17", "38", "56", "68", "06", "08", "09", "69", "35"))
_ARTICLES = ("a", "an")
_DIGIT = re.compile(r"\d")


def is_spelling(one: str, other: str) -> bool:
    """Whether two keys are one word: never where a figure or a number word stands, where one is the other with an
    ending or a beginning of the language, or where too few letters are left to tell.

    >>> [is_spelling(*pair) for pair in (("labour", "labor"), ("modern", "modem"), ("reform", "reforms"))]
    [True, True, False]
    >>> is_spelling("possible", "impossible"), is_spelling("1931", "1937"), is_spelling("sixteen", "sixteenth")
    (False, False, False)
    """
    if one == other:
        return True
    if _DIGIT.search(one + other) and not (one.isalpha() or other.isalpha()):
        return False
    if number_of((one,)) is not None or number_of((other,)) is not None:
        return False
    shorter, longer = sorted((one, other), key=len)
    if longer in {shorter + ending for ending in _ENDINGS} | {front + shorter for front in _BEGINNINGS}:
        return False
    if has_shape_of(one, other):
        return True
    most = len(longer) // _LETTERS_AN_ERROR if len(shorter) >= _FEWEST_LETTERS else 0
    return Levenshtein.distance(one, other, score_cutoff=most) <= most


def number_of(keys: tuple[str, ...]) -> int | None:
    """The number that words say, in figures or in words; None where they are no single number.

    >>> number_of(("nineteen",)), number_of(("twenty", "two")), number_of(("1931",)), number_of(("a",))
    (19, 22, 1931, None)
    """
    joined = " ".join(keys)
    if joined.isdecimal():
        return int(joined)
    if joined in _ARTICLES:
        return None
    named = terms()
    return named.number_of.get(joined, named.ordinal_of.get(joined))


def could_be_misread(one: str, other: str) -> bool:
    """Whether two figures differ only where a reader may take one digit for another.

    >>> could_be_misread("1931", "1981"), could_be_misread("1931", "1932")
    (True, False)
    """
    if len(one) != len(other):
        return False
    unlike = [frozenset((x, y)) for x, y in zip(one, other, strict=True) if x != y]
    return len(unlike) == 1 and unlike[0] in _FIGURES


def is_name_variant(one: str, other: str) -> bool:
    """Whether two names may be one in two spellings or transliterations, or one misread.

    >>> is_name_variant("orloff", "orlov"), is_name_variant("crane", "tuttle")
    (True, False)
    """
    return Levenshtein.normalized_similarity(one, other) >= _NAME_LIKENESS


def has_shape_of(one: str, other: str) -> bool:
    """Whether two words look alike on a poor page.

    >>> has_shape_of("modern", "modem"), has_shape_of("l0000", "10000")
    (True, True)
    """
    return _shape(one) == _shape(other) or one.translate(_SHAPES) == other.translate(_SHAPES)


def _shape(word: str) -> str:
    for parts, whole in _LOOKALIKES:
        word = word.replace(parts, whole)
    return word.translate(_SHAPES)
