"""Plain words under capitals: what takes a common word out of a run before its rest is read as a name.

A capital proves nothing in a heading, at the beginning of a sentence, or before a name ("Citizens Orme and Bell",
"C.I.O. Orme"). Whether a word is plain is asked of the document, of the archive and of common usage: a word is plain
that one of them prints in lower case, and that nothing shows to be a name.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from testimonia.analysers._namesheets import Sheet
from testimonia.text.nameruns import Run
from testimonia.text.nametokens import Tokens, is_initials
from testimonia.text.namewords import NameWords, fold_name
from testimonia.text.personshapes import is_title
from testimonia.text.tagger import load_model

_ACRONYM = re.compile(r"(?:[A-Z]\.){2,}")
# "Keynesians", "Syndicalists", "Laborites", "Congressmen": peoples, schools and parties, whoever they are.
_FOLLOWERS = re.compile(r".{3,}(?:ists|ians|isms|ites|crats|ries|ions|ments|(?<!ze)men)")
_SCHOOLS = re.compile(r".{3,}(?:ists|ians|isms|crats)")
# What opens a title in another language, and no name: "Die Grundlagen", "Les Temps".
_FOREIGN_ARTICLES = frozenset("der die das des dem ein eine einer les une los las il lo gli mein meine mon ma".split())
_PARTICLES = frozenset("der des das du del do".split())
_BEFORE_PARTICLES = frozenset("von van de auf zu in".split())
_ADJOINED = re.compile(r"[^\W\d_]+-[a-zß-öø-ÿ]+")  # "American-minded"
_ENDING = re.compile(r"(?:es|ed|ies|ing|s|d)$")
_SMALL = frozenset("of and or to in on at for by from with which that who is was are were has had will as".split())
ARTICLES = frozenset("the a an this that these those every all many no our its".split())
_OWNERS = frozenset(("'s", "’s", "'", "’"))
_MONTHS = frozenset(("march", "april", "may", "june", "august"))
_DATING = frozenset("in of by since last early late until mid during this next".split())
ROMAN = frozenset(("I.", "V.", "X."))  # "V. Childhood": of a chapter, or initials
SHORTEST_STEM = 4
HEADS = ("organisations", "things", "events", "event_heads", "periodicals", "demonyms")


class Plain(Struct, frozen=True):
    """`printed` are the words that the document prints in lower case, `usage` those that the archive and common usage
    do; `inner` the capitalised words that stand within its sentences, `alone` those that stand there by themselves or
    after a title, `articled` those that mostly stand after an article, `owned` those that once do, or after an owner;
    `acronyms` blocks of initials that stand before no name ("the C.I.O. says"); `named` what stands last after initials
    or a given name ("C. Wright Orme"); `surnames` those that the archive teaches."""

    printed: frozenset[str]
    usage: frozenset[str]
    inner: frozenset[str]
    alone: frozenset[str]
    articled: frozenset[str]
    owned: frozenset[str]
    acronyms: frozenset[str]
    named: frozenset[str]
    surnames: frozenset[str]

    def has(self, low: str) -> bool:
        """Whether document, archive or common usage print the word in lower case."""
        return low in self.printed or low in self.usage

    def has_stem(self, low: str) -> bool:
        """Whether they print the word, or what an ending of verbs and plurals leaves of it."""
        if self.has(low):
            return True
        ending = _ENDING.search(low)
        stem = low[: ending.start()] if ending else ""
        return len(stem) >= SHORTEST_STEM and any(self.has(stem + more) for more in ("", "e", "y"))

    def is_taught(self, low: str, names: NameWords) -> bool:
        """Whether the word is a given name in general use or a surname that the archive teaches."""
        key = fold_name(low)
        return key in names.given or low in names["surnames"] or key in self.surnames

    def stands(self, low: str) -> bool:
        """Whether the document has the word by itself, as a name, and never in lower case."""
        return low in self.alone and low not in self.printed

    def is_plain(self, low: str, names: NameWords) -> bool:
        """Whether a word is a common one, and no name that archive or document know."""
        return not (self.is_taught(low, names) or self.stands(low)) and self.has_stem(low)


def plain_words(sheets: Sequence[Sheet], archive: frozenset[str], names: NameWords) -> Plain:
    """What a document and its archive tell of plain words; `archive` are the page's facts."""
    model = load_model()
    usage = {key[1:] for key in archive if key[0] == "~"} | (model.common if model else frozenset())
    printed = frozenset(word for sheet in sheets for word in sheet.tokens.words if word.islower())
    body = [sheet for sheet in sheets if not sheet.is_head]
    inner: set[str] = set()
    alone: Counter[str] = Counter()
    articled: Counter[str] = Counter()
    owned: set[str] = set()
    for sheet in body:
        low = sheet.tokens.low
        for run in sheet.runs:
            first = run.first
            while first < run.last - 1 and (is_title(low[first], names) or low[first] == "."):
                first += 1
            if run.opens and first == run.first and (low[first] in printed or low[first] in usage):
                continue
            inner.update(low[run.first : run.last])
            if first == run.last - 1:
                alone[low[first]] += 1
                if (
                    first > 0
                    and (low[first - 1] in _OWNERS or low[first - 1] in ARTICLES)
                    and _ends_there(low, run.last)
                ):
                    owned.add(low[first])
                articled[low[first]] += first > 0 and low[first - 1] in ARTICLES and _ends_there(low, run.last)
    return Plain(
        printed,
        frozenset(usage),
        frozenset(inner),
        frozenset(alone),
        frozenset(word for word, count in articled.items() if 2 * count > alone[word]),
        frozenset(owned),
        frozenset(_acronyms(body)),
        frozenset(_named(body, names)),
        frozenset(key for key in archive if key[0] != "~"),
    )


