"""The command line: one command, one file; a command's module is imported only when it is called."""

import importlib
import os
import sys
from typing import NoReturn

import click

# Short helps stand here so that `--help` imports no command (a test holds them against the commands' own).
COMMANDS = {
    "build": "Read a folder of texts and write its site and data.",
    "check": "Report contradictions and slips, with the exact words.",
    "cite": "Cite a document: plain, BibTeX, RIS or CSL-JSON.",
    "compare": "Hold two documents against each other, word for word.",
    "demo": "Build the example archive and say what to open.",
    "doctor": "Look whether this machine and this archive are in order.",
    "evidence": "List every statement about a person, by value, with its words.",
    "export": "Write layers, documents or the site in formats that others read.",
    "extract": "Ask an extractor from outside what the texts say; keep its answers.",
    "find": 'Search the texts: words, "phrases", prefixes*, AND OR NOT, (groups).',
    "init": "Write a testimonia.toml with every key explained.",
    "reuse": "Find the passages that several documents print.",
    "rule": "Explain a rule, or list them all.",
    "serve": "Serve the site with full-text search, on this machine.",
    "show": "Print a document with its paragraph numbers.",
    "status": "Say what the archive holds and what has changed.",
    "verify": "Recheck every quote against the texts, letter for letter.",
    "why": "Say which input made a layer of a source stale.",
}
ORDER = tuple(
    "init build serve demo doctor status find evidence show cite reuse compare why check verify rule extract "
    "export".split()
)


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports them one at a time."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(ORDER)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"testimonia.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name]) for name in ORDER])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, 1)
            meant = f" Did you mean {near[0]!r}?" if near else ""
            ctx.fail(f"There is no command {args[0]!r}.{meant} `testimonia --help` lists them.")
        return super().resolve_command(ctx, args)


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        from testimonia import __version__

        click.echo(f"testimonia {__version__}")
        ctx.exit()


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Say the version and end."
)
def cli() -> None:
    """A compiler for historical sources.

    Reads a folder of transcribed documents, publishes it as a citable, searchable site, and reports where sources
    contradict one another or themselves, with the exact words. It decides nothing.

    Start with:  testimonia build FOLDER
    """


def main() -> NoReturn:
    """The entry point. Exit status: 0 fine; 1 findings or problems from --fail-on on; 2 usage or input; 130 Ctrl-C."""
    from testimonia.cli._run import guarded
    from testimonia.engine.collecting import collect_rarely

    collect_rarely()
    status = guarded(cli)
    # Whatever was opened is closed; taking a large archive's objects apart one by one would only keep people waiting.
    sys.stderr.flush()
    os._exit(status)
