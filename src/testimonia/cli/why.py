"""testimonia why: which of its inputs made a source's layer stale, or that it is fresh."""

from pathlib import Path

import click

from testimonia.cli._options import out_option


@click.command(epilog="Example:  testimonia why my-texts letters/1912-04-03.txt dates")
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("source")
@click.argument("layer", required=False)
@out_option
def command(folder: Path, source: str, layer: str | None, out: Path | None) -> int:
    """Say which input made a layer of a source stale.

    SOURCE is a path below the texts, or a document's id. Without LAYER, all layers are listed.
    """
    from testimonia.pipeline.status import why

    for line in why(folder, out, source, layer):
        click.echo(line)
    return 0
