"""Titles of works and periodicals in running text: set in italics, quoted after a word such as "pamphlet", printed
after "his book, The ...", or read as a title by the citation grammar."""

import re
from collections.abc import Iterator

from testimonia.analysers._namesheets import thing_row
from testimonia.contract import Page
from testimonia.model.layer import Annotation
from testimonia.text.namewords import fold_name, name_words

MOST_TITLE_CHARS = 110
_ITALIC = ("em", "i", "cite")
_CAP = r"[A-ZÀ-Þ0-9][\w’'\-]*"
_SMALL = r"(?:of|the|and|in|on|to|a|an|for|from|by|with|at|as|or|its|their|de|la|und|der|die|et)"
_TITLE_RUN = rf"{_CAP}(?:\s(?:{_SMALL}\s){{0,3}}{_CAP}){{1,9}}"
_CUED = re.compile(
    rf"\b(?P<cue>book|pamphlet|article|novel|poem|essay|treatise|biography|autobiography|play|tragedy|comedy|opera|"
    rf"brochure|booklet|entitled|called|novels|works?)(?:,|:)?\s(?P<title>(?:The|A|An)\s{_TITLE_RUN})"
)
_POSSESSED = re.compile(rf"[’']s\s(?P<title>The\s{_TITLE_RUN})")
_QUOTED = re.compile(
    r"\b(?:book|pamphlet|article|articles|novel|poem|essay|treatise|biography|play|tragedy|comedy|opera|story|leaflet|"
    r"brochure|entitled|titled|called|editorial|speech|lecture|thesis),?\s[“\"](?P<title>[^“”\"\n]{3,100}?),?[”\"]"
)
_BARE_QUOTED = re.compile(rf"[“\"](?P<title>{_CAP}(?:,?\s(?:{_SMALL}\s){{0,3}}{_CAP}){{1,7}})[.,]?[”\"]")
_HAS_SMALL = re.compile(rf"\s{_SMALL}\s")
_PERIODICAL_CUE = re.compile(
    r"\b(?:edit(?:or|ors|ed|s|ing|orship)(?:\sof)?|columns\sof|pages\sof|issue\sof|issues\sof|number\sof|organ,?|newspaper,?|"
    r"journal,?|magazine,?|paper,?|weekly,?|daily,?|monthly,?|founded|subscribe\sto)\s(?:the\s)?[“\"]?$"
)
_WORK_BEFORE = re.compile(
    r"(?:[’']s|\b(?:his|her|their|my|your|book|pamphlet|article|novel|poem|essay|play|work|works|story|film|author of|"
    r"wrote|published|entitled|titled|called|review of|see|read))[\s,:“\"(_]{1,3}$",
    re.I,
)
_YEAR_AFTER = re.compile(r"[_”\"]?[\s,(]{1,3}1[5-9]\d\d\b")
_UNDERLINED = re.compile(r"(?<![\w_])_([A-ZÀ-Þ][^_]{2,100})_(?![\w_])")
_RUNS = re.compile(r"\w+")


def titles_in(text: str, begin: int, end: int) -> Iterator[Annotation]:
    """The titles of works that words beside them, or quotation marks, show for what they are."""
    for pattern, ground in ((_CUED, "cue"), (_POSSESSED, "possessed")):
        for match in pattern.finditer(text, begin, end):
            yield _work(text, match.start("title"), match.end("title"), ground)
    if text.find("“", begin, end) < 0 and text.find('"', begin, end) < 0:
        return
    for match in _BARE_QUOTED.finditer(text, begin, end):
        if _HAS_SMALL.search(match["title"]) and _is_title_cased(match["title"]):
            yield thing_row(match.start("title"), match.end("title"), "work", match["title"], ("quoted", 0.75))
    for match in _QUOTED.finditer(text, begin, end):
        if _is_title_cased(match["title"]):
            yield _work(text, match.start("title"), match.end("title"), "quoted")


def italics_in(page: Page, periodicals: frozenset[str]) -> Iterator[Annotation]:
    """The titles among a page's italics. Emphasis, foreign words and names of ships are not: a title has two words that
    are capitalised, or the page cites a periodical of that name."""
    markup = page.layer("markup")
    for index, kind in enumerate(markup.kind):
        if kind in _ITALIC:
            begin, end = int(markup.begin[index]), int(markup.end[index])
            row = _of_italics(page.text, begin, end, periodicals)
            if row is not None:
                yield row


def underlined_in(text: str, begin: int, end: int, periodicals: frozenset[str]) -> Iterator[Annotation]:
    """The same of plain texts that set italics as _underlined_ words."""
    for match in _UNDERLINED.finditer(text, begin, end):
        row = _of_italics(text, match.start(1), match.end(1), periodicals)
        if row is not None:
            yield row


def _of_italics(text: str, begin: int, end: int, periodicals: frozenset[str]) -> Annotation | None:
    while begin < end and text[begin] in ' \n\u00a0“"(':
        begin += 1
    while end > begin and text[end - 1] in ' \n\u00a0”",.;:)':
        end -= 1
    while end < len(text) and end > begin and text[end - 1].isalnum() and text[end].isalnum():
        end += 1  # italics that end inside a word are a slip of the mark-up
    words = text[begin:end]
    if not 2 < len(words) <= MOST_TITLE_CHARS or (not words[0].isupper() and not words[0].isdigit()):
        return None
    folded = fold_name(words)
    bare = folded.removeprefix("the ")
    names = name_words()
    low = bare.split()
    if not low:
        return None
    if bare in periodicals:
        return thing_row(begin, end, "periodical", words, ("cited", 0.95))
    if _PERIODICAL_CUE.search(text, max(0, begin - 40), begin) or (
        len(low) > 1 and (low[-1] in names["periodicals"] or low[0] in names["periodical_firsts"])
    ):
        return thing_row(begin, end, "periodical", words, ("italics", 0.88))
    if len(low) > 1 and _is_title_cased(words) and low[0] not in names.given and not _is_name(low):
        alone = not any(word[0].islower() for word in words.split()) and not folded.startswith("the ")
        if alone and not (_WORK_BEFORE.search(text, max(0, begin - 24), begin) or _YEAR_AFTER.match(text, end)):
            return None
        return _work(text, begin, end, "italics")
    return None


def _is_name(low: list[str]) -> bool:
    """Italics that a thing's own name fills: "Second International", "Soviet Union"."""
    names = name_words()
    return (
        low[-1] in names["organisations"]
        or low[-1].rstrip("s") in names["organisations"]
        or low[-1] in names["events"]
        or names.is_place(" ".join(low))
    )


def _is_title_cased(words: str) -> bool:
    """Whether two words or more are capitalised, and most of the longer ones."""
    long = [word for word in _RUNS.findall(words) if len(word) > 3 or word[0].isupper()]
    capitals = sum(word[0].isupper() or word[0].isdigit() for word in long)
    return capitals >= 2 and capitals >= 0.7 * len(long) and not words.isupper()


def _work(text: str, begin: int, end: int, ground: str) -> Annotation:
    return thing_row(begin, end, "work", " ".join(text[begin:end].split()), (ground, 0.85))
