"""Words as the full-text search counts them: SQLite's tokenizer "unicode61 remove_diacritics 2", letter for letter.

The static site's search has an index of its own and must find what SQLite finds; so its words are made here by the
same table (unicode61.toml), and the browser is given that table too (`table_script`).
"""

import functools
import re
import tomllib
from importlib import resources

from msgspec import Struct

_RANGE = re.compile(r"([0-9a-f]+)(?:-([0-9a-f]+))?")
_RUN = re.compile(r"([0-9a-f]+)(?::([0-9a-f]+)(/2)?)?([+-][0-9a-f]+)")
# What parts paragraphs and documents in a text whose words are taken in one sweep; `clean` keeps them out of the words.
PARAGRAPH, DOCUMENT = "\x1e", "\x1f"


class Letters(Struct, frozen=True):
    """`word` finds a word in a text; `folded` is for `str.translate`; `parting` finds the letters above ASCII that part
    words."""

    word: re.Pattern[str]
    folded: dict[int, int | None]
    parting: re.Pattern[str]


@functools.cache
def table() -> dict[str, str]:
    """The three rows of unicode61.toml, each on one line."""
    text = resources.files(__package__).joinpath("unicode61.toml").read_text(encoding="utf-8")
    return {name: " ".join(row.split()) for name, row in tomllib.loads(text).items()}


@functools.cache
def letters() -> Letters:
    """The table, made ready once a process."""
    rows = table()
    words = "0-9A-Za-z" + _class(rows["words"])
    pattern = f"[{words}][{words}{_class(rows['dropped'])}]*"
    folded: dict[int, int | None] = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
    for begin, count, step, add in _RUN.findall(rows["folded"]):
        every = 2 if step else 1
        first = int(begin, 16)
        last = first + (int(count, 16) if count else 1) * every
        folded.update({code: code + int(add, 16) for code in range(first, last, every)})
    for begin, end in _RANGE.findall(rows["dropped"]):
        folded.update(dict.fromkeys(range(int(begin, 16), int(end or begin, 16) + 1)))
    parting = f"[^\\x00-\\x7f{_class(rows['words'])}{_class(rows['dropped'])}]"
    return Letters(re.compile(pattern), folded, re.compile(parting))


def words_of(text: str) -> list[str]:
    """The words of a text, folded.

    >>> words_of("L’Étincelle, n° 3: STRIKE!")
    ['l', 'etincelle', 'n', '3', 'strike']
    """
    known = letters()
    return [fold_word(word) for word in known.word.findall(text)]


def fold_word(word: str) -> str:
    """A word as it is looked up: without case and, in Latin letters, without accents."""
    return word.lower() if word.isascii() else word.translate(letters().folded)


def fold_letters(run: str) -> str:
    """Letters above ASCII, folded where they stand; those that part words become blanks.

    >>> fold_letters("é’Ж")
    'e ж'
    """
    known = letters()
    return known.parting.sub(" ", run).translate(known.folded)


def clean(text: str) -> str:
    """The text without the marks that part paragraphs and documents."""
    return text.translate(_NO_MARKS) if PARAGRAPH in text or DOCUMENT in text else text


_NO_MARKS = {ord(PARAGRAPH): " ", ord(DOCUMENT): " "}


def table_script() -> bytes:
    """The table as a script, for the browser."""
    rows = table()
    return ("self.testimoniaLetters={" + ",".join(f'{name}:"{row}"' for name, row in rows.items()) + "};\n").encode()


def _class(ranges: str) -> str:
    """Ranges as they stand in a character class."""
    found = _RANGE.findall(ranges)
    return "".join(f"\\U{int(a, 16):08x}-\\U{int(b or a, 16):08x}" for a, b in found)
