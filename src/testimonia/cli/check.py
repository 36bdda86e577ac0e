"""testimonia check: findings and problems as a compiler would say them."""

from pathlib import Path

import click

from testimonia.cli._options import folder_argument, out_option, quiet_option
from testimonia.cli._progress import Reporter
from testimonia.cli._run import FOUND

LEVELS = ("error", "warning", "note", "never")


@click.command(epilog="Example:  testimonia check my-texts --format json > findings.json")
@folder_argument
@out_option
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif", "github"]), default="text")
@click.option("--code", "codes", multiple=True, metavar="CODE", help="Only these rules, as in --code D101 --code D110.")
@click.option("--notes", is_flag=True, help="List every note too, instead of counting them.")
@click.option(
    "--fail-on",
    type=click.Choice(LEVELS),
    default="error",
    show_default=True,
    help="Exit 1 from this severity on.",
)
@quiet_option
def command(
    folder: Path, out: Path | None, form: str, codes: tuple[str, ...], notes: bool, fail_on: str, quiet: bool
) -> int:
    """Report contradictions and slips, with the exact words.

    Looks only: FOLDER is left as it is.
    """
    from testimonia.exporters.diagnostics import FORMS, Options
    from testimonia.pipeline import examine, open_archive

    with Reporter(quiet) as progress:
        dossier = examine(open_archive(folder, out, progress, look_only=True, tell=progress.tell)).dossier
    findings = tuple(f for f in dossier.findings if not codes or f.code in {code.upper() for code in codes})
    problems = () if codes else dossier.problems
    options = Options(notes=notes, colour=_colour(), width=_width(), documents=len(dossier.documents))
    click.echo(FORMS[form](findings, problems, dossier.coverage, options), nl=form == "text")
    grave = LEVELS[: LEVELS.index(fail_on) + 1] if fail_on != "never" else ()
    severities = {finding.severity for finding in findings} | {problem.severity for problem in problems}
    return FOUND if severities & set(grave) else 0


def _colour() -> bool:
    import os
    import sys

    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def _width() -> int:
    import shutil

    return min(110, max(40, shutil.get_terminal_size((100, 24)).columns))
