"""Dictionaries: the entries of a series, and what is no series."""

from testimonia.text.entries import find_entries

SURNAMES = (
    "ABB ACRE ADDLE BARROW BECK CRAY CROFT DALE DREW EAST FENN FORD GALE GORSE HALE HURST INGLE JAY KNOLL LOCK "
    "MOSS NASH OAK PIKE QUAY REED"
).split()


def paragraphs(
    heads: list[str], body: str = " (1801-1870).--Ferryman, _b._ at Saltmarsh."
) -> tuple[str, list[tuple[int, int]]]:
    text, spans = "", []
    for head in heads:
        spans.append((len(text), len(text) + len(head + body)))
        text += head + body + "\n\n"
    return text, spans


def titles(heads: list[str], body: str = " (1801-1870).--Ferryman, _b._ at Saltmarsh.") -> list[str]:
    return [entry.title for entry in find_entries(*paragraphs(heads, body))]


def test_heads_in_capitals_and_in_order_are_entries() -> None:
    heads = [f"{name}, ADA" for name in SURNAMES]
    assert titles(heads) == heads


def test_headings_inside_entries_do_not_begin_one() -> None:
    heads = [f"{name}, ADA" for name in SURNAMES]
    with_notes = [part for head in heads for part in ((head, "SUMMARY") if head < "D" else (head,))]
    assert titles(with_notes) == heads


def test_a_second_alphabet_is_a_series_of_its_own() -> None:
    heads = [f"{name}, ADA" for name in SURNAMES] + [f"{name}, BEN" for name in SURNAMES]
    assert titles(heads) == heads


def test_fewer_than_twenty_heads_are_no_dictionary() -> None:
    assert titles([f"{name}, ADA" for name in SURNAMES[:19]]) == []


def test_headings_in_capitals_without_order_are_no_dictionary() -> None:
    assert titles([SURNAMES[(7 * place) % 26] for place in range(26)]) == []


def test_numbered_sections_are_no_dictionary() -> None:
    assert (
        titles(
            "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI XXII".split(), ". Of ferries."
        )
        == []
    )


def test_a_list_of_contents_in_columns_is_no_entry() -> None:
    heads = [f"{name}, ADA" for name in SURNAMES]
    assert titles(["ABB                    MOSS", *heads]) == heads


def test_a_head_with_a_particle_may_stand_where_its_main_name_belongs() -> None:
    heads = [f"{name}, ADA" for name in SURNAMES]
    heads.insert(2, "D'ACTON, FRANCES (BURR)")
    assert titles(heads) == heads