def _named(body: Iterable[Sheet], names: NameWords) -> Iterator[str]:
    for sheet in body:
        words = sheet.tokens.words
        for run in sheet.runs:
            first = words[run.first]
            initials = is_initials(first) and len(first) == 2 and not (run.opens and first in ROMAN)
            if len(run) > 1 and (initials or fold_name(first) in names.given):
                yield sheet.tokens.low[run.last - 1]


def _ends_there(low: Sequence[str], after: int) -> bool:
    """Whether no noun follows: "the Executive of", and not "the Orme group"."""
    return after >= len(low) or not low[after][0].isalpha() or low[after] in _SMALL


def _acronyms(body: Iterable[Sheet]) -> Iterator[str]:
    """Blocks of initials that stand once at least before no capital: those of a body, not of a person."""
    for sheet in body:
        words = sheet.tokens.words
        for at, word in enumerate(words):
            if sheet.row.kind not in ("byline", "signature") and _ACRONYM.fullmatch(word):
                after = words[at + 1] if at + 1 < len(words) else "."
                if not after[0].isupper() and words[at - 1 : at] != ["."]:
                    yield word


def cut_plain(sheets: Sequence[Sheet], plain: Plain, names: NameWords) -> None:
    """Take the plain words out of the runs of all sheets, in place."""
    for sheet in sheets:
        sheet.runs[:] = [part for run in sheet.runs for part in _cut(sheet, run, plain, names)]


def _cut(sheet: Sheet, run: Run, plain: Plain, names: NameWords) -> list[Run]:
    words, low = sheet.tokens.words, sheet.tokens.low
    for at in range(run.first, run.last - 1):
        if words[at] in plain.acronyms:
            rest = _cut(sheet, Run(at + 1, run.last, False), plain, names)
            return [*([Run(run.first, at + 1, run.opens)] if at == run.first else []), *rest]
    if len(run) > 1 and _is_month_before(sheet.tokens, run, names):
        return _cut(sheet, Run(run.first + 1, run.last, False), plain, names)
    if len(run) < 2 or any(low[at] in names[table] for table in HEADS for at in range(run.first, run.last)):
        return [run]
    if sheet.is_head:
        return _cut_heading(sheet.tokens, run, plain, names)
    first, second = low[run.first], low[run.first + 1]
    opens = run.opens and len(run) == 2 and not is_title(first, names)
    if opens and plain.has(first) and fold_name(first) not in names.given:
        return [Run(run.first + 1, run.last, False)] if second in plain.alone and not plain.has(second) else [run]
    return [run]


def _is_month_before(tokens: Tokens, run: Run, names: NameWords) -> bool:
    """Whether a run begins with a month that the sentence gives as a date: "In May Tobias Orme"."""
    before = tokens.low[run.first - 1] if run.first else ""
    second = fold_name(tokens.low[run.first + 1])
    return tokens.low[run.first] in _MONTHS and before in _DATING and (second in names.given or len(run) > 2)


def _cut_heading(tokens: Tokens, run: Run, plain: Plain, names: NameWords) -> list[Run]:
    """A run in a heading that sets every word in capitals, cut at its plain words where a name is left that the
    document's sentences have too: "Orme Attacks", "Orme Upsets Bell", "Interpreting Orme". A word that looks like a
    verb and stands in no sentence as part of a name is plain there."""
    parts: list[Run] = []
    begin = run.first
    for at in range(run.first, run.last + 1):
        if at < run.last and not _is_cut(tokens, at, plain, names):
            continue
        if begin < at:
            parts.append(Run(begin, at, run.opens and begin == run.first))
        begin = at + 1
    stands = any(plain.stands(tokens.low[at]) for part in parts for at in (part.first, part.last - 1))
    full = any(len(part) > 1 and fold_name(tokens.low[part.first]) in names.given for part in parts)
    return parts if parts != [run] and (stands or full) else [run]


