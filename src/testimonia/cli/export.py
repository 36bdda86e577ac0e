"""testimonia export: a layer of the archive as JSON Lines or CSV."""

import sys
from pathlib import Path

import click

from testimonia.cli._options import folder_argument, out_option

LAYERS = ("documents", "dates", "citations", "entities", "issues", "findings", "problems")


@click.command(epilog="Example:  testimonia export dates my-texts --format csv --to dates.csv")
@click.argument("layer", type=click.Choice(LAYERS))
@folder_argument
@out_option
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True)
@click.option("--to", "target", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
def command(layer: str, folder: Path, out: Path | None, form: str, target: Path | None) -> int:
    """Write a layer as JSON Lines or CSV.

    A row a line, sorted by source and place. Offsets are Unicode code points, half-open, into the source's text, and
    every quote is exactly what stands there. The published archive.sqlite holds the same rows.
    """
    from testimonia.cli._progress import Reporter
    from testimonia.exporters.jsonl import jsonl
    from testimonia.exporters.rows import layer_rows
    from testimonia.exporters.table import csv_lines
    from testimonia.model.passage import DocumentText
    from testimonia.pipeline import examine, open_archive
    from testimonia.pipeline.texts import texts_of

    with Reporter(target is None) as progress:
        archive = open_archive(folder, out, progress, look_only=True)
        examined = examine(archive)
    texts: dict[str, DocumentText] = {}
    if layer == "dates":
        texts = {text.document: text for text in texts_of(archive, examined)}
    rows = layer_rows(layer, examined.dossier, texts)
    lines = csv_lines(rows) if form == "csv" else jsonl(rows)
    if target is None:
        stream = sys.stdout.buffer
        for line in lines:
            stream.write(line)
        stream.flush()
        return 0
    temporary = target.with_name(f".{target.name}.tmp")
    with temporary.open("wb") as file:
        file.writelines(lines)
    temporary.replace(target)
    return 0
