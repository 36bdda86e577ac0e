"""testimonia status: what the archive holds, and what has changed on disk since the last build."""

from pathlib import Path

import click

from testimonia.cli._options import folder_argument, out_option


@click.command(epilog="Example:  testimonia status my-texts")
@folder_argument
@out_option
@click.option("-v", "--verbose", is_flag=True, help="Name every changed file, and show the traceback of every failure.")
def command(folder: Path, out: Path | None, verbose: bool) -> int:
    """Say what the archive holds and what has changed."""
    from testimonia.pipeline.status import status_of

    status = status_of(folder, out)
    click.echo(f"{status.sources:,} sources on disk in {status.where}")
    if not status.is_built:
        click.echo(f"Never built. Next:  testimonia build {folder}")
        return 0
    for label, paths in (("new", status.new), ("changed", status.changed), ("gone", status.gone)):
        if paths:
            click.echo(f"  {len(paths):,} {label} since the last build")
            for path in paths if verbose else paths[:3]:
                click.echo(f"    {path}")
            if not verbose and len(paths) > 3:
                click.echo(f"    ... {len(paths) - 3:,} more (-v lists them)")
    if not (status.new or status.changed or status.gone):
        click.echo("  nothing has changed since the last build")
    for path, detail in status.failures:
        click.echo(f"  failed: {path}")
        if verbose:
            click.echo(detail.rstrip())
    return 0
