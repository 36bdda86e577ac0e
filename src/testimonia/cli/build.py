"""testimonia build: the whole path, and a summary that says what was understood and what to look at first."""

import time
from pathlib import Path

import click

from testimonia.cli._options import folder_argument, out_option, quiet_option
from testimonia.cli._progress import Reporter
from testimonia.cli._run import FOUND


@click.command(epilog="Example:  testimonia build my-texts --out /tmp/site")
@folder_argument
@out_option
@quiet_option
def command(folder: Path, out: Path | None, quiet: bool) -> int:
    """Read a folder of texts and write its site and data.

    FOLDER needs no configuration: any folder of .html, .txt, .md or TEI .xml files will do. The site stands in
    FOLDER/public (or DIR/public), opens from the disk, and needs no server. Exit status 1 where a plug-in of the
    archive's own failed: the rest is built.
    """
    from testimonia.cli._summary import PLUGIN_CODES, summary
    from testimonia.pipeline import build, open_archive

    begin = time.perf_counter()
    with Reporter(quiet) as progress:
        archive = open_archive(folder, out, progress, tell=progress.tell)
        built = build(archive)
    if not quiet:
        click.echo(summary(built, archive.layout.public, time.perf_counter() - begin))
    codes = {problem.code for problem in built.examined.dossier.problems}
    return 0 if codes.isdisjoint(PLUGIN_CODES) else FOUND
