"""Running a command: exceptions become one clear message and an exit status."""

import errno
import os
import signal
import sqlite3
import sys

import click

FOUND, USAGE, INTERRUPTED = 1, 2, 130


def guarded(cli: click.Group, arguments: list[str] | None = None) -> int:
    """Run the command line (with the process's own arguments, or these); the exit status.

    What is no one's mistake but ours still shows its traceback.
    """
    from testimonia.archive.errors import ArchiveError
    from testimonia.exporters.parquet import NoParquet

    _use_utf8()
    # To be told to end (by `timeout`, by a system that shuts down) is to be stopped as by Ctrl-C: workers end too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        result = cli.main(args=arguments, prog_name="testimonia", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        error.show()
        return USAGE
    except (KeyboardInterrupt, click.Abort):
        click.echo("\nStopped. What was done is kept; the same command goes on from there.", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (ArchiveError, NoParquet) as error:
        return _fail(str(error))
    except (OSError, sqlite3.DatabaseError) as error:
        message = _disk_message(error)
        if message is None:
            raise
        return _fail(message)
    return result if isinstance(result, int) else 0


def _fail(message: str) -> int:
    click.echo(f"testimonia: {message}", err=True)
    return USAGE


def _disk_message(error: OSError | sqlite3.DatabaseError) -> str | None:
    """What to tell about a disk that is full or may not be written; None for anything else."""
    place = f" ({error.filename})" if isinstance(error, OSError) and error.filename else ""
    number = error.errno if isinstance(error, OSError) else None
    text = str(error)
    if number in (errno.ENOSPC, errno.EDQUOT) or "disk is full" in text:
        return f"the disk is full{place}; nothing of yours was changed. Free some space, and run the same command again"
    if number in (errno.EROFS, errno.EACCES, errno.EPERM) or "readonly database" in text or "unable to open" in text:
        return f"no permission to write here{place}; use --out FOLDER to write elsewhere"
    if "disk I/O error" in text or number in (errno.EIO, errno.EFBIG):
        what = f"the disk could not be written{place} ({text}); nothing of yours was changed"
        return f"{what}. Mend that, and run the same command again"
    if "not a database" in text or "malformed" in text:
        return f"what an earlier build made is damaged ({text}); `testimonia build` makes it anew"
    return None


def _use_utf8() -> None:
    """Sources speak every script: where the terminal's encoding cannot, show what it can instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(
                errors="replace" if (stream.encoding or "").lower().startswith("utf") else "backslashreplace"
            )
