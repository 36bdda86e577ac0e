"""Claims about people beside an article's hero, about works, organisations and events, by sentences of our own."""

import pytest
from tests.unit.analysers.test_claims import claims_of

OPENING = "The Strike at the Quay\n\nJohn Cray and the council met at noon. "


def said(text: str, *properties: str) -> set[tuple[str, str, str]]:
    return {(c.subject.value, c.property, c.value.value) for c in claims_of(text) if c.property in properties}


def test_a_bare_surname_is_the_one_person_of_the_document_who_bears_it() -> None:
    told = said(OPENING + "In 1928 Cray was exiled to Paris.", "exiled")
    assert told == {("John Cray", "exiled", "Paris")}


def test_a_pronoun_is_the_only_person_whom_its_sentence_or_the_one_before_names() -> None:
    told = said("The Quay\n\nThe council heard John Cray. He was born in 1871.", "birth-date")
    assert told == {("John Cray", "birth-date", "1871")}


@pytest.mark.parametrize(
    "sentence",
    [
        "The council heard John Cray and Peter Marsh. He was born in 1871.",
        "The council heard John Cray. His father was a baker. He was born in 1841.",
        "The council heard John Cray. The king died in 1901. He was born in 1841.",
    ],
)
def test_a_pronoun_that_could_be_anothers_is_nobodys(sentence: str) -> None:
    assert said("The Quay\n\n" + sentence, "birth-date") == set()


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("The council banished Cray to Paris in 1628.", ("exiled", "Paris")),
        ("Cray was accused of “stealing oars”.", ("accused-of", "stealing oars")),
        ("The court sentenced Cray to hard labour.", ("sentenced", "hard labour")),
        ("The murder of Cray in Paris shocked the town.", ("manner-of-death", "murder")),
        ("The murder of Cray in Paris shocked the town.", ("death-place", "Paris")),
        ("Cray’s death in 1671 ended it.", ("death-date", "1671")),
        ("Cray’s brother Peter Cray spoke.", ("sibling", "Peter Cray")),
        ("From 1929 to 1931 Cray served as the editor of the Norwick Gazette.", ("editor-of", "Norwick Gazette")),
        ("Cray spent the last years of his life working in Berlin and Paris.", ("resided", "Paris")),
        ("Cray was murdered by a soldier.", ("killed-by", "a soldier")),
        ("Cray was appointed governor of Jamaica.", ("office-held", "governor of Jamaica")),
    ],
)
def test_what_a_sentence_says_of_somebody_is_read(sentence: str, claim: tuple[str, str]) -> None:
    assert ("John Cray", *claim) in said(OPENING + sentence, claim[0])


def test_both_are_the_two_whom_the_sentence_before_names() -> None:
    text = OPENING + "Peter Marsh spoke for John Cray. The judges condemned both of them to death."
    assert {who for who, _, _ in said(text, "sentenced")} == {"John Cray", "Peter Marsh"}


def test_who_went_along_moved_too() -> None:
    text = OPENING + "Peter Marsh was ill. When Marsh was exiled to Paris in 1928, Cray followed him."
    assert ("John Cray", "moved", "Paris") in said(text, "moved")


def test_the_author_of_the_one_byline_says_i() -> None:
    text = "My Youth\n\nby John Cray\n\nI was born in Paris in 1871. “I was born in Berlin,” said the other.\n"
    assert said(text, "birth-place") == {("John Cray", "birth-place", "Paris")}


def test_a_book_goes_into_languages() -> None:
    text = OPENING + "Cray’s book, The Long Tide of Norwick, is dull. It was translated into French and German."
    assert said(text, "author-of") == {("John Cray", "author-of", "The Long Tide of Norwick")}
    assert {value for _, _, value in said(text, "translated-into")} == {"French", "German"}


def test_a_denied_authorship_is_denied() -> None:
    text = OPENING + "The book, The Long Tide of Norwick, was not written by John Cray."
    modes = {(c.mode, c.polarity) for c in claims_of(text) if c.property == "author-of"}
    assert modes == {("denied", False)}


