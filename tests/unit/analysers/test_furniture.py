"""What is furniture and, above all, what is not."""

from testimonia.analysers.blocks import find_blocks
from testimonia.analysers.furniture import find_furniture
from testimonia.contract import Page
from testimonia.model.source import Capture
from testimonia.readers.html import read_html
from testimonia.readers.plain import read_plain

LONG = (
    "The council of Lower Saltmarsh has again put off the question of the ferry, and those of us who live on the far "
    "bank are told once more to be patient. I have been patient for eleven years, and in that time the rope has been "
    "mended four times, the boat twice, and the ferryman not at all, who is in greater need of it."
)


def furniture(text: str, every_line_recurs: bool = False) -> list[tuple[str, str]]:
    raw = text.encode()
    reader = read_html if text.startswith("<") else read_plain
    source = reader(Capture("page", "0" * 64, len(raw), ""), raw).source
    blocks = find_blocks(Page(source))
    keys = frozenset(str(key) for key in blocks.columns.get("key", ()) if key)
    layer = find_furniture(Page(source, {"blocks": blocks}, keys if every_line_recurs else frozenset()))
    return [(row.kind, source.text[row.begin : row.end]) for row in layer]


def test_a_chorus_that_recurs_in_many_songs_is_text() -> None:
    verse = "Pull for the far bank, boys,<br>pull for the farther shore;"
    song = f"<h2>Songs</h2><p>{verse}</p><p>The rope is worn</p><p>{verse}</p>"
    assert furniture(song, every_line_recurs=True) == []


def test_a_chorus_in_plain_text_is_text() -> None:
    assert (
        furniture(
            "Pull for the far bank, boys,\npull!\n\nThe rope is worn\n\nPull for the far bank, boys,\npull!", True
        )
        == []
    )


def test_a_byline_and_a_signature_that_recur_are_text() -> None:
    page = f"<p class=title>Ines Calder</p><p>{LONG}</p><p>Yours,</p><p>INES CALDER.</p>"
    assert furniture(page, every_line_recurs=True) == []


def test_a_byline_above_navigation_is_text() -> None:
    page = f"<p>Ines Calder</p><p><a href='i.htm'>Index</a> | <a href='n.htm'>Next</a></p><p>{LONG}</p>"
    assert furniture(page, every_line_recurs=True) == [("navigation", "Index | Next")]


def test_a_notice_that_recurs_under_the_navigation_is_furniture() -> None:
    notice = "The society asks you to tell it of any slips that you see here."
    page = f"<p>{LONG}</p><p><a href='i.htm'>Index</a> | <a href='n.htm'>Next</a></p><p>{notice}</p>"
    assert ("other", notice) in furniture(page, every_line_recurs=True)
    assert ("other", notice) not in furniture(page)


def test_a_source_named_in_running_text_is_text() -> None:
    assert furniture(f"<h1>On salt</h1><p>{LONG}</p><p>Source: the Echo of Monday.</p><p>{LONG}</p>") == []


def test_a_source_quoted_within_a_sentence_is_text() -> None:
    assert furniture(f"<h1>On salt</h1><p>He wrote “Source: unknown” under it.</p><p>{LONG}</p>") == []


def test_a_books_imprint_in_running_text_is_text() -> None:
    listing = "<p>Published: 1910<br>Translated: from the Frisian<br>Printer: Dorn</p>"
    assert furniture(f"<p>{LONG}</p>{listing}<p>{LONG}</p>") == []


def test_a_block_in_the_midst_that_says_who_transcribed_it_is_furniture() -> None:
    inner = "<p>Source: Echo, 2 May 1912<br>Transcription: Ada Lowe</p>"
    assert [kind for kind, _ in furniture(f"<p>{LONG}</p>{inner}<p>{LONG}</p>")] == ["source-line", "transcription"]


def test_a_weak_label_alone_is_text() -> None:
    assert furniture(f"<p>Date: 5 May 1912</p><p>Subject: the ferry</p><p>{LONG}</p>") == []


def test_the_head_of_a_memorandum_under_the_source_line_is_text() -> None:
    page = f"<p class=info>Source: Town archive, box 4</p><p>Subject: the ferry</p><p>{LONG}</p>"
    assert [kind for kind, _ in furniture(page)] == ["source-line"]


def test_a_translators_note_is_not_part_of_the_licence_above_it() -> None:
    page = f"<p>Public Domain: free to copy.<br>Translator's note: the rope is meant.</p><p>{LONG}</p>"
    assert furniture(page) == [("licence", "Public Domain: free to copy.")]


def test_a_list_of_chapters_is_text() -> None:
    chapters = "<ul><li><a href='1.htm'>The Index of Salt</a></li><li><a href='2.htm'>Home</a></li></ul>"
    assert furniture(f"<h1>Letters</h1>{chapters}", every_line_recurs=True) == []


def test_a_printed_notice_made_into_a_link_is_text() -> None:
    assert furniture(f"<p>{LONG}</p><p><a href='2.htm'>(To be continued in next issue)</a></p>") == []


def test_place_and_date_under_the_title_are_no_masthead() -> None:
    assert furniture(f"<h1>The Bridge</h1><p>Lower Saltmarsh, 20 February 1945</p><p>{LONG}</p>") == []


def test_a_title_that_sounds_like_a_credit_is_text() -> None:
    assert furniture(f"<h1>Translated by Fire</h1><h2>Typed by Moonlight</h2><p>{LONG}</p>") == []


def test_a_sentence_about_an_update_is_text() -> None:
    assert furniture(f"<p>{LONG}</p><p>The list was last updated by the clerk, who died in 1911.</p>") == []


def test_a_value_runs_on_to_the_next_label() -> None:
    page = f"<p>Source: Echo,<br>2 May 1912<br>Transcription: Ada</p><p>{LONG}</p>"
    assert furniture(page)[0] == ("source-line", "Source: Echo,\n2 May 1912")


def test_a_copyright_printed_with_the_text_is_text() -> None:
    assert furniture(f"{LONG}\n\n(Copyright, 1922.)") == []
    assert furniture(f"{LONG}\n\n(Copyright, Saltmarsh Society, 2012.)") != []


def test_stray_signs_of_a_machine_reading_are_no_navigation() -> None:
    assert furniture(f"{LONG}\n\nback gate, and up close bel »a »'JJ\n\n©; the bustling river beyond") == []


def test_a_credit_on_the_line_of_the_source_is_a_row_of_its_own() -> None:
    credit = "Transcribed by Ada Lowe for the society."
    for source in ("Source: The Echo, Vol. 4 No. 9, p. 2.", "From The Echo, Vol. 4 No. 9, p. 2."):
        rows = furniture(f"<p>{source} {credit}</p><p>{LONG}</p>")
        assert rows == [("source-line", source), ("transcription", credit)]


def test_a_text_of_nothing_has_no_furniture() -> None:
    assert furniture("") == []
