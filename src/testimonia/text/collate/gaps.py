"""What lies between two agreeing words: cut into the differences that a reader would name."""

from collections.abc import Iterator

from msgspec import Struct
from rapidfuzz.distance import Levenshtein

from testimonia.text.collate.spelling import could_be_misread, has_shape_of, is_spelling, number_of
from testimonia.text.collate.words import Words

# Wider gaps are not looked through for words that are alike.
_WIDEST = 40
# In a rewording of more words no number answers to another.
_MOST_NUMBERED = 8
_MOST_REWORDED = 12
# In a wider gap at least one word in so many is alike, or what is alike is so by chance.
_FEW_ALIKE = 3
_JOINED_LETTERS = 8
_ALIKE, _SKIP = 3.0, -1.0


class Gap(Struct, frozen=True):
    """Words [a, a_end) of one witness against [b, b_end) of the other, and what became of them."""

    a: int
    a_end: int
    b: int
    b_end: int
    kind: str = ""
    number: bool = False


def cut(one: Words, other: Words, gap: Gap) -> Iterator[Gap]:
    """The differences in a gap, in order: words that are alike are paired, what is left stands between them."""
    a, b = one.keys[gap.a : gap.a_end], other.keys[gap.b : gap.b_end]
    if not a or not b:
        yield Gap(gap.a, gap.a_end, gap.b, gap.b_end, "omission" if a else "addition")
    elif _same_letters(a, b) or (number_of(a) is not None and number_of(a) == number_of(b)):
        yield Gap(gap.a, gap.a_end, gap.b, gap.b_end, "spelling")
    elif sorted(a) == sorted(b):
        yield Gap(gap.a, gap.a_end, gap.b, gap.b_end, "order")
    elif max(len(a), len(b)) > _WIDEST or (len(a) == len(b) == 1 and not is_spelling(a[0], b[0])):
        yield from _reworded(one, other, gap)
    else:
        pairs = _alike(a, b)
        is_text = max(len(a), len(b)) <= _MOST_REWORDED or len(pairs) * _FEW_ALIKE >= min(len(a), len(b))
        yield from _between(one, other, gap, pairs if is_text else [])


def _between(one: Words, other: Words, gap: Gap, pairs: list[tuple[int, int]]) -> Iterator[Gap]:
    """The pairs of alike words as spelling, and what stands between them as what it is."""
    at_a, at_b = gap.a, gap.b
    for x, y in [*((gap.a + x, gap.b + y) for x, y in pairs), (gap.a_end, gap.b_end)]:
        if at_a < x and at_b < y:
            yield from _reworded(one, other, Gap(at_a, x, at_b, y))
        elif at_a < x or at_b < y:
            yield Gap(at_a, x, at_b, y, "omission" if at_a < x else "addition")
        if x < gap.a_end:
            yield Gap(x, x + 1, y, y + 1, "same" if one.keys[x] == other.keys[y] else "spelling")
        at_a, at_b = x + 1, y + 1


def _reworded(one: Words, other: Words, gap: Gap) -> Iterator[Gap]:
    """Words that answer each other; where there are many, nothing says that they do, and they went and came."""
    if max(gap.a_end - gap.a, gap.b_end - gap.b) > _MOST_REWORDED:
        yield Gap(gap.a, gap.a_end, gap.b, gap.b, "omission")
        yield Gap(gap.a_end, gap.a_end, gap.b, gap.b_end, "addition")
        return
    number = _other_number(one.keys[gap.a : gap.a_end], other.keys[gap.b : gap.b_end])
    yield Gap(gap.a, gap.a_end, gap.b, gap.b_end, "wording", number)


def _alike(a: tuple[str, ...], b: tuple[str, ...]) -> list[tuple[int, int]]:
    """The pairs of words that are one word in two spellings, in an order that both keep, as many as there are."""
    best = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for x in range(len(a) - 1, -1, -1):
        for y in range(len(b) - 1, -1, -1):
            paired = best[x + 1][y + 1] + (_ALIKE if is_spelling(a[x], b[y]) else _SKIP)
            best[x][y] = max(best[x + 1][y], best[x][y + 1], paired)
    pairs = []
    x = y = 0
    while x < len(a) and y < len(b):
        if best[x][y] == best[x + 1][y]:
            x += 1
        elif best[x][y] == best[x][y + 1]:
            y += 1
        else:
            pairs.append((x, y))
            x, y = x + 1, y + 1
    return pairs


def _same_letters(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether words were split or joined, with at most one letter misread; or a figure was read as letters ("l0")."""
    one, other = "".join(a), "".join(b)
    if one == other or (one.isdecimal() != other.isdecimal() and has_shape_of(one, other)):
        return True
    is_joined = len(a) != len(b) and one.isalpha() and other.isalpha() and min(len(one), len(other)) >= _JOINED_LETTERS
    return is_joined and Levenshtein.distance(one, other, score_cutoff=1) <= 1


def _other_number(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether both sides give numbers, and not the same; two figures that differ in a digit easily misread do not."""
    if max(len(a), len(b)) > _MOST_NUMBERED:
        return False
    ours, theirs = numbers_in(a), numbers_in(b)
    if not ours or not theirs or set(ours.values()) & set(theirs.values()):
        return False
    pairs = zip(ours, theirs, strict=False)
    return not any(could_be_misread(x, y) for x, y in pairs)


def numbers_in(keys: tuple[str, ...]) -> dict[str, int]:
    """The numbers among some words, in figures and in words, by how they stand there."""
    found: dict[str, int] = {}
    at = 0
    while at < len(keys):
        for width in (2, 1):
            value = number_of(keys[at : at + width])
            if value is not None and at + width <= len(keys):
                found[" ".join(keys[at : at + width])] = value
                break
        else:
            width = 1
        at += width
    return found
