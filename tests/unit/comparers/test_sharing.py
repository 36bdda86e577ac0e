"""What two documents share: kinds, direction, changes; found by the real search, judged by the real rules."""

import re
from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from testimonia import registry
from testimonia.comparers._changes import misquoted_in
from testimonia.comparers.compared import ReuseText
from testimonia.comparers.reuse import find_reuse
from testimonia.comparers.sharing import Holding, share_of
from testimonia.model.document import Byline, Dated, Document
from testimonia.model.finding import Finding
from testimonia.model.layer import Annotation, Layer
from testimonia.model.sharing import Share
from testimonia.model.span import quote_at
from testimonia.text.collate.collating import collate
from testimonia.text.collate.witness import witness_of
from testimonia.text.reuse.settings import Settings

REPORT = (
    "The ferry at Saltmarsh will not cross after nine of the evening, the harbour master having found that the lamp on "
    "the northern pier was put out three times by persons unknown. Hannah Pell, who keeps it, and Silas Crane, the "
    "cooper, were heard by the council on 3 March 1930. They asked for nineteen shillings, and the town gave none. "
    "The lamp is now lit by the lamplighter of Norwick, a careful man, who goes home to Norwick at eight."
)
AROUND = (
    "Readers will be glad to hear of the tolls. A cart pays twopence, a horse a penny, and a bishop nothing at all."
)
_DAY = re.compile(r"(\d{1,2}) (March|April) (1930)")


def holding(name: str, text: str, year: str = "", by: str = "", ids: tuple[str, ...] = ()) -> Holding:
    """A document whose text is all its own; quotation marks bound what it quotes."""
    bylines = (Byline(by, "person", "byline", quote_at(text, 0, len(by))),) if by else ()
    dates = (Dated("printed", year, "source-line", None),) if year else ()
    document = Document(
        id=name, source=f"{name}.txt", begin=0, end=len(text), title=name.title(), title_quote=None, kind="text",
        language="en", bylines=bylines, dates=dates, citations=(), fixtures=(), words=len(text.split()),
    )  # fmt: skip
    quoted = tuple((m.start() + 1, m.end() - 1) for m in re.finditer("“[^”]*”", text))
    months = {"March": "03", "April": "04"}
    rows = [
        Annotation(m.start(), m.end(), "day", {"edtf": f"{m[3]}-{months[m[2]]}-{int(m[1]):02}"})
        for m in _DAY.finditer(text)
    ]
    return Holding(document, text, ((0, len(text)),), quoted, Layer.of("dates", rows), ids)


def shared(one: Holding, other: Holding) -> Share:
    """What the search finds between two documents."""
    first, second = sorted((one, other), key=lambda side: side.document.id)
    found = find_reuse([ReuseText(side.document.id, side.text) for side in (first, second)], Settings(gram=12))
    assert found.pairs
    return share_of(first, second, found.pairs, frozenset(c.id for c in found.clusters if c.formula))


def judged(share: Share, holdings: Sequence[Holding]) -> list[Finding]:
    """All findings on a share, after a check that every quote stands where it says."""
    texts = {side.document.id: side.text for side in holdings}
    rules = [rule for rule in registry.rules() if rule.member.subject == "reuse"]
    findings = [finding for rule in rules for finding in rule(share)]
    for e in (e for finding in findings for e in finding.evidence):
        assert texts[e.document][e.quote.begin : e.quote.end] == e.quote.exact
    return findings


def codes(one: Holding, other: Holding) -> list[str]:
    return [finding.code for finding in judged(shared(one, other), (one, other))]


def test_a_text_printed_twice_is_a_reprint_of_the_one_that_had_appeared_before() -> None:
    share = shared(holding("beacon", REPORT, "1936"), holding("courier", REPORT, "1931"))
    assert (share.kind, share.direction, share.a.document) == ("reprint", "a-earlier", "courier")
    assert share.b.coverage == 1.0


def test_nothing_is_said_of_time_where_dates_overlap() -> None:
    share = shared(holding("beacon", REPORT, "1931"), holding("courier", REPORT, "1931-02-14"))
    assert (share.direction, share.a.document) == ("unknown", "beacon")


