"""Rules on kin, places, works and names: each on a short text, with what looks like it and is innocent."""

from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from testimonia import registry
from testimonia.linkers.dossiers import gather_alone
from testimonia.model.claim import Claim, Slot
from testimonia.model.document import Dated, Document
from testimonia.model.entity import Appearance, Authority, Naming
from testimonia.model.finding import Finding
from testimonia.model.span import Quote

PROPS = {"born": "birth-date", "died": "death-date", "son of": "child-of", "daughter of": "child-of"}


class Text(Struct):
    """A document of our own, and what it claims: every quote is looked up in its words."""

    id: str
    words: str
    dated: tuple[str, str] = ("", "")
    title: str = ""
    claims: list[Claim] = field(default_factory=list)
    appearances: list[Appearance] = field(default_factory=list)

    def quote(self, words: str) -> Quote:
        begin = self.words.index(words)
        return Quote(begin, begin + len(words), words)

    def says(self, subject: str, prop: str, value: str, norm: str = "", **more: str) -> "Text":
        evidence = self.quote(more.pop("evidence", value))
        claim = Claim(
            f"{self.id}-{len(self.claims)}", f"{self.id}.txt", self.id, Slot(subject, self.quote(subject)), prop,
            Slot(norm or value, self.quote(value)), evidence, extractor=f"patterns:{more.pop('how', 'name')}",
        )  # fmt: skip
        self.claims.append(replace(claim, **more))
        return self

    def names(self, kind: str, name: str) -> "Text":
        naming = Naming(name, "cue", self.id, f"{self.id}.txt", self.quote(name))
        self.appearances.append(Appearance(kind, name, "", "", "", "", "", "", (), (), (naming,), ()))
        return self

    @property
    def document(self) -> Document:
        words, edtf = self.dated
        dates = (Dated("written", edtf, "label", self.quote(words)),) if words else ()
        return Document(
            self.id, f"{self.id}.txt", 0, len(self.words), self.title, None, "text", "en", (), dates, (), (), 9
        )  # fmt: skip


def findings(*texts: Text, authority: Sequence[Authority] = ()) -> list[Finding]:
    from testimonia.text.claimants import with_claims

    claims = [claim for text in texts for claim in text.claims]
    seen = [one for text in texts for one in with_claims(text.appearances, text.claims)]
    gathering = gather_alone(claims, seen, [text.document for text in texts], authority)
    found: list[Finding] = []
    for kind, dossiers in (("person", gathering.people), ("name", gathering.names)):
        rules = [rule for rule in registry.rules() if rule.member.subject == kind]
        found += [finding for dossier in dossiers for rule in rules for finding in rule(dossier)]
    for finding in found:
        for e in finding.evidence:
            text = next(text for text in texts if text.id == e.document)
            assert text.words[e.quote.begin : e.quote.end] == e.quote.exact
    return found


def codes(*texts: Text, authority: Sequence[Authority] = ()) -> list[tuple[str, str]]:
    return [(finding.code, finding.verdict) for finding in findings(*texts, authority=authority)]


def family(child: str, parent: str, ended: str = "") -> Text:
    words = f"Mary Ashdown, born in {child}, was the child of Joseph Ashdown, who was born in {parent}"
    text = Text("a", f"{words} and died in {ended}." if ended else f"{words}.")
    text.says("Mary Ashdown", "birth-date", child).says("Mary Ashdown", "child-of", "Joseph Ashdown")
    text.says("Joseph Ashdown", "birth-date", parent)
    return text.says("Joseph Ashdown", "death-date", ended) if ended else text


def test_a_father_of_eight_is_reported_and_one_of_thirty_is_not() -> None:
    assert codes(family("1814", "1806")) == [("C211", "contradiction")]
    assert codes(family("1814", "1784")) == []


def test_a_father_known_by_his_name_only_may_be_a_namesake_and_nothing_is_said() -> None:
    child = Text("a", "Mary Ashdown, born in 1814, daughter of Joseph Ashdown.")
    child.says("Mary Ashdown", "birth-date", "1814").says("Mary Ashdown", "child-of", "Joseph Ashdown")
    other = Text("b", "Joseph Ashdown, born in 1806.").says("Joseph Ashdown", "birth-date", "1806")
    assert codes(child, other) == []


def test_a_child_born_two_years_after_its_father_died_is_reported_and_a_posthumous_one_is_not() -> None:
    assert codes(family("1814", "1784", "1811")) == [("C212", "contradiction")]
    assert codes(family("1812", "1784", "1811")) == []


