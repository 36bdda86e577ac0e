"""testimonia init: a configuration with every key explained; never overwrites."""

from pathlib import Path

import click

from testimonia.cli._options import folder_argument

TEMPLATE = """# Testimonia reads this file; every key may be left out.

[archive]
title = "{title}"
description = ""          # a sentence or two for the first page
address = ""              # where the site will stand, as in "https://example.org/archive/"; for links in citations
language = "en"           # of the archive's own words
licence = ""              # as in "Public domain" or a licence's name
contact = ""              # a mail address, shown on the site

[sources]
exclude = []              # glob patterns over paths, as in ["drafts/*", "*.bak.html"]

[limits]
file_mib = 48             # larger files are left out, and said so
seconds = 60              # for one file
memory_mib = 4096         # for one worker

[plugins]
use = []                  # names of files in plugins/ that may be run, as in ["my_rule"]

[studies]
use = []                  # unfinished and slower: "people" reads names and claims about people, and judges them
without = []              # "reuse": do not look, at each build, which documents print the same words; a third faster

[reuse]                    # for `testimonia reuse`; letters are counted, not spaces or marks
gram = 0                  # letters of the exact matches that are looked for; 0: the archive chooses (it says what)
shortest = 40             # letters of the shortest passage
identity = 0.6            # the least share of letters that agree
margin = 28               # letters by which what agrees outweighs what does not
gap = 300                 # the widest gap inside one passage, in letters
digits = false            # whether digits count as letters
memory_mb = 512           # for sorting; never changes a result

[search]
engine = "sqlite"         # of `find` and `serve`; "tantivy" for ten thousand documents and more (testimonia[tantivy])

[site]
language = ""             # of the site's own words: "en", "de", "es", "fr", "ru"; "" for the archive's, else English
robots = "open"           # "open", "search" (search engines only) or "none"
report = ""               # for "report a slip": a mail address or a tracker's "new issue" page; "" for the contact
originals = "copy"        # each source beside the site, as plain text; "none" leaves them out
living = "show"           # or "withhold": people who may be alive get no page and no line in any index
"""


@click.command(epilog="Example:  testimonia init my-texts")
@folder_argument
def command(folder: Path) -> int:
    """Write a testimonia.toml with every key explained."""
    from testimonia.archive.errors import ArchiveError
    from testimonia.archive.layout import CONFIG

    if not folder.is_dir():
        raise ArchiveError(f"there is no folder {folder}; make it first, and put your texts there")
    path = folder / CONFIG
    title = folder.resolve().name.replace("\\", "").replace('"', "'")
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(TEMPLATE.format(title=title))
    except FileExistsError:
        raise ArchiveError(f"{path} exists already; it was left as it is") from None
    click.echo(f"Wrote {path}. Next:  testimonia build {folder}")
    return 0