def test_an_excerpt_says_what_was_left_out_and_what_was_put_around_it() -> None:
    cut = REPORT[REPORT.index("Hannah") :].replace(" They asked for nineteen shillings, and the town gave none.", "")
    one, other = holding("courier", REPORT, "1931"), holding("beacon", f"{AROUND}\n{cut}", "1936")
    share = shared(one, other)
    assert share.kind == "excerpt"
    left_out = [span.of(one.text) for span in share.left_out]
    assert any(words.startswith("The ferry at Saltmarsh") for words in left_out)
    assert any(words.startswith("They asked for nineteen") for words in left_out)
    assert any("a bishop nothing at all" in span.of(other.text) for span in share.added)


def test_words_between_quotation_marks_are_a_quotation_of_the_text_that_is_held() -> None:
    words = REPORT[: REPORT.index(" Hannah")]
    quoting = holding("beacon", f"{AROUND} The Courier had written: “{words}” We doubt it.", "1936")
    share = shared(holding("courier", REPORT, "1931"), quoting)
    assert share.kind == "quotation"
    assert [passage.check for passage in share.passages] == ["exact"]
    assert not judged(share, (holding("courier", REPORT, "1931"), quoting))


def test_words_left_out_under_an_ellipsis_make_a_quotation_shortened_not_altered() -> None:
    words = REPORT[: REPORT.index(" Hannah")].replace(", the harbour master having found that", " ... because")
    one = holding("courier", REPORT, "1931")
    other = holding("beacon", f"{AROUND} The Courier had written: “{words}” We doubt it.", "1936")
    assert "R206" not in codes(one, other)


def test_a_quotation_without_a_small_word_is_close_and_not_noted() -> None:
    words = REPORT[: REPORT.index(" Hannah")].replace("found that the lamp", "found that lamp")
    one = holding("courier", REPORT, "1931")
    other = holding("beacon", f"{AROUND} The Courier had written: “{words}” We doubt it.", "1936")
    assert [passage.check for passage in shared(one, other).passages] == ["close"]
    assert codes(one, other) == []


def test_a_quotation_with_another_word_is_noted() -> None:
    words = REPORT[: REPORT.index(" Hannah")].replace("persons unknown", "drunken sailors")
    words = words.replace("put out three times", "extinguished three times")
    one = holding("courier", REPORT, "1931")
    other = holding("beacon", f"{AROUND} The Courier had written: “{words}” We doubt it.", "1936")
    assert codes(one, other) == ["R206"]


@pytest.mark.parametrize(
    ("held", "quoted", "wrong"),
    [
        ("nobody is to have a higher toll than others. The ferry", "nobody is to have a higher toll than the other", 0),
        (
            "nobody is to have a higher toll than others have at sea",
            "nobody is to have a toll than others have at sea",
            1,
        ),
    ],
)
def test_what_stands_at_the_end_of_a_quotation_is_not_misquoted(held: str, quoted: str, wrong: int) -> None:
    texts = held, quoted
    collation = collate(*(witness_of(text, [(0, len(text))], ()) for text in texts))
    assert len(list(misquoted_in(collation, texts))) == wrong


def test_two_quotations_of_a_third_text_share_a_source() -> None:
    words = REPORT[: REPORT.index(" Hannah")]
    one = holding("courier", f"It was said: “{words}” So be it.", "1931")
    other = holding("beacon", f"{AROUND} Somebody wrote: “{words}” We doubt it.", "1936")
    assert shared(one, other).kind == "shared-source"


def test_two_texts_that_lead_up_to_a_quotation_in_the_same_words_quote_a_third() -> None:
    words = "the lamp on the long hard was put out three times by persons unknown, and nobody saw a thing"
    one = holding("courier", f"The warden told the whole council, and wrote: {words}. So be it.", "1931")
    other = holding("beacon", f"{AROUND} The warden told the whole council and wrote “{words}”. We doubt it.", "1936")
    assert shared(one, other).kind == "shared-source"


def test_a_name_in_quotation_marks_is_no_quotation() -> None:
    one = holding("courier", f"{AROUND} It was led by the Norwick and Hythe Harbour Company, which is a fine thing.")
    other = holding("beacon", "The hymn of the “Norwick and Hythe Harbour Company,” which is a dirge, was sung.")
    assert shared(one, other).kind == "formula"