def brothers(own: str, other: str, order: str = "eldest son") -> Text:
    words = f"Joseph Ashdown, the {order}, born in {own}, had a brother Thomas Ashdown, born in {other}."
    text = Text("a", words).says("Joseph Ashdown", "birth-order", order.split()[0], order)
    text.says("Joseph Ashdown", "birth-date", own).says("Joseph Ashdown", "sibling", "Thomas Ashdown")
    return text.says("Thomas Ashdown", "birth-date", other)


def test_an_eldest_son_with_an_elder_brother_is_reported_and_one_with_a_younger_is_not() -> None:
    assert codes(brothers("1814", "1811")) == [("C213", "contradiction")]
    assert codes(brothers("1814", "1817")) == []
    assert codes(brothers("1814", "1811", "youngest son")) == []


def test_two_texts_with_two_places_among_the_sons_are_a_tension() -> None:
    a = Text("a", "Joseph Ashdown, the eldest son.").says("Joseph Ashdown", "birth-order", "eldest", "eldest son")
    b = Text("b", "Joseph Ashdown, the second son.").says("Joseph Ashdown", "birth-order", "second", "second son")
    same = Text("b", "Joseph Ashdown, the oldest son.").says("Joseph Ashdown", "birth-order", "oldest", "oldest son")
    assert codes(a, b) == [("C213", "tension")]
    assert codes(a, same) == []


def stay(document: str, prop: str, place: str, when: str) -> Text:
    text = Text(document, f"Mary Ashdown was in {place} then.")
    return text.says("Mary Ashdown", prop, place, when=when)


def test_two_far_towns_on_one_day_are_a_tension_and_two_near_ones_are_none() -> None:
    warsaw = stay("a", "imprisoned", "Warsaw", "1925-05-09")
    assert codes(warsaw, stay("b", "moved", "Lisbon", "1925-05-09")) == [("C215", "tension")]
    assert codes(warsaw, stay("b", "moved", "Vienna", "1925-05-09")) == []


def test_a_way_that_nobody_makes_in_two_days_is_an_alibi_and_a_month_is_time_enough() -> None:
    far = stay("a", "imprisoned", "Vladivostok", "1925-03-03")
    assert codes(far, stay("b", "imprisoned", "Lisbon", "1925-03-05")) == [("C239", "tension")]
    assert codes(far, stay("b", "imprisoned", "Lisbon", "1925-04-15")) == []


def test_an_office_held_at_seven_is_a_tension_and_a_kings_is_not() -> None:
    born = "Mary Ashdown, born in 1814, was made keeper of the light in 1821"
    child = Text("a", f"{born}.").says("Mary Ashdown", "birth-date", "1814")
    child.says("Mary Ashdown", "office-held", "keeper of the light", when="1821")
    queen = Text("a", f"Queen {born}.").says("Mary Ashdown", "birth-date", "1814")
    queen.says("Mary Ashdown", "office-held", "keeper of the light", when="1821", evidence=f"Queen {born}")
    assert codes(child) == [("C216", "tension")]
    assert codes(queen) == []


def test_a_letter_written_after_death_is_reported_and_a_printing_is_not() -> None:
    def work(verb: str) -> Text:
        text = Text("a", f"Mary Ashdown {verb} On Gates in 1893, and died in 1888.")
        text.says("Mary Ashdown", "death-date", "1888")
        return text.says("Mary Ashdown", "author-of", "On Gates", when="1893", evidence=f"{verb} On Gates in 1893")

    assert codes(work("wrote")) == [("C218", "contradiction")]
    assert codes(work("published")) == []


def test_an_obituary_older_than_the_death_is_reported_and_a_later_one_is_not() -> None:
    def obituary(day: str, edtf: str) -> Text:
        text = Text("a", f"{day}. Mary Ashdown died on 9 May 1931.", (day, edtf), "In Memory of Mary Ashdown")
        return text.says("Mary Ashdown", "death-date", "9 May 1931", "1931-05-09", how="head")

    early = findings(obituary("3 March 1931", "1931-03-03"))
    assert [(f.code, f.verdict) for f in early] == [("C219", "contradiction")]
    assert [e.quote.exact for e in early[0].evidence] == ["3 March 1931", "9 May 1931"]
    assert codes(obituary("12 May 1931", "1931-05-12")) == []


def test_a_text_that_tells_what_came_after_it_is_reported_and_a_life_in_brackets_is_not() -> None:
    def text(words: str, prop: str = "death-date") -> Text:
        made = Text("a", f"12 March 1931. Mary Ashdown {words}.", ("12 March 1931", "1931-03-12"))
        return made.says("Mary Ashdown", prop, "1938", evidence=words)

    assert codes(text("died in 1938")) == [("C220", "contradiction")]
    assert codes(text("(1877-1938)")) == []


