"""testimonia reuse: which documents print the same words."""

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from testimonia.cli._options import folder_argument, out_option, quiet_option

if TYPE_CHECKING:
    from testimonia.model.dossier import Dossier
    from testimonia.model.reuse import Reuse, ReuseReason


@click.command(
    epilog="""\b
Examples:
  testimonia reuse my-texts                                the whole archive
  testimonia reuse courier-1931-02-night my-texts          one document against all
  testimonia reuse --with pamphlet.txt my-texts            a text of your own against all
  testimonia reuse --why courier-night echo-night my-texts
  testimonia reuse my-texts --format jsonl > reuse.jsonl
  testimonia reuse corpus.parquet --engine spark --master local[2] --format parquet --to reuse.parquet"""
)
@click.argument("document", default="")
@folder_argument
@out_option
@click.option(
    "--with", "outside", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="A text from outside."
)
@click.option("--why", nargs=2, metavar="A B", help="Say why two documents were, or were not, called reuse.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "jsonl", "parquet"]), default="text", show_default=True
)
@click.option("--to", "target", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@click.option("--engine", type=click.Choice(["local", "spark"]), default="local", show_default=True)
@click.option("--master", default="local[*]", show_default=True, help="Where Spark runs.")
@click.option("-n", "--limit", type=click.IntRange(1), default=20, show_default=True, help="How many to show as text.")
@quiet_option
def command(
    document: str,
    folder: Path,
    out: Path | None,
    outside: Path | None,
    why: tuple[str, str] | None,
    form: str,
    target: Path | None,
    engine: str,
    master: str,
    limit: int,
    quiet: bool,
) -> int:
    """Find the passages that several documents print.

    Spacing, line breaks, marks, case and accents are not compared, and errors of reading do not hide a passage. What is
    not a document's own (navigation, source lines, credits) is never compared. What was found is kept, so that only
    new and changed documents are compared the next time. FOLDER is left as it is.

    FOLDER may be a corpus in one file instead: .jsonl, .jsonl.gz or .parquet with a row a document: id, text, and where
    known series (a periodical) and date (EDTF). Nothing is kept of such a file.

    Status 1 where nothing is found.
    """
    if document and folder == Path() and Path(document).exists():
        folder, document = Path(document), ""
    if sum(map(bool, (document, outside, why))) > 1:
        raise click.UsageError("name a document, or --with FILE, or --why A B: one of them.")
    if engine == "spark" and (outside or why):
        raise click.UsageError("--with and --why need no Spark; leave --engine out.")
    if form == "parquet" and not target:
        raise click.UsageError("name a file: --to reuse.parquet")
    if why and (form not in ("text", "json") or target):
        raise click.UsageError("--why answers as text or, with --format json, as JSON.")
    asked = _Asked(folder, out, document, outside, engine, master, quiet)
    if why:
        reason = _why(asked, why)
        click.echo(_reason(reason, form))
        return 0 if reason.found else 1
    document, reuse, dossier = _of_corpus(asked) if folder.is_file() else _of_archive(asked)
    shown = _of_document(reuse, document) if document else reuse
    _show(shown, dossier, document, form, limit, target)
    return 0 if shown.pairs else 1


class _Asked(Struct, frozen=True):
    folder: Path
    out: Path | None
    document: str
    outside: Path | None
    engine: str
    master: str
    quiet: bool


def _of_archive(asked: _Asked) -> "tuple[str, Reuse, Dossier | None]":
    """The document asked for ("" for all), the reuse, and what is known of the documents."""
    from testimonia.cli._documents import choose
    from testimonia.cli._progress import Reporter
    from testimonia.exporters.reuse_rows import sources_of
    from testimonia.pipeline import examine, open_archive
    from testimonia.pipeline.reusing import OUTSIDE, outside_reuse, reuse_by, reuse_of

    with Reporter(asked.quiet) as progress:
        archive = open_archive(asked.folder, asked.out, progress, look_only=True, tell=progress.tell)
        examined = examine(archive)
        dossier = examined.dossier
        if asked.outside:
            return OUTSIDE + asked.outside.name, outside_reuse(archive, examined, asked.outside), dossier
        document = choose(asked.document, list(sources_of(dossier).items())) if asked.document else ""
        if asked.engine == "spark":
            from testimonia.pipeline.sparked import search_on, session

            return document, reuse_by(archive, examined, partial(search_on, session(asked.master))), dossier
        return document, reuse_of(archive, examined), dossier


def _of_corpus(asked: _Asked) -> "tuple[str, Reuse, Dossier | None]":
    from testimonia.archive.config import ReuseConfig
    from testimonia.pipeline.reusing import reuse_of_corpus, settings_of

    if asked.outside:
        raise click.UsageError("--with compares with an archive; put the text into the corpus instead.")
    search = None
    if asked.engine == "spark":
        from testimonia.pipeline.sparked import search_on, session

        search = partial(search_on, session(asked.master))
    return asked.document, reuse_of_corpus(asked.folder, settings_of(ReuseConfig()), search), None


def _why(asked: _Asked, why: tuple[str, str]) -> "ReuseReason":
    from testimonia.cli._documents import choose
    from testimonia.cli._progress import Reporter
    from testimonia.exporters.reuse_rows import sources_of
    from testimonia.pipeline import examine, open_archive
    from testimonia.pipeline.reusing import why_of

    with Reporter(asked.quiet) as progress:
        archive = open_archive(asked.folder, asked.out, progress, look_only=True, tell=progress.tell)
        examined = examine(archive)
        a, b = (choose(one, list(sources_of(examined.dossier).items())) for one in why)
        return why_of(archive, examined, a, b)


def _of_document(reuse: "Reuse", document: str) -> "Reuse":
    """The pairs of one document, and their clusters."""
    from msgspec.structs import replace

    pairs = tuple(pair for pair in reuse.pairs if document in (pair.a.document, pair.b.document))
    clusters = {pair.cluster for pair in pairs}
    return replace(reuse, pairs=pairs, clusters=tuple(one for one in reuse.clusters if one.id in clusters))


def _show(reuse: "Reuse", dossier: "Dossier | None", document: str, form: str, limit: int, target: Path | None) -> None:
    from testimonia.cli._reuse import clusters_text, document_text
    from testimonia.cli._terminal import ink
    from testimonia.cli.export import write_pieces
    from testimonia.exporters.jsonl import jsonl
    from testimonia.exporters.parquet import parquet
    from testimonia.exporters.reuse_rows import reuse_object, reuse_rows, sources_of

    sources = sources_of(dossier) if dossier else {}
    if form == "jsonl":
        write_pieces(jsonl(reuse_rows(reuse, sources)), target)
    elif form == "parquet":
        write_pieces([parquet(reuse_rows(reuse, sources))], target)
    elif form == "json":
        text = json.dumps(reuse_object(reuse, sources), ensure_ascii=False, indent=1)
        write_pieces([text.encode() + b"\n"], target)
    else:
        titles = {one.id: one.title for one in dossier.documents} if dossier else {}
        show = (
            document_text(reuse, document, titles, ink(), limit)
            if document
            else clusters_text(reuse, titles, ink(), limit, dossier.sharing if dossier else None)
        )
        write_pieces([show.encode("utf-8", "surrogatepass") + b"\n"], target) if target else click.echo(show)


def _reason(reason: "ReuseReason", form: str) -> str:
    from testimonia.cli._reuse import reason_text
    from testimonia.cli._terminal import ink
    from testimonia.exporters.reuse_rows import reason_row

    return reason_text(reason, ink()) if form == "text" else json.dumps(reason_row(reason), ensure_ascii=False)