def test_what_both_have_mostly_of_a_third_they_have_of_a_third_where_one_mark_was_lost() -> None:
    first, second = REPORT[: REPORT.index(" Hannah")], REPORT[REPORT.index("They asked") :]
    one = holding("courier", f"It was said: “{first}” {AROUND} {second} So be it.", "1931")
    other = holding(
        "beacon", f"Somebody wrote: “{first}” We doubt it. He went on, in the autumn: “{second}” No.", "1936"
    )
    share = shared(one, other)
    assert (share.kind, share.misquoted) == ("shared-source", ())


def test_a_short_phrase_that_nobody_marks_is_a_formula() -> None:
    phrase = "the oldest daughter of Natalia Orme Ashdown and Tobias Ashdown"
    one = holding("courier", f"She was {phrase}, and kept hens.", "1931")
    other = holding("beacon", f"{AROUND} We saw {phrase} at the fair.", "1936")
    assert shared(one, other).kind == "formula"


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        (", and Silas Crane, the cooper,", "", "R201"),
        ("of Norwick, a careful", "of Hythe, a careful", "R202"),
        ("nineteen shillings", "twelve shillings", "R203"),
        ("3 March 1930", "3 April 1930", "R204"),
    ],
)
def test_a_changed_name_number_or_date_in_a_reprint_is_reported(before: str, after: str, code: str) -> None:
    assert codes(holding("courier", REPORT, "1931"), holding("beacon", REPORT.replace(before, after), "1936")) == [code]


def test_set_words_that_two_texts_begin_with_are_filled_in_anew_and_not_changed() -> None:
    opening = (
        "A letter to the worshipful the warden of the harbour company of Norwick, containing observations on the tides "
        "of the lower river, made at the town hythe by the writer. Read before the company at the evening meeting on"
    )
    one = holding("courier", f"{opening} 3 March 1930, in the hall over the market. {REPORT}", "1930")
    other = holding("beacon", f"{opening} 3 April 1930, in the hall over the market. {AROUND * 3}", "1931")
    share = shared(one, other)
    assert (share.kind, [change.touches for change in share.changes]) == ("passage", ["date"])
    assert codes(one, other) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Silas Crane", "Silas Crano"),  # misread
        ("Silas Crane", "Silas Krane"),  # another spelling
        ("nineteen shillings", "19 shillings"),
        (" They asked for nineteen shillings, and the town gave none.", ""),
        ("and Silas Crane, the cooper,", "... [and another]"),  # owned
        ("harbour", "harbor"),
    ],
)
def test_what_spelling_reading_or_an_honest_cut_explains_is_not_reported(before: str, after: str) -> None:
    assert codes(holding("courier", REPORT, "1931"), holding("beacon", REPORT.replace(before, after), "1936")) == []


def test_a_name_left_out_is_reported_either_way_where_no_date_tells_which_came_first() -> None:
    cut = REPORT.replace(", and Silas Crane, the cooper,", "")
    (finding,) = judged(shared(one := holding("beacon", cut), other := holding("courier", REPORT)), (one, other))
    assert finding.code == "R201"
    assert finding.statement.startswith("The first text lacks Silas Crane")


def test_one_text_under_two_persons_is_reported_and_under_two_forms_of_one_name_is_not() -> None:
    def under(name: str, by: str, year: str, ids: tuple[str, ...]) -> Holding:
        return replace(holding(name, f"{by}. {REPORT}", year, by, ids))

    first = under("courier", "Tobias Orme", "1931", ("tobias-orme",))
    assert codes(first, under("beacon", "Mabel Lamb", "1936", ("mabel-lamb",))) == ["R205"]
    assert codes(first, under("beacon", "T. Orme", "1936", ("t-orme",))) == []


def test_a_text_that_was_written_anew_has_no_changed_names() -> None:
    anew = (
        REPORT.replace("will not cross", "does no longer go over").replace("having found", "who has discovered")
        .replace("were heard by", "came before").replace("They asked for", "Their claim was of")
        .replace("gave none", "paid nothing").replace("is now lit by", "has been given to")
        .replace("a careful man", "no drinker").replace("Hannah Pell", "Lucy Marchbank")
    )  # fmt: skip
    assert codes(holding("courier", REPORT, "1931"), holding("beacon", anew, "1936")) == []
