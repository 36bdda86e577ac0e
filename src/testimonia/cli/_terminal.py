"""How wide the terminal is, and whether it takes colour."""

import os
import shutil
import sys

from testimonia.exporters.terminal import Ink

_WIDEST = 110


def ink() -> Ink:
    """Colour on a terminal that does not refuse it (NO_COLOR); at most 110 columns, 100 where there is no terminal."""
    width = min(_WIDEST, max(40, shutil.get_terminal_size((100, 24)).columns))
    return Ink(sys.stdout.isatty() and "NO_COLOR" not in os.environ, width)
