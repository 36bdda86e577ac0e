"""A file that holds many documents: each has its own paragraph ids, whatever the order of the documents' ids."""

import json
from pathlib import Path

from testimonia.engine.executors import Serial
from testimonia.model.passage import paragraph_rows
from testimonia.pipeline import build, open_archive
from testimonia.pipeline.editions import editions

FAMILIES = "ABBOT BRAND CRANE DREWITT ELLIS FENWICK GROVE HARE IVES JOPLIN KERR LUND MARSH".split()
# Dictionaries order by family name: of two of one name, the ids may come the other way round.
NAMES = [f"{family}, {given}" for family in FAMILIES for given in ("ZOE", "ADA")]


def entry(number: int, name: str) -> str:
    more = "".join(
        f"\n\nIn {1800 + line} she sold the boat that her brother had built, and the town heard of it for years."
        for line in range(number % 7)
    )
    return (
        f"{name} ({1700 + number}-{1770 + number}).--Ferrywoman, was born at Saltmarsh and kept the ferry there.{more}"
    )


def test_each_document_has_the_ids_of_its_own_paragraphs(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    whole = "LIVES OF THE FERRYMEN\n\n\n" + "\n\n\n".join(entry(n, name) for n, name in enumerate(NAMES, 1))
    (texts / "lives.txt").write_text(whole, encoding="utf-8")
    archive = open_archive(texts, tmp_path / "out", executor=Serial())
    built = build(archive)
    documents = built.examined.dossier.documents
    assert len(documents) > 9
    assert [d.begin for d in documents] != sorted(d.begin for d in documents), "the ids must not be in the page's order"
    for edition in editions(archive, built.examined):
        rows = paragraph_rows(edition.page.layer("structure"), edition.document.begin, edition.document.end)
        ids = [block.id for block in edition.laid.blocks if block.id]
        assert len(ids) == len(set(ids)) == len(rows)
    lines = (tmp_path / "out" / "identity" / "paragraphs.jsonl").read_text("utf-8").splitlines()
    counted = {row["document"]: len(row["paragraphs"]) for row in map(json.loads, lines)}
    assert len(set(counted.values())) > 3
