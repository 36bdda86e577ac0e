"""testimonia verify: every span that is kept, rechecked against the texts."""

from pathlib import Path

import click

from testimonia.cli._options import folder_argument, out_option, quiet_option
from testimonia.cli._progress import Reporter
from testimonia.cli._run import FOUND

MOST_SHOWN = 20


@click.command(epilog="Example:  testimonia verify my-texts")
@folder_argument
@out_option
@quiet_option
def command(folder: Path, out: Path | None, quiet: bool) -> int:
    """Recheck every quote against the texts, letter for letter.

    Each file is read again, and every row of every layer, every claim, name and finding is held against its text.
    Looks only: FOLDER is left as it is. Status 1 where a span does not hold.
    """
    from testimonia.pipeline import open_archive
    from testimonia.pipeline.verifying import verify

    with Reporter(quiet) as progress:
        done = verify(open_archive(folder, out, progress, look_only=True, tell=progress.tell))
    click.echo(
        f"{done.sources:,} sources read again; {done.rows:,} rows of layers and {done.quotes:,} quotes rechecked."
    )
    if not done.wrong:
        click.echo("Every one stands in its text, letter for letter.")
        return 0
    for wrong in done.wrong[:MOST_SHOWN]:
        click.echo(f"  {wrong.source}: {wrong.kept_in}, from character {wrong.begin:,}: {wrong.message}")
    if len(done.wrong) > MOST_SHOWN:
        click.echo(f"  ... {len(done.wrong) - MOST_SHOWN:,} more")
    click.echo(
        f"{len(done.wrong):,} do not hold. Delete .testimonia/ and build again; if they stay, report it as a bug."
    )
    return FOUND
