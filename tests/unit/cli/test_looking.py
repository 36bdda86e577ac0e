"""find, show, rule, doctor, serve: what they print over a published archive."""

import socket
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from testimonia.cli import cli
from testimonia.cli.serve import listening

FOUND = """\
  1  The Night of the Gale
     Hester Quill, The Saltmarsh Courier, 16 February 1906
     gale  p2
       Children slept in the *Corn Hall*. The mayor’s café stayed open, as the strike committee had
       asked.

  2  Who Shall Pay for the Pier?
     The Editors, The Saltmarsh Courier, 16 February 1906
     pier  p2
       Every child in the *Corn Hall* knows that Mr. Stroud sold the timber.

in periodicals: The Saltmarsh Courier (2)
by authors: Hester Quill (1), The Editors (1)
of years: 1906 (2)
2 documents
"""
SHOWN = """\
Who Shall Pay for the Pier?
by The Editors
The Saltmarsh Courier, vol. 3, no. 7, 16 February 1906, pp. 3-4
pier  courier/pier.html  30 words  en

        Who Shall Pay for the Pier?

    p1  The pier belongs to the town; the ferrymen belong to nobody.

    p2  Every child in the Corn Hall knows that Mr. Stroud sold the timber.
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, [*arguments], env={"COLUMNS": "100"}, standalone_mode=True)


def test_find(archive: Path) -> None:
    assert run("find", '"corn hall"', str(archive), "--facets", "--order", "date").output == FOUND


def test_find_in_json(archive: Path) -> None:
    output = run("find", "timber", str(archive), "--format", "json").output
    assert '"total":1' in output
    assert '{"marked":true,"text":"timber"}' in output


def test_find_says_where_a_query_breaks(archive: Path) -> None:
    result = run("find", "gale (pier", str(archive))
    assert result.exit_code == 2
    assert "  gale (pier\n       ^\nadd ) at its end" in result.output


def test_find_says_how_to_find_more(archive: Path) -> None:
    assert run("find", "zeppelin", str(archive)).output.startswith("Nothing found.")


def test_show(archive: Path) -> None:
    assert run("show", "pier", str(archive)).output == SHOWN


def test_show_takes_the_path_of_a_source(archive: Path) -> None:
    assert run("show", "courier/pier.html", str(archive), "--paragraph", "p1").output.endswith("nobody.\n")


def test_show_names_what_may_be_meant(archive: Path) -> None:
    result = run("show", "peir", str(archive))
    assert (result.exit_code, "Did you mean pier?" in result.output) == (2, True)


def test_show_refuses_a_paragraph_that_is_not_there(archive: Path) -> None:
    assert "has no paragraph 'p9'" in run("show", "pier", str(archive), "--paragraph", "p9").output


def test_a_rule_has_its_manual() -> None:
    output = run("rule", "d101").output
    assert output.startswith("D101 masthead-against-source-line")
    assert "Innocent causes" in output


def test_a_rule_that_is_not_there_names_a_near_one() -> None:
    assert "Did you mean masthead-against-source-line?" in run("rule", "masthead-against-source").output


def test_the_list_of_rules_names_each_once() -> None:
    codes = [line.split()[0] for line in run("rule").output.splitlines()[:-2]]
    assert codes == sorted(set(codes))
    assert "D101" in codes


def test_doctor_finds_a_sound_archive_sound(archive: Path) -> None:
    result = run("doctor", str(archive))
    assert "ok    sqlite" in result.output
    assert "ok    database" in result.output
    assert result.exit_code == 0


def test_doctor_sees_a_damaged_database(archive: Path, database: Path) -> None:
    body = bytearray(database.read_bytes())
    middle = len(body) // 2
    body[middle : middle + 20000] = b"\xff" * 20000
    database.write_bytes(body)
    result = CliRunner().invoke(cli, ["doctor", str(archive)], standalone_mode=False)
    assert "fail  database" in result.output
    assert result.return_value == 1


def test_a_taken_port_names_a_free_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(click.UsageError, match=rf"port {port} is taken; \d+ is free"):
            listening("127.0.0.1", port)
