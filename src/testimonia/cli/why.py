"""testimonia why: which of its inputs made a source's layer stale, or that it is fresh."""

from pathlib import Path

import click

from testimonia.cli._options import out_option


@click.command(epilog="Example:  testimonia why letters/1912-04-03.txt dates my-texts")
@click.argument("source")
@click.argument("layer", required=False)
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@out_option
def command(source: str, layer: str | None, folder: Path | None, out: Path | None) -> int:
    """Say which input made a layer of a source stale.

    SOURCE is a path below the texts, or a document's id. Without LAYER, all layers are listed.
    """
    from testimonia.pipeline.status import why

    is_folder = layer is not None and folder is None and Path(layer).is_dir()
    where, named = (Path(layer or ""), None) if is_folder else (folder or Path(), layer)
    for line in why(where, out, source, named):
        click.echo(line)
    return 0
