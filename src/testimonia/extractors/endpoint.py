"""endpoint: asks a language model behind an OpenAI-compatible address (`POST {url}/chat/completions`).

Any server of that form will do, one on your own machine too. The passages leave this machine for that address. What it
answers is read as a list of rows; what is no such list is counted as refused and asked once more. It needs no package.
"""

import json
import os
import re
import time
import urllib.error
import urllib.request
from typing import Any

from msgspec import Struct

from testimonia.contract import Asked, ExtractorFailed, Heard, extractor
from testimonia.model.extraction import Proposal
from testimonia.text.licence import PROPERTIES

TRIES = 2
MOST_BYTES = 4 << 20
_PAUSE_S = 2.0
_FIELDS = ("property", "subject", "value", "quote")
_TASK = """You read one passage of a historical source and list what it says of people and events. Answer with JSON:
{"claims": [{"property": ..., "subject": ..., "value": ..., "quote": ..., "mode": ...}]}
property: one of %s.
subject: the name of the person or thing meant, copied letter for letter from the passage (never a pronoun).
value: the words of the passage that carry the value, copied letter for letter (a date as it is printed).
quote: the clause that says it, copied letter for letter, with the value in it.
mode: asserted, reported, denied or hedged, as the passage says it.
List only what the passage itself says. If it says nothing of the kind, answer {"claims": []}."""


@extractor("endpoint", needs=("url", "model"))
def open_endpoint(asked: Asked) -> "Endpoint":
    """An endpoint; ExtractorFailed where the address is no http(s) address or the key is missing."""
    if not re.match(r"https?://", asked.url):
        raise ExtractorFailed(f"{asked.url!r} is no address; give one as in --url http://127.0.0.1:8080/v1")
    key = os.environ.get(asked.key_env, "") if asked.key_env else ""
    if asked.key_env and not key:
        raise ExtractorFailed(f"the environment variable {asked.key_env} holds no key; set it, or leave --key-env out")
    return Endpoint(asked.url.rstrip("/"), asked.model, key, asked.timeout_s)


class Endpoint(Struct, frozen=True):
    """A model behind an address."""

    url: str
    model: str
    key: str
    timeout_s: float

    @property
    def name(self) -> str:
        return f"endpoint:{self.model}"

    def __call__(self, passage: str) -> Heard:
        """What the model says of a passage. ExtractorFailed where nothing answers."""
        refused = 0
        for attempt in range(TRIES):
            answer = self._answer(passage, attempt)
            rows = _rows(answer)
            if rows is not None:
                read = [proposal for row in rows if (proposal := _proposal(row))]
                return Heard(tuple(read), refused + len(rows) - len(read))
            refused += 1
        return Heard((), refused)

    def _answer(self, passage: str, attempt: int) -> str:
        """The text of the answer; "" where the server's answer is not of the form."""
        task = _TASK % ", ".join(sorted(PROPERTIES))
        body = {
            "model": self.model,
            "temperature": 0,
            "seed": attempt,
            "messages": [{"role": "system", "content": task}, {"role": "user", "content": passage}],
        }
        request = urllib.request.Request(
            f"{self.url}/chat/completions",
            json.dumps(body).encode(),
            {"Content-Type": "application/json", **({"Authorization": f"Bearer {self.key}"} if self.key else {})},
        )
        try:
            answer = json.loads(self._ask(request))
            content = answer["choices"][0]["message"]["content"]
        except (ValueError, LookupError, TypeError):
            return ""
        return content if isinstance(content, str) else ""

    def _ask(self, request: urllib.request.Request) -> bytes:
        """The server's bytes; asked once more where it is busy or slow."""
        said = ""
        for attempt in range(TRIES):
            if attempt:
                time.sleep(_PAUSE_S)
            try:
                with urllib.request.urlopen(request, timeout=self.timeout_s) as response:
                    return bytes(response.read(MOST_BYTES))
            except urllib.error.HTTPError as error:
                said = f"it answered {error.code} {error.reason}"
                if error.code not in (408, 429, 500, 502, 503, 504):
                    break
            except TimeoutError:
                said = f"no answer within {self.timeout_s:g} s"
            except (urllib.error.URLError, ConnectionError, OSError) as error:
                said = str(getattr(error, "reason", error))
        raise ExtractorFailed(f"{self.url}: {said}. What was answered is kept; the same command goes on from there")


def _rows(answer: str) -> list[Any] | None:
    """The list in an answer, also where words or a code fence stand around it; None where there is none."""
    found = re.search(r"\{.*\}|\[.*\]", answer, re.DOTALL)
    try:
        read = json.loads(found[0]) if found else None
    except ValueError:
        return None
    if isinstance(read, dict):
        read = read.get("claims")
    return read if isinstance(read, list) else None


def _proposal(row: Any) -> Proposal | None:
    if not isinstance(row, dict) or not all(isinstance(row.get(name), str) for name in _FIELDS):
        return None
    mode = row.get("mode")
    hint = row.get("hint")
    told = {name: str(row[name]) for name in _FIELDS}
    return Proposal(
        **told,
        hint=hint if isinstance(hint, int) and not isinstance(hint, bool) and hint >= 0 else -1,
        mode=mode if isinstance(mode, str) else "asserted",
    )
