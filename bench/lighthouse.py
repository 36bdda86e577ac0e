"""What Lighthouse says of five kinds of page, served on loopback: performance, accessibility, best practices, SEO.

    npm install lighthouse                       (anywhere; the command is node_modules/.bin/lighthouse)
    python -m bench.lighthouse PUBLIC --lighthouse node_modules/.bin/lighthouse [--chromium /usr/bin/chromium]

PUBLIC is a site that `build` wrote. Of each kind the largest page is taken. The files are served as they are,
compressed as web servers do, by a plain server on loopback.
"""

import argparse
import functools
import gzip
import http.server
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

KINDS = ("home", "document", "run", "disagreement", "documents")
LEAST = 95
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


class Handler(http.server.SimpleHTTPRequestHandler):
    """Files, with what every web server adds: compression, and a time to keep them."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        self.send_response(200)
        kind = self.guess_type(str(path))
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Cache-Control", "max-age=31536000")
        if kind.startswith(("text/", "image/svg", "application/")) and "gzip" in self.headers.get(
            "Accept-Encoding", ""
        ):
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the figures are what is printed."""


def largest(public: Path) -> dict[str, str]:
    """The path of the largest page of each kind."""
    found: dict[str, tuple[int, str]] = {}
    for path in public.rglob("*.html"):
        if kind := re.search(r'<body[^>]* data-kind="([^"]+)"', path.read_text(encoding="utf-8")):
            one = (path.stat().st_size, path.relative_to(public).as_posix())
            found[kind[1]] = max(found.get(kind[1], one), one)
    return {kind: path for kind, (_, path) in found.items()}


def judged(command: str, chromium: str, address: str) -> tuple[dict[str, int], list[str]]:
    """Lighthouse's four scores of a page (0 to 100), and the audits that cost it something."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        flags = f"{QUIET} --user-data-dir={folder}/profile"
        done = subprocess.run(
            [command, address, "--quiet", "--output=json", f"--output-path={report}", f"--chrome-flags={flags}"],
            env={**os.environ, "CHROME_PATH": chromium},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        if not report.exists():
            raise SystemExit(f"Lighthouse gave no report of {address}: {done.stderr[-500:]}")
        result = json.loads(report.read_text(encoding="utf-8"))
    scores = {name: round(100 * (part["score"] or 0)) for name, part in result["categories"].items()}
    weighed = {ref["id"] for part in result["categories"].values() for ref in part["auditRefs"] if ref["weight"]}
    poor = [id for id in sorted(weighed) if (score := result["audits"][id]["score"]) is not None and score < 0.9]
    return scores, poor


def main() -> int:
    """Print a row for each kind of page; 1 where a score is under 95."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("public", type=Path)
    parser.add_argument("--lighthouse", default="lighthouse")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    parser.add_argument("--kinds", nargs="*", default=KINDS)
    asked = parser.parse_args()
    handler = functools.partial(Handler, directory=str(asked.public))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    pages, worst = largest(asked.public), 100
    for kind in asked.kinds:
        if kind not in pages:
            print(f"{kind}: this site has no such page")
            continue
        address = f"http://127.0.0.1:{server.server_port}/{pages[kind]}"
        scores, poor = judged(asked.lighthouse, asked.chromium, address)
        worst = min(worst, *scores.values())
        print(f"{kind:14}", *(f"{name} {score}" for name, score in scores.items()), "|", pages[kind], *poor, flush=True)
    server.shutdown()
    return 0 if worst >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