def test_a_stated_change_of_age_explains_and_decides_nothing() -> None:
    text = Text("a", "Mary Ashdown took two years off her age. She was twelve years old in 1891, born in 1877.")
    text.says("Mary Ashdown", "declared-age-changed", "took two years off her age", "changed")
    text.says("Mary Ashdown", "birth-date", "1877").says("Mary Ashdown", "age-at", "twelve", "12", when="1891")
    assert codes(text) == [("C208", "contradiction"), ("C238", "explained")]


def test_two_ages_at_one_time_are_reported_and_a_birthday_between_is_not() -> None:
    def aged(document: str, years: str) -> Text:
        return Text(document, f"Mary Ashdown was {years} in 1891.").says("Mary Ashdown", "age-at", years, when="1891")

    assert codes(aged("a", "12"), aged("b", "15")) == [("C235", "contradiction")]
    assert codes(aged("a", "12"), aged("b", "13")) == []


def test_a_title_and_half_of_it_may_be_one_work_and_two_titles_are_two() -> None:
    def wrote(document: str, title: str) -> Text:
        return Text(document, f"Mary Ashdown wrote {title}.").says("Mary Ashdown", "author-of", title)

    assert codes(wrote("a", "The Red Book on the Long Wall"), wrote("b", "The Long Wall")) == [("C224", "textual")]
    assert codes(wrote("a", "The Red Book on the Long Wall"), wrote("b", "A History of Gates")) == []


def test_a_member_before_the_founding_is_a_tension_and_one_after_it_is_none() -> None:
    union = "Saltmarsh Reading Union"
    founded = Text("a", f"Edwin Fenn founded the {union} in 1874.")
    founded.says("Edwin Fenn", "founder-of", union, when="1874")

    def joined(year: str) -> Text:
        text = Text("b", f"Mary Ashdown joined the {union} in {year}.")
        return text.says("Mary Ashdown", "member-of", union, when=year)

    assert codes(founded, joined("1869")) == [("C225", "tension")]
    assert codes(founded, joined("1875")) == []


def test_a_title_given_to_two_is_a_tension_and_to_two_together_is_none() -> None:
    title = "The Vicar Regrets Again"
    a = Text("a", f"Mary Ashdown wrote {title}.").says("Mary Ashdown", "author-of", title)
    b = Text("b", f"Edwin Fenn wrote {title}.").says("Edwin Fenn", "author-of", title)
    both = Text("a", f"Mary Ashdown and Edwin Fenn wrote {title}.").says("Mary Ashdown", "author-of", title)
    both.says("Edwin Fenn", "author-of", title)
    assert codes(a, b) == [("C226", "tension")]
    assert codes(both) == []


def test_a_title_that_is_an_events_name_is_noted_and_another_is_not() -> None:
    text = Text("a", "Edwin Fenn wrote The Great Flood. The Great Flood of 1891 came by night.")
    text.says("Edwin Fenn", "author-of", "The Great Flood").names("event", "Great Flood of 1891")
    other = Text("a", "Edwin Fenn wrote Low Water. The Great Flood of 1891 came by night.")
    other.says("Edwin Fenn", "author-of", "Low Water").names("event", "Great Flood of 1891")
    assert codes(text) == [("C227", "tension")]
    assert codes(other) == []


def test_a_pen_name_of_two_is_a_tension_unless_their_times_lie_apart() -> None:
    def pen(document: str, name: str, when: str = "") -> Text:
        text = Text(document, f"{name} wrote under the name of A. Ratepayer.")
        return text.says(name, "pseudonym", "A. Ratepayer", when=when)

    assert codes(pen("a", "Edwin Fenn"), pen("b", "Mary Ashdown")) == [("C228", "tension")]
    assert codes(pen("a", "Edwin Fenn", "1871"), pen("b", "Mary Ashdown", "1902")) == []


def test_an_authorship_that_another_text_denies_is_a_tension_and_one_text_alone_is_none() -> None:
    title = "Rules of the Ferry"
    given = Text("a", f"Mary Ashdown wrote {title}.").says("Mary Ashdown", "author-of", title)
    denied = Text("b", f"Mary Ashdown never wrote {title}.")
    denied.says("Mary Ashdown", "author-of", title, mode="denied")
    assert codes(given, denied) == [("C229", "tension")]
    assert codes(denied) == []


