"""The server's connections: a search waits for its turn, and its time begins with it."""

import threading
import time
from contextlib import ExitStack

from tests.unit.server.conftest import Served

from testimonia.server.reading import Reading


def test_waiting_for_a_turn_is_not_counted(served: Served) -> None:
    reading = Reading(served.home / "public" / "data" / "archive.sqlite", limit_s=0.3)
    released = threading.Event()
    with ExitStack() as others:
        others.enter_context(reading.searching())
        others.enter_context(reading.searching())
        found: list[int] = []

        def ask() -> None:
            with reading.searching() as db:
                # Long enough for the clock to be looked at.
                numbers = "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n LIMIT 30000)"
                found.append(db.execute(f"{numbers} SELECT count(*) FROM n").fetchone()[0])
            released.set()

        thread = threading.Thread(target=ask)
        thread.start()
        time.sleep(0.5)
        assert not found
    assert released.wait(10)
    thread.join()
    assert found == [30000]
