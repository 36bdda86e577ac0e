"""The cast of a document: who and what it names, by place, and whom a bare surname, a pronoun or "I" means there.

Resolution is conservative. A name means the person with whom the document's mentions were put together; a pronoun
means the only person of its sex whom the nearest sentence names, and nobody where a relative, a role or a second name
could be meant; "I" is the author of the one byline, outside quotations.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache

from msgspec import Struct, field

from testimonia.text.biography import Hero
from testimonia.text.claimwords import alternation
from testimonia.text.geography import locate
from testimonia.text.namewords import fold_name, name_words
from testimonia.text.personname import refers
from testimonia.text.subjectcandidates import person_nouns
from testimonia.text.subjects import (
    KIN_OF,
    NOT_SUBJECT_BEFORE,
    UNKNOWN,
    Subject,
    possessor_of,
    subject_of,
    without_fillers,
)

SENTENCES_BACK = 3
_BEFORE = re.compile(r"([\w'’\-]+)\s*\Z")
_WHO = re.compile(r",?\s*\bwho\s*\Z")
# Between a subject and a later verb of its sentence: a clause that has a subject of its own.
_NEW_CLAUSE = re.compile(
    r"(?:[,;:]|\b(?:and|but|that|which|where|when|while|if|as))\s+(?:the|this|these|those|his|her|its|their|our|a|an|it|they|we|there|all|some|many|no)\b[^,;]{0,60}?\b(?:was|were|is|are|had|has|have|would|could|did|came|began|became|\w{3,}ed)\b"
)
_TITLES = re.compile(
    r"(?:(?:the|Mr|Mrs|Dr|Comrade|comrade|Captain|Colonel|General|Sir|Lord|President|Professor)\.?\s+)+\Z"
)
_HE = re.compile(r"(?<![\w'’-])(?:[Hh]e|[Hh]is|[Hh]im|[Ss]he)(?![\w'’-])")
_HIM = re.compile(r"(?<![\w'’-])him(?![\w'’-])")
_PRONOUNS = {"he": "m", "his": "m", "him": "m", "she": "f", "her": "f"}
_OF_PRONOUNS = frozenset(("pronoun", "gender", "pronoun after another person", "carried", "possessor"))


@cache
def _kin_before() -> re.Pattern[str]:
    relatives = alternation("relatives_male", "relatives_female", "relatives_any")
    return re.compile(rf"\b(?P<whose>his|her)\s+(?:[a-z]+\s+)?(?:{relatives})\s+\Z")


class Member(Struct, frozen=True):
    """One mention: where it stands, its kind, and of its person or thing the fullest name in the document, the sex
    ("f", "m" or ""), the place of that name, and the form printed here."""

    begin: int
    end: int
    kind: str
    label: str
    sex: str = ""
    full: tuple[int, int] = (0, 0)
    form: str = ""


class Cast(Struct, frozen=True):
    """The mentions of one document in order of place."""

    members: tuple[Member, ...] = ()
    begins: tuple[int, ...] = ()

    @staticmethod
    def of(members: Sequence[Member]) -> "Cast":
        ordered = tuple(sorted(members, key=lambda m: (m.begin, -m.end)))
        return Cast(ordered, tuple(m.begin for m in ordered))

    def ending(self, at: int, *kinds: str) -> Member | None:
        """The mention whose last letter stands right before `at`."""
        for member in reversed(self.members[max(0, bisect_left(self.begins, at) - 3) : bisect_left(self.begins, at)]):
            if member.end == at and (not kinds or member.kind in kinds):
                return member
        return None

    def covering(self, begin: int, end: int, *kinds: str) -> Member | None:
        """The first mention that shares letters with [begin, end)."""
        first = bisect_left(self.begins, begin)
        for member in self.members[max(0, first - 2) : bisect_left(self.begins, end)]:
            if member.begin < end and begin < member.end and (not kinds or member.kind in kinds):
                return member
        return None

    def within(self, begin: int, end: int, *kinds: str) -> list[Member]:
        """The mentions of these kinds that begin in [begin, end)."""
        found = self.members[bisect_left(self.begins, begin) : bisect_left(self.begins, end)]
        return [member for member in found if not kinds or member.kind in kinds]


class Scene(Struct, frozen=True):
    """What the reading of a document's claims knows: its hero, its cast, the author who says "I" (None where there is
    no one byline), the begins and ends of what is quoted, where "I" is somebody else; and the dates that count from
    another, worked out: begin, end, EDTF, and whether from the document's own ("six years ago": "document-date") or
    from one that its sentence tells before it ("in 1603, and two years later": "narrated")."""

    hero: Hero | None = None
    cast: Cast = field(default_factory=Cast)
    author: Member | None = None
    quoted: tuple[tuple[int, int], ...] = ()
    counted: tuple[tuple[int, int, str, str], ...] = ()

    def is_quoted(self, at: int) -> bool:
        last = bisect_right(self.quoted, (at, 1 << 60)) - 1
        return any(begin <= at < end for begin, end in self.quoted[max(0, last - 3) : last + 1])


def who(text: str, sentences: Sequence[tuple[int, int]], verb: int, scene: Scene) -> Subject:
    """The subject of the verb that begins at `verb`: the hero, a person whom the document names, or nobody known."""
    own = subject_of(text, sentences, verb, scene.hero)
    if own.begin < own.end and own.how not in _OF_PRONOUNS and _owns_subject(text, own.end):
        return UNKNOWN
    if own.who == "hero":
        return own if _is_plain(sentences[-1][0], own, scene) else UNKNOWN
    if own.how in _OF_PRONOUNS:
        return antecedent(text, sentences, own.begin, scene) if own.begin < own.end else UNKNOWN
    if own.who == "other" and own.begin < own.end:
        if own.how == "conjunct" and _NEW_CLAUSE.search(text, own.end, verb):
            return UNKNOWN
        return _named(own, scene)
    return _direct(text, sentences[-1][0], verb, scene)


_OWNER = re.compile(
    r"['’]s?\s+(?:[a-z-]+\s+){0,2}(?:family|parents?|father|mother|brothers?|sisters?|wife|husband|sons?|daughters?|"
    r"friends?|followers|supporters|men|party|troops|army|forces|government|body|house)\b"
)


def _owns_subject(text: str, end: int) -> bool:
    """Whether a name is only the owner of who acts: "Ashdown’s family went to Norwick"."""
    begin = end - 2 if text[end - 2 : end] in ("'s", "’s") else end
    return _OWNER.match(text, begin) is not None


def _is_modifier(text: str, member: Member) -> bool:
    """Whether a name only says of what kind a thing is: "a Trotsky anthology"."""
    before, after = text[max(0, member.begin - 4) : member.begin], text[member.end : member.end + 2]
    return re.search(r"(?<!\w)an?\s\Z", before) is not None and re.match(r"\s[a-z]", after) is not None


def _is_plain(low: int, own: Subject, scene: Scene) -> bool:
    """Whether a pronoun of the hero's can mean no other: in a text that is no article on a life, nobody of that sex is
    named before it in its sentence."""
    hero = scene.hero
    if hero is None or hero.is_article or own.how != "pronoun":
        return True
    sex = "m" if hero.pronoun == "he" else "f"
    others = {m.label for m in scene.cast.within(low, own.begin, "person") if m.sex in ("", sex)}
    own_labels = {m.label for m in scene.cast.within(hero.begin, hero.end, "person")}
    return others <= own_labels


def whose(text: str, sentences: Sequence[tuple[int, int]], at: int, scene: Scene) -> Subject:
    """Whose "his" or "her", at `at`, it is."""
    own = possessor_of(text, sentences, at, scene.hero)
    return own if own.who == "hero" else antecedent(text, sentences, at, scene)


def _named(own: Subject, scene: Scene) -> Subject:
    """A name that a pattern took for a subject: a full one stands, another must be somebody of the cast."""
    member = scene.cast.covering(own.begin, own.end)
    if member is None:
        return own if own.how == "name" else UNKNOWN
    if member.kind != "person":
        return UNKNOWN
    return subject_from(member, scene, "name" if own.how == "name" else "surname")


def subject_from(member: Member, scene: Scene, how: str) -> Subject:
    """A mention as a subject; the hero's own mentions are the hero."""
    hero = scene.hero
    if hero is not None and (
        any(m.label == member.label for m in scene.cast.within(hero.begin, hero.end, "person"))
        or (hero.is_article and member.form and refers(hero.name, member.form))
    ):
        return Subject("hero", member.begin, member.end, how)
    return Subject("other", member.begin, member.end, how)


