"""testimonia show: a document in the terminal, with its paragraph numbers and whose words they are."""

from pathlib import Path

import click

from testimonia.cli._options import folder_argument, out_option


@click.command(epilog="Example:  testimonia show leon-sedov my-texts --paragraph p5")
@click.argument("document")
@folder_argument
@out_option
@click.option("--paragraph", metavar="ID", help="Only this paragraph, as in --paragraph p5.")
def command(document: str, folder: Path, out: Path | None, paragraph: str | None) -> int:
    """Print a document with its paragraph numbers.

    DOCUMENT is an id, the path of a source, or the end of either. The margin names the voice where it is not the
    author's: the editors' frame, a quoted person.
    """
    from testimonia.cli._documents import choose, opened
    from testimonia.cli._reading import reading
    from testimonia.cli._terminal import ink

    with opened(folder, out) as db:
        pairs = [(row["id"], row["source"]) for row in db.execute("SELECT id, source FROM documents")]
        id_ = choose(document, pairs)
        text = reading(db, id_, ink(), paragraph)
    if text is None:
        raise click.UsageError(f"{id_} has no paragraph {paragraph!r}; `testimonia show {id_}` lists them.")
    click.echo(text)
    return 0
