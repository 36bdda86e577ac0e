"""testimonia extract: ask an extractor from outside, and keep what it answers for the next build."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from testimonia.cli._options import folder_argument, quiet_option

if TYPE_CHECKING:
    from testimonia.contract import Asked, Extractor


@click.command(
    epilog="""\b
Examples:
  testimonia extract my-texts --with spacy --model en_core_web_sm
  testimonia extract my-texts --with endpoint --url http://127.0.0.1:8080/v1 --model llama --limit 20
  testimonia extract my-texts --with endpoint --url URL --model NAME --key-env MY_KEY --source 1938/sedov.htm"""
)
@folder_argument
@click.option(
    "--with", "name", required=True, metavar="NAME", help="The extractor: spacy, endpoint, or one of a package."
)
@click.option("--model", default="", help="The model: a spaCy pipeline, or a name that the endpoint knows.")
@click.option("--url", default="", help="Of the endpoint. The passages are sent there.")
@click.option(
    "--key-env", default="", metavar="VARIABLE", help="The environment variable that holds the endpoint's key."
)
@click.option("--timeout", "timeout_s", default=60.0, show_default=True, help="Seconds to wait for an answer.")
@click.option("--source", default="", metavar="PATH", help="Only this source.")
@click.option("--limit", default=0, metavar="N", help="At most so many passages.")
@quiet_option
def command(
    folder: Path,
    name: str,
    model: str,
    url: str,
    key_env: str,
    timeout_s: float,
    source: str,
    limit: int,
    quiet: bool,
) -> int:
    """Ask an extractor from outside what the texts say; keep its answers.

    They are kept in extracted/ as plain text: commit them. The next build reads them as claims, those only whose
    quote stands in the text, whose subject is named there, and whose value its own words carry; the rest is counted. A
    passage that was answered is not asked about again; delete the file to take its claims away.
    """
    from testimonia.archive.errors import ArchiveError
    from testimonia.cli._progress import Reporter
    from testimonia.contract import Asked, ExtractorFailed
    from testimonia.pipeline import examine, open_archive
    from testimonia.pipeline.answering import told
    from testimonia.pipeline.extracting import extract

    asked = Asked(model, url, key_env, timeout_s)
    chosen = _chosen(name, asked)
    try:
        opened = chosen(asked)
        with Reporter(quiet) as progress:
            archive = open_archive(folder, None, progress, look_only=True)
            examined = examine(archive)
            if source and source not in examined.rows:
                raise ArchiveError(f"there is no source {source}; `testimonia status -v` lists them")
            made = extract(archive, examined, opened, source, limit)
    except ExtractorFailed as error:
        raise ArchiveError(str(error)) from error
    click.echo(
        f"  asked about  {made.asked:,} passages ({made.known:,} others were answered before, or left for later)"
    )
    click.echo(
        f"  proposed     {made.proposed:,} claims, of which {made.standing:,} stand in the text as they were read"
    )
    if made.refused:
        click.echo(f"  left out     {told(made.refused)}")
    click.echo(f"  {made.file} - commit it; the next build reads it")
    return 0


def _chosen(name: str, asked: "Asked") -> Callable[["Asked"], "Extractor"]:
    """The extractor of that name; a usage error where there is none, or where it needs what was not given."""
    from testimonia.registry import extractors

    known = {one.member.name: one for one in extractors()}
    if name not in known:
        raise click.UsageError(f"There is no extractor {name!r}; there are: {', '.join(known)}.")
    chosen: Callable[[Asked], Extractor] = known[name]
    lacking = [f"--{need.replace('_', '-')}" for need in known[name].member.needs if not getattr(asked, need)]
    if lacking:
        raise click.UsageError(f"The extractor {name} needs {' and '.join(lacking)}.")
    return chosen