def _direct(text: str, low: int, verb: int, scene: Scene) -> Subject:
    """A person named right before the verb, before ", who", or before the comma of a participle; or the author's I."""
    stripped = without_fillers(text[low:verb])
    if stripped.endswith(("I", "I,")) and (len(stripped) < 3 or not stripped.rstrip(",")[-2].isalnum()):
        return author_at(low + len(stripped), scene)
    relative = _WHO.search(stripped)
    if relative:
        stripped = stripped[: relative.start()]
    member = scene.cast.ending(low + len(stripped.rstrip(" ,")), "person")
    if relative and member is not None and KIN_OF.search(text, max(low, member.begin - 60), member.begin):
        return UNKNOWN  # "Ash, son of the miller Peter Ash, who": the one or the other
    return (
        UNKNOWN if member is None or not _may_act(text, low, member.begin) else subject_from(member, scene, "surname")
    )


def author_at(at: int, scene: Scene) -> Subject:
    """Who says "I" or "my" at `at`: the author, outside quotations."""
    if scene.author is None or scene.is_quoted(at):
        return UNKNOWN
    return Subject("other", scene.author.begin, scene.author.end, "first person")


def _may_act(text: str, low: int, begin: int) -> bool:
    """Whether a name at `begin` can be a subject: no preposition stands before it."""
    before = _TITLES.sub("", text[low:begin])
    word = _BEFORE.search(before)
    return word is None or word[1].lower() not in NOT_SUBJECT_BEFORE


