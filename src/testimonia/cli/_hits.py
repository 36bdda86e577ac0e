"""How search results look in a terminal, and as JSON."""

from collections.abc import Iterator

from testimonia.archive.search import Hit, Results, results_value
from testimonia.exporters.terminal import Ink, clipped, one_line
from testimonia.model.canon import canonical
from testimonia.text.datepoints import in_words

_FACETS = {"in": "in periodicals", "by": "by authors", "year": "of years"}


def results_text(results: Results, ink: Ink, offset: int, with_facets: bool) -> str:
    """The hits, numbered, each with its document's id and the paragraph; what was looked for stands in *asterisks*."""
    lines = [line for number, hit in enumerate(results.hits, offset + 1) for line in _hit(number, hit, ink)]
    if with_facets:
        for facet in results.facets:
            if facet.values:
                shown = ", ".join(f"{one_line(value)} ({count:,})" for value, count in facet.values)
                lines += ink.wrapped(shown, f"{_FACETS[facet.name]}: ", "  ")
    last = offset + len(results.hits)
    counted = f"{results.total:,} document{'' if results.total == 1 else 's'}"
    if not results.total:
        return "\n".join([*lines, "Nothing found. Fewer words, a prefix (strik*) or OR find more."])
    if len(results.hits) < results.total:
        counted += f", {offset + 1:,} to {last:,} shown (-n and --from show others)"
    return "\n".join([*lines, counted])


def _hit(number: int, hit: Hit, ink: Ink) -> Iterator[str]:
    where = ", ".join(part for part in (" and ".join(hit.authors), hit.periodical, in_words(hit.date)) if part)
    yield f"{number:>3}  {ink.styled(clipped(one_line(hit.title), 90), 'strong')}"
    if where:
        yield from ink.wrapped(where, "     ", "     ")
    yield ink.styled(f"     {hit.document}" + (f"  {hit.paragraph}" if hit.paragraph else ""), "faint")
    text = "".join(f"*{piece}*" if marked else piece for piece, marked in hit.snippet.pieces)
    yield from ink.wrapped(text, "       ", "       ")
    yield ""


def results_json(results: Results) -> str:
    """One object on one line: total, hits with their snippets in pieces, facets."""
    return canonical(results_value(results)).decode() + "\n"
