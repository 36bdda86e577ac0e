"""Long lists, page by page: by letter where they are in alphabetical order, by number where in any other.

No page of a list is longer than its caller says, however large the archive; a short list stays on one page.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from msgspec import Struct

from testimonia.site.lines import Link
from testimonia.site.paths import href

T = TypeVar("T")
_MARKS = " \"'“”‘’«»„(*[…–—-"


class Nav(Struct, frozen=True):
    """Where a page stands in its list: `letters` lead to the first page of each letter (with how many lines it has),
    `parts` to the pages of this letter, or of a list without letters; `part` is the label of this one."""

    total: int
    letter: str = ""
    letters: tuple[Link, ...] = ()
    part: str = ""
    parts: tuple[Link, ...] = ()


class Leaf(Struct, frozen=True):
    """One page of a list: its path, its navigation, and which of the items, [begin, end), stand on it."""

    path: str
    nav: Nav
    begin: int
    end: int


def lettered(keys: Sequence[str], folder: str, longest: int) -> Iterator[Leaf]:
    """The pages of a list whose `keys` are in alphabetical order (see `alphabetical`): folder/index.html alone where it
    is short; else an index without lines, and the pages of each letter beside it."""
    if len(keys) <= longest:
        yield Leaf(f"{folder}/index.html", Nav(len(keys)), 0, len(keys))
        return
    spans = _spans(keys)
    names = {letter: f"{folder}/letters/{_file_of(letter)}.html" for letter in spans}
    letters = tuple(Link(letter, href(names[letter]), str(end - begin)) for letter, (begin, end) in spans.items())
    yield Leaf(f"{folder}/index.html", Nav(len(keys), "", letters), 0, 0)
    for letter, (begin, end) in spans.items():
        label = lambda first, last: f"{_head(keys[first])}–{_head(keys[last - 1])}"  # noqa: E731
        for leaf in _parts(names[letter], (begin, end), longest, label):
            yield Leaf(leaf.path, Nav(len(keys), letter, letters, leaf.nav.part, leaf.nav.parts), leaf.begin, leaf.end)


def numbered(total: int, path: str, longest: int) -> Iterator[Leaf]:
    """The pages of a list in any other order: `path` first, then path-2 and so on."""
    yield from _parts(path, (0, total), longest, lambda first, last: f"{first + 1}–{last}")


def one_page(items: Sequence[T], leaf: Leaf) -> tuple[T, ...]:
    """The items of one page."""
    return tuple(items[leaf.begin : leaf.end])


def sorting_key(words: str) -> str:
    """Words as they are sorted: without case, accents, marks before them, or an article.

    >>> sorting_key("“The Émigré”"), sorting_key("А. Ахматова")
    ('emigre”', 'а. ахматова')
    """
    plain = unicodedata.normalize("NFKD", words.lstrip(_MARKS).casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    for article in ("the ", "a ", "an "):
        if plain.startswith(article) and len(plain) > len(article):
            return plain.removeprefix(article).lstrip(_MARKS)
    return plain


def alphabetical(key: str) -> tuple[bool, str]:
    """The order of a lettered list: what begins with no letter comes last, so that each letter is one stretch."""
    return letter_of(key) == "#", key


def letter_of(key: str) -> str:
    """The letter under which a sorting key stands; "#" for what begins with none."""
    return key[0].upper() if key and key[0].isalpha() else "#"


def _spans(keys: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Where each letter begins and ends in keys in alphabetical order."""
    at: dict[str, list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        at[letter_of(key)].append(index)
    return {letter: (found[0], found[-1] + 1) for letter, found in at.items()}


def _parts(path: str, span: tuple[int, int], longest: int, label: Callable[[int, int], str]) -> Iterator[Leaf]:
    begin, end = span
    starts = list(range(begin, end, longest)) or [begin]
    stem = path.removesuffix(".html")
    paths = [path, *(f"{stem}-{number}.html" for number in range(2, len(starts) + 1))]
    links = tuple(
        Link(label(first, min(first + longest, end)), href(own)) if end > begin else Link("", href(own))
        for first, own in zip(starts, paths, strict=True)
    )
    shown = links if len(links) > 1 else ()
    for first, own, link in zip(starts, paths, links, strict=True):
        nav = Nav(end - begin, part=link.label if shown else "", parts=shown)
        yield Leaf(own, nav, first, min(first + longest, end))


def _head(key: str) -> str:
    return key[:3].strip().capitalize()


def _file_of(letter: str) -> str:
    """A name of a file for a letter: itself where it is one of ours, else its number, since some disks know no more."""
    if letter.isascii():
        return letter.lower() if letter.isalpha() else "other"
    return f"u{ord(letter[0]):04x}"