def test_an_organisation_has_another_name_a_leader_and_members() -> None:
    text = (
        OPENING
        + "The Norwick Labour Party (NLP), under Cray’s leadership, grew. He left the Dockers’ Union, which he joined in 1919."  # noqa: E501
    )
    found = said(text, "alias", "leader-of")
    assert ("organisation:Norwick Labour Party", "alias", "NLP") in found
    assert ("John Cray", "leader-of", "Norwick Labour Party") in found


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("The civil war of 1918-1921 was long.", ("event:civil war", "event-date", "1918/1921")),
        ("The 1905 revolution failed.", ("event:revolution", "event-date", "1905")),
        ("The conference took place in Paris in May 1921.", ("event:conference", "event-place", "Paris")),
        ("The conference took place in Paris in May 1921.", ("event:conference", "event-date", "1921-05")),
    ],
)
def test_an_event_has_a_date_and_a_place(sentence: str, claim: tuple[str, str, str]) -> None:
    assert claim in said(OPENING + sentence, claim[1])


def test_a_page_claims_its_own_title_and_author() -> None:
    text = "My Youth\n\nby John Cray\n\nI was born in Paris in 1871. It was a hard year for everybody there.\n"
    found = {(c.property, c.value.value) for c in claims_of(text) if c.extractor == "page"}
    assert ("title", "My Youth") in found
    assert ("author-of", "My Youth") in found


def test_a_date_that_counts_from_the_documents_own_is_inferred() -> None:
    text = "The Quay\n\n(January 1944)\n\nSix years ago John Cray died in Paris. He was a docker all his life.\n"
    (claim,) = (c for c in claims_of(text) if c.property == "death-date")
    assert (claim.value.value, claim.mode, claim.rests_on) == ("1938", "inferred", ("anchor:document-date",))


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Cray’s murder squad came to town.", "manner-of-death"),
        ("Cray was returned for Paris in 1832.", "moved"),
        ("Cray joined the Norwick.", "member-of"),
        ("Peter Marsh and John Cray’s friends saw that she was the wife of Ann Orme.", "spouse"),
    ],
)
def test_what_only_looks_like_a_claim_is_none(sentence: str, name: str) -> None:
    assert said(OPENING + sentence, name) == set()


def voiced(text: str, *properties: str) -> set[tuple[str, str, str]]:
    return {(c.value.value, c.mode, c.voice) for c in claims_of(text) if c.property in properties}


def test_a_report_names_its_reporter() -> None:
    text = OPENING + "The Norwick Beacon said that John Cray was born in Paris."
    assert voiced(text, "birth-place") == {("Paris", "reported", "author > reported (The Norwick Beacon)")}


def test_what_a_report_takes_for_granted_stays_the_texts_own() -> None:
    text = OPENING + "The town said that Cray’s book, The Long Tide of Norwick, was dull."
    assert voiced(text, "author-of") == {("The Long Tide of Norwick", "asserted", "author")}


def test_a_report_that_the_next_sentence_denies_is_denied_with_its_words() -> None:
    text = OPENING + "The Norwick Beacon said that John Cray was born in Paris. “A Parisian.” All this is fiction."
    (claim,) = (c for c in claims_of(text) if c.property == "birth-place")
    assert (claim.mode, claim.polarity) == ("denied", False)
    assert claim.evidence.exact.startswith("The Norwick Beacon said") and claim.evidence.exact.endswith("fiction.")


def test_a_hand_in_the_book_is_a_share_in_the_one_work_named_before() -> None:
    text = OPENING + "Cray’s book, The Long Tide of Norwick, is dull. Ann Marsh had a hand in the book."
    assert ("Ann Marsh", "contributor-to", "The Long Tide of Norwick") in said(text, "contributor-to")
    (claim,) = (c for c in claims_of(text) if c.property == "contributor-to")
    assert claim.value.quote is not None and claim.value.quote.end <= claim.evidence.begin
    another = "Cray’s book, The Long Tide of Norwick, is dull. Cray’s novel, The Short Tide of Orme, is long. "
    two = OPENING + another + "Ann Marsh had a hand in the book."
    assert said(two, "contributor-to") == set()


