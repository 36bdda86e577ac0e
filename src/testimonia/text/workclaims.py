"""Works: who wrote them, who is denied to have, into what languages they went, what is quoted from them."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from testimonia.text.cast import Member, Scene, subject_from, who, whose
from testimonia.text.claimwords import alternation
from testimonia.text.geography import locate
from testimonia.text.modes import mode_of
from testimonia.text.namewords import fold_name, name_words
from testimonia.text.said import Said
from testimonia.text.subjects import Subject, is_known

WORK_KINDS = ("work", "periodical")
WORK_CUES = frozenset(
    "translated rendered published appeared issued printed by reprint print publish excerpts extracts".split()
)


SHARE_CUES = frozenset(
    "participated participating collaborated collaborating hand share assisted assisting helped helping".split()
)
ANTECEDENT_CHARS = 2_500


@cache
def _noun() -> str:
    return alternation("work_nouns")


@cache
def _languages() -> str:
    return alternation("languages")


@cache
def _owned() -> re.Pattern[str]:
    """Between an owner and a title: "’s chief work was his novel, "."""
    noun = _noun()
    return re.compile(
        rf"(?:\s+(?:[\w-]+\s+){{0,4}}?(?:{noun}))?(?:,?\s+(?:was|is|being)\s+(?:(?:his|her|the|a)\s+)?(?:[\w-]+\s+){{0,2}}?(?:{noun})?)?(?:,|:|\s+(?:called|entitled|on))?\s+(?:the\s+)?[“\"_]?"
    )


@cache
def _written_by() -> re.Pattern[str]:
    return re.compile(
        r"[”\"_]?(?P<between>[^.;:()“”]{0,80}?)\b(?:written|composed|compiled|penned)\s+(?:chiefly\s+|wholly\s+|partly\s+)?by\s+(?:the\s+)?\Z"
    )


@cache
def _into() -> re.Pattern[str]:
    tongue = rf"(?:{_languages()})"
    return re.compile(
        rf"\b(?P<verb>translated|rendered|published|appeared|issued|printed)\s+(?:(?:also|first|both|only)\s+)?(?:into|in)\s+(?P<list>{tongue}(?:(?:,\s*(?:and\s+)?|\s+and\s+){tongue})*)(?![\w-])"
    )


def works(text: str, sentences: Sequence[tuple[int, int]], scene: Scene, tokens: frozenset[str]) -> Iterator[Said]:
    """What the last of these sentences says of works and their makers. `text` is flat."""
    low, high = sentences[-1]
    titles = scene.cast.within(low, high, *WORK_KINDS)
    if not titles and not tokens & (WORK_CUES | SHARE_CUES):
        return
    for title in titles:
        yield from _owner(text, sentences, title, scene)
        yield from _by_line(text, (low, high), title, scene)
    for person in scene.cast.within(low, high, "person") if titles else ():
        yield from _written(text, low, person, titles, scene)
    if "by" in tokens and text.find("(", low, high) >= 0:
        yield from _cited(text, (low, high), scene)
    yield from _shared(text, sentences, scene, tokens)
    yield from _translated(text, sentences, scene)
    yield from _reprinted(text, (low, high), titles)


def _owner(text: str, sentences: Sequence[tuple[int, int]], title: Member, scene: Scene) -> Iterator[Said]:
    """ "Ashdown’s book, The Tide", "his chief work was The Tide", "Ashdown’s Tide"."""
    if title.kind != "work":
        return
    low = sentences[-1][0]
    start = max(low, title.begin - 110)
    for person in reversed(scene.cast.within(start, title.begin, "person")):
        owned = re.match(r"['’]s?(?=\s)", text[person.end : person.end + 3])
        beside = owned and not text[person.end + owned.end() : title.begin].strip(' “"_')
        if beside and _is_slogan(text, title):
            return
        if owned and _owned().fullmatch(text, person.end + owned.end(), title.begin):
            yield _authored(subject_from(person, scene, "surname"), title, person.begin)
            return
    for found in re.finditer(r"\b[Hh](?:is|er)(?=\s)", text[start : title.begin]):
        at = start + found.start()
        joint = _owned().fullmatch(text, start + found.end(), title.begin)
        if joint and re.search(rf"\b(?:{_noun()})\b", joint[0]):
            subject = whose(text, sentences, at, scene)
            if is_known(subject):
                yield _authored(subject, title, at)
            return


# No noun that a saying could go by.
_SMALL = (
    "is was has had are were in of on and or for as by with from to at that which who but when where it he she they we "
    "under over about into onto upon during before after against between among toward towards through without within "
    "the a an not will would can could may must also appeared show shows say says give gives"
).split()
_NOUN_AFTER = re.compile(
    rf"[”\"]\s+(?:(?!(?:{'|'.join(_SMALL)})\b)[a-z]{{3,}}|(?:Order|Policy|Plan|Program(?:me)?|Pledge|Act|Bill|Speech)\b)"
)


def _is_slogan(text: str, title: Member) -> bool:
    """Whether what passes for somebody's work is a saying that a noun goes by ("Ashdown’s “Hold the Line” order"), a
    paper that bears a name ("Orme's Weekly News"), a place or a people ("the Norwick programme")."""
    marked = text[max(0, title.begin - 1) : title.begin] in ("“", '"')
    if marked and _NOUN_AFTER.match(text, title.end):
        return True
    last, names = fold_name(title.label.split()[-1]), name_words()
    if last in _PAPERS or (" " in title.label and last in names["periodicals"] and not marked):
        return True
    return " " not in title.label and (last in names["demonyms"] or names.is_place(last) or locate(last) is not None)


_PAPERS = frozenset(("news", "newspaper", "weekly", "magazine"))


def _authored(subject: Subject, title: Member, begin: int, mode: str = "asserted", polarity: bool = True) -> Said:
    return Said(
        "author-of", title.label, subject, title.begin, title.end, min(begin, title.begin), max(title.end, begin), mode,
        polarity=polarity,
    )  # fmt: skip


_BY_LINE = re.compile(r"[”\"_]?,?\s+(?:a\s+\w+\s+)?by\s+(?:the\s+)?\Z")


def _by_line(text: str, sentence: tuple[int, int], title: Member, scene: Scene) -> Iterator[Said]:
    """ "The Tide, by Ada Cray"; in brackets right after a quotation, what is quoted."""
    for person in scene.cast.within(title.end, min(sentence[1], title.end + 24), "person"):
        if _BY_LINE.match(text, title.end, person.begin) and title.kind == "work":
            yield Said(
                "author-of", title.label, subject_from(person, scene, "surname"), title.begin, title.end, title.begin,
                person.end,
            )  # fmt: skip
        return


def _written(text: str, low: int, person: Member, titles: Sequence[Member], scene: Scene) -> Iterator[Said]:
    """ "The Tide was (not, mistakenly assumed to have been) written by Ashdown"."""
    for title in reversed([t for t in titles if t.end <= person.begin and person.begin - t.end < 130]):
        found = _written_by().match(text, title.end, person.begin)
        if not found:
            continue
        mode, polarity = mode_of(found["between"])
        subject = subject_from(person, scene, "surname")
        yield Said(
            "author-of", title.label, subject, title.begin, title.end, title.begin, person.end, mode, polarity=polarity
        )
        return


_CITED = re.compile(
    r"(?P<quoted>[”\"]\s*)?\(\s*(?:[Ff]rom\s+)?[“\"_]?(?P<title>[A-ZÀ-Þ][^()“”\"]{3,90}?)[”\"_]?,\s+by\s+(?P<who>[A-ZÀ-Þ][^(),;]{2,40}?)\.?\s*\)"
)


def _cited(text: str, sentence: tuple[int, int], scene: Scene) -> Iterator[Said]:
    """ "“...” (The Tide and Other Tales, by Ada Cray.)": who wrote it, and that the words before are from it."""
    for found in _CITED.finditer(text, max(0, sentence[0] - 3), sentence[1] + 2):
        person = scene.cast.covering(*found.span("who"), "person")
        if person is None or scene.cast.covering(*found.span("title"), "periodical") is not None:
            continue
        title = " ".join(found["title"].split())
        spot = found.span("title")
        yield Said("author-of", title, subject_from(person, scene, "surname"), *spot, spot[0], person.end)
        if found["quoted"]:
            yield Said("quotation-of", title, Subject("thing", *spot, "doc"), *spot, spot[0], person.end)


@cache
def _share() -> re.Pattern[str]:
    """ "had a hand in the book", "participating in the work which appeared under Ashdown’s name"."""
    shares = (
        r"(?:(?:a\s+|some\s+)?(?:\w+\s+)?(?:hand|share)|participat(?:ed|ing)|collaborat(?:ed|ing)|assist(?:ed|ing)"
        r"|help(?:ed|ing))\s+(?:with\s+\w+\s+)?(?:in|on|with)"
    )
    making = r"(?:(?:the\s+)?(?:writing|composition|compilation|making)\s+of\s+|(?:writing|composing|compiling)\s+)?"
    under = (
        r"\s+(?:which|that)\s+(?:(?:had\s+)?appeared|was\s+(?:published|issued)|came\s+out)\s+under\s+"
        r"(?:[\w.’'-]+\s+){1,3}name\b"
    )
    # "the work" alone may be anybody's toil.
    book = rf"(?:(?:\w+\s+)?(?:(?!work\b)(?:{_noun()}))(?![\w-])(?:{under})?|(?:\w+\s+)?work{under})"
    return re.compile(rf"(?<![\w’'-]){shares}\s+{making}(?:the|this|that)\s+{book}")


_MEANS = re.compile(
    r"\s*\b(?:found|had|made|got)\s+(?:the\s+|a\s+|some\s+)?(?:means|ways?|time|opportunit(?:y|ies)|leisure|chance)\s+(?:of|to|for)\s*\Z"
)
_DESPITE = re.compile(r",\s+(?:despite|in\s+spite\s+of|notwithstanding|even|during|under)\b[^,;.]{2,80},\s*\Z")


def _shared(text: str, sentences: Sequence[tuple[int, int]], scene: Scene, tokens: frozenset[str]) -> Iterator[Said]:
    """Who had a hand in a book that the sentence calls "the book": the one work named before it."""
    low, high = sentences[-1]
    if not tokens & SHARE_CUES:
        return
    for found in _share().finditer(text, low, high):
        named = scene.cast.within(max(0, found.start() - ANTECEDENT_CHARS), found.start(), "work")
        if not named or len({work.label for work in named}) > 1:
            continue
        left = _DESPITE.sub("", _MEANS.sub("", text[low : found.start()]))
        subject = who(text, sentences, low + len(left), scene)
        if is_known(subject):
            title = named[-1]
            begin = min(subject.begin, found.start()) if subject.begin >= low else low + len(left.rstrip())
            mode, polarity = mode_of(left[-60:])
            yield Said(
                "contributor-to", title.label, subject, title.begin, title.end, begin, found.end(), mode,
                polarity=polarity, apart=True,
            )  # fmt: skip


_IT = re.compile(r"\b(?:[Ii]t|[Tt]he\s+(?:book|work|novel|poem|play|pamphlet|former|latter))\b")
_OF_HIS = re.compile(
    r"\b(?:[Oo]f\s+)?(?P<poss>[Hh]is|[Hh]er)\s+(?:[\w-]+\s+){0,2}(?:writings|works|books|novels|poems|plays)\b"
)


def _translated(text: str, sentences: Sequence[tuple[int, int]], scene: Scene) -> Iterator[Said]:
    low, high = sentences[-1]
    for found in _into().finditer(text, low, high):
        subject = _work_before(text, sentences, found.start(), scene)
        if not is_known(subject):
            continue
        name = "translated-into" if found["verb"] in ("translated", "rendered") else "published-in-language"
        mode, polarity = mode_of(text[max(low, found.start() - 60) : found.start()])
        begin = min(found.start(), subject.begin) if subject.begin >= low else found.start()
        for one in re.finditer(_languages(), found["list"]):
            at = found.start("list") + one.start()
            yield Said(name, one[0], subject, at, at + len(one[0]), begin, found.end(), mode, polarity=polarity)


def _work_before(text: str, sentences: Sequence[tuple[int, int]], at: int, scene: Scene) -> Subject:
    """The work of which a verb speaks: the last named before it in the sentence, or, for "it", the only one of the
    sentence before; else him of whose writings it speaks."""
    low = sentences[-1][0]
    own = scene.cast.within(low, at, "work")
    if own:
        return Subject("thing", own[-1].begin, own[-1].end, "work")
    writings = _OF_HIS.search(text, low, at)
    if writings:
        return whose(text, sentences, writings.start("poss"), scene)
    before = scene.cast.within(*sentences[-2], "work") if len(sentences) > 1 and _IT.search(text, low, at) else []
    if len({work.label for work in before}) == 1:
        return Subject("thing", before[-1].begin, before[-1].end, "work")
    return Subject("unknown")


_REPRINTED = re.compile(
    r"[”\"_]?,?\s+(?:from\s+which|of\s+which)\s+(?:we\s+(?:here\s+)?(?:reprint|print|publish|give|take|quote)|the\s+following)[^.;]{0,60}"
)


def _reprinted(text: str, sentence: tuple[int, int], titles: Sequence[Member]) -> Iterator[Said]:
    """ "The Tide, from which we reprint the following excerpts"."""
    for title in titles:
        found = _REPRINTED.match(text, title.end, sentence[1])
        if found:
            subject = Subject("thing", title.begin, title.end, "doc")
            yield Said("quotation-of", title.label, subject, title.begin, title.end, title.begin, found.end())