def test_her_only_book_beside_another_is_a_tension_and_alone_is_none() -> None:
    only = Text("a", "Mary Ashdown wrote On Gates, her only book.").says("Mary Ashdown", "author-of", "On Gates")
    only.says("Mary Ashdown", "only-work", "only book", "one")
    other = Text("b", "Mary Ashdown wrote Low Water.").says("Mary Ashdown", "author-of", "Low Water")
    assert codes(only, other) == [("C230", "tension")]
    assert codes(only) == []


def test_never_left_and_a_move_are_a_tension() -> None:
    text = Text("a", "Mary Ashdown never left Saltmarsh.").says("Mary Ashdown", "never-left", "Saltmarsh")
    moved = Text("b", "Mary Ashdown moved to Norwick.").says("Mary Ashdown", "moved", "Norwick", when="1871")
    assert codes(text, moved) == [("C230", "tension")]


ALBERT = Authority("place/albert", "place", "Port Albert", (), used=(("Port Albert", "1861/.."),))


def test_a_harbour_named_before_it_had_its_name_is_a_note_and_after_it_is_none() -> None:
    def born(year: str) -> Text:
        text = Text("a", f"Mary Ashdown was born at Port Albert in {year}.")
        return text.says("Mary Ashdown", "birth-place", "Port Albert", when=year)

    assert codes(born("1838"), authority=[ALBERT]) == [("C232", "tension")]
    assert codes(born("1871"), authority=[ALBERT]) == []


def test_a_body_named_before_it_had_its_name_is_a_note_and_after_it_is_none() -> None:
    board = Authority(
        "organisation/wend", "organisation", "Wend Conservancy", (), used=(("Wend Conservancy", "1919/.."),)
    )

    def joined(year: str) -> Text:
        text = Text("a", f"Mary Ashdown joined the Wend Conservancy in {year}.")
        return text.says("Mary Ashdown", "member-of", "Wend Conservancy", when=year)

    assert codes(joined("1902"), authority=[board]) == [("C233", "tension")]
    assert codes(joined("1921"), authority=[board]) == []


def test_two_mouths_for_one_rumour_are_a_tension_and_a_part_of_the_other_is_none() -> None:
    def rumour(document: str, mouth: str) -> Text:
        text = Text(document, f"{mouth} said that Mary Ashdown wrote The Long Wall.")
        return text.says(
            "Mary Ashdown", "author-of", "The Long Wall", mode="reported", voice=f"author > quoted ({mouth})"
        )

    assert codes(rumour("a", "The Beacon"), rumour("b", "The whole town")) == [("C243", "tension")]
    assert codes(rumour("a", "The Norwick Beacon"), rumour("b", "Beacon")) == []


def test_to_have_written_it_and_to_have_had_a_hand_in_it_are_one_rumour() -> None:
    def rumour(document: str, mouth: str, prop: str) -> Text:
        text = Text(document, f"{mouth} said that Mary Ashdown wrote The Long Wall.")
        return text.says("Mary Ashdown", prop, "The Long Wall", mode="denied", voice=f"author > reported ({mouth})")

    wrote, helped = rumour("a", "The Beacon", "author-of"), rumour("b", "The whole town", "contributor-to")
    assert codes(wrote, helped) == [("C243", "tension")]


def test_a_pen_name_that_one_text_lifts_is_explained_and_one_that_two_lift_is_none() -> None:
    def pen(document: str) -> Text:
        text = Text(document, "Mary Ashdown wrote under the name of A. Ratepayer.")
        return text.says("Mary Ashdown", "pseudonym", "A. Ratepayer")

    (found,) = findings(pen("a"))
    assert (found.code, found.verdict) == ("C240", "explained")
    assert found.statement == "“A. Ratepayer” is Mary Ashdown by the word of one text."
    assert codes(pen("a"), pen("b")) == []


def test_a_title_given_to_two_forms_of_one_name_is_none() -> None:
    title = "The Vicar Regrets Again"
    a = Text("a", f"R. Fenn wrote {title}.").says("R. Fenn", "author-of", title)
    b = Text("b", f"Robert Fenn wrote {title}.").says("Robert Fenn", "author-of", title)
    assert codes(a, b) == []


def test_titles_that_differ_by_an_article_are_one() -> None:
    def wrote(document: str, title: str) -> Text:
        return Text(document, f"Mary Ashdown wrote {title}.").says("Mary Ashdown", "author-of", title)

    assert codes(wrote("a", "The Long Wall of Hythe"), wrote("b", "Long Wall of Hythe")) == []
