"""The extractor behind an address, against a small server of our own that also misbehaves."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from testimonia.contract import Asked, ExtractorFailed
from testimonia.extractors import endpoint
from testimonia.extractors.endpoint import open_endpoint
from testimonia.text.licence import Licensed, licensed

TEXT = "Mary Ashdown was born at Saltmarsh in 1603 and died at Norwick in 1671."
TRUE_ROW = {"property": "birth-date", "subject": "Mary Ashdown", "value": "1603", "quote": "born at Saltmarsh in 1603"}


@contextmanager
def server(
    answer: Callable[[int, dict[str, object]], tuple[int, bytes]],
) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """A server on loopback that answers each request with what `answer` makes of its number and body."""
    heard: list[dict[str, object]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            heard.append({**body, "path": self.path, "key": self.headers.get("Authorization", "")})
            status, reply = answer(len(heard), body)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, format: str, *args: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{http.server_port}/v1", heard
    finally:
        http.shutdown()
        http.server_close()
        thread.join()


def said(content: object) -> bytes:
    text = content if isinstance(content, str) else json.dumps(content)
    return json.dumps({"choices": [{"message": {"content": text}}]}).encode()


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "_PAUSE_S", 0.0)


def test_it_asks_in_the_form_of_the_interface_and_reads_the_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_KEY", "secret")
    with server(lambda number, body: (200, said({"claims": [TRUE_ROW]}))) as (url, heard):
        answer = open_endpoint(Asked("small", url + "/", "A_KEY", 5))(TEXT)
    assert [proposal.value for proposal in answer.proposals] == ["1603"]
    assert heard[0]["path"] == "/v1/chat/completions"
    assert heard[0]["key"] == "Bearer secret"
    messages = heard[0]["messages"]
    assert isinstance(messages, list)
    assert messages[-1] == {"role": "user", "content": TEXT}


def test_an_invented_quote_a_changed_value_and_a_wrong_offset_become_no_claim() -> None:
    rows = [
        {**TRUE_ROW, "quote": "born at Norwick in 1603"},
        {**TRUE_ROW, "value": "1604"},
        {**TRUE_ROW, "subject": "Martha Ashdown"},
        {**TRUE_ROW, "property": "death-date"},
        {**TRUE_ROW, "hint": 999},
    ]
    with server(lambda number, body: (200, said({"claims": rows}))) as (url, _):
        answer = open_endpoint(Asked("small", url, "", 5))(TEXT)
    made = [licensed(TEXT, proposal, (0, len(TEXT))) for proposal in answer.proposals]
    assert made[:4] == ["no-quote", "no-value", "no-subject", "property-not-carried"]
    assert isinstance(made[4], Licensed)  # the quote stands in one place only: the offset decides nothing
    assert made[4].evidence.begin == TEXT.index("born")


def test_rows_that_are_none_are_counted_and_left_out() -> None:
    rows = [TRUE_ROW, "born 1603", {"property": "birth-date"}, {**TRUE_ROW, "value": 1603}, None]
    with server(lambda number, body: (200, said(rows))) as (url, _):
        answer = open_endpoint(Asked("small", url, "", 5))(TEXT)
    assert (len(answer.proposals), answer.refused) == (1, 4)


@pytest.mark.parametrize(
    "reply", [b"<html>", said('{"claims": [{"property": "birth'), said("I cannot."), b'{"choices": []}', said(7)]
)
def test_broken_answers_are_asked_for_once_more_then_counted(reply: bytes) -> None:
    with server(lambda number, body: (200, reply)) as (url, heard):
        answer = open_endpoint(Asked("small", url, "", 5))(TEXT)
    assert (answer.proposals, answer.refused, len(heard)) == ((), 2, 2)


def test_an_answer_in_a_code_fence_is_read() -> None:
    fenced = f"Here it is:\n```json\n{json.dumps({'claims': [TRUE_ROW]})}\n```"
    with server(lambda number, body: (200, said(fenced))) as (url, _):
        assert len(open_endpoint(Asked("small", url, "", 5))(TEXT).proposals) == 1


def test_a_busy_server_is_asked_again() -> None:
    with server(lambda number, body: (503, b"") if number == 1 else (200, said([TRUE_ROW]))) as (url, heard):
        assert len(open_endpoint(Asked("small", url, "", 5))(TEXT).proposals) == 1
    assert len(heard) == 2


def test_a_slow_server_a_refusal_and_no_server_are_told_apart() -> None:
    def slow(number: int, body: dict[str, object]) -> tuple[int, bytes]:
        time.sleep(0.4)
        return 200, said([])

    with server(slow) as (url, _), pytest.raises(ExtractorFailed, match="no answer within"):
        open_endpoint(Asked("small", url, "", 0.1))(TEXT)
    with server(lambda number, body: (401, b"")) as (url, heard), pytest.raises(ExtractorFailed, match="401"):
        open_endpoint(Asked("small", url, "", 5))(TEXT)
    assert len(heard) == 1  # a refusal is not asked again
    with pytest.raises(ExtractorFailed, match="goes on from there"):
        open_endpoint(Asked("small", url, "", 5))(TEXT)


@pytest.mark.parametrize(
    ("url", "key_env", "words"),
    [("file:///etc/passwd", "", "is no address"), ("http://h/v1", "NO_SUCH_KEY", "holds no key")],
)
def test_what_cannot_be_asked_is_said_before_asking(url: str, key_env: str, words: str) -> None:
    with pytest.raises(ExtractorFailed, match=words):
        open_endpoint(Asked("small", url, key_env, 5))