def test_who_killed_him_may_leave_open_by_what_means() -> None:
    text = OPENING + "Whether by poison, or by grief, it was they who killed him."
    (claim,) = (c for c in claims_of(text) if c.property == "manner-of-death")
    assert (claim.value.value, claim.evidence.exact[:17]) == ("killed", "Whether by poison")


@pytest.mark.parametrize(
    "sentence",
    ["Peter Marsh aimed at a stag and killed him.", "They would have killed him.", "It nearly killed him."],
)
def test_whom_nobody_killed_is_not_told_dead(sentence: str) -> None:
    assert said(OPENING + sentence, "manner-of-death") == set()


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Cray wrote a novel under the name of Ratepayer.", {("John Cray", "pseudonym", "Ratepayer")}),
        ("Cray published it under the name of R.T. Marsh.", {("John Cray", "pseudonym", "R.T. Marsh")}),
        ("Cray was admitted there under the name of Brother Joseph.", {("John Cray", "alias", "Brother Joseph")}),
        ("Cray was satirised by Pope under the name of Sporus.", set()),
    ],
)
def test_a_pen_name_is_one_that_somebody_wrote_under(sentence: str, found: set[tuple[str, str, str]]) -> None:
    assert said(OPENING + sentence, "pseudonym", "alias") == found


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Cray was preparing the assassination of Peter Marsh.", "manner-of-death"),
        ("The papers told of the murder of Spain.", "manner-of-death"),
        ("Cray is the leader of the Two and a Half Federation.", "leader-of"),
        ("Peter Marsh and his brother Paul Marsh fought. In 1577 he led the Norwick Federation.", "leader-of"),
    ],
)
def test_what_is_meant_or_belongs_to_another_is_not_told(sentence: str, name: str) -> None:
    assert said(OPENING + sentence, name) == set()


def test_a_killer_is_named_whole() -> None:
    text = OPENING + "Cray was assassinated by a Stalinist GPU agent in Paris."
    assert ("John Cray", "killed-by", "a Stalinist GPU agent") in said(text, "killed-by")


def test_two_who_were_murdered_are_both_told() -> None:
    text = OPENING + "Peter Marsh and Paul Orme were murdered in Berlin in 1919."
    found = said(text, "manner-of-death", "death-date")
    assert {name for name, prop, _ in found if prop == "manner-of-death"} == {"Peter Marsh", "Paul Orme"}
    assert ("Peter Marsh", "death-date", "1919") in found


@pytest.mark.parametrize(
    ("sentence", "date"),
    [
        ("In 1903 John Cray fell ill, and two years later he died in Paris.", "1905"),
        ("In March 1903 John Cray fell ill and thirteen months later he died in Paris.", "1904-04"),
        ("In 1903 John Cray fell ill. Peter Marsh came; two years later he died.", ""),
        ("Some time after that, two years later, John Cray died in Paris.", ""),
    ],
)
def test_a_date_that_counts_from_one_told_before_it_is_inferred(sentence: str, date: str) -> None:
    found = [c for c in claims_of(OPENING + sentence) if c.property == "death-date"]
    assert [(c.value.value, c.mode, c.rests_on) for c in found] == (
        [(date, "inferred", ("anchor:narrated",))] if date else []
    )


def test_what_is_only_supposed_is_nobodys_statement() -> None:
    assert said(OPENING + "If Cray lived in Paris, he would be happier.", "resided") == set()
    assert said(OPENING + "Cray lived in Paris.", "resided") == {("John Cray", "resided", "Paris")}


def test_not_until_denies_nothing() -> None:
    (moved,) = [
        c for c in claims_of(OPENING + "It was not until 1931 that Cray moved to Paris.") if c.property == "moved"
    ]
    assert (moved.mode, moved.polarity) == ("asserted", True)