def _is_cut(tokens: Tokens, at: int, plain: Plain, names: NameWords) -> bool:
    low = tokens.low[at]
    if _keeps(tokens, at, names):
        return False
    verb = _ENDING.search(low) is not None and low not in plain.inner and not plain.is_taught(low, names)
    return verb or plain.is_plain(low, names)


def _keeps(tokens: Tokens, at: int, names: NameWords) -> bool:
    """Whether a word belongs to names though it is common: a title, initials, a particle, a stop."""
    low, word = tokens.low[at], tokens.words[at]
    return word == "." or is_initials(word) or is_title(low, names) or low in names["joined"] or low in names["kin"]


def is_foreign(tokens: Tokens, run: Run) -> bool:
    """Whether a run is words of another language under capitals: it opens with an article, or an article stands inside
    without "von" or "van" before it ("Wissenschaft der Logik")."""
    low = tokens.low[run.first : run.last]
    if low and low[0] in _FOREIGN_ARTICLES and len(low) > 1:
        return True
    inner = range(1, len(low) - 1)
    return any(low[at] in _PARTICLES and low[at - 1] not in _BEFORE_PARTICLES for at in inner)


def is_school(low: str) -> bool:
    """Whether a word is the name of those who follow somebody or something: "Keynesians"."""
    return _SCHOOLS.fullmatch(low) is not None


def person_part(tokens: Tokens, run: Run, plain: Plain, names: NameWords) -> Run:
    """The run without the plain words in the plural, or the office, before a name ("Citizens Orme", "Dictator Orme"),
    and without the plain words after it ("Orme Speaks"); after an office, without the last word of what it is over
    ("Secretary of the Treasury Orme")."""
    first, last = run.first, run.last
    if last - first > 1 and _is_under_office(tokens, first, names):
        first += 1
    while first < last - 1 and (_SCHOOLS.fullmatch(tokens.low[first]) or _ADJOINED.fullmatch(tokens.words[first])):
        first += 1
    while first < last - 1 and not _keeps(tokens, first, names) and plain.is_plain(tokens.low[first], names):
        low = tokens.low[first]
        if not (low.endswith("s") or low in names["offices"]):
            break
        first += 1
    if last - first == 2 and not _keeps(tokens, first, names) and not plain.has_stem(tokens.low[first]):
        given, verb = fold_name(tokens.low[first]) in names.given, tokens.low[last - 1].endswith(("s", "ed"))
        if verb and not given and plain.is_plain(tokens.low[last - 1], names):
            last -= 1
    return Run(first, last, run.opens and first == run.first)


def _is_under_office(tokens: Tokens, first: int, names: NameWords) -> bool:
    """Whether "of the" and an office stand before a run."""
    low, at = tokens.low, first - 1
    if at > 0 and low[at] == "the":
        at -= 1
    given = fold_name(low[first]) in names.given
    return (
        at > 0 and low[at] == "of" and (is_title(low[at - 1], names) or low[at - 1] in names["offices"]) and not given
    )


def surname_part(tokens: Tokens, run: Run, words: int, plain: Plain, names: NameWords) -> Run:
    """The last `words` words of a run where what stands before them is no given name, but a place, a plain word, or the
    surname of somebody else: "In Europe Orme", "against Bell Orme allied himself"."""
    first = run.last - words
    before = [low for low in tokens.low[run.first : first] if low != "."]
    for low in before:
        key = fold_name(low)
        if key in names.given or is_title(low, names) or low[-1] == ".":
            continue
        if plain.is_plain(low, names) or names.is_place(key) or key in plain.surnames or plain.stands(low):
            return Run(first, run.last, False)
    return run


def is_no_person(tokens: Tokens, run: Run, plain: Plain, names: NameWords) -> bool:
    """Whether what passes for a person's name by its look alone is none: followers of a school, a people joined to
    another, two people joined by a hyphen, the plural of a plain word, a plain word (a surname that is one too, where
    an article stands before it)."""
    low = tokens.low[run.last - 1]
    if any(part.removesuffix("s") in names["demonyms"] or part in names["demonyms"] for part in low.split("-")):
        return True
    if len(run) == 1 and "-" in low and all(part in plain.alone or part in plain.surnames for part in low.split("-")):
        return True  # "Orme-Bell", where both are known: two people
    titles = all(word == "." or is_title(word, names) for word in tokens.low[run.first : run.last - 1])
    if not titles or low in names["surnames"] or low in plain.named:
        return False
    if low.endswith("s") and not plain.is_taught(low, names) and fold_name(low[:-1]) in plain.surnames:
        return True  # "the Ormes and Bells"
    if plain.is_taught(low, names):
        return plain.has(low) and (low in plain.articled or low in plain.owned)
    return plain.has_stem(low) or _FOLLOWERS.fullmatch(low) is not None
