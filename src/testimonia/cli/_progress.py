"""Progress: a bar on a terminal, a quiet line elsewhere; on standard error, so that output can be piped."""

import sys
from types import TracebackType
from typing import Any

import click


class Reporter:
    """Shows how far each stage is. A context manager: leaving it ends the line."""

    def __init__(self, quiet: bool = False) -> None:
        self._quiet = quiet
        self._is_terminal = sys.stderr.isatty()
        self._stage = ""
        self._bar: Any = None
        self._done = 0

    def __call__(self, stage: str, done: int, total: int) -> None:
        if self._quiet:
            return
        if stage != self._stage:
            self._end()
            self._stage, self._done = stage, 0
            if self._is_terminal:
                self._bar = click.progressbar(length=total, label=f"{stage:<10}", file=sys.stderr, width=30)
                self._bar.__enter__()
            elif total > 200:
                click.echo(f"{stage} {total:,} ...", err=True)
        if self._bar is not None:
            self._bar.update(done - self._done)
        self._done = done

    def tell(self, message: str) -> None:
        """Say something that is no part of the result, quiet or not."""
        self._end()
        self._stage = ""
        click.echo(f"testimonia: {message}", err=True)

    def __enter__(self) -> "Reporter":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _end(self) -> None:
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None
