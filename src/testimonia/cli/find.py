"""testimonia find: full-text search from the terminal."""

from pathlib import Path

import click

from testimonia.cli._options import folder_argument, out_option


@click.command(
    epilog="""\b
Examples:
  testimonia find 'strike "town hall"' my-texts
  testimonia find 'strik* -lockout in:courier by:marsh year:1930..1935' my-texts
  testimonia find '=strikes' my-texts        (the very word, not its stem)"""
)
@click.argument("query")
@folder_argument
@out_option
@click.option("-n", "--limit", type=click.IntRange(1, 200), default=10, show_default=True, help="How many to show.")
@click.option("--from", "offset", type=click.IntRange(0), default=0, help="Pass over so many.")
@click.option("--order", type=click.Choice(["relevance", "date"]), default="relevance", show_default=True)
@click.option("--facets", is_flag=True, help="Count the hits by periodical, author and year too.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(
    query: str, folder: Path, out: Path | None, limit: int, offset: int, order: str, facets: bool, form: str
) -> int:
    """Search the texts: words, "phrases", prefixes*, AND OR NOT, (groups).

    A word finds its other forms too (strike, striking); =word only itself. in:PERIODICAL by:AUTHOR person:NAMED
    year:A..B narrow the search. Status 1 where nothing is found.
    """
    from testimonia.archive.search import Window, search
    from testimonia.archive.tantivy_search import open_tantivy
    from testimonia.cli._documents import database_of, opened
    from testimonia.cli._hits import results_json, results_text
    from testimonia.cli._terminal import ink
    from testimonia.text.querytokens import QueryError

    window = Window(limit, offset, "date" if order == "date" else "relevance")
    with opened(folder, out) as db:
        try:
            results = search(db, query, window, open_tantivy(database_of(folder, out)))
        except QueryError as error:
            mark = " " * (min(error.position, len(query)) + 2) + "^"
            raise click.UsageError(f"{error.message}\n  {query}\n{mark}\n{error.hint}") from error
    if form == "json":
        click.echo(results_json(results), nl=False)
    else:
        click.echo(results_text(results, ink(), offset, facets))
    return 0 if results.total else 1
