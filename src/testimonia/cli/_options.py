"""Options that several commands share."""

from pathlib import Path

import click

folder_argument = click.argument("folder", type=click.Path(path_type=Path), default=Path())
out_option = click.option(
    "--out", type=click.Path(path_type=Path), metavar="DIR", help="Write everything there; leave FOLDER as it is."
)
quiet_option = click.option("-q", "--quiet", is_flag=True, help="Say nothing but the result.")
