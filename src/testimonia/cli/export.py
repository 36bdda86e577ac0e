"""testimonia export: layers as JSON Lines or CSV; documents as TEI, Markdown, EPUB, annotations; the site as a zip."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from testimonia.cli._options import folder_argument, out_option, quiet_option
from testimonia.cli._taking import Choice

if TYPE_CHECKING:
    from testimonia.cli._progress import Reporter
    from testimonia.exporters.rows import Row
    from testimonia.pipeline import Archive, Examined

LAYERS = (
    "documents", "dates", "citations", "mentions", "claims", "entities", "issues", "findings", "problems", "reuse",
)  # fmt: skip
OF_PEOPLE = ("mentions", "claims", "entities")
FORMATS = ("tei", "markdown", "annotations", "epub", "site")
_EXAMPLES = """\b
Examples:
  testimonia export dates my-texts --format csv --to dates.csv
  testimonia export tei my-texts --to tei/
  testimonia export markdown my-texts --document leon-sedov
  testimonia export annotations my-texts --to annotations.json
  testimonia export epub my-texts --author leon-sedov --to sedov.epub
  testimonia export site my-texts --zip --to site.zip
"""


@click.command(epilog=_EXAMPLES)
@click.argument("what", type=click.Choice((*LAYERS, *FORMATS)), metavar="WHAT")
@folder_argument
@out_option
@click.option("--format", "form", type=click.Choice(["jsonl", "csv", "parquet"]), help="Of a layer.  [default: jsonl]")
@click.option("--to", "target", type=click.Path(path_type=Path), help="Write to this file, or into this folder.")
@click.option("--document", default="", metavar="ID", help="Only this document: an id, or the path of a source.")
@click.option("--author", default="", metavar="ID", help="Only the texts of this author.")
@click.option("--issue", default="", metavar="ID", help="Only the texts of this issue.")
@click.option("--zip", "is_zip", is_flag=True, help="The site as one file, the same bytes for the same site.")
@quiet_option
def command(
    what: str,
    folder: Path,
    out: Path | None,
    form: str | None,
    target: Path | None,
    document: str,
    author: str,
    issue: str,
    is_zip: bool,
    quiet: bool,
) -> int:
    """Write layers, documents or the site in formats that others read.

    \b
    documents, dates, citations, mentions, claims, entities, issues, findings, problems,
    reuse
                 a layer, a row a line, as JSON Lines, CSV or Parquet
    tei          TEI P5, a file a document
    markdown     Markdown with the record as its head, a file a document
    annotations  dates and findings as W3C Web Annotations (JSON-LD), one file
    epub         a book: of a document, an author, an issue, or all
    site         what `build` wrote, as a folder or (--zip) as one file

    Rows are sorted by source and place. Offsets are Unicode code points, half-open, into the source's text, and every
    quote is exactly what stands there. The published archive.sqlite holds the same rows.
    """
    from testimonia.cli._progress import Reporter

    choice = Choice(document, author, issue)
    if what in LAYERS and not choice.is_all:
        raise click.UsageError("--document, --author and --issue are for tei, markdown, annotations and epub.")
    if form and what not in LAYERS:
        raise click.UsageError("--format is for layers.")
    if form == "parquet" and target is None:
        raise click.UsageError(f"Parquet is no text: name its file, as in --to {what}.parquet")
    if is_zip and what != "site":
        raise click.UsageError("--zip is for the site.")
    with Reporter(quiet or target is None) as progress:
        if what == "site":
            _site(folder, out, target, is_zip, progress)
            return 0
        from testimonia.pipeline import examine, open_archive

        archive = open_archive(folder, out, progress, look_only=True)
        _warn_of_studies(what, archive)
        examined = examine(archive)
        if what in LAYERS:
            write_pieces(_layer(archive, examined, what, form or "jsonl"), target)
        else:
            _texts(archive, examined, what, choice, target)
    return 0


def _warn_of_studies(what: str, archive: "Archive") -> None:
    """Say why a layer of the study of people has no rows, where the archive does not ask for it."""
    if what in OF_PEOPLE and "people" not in archive.config.studies.use:
        click.echo(
            f"The study of people is off, so few {what} or none are read. To ask for it, write in testimonia.toml:\n"
            '  [studies]\n  use = ["people"]',
            err=True,
        )


def _layer(archive: "Archive", examined: "Examined", layer: str, form: str) -> Iterable[bytes]:
    from testimonia.exporters.jsonl import jsonl
    from testimonia.exporters.rows import layer_rows
    from testimonia.exporters.table import csv_lines
    from testimonia.model.passage import DocumentText
    from testimonia.pipeline.texts import texts_of

    texts: dict[str, DocumentText] = {}
    if layer == "dates":
        texts = {text.document: text for text in texts_of(archive, examined)}
    if layer == "reuse":
        from testimonia.exporters.reuse_rows import reuse_rows, sources_of
        from testimonia.pipeline.reusing import reuse_of

        rows: Iterable[Row] = reuse_rows(reuse_of(archive, examined), sources_of(examined.dossier))
    else:
        rows = layer_rows(layer, examined.dossier, texts)
    if form == "parquet":
        from testimonia.exporters.parquet import parquet

        return [parquet(rows)]
    return csv_lines(rows) if form == "csv" else jsonl(rows)


def _texts(archive: "Archive", examined: "Examined", what: str, choice: Choice, target: Path | None) -> None:
    from testimonia.cli._taking import annotations_of, book_of, choose_documents, write_each
    from testimonia.exporters.epub import epub

    chosen = choose_documents(examined.dossier, choice)
    if what == "annotations":
        write_pieces(annotations_of(archive, examined, chosen), target)
    elif what == "epub":
        if target is None and sys.stdout.isatty():
            raise click.UsageError(f"a book is no text: name its file, as in --to {chosen.name}.epub")
        write_pieces([epub(book_of(archive, examined, chosen))], target)
    else:
        write_pieces(write_each(archive, examined, what, chosen, target), None)


def _site(folder: Path, out: Path | None, target: Path | None, is_zip: bool, progress: "Reporter") -> None:
    from testimonia.archive.layout import layout_of
    from testimonia.cli._taking import copy_site, zip_site

    if target is None:
        raise click.UsageError(f"name where to: --to {'site.zip' if is_zip else 'FOLDER'}")
    public = layout_of(folder, out, look_only=True).public
    (zip_site if is_zip else copy_site)(public, target, progress)


def write_pieces(pieces: Iterable[bytes], target: Path | None) -> None:
    """To standard output, or to a file in one stroke."""
    if target is None:
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
        return
    if target.is_dir():
        raise click.UsageError(f"{target} is a folder; name a file.")
    temporary = target.with_name(f".{target.name}.tmp")
    with temporary.open("wb") as file:
        file.writelines(pieces)
    temporary.replace(target)
