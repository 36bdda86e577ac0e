"""testimonia evidence: every statement about one person, grouped by value."""

import json
from pathlib import Path

import click

from testimonia.cli._options import folder_argument, out_option

_WORDS = {
    "died": ("death-date", "death-place", "manner-of-death", "age-at-death", "cause-of-death"),
    "death": ("death-date", "death-place", "manner-of-death", "age-at-death", "cause-of-death"),
    "born": ("birth-date", "birth-place"),
    "birth": ("birth-date", "birth-place"),
    "lived": ("resided", "moved", "exiled", "imprisoned", "escaped"),
    "kin": ("child-of", "sibling", "spouse", "parent-of", "birth-order"),
    "names": ("alias", "pseudonym"),
    "works": ("author-of", "attributed-to", "translated-into", "contributor-to"),
    "held": ("office-held", "member-of", "founder-of", "leader-of", "editor-of"),
    "age": ("age-at", "age-at-death", "declared-age-changed"),
}


@click.command(
    epilog="""\b
Examples:
  testimonia evidence "Mary Ashdown" died my-texts
  testimonia evidence "Mary Ashdown" my-texts
  testimonia evidence Ashdown birth-date my-texts --format json"""
)
@click.argument("who")
@click.argument("what", default="")
@folder_argument
@out_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(who: str, what: str, folder: Path, out: Path | None, form: str) -> int:
    """List every statement about a person, by value, with its words.

    WHO is a full name, a surname, a given name, initials with a surname, an alias or a pen-name; where several people
    may be meant, all are listed. Each value comes with its witnesses, their words and voices; then how the values
    stand to each other: agree, agree-dependent (several texts, one text's words), compatible (one is finer), tension,
    contradiction, explained, incomparable.

    The reading of claims about people is young: what it does not list may still be said.

    WHAT is a property (birth-date, moved ...) or one of: born, died, lived, kin, names,
    works, held, age. Status 1 where nothing is
    found.
    """
    from testimonia.cli._evidence import as_json, as_text, statements
    from testimonia.pipeline import open_archive
    from testimonia.pipeline.people import people_of

    if what and folder == Path() and Path(what).is_dir():
        folder, what = Path(what), ""
    wanted = _WORDS.get(what.lower(), (what,) if what else ())
    asked = people_of(open_archive(folder, out, look_only=True), who)
    found = statements(asked, wanted)
    if form == "json":
        click.echo(json.dumps(as_json(found, asked), ensure_ascii=False, indent=1))
    else:
        click.echo(as_text(found, asked, who, what))
    return 0 if found else 1
