"""testimonia doctor: whether this machine and this archive are in order."""

from pathlib import Path

import click

from testimonia.cli._options import folder_argument, out_option


@click.command(epilog="Example:  testimonia doctor my-texts")
@folder_argument
@out_option
def command(folder: Path, out: Path | None) -> int:
    """Look whether this machine and this archive are in order.

    Each line says ok, warn or fail, and what to do. Status 1 where something fails. Changes nothing.
    """
    from testimonia.cli._checkup import check_archive, check_machine
    from testimonia.cli._terminal import ink

    pen = ink()
    styles = {"ok": "mark", "warn": "warning", "fail": "error"}
    failed = False
    for check in (*check_machine(), *check_archive(folder, out)):
        click.echo(f"{pen.styled(f'{check.status:<5}', styles[check.status])} {check.name:<9} {check.said}")
        if check.help:
            click.echo(f"      {'':<9} -> {check.help}")
        failed = failed or check.status == "fail"
    return 1 if failed else 0