# A capital within a sentence, after a small letter and before one: where mentions know nothing, it may be somebody.
_INNER_NAME = re.compile(r"(?<=[a-z] )[A-ZÀ-Þ][a-zß-ÿ]{3,}(?=[ ,][a-z ])")
_NO_ONE = ("demonyms", "not_names", "titles", "offices", "things", "events", "organisations")


def _names_another(text: str, low: int, stop: int, scene: Scene) -> bool:
    """Whether a word that looks like a name, and that the document's mentions do not know, stands there too."""
    names = name_words()
    for found in _INNER_NAME.finditer(text, low, stop):
        word = fold_name(found[0])
        known = any(word in names[table] for table in _NO_ONE) or names.is_place(word) or locate(word) is not None
        if not known and scene.cast.covering(found.start(), found.end()) is None:
            return True
    return False


def antecedent(text: str, sentences: Sequence[tuple[int, int]], at: int, scene: Scene) -> Subject:
    """Whom the pronoun at `at` means: the only person of its sex whom its sentence names before it, else the sentence
    before; UNKNOWN where two are named, or a relative or a role could be meant; and in an article on a life, where the
    pronoun is nearly always its hero's and anything else has been refused already."""
    found = re.match(r"\w+", text[at : at + 4])
    sex = _PRONOUNS.get(found[0].lower(), "") if found else ""
    hero = scene.hero
    if not sex or (hero is not None and hero.is_article and sex == ("m" if hero.pronoun == "he" else "f")):
        return UNKNOWN
    for place, (low, high) in enumerate(reversed(sentences[-SENTENCES_BACK:])):
        stop = at if place == 0 else high
        named = [m for m in scene.cast.within(low, stop, "person") if m.sex in ("", sex)]
        people = [m for m in named if not _is_modifier(text, m)]
        if person_nouns(text, low, stop, sex, frozenset(m.begin for m in people)):
            return UNKNOWN
        labels = {member.label for member in people}
        if len(labels) > 1 or (place == 0 and labels and _names_another(text, low, stop, scene)):
            return UNKNOWN
        if labels:
            last = people[-1]
            owner = text[last.end : last.end + 1] in ("'", "’") and last.form[-1:] not in ("'", "’")
            before = _HE.search(text, low, last.begin) if place == 0 else None
            if before and before[0].lower() not in ("he", "she") and text[last.begin - 4 : last.begin] != " of ":
                before = None
            if before and _PRONOUNS[before[0].lower()] == sex:
                return UNKNOWN  # "he upheld Ashdown’s view against his wife": of two, one is named
            if place == 0 and sex == "m" and _HIM.search(text, last.end, at):
                return UNKNOWN  # "Ashdown appointed him, and he went"
            if owner and len({m.label for m in scene.cast.within(low, stop, "person")}) > 1:
                return UNKNOWN  # "they carried Ashdown’s body to Ann, who knew that he"
            kin = _kin_before().search(text, max(low, people[-1].begin - 30), people[-1].begin)
            if kin and _PRONOUNS[kin["whose"]] == sex:
                return UNKNOWN  # "Ash and his brother Peter won; he died": of two, one is named
            return subject_from(people[-1], scene, "antecedent")
    return UNKNOWN
