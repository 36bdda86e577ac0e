"""testimonia demo: the example archive, built into a folder of its own."""

import time
from pathlib import Path

import click

from testimonia.cli._options import quiet_option

_NAME = "saltmarsh"


@click.command(epilog="Example:  testimonia demo && testimonia serve testimonia-demo")
@click.argument("target", type=click.Path(path_type=Path, file_okay=False), default=Path("testimonia-demo"))
@quiet_option
def command(target: Path, quiet: bool) -> int:
    """Build the example archive and say what to open.

    An invented town, its newspaper and a rival, with every kind of slip planted. TARGET is written (testimonia-demo by
    default); the example itself stays as it is.
    """
    from testimonia.cli._progress import Reporter
    from testimonia.cli._summary import summary
    from testimonia.pipeline import build, open_archive

    if target.is_dir() and any(target.iterdir()) and not (target / ".testimonia").is_dir():
        raise click.UsageError(f"{target} holds files of yours; name another folder: testimonia demo FOLDER")
    begin = time.perf_counter()
    with Reporter(quiet) as progress:
        archive = open_archive(example_folder(), target, progress)
        built = build(archive)
    if not quiet:
        click.echo(summary(built, archive.layout.public, time.perf_counter() - begin))
    click.echo(f"Open {target / 'public' / 'index.html'}, or: testimonia serve {target}")
    return 0


def example_folder() -> Path:
    """The example archive: beside the package where it was installed, or in the checkout that it runs from."""
    import testimonia

    package = Path(testimonia.__file__).parent
    for candidate in (package / "examples" / _NAME, package.parent.parent / "examples" / _NAME):
        if candidate.is_dir():
            return candidate
    raise click.ClickException("the example archive is not installed; it is in the project's examples/ folder")
