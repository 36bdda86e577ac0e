"""testimonia serve: the site with full-text search, on this machine."""

import re
import socket
from pathlib import Path

import click

from testimonia.cli._options import folder_argument, out_option

_TRIED = 20
_ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?/?$")


@click.command(epilog="Example:  testimonia serve my-texts --port 8080")
@folder_argument
@out_option
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes any free one.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address to listen on; others can reach 0.0.0.0."
)
@click.option("--name", "names", multiple=True, metavar="NAME", help="A host name to answer to, besides localhost.")
@click.option(
    "--per-minute",
    type=click.IntRange(0),
    metavar="N",
    default=240,
    show_default=True,
    help="Searches and API requests that a visitor from elsewhere may make a minute; 0 sets no limit.",
)
@click.option("--origin", "origins", multiple=True, metavar="URL", help="A web origin whose pages may reconcile.")
def command(
    folder: Path,
    out: Path | None,
    port: int,
    host: str,
    names: tuple[str, ...],
    per_minute: int,
    origins: tuple[str, ...],
) -> int:
    """Serve the site with full-text search, on this machine.

    Reads what `testimonia build` wrote, and changes nothing. Only this machine can reach it unless --host says
    otherwise. Ctrl-C ends it.

    Beside the pages: /documents/ID.tei.xml (.md .epub .annotations.json .json), /oai (OAI-PMH), /reconcile
    (OpenRefine), /changes.xml (Atom) and /api (described in /api/openapi.json).
    """
    from testimonia.archive.database import connect
    from testimonia.archive.layout import layout_of

    layout = layout_of(folder, out, look_only=True)
    connect(layout.database).close()
    try:
        import uvicorn  # an extra: the command line must start without it

        from testimonia.server.app import LOOPBACK_NAMES, Beside, Limits, create_app
    except ImportError as error:
        raise click.ClickException(
            f"the server is not installed ({error.name} is missing): pip install 'testimonia[serve]'"
        ) from error
    with listening(host, port) as listener:
        taken = listener.getsockname()[1]
        where = f"[{host}]" if ":" in host else host
        click.echo(f"http://{where}:{taken}/  (Ctrl-C ends it)")
        beside = Beside(layout.memo, layout.identity, tuple(_origin(origin) for origin in origins))
        known = (*LOOPBACK_NAMES, *names, *_own_name(host))
        limits = Limits(requests_per_minute=per_minute)
        app = create_app(layout.public, layout.database, known, limits, beside=beside)
        config = uvicorn.Config(app, log_level="warning", server_header=False, limit_concurrency=64)
        uvicorn.Server(config).run(sockets=[listener])
    return 0


def listening(host: str, port: int) -> socket.socket:
    """A listening socket; a usage error that names a free port where this one is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except PermissionError as error:
        listener.close()
        raise click.UsageError(f"port {port} needs rights that you do not have; try --port {port + 8000}") from error
    except OSError as error:
        listener.close()
        free = _free_port(host, family, port)
        if free is None:
            raise click.UsageError(f"cannot listen on {host}:{port} ({error.strerror or error})") from error
        raise click.UsageError(f"port {port} is taken; {free} is free: --port {free}") from error
    return listener


def _free_port(host: str, family: socket.AddressFamily, port: int) -> int | None:
    for candidate in range(port + 1, min(port + _TRIED, 65536)):
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            try:
                probe.bind((host, candidate))
            except OSError:
                continue
            return candidate
    return None


def _origin(text: str) -> str:
    """A web origin: scheme, host and port, nothing more."""
    match = _ORIGIN.match(text)
    if match is None:
        raise click.UsageError(f"--origin {text!r} is no web origin; it looks like http://127.0.0.1:3333")
    return match[0].rstrip("/")


def _own_name(host: str) -> tuple[str, ...]:
    """The address itself is a name to answer to, unless it stands for all addresses."""
    return () if host in ("0.0.0.0", "::") else (f"[{host}]" if ":" in host else host,)
