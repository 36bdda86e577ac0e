"""testimonia cite: a reference to a document, or to one of its paragraphs."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from testimonia.cli._options import folder_argument, out_option

if TYPE_CHECKING:
    from testimonia.exporters.record import Record

FORMATS = ("plain", "bibtex", "ris", "csl")


@click.command(epilog="Example:  testimonia cite leon-sedov my-texts --format bibtex --paragraph p5 >> refs.bib")
@click.argument("document")
@folder_argument
@out_option
@click.option("--format", "form", type=click.Choice(FORMATS), default="plain", show_default=True)
@click.option("--style", default="", metavar="NAME", help="In a CSL style, as in apa; needs the extra `styles`.")
@click.option("--paragraph", default="", metavar="ID", help="Cite this paragraph, as in --paragraph p5.")
def command(document: str, folder: Path, out: Path | None, form: str, style: str, paragraph: str) -> int:
    """Cite a document: plain, BibTeX, RIS or CSL-JSON.

    DOCUMENT is an id, the path of a source, or the end of either. Volume, number, pages and both dates (of printing, of
    writing) are those that the page states; what it does not state is left out.
    """
    from testimonia.cli._documents import choose
    from testimonia.cli._progress import Reporter
    from testimonia.exporters.bibtex import bibtex
    from testimonia.exporters.csl import csl
    from testimonia.exporters.plain_citation import plain_citation
    from testimonia.exporters.record import printings_of, record_of
    from testimonia.exporters.ris import ris
    from testimonia.pipeline import examine, open_archive

    if paragraph:
        _check_paragraph(folder, out, document, paragraph)
    with Reporter(True) as progress:
        dossier = examine(open_archive(folder, out, progress, look_only=True)).dossier
    id_ = choose(document, [(each.id, each.source) for each in dossier.documents])
    meant = next(each for each in dossier.documents if each.id == id_)
    printing = printings_of(dossier).get(id_)
    record = record_of(meant, printing, dossier.card, authors=dossier.authors, paragraph=paragraph)
    if style:
        _echo_styled(record, style)
        return 0
    write = {"plain": plain_citation, "bibtex": bibtex, "ris": ris, "csl": csl}[form]
    click.echo(write(record), nl=False)
    return 0


def _echo_styled(record: "Record", style: str) -> None:
    """The reference as it stands in a note, then as it stands in a list of works."""
    from testimonia.exporters.styled import StyleError, styled

    try:
        made = styled(record, style)
    except StyleError as error:
        raise click.UsageError(f"{error}.") from error
    click.echo(made.note)
    if made.work:
        click.echo(made.work)


def _check_paragraph(folder: Path, out: Path | None, document: str, paragraph: str) -> None:
    """A reference must lead to a paragraph that exists."""
    from testimonia.cli._documents import choose, opened

    with opened(folder, out) as db:
        id_ = choose(document, [tuple(row) for row in db.execute("SELECT id, source FROM documents")])
        place = db.execute("SELECT 1 FROM paragraphs WHERE document = ? AND id = ?", (id_, paragraph)).fetchone()
    if place is None:
        raise click.UsageError(f"{id_} has no paragraph {paragraph!r}; `testimonia show {id_}` lists them.")
