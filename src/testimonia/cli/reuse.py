"""testimonia reuse: which documents print the same words."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

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
  testimonia reuse my-texts --format jsonl > reuse.jsonl"""
)
@click.argument("document", default="")
@folder_argument
@out_option
@click.option(
    "--with", "outside", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="A text from outside."
)
@click.option("--why", nargs=2, metavar="A B", help="Say why two documents were, or were not, called reuse.")
@click.option("--format", "form", type=click.Choice(["text", "json", "jsonl"]), default="text", show_default=True)
@click.option("-n", "--limit", type=click.IntRange(1), default=20, show_default=True, help="How many to show as text.")
@quiet_option
def command(
    document: str,
    folder: Path,
    out: Path | None,
    outside: Path | None,
    why: tuple[str, str] | None,
    form: str,
    limit: int,
    quiet: bool,
) -> int:
    """Find the passages that several documents print.

    Spacing, line breaks, marks, case and accents are not compared, and errors of reading do not hide a passage. What is
    not a document's own (navigation, source lines, credits) is never compared. What was found is kept, so that only
    new and changed documents are compared the next time. FOLDER is left as it is.

    Status 1 where nothing is found.
    """
    from testimonia.cli._documents import choose
    from testimonia.cli._progress import Reporter
    from testimonia.exporters.reuse_rows import sources_of
    from testimonia.pipeline import examine, open_archive
    from testimonia.pipeline.reusing import OUTSIDE, outside_reuse, reuse_of, why_of

    if document and folder == Path() and Path(document).is_dir():
        folder, document = Path(document), ""
    if sum(map(bool, (document, outside, why))) > 1:
        raise click.UsageError("name a document, or --with FILE, or --why A B: one of them.")
    with Reporter(quiet) as progress:
        archive = open_archive(folder, out, progress, look_only=True, tell=progress.tell)
        examined = examine(archive)
        named = list(sources_of(examined.dossier).items())
        if why:
            a, b = choose(why[0], named), choose(why[1], named)
            reason = why_of(archive, examined, a, b)
        elif outside:
            document, reuse = OUTSIDE + outside.name, outside_reuse(archive, examined, outside)
        else:
            document, reuse = choose(document, named) if document else "", reuse_of(archive, examined)
    if why:
        click.echo(_reason(reason, form))
        return 0 if reason.found else 1
    shown = _of_document(reuse, document) if document else reuse
    _show(shown, examined.dossier, document, form, limit)
    return 0 if shown.pairs else 1


def _of_document(reuse: "Reuse", document: str) -> "Reuse":
    """The pairs of one document, and their clusters."""
    from dataclasses import replace

    pairs = tuple(pair for pair in reuse.pairs if document in (pair.a.document, pair.b.document))
    clusters = {pair.cluster for pair in pairs}
    return replace(reuse, pairs=pairs, clusters=tuple(one for one in reuse.clusters if one.id in clusters))


def _show(reuse: "Reuse", dossier: "Dossier", document: str, form: str, limit: int) -> None:
    from testimonia.cli._reuse import clusters_text, document_text
    from testimonia.cli._terminal import ink
    from testimonia.exporters.jsonl import jsonl
    from testimonia.exporters.reuse_rows import reuse_object, reuse_rows, sources_of

    sources = sources_of(dossier)
    if form == "jsonl":
        for line in jsonl(reuse_rows(reuse, sources)):
            click.echo(line, nl=False)
    elif form == "json":
        click.echo(json.dumps(reuse_object(reuse, sources), ensure_ascii=False, indent=1))
    else:
        titles = {one.id: one.title for one in dossier.documents}
        text = (
            document_text(reuse, document, titles, ink(), limit)
            if document
            else clusters_text(reuse, titles, ink(), limit)
        )
        click.echo(text)


def _reason(reason: "ReuseReason", form: str) -> str:
    from testimonia.cli._reuse import reason_text
    from testimonia.cli._terminal import ink
    from testimonia.exporters.reuse_rows import reason_row

    return reason_text(reason, ink()) if form == "text" else json.dumps(reason_row(reason), ensure_ascii=False)
