"""testimonia compare: two documents, word for word."""

from pathlib import Path

import click

from testimonia.cli._options import folder_argument, out_option, quiet_option


@click.command(epilog="Example:  testimonia compare courier-1931-02-night beacon-1936-02-remembered my-texts")
@click.argument("first")
@click.argument("second")
@folder_argument
@out_option
@quiet_option
def command(first: str, second: str, folder: Path, out: Path | None, quiet: bool) -> int:
    """Hold two documents against each other, word for word.

    [-Words-] stand in the first only, {+words+} in the second only, or otherwise there. Spelling and marks are not
    shown. Where two documents share passages only, those are shown; where one holds the other, both from end to end.
    FIRST and SECOND are ids, paths of sources, or the end of either. FOLDER is left as it is.

    Status 1 where the two share nothing.
    """
    from testimonia.cli._compare import comparison_text
    from testimonia.cli._documents import choose
    from testimonia.cli._progress import Reporter
    from testimonia.cli._terminal import ink
    from testimonia.exporters.reuse_rows import sources_of
    from testimonia.pipeline import examine, open_archive
    from testimonia.pipeline.comparing import compared

    with Reporter(quiet) as progress:
        archive = open_archive(folder, out, progress, look_only=True, tell=progress.tell)
        examined = examine(archive)
        named = list(sources_of(examined.dossier).items())
        a, b = choose(first, named), choose(second, named)
        if a == b:
            raise click.UsageError("a document is not compared with itself; name two.")
        made = compared(archive, examined, a, b)
    click.echo(comparison_text(made, ink()))
    return 0 if made.share else 1
