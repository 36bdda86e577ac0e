"""How often Python looks for objects that refer to one another in a ring."""

import gc

_YOUNG = 50_000


def collect_rarely() -> None:
    """Look for them rarely, in this process and those it begets: nearly all that a command makes lives to its end, and
    looking through it as often as Python does by itself costs a tenth of the time."""
    gc.set_threshold(_YOUNG, 20, 20)
